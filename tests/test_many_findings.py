"""Ten thousand findings cost ten times what a thousand cost: nobody compares each with each.

Times are compared within one test. What is linear takes about ten times as long for ten times as
many; what compares pairs takes a hundred times. The bound lies far from both.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
import xlsxwriter

from perfcheck import publishing
from perfcheck.examining import warm_up
from perfcheck.model.results import BatchResult, Project, Severity
from perfcheck.pipeline import process
from perfcheck.report.returned.book import opinion_workbook
from perfcheck.report.returned.letter import letter
from perfcheck.report.returned.marked import marked_copy
from tests.report.founding import EXAMPLE
from tests.report.lines import finding
from tests.report.projects import batch

FEW, MANY, MOST = 1_000, 10_000, 20
PROJECTS = 20


def times(work: Callable[[], object]) -> float:
    """The least processor time of two runs."""
    least = float("inf")
    for _ in range(2):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


def faulty(count: int) -> BatchResult:
    """A batch of some projects with so many findings together."""
    found = tuple(
        finding("SCR004", (Severity.ERROR, Severity.NOTE)[n % 2], 14 + n % 30, f"第{n}处不一致")
        for n in range(count // PROJECTS)
    )
    return batch(*(replace(EXAMPLE, id=f"P{n:03d}", findings=found) for n in range(PROJECTS)))


def form(indicators: int) -> bytes:
    """A form of which every row has something wrong with it."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("自评表")
        rows: list[list[object]] = [
            ["项目支出绩效自评表"],
            ["项目名称", "档案保护"],
            ["主管部门", "某局", "", "实施单位", "某局"],
            ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"],
            ["", "年度资金总额", 100, 100, 71.56, 10, 0.9],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ]
        rows += [
            ["产出指标", "数量指标", f"第{n}类数量", ("逐年增长", f"≥{n}个")[n % 2], "", 1, n % 7]
            for n in range(indicators)
        ]
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["published", "opinions"])
def test_writing_them_is_linear(kind, tmp_path):
    def work(made: BatchResult) -> None:
        if kind == "published":
            publishing.publish(made, tmp_path)
        else:
            opinion_workbook(letter(made.projects))

    few, many = faulty(FEW), faulty(MANY)
    assert sum(len(project.findings) for project in many.projects) == MANY
    assert times(lambda: work(many)) < MOST * times(lambda: work(few))


def test_finding_and_marking_them_is_linear():
    warm_up()
    sizes = (200, 2_000)
    contents = {size: form(size) for size in sizes}
    found = {size: process(content, "大表.xlsx", None)[0] for size, content in contents.items()}
    assert [len(found[size][1]) >= size for size in sizes] == [True, True]
    checking = [times(lambda c=contents[size]: process(c, "大表.xlsx", None)) for size in sizes]
    assert checking[1] < MOST * checking[0]

    def marked(size: int) -> bytes:
        return marked_copy(contents[size], letter([Project("P001", "大表.xlsx", *found[size])]))

    marking = [times(lambda s=size: marked(s)) for size in sizes]
    assert marking[1] < MOST * marking[0]
