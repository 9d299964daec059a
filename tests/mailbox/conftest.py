"""The mail server of all tests in this folder."""

from collections.abc import Iterator

import pytest

from tests.mailbox.dovecot import Dovecot, running


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with running() as server:
        yield server
