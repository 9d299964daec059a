"""What a file is, told by its content; and what is said of a file that is no workbook."""

import io
import zipfile

import pytest

from perfcheck.errors import WorkbookError
from perfcheck.intake.kinds import Kind, admit, profile, sniff
from tests.forms import national, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORM = workbook(national())


def ole(stream: str) -> bytes:
    """The start of a compound file whose directory names a stream."""
    return OLE + b"\0" * 1024 + stream.encode("utf-16-le") + b"\0\0" + b"\0" * 1024


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return target.getvalue()


ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
CASES = [
    (FORM, Kind.XLSX),
    (zipped({"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b"x"}), Kind.XLSM),
    (zipped({"xl/workbook.bin": b"x"}), Kind.XLSB),
    (zipped(ODS), Kind.ODS),
    (zipped({"word/document.xml": b"<a/>"}), Kind.DOCX),
    (zipped({"ppt/presentation.xml": b"<a/>"}), Kind.POWERPOINT),
    (zipped({"表.xlsx": FORM}), Kind.ZIP),
    (FORM[: len(FORM) // 2], Kind.TRUNCATED),
    (b"PK\x03\x04", Kind.TRUNCATED),
    (b"", Kind.EMPTY),
    (ole("Workbook"), Kind.XLS),
    (ole("Book"), Kind.XLS),
    (ole("EncryptedPackage"), Kind.ENCRYPTED),
    (ole("WordDocument"), Kind.DOC),
    (ole("PowerPoint Document"), Kind.POWERPOINT),
    (ole("__properties_version1.0"), Kind.MAIL),
    (ole("别的东西"), Kind.OTHER),
    (OLE, Kind.TRUNCATED),
    (b"%PDF-1.4\n", Kind.PDF),
    (b"{\\rtf1 ", Kind.DOC),
    (b"\x89PNG\r\n\x1a\n", Kind.PICTURE),
    (b"Rar!\x1a\x07\x00", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"<html><body><table><tr><td>1</td></tr></table>", Kind.HTML),
    ("\ufeff\r\n<!DOCTYPE html>\n<meta charset=gbk>".encode(), Kind.PAGE),
    ("\ufeff\r\n<!DOCTYPE html>\n<meta charset=gbk><TR>".encode(), Kind.HTML),
    (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', Kind.PAGE),
    (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><td>', Kind.HTML),
    (b"<html><frameset><frame src=a_files/sheet001.htm></frameset></html>", Kind.HTML),
    (b"<!--" * 9000 + b"-->" * 9000 + b"<table><tr>", Kind.TEXT),
    ("<b>x</b>\n<table><tr><td>1".encode("utf-16"), Kind.HTML),
    (b"-----BEGIN PGP MESSAGE-----\r\n\r\nhQEM", Kind.PGP),
    (b"0\x82\x10\0\x06\x09*\x86H\x86\xf7\r\x01\x07\x03" + bytes(99), Kind.SEALED),
    (b"0\x82\x10\0\x06\x09*\x86H\x86\xf7\r\x01\x07\x02" + bytes(99), Kind.SIGNED),
    (b"PK\x07\x08PK\x03\x04" + bytes(99), Kind.VOLUME),
    (zipped({"表.xlsx": FORM})[900:-18] + b"\1\0\1\0" + bytes(14), Kind.VOLUME),
    (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        Kind.XML2003,
    ),
    ("项目名称,预算\n档案保护费,300\n史料编研费,100\n".encode("gb18030"), Kind.CSV),
    ("项目名称\t预算\n档案保护费\t300\n".encode("utf-16"), Kind.CSV),
    ("请各单位于6月底前报送自评表。\n谢谢。".encode("gb18030"), Kind.TEXT),
    (b"From: a@b.c\r\nTo: d@e.f\r\nSubject: x\r\n\r\nhi", Kind.EML),
    (bytes(range(256)) * 20, Kind.OTHER),
    (zipped({"OFD.xml": b"<a/>", "Doc_0/Document.xml": b"<a/>"}), Kind.OFD),
    (zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}), Kind.NUMBERS),
    (zipped({"[Content_Types].xml": b"<a/>", "docProps/app.xml": b"<a/>"}), Kind.PARTS),
    (b"%TSD-Header-###%" + bytes(200), Kind.DRM),
    (b"\x62\x14\x23\x65\x00E-SafeNet\x00LOCK" + bytes(200), Kind.DRM),
    (ole("\x09DRMContent"), Kind.DRM),
    (b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(40), Kind.OLDEST),
    (
        b'<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">',
        Kind.FLAT,
    ),
    (
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
        b"Content-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        Kind.WEB_ARCHIVE,
    ),
]


@pytest.mark.parametrize(("content", "kind"), CASES)
@pytest.mark.parametrize("name", ["表.xlsx", "表.xls", "表.pdf", "表"])
def test_a_file_is_told_by_its_content_never_by_its_name(content: bytes, kind: Kind, name: str):
    assert sniff(content, name) is kind


def test_a_lock_file_is_told_by_its_name_and_its_size():
    assert sniff(b"\x06user" + b" " * 160, "~$表.xlsx") is Kind.LOCK
    assert sniff(FORM, "~$表.xlsx") is Kind.XLSX


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_readable_or_says_why_not_and_what_to_do(kind: Kind):
    known = profile(kind)
    assert known.name
    readable = kind in (
        Kind.XLSX,
        Kind.XLSM,
        Kind.XLSB,
        Kind.XLS,
        Kind.ODS,
        Kind.XML2003,
    )
    assert readable == (known.reason is None)
    if known.reason:
        assert known.reason.code
        assert len(known.reason.message) >= 5
        assert len(known.reason.advice) >= 5


def test_an_encrypted_workbook_is_never_called_damaged():
    reason = profile(Kind.ENCRYPTED).reason
    assert "密码" in reason.message
    assert "损坏" not in reason.message + reason.advice


def admitted(content: bytes) -> None:
    admit(content, sniff(content, "表.xlsx"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "FIL001"),
        (FORM[:-30], "FIL002"),
        (ole("EncryptedPackage"), "FIL003"),
        (b"%PDF-1.4\n", "FIL004"),
        ("这是说明文字。".encode(), "FIL008"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(content: bytes, code: str):
    with pytest.raises(WorkbookError) as refusal:
        admitted(content)
    assert refusal.value.code == code
    assert refusal.value.advice


def test_an_honest_workbook_passes():
    admitted(FORM)


def test_a_part_that_was_altered_after_saving_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as file:
        file.writestr("xl/workbook.xml", "<a/>")
        file.writestr("xl/worksheets/sheet1.xml", "<v>214.68</v>")
    with pytest.raises(WorkbookError) as refusal:
        admitted(target.getvalue().replace(b"214.68", b"294.68"))
    assert refusal.value.code == "FIL002"


def test_a_bomb_is_refused_by_its_ratio():
    content = zipped({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": b" " * (30 << 20)})
    with pytest.raises(WorkbookError) as refusal:
        admitted(content)
    assert refusal.value.code == "LIM010"


def test_too_many_parts_are_refused():
    parts = {f"xl/media/{number}.xml": b"x" for number in range(1001)}
    with pytest.raises(WorkbookError) as refusal:
        admitted(zipped({"xl/workbook.xml": b"<a/>", **parts}))
    assert refusal.value.code == "LIM007"
    assert "1002" in refusal.value.message


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_contradict_each_other():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("xl/workbook.xml", "<a/>")
        file.writestr("xl/worksheets/sheet1.xml", "<v>214.68</v>")
        file.writestr("xl/worksheets/sheet1.xml", "<v>299.00</v>")
    with pytest.raises(WorkbookError) as refusal:
        admitted(target.getvalue())
    assert refusal.value.code == "SEC002"


def test_rows_of_unequal_length_are_a_table_and_sentences_are_none():
    rows = "\n".join(f"a,b,c,d,e{',f' * n}" for n in range(6))
    assert sniff(rows.encode(), "表.xlsx") is Kind.CSV
    words = "\n".join(f"First, a word{', and more' * (n % 4)}." for n in range(9))
    assert sniff(words.encode(), "表.xlsx") is Kind.TEXT


def test_a_page_that_names_the_space_of_workbooks_is_a_page_all_the_same():
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    page = f'<html xmlns:ss="{space}"><table><tr><td>1</td></tr></table></html>'
    assert sniff(page.encode(), "表.xls") is Kind.HTML
    assert sniff(f'<?xml version="1.0"?><root xmlns="{space}"/>'.encode(), "表.xls") is Kind.TEXT
    assert sniff(f'<ss:Workbook\n xmlns:ss="{space}"/>'.encode(), "表.xls") is Kind.XML2003
