"""What people and programs put into cells: errors, formulas, odd numbers, text that wants to act."""

import re

from tests.form.packages import SHEET, changed
from tests.forms import Table, workbook
from tests.intake.hostile.case import Case, form, one, table
from tests.intake.hostile.packages import sub

PAYLOADS = (
    "=1+1",
    "=HYPERLINK(\"http://127.0.0.1:1/x\",\"x\")",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "＝1+1",
    "\t=1+1",
    "\r=1+1",
    "http://127.0.0.1:1/x",
    "https://example.com/项目",
    "ftp://a/b",
    "mailto:a@b.cn",
    "internal:'汇总表'!A1",
    "external:c:\\x.xlsx",
    "file:///etc/passwd",
    "\\\\server\\share\\x",
    "{=1+1}",
    "{1;2}",
    "<r><t>x</t></r>",
    "<script>alert(1)</script>",
    "<!--x--><b>粗</b>",
    "&lt;b&gt;&#x41;",
    "]]>",
    "_x0041_",
    "_x001B_[31m",
    "_x0000_",
    "_xD800_",
    "$(touch /tmp/x) `id` ; rm",
    "%s %d %n {0} {x}",
    "../../etc/passwd",
    "a|b|c",
    "| --- |",
    "行一\n行二\n\n行四",
    "\u202e反\u202c",
    "\u2067\u2066x\u2069",
    "零\u200b宽\u200d\u2060\ufeff字",
    "\ufffe\uffff",
    "👨‍👩‍👧‍👦家庭",
    "𠮷野家𡋤",
    "é́́́" * 50,
    "ｆｕｌｌ　ｗｉｄｔｈ",
    "#REF!",
    "#N/A",
    "NaN",
    "TRUE",
    "1e999",
    "00123",
    "2021-01-01",
    "'单引号",
    "\"双引号\"",
    "x" * 32_767,
    "长" * 40_000,
    " 前后有空格 ",
    "&CPage &P of &N",
    "[Red]0.00",
    "*",
    "~?*",
    ">0",
    "",
)  # fmt: skip


def payloads() -> list[Case]:
    """Every payload as the project's name, the unit, an indicator, a target, a reason."""
    cases = []
    for number, payload in enumerate(PAYLOADS):
        case = f"c-pay{number}"
        own = (
            table(case).put("某某区公路养护中心", payload or "无").put("养护里程", payload or "无")
        )
        own = own.put("明显改善", payload or "无").put("雨季停工，次年补足", payload or "无")
        if not payload:
            own = own.put(f"案例{case}", "")
        cases.append(one(case, "表.xlsx", workbook(strings(own)), "read"))
    return cases


def strings(own: Table) -> Table:
    """Texts that the notation of tests would take for formulas or dates, as plain text."""
    cells = {
        p: "'" + t if t[:1] in "=!@%" and p[0] > 2 and not t.startswith("%7") else t
        for p, t in own.cells.items()
    }
    return Table(cells, own.merged, own.name)


def named_sheets() -> list[Case]:
    """Sheet names that other programs let through."""
    names = (
        "=1+1",
        "a'b",
        "汇总表",
        "History",
        "\u202e反转",
        "\u200b",
        "&amp;",
        "x" * 31,
        "..",
        "http",
        "<b>",
        "表 1!A1",
    )
    return [
        one(
            f"c-sheet{n}",
            "表.xlsx",
            workbook(Table(table(f"c-sheet{n}").cells, table("").merged, name)),
            "read",
        )
        for n, name in enumerate(names)
    ]


def values() -> list[Case]:
    """Figures that are no figures, and figures that look like something else."""

    def executed(case: str, shown: str, found: object, *findings: str) -> Case:
        return one(
            case,
            "表.xlsx",
            workbook(table(case).at(7, 7, "0").at(6, 7, shown)),
            "read",
            findings=findings,
            executed=found,
        )

    return [
        executed("c-ref", "!#REF!", None, "CMP015"),
        executed("c-div", "!#DIV/0!", None, "CMP015"),
        executed("c-na", "!#N/A", None, "CMP015"),
        executed("c-name", "!#NAME?", None),
        executed("c-uncalc", "=A1+B1", None, "CMP016"),
        executed("c-calc", "=1+1 -> 214.68", 214.68),
        executed("c-text", "'214.68", 214.68),
        executed("c-full", "'２１４．６８", 214.68),
        executed("c-thousand", "'1,214.68", 1214.68),
        executed("c-wan", "'214.68万元", 214.68),
        executed("c-yuan", "'2146800元", 214.68),
        executed("c-space", "' 214.68 ", 214.68),
        executed("c-nbsp", "'214.68\u00a0", 214.68),
        executed("c-rmb", "'￥214.68", 214.68),
        executed("c-nan", "'NaN", None, "CMP014"),
        executed("c-inf", "'inf", None),
        executed("c-huge", "'1e400", None),
        executed("c-na2", "'#N/A", None),
        executed("c-true", "'TRUE", None),
        executed("c-dash", "'——", None),
        executed("c-negative", "-214.68", -214.68),
        one("c-inf999", "表.xlsx", raw("c-inf999", b"1e999"), "read", executed=None),
        one("c-nanraw", "表.xlsx", raw("c-nanraw", b"NaN"), "read|rejected", executed=None),
        one("c-bool", "表.xlsx", typed("c-bool", b"b", b"1"), "read", executed=None),
        one("c-blankerror", "表.xlsx", typed("c-blankerror", b"e", b""), "read", executed=None),
        one("c-oderror", "表.xlsx", typed("c-oderror", b"e", b"#SPILL!"), "read", executed=None),
        one("c-exp", "表.xlsx", raw("c-exp", b"2.1468E2"), "read"),
        one("c-noise", "表.xlsx", raw("c-noise", b"214.68000000000001"), "read"),
    ]


def raw(case: str, value: bytes) -> bytes:
    return sub(case, SHEET, b"<v>214.68</v>", b"<v>" + value + b"</v>")


def typed(case: str, kind: bytes, value: bytes) -> bytes:
    return changed(
        SHEET,
        lambda old: re.sub(
            rb'(<c r="G6"[^>]*)><v>214.68</v>', rb'\1 t="' + kind + rb'"><v>' + value + b"</v>", old
        ),
        form(case),
    )


def all_cases() -> list[Case]:
    return [*payloads(), *named_sheets(), *values()]
