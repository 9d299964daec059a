"""An IMAP mailbox: imap-tools logs in and knows the folders, the rest are plain UID commands."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING

from perfcheck import __version__
from perfcheck.errors import MailboxError
from perfcheck.mailbox.settings import Settings

if TYPE_CHECKING:
    from imap_tools import BaseMailBox

TIMEOUT = 30  # seconds for any answer
DRAFT_NAMES = ("草稿箱", "草稿夹", "Drafts", "INBOX.Drafts")
UID, SIZE = re.compile(rb"UID (\d+)"), re.compile(rb"RFC822\.SIZE (\d+)")
ARRIVED = re.compile(rb'INTERNALDATE "([^"]+)"')
CODE_HINT = (
    "163、126、QQ 邮箱和腾讯企业邮要用“授权码”（客户端专用密码）登录，不是网页密码；"
    "请在网页邮箱的“设置”里开启 IMAP/SMTP 服务并生成授权码。"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as the server gave it: its bytes, and when it arrived there."""

    raw: bytes
    arrived: datetime | None


class Session:
    """A mailbox after login; folders are opened read-only unless told otherwise."""

    def __init__(self, box: "BaseMailBox") -> None:
        self._box = box
        self._client = box.client
        self._abilities = self._ask_abilities()
        if "ID" in self._abilities:  # 163 and 126 refuse every SELECT before it
            self._client.xatom("ID", f'("name" "perfcheck" "version" "{__version__}")')

    def _ask_abilities(self) -> frozenset[str]:
        """Asked after login: servers offer more then, and the libraries keep the older list."""
        _, data = self._client.capability()
        return frozenset(data[0].decode("ascii", "replace").upper().split())

    def open(self, folder: str, *, writing: bool = False) -> int:
        """Open a folder and return its UIDVALIDITY."""
        self._box.folder.set(folder, readonly=not writing)
        _, data = self._client.response("UIDVALIDITY")
        return int(data[0]) if data and data[0] else 0

    def uids(self) -> tuple[int, ...]:
        """The numbers of all mails in the open folder."""
        return _numbers(self._uid("SEARCH", "ALL"))

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        """The bytes of each mail; what has gone meanwhile is missing."""
        found = {}
        for at in range(0, len(uids), 500):
            wanted = ",".join(map(str, uids[at : at + 500]))
            for line in self._uid("FETCH", wanted, "(UID RFC822.SIZE)"):
                text = line if isinstance(line, bytes) else b""
                uid, size = UID.search(text), SIZE.search(text)
                if uid and size:
                    found[int(uid.group(1))] = int(size.group(1))
        return found

    def fetch(self, uid: int) -> Fetched | None:
        """A whole mail, which stays unread; None where it has gone meanwhile."""
        for part in self._uid("FETCH", str(uid), "(UID INTERNALDATE BODY.PEEK[])"):
            if isinstance(part, tuple):
                return Fetched(part[1], _arrived(part[0]))
        return None

    def move(self, uid: int, folder: str) -> None:
        """Move one mail; where the server knows no MOVE, copy it and expunge this one alone."""
        target = self._folder_bytes(folder)
        if "MOVE" in self._abilities:
            self._uid("MOVE", str(uid), target)
            return
        if "UIDPLUS" not in self._abilities:
            raise MailboxError(
                "MBX024", "邮箱服务器不支持逐封移动邮件", "请不用 --move，改在网页邮箱里整理。"
            )
        self._uid("COPY", str(uid), target)
        self._uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)")
        self._uid("EXPUNGE", str(uid))

    def make(self, folder: str) -> None:
        """Make a folder where there is none."""
        if not self._box.folder.exists(folder):
            self._box.folder.create(folder)

    def drafts(self, named: str) -> str:
        """The folder of drafts: the one that is named, that the server marks, that it is called."""
        folders = self._box.folder.list()
        names = {each.name for each in folders}
        marked = [each.name for each in folders if "\\Drafts" in each.flags]
        for name in (named, *marked, *DRAFT_NAMES):
            if name in names:
                return name
        raise MailboxError(
            "MBX025",
            "邮箱里找不到草稿箱",
            "请在配置 [imap] 中写明 drafts = 草稿箱的名称；现有文件夹：" + "、".join(sorted(names)),
        )

    def holds(self, message_id: str) -> bool:
        """Whether the open folder holds a mail with this Message-ID."""
        return bool(_numbers(self._uid("SEARCH", "HEADER", "Message-ID", f'"{message_id}"')))

    def file_draft(self, folder: str, raw: bytes) -> None:
        """Append a draft."""
        self._box.append(raw, folder, flag_set=["\\Draft", "\\Seen"])

    def _folder_bytes(self, folder: str) -> str:
        from imap_tools.imap_utf7 import utf7_encode

        return '"' + utf7_encode(folder).decode("ascii") + '"'

    def _uid(self, command: str, *arguments: str) -> list[bytes | tuple[bytes, bytes]]:
        status, data = self._client.uid(command, *arguments)
        if status != "OK":
            raise MailboxError(
                "MBX023", f"邮箱服务器没有执行 {command}：{data!r}"[:200], "请稍后再试。"
            )
        return list(data)


