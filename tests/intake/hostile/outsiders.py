"""A fourth round: what two people who had not seen the program thought of, and it met wrongly."""

from tests.form.packages import changed
from tests.forms import workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.hostile.letters import FILE, LETTER, OPENED, RAW
from tests.intake.hostile.packages import STYLES
from tests.intake.mails import multipart, named

DIGITS = 30_000


def all_cases() -> list[Case]:
    nameless = b"MIME-Version: 1.0\r\n" + multipart(LETTER, named(RAW, form("v-nameless")))
    looks = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    merged = changed(
        STYLES,
        lambda old: old.replace(b"</cellXfs>", looks * 40_000 + b"</cellXfs>"),
        form("v-looks"),
    )
    target = next(at for at, text in table("v-digits").cells.items() if text.startswith("≥"))
    return [
        Case("v-nameless", {"信.eml": nameless}, {"信.eml": OPENED, f"信.eml!{FILE}": "read"}),
        one("v-looks", "表.xlsx", merged, "read"),
        one(
            "v-digits",
            "表.xlsx",
            workbook(table("v-digits").at(*target, "'" + "9" * DIGITS)),
            "read",
        ),
        one(
            "v-beyond", "表.xlsx", workbook(table("v-beyond").at(*target, "1" + "0" * 300)), "read"
        ),
    ]
