"""A real IMAP server on loopback: Dovecot with a configuration of its own, as an ordinary user."""

import contextlib
import getpass
import grp
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from imap_tools import MailBoxUnencrypted

PROGRAM = "/usr/sbin/dovecot"
PASSWORD = "test-only"
NOBODY = 65534
CONFIG = """
protocols = imap lmtp
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{home}/mail/%u
mail_max_userip_connections = 50
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Drafts {{
    auto = create
    special_use = \\Drafts
  }}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """A running server; any user name has a mailbox, made when it is first used."""

    home: Path
    imap: int
    lmtp: int

    def deliver(self, user: str, *mails: bytes, sender: str = "zhang@example.cn") -> None:
        with smtplib.LMTP("127.0.0.1", self.lmtp) as server:
            for raw in mails:
                server.sendmail(sender, [user], raw, ["BODY=8BITMIME"])

    @contextlib.contextmanager
    def login(self, user: str, folder: str = "INBOX") -> Iterator[MailBoxUnencrypted]:
        with MailBoxUnencrypted("127.0.0.1", self.imap).login(user, PASSWORD, folder) as box:
            yield box

    def ids(self, user: str, folder: str = "INBOX") -> list[str]:
        """The Message-IDs in a folder, in its order; looking changes nothing."""
        with self.login(user, folder) as box:
            found = box.fetch(mark_seen=False, headers_only=True)
            return ["".join(m.headers.get("message-id", ("",))).strip() for m in found]

    def flags(self, user: str) -> list[tuple[str, ...]]:
        with self.login(user) as box:
            return [m.flags for m in box.fetch(mark_seen=False, headers_only=True)]

    def forget_numbers(self, user: str) -> None:
        """Lose the index: the next session finds a new UIDVALIDITY and numbers from 1."""
        for file in (self.home / "mail" / user).glob("dovecot*"):
            file.unlink()

    def settings(self, user: str, folder: Path, **more: str) -> Path:
        """A mailbox.toml for a user; the password stands in a file beside it."""
        secret = folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(PASSWORD + "\n")
        imap = f'host = "127.0.0.1"\nport = {more.pop("port", self.imap)}\nsecurity = "none"\n'
        smtp = more.pop("smtp", "")
        config = folder / "mailbox.toml"
        config.write_text(
            f'user = "{user}"\nname = "绩效评价科"\npassword_file = "password"\n'
            f"[imap]\n{imap}{more.pop('more', '')}\n"
            + (f'[smtp]\nhost = "127.0.0.1"\nport = {smtp}\nsecurity = "none"\n' if smtp else ""),
            "utf-8",
        )
        return config


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running() -> Iterator[Dovecot]:
    """Start the server, or skip; in CI nothing may be skipped."""
    if not os.access(PROGRAM, os.X_OK):
        if os.environ.get("CI") == "true":
            pytest.fail("Dovecot is missing, and in CI nothing may be skipped")
        pytest.skip("Dovecot is not installed (dovecot-imapd, dovecot-lmtpd)")
    home = Path(tempfile.mkdtemp(prefix="pc"))  # short: sockets have short names
    try:
        server = Dovecot(home, free_port(), free_port())
        process = _start(server)
        try:
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(server: Dovecot) -> "subprocess.Popen[bytes]":
    as_root = os.getuid() == 0
    uid, gid = (NOBODY, NOBODY) if as_root else (os.getuid(), os.getgid())
    user = "nobody" if as_root else getpass.getuser()
    config = server.home / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            home=server.home,
            user=user,
            group=grp.getgrgid(gid).gr_name,
            uid=uid,
            gid=gid,
            password=PASSWORD,
            imap=server.imap,
            lmtp=server.lmtp,
        )
    )
    if as_root:
        os.chown(server.home, uid, gid)
        os.chown(config, uid, gid)
    process = subprocess.Popen(
        [PROGRAM, "-F", "-c", str(config)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **({"user": uid, "group": gid, "extra_groups": []} if as_root else {}),
    )
    _await(server, process)
    return process


def _await(server: Dovecot, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", server.imap), 1) as probe,
        ):
            if probe.recv(4) == b"* OK":
                return
        if process.poll() is not None:
            break
        time.sleep(0.02)
    log = server.home / "dovecot.log"
    process.kill()
    pytest.fail(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")
