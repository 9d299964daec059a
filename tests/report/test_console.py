"""The console: columns that line up, text that cannot play tricks, progress only where it helps."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from perfcheck.model.results import FileRecord, Reason, Status
from perfcheck.report.console import MOST_ROWS, Progress, clean, summary_table
from tests.report import batches
from tests.report.founding import COMPILATION, EXAMPLE, PRESERVATION
from tests.report.projects import batch


def table(text: str) -> list[str]:
    lines = text.splitlines()
    return lines[: next(n for n, line in enumerate(lines) if line.startswith(("金额", "……")))]


@pytest.mark.parametrize("value", [batches.SEED, batches.ODD, batches.crowd(12)])
def test_chinese_columns_line_up(value):
    lines = table(summary_table(value))
    edges = [n for n, c in enumerate(lines[1]) if c == "-" and lines[1][n - 1 : n] in ("", " ")]
    for line in lines:
        assert set(edges) <= {wcswidth(line[:n]) for n in range(len(line) + 1)}
        assert wcswidth(line) == len(lines[1])


def test_the_founding_case_shows_its_rates():
    text = summary_table(batch(PRESERVATION, COMPILATION))
    assert "71.56%" in text
    assert "76.00%" in text
    assert "72.67%" in text.splitlines()[4]


def test_what_came_in_and_what_was_rejected_is_said_in_sentences():
    text = summary_table(batches.SEED)
    assert "共收到 6 个文件：已处理 3 个，未能处理 2 个，重复文件 1 个。" in text
    assert "未能处理：其实是文本.xlsx——这不是工作簿，而是改了后缀的文本文件" in text


def test_without_a_project_there_is_no_table_but_the_reasons():
    lines = summary_table(batches.NOTHING).splitlines()
    assert lines[0] == "共收到 2 个文件：未能处理 2 个。"
    assert len(lines) == 3


def test_a_long_batch_is_cut_and_its_totals_are_those_of_all():
    value = batches.crowd(MOST_ROWS + 25)
    lines = summary_table(value).splitlines()
    assert len(table("\n".join(lines))) == 2 + MOST_ROWS + 1
    assert "合计 65 个（得分为平均）" in lines[MOST_ROWS + 2]
    assert "其余 25 个见工作簿" in lines[MOST_ROWS + 3]


def test_a_flood_of_rejected_files_is_cut_and_counted():
    reason = Reason("KIND001", "文件是空的", "")
    many = tuple(FileRecord(f"{n}.xlsx", "", Status.REJECTED, reason) for n in range(99))
    lines = summary_table(batch(more=many)).splitlines()
    assert len(lines) == 12
    assert "共 99 个" in lines[-1]


@pytest.mark.parametrize("number", ["001", "1e5", "-", "0.10"])
def test_names_that_look_like_numbers_stay_as_they_are(number):
    text = summary_table(batch(replace(EXAMPLE, name=number)))
    assert number in text.splitlines()[2].split()


@given(st.text(max_size=60))
def test_no_text_can_break_a_line_or_a_column(text):
    shown = clean(text, 20)
    assert wcswidth(shown) <= 20
    assert "|" not in shown
    assert shown.isprintable()


def test_control_characters_and_direction_marks_never_reach_the_terminal():
    shown = clean("档案\x1b[31m\u202e费|\n保护\u200b", 40)
    assert shown == "档案 [31m 费｜ 保护"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(stream, seconds, total=200):
    clock = Clock()
    with Progress(stream, clock) as progress:
        for done in range(1, total + 1):
            clock.now += seconds / total
            progress.update(done, total)
    return stream.getvalue()


def test_a_long_batch_shows_count_rate_and_time_left_on_one_line():
    drawn = run(Terminal(), 100.0).split("\r")
    assert "\n" not in "".join(drawn)
    assert any("100/200（50%），每秒 2.0 份，约剩 50 秒" in line for line in drawn)
    assert drawn[-2].strip() == drawn[-1] == ""


def test_every_drawing_covers_the_one_before():
    drawn = run(Terminal(), 400.0).split("\r")[1:-1]
    widths = [wcswidth(line) for line in drawn]
    shown = [wcswidth(line.rstrip()) for line in drawn]
    assert all(here >= before for before, here in zip(shown, widths[1:], strict=False))
    assert any("分" in line for line in drawn)


def test_a_short_batch_shows_nothing():
    assert run(Terminal(), 1.9) == ""


def test_a_pipe_gets_no_progress():
    assert run(io.StringIO(), 60.0) == ""


def test_the_line_is_not_drawn_more_often_than_one_can_read():
    assert run(Terminal(), 4.0, total=4000).count("正在核查") <= 11
