"""What a letter says: polite, short, the worst first, nothing hidden."""

from dataclasses import replace

import pytest

from perfcheck.model.cells import Entry, State
from perfcheck.model.results import BatchResult, FileRecord, Reason, Severity, Status
from tests.report import batches
from tests.report.founding import EXAMPLE, PRESERVATION
from tests.report.lines import finding
from tests.report.projects import batch
from tests.report.replies.letters import MAIL, SEED, TERMS, alone, mailed, only


def test_golden_letter(golden):
    golden("letter.txt", only(SEED).body)


def test_the_worst_stands_first_and_the_true_total_is_said():
    findings = (
        *(finding("AAA001", Severity.WARNING, 20 + n, f"建议{n}") for n in range(10)),
        *(finding("AAA002", Severity.ERROR, 40 + n, f"错误{n}") for n in range(6)),
        *(finding("AAA003", Severity.NOTE, 60 + n, f"提示{n}") for n in range(4)),
    )
    body = only(mailed(batch(replace(PRESERVATION, findings=findings)))).body
    listed = [line for line in body.splitlines() if "【" in line]
    assert [line.split("】")[0][-3:] for line in listed] == ["必须改"] * 6 + ["建议改"] * 2
    assert "共 16 条，按轻重列出前 8 条" in body
    assert "必须改 6 处，建议改 10 处，另有提示 4 条" in body


def test_a_crowded_mail_lists_fewer_of_each_and_says_how_many_are_left():
    body = only(mailed(batches.crowd(30))).body
    assert "读到项目申报表 30 份" in body
    assert "其余 10 份从略" in body
    assert len(body) < 20_000


def test_a_clean_form_is_thanked_for():
    body = only(mailed(batch(replace(EXAMPLE, findings=())))).body
    assert "未发现需要修改的问题" in body
    assert "不需要再办理" in body
    assert "需要修改的问题\n" not in body.replace("未发现需要修改的问题", "")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (alone(Status.REJECTED, "FIL016"), ["没有带附件，或附件中没有", "重新发送|直接回复"]),
        (alone(Status.REJECTED, "FIL017"), ["网盘", "不要用网盘"]),
    ],
)
def test_a_mail_without_a_form_is_asked_for_it(made: BatchResult, words: list[str]):
    body = only(made).body
    for word in words:
        assert any(each in body for each in word.split("|"))
    assert "未能处理的文件" not in body


def test_other_units_files_are_not_named():
    secret = Reason("DUP000", "与“乙单位.eml!秘密.xlsx”内容完全相同", "不需要处理。")
    record = FileRecord("信.eml!表.xlsx", "0" * 64, Status.DUPLICATE, secret, mail=MAIL)
    body = only(mailed(BatchResult((record,), (), ()))).body
    assert "秘密" not in body
    assert "内容完全相同" in body
    assert "此前已经收到" in body


def test_our_own_fault_is_not_the_units_business():
    fault = Reason("INT002", "核查程序处理这个文件时出错", "反馈 perfcheck.log")
    record = FileRecord("信.eml!表.xlsx", "0" * 64, Status.REJECTED, fault, mail=MAIL)
    body = only(mailed(BatchResult((record,), (), ()))).body
    assert "人工核对" in body
    assert "log" not in body
    assert "重新发送" not in body


def test_text_of_a_form_stays_on_its_line_and_is_no_markup():
    nasty = "<b>x</b>\r\n.\r\nFrom: a@b.cn {number} {0}\u202e\u200b"
    made = batch(PRESERVATION)
    project = made.projects[0]
    form = replace(project.assessment.form, project_name=Entry(nasty, nasty, None, State.VALUE))
    assessment = replace(project.assessment, form=form)
    body = only(mailed(replace(made, projects=(replace(project, assessment=assessment),)))).body
    assert "<b>x</b> . From: a@b.cn {number} {0}" in body
    assert "\u202e" not in body
    assert "\nFrom:" not in body


def test_the_usual_words_stand_where_the_clerk_settles_nothing():
    body = only(SEED, replace(TERMS, date=None, due="", signature="")).body
    assert "收到本邮件后 5 个工作日内" in body
    assert body.endswith("　　绩效评价工作组\n")
