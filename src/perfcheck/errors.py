"""Exceptions: for files and configuration; a badly filled form is data, not an exception."""


class PerfcheckError(Exception):
    """Anything perfcheck gives up on; `code` names it, `advice` says how a person mends it."""

    def __init__(self, code: str, message: str, advice: str = "") -> None:
        super().__init__(code, message, advice)
        self.code = code
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return self.message


class WorkbookError(PerfcheckError):
    """A file that is no workbook, or one that cannot be opened."""


class EncryptedError(WorkbookError):
    """A workbook that wants a password."""


class LayoutError(PerfcheckError):
    """A workbook in which no known form was found."""


class OpinionsError(LayoutError):
    """A workbook that holds nothing but opinions that were sent back, perhaps with answers."""


class RubricError(PerfcheckError):
    """A rubric that does not exist or does not add up."""


class InputError(PerfcheckError):
    """Nothing to evaluate: a path that does not exist, a folder without files."""


class OutputError(PerfcheckError):
    """The results could not be written; what was there before is intact."""


class MailboxError(PerfcheckError):
    """A mailbox that cannot be reached or used, or settings for it that are wrong."""
