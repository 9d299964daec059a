"""File every letter once in the folder of drafts; the clerk looks at it and sends it."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfcheck.mailbox.ledger import LetterState, open_ledger
from perfcheck.mailbox.outbox import Letter, complete
from perfcheck.mailbox.session import connect
from perfcheck.mailbox.settings import Settings


@dataclass(frozen=True, slots=True)
class Filed:
    """How many letters were filed now, how many were filed or sent before, and where they lie."""

    new: int
    before: int
    folder: str


def file_drafts(letters: Sequence[Letter], settings: Settings) -> Filed:
    """File the letters that are in no folder of drafts yet. Raises MailboxError.

    The book remembers what was filed, for the clerk moves drafts away by sending them; the folder
    itself is asked too, for a run may have ended between filing and the book.
    """
    with open_ledger(settings.ledger) as ledger, connect(settings) as session:
        folder = session.drafts(settings.drafts)
        session.open(folder)
        waiting = [each for each in letters if ledger.letter(each.message_id) is None]
        new = 0
        for letter in waiting:
            if not session.holds(letter.message_id):
                session.file_draft(folder, complete(letter, settings))
                new += 1
            ledger.set_letter(letter.message_id, LetterState.DRAFTED)
        return Filed(new, len(letters) - new, folder)
