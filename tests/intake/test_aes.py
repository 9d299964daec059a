"""Archives under AES with the password list."""

import base64
import io

import pytest

from perfcheck.intake import zips
from perfcheck.intake.member import Allowance, Member
from perfcheck.intake.zips import open_zip
from tests.forms import national, workbook
from tests.intake.hostile.case import evaluate
from tests.intake.sealing import aes

WORD = "绩效2021"
FOREIGN = (  # written by pyzipper: AE-2 of 256 bits, deflated; AE-1 of 128 bits, stored
    "UEsDBBQAAQBjAOJMel0AAAAALQAAAEgAAAAFAAsAYS50eHQBmQcAAgBBRQMIACa9YAfTT3qqOsg6WbonHYdBP0CP"
    "AajV9PZm1LMXwnnY2ZA7jAElKD6BddPImFBLAQIUAxQAAQBjAOJMel0AAAAALQAAAEgAAAAFAAsAAAAAAAAAAACA"
    "AQAAAABhLnR4dAGZBwACAEFFAwgAUEsFBgAAAAABAAEAPgAAAFsAAAAAAA==",
    "UEsDBBQAAQBjAOJMel0ho9tFXAAAAEgAAAAFAAsAYS50eHQBmQcAAQBBRQEAAElnhtljqzm+ZkBhokdE/royHaS+"
    "wOArJGB/1hDLI4a5ayD96NfYPW/q4HYq7+o8iNkWwkMehefgQ+xkRxxEMhVIx6U8s47lFciuPm1cFRTB0diKMg2l"
    "AOGcNEcuUEsBAhQDFAABAGMA4kx6XSGj20VcAAAASAAAAAUACwAAAAAAAAAAAIABAAAAAGEudHh0AZkHAAEAQUUB"
    "AABQSwUGAAAAAAEAAQA+AAAAigAAAAAA",
)


def only(content: bytes, *passwords: str) -> Member:
    (found,) = open_zip(io.BytesIO(content), passwords).members(Allowance())
    return found


@pytest.mark.parametrize("content", FOREIGN)
def test_what_another_program_wrote_is_opened(content):
    found = only(base64.b64decode(content), "wrong", "secret")
    assert found.content == b"performance " * 6


@pytest.mark.parametrize("content", [b"", b"x", b"abc" * 100_000])
def test_a_password_of_the_list_opens_a_member_and_no_other_does(content):
    archive = aes("表.xlsx", content, WORD)
    assert only(archive, "1", WORD).content == content
    for passwords in ((), ("1", "绩效")):
        assert only(archive, *passwords).reason.code == "FIL023"


@pytest.mark.parametrize("at", [60, 90, -120])
def test_what_was_changed_on_its_way_is_not_opened(at):
    archive = bytearray(aes("a.xlsx", bytes(range(256)) * 9, WORD))
    archive[at] ^= 1
    assert only(bytes(archive), WORD).reason.code == "FIL023"


def test_a_cut_or_contradicting_member_is_told():
    archive = aes("a.xlsx", b"abc", WORD)
    for old, new in (
        (b"AE\3\x08", b"AE\7\x08"),
        (b"AE\3\x08", b"AE\3\x0c"),
        (b"\x01\x99", b"\x02\x99"),
    ):
        assert only(archive.replace(old, new), WORD).reason.code == "FIL023"


def test_limits_are_held(monkeypatch):
    monkeypatch.setattr(zips, "FILE", 1 << 20)
    assert only(aes("a.xlsx", bytes(3 << 20), WORD), WORD).reason.code == "LIM006"
    monkeypatch.setattr(zips, "ATTEMPTS", 5)
    words = [f"{n}" for n in range(9)]
    assert only(aes("a.xlsx", b"abc", WORD), *words, WORD).reason.code == "FIL023"
    assert only(aes("a.xlsx", b"abc", WORD), *words[:4], WORD).content == b"abc"


def test_the_form_in_it_is_read(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "包.zip").write_bytes(aes("自评表.xlsx", workbook(national()), WORD))
    (tmp_path / "words.txt").write_text(WORD, "utf-8")
    options = ("--passwords", str(tmp_path / "words.txt"))
    results = evaluate(tmp_path / "in", tmp_path / "out", *options)
    assert [file["status"] for file in results["files"]] == ["processed", "processed"]
    assert results["projects"][0]["budget"]["executed"] == 214.68
