"""Texts that come back are looked up, long ones are not kept, and never are there too many."""

from perfcheck.form.memo import LONGEST, MOST, Memo


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
