"""The yardstick: the same job as a competent analyst would script it, in one pass with pandas.

    python tools/bench/naive.py FOLDER RESULT.xlsx

Every form is read with pandas.read_excel(engine="openpyxl"), checked with pandas and written with
DataFrame.to_excel. Nothing is made slow on purpose, nothing is tuned. It knows the layout of
`forms.py` only, and checks a tenth of what perfcheck checks.
"""

import re
import sys
import unicodedata
from pathlib import Path

import pandas as pd

MEASURE = re.compile(r"([≥≤=]?)\s*(\d+(?:\.\d+)?)\s*(\D*)")
COLUMNS = {
    "一级指标": "category",
    "二级指标": "subcategory",
    "三级指标": "name",
    "年度指标值": "target",
    "实际完成值": "actual",
    "分值": "points",
    "得分": "score",
    "偏差原因分析及改进措施": "reason",
}


def squeeze(value: object) -> str:
    """A cell as text without spaces."""
    return "" if pd.isna(value) else re.sub(r"\s+", "", str(value))


def beside(text: pd.DataFrame, label: str) -> str:
    """What stands right of a label."""
    row, column = next(zip(*text.eq(label).to_numpy().nonzero(), strict=True))
    rest = [value for value in text.iloc[row, column + 1 :] if value]
    return rest[0] if rest else ""


def measure(text: str) -> tuple[str, float] | None:
    """≥95% as its sign and its number."""
    match = MEASURE.fullmatch(unicodedata.normalize("NFKC", text))
    return (match[1], float(match[2])) if match else None


def due(row: pd.Series) -> float:
    """The score that target and actual give; the stated one where they are words."""
    target, actual = measure(row["target"]), measure(row["actual"])
    if target is None or actual is None:
        return min(row["score"], row["points"])
    return round(row["points"] * min(1.0, actual[1] / target[1]), 2)


def read(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The cells of a form, raw and as text."""
    raw = pd.read_excel(path, header=None, engine="openpyxl")
    return raw, raw.apply(lambda column: column.map(squeeze))


def check(path: Path, raw: pd.DataFrame, text: pd.DataFrame) -> tuple[dict, pd.DataFrame, list]:
    """The summary row, the indicators and the findings of a form."""
    found = []
    head = text.index[text.eq("全年预算数").any(axis=1)][0]
    total = text.index[text.eq("年度资金总额").any(axis=1)][0]
    at = {title: column for column, title in text.loc[head].items() if title}
    money = raw.loc[total : total + 3, [at["年初预算数"], at["全年预算数"], at["全年执行数"]]]
    money = money.apply(pd.to_numeric, errors="coerce")
    for column in money.columns:
        if abs(money[column].iloc[0] - money[column].iloc[1:].sum()) > 0.01:
            found.append((path.name, total + 1, "合计与分项之和不符"))
    budget, spent = float(money.iloc[0, 1]), float(money.iloc[0, 2])
    rate, stated = round(spent / budget, 4), pd.to_numeric(raw.loc[total, at["执行率"]])
    if abs(stated - rate) > 0.0006:
        found.append((path.name, total + 1, f"执行率应为{rate:.2%}，填报为{stated:.2%}"))
    first = text.index[text.eq("三级指标").any(axis=1)][0]
    last = text.index[(text.index > first) & text[0].eq("总分")][0]
    where = {COLUMNS[t]: c for c, t in text.loc[first].items() if t in COLUMNS}
    table = raw.loc[first + 1 : last - 1, list(where.values())].copy()
    table.columns = list(where)
    for column in ("category", "subcategory"):
        table[column] = table[column].map(squeeze).replace("", pd.NA).ffill()
    for column in ("name", "target", "actual", "reason"):
        table[column] = table[column].map(squeeze)
    table = table[table["name"] != ""]
    for column in ("points", "score"):
        table[column] = pd.to_numeric(table[column], errors="coerce")
    table["due"] = table.apply(due, axis=1)
    for index, row in table.iterrows():
        if row["score"] > row["points"] + 0.001:
            found.append((path.name, index + 1, f"“{row['name']}”得分超出分值"))
        if row["score"] < row["points"] - 0.001 and not row["reason"]:
            found.append((path.name, index + 1, f"“{row['name']}”扣分未说明原因"))
        if abs(row["score"] - row["due"]) > 0.05:
            found.append((path.name, index + 1, f"“{row['name']}”得分应为{row['due']:.2f}"))
    if abs(table["points"].sum() + 10 - 100) > 0.001:
        found.append((path.name, last + 1, "分值合计应为 100"))
    summary = {
        "文件": path.name,
        "项目名称": beside(text, "项目名称"),
        "主管部门": beside(text, "主管部门"),
        "实施单位": beside(text, "实施单位"),
        "全年预算数": budget,
        "全年执行数": spent,
        "执行率": rate,
        "核定得分": round(10 * min(1, rate) + table["due"].sum(), 2),
        "问题": len(found),
    }
    table.insert(0, "项目名称", summary["项目名称"])
    return summary, table, found


def write(target: Path, summaries: list, tables: list, found: list) -> None:
    """Three sheets."""
    with pd.ExcelWriter(target, engine="xlsxwriter") as writer:
        body = writer.book.add_format({"border": 1, "font_name": "宋体"})
        sheets = {
            "项目汇总": pd.DataFrame(summaries),
            "指标明细": pd.concat(tables, ignore_index=True),
            "问题清单": pd.DataFrame(found, columns=["文件", "行", "说明"]),
        }
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name, index=False)
            writer.sheets[name].set_column(0, len(frame.columns) - 1, 16, body)
            writer.sheets[name].freeze_panes(1, 0)


def main() -> None:
    """Check a folder of forms."""
    folder, target = map(Path, sys.argv[1:3])
    summaries, tables, findings = [], [], []
    for path in sorted(folder.glob("*.xlsx")):
        summary, table, found = check(path, *read(path))
        summaries.append(summary)
        tables.append(table)
        findings += found
    write(target, summaries, tables, findings)


if __name__ == "__main__":
    main()
