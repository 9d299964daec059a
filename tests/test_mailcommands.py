"""The commands for mail as clerks type them, and that nothing else needs what they need."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from perfcheck.cli import main
from tests.forms import national, workbook
from tests.mailbox.letters import write

BLOCKED = """
import sys, socket
sys.modules["imap_tools"] = None
def refuse(*a, **k):
    raise AssertionError("a connection")
sys.addaudithook(lambda e, a: refuse() if e in ("socket.connect", "socket.getaddrinfo") else None)
from perfcheck.cli import main
sys.exit(main(sys.argv[1:]))
"""


def blocked(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command where imap-tools is not installed and every connection is a fault."""
    return subprocess.run(
        [sys.executable, "-c", BLOCKED, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_evaluating_needs_no_mail_package_and_no_connection(tmp_path: Path):
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "表.xlsx").write_bytes(workbook(national()))
    done = blocked("evaluate", str(tmp_path / "收件"), "-o", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "results.json").exists()


def test_fetching_without_the_package_says_what_to_do(tmp_path: Path):
    config = tmp_path / "mailbox.toml"
    config.write_text('user = "a@163.com"\n[imap]\nhost = "imap.163.com"\n')
    done = blocked("fetch", "--config", str(config))
    assert done.returncode == 2
    assert "imap-tools" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", [["fetch"], ["reply", "--drafts"], ["reply", "--send"]])
def test_without_a_configuration_the_answer_is_two_and_a_sentence(
    tmp_path: Path, capsys, command: list[str]
):
    write(tmp_path, "a@x.cn")
    more = ["-o", str(tmp_path)] if command[0] == "reply" else []
    assert main([*command, "--config", str(tmp_path / "没有.toml"), *more]) == 2
    assert "找不到邮箱配置" in capsys.readouterr().err


def test_letters_are_listed_and_nothing_happens_to_them(tmp_path: Path, capsys):
    write(tmp_path, "a@x.cn", "b@x.cn")
    assert main(["reply", "-o", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "a@x.cn" in shown
    assert "共 2 封" in shown


def test_sending_without_a_terminal_needs_a_word(tmp_path: Path, capsys, monkeypatch):
    write(tmp_path, "a@x.cn")
    config = tmp_path / "mailbox.toml"
    config.write_text('user = "a@163.com"\n[imap]\nhost = "imap.163.com"\n')
    monkeypatch.setattr("sys.stdin", io.StringIO("yes"))
    command = ["reply", "-o", str(tmp_path), "--config", str(config), "--send"]
    assert main(command) == 0
    assert "没有发送" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--date", "昨天"], ["--round", "0"], ["--round", "x"]])
def test_wrong_terms_are_refused(arguments: list[str]):
    with pytest.raises(SystemExit) as refusal:
        main(["evaluate", *arguments])
    assert refusal.value.code == 2


def test_a_roster_that_is_wrong_stops_the_run_before_anything_is_written(tmp_path: Path, capsys):
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "表.xlsx").write_bytes(workbook(national()))
    (tmp_path / "收件" / "应报单位名单.xlsx").write_bytes(b"no workbook")
    command = ["evaluate", str(tmp_path / "收件"), "-o", str(tmp_path / "out")]
    assert main(command) == 2
    assert "应报单位名单" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
