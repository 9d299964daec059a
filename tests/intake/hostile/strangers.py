"""A third round of files that are no workbooks, or workbooks of long ago."""

from pathlib import Path

from tests.form.oldbooks import xls
from tests.form.olderbooks import bare, excel5, locked_xor, two_books
from tests.forms import national, workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.hostile.containers import compound
from tests.intake.sending import archive

SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
PAGE = "<table><tr><td rowspan=2>项目名称</td><td colspan='3'>甲</td></tr></table>"
AGAIN = "read|superseded"


def pages() -> list[Case]:
    """Web pages and XML as systems and old programs export them."""
    book = (
        b'<?xml version="1.0" encoding="%s"?>\n%s<?mso-application progid="Excel.Sheet"?>\n'
        b'<%sWorkbook xmlns%s="' + SPREADSHEET + b'"><%sWorksheet><%sTable/>'
    )
    comment = b"<!--" + b"x" * 9000 + b"-->\n"
    plain, prefixed = (b"", b"", b"", b""), (b"ss:", b":ss", b"ss:", b"ss:")
    utf16 = (book % (b"UTF-16", b"", *plain)).decode().encode("utf-16")
    mht = (
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"
        b'Content-Type: multipart/related; boundary="----=_NextPart_01"\r\n\r\n'
        b"This document is a Single File Web Page.\r\n\r\n------=_NextPart_01\r\n"
        b"Content-Location: file:///C:/A/b.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b'Content-Type: text/html; charset="gb2312"\r\n\r\n<html xmlns:x=3D"urn:x"><table>'
    )
    login = "<!DOCTYPE html>\n<html><head><title>统一身份认证</title></head><body><form><input name=user></form>请重新登录</body></html>"
    return [
        one("v-2003", "表.xls", book % (b"UTF-8", b"", *plain), "rejected FIL009", says="XML 表格 2003.*另存为"),
        one("v-2003comment", "表.xls", book % (b"UTF-8", comment, *plain), "rejected FIL009"),
        one("v-2003prefix", "表.xml", book % (b"GB2312", b"", *prefixed), "rejected FIL009"),
        one("v-2003utf16", "表.xml", utf16, "rejected FIL009"),
        one("v-mht", "表.mht", mht, "rejected FIL006", says="单个文件网页.*另存为"),
        one("v-link", "表.xls", b'<link rel=stylesheet href=x.css>\n' + PAGE.encode("gbk"), "rejected FIL006"),
        one("v-mso", "表.xls", b"<!--[if gte mso 9]><xml/><![endif]-->" + PAGE.encode(), "rejected FIL006"),
        one("v-caption", "表.xls", b"<caption>x</caption>" + PAGE.encode(), "rejected FIL006"),
        one("v-bold", "表.xls", b"<b>x</b><br>" + PAGE.encode(), "rejected FIL006"),
        one("v-jsp", "表.xls", b"\r\n\r\n\r\n   \t\r\n" + PAGE.encode("gb18030"), "rejected FIL006"),
        one("v-utf16", "表.xls", PAGE.encode("utf-16-be"), "rejected"),
        one("v-login", "自评表.xlsx", login.encode(), "rejected FIL006", says="登录"),
        one("v-json", "自评表.xlsx", '{"code":401,"msg":"未登录"}'.encode(), "rejected FIL008"),
        one("v-xml", "自评表.xlsx", "<?xml version='1.0'?><根><项目>甲</项目></根>".encode(), "rejected FIL008"),
        one("v-semicolon", "表.xlsx", "sep=;\n项目;预算\n甲;3\n乙;4\n".encode("gbk"), "rejected FIL007"),
        one("v-csvquoted", "表.csv", '\ufeff"项目名称","预算"\r\n"甲","3"\r\n"乙","4"\r\n'.encode(), "rejected FIL007"),
        one("v-csv16be", "表.csv", "项目\t预算\n甲\t300\n".encode("utf-16-be"), "rejected"),
    ]  # fmt: skip


