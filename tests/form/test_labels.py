"""Every spelling seen in published forms means the field that it heads."""

import pytest

from perfcheck.form.labels import amount_unit_in, key, points_in
from perfcheck.form.layout import load_layouts

WORDS = load_layouts().words

# (section, role, spellings), as published forms of many places have them
SPELLINGS = [
    ("head", "project_name", "项目名称 项目（政策）名称"),
    ("head", "department", "主管部门 主管部门及代码 主管部门编码 部门"),
    (
        "head",
        "unit",
        "实施单位 实施单位（盖章） 项目实施单位 项目单位 填报单位 单位名称 承担处室",
    ),
    ("funds", "original_budget", "年初预算数 年初预算 当年预算数"),
    (
        "funds",
        "adjusted_budget",
        "全年预算数 全年预算数(A) 预算数 预算数(A) 调整后预算数 调整预算数(A) 全年(调整)预算数 "
        "年度预算数",
    ),
    ("funds", "executed", "全年执行数 全年执行数(B) 执行数 执行数(B) 预算执行数 全年执行"),
    ("funds", "rate", "执行率 执行率(B/A) 预算执行率 执行率(%) 预算执行率% 预算执行进度（%）"),
    ("funds", "points", "分值 权重 执行率权重"),
    ("funds", "score", "得分 得分（20分*执行率） 执行率得分（分）"),
    ("funds", "total_row", "年度资金总额 年度资金总额： 年度财政资金总额 总额 资金总额"),
    (
        "funds",
        "source_row",
        "其中:当年财政拨款 其中：本年财政拨款 其中:财政资金 财政拨款 本年一般公共预算拨款 "
        "财政专户管理资金 单位资金 上年结转资金 其他资金",
    ),
    ("indicators", "category", "一级指标 一级绩效指标 一级\n指标"),
    ("indicators", "subcategory", "二级指标 二级绩效指标"),
    ("indicators", "name", "三级指标 三级指标名称 指标名称 指标内容 评价指标 指标名称（三级指标）"),
    ("indicators", "operator", "指标性质 计算符号 符号"),
    (
        "indicators",
        "target",
        "年度指标值 年度指标值(A) 年初目标值 年初目标值(A) 指标值 指标值(A) 目标值 年初指标值 "
        "预期指标值 绩效指标值 计划值 指标值（包含数字及文字描述） *指标值 指标值（或计划水平）",
    ),
    ("indicators", "adjusted_target", "调整指标值"),
    ("indicators", "unit", "度量单位 计量单位 单位 绩效度量单位"),
    (
        "indicators",
        "actual",
        "实际完成值 实际完成值(B) 全年完成值 全年实际值 全年实际值(B) 完成值 完成情况 "
        "实际完成情况 实施进度 自评完成值 当前完成值 全年实际完成值 年终完成值 "
        "实际完成指标值 单项指标实际完成值 实际完成\u3000值",
    ),
    (
        "indicators",
        "points",
        "分值 权重 分值权重 指标权重(分) 参考分值 设定权重 权数 指标分值",
    ),
    ("indicators", "score", "得分 自评得分 指标得分(分) 自评分 单项指标得分"),
    (
        "indicators",
        "deviation_reason",
        "偏差原因分析及改进措施 偏差原因及改进措施 未完成原因分析 未完成原因分析及改进措施 "
        "未完成原因及拟采取的改进措施 未完成原因和改进措施 偏差大或目标未完成原因分析 "
        "差异原因 原因",
    ),
    ("indicators", "ignored", "得分系数(%) 复核得分 核查得分 权重占比(%) 单项指标折算得分 备注"),
    ("goals", "block", "年度总体目标 总体目标 总\u3000体\u3000目\u3000标 项目年度目标"),
    ("goals", "expected", "预期目标 年初设定目标"),
    (
        "goals",
        "achieved",
        "实际完成情况 目标实际完成情况 年度总体目标完成情况 年度总体目标完成情况综述 "
        "年度目标完成情况 全年实际完成情况",
    ),
    ("foot", "total", "总分 合计 自评总分 总计"),
    ("foot", "conclusion", "评价结论 自评结论"),
    ("foot", "grade", "自评等级 等级"),
    ("foot", "problems", "存在问题"),
    ("foot", "improvement", "改进措施 改进措施及结果应用方案"),
    ("foot", "deviation_reason", "偏差大或目标未完成原因分析"),
    ("foot", "note", "其他需要说明事项 备注 注： 说明"),
]
CASES = [
    (section, role, spelling)
    for section, role, spellings in SPELLINGS
    for spelling in spellings.split(" ")
]


@pytest.mark.parametrize(("section", "role", "spelling"), CASES)
def test_every_spelling_is_understood(section: str, role: str, spelling: str):
    assert role in WORDS.find(section, spelling)


@pytest.mark.parametrize(("section", "role", "spelling"), CASES)
def test_spaces_line_breaks_and_full_width_change_nothing(section: str, role: str, spelling: str):
    spaced = "\n".join(spelling).replace("(", "（").replace(")", "）") + "："
    assert role in WORDS.find(section, f" \u200b{spaced}\u00a0")


@pytest.mark.parametrize(
    ("section", "role", "spelling"),
    [
        ("head", "project_name", "項目名稱"),
        ("head", "unit", "實施單位"),
        ("funds", "executed", "全年執行數"),
        ("indicators", "category", "一級指標"),
        ("indicators", "actual", "實際完成值"),
        ("foot", "total", "總分"),
    ],
)
def test_traditional_characters_are_understood(section: str, role: str, spelling: str):
    assert role in WORDS.find(section, spelling)


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("★ 全 年\n预算数（A）：", "全年预算数"),
        ("项目资金（万元）", "项目资金"),
        ("1.项目年度目标完成情况", "项目年度目标完成情况"),
        ("四、年度绩效指标完成情况", "年度绩效指标完成情况"),
        ("（一）财政拨款小计", "财政拨款小计"),
        ("得分（20分*执行率（B/A））", "得分"),
        ("（50分）", ""),
    ],
)
def test_a_key_is_what_identifies_a_label(text: str, stripped: str):
    assert key(text) == stripped


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("产出指标（40分）", "40"),
        ("产出指标\n(12.5 分)", "12.5"),
        ("数量指标 15分", "15"),
        ("年度绩效目标1（８０分）", "80"),
        ("成本指标(0-20)分", None),
        ("产出指标(40-50分)", None),
        ("得分分析", None),
        ("2020分析", None),
        ("产出指标", None),
    ],
)
def test_points_are_read_from_headings(text: str, points: str | None):
    found = points_in(text)
    assert (None if found is None else str(found)) == points


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("项目资金(元)", "元"),
        ("金额单位：元", "元"),
        ("单位：万元", "万元"),
        ("预算执行情况(万元)(20分)", "万元"),
        ("补助标准（元/人）", None),
        ("单位名称：万元贸易公司", None),
        ("项目资金", None),
    ],
)
def test_the_unit_of_amounts_is_read_from_headings(text: str, unit: str | None):
    assert amount_unit_in(text) == unit
