"""mailbox.toml: which mailbox, which folders; the password stands elsewhere."""

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from perfcheck.errors import MailboxError

Section: TypeAlias = Mapping[str, object]
EXAMPLE = "docs/mailbox.example.toml"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SECURITY = ("tls", "starttls", "none")
ENVIRONMENT = "PERFCHECK_MAIL_PASSWORD"
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server listens; `security` is one of SECURITY, `none` only on this machine."""

    host: str
    port: int
    security: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that mailbox.toml says; the password is not in it."""

    user: str
    name: str
    imap: Server
    smtp: Server | None
    folder: str
    done: str
    drafts: str
    spool: Path
    largest: int  # bytes of a mail that is fetched
    password_file: Path | None
    password_variable: str

    @property
    def ledger(self) -> Path:
        """The book of what was fetched, filed and sent; it lies beside the spool."""
        return self.spool.with_name(f"{self.spool.name}-台账.sqlite3")

    def password(self) -> str:
        """The password from the environment, else from a file that nobody else can read."""
        found = os.environ.get(self.password_variable, "")
        if found:
            return found
        if self.password_file is None:
            raise MailboxError(
                "MBX003",
                "没有找到邮箱密码（授权码）",
                f"请设置环境变量 {self.password_variable}，或在配置中写明 password_file。"
                "不要把密码写进配置文件。",
            )
        return _read_secret(self.password_file)


def _read_secret(file: Path) -> str:
    try:
        mode = file.stat().st_mode
        if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise MailboxError(
                "MBX004",
                f"密码文件“{file}”别人也能读",
                f"请运行 chmod 600 {file}，只让自己读写。",
            )
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise MailboxError(
            "MBX003", f"密码文件“{file}”读不了", "请检查路径是否写对，文件里只写授权码一行。"
        ) from fault


def load_settings(path: Path, spool: Path | None = None) -> Settings:
    """Read mailbox.toml; MailboxError says what is wrong in it and how to mend it."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise MailboxError(
            "MBX001", f"找不到邮箱配置“{path}”", f"请照 {EXAMPLE} 写一份。"
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise MailboxError(
            "MBX002", f"邮箱配置“{path}”写得不对：{fault}", f"请对照 {EXAMPLE} 修改。"
        ) from fault
    _refuse_secrets(document)
    imap, smtp = _section(document, "imap"), _section(document, "smtp")
    secret = _text(document, "password_file", "")
    return Settings(
        user=_text(document, "user"),
        name=_text(document, "name", ""),
        imap=_server(imap, 993),
        smtp=_server(smtp, 465) if smtp else None,
        folder=_text(imap, "folder", "INBOX"),
        done=_text(imap, "done", "已处理"),
        drafts=_text(imap, "drafts", ""),
        spool=spool or path.parent / _text(document, "spool", "收件"),
        largest=_number(imap, "max_megabytes", 60) * MEGABYTE,
        password_file=(path.parent / Path(secret).expanduser()) if secret else None,
        password_variable=_text(document, "password_variable", ENVIRONMENT),
    )


def _refuse_secrets(document: Section) -> None:
    sections = [document, *(v for v in document.values() if isinstance(v, dict))]
    for section in sections:
        if {"password", "授权码", "secret"} & set(section):
            raise MailboxError(
                "MBX005",
                "邮箱配置里写了密码",
                f"请从配置里删掉它，改放到环境变量 {ENVIRONMENT} 或只有自己能读的文件里。",
            )


def _server(section: Section, port: int) -> Server:
    server = Server(
        _text(section, "host"), _number(section, "port", port), _text(section, "security", "tls")
    )
    if server.security not in SECURITY:
        _wrong("security", f"应为 {'、'.join(SECURITY)} 之一")
    if server.security == "none" and server.host not in LOOPBACK:
        _wrong("security", "不加密只能用于本机；请写 tls")
    return server


def _section(document: Section, name: str) -> Section:
    found = document.get(name, {})
    if not isinstance(found, dict):
        _wrong(name, "应为一节")
    return found if isinstance(found, dict) else {}


def _text(section: Section, key: str, usual: str | None = None) -> str:
    found = section.get(key, usual)
    if not isinstance(found, str) or (usual is None and not found.strip()):
        _wrong(key, "没有写，或写得不对")
    return str(found)


def _number(section: Section, key: str, usual: int) -> int:
    found = section.get(key, usual)
    if not isinstance(found, int) or not 0 < found <= 65_535:
        _wrong(key, "应为大于 0 的整数")
    return found if isinstance(found, int) else usual


def _wrong(key: str, what: str) -> None:
    raise MailboxError("MBX002", f"邮箱配置中的 {key} {what}", f"请对照 {EXAMPLE} 修改。")
