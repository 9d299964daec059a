"""Every spelling seen in published forms is understood; the list is written by hand."""

import pytest

from perfcheck.form.labels import amount_unit_in, points_in
from perfcheck.form.layout import load_layouts
from perfcheck.form.levels import level_name
from perfcheck.scoring.rubric import load

WORDS = load_layouts().words

SPELLINGS: dict[tuple[str, str], tuple[str, ...]] = {
    ("head", "project_name"): ("项目名称", "项目（政策）名称"),
    ("head", "department"): ("主管部门", "主管部门及代码", "主管部门编码", "部门"),
    ("head", "unit"): (
        "实施单位",
        "实施单位（盖章）",
        "项目实施单位",
        "项目单位",
        "填报单位",
        "单位名称",
        "承担处室",
    ),
    ("funds", "original_budget"): ("年初预算数", "年初预算"),
    ("funds", "adjusted_budget"): (
        "全年预算数",
        "全年预算数(A)",
        "预算数",
        "预算数(A)",
        "调整后预算数",
        "调整预算数(A)",
        "全年(调整)预算数",
        "年度预算数",
    ),
    ("funds", "executed"): ("全年执行数", "全年执行数(B)", "执行数", "执行数(B)", "预算执行数"),
    ("funds", "rate"): ("执行率", "执行率(B/A)", "预算执行率", "执行率(%)", "预算执行率%"),
    ("funds", "total_row"): ("年度资金总额", "年度财政资金总额", "总额", "资金总额"),
    ("funds", "source_row"): (
        "其中:当年财政拨款",
        "其中:本年财政拨款",
        "其中:财政资金",
        "财政拨款",
        "本年一般公共预算拨款",
        "财政专户管理资金",
        "单位资金",
        "上年结转资金",
        "其他资金",
    ),
    ("indicators", "category"): ("一级指标", "一级绩效指标"),
    ("indicators", "subcategory"): ("二级指标", "二级绩效指标"),
    ("indicators", "name"): (
        "三级指标",
        "三级指标名称",
        "指标名称",
        "指标内容",
        "评价指标",
    ),
    ("indicators", "operator"): ("指标性质", "计算符号", "符号"),
    ("indicators", "target"): (
        "年度指标值",
        "年度指标值(A)",
        "年初目标值",
        "年初目标值(A)",
        "指标值",
        "指标值(A)",
        "目标值",
        "年初指标值",
        "预期指标值",
        "绩效指标值",
        "计划值",
    ),
    ("indicators", "adjusted_target"): ("调整指标值",),
    ("indicators", "unit"): ("度量单位", "计量单位", "单位", "绩效度量单位"),
    ("indicators", "actual"): (
        "实际完成值",
        "实际完成值(B)",
        "全年完成值",
        "全年实际值",
        "全年实际值(B)",
        "完成值",
        "完成情况",
        "实际完成情况",
        "实施进度",
        "自评完成值",
        "当前完成值",
    ),
    ("indicators", "points"): (
        "分值",
        "权重",
        "分值权重",
        "指标权重(分)",
        "参考分值",
        "设定权重",
        "权数",
    ),
    ("indicators", "score"): ("得分", "自评得分", "指标得分(分)", "自评分"),
    ("funds", "score"): ("得分（20分*执行率）",),
    ("indicators", "ignored"): ("得分系数(%)", "复核得分", "核查得分"),
    ("indicators", "deviation_reason"): (
        "偏差原因分析及改进措施",
        "偏差原因及改进措施",
        "未完成原因分析",
        "未完成原因分析及改进措施",
        "未完成原因及拟采取的改进措施",
        "未完成原因和改进措施",
        "偏差大或目标未完成原因分析",
        "差异原因",
        "原因",
    ),
    ("goals", "block"): ("年度总体目标", "总体目标", "年度绩效目标", "项目年度目标"),
    ("goals", "expected"): ("预期目标", "年初设定目标"),
    ("goals", "achieved"): (
        "实际完成情况",
        "目标实际完成情况",
        "年度总体目标完成情况",
        "年度总体目标完成情况综述",
        "年度目标完成情况",
    ),
    ("foot", "total"): ("总分", "合计", "自评总分", "总计"),
    ("foot", "conclusion"): ("评价结论", "自评结论"),
    ("foot", "grade"): ("自评等级", "等级"),
    ("foot", "problems"): ("存在问题",),
    ("foot", "improvement"): ("改进措施", "改进措施及结果应用方案"),
    ("foot", "note"): ("其他需要说明事项",),
    ("indicators", "block"): ("绩效指标",),
}
CASES = [(*place, text) for place, texts in SPELLINGS.items() for text in texts]


@pytest.mark.parametrize(("section", "role", "text"), CASES)
def test_the_spelling_is_understood(section: str, role: str, text: str):
    assert role in WORDS.find(section, text)
    assert role in WORDS.find(section, " ".join(text) + "：")
    assert role in WORDS.find(section, f"★{text[:1]}\n{text[1:]}")


@pytest.mark.parametrize(
    "text", ["当年预算数", "项目支出预算数", "调整后全年预算数", "预算数（万元）", "年初预算批复数"]
)
def test_a_budget_by_any_name_is_a_budget(text: str):
    known = WORDS.role("funds", text, "original_budget", "adjusted_budget")
    assert (known or WORDS.alike("funds", text)) in ("original_budget", "adjusted_budget")


GROUPS = {
    "产出": ("产出指标", "产出指标(50分)", "项目产出", "项目产出（30分）"),
    "效益": ("效益指标", "项目效益", "效益指标（40分）"),
    "满意度": (
        "满意度指标",
        "服务对象满意度指标",
        "服务对象满意度指标等",
        "社会公众或服务对象满意度指标",
    ),
    "成本": ("成本指标", "成本指标（0-20）分"),
}


@pytest.mark.parametrize(
    ("group", "text"), [(group, text) for group, texts in GROUPS.items() for text in texts]
)
def test_the_group_is_understood(group: str, text: str):
    rubric = load("national-2021")
    found = rubric.group_of(level_name(text), "")
    assert found is not None
    assert found.name.startswith(group)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", "万元"),
        ("项目资金\n(元)", "元"),
        ("金额单位：元", "元"),
        ("单位:万元", "万元"),
        ("（单位：人民币万元）", "万元"),
        ("項目資金（萬元）", "万元"),
        ("项目资金", None),
    ],
)
def test_the_unit_of_amounts_is_in_the_heading(text: str, unit: str | None):
    assert amount_unit_in(text) == unit


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("产出指标(50分)", 50),
        ("年度绩效目标1（80分）", 80),
        ("数量指标 15分", 15),
        ("（0-20）分", None),
    ],
)
def test_points_are_in_the_heading(text: str, points: int | None):
    assert points_in(text) == points
