"""A day of the clerk's mailbox, through the real commands and a real mail server."""

import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from perfcheck.model.mail import CHINA
from tests.forms import national, table, workbook
from tests.intake.mails import forwarded, mail, named, text, word
from tests.mailbox.dovecot import Dovecot, running

pytestmark = [pytest.mark.dovecot, pytest.mark.xdist_group("dovecot")]
USER = "pingjia"
WATCHED = """
import sys
allowed = set(sys.argv.pop(1).split(","))
def watch(event, arguments):
    if event == "socket.connect" and str(arguments[1][1]) not in allowed:
        raise AssertionError(f"a connection nobody asked for: {arguments[1]}")
sys.addaudithook(watch)
from perfcheck.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server


def form(unit: int, *, corrected: bool = False) -> bytes:
    made = (
        national()
        .put("城区道路养护", f"项目{unit:02d}")
        .put("某某区公路养护中心", f"单位{unit:02d}")
    )
    return workbook(made.put("11公里", "12公里") if corrected else made)


def address(unit: int) -> bytes:
    return b"unit%02d@example.cn" % unit


def sent(unit: int, *parts: bytes, day: int = 1, sender: int | None = None, turn: int = 1) -> bytes:
    return mail(
        text(f"附上单位{unit:02d}的自评表，请查收。"),
        *parts,
        sender=word(f"经办人{unit:02d}", "gbk", "gb2312")
        + b" <"
        + address(unit if sender is None else sender)
        + b">",
        subject=word(f"单位{unit:02d}报送自评表", "gb18030"),
        date=b"Mon, %02d Mar 2021 09:30:00 +0800" % day,
        message_id=b"<m%02d-%d@example.cn>" % (unit, turn),
    )


def attached(unit: int, *, corrected: bool = False) -> bytes:
    return named(f"自评表{unit:02d}.xlsx".encode("gb18030"), form(unit, corrected=corrected))


def zipped(unit: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(f"资料/自评表{unit:02d}.xlsx", form(unit))
    return named(b"files.zip", packed.getvalue())


def inner(unit: int) -> bytes:
    return forwarded(mail(text("原件"), attached(unit), sender=b"staff@example.cn", boundary=b"in"))


def delivered() -> list[bytes]:
    """The morning's post: good, forwarded, zipped, bad, automatic."""
    bounce = mail(text("退信"), inner(0), sender=b"mailer-daemon@example.cn", boundary=b"out")
    return [
        *(sent(n, attached(n), sender=4 if n == 5 else None) for n in range(10)),
        *(sent(n, inner(n)) for n in range(10, 13)),
        *(sent(n, zipped(n)) for n in range(13, 16)),
        sent(21, named(b"scan.pdf", b"%PDF-1.4 scan")),
        sent(22),
        sent(23, text("超大附件，点击下载")),
        sent(24, named(b"form.xlsx", "只是文字".encode())),
        mail(text("我在休假"), sender=address(0), more=[b"Auto-Submitted: auto-replied"]),
        bounce.replace(b"multipart/mixed", b"multipart/report", 1),
    ]


def appended() -> list[tuple[int, bytes]]:
    """Mails whose date counts: two that are late, three that were corrected by their senders."""
    late = [(20, sent(n, attached(n), day=20)) for n in (16, 17)]
    twice = [
        (day, sent(n, attached(n, corrected=day > 1), day=day, turn=day))
        for n in (18, 19, 20)
        for day in (1, 5)
    ]
    return late + twice


def roster(folder: Path) -> None:
    lines = "\n".join(
        f"单位{n:02d} | 项目{n:02d} | {address(n).decode()} | "
        + ("@2021-03-15" if 16 <= n <= 20 else "")
        for n in range(27)
    )
    book = workbook(table(f"单位 | 项目 | 联系人邮箱 | 截止日期\n{lines}", "名单"))
    (folder / "应报单位名单.xlsx").write_bytes(book)


