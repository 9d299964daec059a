"""Send every letter once; what may have gone out already is never sent again unasked."""

import smtplib
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum

from perfcheck.errors import MailboxError
from perfcheck.mailbox.ledger import Ledger, LetterState, open_ledger
from perfcheck.mailbox.outbox import Letter, complete
from perfcheck.mailbox.session import CODE_HINT, TIMEOUT
from perfcheck.mailbox.settings import LOOPBACK, Server, Settings

REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError)


class Interrupted(StrEnum):
    """What to do with letters of which nobody knows whether they went out."""

    LEAVE = "leave"
    RESEND = "resend"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Standing:
    """The letters by what is to be done with them."""

    open: tuple[Letter, ...]
    uncertain: tuple[Letter, ...]
    drafted: tuple[Letter, ...]
    done: tuple[Letter, ...]


@dataclass(slots=True)
class Sent:
    """What became of the letters; `refused` with the server's words."""

    sent: list[Letter] = field(default_factory=list)
    refused: list[tuple[Letter, str]] = field(default_factory=list)


Watch = Callable[[LetterState], None]


def _unwatched(_state: LetterState) -> None:
    """Nobody looks on."""


def standing(letters: Sequence[Letter], settings: Settings) -> Standing:
    """What the book says of the letters. Raises MailboxError."""
    with open_ledger(settings.ledger) as ledger:
        states = {each.message_id: ledger.letter(each.message_id) for each in letters}

    def those(*wanted: LetterState | None) -> tuple[Letter, ...]:
        return tuple(each for each in letters if states[each.message_id] in wanted)

    return Standing(
        open=those(None, LetterState.REFUSED),
        uncertain=those(LetterState.SENDING),
        drafted=those(LetterState.DRAFTED),
        done=those(LetterState.SENT),
    )


def settle(letters: Sequence[Letter], settings: Settings, decision: Interrupted) -> None:
    """Follow the clerk's word on letters that a run left in the middle."""
    states = {Interrupted.RESEND: None, Interrupted.SENT: LetterState.SENT}
    if decision in states:
        with open_ledger(settings.ledger) as ledger:
            for letter in letters:
                ledger.set_letter(letter.message_id, states[decision])


def send(letters: Sequence[Letter], settings: Settings, *, watch: Watch = _unwatched) -> Sent:
    """Send letters that are open; one refusal does not stop the others.

    A letter is in the book as being sent before its first byte leaves, and as sent only after the
    server has taken it. Raises MailboxError where the server cannot be reached or used.
    """
    result = Sent()
    with open_ledger(settings.ledger) as ledger, _connect(settings) as server:
        for letter in letters:
            _send_one(letter, settings, ledger, server, result, watch)
    return result


def _send_one(
    letter: Letter,
    settings: Settings,
    ledger: Ledger,
    server: smtplib.SMTP,
    result: Sent,
    watch: Watch,
) -> None:
    ledger.set_letter(letter.message_id, LetterState.SENDING)
    watch(LetterState.SENDING)
    try:
        refused = server.sendmail(settings.user, list(letter.to), complete(letter, settings))
    except REFUSALS as fault:
        ledger.set_letter(letter.message_id, LetterState.REFUSED)
        result.refused.append((letter, _words(fault)))
        return
    watch(LetterState.SENT)
    ledger.set_letter(letter.message_id, LetterState.SENT)
    result.sent.append(letter)
    if refused:  # some of its addresses
        result.refused.append((letter, "、".join(refused)))


def _words(fault: Exception) -> str:
    """What the server said, on one line."""
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        answers = [
            f"{address} {code} {text.decode('utf-8', 'replace')}"
            for address, (code, text) in fault.recipients.items()
        ]
        return " ".join("；".join(answers).split())
    return " ".join(str(fault).split())


@contextmanager
def _connect(settings: Settings) -> Iterator[smtplib.SMTP]:
    if settings.smtp is None:
        raise MailboxError(
            "MBX040", "配置里没有 [smtp]，不能发送", "请写明发信服务器，或用 --drafts。"
        )
    try:
        with _server(settings.smtp) as server:
            _log_in(server, settings, settings.smtp)
            yield server
    except smtplib.SMTPAuthenticationError as fault:
        raise MailboxError("MBX041", f"发信服务器登录失败：{settings.user}", CODE_HINT) from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise MailboxError(
            "MBX042",
            f"发信服务器 {settings.smtp.host}:{settings.smtp.port} 出错：{_words(fault)}"[:300],
            "请检查网络和配置，再运行一次；已经发出的不会再发，发到一半的会先问您。",
        ) from fault


def _server(server: Server) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    plain = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    if server.security == "starttls":
        plain.starttls(context=ssl.create_default_context())
    return plain


def _log_in(server: smtplib.SMTP, settings: Settings, where: Server) -> None:
    server.ehlo_or_helo_if_needed()
    if server.has_extn("auth") or where.host not in LOOPBACK:
        server.login(settings.user, settings.password())
