"""Names of archives that do not say their charset: all names together nearly always do."""

import re
import tomllib
from importlib import resources

import pytest

from perfcheck.intake.charsets import archive_charset

DATA = resources.files("perfcheck") / "data" / "forms"


def labels() -> list[str]:
    """The words of all forms: what files are called that hold them."""
    texts = [file.read_text("utf-8") for file in DATA.iterdir() if file.name.endswith(".toml")]
    return sorted({word for text in texts for word in re.findall(r"[\u4e00-\u9fff]{2,20}", text)})


def traditional(words: list[str]) -> list[str]:
    known = tomllib.loads((DATA / "aliases.toml").read_text("utf-8"))["traditional"]
    letters = str.maketrans(known["to"], known["from"])
    return [word.translate(letters) for word in words]


def test_names_in_simplified_writing_stay_what_they_are():
    assert len(labels()) > 300
    found = {word: archive_charset([f"{word}.xlsx".encode("gb18030")]) for word in labels()}
    assert {word: charset for word, charset in found.items() if charset} == {}


def test_names_in_traditional_writing_are_known_by_their_big5():
    words = [own for own in traditional(labels()) if len(own) > 3]
    raw = [f"{word}.xlsx".encode("big5", "ignore") for word in words]
    known = sum(archive_charset([name]) == "big5" for name in raw)
    assert known >= 0.98 * len(raw) > 100
    assert archive_charset(raw) == "big5"


def test_names_in_traditional_writing_in_gbk_are_no_big5():
    words = traditional(labels())
    found = [word for word in words if archive_charset([word.encode("gb18030")]) == "big5"]
    assert found == []


@pytest.mark.parametrize(
    ("names", "charset"),
    [
        ([], ""),
        ([b"plain.xlsx"], ""),
        (["报表.xlsx".encode()], ""),
        (["Übersicht.xlsx".encode("cp437"), "größe.xlsx".encode("cp437")], "cp437"),
        (["喆镕堃.xlsx".encode("gb18030")], ""),
        ([b"\xff\xfe\x80.xlsx"], ""),
        ([b"\x80.xlsx", b"\xff\xff"], ""),
        (["プロジェクト.xlsx".encode("shift-jis")], ""),
    ],
)
def test_what_does_not_tell_is_left_to_the_usual_guess(names: list[bytes], charset: str):
    assert archive_charset(names) == charset
