"""The part of a workbook that holds its texts, in XlsxWriter's words.

A batch has some eighty texts a project, and XlsxWriter puts five questions to each of them; one
settles most.
"""

import xlsxwriter
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Texts(SharedStrings):  # type: ignore[misc]  # XlsxWriter has no types here
    """The texts as XML; those with control characters, blanks at an end or markup the long way."""

    def _write_si(self, string: str) -> None:
        if string.isprintable() and string.strip(" ") == string and "_x" not in string:
            self.fh.write(f"<si><t>{string.translate(ESCAPES)}</t></si>")
        else:
            super()._write_si(string)


class OwnPackager(Packager):  # type: ignore[misc]
    """XlsxWriter's packager with that part."""

    def _write_shared_strings_file(self) -> None:
        texts = Texts()
        texts.string_table = self.workbook.str_table
        if texts.string_table.count:
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()


class OwnWorkbook(xlsxwriter.Workbook):  # type: ignore[misc]
    """XlsxWriter's workbook, packed so."""

    def _get_packager(self) -> Packager:
        return OwnPackager()
