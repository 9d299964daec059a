"""The parts of a package under other names than the usual ones, as its relationships allow."""

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping

from tests.forms import national, workbook

OFFICE = b'Target="xl/workbook.xml"'


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return target.getvalue()


def moved(rename: Callable[[str], str], content: bytes | None = None) -> bytes:
    """The package with its parts under other names, its relationships leading there."""
    old = parts(content or workbook(national()))
    new: dict[str, bytes] = {}
    for name, part in old.items():
        if name == "[Content_Types].xml":
            for each in old:
                part = part.replace(f'"/{each}"'.encode(), f'"/{rename(each)}"'.encode())
            new[name] = part
        elif name.endswith(".rels"):
            folder, base = posixpath.split(name)
            source = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            home = posixpath.dirname(source)
            for each in old:
                target = posixpath.relpath(each, home or ".")
                part = part.replace(
                    f'Target="{target}"'.encode(), f'Target="/{rename(each)}"'.encode()
                )
            where = rename(source) if source else ""
            folder, base = posixpath.split(where)
            new[posixpath.join(folder, "_rels", f"{base}.rels")] = part
        else:
            new[rename(name)] = part
    return packed(new)


def in_one_folder(name: str) -> str:
    """Every part in the folder `daten`, the workbook called mappe.xml."""
    base = posixpath.basename(name)
    return f"daten/{'mappe.xml' if base == 'workbook.xml' else base}"


def only_the_workbook(name: str) -> str:
    return "xl/book.xml" if name == "xl/workbook.xml" else name


def at_the_root(name: str) -> str:
    return name.removeprefix("xl/")


def oddly_spelled(name: str) -> str:
    return name.upper()


def absolute(name: str) -> str:
    return name


WAYS: Mapping[str, Callable[[str], str]] = {
    each.__name__: each
    for each in (in_one_folder, only_the_workbook, at_the_root, oddly_spelled, absolute)
}
