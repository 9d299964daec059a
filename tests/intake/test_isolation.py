"""The process that holds the batch parses nothing that was sent: no reader can abort in it."""

import email.feedparser
import email.parser
import os
import zipfile
from email.message import Message
from pathlib import Path
from typing import Any
from xml.parsers import expat

import olefile
import pandas
import pytest

from perfcheck import batch
from perfcheck.correspondence import compare, find_roster
from perfcheck.intake import folder, kinds, package
from perfcheck.model.filenames import ROSTER_FILE
from tests.forms import Table, hubei, national, own, workbook
from tests.intake.hostile.containers import encrypted
from tests.intake.mails import mail, named, text
from tests.intake.outlook_files import compound, msg, winmail
from tests.intake.sending import archive

READERS: tuple[tuple[Any, str], ...] = (
    (zipfile, "ZipFile"),
    (email.parser.BytesParser, "parse"),
    (email.parser.Parser, "parse"),
    (email.feedparser.BytesFeedParser, "feed"),
    (olefile, "OleFileIO"),
    (pandas, "ExcelFile"),
    (expat, "ParserCreate"),
    (kinds, "sniff"),
    (kinds, "is_text"),
    (package, "kind_of"),
    (folder, "unfold"),
    (Message, "get_payload"),
)


def test_readers_run_in_workers_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    letter = mail(text("见附件"), named("表.xlsx".encode(), workbook(hubei())))
    files = {
        "表.xlsx": workbook(national()),
        "锁.xlsx": encrypted(workbook(own()), "1"),
        "包.zip": archive({"信.eml": letter, "说明.txt": b"x"}),
        "信.eml": mail(text("另一封"), named(b"winmail.dat", winmail({"表.xlsx": b"PK"}))),
        "信.msg": compound(msg({"表.xlsx": b"PK"})),
        "箱.mbox": b"From a Mon Mar  1 09:30:00 2021\n" + letter,
        "坏.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
        ROSTER_FILE: workbook(Table({(1, 1): "单位", (1, 2): "项目", (2, 1): "某某区图书馆"})),
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    parent = os.getpid()
    caught = []
    for place, name in READERS:
        monkeypatch.setattr(place, name, guarded(getattr(place, name), name, parent, caught))
    found = batch.evaluate([tmp_path], jobs=1, passwords=["1"])
    found = compare(found, find_roster([tmp_path]))
    assert caught == []
    assert found.reporting is not None
    assert len(found.outlines) == 3
    assert {*files} <= {record.path for record in found.files}


def guarded(reader: Any, name: str, parent: int, caught: list[str]) -> Any:
    """A reader that says when the parent uses it; workers are forked from here."""

    def read(*args: Any, **kwargs: Any) -> Any:
        if os.getpid() == parent:
            caught.append(name)
        return reader(*args, **kwargs)

    return read
