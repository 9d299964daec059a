"""Workbooks and archives with a password: opened with the clerk's list, else said so."""

import pytest

from perfcheck import batch
from perfcheck.form.build import read_forms
from perfcheck.intake.passwords import MOST_SPINS, read_list, unlock
from perfcheck.model.results import Status
from tests.form.oldbooks import locked_cryptoapi, locked_rc4, xls
from tests.form.olderbooks import excel5_locked, locked_xor
from tests.form.reading import brief
from tests.forms import national, workbook
from tests.intake.hostile.containers import encrypted

FORM = workbook(national())
LOCKED = encrypted(FORM, "密码123")


def test_a_password_of_the_list_opens_it():
    assert unlock(LOCKED, ["x", "密码123"]) == FORM
    assert unlock(LOCKED, ["x", "密码124"]) is None
    assert unlock(LOCKED, []) is None


def test_a_workbook_that_is_only_protected_against_changes_opens_by_itself():
    assert unlock(encrypted(FORM, "VelvetSweatshop"), []) == FORM


def test_a_password_that_takes_for_ever_to_try_is_not_tried():
    spins = f'spinCount="{MOST_SPINS + 1}"'.encode()
    assert b'spinCount="100000"' in LOCKED
    assert unlock(LOCKED.replace(b'spinCount="100000"', spins[:20]), ["密码123"]) is None


def test_what_is_no_encrypted_workbook_stays_closed():
    assert unlock(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), ["x"]) is None
    assert unlock(b"", ["x"]) is None


@pytest.mark.parametrize("text", ["a\n密码 1\n\na\n", "\ufeffa\r\n密码 1\r\n"])
def test_the_list_has_one_password_a_line(text: str):
    assert read_list(text) == ("a", "密码 1")


def test_the_batch_tries_the_list_and_says_so(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(LOCKED)
    closed = batch.evaluate([tmp_path], jobs=1)
    assert (closed.files[0].status, closed.files[0].reason.code) == (Status.REJECTED, "FIL003")
    assert closed.files[0].kind_name == "加密的工作簿"
    opened = batch.evaluate([tmp_path], jobs=1, passwords=["密码123"])
    assert (opened.files[0].status, opened.files[0].reason.code) == (Status.PROCESSED, "NOT002")
    assert [p.name for p in opened.projects] == ["城区道路养护"]


WORD = "密码123"
OLD = {
    "rc4": (WORD, lambda: locked_rc4(WORD, national())),
    "cryptoapi": (WORD, lambda: locked_cryptoapi(WORD, national())),
    "cryptoapi56": (WORD, lambda: locked_cryptoapi(WORD, national(), bits=56)),
    "xor": ("abc12", lambda: locked_xor("abc12", national())),
    "xor even": ("abcd12", lambda: locked_xor("abcd12", national())),
    "xor longest": ("123456789012345", lambda: locked_xor("123456789012345", national())),
}


@pytest.mark.parametrize("cipher", OLD)
def test_an_old_workbook_with_a_password_opens_with_the_list(tmp_path, cipher: str):
    word, make = OLD[cipher]
    content = make()
    (tmp_path / "a.xls").write_bytes(content)

    def outcome(*passwords: str):
        found = batch.evaluate([tmp_path], jobs=1, passwords=passwords)
        return found, found.files[0].status, found.files[0].reason

    found, status, reason = outcome()
    assert (status, reason.code, len(found.outlines)) == (Status.REJECTED, "FIL003", 0)
    assert "文档加密" in reason.advice and "用密码进行加密" in reason.advice
    found, status, reason = outcome("密码124", "x")
    assert (status, reason.code, len(found.outlines)) == (Status.REJECTED, "FIL003", 0)
    assert "密码清单里的密码都打不开" in reason.message
    found, status, reason = outcome("x", "太长的密码一二三四五六七八九十一二三四五", word)
    assert (status, reason.code) == (Status.PROCESSED, "NOT002")
    (plain,) = read_forms(xls(national()), "a.xls")
    (project,) = found.projects
    assert brief(project.assessment.form) == brief(plain)


def test_an_old_workbook_that_is_only_protected_against_changes_opens_by_itself():
    content = locked_rc4("VelvetSweatshop", national())
    (found,) = read_forms(unlock(content, []), "a.xls")
    assert str(found.budget.executed) == "214.68"


def test_excel_95_with_a_password_is_told_with_the_clicks_since_no_library_opens_it(tmp_path):
    (tmp_path / "a.xls").write_bytes(excel5_locked(national()))
    for passwords in ((), ("x", "abc12")):
        found = batch.evaluate([tmp_path], jobs=1, passwords=passwords)
        status, reason = found.files[0].status, found.files[0].reason
        assert (status, reason.code, len(found.outlines)) == (Status.REJECTED, "FIL003", 0)
        assert "文档加密" in reason.advice and "用密码进行加密" in reason.advice
