"""The part that holds the texts: the same words as XlsxWriter's own, and never markup of a form."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable

from perfcheck.report.names import safe_text
from perfcheck.report.texts import Texts

PARTS = st.sampled_from(["_x0041_", "_x", "<r>", "</r>", " ", "\n", "\t", "&", "<b>", "　", "表"])


def written(kind: type[SharedStrings], texts: list[str]) -> str:
    table = SharedStringTable()
    for text in texts:
        table._get_shared_string_index(text)
    table._sort_string_data()
    part = kind()
    part.string_table = table
    part._set_xml_writer(io.StringIO())
    part._assemble_xml_file()
    return str(part.fh.getvalue())


@given(st.lists(st.lists(PARTS | st.text(), max_size=4).map("".join).map(safe_text)))
def test_texts_are_written_as_xlsxwriter_writes_them(texts: list[str]):
    assert written(Texts, texts) == written(SharedStrings, texts)


@pytest.mark.parametrize("text", ["<r><t>甲</t></r>", "<r></r>"])
def test_what_looks_like_markup_is_text(text: str):
    assert "<r>" not in written(Texts, [text])
