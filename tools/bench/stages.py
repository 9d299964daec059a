"""One stage of the work in one process: CPU seconds, as JSON.

    python tools/bench/stages.py FOLDER STAGE [LIMIT]

`floor` unzips sheets and strings and parses their XML: nobody reads a workbook for less.
"""

import io
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.parsers import expat

Stage = Callable[[Sequence[Path]], Callable[[], object]]
PARTS = ("xl/worksheets/sheet", "xl/sharedStrings.xml")


def floor(files: Sequence[Path]) -> Callable[[], object]:
    """Unzip and parse."""
    contents = [file.read_bytes() for file in files]

    def work() -> None:
        for content in contents:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for name in package.namelist():
                    if name.startswith(PARTS):
                        expat.ParserCreate().Parse(package.read(name), True)  # noqa: FBT003

    return work


def opening(files: Sequence[Path]) -> Callable[[], object]:
    """perfcheck: from bytes to the cells of every sheet."""
    from perfcheck.form.grid import read_grids, warm_up

    warm_up()
    contents = [file.read_bytes() for file in files]
    return lambda: [read_grids(content) for content in contents]


def reading(files: Sequence[Path]) -> Callable[[], object]:
    """perfcheck: from bytes to forms, the check of the package included."""
    from perfcheck.examining import warm_up
    from perfcheck.form.build import read_forms
    from perfcheck.intake.kinds import admit, sniff

    warm_up()
    contents = [file.read_bytes() for file in files]

    def work() -> None:
        for content in contents:
            admit(content, sniff(content, "a.xlsx"))
            read_forms(content, "a.xlsx")

    return work


def checking(files: Sequence[Path]) -> Callable[[], object]:
    """perfcheck: judge, score and check forms that were read."""
    from perfcheck.checks import catalogue
    from perfcheck.examining import warm_up
    from perfcheck.form.build import read_forms
    from perfcheck.pipeline import assess

    warm_up()
    forms = [form for file in files for form in read_forms(file.read_bytes(), file.name)]

    def work() -> None:
        for form in forms:
            catalogue.run(assess(form))

    return work


def writing(files: Sequence[Path]) -> Callable[[], object]:
    """perfcheck: the workbook and results.json."""
    from perfcheck import batch
    from perfcheck.report import results, workbook

    found = batch.evaluate(files)

    def work() -> None:
        workbook.write_workbook(io.BytesIO(), found)
        results.render(found)

    return work


def marking(files: Sequence[Path]) -> Callable[[], object]:
    """perfcheck: the marked copies of the files that have findings."""
    from perfcheck import batch, returning
    from perfcheck.intake.folder import collect

    submissions = collect(files)
    found = batch.evaluate(files)
    files_back = returning.wanted(found, returning.Originals(submissions))
    returning.prepare()

    def work() -> None:
        for file in files_back:
            returning.mark(file.task(found))

    return work


def naive_opening(files: Sequence[Path]) -> Callable[[], object]:
    """The yardstick: openpyxl, as pandas calls it."""
    import pandas

    options = {"header": None, "sheet_name": None, "engine": "openpyxl"}
    return lambda: [pandas.read_excel(file, **options) for file in files]


def naive_reading(files: Sequence[Path]) -> Callable[[], object]:
    """The yardstick: pandas with openpyxl."""
    import naive

    return lambda: [naive.read(file) for file in files]


def naive_checking(files: Sequence[Path]) -> Callable[[], object]:
    """The yardstick: checks with pandas."""
    import naive

    read = [(file, *naive.read(file)) for file in files]
    return lambda: [naive.check(*each) for each in read]


def naive_writing(files: Sequence[Path]) -> Callable[[], object]:
    """The yardstick: to_excel."""
    import naive

    checked = [naive.check(file, *naive.read(file)) for file in files]
    summaries, tables, found = zip(*checked, strict=True)
    flat = [finding for each in found for finding in each]
    return lambda: naive.write(Path(tempfile.mktemp(suffix=".xlsx")), [*summaries], [*tables], flat)


def naive_marking(files: Sequence[Path]) -> Callable[[], object]:
    """The yardstick: openpyxl loads, comments and saves."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment

    def work() -> None:
        for file in files:
            book = load_workbook(file)
            book.worksheets[0]["H13"].comment = Comment("分值合计应为 100", "naive")
            book.save(io.BytesIO())

    return work


STAGES: dict[str, Stage] = {
    stage.__name__: stage
    for stage in (
        floor,
        opening,
        reading,
        checking,
        writing,
        marking,
        naive_opening,
        naive_reading,
        naive_checking,
        naive_writing,
        naive_marking,
    )
}


def main() -> None:
    """Prepare a stage, do it once to warm up where it is cheap, and time it."""
    folder, name = Path(sys.argv[1]), sys.argv[2]
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else None
    files = sorted(folder.glob("*.xlsx"))[:limit]
    work = STAGES[name](files)
    if not name.startswith("naive"):
        work()
    start = time.process_time()
    work()
    print(json.dumps({"seconds": time.process_time() - start, "files": len(files)}))


if __name__ == "__main__":
    main()
