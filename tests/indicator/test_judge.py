"""Figures earn by formula, words earn what was claimed, the rest is left to a person."""

from decimal import Decimal

import pytest

from perfcheck.model.values import FlagKind, Outcome
from tests.indicator.asking import earned, judged


def flags(judgement):
    return {flag.kind for flag in judgement.flags}


@pytest.mark.parametrize(
    ("target", "actual", "outcome", "score"),
    [
        ("≥30卷", "30卷", Outcome.MET, "10.00"),
        ("≥30卷", "31卷", Outcome.MET, "10.00"),
        ("≥30卷", "27卷", Outcome.UNMET, "9.00"),
        ("≥30卷", "0卷", Outcome.UNMET, "0.00"),
        ("30卷", "27", Outcome.UNMET, "9.00"),
        ("≥95%", "95", Outcome.MET, "10.00"),
        ("≥95%", "85.5%", Outcome.UNMET, "9.00"),
        (">3次", "4次", Outcome.MET, "10.00"),
        (">3次", "2次", Outcome.UNMET, "6.67"),
        ("＝4场", "4场", Outcome.MET, "10.00"),
        ("＝4场", "3场", Outcome.UNMET, "7.50"),
        ("＝4场", "5场", Outcome.UNMET, "8.00"),
        ("≤90万元", "90万元", Outcome.MET, "10.00"),
        ("≤90万元", "45万元", Outcome.MET, "10.00"),
        ("≤90万元", "100万元", Outcome.UNMET, "9.00"),
        ("<90万元", "89.99万元", Outcome.MET, "10.00"),
        ("3-5次", "3次", Outcome.MET, "10.00"),
        ("3-5次", "5次", Outcome.MET, "10.00"),
        ("3-5次", "2次", Outcome.UNMET, "6.67"),
        ("3-5次", "10次", Outcome.UNMET, "5.00"),
        ("0起", "0起", Outcome.MET, "10.00"),
        ("0起", "1起", Outcome.UNMET, "0.00"),
        ("无安全事故", "0", Outcome.MET, "10.00"),
    ],
)
def test_figures_against_figures_are_verified_and_scored_by_formula(target, actual, outcome, score):
    judgement = judged(target, actual)
    assert (judgement.outcome, f"{judgement.score:.2f}") == (outcome, score)
    assert judgement.verified
    assert judgement.low == judgement.score == judgement.high


@pytest.mark.parametrize(("target", "actual"), [(">3次", "3次"), ("<3件", "3件")])
def test_a_strict_sign_is_not_met_by_its_own_number(target, actual):
    assert judged(target, actual).outcome is Outcome.UNMET


def test_the_achievement_is_the_actual_over_the_target():
    assert judged("≥30卷", "27卷").achievement == Decimal("0.9")
    assert judged("≤90万元", "45万元").achievement == Decimal("0.5")
    assert judged("0起", "1起").achievement is None


@pytest.mark.parametrize(
    ("rubric", "actual", "score"),
    [
        ("national-2020", "100万元", "9.00"),
        ("hubei-2020", "100万元", "9.00"),
        ("national-2021", "100万元", "8.89"),
        ("national-2020", "180万元", "5.00"),
        ("hubei-2020", "180万元", "5.00"),
        ("national-2021", "180万元", "0.00"),
        ("national-2021", "300万元", "0.00"),
        ("national-2021", "90万元", "10.00"),
    ],
)
def test_a_missed_ceiling_earns_by_ratio_or_linearly_as_the_rubric_says(rubric, actual, score):
    assert earned("≤90万元", actual, rubric=rubric) == score


@pytest.mark.parametrize(
    ("rubric", "outcome"),
    [
        ("national-2020", Outcome.UNMET),
        ("hubei-2020", Outcome.UNMET),
        ("national-2021", Outcome.MET),
    ],
)
def test_more_than_an_equal_target_is_met_where_the_rubric_says_so(rubric, outcome):
    assert judged("＝4场", "5场", rubric=rubric).outcome is outcome


def test_less_than_an_equal_target_is_missed_under_every_rubric():
    for rubric in ("national-2020", "national-2021", "hubei-2020"):
        assert earned("＝4场", "3场", rubric=rubric) == "7.50"