class Clerk:
    """The commands, in a folder of their own; every connection nobody asked for is a fault."""

    def __init__(self, dovecot: Dovecot, folder: Path) -> None:
        self.dovecot, self.folder = dovecot, folder
        self.config = dovecot.settings(USER, folder)

    def __call__(self, *command: str, ports: str = "none") -> str:
        done = subprocess.run(
            [sys.executable, "-c", WATCHED, ports, *command],
            cwd=self.folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def fetch(self) -> str:
        return self("fetch", ports=str(self.dovecot.imap))

    def evaluate(self) -> dict:
        self("evaluate", "收件", "-o", "out", "--date", "2021-03-21")
        return json.loads((self.folder / "out" / "results.json").read_text("utf-8"))

    def file_drafts(self) -> str:
        return self("reply", "-o", "out", "--drafts", ports=str(self.dovecot.imap))

    def drafts(self) -> list[str]:
        return self.dovecot.ids(USER, "Drafts")


def statuses(results: dict) -> Counter:
    return Counter(
        f["status"] for f in results["files"] if (f["reason"] or {}).get("code", "")[:3] != "BOX"
    )


def test_a_day_of_mail(dovecot: Dovecot, tmp_path: Path):
    clerk = Clerk(dovecot, tmp_path)
    (tmp_path / "收件").mkdir()
    roster(tmp_path / "收件")
    dovecot.deliver(USER, *delivered())
    with dovecot.login(USER) as box:
        for day, raw in appended():
            box.append(raw, "INBOX", dt=datetime(2021, 3, day, tzinfo=CHINA))

    assert "新收 30 封" in clerk.fetch()
    morning = clerk.evaluate()
    assert len(morning["projects"]) == 21
    assert statuses(morning) == {"processed": 21, "superseded": 3, "rejected": 4, "skipped": 3}
    standing = Counter(line["standing"] for line in morning["reporting"]["lines"])
    assert standing == {"on_time": 19, "late": 2, "missing": 6}
    by_unit = {line["unit"]: line for line in morning["reporting"]["lines"]}
    assert by_unit["单位05"]["notes"] == ["由“单位04”（unit04@example.cn）代为报送"]
    assert [by_unit[f"单位{n}"]["times"] for n in (18, 19, 20)] == [2, 2, 2]
    kinds = Counter(reply["kind"] for reply in morning["replies"])
    assert kinds == {"reply": 28, "reminder": 2}
    audit_trail(morning)

    assert "30 封" in clerk.file_drafts()
    filed = clerk.drafts()
    assert len(set(filed)) == len(filed) == 30
    assert "放进“Drafts” 0 封" in clerk.file_drafts()
    assert clerk.drafts() == filed
    assert len(dovecot.ids(USER)) == 30  # the inbox is as it was

    corrected = [*range(21, 26), 0, 1]
    dovecot.deliver(USER, *(sent(n, attached(n, corrected=True), turn=9) for n in corrected))
    assert "新收 7 封，以前收过 30 封" in clerk.fetch()
    evening = clerk.evaluate()
    assert len(evening["projects"]) == 26
    assert statuses(evening)["superseded"] == 5
    missing = [e["unit"] for e in evening["reporting"]["lines"] if e["standing"] == "missing"]
    assert missing == ["单位26"]
    newest = {f["mail"]["message_id"] for f in evening["files"] if f["projects"] and f["mail"]}
    assert {f"<m{n:02d}-9@example.cn>" for n in corrected} <= newest
    assert "放进“Drafts” 7 封" in clerk.file_drafts()
    assert len(set(clerk.drafts())) == len(clerk.drafts()) == 37


def audit_trail(results: dict) -> None:
    """Of every submission: the mail, its time, its sender, its hash, the result and the answer."""
    answered = {reply["file"] for reply in results["replies"]}
    automatic = 0
    for file in results["files"]:
        if file["mail"] is None:
            assert file["path"] == "应报单位名单.xlsx"
            continue
        assert file["sha256"]
        assert len(file["mail"]["sha256"]) == 64
        assert file["mail"]["date"]
        assert "@" in file["mail"]["from"]
        automatic += file["reply"] is None
        assert file["reply"] is None or file["reply"] in answered
    assert automatic == 2
