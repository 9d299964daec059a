"""A hostile or odd file, and what a person would expect to become of it."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.forms import Table, national, workbook

ROOT = Path(__file__).resolve().parents[3]
EXECUTED = 214.68
INDICATORS = 5
FORBIDDEN_OUTPUT = ("Traceback", "panicked", "Error:", "\x1b")


@dataclass(frozen=True)
class Case:
    """Files in a folder of their own, and the outcome of each by its path there.

    `expect` maps a path to a status, or to a status and a code (`rejected FIL003`); with `read`
    a form with the usual figures must have been read from it. Paths that are not named must not
    come up, unless the case is `loose`: then they may, but must not hold figures. `findings` are
    codes that the form's findings must hold, `figures` what it must say, `says` what the words of
    a record must match.
    """

    id: str
    files: Mapping[str, bytes]
    expect: Mapping[str, str]
    findings: Sequence[str] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    make: Any = None  # further things in the folder: called with its path
    says: Mapping[str, str] = field(default_factory=dict)
    loose: bool = False


def table(case: str) -> Table:
    """The national form with a project name of its own, so that no case replaces another."""
    return national().put("城区道路养护", f"案例{case}")


def form(case: str) -> bytes:
    return workbook(table(case))


def one(
    case: str,
    name: str,
    content: bytes,
    expect: str,
    /,
    *,
    findings: Sequence[str] = (),
    says: str = "",
    **figures: Any,
) -> Case:
    """A case of one file."""
    words = {name: says} if says else {}
    return Case(case, {name: content}, {name: expect}, findings, figures, says=words)


def write(cases: Sequence[Case], folder: Path) -> None:
    for case in cases:
        own = folder / case.id
        own.mkdir(parents=True)
        for name, content in case.files.items():
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            (own / name).write_bytes(content)
        if case.make:
            case.make(own)


def evaluate(folder: Path, out: Path, *options: str, seconds: float = 500) -> dict[str, Any]:
    """Run the real command; its results, its output and its exit code under `run`."""
    done = subprocess.run(
        [sys.executable, "-m", "perfcheck", "evaluate", str(folder), "-o", str(out), *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
    )
    if not (out / "results.json").exists():
        return {"files": [], "projects": [], "run": done}
    results = json.loads((out / "results.json").read_text("utf-8"))
    return results | {"run": done}


def misses(cases: Sequence[Case], results: Mapping[str, Any]) -> list[str]:
    """Whatever is not as a person would expect it, in words."""
    run = results["run"]
    found = [f"output: {word!r}" for word in FORBIDDEN_OUTPUT if word in run.stdout + run.stderr]
    if run.returncode:
        found.append(f"exit code {run.returncode}: {run.stderr[-300:]}")
    paths = [file["path"] for file in results["files"]]
    if len(paths) != len(set(paths)):
        found.append("a path came up twice")
    known = {file["path"]: file for file in results["files"]}
    projects = {project["id"]: project for project in results["projects"]}
    for case in cases:
        found += _misses(case, known, projects)
    return found


def _misses(case: Case, known: Mapping[str, Any], projects: Mapping[str, Any]) -> list[str]:
    prefix = f"{case.id}/"
    own = {path[len(prefix) :]: file for path, file in known.items() if path.startswith(prefix)}
    found = [f"{case.id}: no record of {path!r}" for path in case.expect if path not in own]
    found += [
        f"{case.id}: unexpected record {path!r} ({file['status']}, {_reason(file)})"
        for path, file in own.items()
        if path not in case.expect and not (case.loose and not file["projects"])
    ]
    found += [
        f"{case.id}: {_reason(own[path])} does not say {words}"
        for path, words in case.says.items()
        if path in own and not re.search(words, _words(own[path]))
    ]
    for path, expected in case.expect.items():
        if path in own:
            forms = [projects[p] for p in own[path]["projects"]]
            found += [f"{case.id}: {m}" for m in _file_misses(case, own[path], expected, forms)]
    return found


def _file_misses(
    case: Case, file: Mapping[str, Any], expected: str, forms: Sequence[Mapping[str, Any]]
) -> list[str]:
    status, _, code = expected.partition(" ")
    if "read" in status.split("|") and (forms or status == "read"):
        if file["status"] != "processed" or not forms:
            return [f"not read: {_reason(file)}"]
        told = (file["reason"] or {}).get("code", "")
        untold = code if status == "read" and code and told not in code.split("|") else ""
        return [f"{told} instead of {code}"] * bool(untold) + _form_misses(case, forms)
    allowed = status.split("|")
    found = []
    if file["status"] not in allowed:
        found.append(f"{file['status']} instead of {status}: {_reason(file)}")
    elif code and (file["reason"] or {}).get("code") not in code.split("|"):
        found.append(f"{_reason(file)} instead of {code}")
    if forms:
        found.append("figures of a file that was not read")
    reason = file["reason"]
    if reason and not (reason["message"] and reason["advice"]):
        found.append("a reason without words")
    return found


def _form_misses(case: Case, forms: Sequence[Mapping[str, Any]]) -> list[str]:
    found = []
    figures = {"executed": EXECUTED, "indicators": INDICATORS, "forms": 1} | dict(case.figures)
    first = forms[0]
    facts = {
        "executed": first["budget"]["executed"],
        "indicators": len(first["indicators"]),
        "forms": len(forms),
        "name": first["name"],
        "rate": first["budget"]["stated_rate"],
        "year": first["year"],
        "budget": first["budget"]["adjusted"],
    }
    found += [
        f"{name} is {facts[name]!r}, not {value!r}"
        for name, value in figures.items()
        if facts[name] != value
    ]
    codes = {finding["code"] for form in forms for finding in form["findings"]}
    found += [
        f"no finding {code} (has {sorted(codes)})" for code in case.findings if code not in codes
    ]
    return found


def _words(file: Mapping[str, Any]) -> str:
    reason = file["reason"]
    return f"{reason['message']} {reason['advice']}" if reason else ""


def _reason(file: Mapping[str, Any]) -> str:
    reason = file["reason"]
    return f"{reason['code']} {reason['message']}" if reason else "no reason"
