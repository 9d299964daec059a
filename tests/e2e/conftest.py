"""A copied checkout in an empty folder, and the real commands in it."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEAVE = shutil.ignore_patterns(".git", ".venv", "output", ".*cache", "__pycache__", "tests", "docs")


@dataclass(frozen=True)
class Checkout:
    """A copy of the project; its .venv is the one that runs the tests, its source is its own."""

    path: Path

    def run(self, *command: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"PYTHONPATH": str(self.path / "src"), "PYTHONUTF8": "1"}
        return subprocess.run(
            command,
            cwd=self.path,
            env=environment,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    def perfcheck(self, *arguments: str, stdin: str | None = None):
        return self.run(str(self.path / ".venv/bin/perfcheck"), *arguments, stdin=stdin)

    def results(self, out: str = "output") -> dict[str, Any]:
        return json.loads((self.path / out / "results.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def checkout(tmp_path_factory) -> Checkout:
    path = tmp_path_factory.mktemp("checkout") / "perfcheck"
    shutil.copytree(ROOT, path, ignore=LEAVE)
    (path / ".venv").symlink_to(ROOT / ".venv")
    for lock in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        os.utime(path / lock, (0, 0))  # else make would install the copy into the shared .venv
    return Checkout(path)


@pytest.fixture(scope="session")
def evaluated(checkout) -> Checkout:
    """The checkout after `make evaluate` on the shipped submissions."""
    done = checkout.run("make", "evaluate")
    assert done.returncode == 0, done.stdout + done.stderr
    return checkout