@pytest.mark.parametrize(
    ("target", "actual", "outcome"),
    [
        ("2020年12月底前", "2020年12月31日", Outcome.MET),
        ("2020年12月底前", "2021年1月", Outcome.UNMET),
        ("2020年12月31日前", "2020年12月15日", Outcome.MET),
        ("2021-06-30", "2021.7.1", Outcome.UNMET),
        ("12月前", "11月", Outcome.MET),
        ("12月前", "12月", Outcome.UNMET),
        ("12月底前", "12月", Outcome.MET),
        ("年底前", "11月30日", Outcome.MET),
        ("2021年1月-12月", "2021年11月", Outcome.MET),
        ("2021年1月-12月", "2022年2月", Outcome.UNMET),
    ],
)
def test_a_date_is_held_against_its_deadline(target, actual, outcome):
    judgement = judged(target, actual)
    assert judgement.outcome is outcome
    assert judgement.verified
    assert judgement.score == (10 if outcome is Outcome.MET else 0)


@pytest.mark.parametrize("actual", ["完成", "已完成", "达成预期指标", "全部完成"])
def test_words_for_a_number_are_taken_at_their_word_but_not_verified(actual):
    judgement = judged("≥4次", actual)
    assert (judgement.outcome, judgement.verified) == (Outcome.MET, False)
    assert (judgement.low, judgement.high) == (0, 10)


def test_words_never_earn_more_than_was_claimed():
    assert earned("≥4次", "已完成", stated="8") == "8.00"
    assert earned("≥4次", "已完成", stated="12") == "10.00"


@pytest.mark.parametrize(
    ("target", "actual", "outcome"),
    [
        ("合格", "合格", Outcome.MET),
        ("合格", "不合格", Outcome.UNMET),
        ("通过专家评审", "已通过", Outcome.MET),
        ("按期完工", "未完成", Outcome.UNMET),
        ("是", "否", Outcome.UNMET),
        ("是", "基本达到", Outcome.PARTLY),
        ("全部完成", "部分完成", Outcome.PARTLY),
    ],
)
def test_a_standard_is_answered_by_yes_no_or_partly(target, actual, outcome):
    judgement = judged(target, actual)
    assert (judgement.outcome, judgement.verified, judgement.low) == (outcome, False, 0)


TIER = "部分达成预期指标并具有一定效果"


@pytest.mark.parametrize(
    ("rubric", "stated", "score"),
    [
        ("national-2020", "9", "8.00"),
        ("national-2020", "7", "7.00"),
        ("national-2020", None, "无"),
        ("hubei-2020", "9", "8.00"),
        ("hubei-2020", "5.5", "5.50"),
    ],
)
def test_a_claim_is_kept_inside_the_tier_that_was_chosen(rubric, stated, score):
    judgement = judged("效果显著提升", TIER, stated=stated, rubric=rubric)
    assert judgement.outcome is Outcome.PARTLY
    assert earned("效果显著提升", TIER, stated=stated, rubric=rubric) == score
    assert judgement.high == 8


def test_a_tier_chosen_elsewhere_in_the_form_counts_too():
    assert judged("效果显著提升", "反响热烈", tier=TIER).outcome is Outcome.PARTLY


def test_the_lowest_tier_limits_what_can_be_claimed():
    words = "未达成预期指标且效果较差"
    judgement = judged("效果显著提升", words, stated="9")
    assert (judgement.outcome, judgement.score, judgement.high) == (Outcome.UNMET, 6, 6)


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("街道志", "印刷出版", "送审"),
        ("出版志书", "2部", "送审"),
        ("出版志书", "2部", "初稿"),
        ("街道志", "完成编修稿", "资料收集"),
    ],
)
def test_an_earlier_stage_of_a_work_is_not_its_end(name, target, actual):
    judgement = judged(target, actual, name=name)
    assert (judgement.outcome, judgement.score) == (Outcome.UNMET, 0)
    assert FlagKind.STAGE_NOT_END in flags(judgement)


def test_a_work_that_reached_its_last_stage_is_met():
    judgement = judged("印刷出版", "已出版", name="街道志")
    assert judgement.outcome is Outcome.MET
    assert FlagKind.STAGE_NOT_END not in flags(judgement)


