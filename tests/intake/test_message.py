"""What a letter says, without its markup."""

import pytest

from perfcheck.intake.message import plain

LETTERS = {
    "<p>附件是<b>申报表</b></p>": "附件是申报表",
    "<style>p{color:red}</style>正文<script type='a'>x()</script >完": "正文完",
    "<STYLE>a</Style>b": "b",
    "<style>a<script>b</style>c</script>d": "cd",
    "a < b 没有标记": "a < b 没有标记",
    "<style>没有结束，还是正文": "没有结束，还是正文",
    "</style>先结束<style>后开始": "先结束后开始",
    "<styled>不是样式</styled>": "不是样式",
}


@pytest.mark.parametrize("words", LETTERS)
def test_markup_and_what_it_hides_is_left_out(words: str):
    assert plain(words) == LETTERS[words]


def test_a_letter_of_openings_alone_is_read_in_one_walk():
    """Each opening used to look for its end through the rest of the letter: seconds in all."""
    assert plain("<style>" * 14_000 + "完") == "完"
