"""mailbox.toml as clerks write it, and where the password may stand."""

from pathlib import Path

import pytest

from perfcheck.errors import MailboxError
from perfcheck.mailbox.settings import ENVIRONMENT, load_settings

LEAST = 'user = "a@163.com"\n[imap]\nhost = "imap.163.com"\n'
EXAMPLE = Path(__file__).parents[2] / "docs" / "mailbox.example.toml"


def written(folder: Path, text: str) -> Path:
    file = folder / "mailbox.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_usual_settings_need_only_the_address_and_the_server(tmp_path: Path):
    found = load_settings(written(tmp_path, LEAST))
    assert (found.imap.port, found.imap.security, found.folder) == (993, "tls", "INBOX")
    assert (found.done, found.smtp) == ("已处理", None)
    assert found.spool == tmp_path / "收件"
    assert found.ledger == tmp_path / "收件-台账.sqlite3"
    assert load_settings(tmp_path / "mailbox.toml", tmp_path / "x").spool == tmp_path / "x"


def test_the_example_is_right():
    found = load_settings(EXAMPLE)
    assert found.imap.security == "tls"
    assert found.smtp is not None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("user = ", "MBX002"),
        ('[imap]\nhost = "x"', "MBX002"),
        ('user = "a@b.cn"', "MBX002"),
        ('user = "a@b.cn"\nimap = 3', "MBX002"),
        (LEAST + 'port = "993"', "MBX002"),
        (LEAST + "port = 0", "MBX002"),
        (LEAST + 'security = "ssl"', "MBX002"),
        (LEAST + 'security = "none"', "MBX002"),
        (LEAST + 'password = "secret"', "MBX005"),
        ('password = "secret"\n' + LEAST, "MBX005"),
    ],
)
def test_what_is_wrong_is_said_and_a_password_is_never_repeated(
    tmp_path: Path, text: str, code: str
):
    with pytest.raises(MailboxError) as refusal:
        load_settings(written(tmp_path, text))
    assert refusal.value.code == code
    assert "secret" not in str(refusal.value.args)


def test_without_a_file_the_way_to_one_is_said(tmp_path: Path):
    with pytest.raises(MailboxError) as refusal:
        load_settings(tmp_path / "没有.toml")
    assert refusal.value.code == "MBX001"


def test_the_password_comes_from_the_environment_first(tmp_path: Path, monkeypatch):
    (tmp_path / "secret").write_text("from the file\n")
    (tmp_path / "secret").chmod(0o600)
    found = load_settings(written(tmp_path, 'password_file = "secret"\n' + LEAST))
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    assert found.password() == "from the file"
    monkeypatch.setenv(ENVIRONMENT, "from the environment")
    assert found.password() == "from the environment"


@pytest.mark.parametrize(("mode", "code"), [(0o644, "MBX004"), (0o640, "MBX004"), (None, "MBX003")])
def test_a_password_that_others_can_read_is_not_used(
    tmp_path: Path, monkeypatch, mode: int | None, code: str
):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    if mode is not None:
        (tmp_path / "secret").write_text("x")
        (tmp_path / "secret").chmod(mode)
    found = load_settings(written(tmp_path, 'password_file = "secret"\n' + LEAST))
    with pytest.raises(MailboxError) as refusal:
        found.password()
    assert refusal.value.code == code


def test_without_a_password_the_ways_to_give_one_are_said(tmp_path: Path, monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)
    with pytest.raises(MailboxError) as refusal:
        load_settings(written(tmp_path, LEAST)).password()
    assert ENVIRONMENT in refusal.value.advice
