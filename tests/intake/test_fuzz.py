"""Mutated workbooks: whatever happens to a file on its way, it ends with one outcome and in words.

Seeded and small in the suite; with PERFCHECK_MUTANTS=2500 and PERFCHECK_SEED=7 in the environment
`pytest tests/intake/test_fuzz.py` runs more, and others.
"""

import io
import os
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcheck.examining import Task, answer
from perfcheck.form import grid
from perfcheck.intake.expand import unfold
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Status
from perfcheck.workers import Crew, Failure, Limits
from tests.form.binaries import xlsb
from tests.form.oldbooks import xls
from tests.form.olderbooks import excel5
from tests.form.opendocs import ods
from tests.form.packages import SHEET, STRINGS
from tests.form.xmlbooks import xml2003
from tests.forms import hubei, national, own, workbook
from tests.intake.hostile.mailroom import opaque, sealed
from tests.intake.hostile.wrappers import raw_names
from tests.intake.mails import mail, named, text
from tests.intake.outlook_files import compound, msg, winmail
from tests.intake.sending import archive

MUTANTS = int(os.environ.get("PERFCHECK_MUTANTS", "150"))
SEED = int(os.environ.get("PERFCHECK_SEED", "20210315"))
FORMS = (workbook(national()), workbook(hubei()), workbook(own()))
PARTS = (SHEET, STRINGS, "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")
ODD = (
    b"",
    b"\0",
    b"-1",
    b"1e999",
    b"NaN",
    b"99999999999",
    b"9" * 40,
    b"&#0;",
    b"&amp;",
    b"<",
    b"]]>",
    b"A1048577",
)
CODE = re.compile("[A-Z]{3}[0-9]{3}")

LETTER = mail(text("附上自评表"), named(b"b.zip", archive({"表.xlsx": FORMS[0]})))
OTHERS = (
    xls(national()),
    ods(national()),
    LETTER,
    archive({"甲/信.eml": LETTER, "表.xlsx": FORMS[1]}),
    compound(msg({"表.xlsx": FORMS[2]})),
    mail(text("附上自评表"), named(b"winmail.dat", winmail({"表.xlsx": FORMS[0]}))),
    excel5(national()),
    xlsb(national()),
    opaque(sealed(LETTER.partition(b"MIME-Version: 1.0\r\n")[2], streamed=True)),
    opaque(sealed(LETTER.partition(b"MIME-Version: 1.0\r\n")[2])),
    sealed(LETTER.partition(b"MIME-Version: 1.0\r\n")[2]),
    raw_names({"績效自評表.xlsx".encode("big5"): FORMS[0]}),
)

BOOKS = (xml2003(national()), xml2003(own(), charset="gb18030"), xml2003(hubei(), prefix=True))

Mutation = Callable[[random.Random, bytes], bytes]


def of_bytes(dice: random.Random, content: bytes) -> bytes:
    """A few bytes changed, cut out, doubled: a bad disk, a bad line."""
    raw = bytearray(content)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(raw))
        length = dice.choice((1, 1, 2, 16, 400))
        what = dice.randrange(4)
        if what == 0:
            raw[at : at + length] = dice.randbytes(min(length, len(raw) - at))
        elif what == 1:
            del raw[at : at + length]
        elif what == 2:
            raw[at:at] = raw[at : at + length]
        else:
            raw[at] ^= 1 << dice.randrange(8)
        if not raw:
            return b""
    return bytes(raw)


def of_end(dice: random.Random, content: bytes) -> bytes:
    """Cut short, as a broken transfer leaves it."""
    return content[: dice.randrange(len(content))]


def of_package(dice: random.Random, content: bytes) -> bytes:
    """Parts left out, exchanged, renamed, doubled, empty."""
    parts = _parts(content)
    name, other = dice.choice(list(parts)), dice.choice(list(parts))
    what = dice.randrange(5)
    if what == 0:
        del parts[name]
    elif what == 1:
        parts[name], parts[other] = parts[other], parts[name]
    elif what == 2:
        parts[dice.choice((name.upper(), "/" + name, name.replace("/", "\\"), "../" + name))] = (
            parts.pop(name)
        )
    elif what == 3:
        parts[name] = b""
    else:
        parts[name] = parts[name] * 2
    return archive(parts)