def documents() -> list[Case]:
    """Documents, pictures and shortcuts under the name of a workbook."""
    svg = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>'
    webloc = b'<?xml version="1.0"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "x">\n<plist><dict><key>URL</key><string>http://127.0.0.1:1/x</string></dict></plist>'
    pages = {"Index/Document.iwa": b"x", "Index/CalculationEngine.iwa": b"x", "preview.jpg": b"x"}
    return [
        one("v-pdflate", "表.xlsx", b"\xef\xbb\xbf\r\n%PDF-1.7\n1 0 obj", "rejected FIL004"),
        one("v-pdfjunk", "扫描件.xlsx", b"\0\0HP-SCAN\n" * 9 + b"%PDF-1.4\n1 0 obj", "rejected FIL004"),
        one("v-ceb", "表.ceb", b"Founder CEB 3.0\0" + bytes(99), "rejected FIL004", says="版式文件"),
        one("v-caj", "表.caj", b"CAJ\0" + bytes(99), "rejected FIL004"),
        one("v-ofd", "表.xlsx", archive({"OFD.xml": b"<a/>", "Doc_0/Document.xml": b"<a/>"}), "rejected FIL004", says="OFD"),
        one("v-svg", "图.xlsx", svg, "rejected FIL010"),
        one("v-bmp", "图.xlsx", b"BM\x36\x10\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0" + bytes(90), "rejected FIL010"),
        one("v-tiff", "传真.xlsx", b"II*\0\x08\0\0\0" + bytes(90), "rejected FIL010"),
        one("v-emf", "图.emf", b"\1\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(90), "rejected FIL010"),
        one("v-psd", "图.psd", b"8BPS\0\1" + bytes(90), "rejected FIL010"),
        one("v-iwork", "表.xlsx", archive(pages), "rejected FIL027", says="苹果"),
        one("v-webloc", "表.webloc", webloc, "rejected FIL020"),
        one("v-desktop", "表.desktop", b"[Desktop Entry]\nType=Link\nURL=http://127.0.0.1:1/\n", "rejected FIL020"),
        one("v-lotus", "表.wk1", b"\0\0\2\0\6\4\6\0\x08\0" + bytes(99), "rejected"),
        one("v-dbf", "表.dbf", b"\x03\x79\x03\x01\1\0\0\0\x41\0\x20\0" + bytes(200), "rejected"),
        one("v-access", "表.accdb", b"\0\1\0\0Standard ACE DB\0" + bytes(99), "rejected FIL014"),
        one("v-backup", "表.xlsx.bak", form("v-backup"), "read"),
        one("v-lock", "~$自评表.et", b"\x05\xd5\xc5\xc8\xfd" + b" " * 160, "skipped SKP001"),
        one("v-tmpempty", "~WRL0001.tmp", b"", "rejected FIL001"),
        one("v-onespace", "表.xlsx", b" ", "rejected"),
        one("v-spaces", "表.xlsx", b" \r\n" * 5000, "rejected"),
        one("v-ones", "表.xlsx", b"\xff" * 20_000, "rejected"),
        one("v-base64", "表.xlsx", b"data:application/vnd.ms-excel;base64,UEsDBBQABgAI\n", "rejected FIL008"),
    ]  # fmt: skip


def old() -> list[Case]:
    """Excel 2 to 97: read where the library reads them, else told."""
    five = national().put("城区道路养护", "案例v-five")
    return [
        one("v-five", "表.xls", excel5(table("v-five")), "read"),
        one("v-fiveerror", "表.xls", excel5(table("v-fiveerror").at(6, 7, "!#DIV/0!")), "read", findings=("CMP015",), executed=None),
        one("v-fivecut", "表.xls", excel5(five)[:-3000], "rejected|read|superseded"),
        one("v-fiveasxlsx", "表.xlsx", excel5(table("v-fiveasxlsx")), "read"),
        one("v-both", "表.xls", two_books(table("v-both"), table("v-both").at(6, 7, "299")), "read"),
        one("v-two", "表.xls", bare(2), "rejected FIL027", says="另存为"),
        one("v-three", "表.xls", bare(3), "rejected FIL027"),
        one("v-four", "表.xls", bare(4), "rejected FIL027"),
        one("v-fourbook", "表.xls", bare(4, workbook=True), "rejected FIL027"),
        one("v-bare8", "表.xls", bare(8), "rejected FIL027"),
        one("v-xor", "表.xls", locked_xor("123", table("v-xor")), "rejected FIL003", says="文档加密.*用密码进行加密"),
        one("v-xorunasked", "表.xls", locked_xor("VelvetSweatshop", table("v-xorunasked")), "read"),
        one("v-template", "表.xlt", xls(table("v-template")), "read"),
        one("v-drmole", "表.xls", compound({"\x09DRMContent": b"x", "Workbook": b"y"}), "rejected FIL026"),
    ]  # fmt: skip


def places() -> list[Case]:
    """How they lie in the folder."""

    def sparse(folder: Path) -> None:
        with (folder / "大.xlsx").open("wb") as file:
            file.truncate(1 << 30)

    def chains(folder: Path) -> None:
        (folder / "b").mkdir()
        (folder / "b" / "a.xlsx").symlink_to(folder / "c.xlsx")
        (folder / "c.xlsx").symlink_to(folder / "b" / "a.xlsx")
        (folder / "up").symlink_to("..", target_is_directory=True)
        (folder / "null.xlsx").symlink_to("/dev/null")

    decomposed = "ü自评表.xlsx"
    return [
        Case("v-sparse", {}, {"大.xlsx": "rejected LIM006"}, make=sparse),
        Case("v-chains", {}, {"b/a.xlsx": "rejected", "c.xlsx": "rejected", "up": "rejected FIL020", "null.xlsx": "rejected FIL020"}, make=chains),
        one("v-decomposed", decomposed, form("v-decomposed"), "read"),
        one("v-255", "a" * 250 + ".xlsx", form("v-255"), "read"),
        one("v-markup", "<img src=x onerror=alert(1)>.xlsx", form("v-markup"), "read"),
        one("v-crlf", "表\r\nBcc: x@y.cn\r\n.xlsx", form("v-crlf"), "read"),
        one("v-pipe", "a|b`c$(x).xlsx", form("v-pipe"), "read"),
        Case(
            "v-again",
            {"1.xlsx": workbook(table("v-again")), "2.xlsx": workbook(table("v-again").put("11公里", "10公里")), "3.xlsx": workbook(table("v-again"))},
            {"1.xlsx": "read|superseded|duplicate", "2.xlsx": "read|superseded", "3.xlsx": "read|superseded|duplicate"},
        ),
        Case("v-deepfolder", {"/".join(["层"] * 60) + "/表.xlsx": form("v-deepfolder")}, {"/".join(["层"] * 60) + "/表.xlsx": "read"}),
        Case("v-svn", {".svn/entries": b"x", "$RECYCLE.BIN/x.xlsx": form("v-svn")}, {".svn": "skipped SKP002", "$RECYCLE.BIN/x.xlsx": "skipped SKP002"}),
    ]  # fmt: skip


def all_cases() -> list[Case]:
    return [*pages(), *documents(), *old(), *places()]
