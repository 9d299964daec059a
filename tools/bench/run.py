"""`make bench`: perfcheck against a script of the usual kind, as ratios within one run.

Every figure is the median of three measurements taken in turn, so that a machine whose speed
drifts does not decide. Stages are CPU time of one process, the whole commands are CPU and wall
time of all their processes. No absolute time is printed: it would only describe this machine.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
PYTHON = sys.executable
PAIRS = (
    ("opening", 60),
    ("reading", 60),
    ("checking", 60),
    ("writing", 60),
    ("marking", 30),
)
TITLES = {
    "opening": "opening and laying out a form",
    "reading": "reading it whole, the check of the package included",
    "checking": "checking it",
    "writing": "writing",
    "marking": "a marked copy",
}
LIBRARIES = ("pandas", "numpy", "python-calamine", "openpyxl", "XlsxWriter")


@dataclass(frozen=True)
class Cost:
    """What a command took: CPU of all its processes, wall seconds, the largest process in MB."""

    cpu: float
    wall: float
    memory: float


def command(*arguments: str) -> Cost:
    """Run a command and see what it cost; a failure ends the measuring."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(HERE.parent.parent / "src")}
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{' '.join(arguments)} failed")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, usage.ru_maxrss / 1024)


def stage(folder: Path, name: str, limit: int) -> float:
    """CPU seconds a form of one stage."""
    arguments = (PYTHON, str(HERE / "stages.py"), str(folder), name, str(limit))
    environment = os.environ | {"PYTHONPATH": f"{HERE.parent.parent / 'src'}:{HERE}"}
    shown = subprocess.run(arguments, check=True, capture_output=True, env=environment)
    found = json.loads(shown.stdout)
    return float(found["seconds"] / found["files"])


def evaluate(folder: Path, output: Path, *options: str) -> Cost:
    """`perfcheck evaluate` as a whole command."""
    return command(PYTHON, "-m", "perfcheck", "evaluate", str(folder), "-o", str(output), *options)


def stages(folder: Path, turns: int) -> list[str]:
    """The table of the stages."""
    lines = ["| stage | × as fast as the script | × the floor |", "|---|---|---|"]
    for name, limit in PAIRS:
        ratios, floors = [], []
        for _ in range(turns):
            own = stage(folder, name, limit)
            ratios.append(stage(folder, f"naive_{name}", limit) / own)
            floors.append(own / stage(folder, "floor", limit))
        lines.append(f"| {TITLES[name]} | {median(ratios):.1f} | {median(floors):.1f} |")
    return lines


def whole(folder: Path, scratch: Path, turns: int) -> list[str]:
    """The table of the whole command: everything that it writes by default, and the lists alone."""
    cpu, wall, brief, again = [], [], [], []
    for turn in range(turns):
        own = evaluate(folder, scratch / "own", "--no-cache")
        lists = evaluate(folder, scratch / "lists", "--no-cache", "--no-sheets")
        naive = command(PYTHON, str(HERE / "naive.py"), str(folder), str(scratch / "naive.xlsx"))
        cpu.append(naive.cpu / own.cpu)
        wall.append(naive.wall / own.wall)
        brief.append(naive.wall / lists.wall)
        os.environ["PERFCHECK_CACHE"] = str(scratch / f"cache{turn}")
        first = evaluate(folder, scratch / "own")
        _change(folder, scratch / "all", turn)
        again.append(first.wall / evaluate(folder, scratch / "own").wall)
    return [
        "| whole command | ratio |",
        "|---|---|",
        f"| as fast as the script, CPU of all processes | {median(cpu):.1f} |",
        f"| as fast as the script, wall clock on {os.cpu_count()} cores | {median(wall):.1f} |",
        f"| the same with `--no-sheets` | {median(brief):.1f} |",
        f"| second run after one changed file, as fast as the first | {median(again):.1f} |",
    ]


def _change(folder: Path, others: Path, turn: int) -> None:
    """Put another form in the place of one: one that is not among the forms yet."""
    files, more = sorted(folder.glob("*.xlsx")), sorted(others.glob("*.xlsx"))
    files[turn].write_bytes(more[len(files) + turn].read_bytes())


def starting(turns: int) -> list[str]:
    """The table of the start-up."""
    lines = ["| start-up | × a bare `python -c pass` |", "|---|---|"]
    for options in (("--help",), ("judge", "≥95%", "93%"), ("rules",)):
        ratios = []
        for _ in range(max(turns, 5)):
            own = command(PYTHON, "-m", "perfcheck", *options).cpu
            ratios.append(own / command(PYTHON, "-c", "pass").cpu)
        lines.append(f"| perfcheck {options[0]} | {median(ratios):.1f} |")
    return lines


def scaling(folder: Path, scratch: Path, counts: list[int]) -> list[str]:
    """The table of larger batches: CPU a form and memory of the parent, against the middle one.

    The lists alone: a workbook of a unit is as large as the unit.
    """
    files, costs = sorted(folder.glob("*.xlsx")), {}
    for count in counts:
        part = scratch / f"part{count}"
        part.mkdir()
        for file in files[:count]:
            (part / file.name).hardlink_to(file)
        costs[count] = evaluate(part, scratch / "own", "--no-cache", "--no-sheets")
    middle = counts[len(counts) // 2]
    base = costs[middle]
    lines = ["| forms | CPU a form | memory of the parent |", "|---|---|---|"]
    for count, cost in costs.items():
        share = cost.cpu / count / (base.cpu / middle)
        lines.append(f"| {count} | {share:.2f} | {cost.memory / base.memory:.2f} |")
    return lines


def versions() -> str:
    """What was measured with."""
    named = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, {named}."


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--forms", type=int, default=500)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--scale", type=int, nargs="*", default=[100, 500, 2000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        many = max([arguments.forms + arguments.turns, *arguments.scale])
        command(PYTHON, str(HERE / "forms.py"), str(scratch / "all"), "--count", str(many))
        (scratch / "forms").mkdir()
        for file in sorted((scratch / "all").iterdir())[: arguments.forms]:
            (scratch / "forms" / file.name).write_bytes(file.read_bytes())
        print(versions(), flush=True)
        for table in (
            lambda: starting(arguments.turns),
            lambda: stages(scratch / "forms", arguments.turns),
            lambda: whole(scratch / "forms", scratch, arguments.turns),
            lambda: scaling(scratch / "all", scratch, arguments.scale),
        ):
            print("\n" + "\n".join(table()), flush=True)


if __name__ == "__main__":
    main()