def _numbers(answer: Sequence[bytes | tuple[bytes, bytes]]) -> tuple[int, ...]:
    lines = (line for line in answer if isinstance(line, bytes))
    return tuple(int(each) for line in lines for each in line.split() if each.isdigit())


def _arrived(head: bytes) -> datetime | None:
    found = ARRIVED.search(head)
    if not found:
        return None
    try:
        return datetime.strptime(
            found.group(1).decode("ascii", "replace").strip(), "%d-%b-%Y %H:%M:%S %z"
        )
    except ValueError:
        return None


@contextmanager
def connect(settings: Settings) -> Iterator[Session]:
    """Log in, and log out in the end; MailboxError says in plain words what failed."""
    try:
        import imap_tools
        from imap_tools.errors import ImapToolsError, MailboxLoginError
    except ImportError as fault:
        raise MailboxError(
            "MBX020",
            "收取邮件还需要安装 imap-tools",
            "请用 make fetch 运行，或执行 pip install imap-tools；核查本身不需要它。",
        ) from fault
    password = settings.password()
    try:
        box = _mailbox(settings, imap_tools)
        try:
            box.login(settings.user, password, None)
            yield Session(box)
        finally:
            _leave(box)
    except MailboxLoginError as fault:
        raise MailboxError("MBX021", f"邮箱“{settings.user}”登录失败", CODE_HINT) from fault
    except (imaplib.IMAP4.error, ImapToolsError) as fault:
        raise _refused(str(fault)) from fault
    except OSError as fault:
        raise _unreachable(settings.imap.host, settings.imap.port, fault) from fault


def _leave(box: "BaseMailBox") -> None:
    """Log out; whatever goes wrong now, the work is done."""
    with suppress(Exception):
        box.logout()
    with suppress(OSError):
        box.client.shutdown()


def _mailbox(settings: Settings, tools: ModuleType) -> "BaseMailBox":
    server, context = settings.imap, ssl.create_default_context()
    if server.security == "none":
        plain: BaseMailBox = tools.MailBoxUnencrypted(server.host, server.port, timeout=TIMEOUT)
        return plain
    kind = tools.MailBox if server.security == "tls" else tools.MailBoxStartTls
    secure: BaseMailBox = kind(server.host, server.port, timeout=TIMEOUT, ssl_context=context)
    return secure


def _refused(answer: str) -> MailboxError:
    if "unsafe login" in answer.lower():
        return MailboxError(
            "MBX022", "邮箱服务器认为登录不安全，拒绝打开文件夹（Unsafe Login）", CODE_HINT
        )
    return MailboxError("MBX023", f"邮箱服务器拒绝：{answer[:200]}", "请核对文件夹名称，稍后再试。")


def _unreachable(host: str, port: int, fault: OSError) -> MailboxError:
    if isinstance(fault, ssl.SSLCertVerificationError):
        return MailboxError(
            "MBX026",
            f"邮箱服务器 {host} 的证书不能通过验证，没有登录",
            "请核对服务器地址；单位网络有拦截的，请联系网管。本程序不会跳过验证。",
        )
    return MailboxError(
        "MBX027",
        f"连不上邮箱服务器 {host}:{port}：{fault}",
        "请检查网络和配置中的 host、port；已收到的邮件都在，稍后再运行一次即可。",
    )