@pytest.mark.parametrize(
    ("actual", "outcome"),
    [
        ("3批27卷", Outcome.MET),
        ("4批30卷", Outcome.MET),
        ("3批20卷", Outcome.PARTLY),
        ("2批20卷", Outcome.UNMET),
    ],
)
def test_several_promises_in_one_cell_are_held_one_by_one(actual, outcome):
    assert judged("3批27卷", actual).outcome is outcome


def test_promises_kept_in_part_are_left_to_a_person_to_score():
    judgement = judged("3批27卷", "3批20卷")
    assert (judgement.score, judgement.low, judgement.verified) == (None, 0, False)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("显著提升", "显著提升"),
        ("效果明显", "居民普遍反映良好"),
        ("≥4次", "组织有序"),
        ("2021年6月", "有序推进"),
    ],
)
def test_what_only_a_person_can_say_is_left_open(target, actual):
    judgement = judged(target, actual)
    assert (judgement.outcome, judgement.verified) == (Outcome.UNDECIDED, False)
    assert (judgement.score, judgement.low, judgement.high) == (None, 0, 10)
    assert earned(target, actual, stated="9") == "9.00"


def test_equal_cells_contradicted_by_the_reason_are_left_open():
    reason = "因疫情影响，项目未开工"
    assert judged("4个月", "4个月").outcome is Outcome.MET
    assert judged("4个月", "4个月", reason=reason).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize("actual", ["", "　", "/", "——", "不涉及"])
def test_without_an_actual_nothing_is_earned(actual):
    judgement = judged("≥4次", actual)
    assert judgement.outcome is Outcome.UNREPORTED
    assert (judgement.score, judgement.low, judgement.high) == (0, 0, 0)


def test_an_unreported_claim_is_the_most_it_could_still_earn():
    judgement = judged("≥4次", "", stated="6")
    assert (judgement.score, judgement.low, judgement.high) == (0, 0, 6)
    assert judged("≥4次", "", stated="60").high == 10


@pytest.mark.parametrize("target", ["", "/", "无", "≥"])
def test_without_a_target_nothing_can_be_judged(target):
    judgement = judged(target, "4次")
    assert judgement.outcome is Outcome.NO_TARGET
    assert (judgement.score, judgement.low, judgement.high) == (None, 0, 10)
    assert earned(target, "4次", stated="7") == "7.00"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥4次", "3次"),
        ("合格", "合格"),
        ("显著", "显著"),
        ("", "4次"),
        ("≥4次", ""),
        ("3批2卷", "3批1卷"),
    ],
)
def test_without_points_there_is_an_outcome_but_no_score(target, actual):
    judgement = judged(target, actual, points=None)
    assert judgement.outcome is judged(target, actual).outcome
    assert (judgement.score, judgement.low, judgement.high) == (None, None, None)


@pytest.mark.parametrize(
    ("target", "actual"), [("37个基层医疗机构", "100%"), ("2次", "已完成100%")]
)
def test_a_full_percentage_is_not_one_of_the_things_counted(target, actual):
    assert judged(target, actual).outcome is not Outcome.UNMET


def test_a_target_far_exceeded_looks_too_low():
    assert FlagKind.TARGET_TOO_LOW in flags(judged("≥10次", "13次"))
    assert FlagKind.TARGET_TOO_LOW not in flags(judged("≥10次", "12次"))
    assert FlagKind.TARGET_TOO_LOW not in flags(judged("≤10次", "2次"))


@pytest.mark.parametrize(
    ("target", "actual", "shown"),
    [
        ("≥30卷", "27卷", "27 ÷ 30 = 90.00%"),
        ("≥30卷", "27卷", "10 × 90.00% = 9.00 分"),
        ("≤90万元", "100万元", "90万元 ÷ 100万元 = 90.00%"),
        ("≥95%", "85.5%", "85.5% ÷ 95% = 90.00%"),
        ("3-5次", "4次", "4 在 3～5 之间"),
        ("0起", "1起", "目标是 0"),
        ("2020年12月底前", "2021年1月", "逾期"),
    ],
)
def test_the_basis_shows_the_arithmetic(target, actual, shown):
    assert shown in judged(target, actual).basis


def test_the_linear_formula_is_shown_as_it_is_reckoned():
    basis = judged("≤90万元", "100万元", rubric="national-2021").basis
    assert "1 − (100万元 − 90万元) ÷ 90万元 = 88.89%" in basis
