"""Options and fixtures that every test may use."""

from collections.abc import Callable

import pytest


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files; look at the diff before you keep it",
    )


@pytest.fixture
def golden(request) -> Callable[[str, str], None]:
    """Compare a text with a file in the folder golden/ beside the test, or rewrite that file."""

    def check(name: str, text: str) -> None:
        file = request.path.parent / "golden" / name
        if request.config.getoption("--update-golden"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert file.exists(), f"{name} is missing: run make golden"
        assert text == file.read_text(encoding="utf-8"), f"{name} differs: run make golden"

    return check
