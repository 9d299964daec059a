"""Names of marked copies: safe on every system, unique, the same each time."""

from hypothesis import given
from hypothesis import strategies as st

from perfcheck.report.returned.naming import copy_names


def names(*paths: str) -> list[str]:
    found = copy_names(dict.fromkeys(paths, "xlsx"))
    return [found[path] for path in paths]


def test_a_file_keeps_its_name():
    assert names("甲单位/自评表.xlsx") == ["自评表.xlsx"]
    assert copy_names({"a/自评表.XLS": "xlsx", "b.xlsm": "xlsm"}) == {
        "a/自评表.XLS": "自评表.xlsx",
        "b.xlsm": "b.xlsm",
    }


def test_files_of_one_name_get_their_folders_before_it():
    paths = ("甲单位/自评表.xlsx", "乙单位/自评表.xls", "收件.zip!丙/自评表.et")
    assert names(*paths) == ["甲单位_自评表.xlsx", "乙单位_自评表.xlsx", "收件.zip_丙_自评表.xlsx"]


def test_what_still_collides_is_numbered():
    found = names("a/b.xlsx", "a!b.xlsx", "A/B.XLSX")
    assert sorted(found) == ["A_B.xlsx", "a_b（2）.xlsx", "a_b（3）.xlsx"]


def test_hostile_names_become_harmless():
    assert names("..xlsx") == ["未命名.xlsx"]
    assert names("CON.xlsx") == ["_CON.xlsx"]
    assert names("a/../../etc/passwd") == ["passwd.xlsx"]
    assert names("x\u202egnp.xlsx") == ["x_gnp.xlsx"]
    assert names("表<1>|?*.xlsx") == ["表_1_.xlsx"]
    assert names("a\nb.xlsx") == ["a_b.xlsx"]


@given(st.lists(st.text(max_size=120), unique=True, max_size=8))
def test_any_names_are_safe_unique_and_stable(paths):
    found = copy_names(dict.fromkeys(paths, "xlsx"))
    assert found == copy_names(dict.fromkeys(reversed(paths), "xlsx"))
    assert len({name.casefold() for name in found.values()}) == len(paths)
    for name in found.values():
        assert name.endswith(".xlsx")
        assert len(name.encode()) < 255
        assert not set(name) & set('<>:"/\\|?*\0\n\r')
        assert name.strip(". ") == name
