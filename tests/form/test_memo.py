"""Texts that come back are looked up, long ones are not kept, and never are there too many."""

from perfcheck.form.memo import KEPT, LONGEST, MOST, Memo, forget_lists


def test_each_text_is_worked_out_once():
    worked: list[str] = []
    memo = Memo(lambda text: worked.append(text) or len(text))
    assert [memo["分值"], memo["得分率"], memo["分值"]] == [2, 3, 2]
    assert worked == ["分值", "得分率"]


def test_long_texts_are_not_kept():
    memo = Memo(len)
    assert memo["长" * (LONGEST + 1)] == LONGEST + 1
    assert not memo


def test_it_never_grows_beyond_its_bound():
    memo = Memo(len)
    for number in range(MOST + 10):
        assert memo[str(number)] == len(str(number))
        assert len(memo) <= MOST


def test_the_next_workbook_finds_what_is_common_and_no_long_list():
    common, listed = Memo(len), Memo(len)
    for number in range(KEPT + 1):
        listed[str(number)]
    common["分值"]
    forget_lists()
    assert common
    assert not listed
