"""What the heaviest inputs cost: processor time of all processes, and the memory of the largest.

Both are of the command as a clerk runs it. Wall time depends on the machine; these do so little.
"""

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.form.packages import SHEET, STRINGS, changed
from tests.forms import national, workbook
from tests.intake.hostile import nests
from tests.intake.hostile.case import ROOT
from tests.intake.hostile.exports import filled
from tests.intake.hostile.packages import TYPES, rows
from tests.intake.mails import mail, named, text
from tests.intake.sending import archive

MEGABYTE = 1 << 20
ORDINARY, MOST = 256, 512  # megabytes of any process
BOMB, ANY = 5.0, 20.0  # seconds beyond what an ordinary form takes
METER = (
    "import os, subprocess, sys; p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL); "
    "_, status, used = os.wait4(p.pid, 0); "
    "print(status, used.ru_maxrss // 1024, used.ru_utime + used.ru_stime)"
)  # a small process of its own: what a large one starts counts the large one's memory as well


def measured(folder: Path, name: str, content: bytes) -> tuple[list[dict], int, float]:
    """The records of the files, megabytes of the largest process, seconds of processors."""
    (folder / "in").mkdir()
    (folder / "in" / name).write_bytes(content)
    command = [sys.executable, "-m", "perfcheck", "evaluate", "in", "-o", "out"]
    done = subprocess.run(
        [sys.executable, "-c", METER, *command],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", "PERFCHECK_CACHE": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    status, memory, seconds = done.stdout.split()
    assert status == "0", done.stderr
    results = json.loads((folder / "out" / "results.json").read_text("utf-8"))
    return results["files"], int(memory), float(seconds)


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory) -> tuple[int, float]:
    """What a form costs that has nothing odd about it."""
    content = workbook(national())
    files, memory, seconds = measured(tmp_path_factory.mktemp("ordinary"), "表.xlsx", content)
    assert [file["status"] for file in files] == ["processed"]
    return memory, seconds


def burst(part: str, lines: Iterator[bytes]) -> bytes:
    """A form with a part grown by lines before its last tag, whatever its size."""
    before = b"</mergeCells>" if part == SHEET else b"</"
    source = zipfile.ZipFile(io.BytesIO(workbook(national())))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name in source.namelist():
            head, mark, tail = source.read(name).rpartition(before if name == part else b"\0")
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with file.open(info, "w") as stream:
                stream.write(head)
                stream.writelines(lines if mark else ())
                stream.write(mark + tail)
    return target.getvalue()


def blanks(megabytes: int) -> Iterator[bytes]:
    return (b" " * MEGABYTE for _ in range(megabytes))


def merges(count: int) -> Iterator[bytes]:
    return (b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1000, 1000 + count))


def archive_of(case: str) -> bytes:
    found = next(own for own in nests.bombs() if own.id == case)
    return found.files["a.zip"]


BOMBS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "sheet": ("表.xlsx", lambda: burst(SHEET, blanks(300)), "LIM008"),
    "strings": ("表.xlsx", lambda: burst(STRINGS, blanks(300)), "LIM008"),
    "types": ("表.xlsx", lambda: burst(TYPES, blanks(300)), "LIM008"),
    "nested": ("a.zip", lambda: archive_of("y-fortytwo"), ""),
    "wide": ("a.zip", lambda: archive_of("y-wide"), ""),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_over_in_seconds_and_takes_no_memory(tmp_path, ordinary, name: str):
    file, make, code = BOMBS[name]
    content = make()
    assert len(content) < 2 * MEGABYTE
    files, memory, seconds = measured(tmp_path, file, content)
    assert memory <= MOST
    assert seconds - ordinary[1] <= BOMB
    assert not [file for file in files if file["projects"]]
    assert not code or files[0]["reason"]["code"] == code


def grown(line: bytes, count: int) -> bytes:
    rows = b"".join(line % n for n in range(100, 100 + count))
    return changed(SHEET, lambda old: old.replace(b"</sheetData>", rows + b"</sheetData>"))


def a_large_mail() -> bytes:
    photo = bytes(range(256)) * (4096 * 9)
    return mail(text("附上自评表和照片"), *[named(b"%d.jpg" % n, photo) for n in range(4)])


def a_large_attachment() -> bytes:
    """Beside the form a file of 40 MB, which is 54 MB on its way."""
    return mail(
        text("附上自评表"),
        named(b"a.bin", bytes(range(256)) * (4096 * 40)),
        named("表.xlsx".encode(), workbook(national())),
    )


def archives_in_a_mail() -> bytes:
    """Thirty archives with a form and a photo each, 40 MB in one mail."""
    photo, form = bytes(range(256)) * 4096, workbook(national())
    packed = (
        archive({"表.xlsx": form, "a.jpg": b"\xff\xd8\xff%d" % n + photo}, compression=0)
        for n in range(30)
    )
    return mail(text("附上自评表"), *[named(b"%d.zip" % n, each) for n, each in enumerate(packed)])


def a_list_below() -> bytes:
    """Twenty thousand rows of text below the form."""
    cell = b'<c r="%(c)b%(r)d" t="inlineStr"><is><t>\xe6\x98\x8e%(r)d</t></is></c>'
    return rows("list", filled(100, 20_000, 10, cell))


HEAVY: dict[str, tuple[str, Callable[[], bytes]]] = {
    "merges": ("表.xlsx", lambda: burst(SHEET, merges(1_000_000))),
    "mail": ("信.eml", a_large_mail),
    "attachment": ("信.eml", a_large_attachment),
    "archives": ("信.eml", archives_in_a_mail),
    "list": ("表.xlsx", a_list_below),
    "hidden": ("表.xlsx", lambda: grown(b'<row r="%d" hidden="1"/>', 500_000)),
    "numbers": ("表.xlsx", lambda: grown(b'<row r="%d"><c><v>1</v></c></row>', 490_000)),
}


READ = ("attachment", "archives", "list")  # however heavy, the form in them is read
LESS = {"merges": ORDINARY, "mail": 300}


@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_file_ends_within_bounds(tmp_path, ordinary, name: str):
    file, make = HEAVY[name]
    files, memory, seconds = measured(tmp_path, file, make())
    assert memory <= LESS.get(name, MOST)
    assert seconds - ordinary[1] <= ANY
    assert files[0]["status"] in ("processed", "rejected")
    if name in READ:
        assert [file["status"] for file in files if file["projects"]] == ["processed"]


def test_an_ordinary_form_takes_little(ordinary):
    memory, seconds = ordinary
    assert memory <= ORDINARY
    assert seconds <= ANY
