"""The log of a run: our own faults, beside the results."""

import io
import logging
from pathlib import Path


class LogFile(logging.FileHandler):
    """A log that is made, with its folder, when there is something to write into it."""

    def _open(self) -> io.TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()


def log_to(file: Path) -> None:
    """Keep our own faults in a file beside the results: the clerk's screen stays readable."""
    handler = LogFile(file, encoding="utf-8", errors="backslashreplace", delay=True)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler])