def of_xml(dice: random.Random, content: bytes) -> bytes:
    """Tags, attributes and texts of a part removed, repeated, replaced."""
    parts = _parts(content)
    name = dice.choice([part for part in PARTS if part in parts])
    text = parts[name]
    pattern = dice.choice((rb"<[^>]*>", rb'"[^"]*"', rb">[^<]+<", rb"\d+", rb"</?\w+"))
    found = list(re.finditer(pattern, text))
    for _ in range(dice.randint(1, 3)):
        if found:
            where = dice.choice(found)
            new = dice.choice((b"", where[0] * 2, dice.choice(ODD), dice.choice(found)[0]))
            text = text[: where.start()] + new + text[where.end() :]
    parts[name] = text
    return archive(parts)


def of_cells(dice: random.Random, content: bytes) -> bytes:
    """Cells with another type, another value, another place; the package stays well-formed."""
    parts = _parts(content)
    cells = list(re.finditer(rb'<c r="([A-Z]+)(\d+)"( s="\d+")?( t="\w+")?>', parts[SHEET]))
    for where in dice.sample(cells, min(3, len(cells))):
        column, row = (
            dice.choice((where[1], b"A", b"XFD", b"ZZZ")),
            dice.choice((where[2], b"1", b"1048576")),
        )
        kind = dice.choice(
            (b"", b' t="s"', b' t="e"', b' t="b"', b' t="str"', b' t="n"', b' t="d"')
        )
        style = dice.choice((where[3] or b"", b' s="1"', b' s="77"'))
        new = b'<c r="%s%s"%s%s>' % (column, row, style, kind)
        parts[SHEET] = parts[SHEET].replace(where[0], new, 1)
    return archive(parts)


def of_others(dice: random.Random, _content: bytes) -> bytes:
    """Old and open workbooks, mails and archives, with a few bytes changed or their end cut."""
    mutation = of_bytes if dice.randrange(4) else of_end
    return mutation(dice, dice.choice(OTHERS))


def of_book(dice: random.Random, _content: bytes) -> bytes:
    """XML workbooks with bytes or attributes changed, or elements taken out and doubled."""
    content = dice.choice(BOOKS)
    if not dice.randrange(3):
        return of_bytes(dice, content)
    for _ in range(dice.randrange(1, 4)):
        where = dice.choice(list(re.finditer(rb'="([^"]*)"|<[^>]*>', content)))
        whole, value = where.span(), where.span(1)
        start, end = value if value != (-1, -1) else whole
        new = content[start:end] * 2 if dice.randrange(2) else dice.choice(ODD)
        content = content[:start] + new + content[end:]
    return content


MUTATIONS: tuple[Mutation, ...] = (
    of_bytes,
    of_end,
    of_package,
    of_xml,
    of_cells,
    of_others,
    of_book,
)


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def look(task: Task) -> tuple[str, ...]:
    """What the batch does with a file: look into it, then examine what is left; what is wrong."""
    faults = []
    for inner in unfold(task.submission):
        if inner.status:
            faults.append(inner.reason.code if inner.reason else "settled")
            continue
        found = answer(Task(inner, None))
        faults.append(found.reason.code if found.reason else "read")
        if (found.status is Status.PROCESSED) != bool(found.checked):
            faults.append("a status that does not fit")
        for assessment, findings in found.checked:
            executed = assessment.form.budget.executed
            if executed is not None and not executed.is_finite():
                faults.append("not finite")
            faults += [finding.message for finding in findings if finding.code == "INT001"]
    return tuple(faults)


def ready() -> None:
    """As a worker of a batch gets ready: libraries are loaded before memory is limited."""
    os.environ["RUST_BACKTRACE"] = "0"
    grid.warm_up()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.__name__)
def test_a_mutant_never_ends_in_a_crash(tmp_path: Path, mutation: Mutation):
    dice = random.Random(f"{SEED}{mutation.__name__}")
    tasks = []
    for number in range(MUTANTS // len(MUTATIONS)):
        file = tmp_path / f"{number}.xlsx"
        file.write_bytes(mutation(dice, dice.choice(FORMS)))
        tasks.append(Task(Submission(file.name, "", file), None))
    results = list(Crew(look, ready, 1, Limits(seconds=60.0)).run(tasks))
    assert len(results) == len(tasks)
    failures = {
        task.submission.path: result
        for task, result in zip(tasks, results, strict=True)
        if isinstance(result, Failure)
    }
    outcomes = Counter(outcome for r in results if isinstance(r, tuple) for outcome in r)
    assert failures == {}
    assert "INT002" not in outcomes, "a fault of ours"
    assert all(outcome == "read" or CODE.fullmatch(outcome) for outcome in outcomes), outcomes
