"""Options and fixtures that every test may use."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # times say nothing on a busy one
settings.load_profile("any machine")


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="rewrite the golden files; look at the diff before you keep it",
    )


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory) -> None:
    """No test finds answers of earlier runs, or leaves any."""
    os.environ["PERFCHECK_CACHE"] = str(tmp_path_factory.mktemp("cache"))


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


@pytest.fixture
def libreoffice():
    """Save files anew as .xlsx (or another format) and say where they are."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing, and in CI nothing may be skipped")
        pytest.skip("LibreOffice is not installed")

    def save(files: dict[str, Path], folder: Path, kind: str = "xlsx") -> dict[str, Path]:
        profile, out = folder / "profile", folder / f"saved-{kind}"
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(out), *map(str, files.values())]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return {name: out / f"{file.stem}.{kind}" for name, file in files.items()}

    return save
