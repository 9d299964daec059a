"""A part at one go is the part that zipfile reads, or the same refusal."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcheck.inflating import inflated

TEXT = "预算执行率".encode() * 400


def package(compression: int = zipfile.ZIP_DEFLATED, name: str = "xl/a.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as file:
        file.writestr(name, TEXT)
        file.writestr("b.xml", b"")
    return stream.getvalue()


def read(content: bytes, name: str = "xl/a.xml") -> tuple[object, object]:
    """What zipfile says of a part, and what we say; refusals by their type."""

    def said(work) -> object:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as file:
                return work(file, file.getinfo(name))
        except Exception as fault:  # noqa: BLE001 - of any kind, but of the same
            return type(fault)

    return said(zipfile.ZipFile.read), said(inflated)


@pytest.mark.parametrize(
    "compression",
    [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
)
@pytest.mark.parametrize("name", ["xl/a.xml", "项目/表.xml", "b.xml"])
def test_the_bytes_are_the_same(compression, name):
    known, own = read(package(compression, name if name != "b.xml" else "xl/a.xml"), name)
    assert own == known
    assert isinstance(own, bytes)


@given(st.data())
@settings(max_examples=300)
def test_a_damaged_package_is_read_alike_or_refused_alike(data):
    content = bytearray(package())
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    known, own = read(bytes(content))
    assert own == known


def test_no_more_is_unpacked_than_the_part_states():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bomb", b"0" * 1_000_000)
    stated, lie = (size.to_bytes(4, "little") for size in (1_000_000, 9))
    content = stream.getvalue().replace(stated, lie)
    known, own = read(content, "bomb")
    assert own == known == zipfile.BadZipFile
