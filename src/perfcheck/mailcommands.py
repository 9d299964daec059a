"""The options and commands that have to do with mail; they compute nothing."""

import argparse
import datetime
from pathlib import Path

from perfcheck.model.reply import Terms
from perfcheck.model.roster import ROSTER_FILE


def add_terms(evaluate: argparse.ArgumentParser) -> None:
    """The options of `perfcheck evaluate` for the letters that it drafts."""
    letters = evaluate.add_argument_group("报送情况和回复函（草稿在“回复”文件夹里，不会自动发送）")
    letters.add_argument(
        "--roster",
        type=Path,
        metavar="文件",
        help=f"应报单位名单；不写则用收件文件夹里的{ROSTER_FILE}",
    )
    letters.add_argument("--date", type=_date, metavar="日期", help="落款日期，如 2021-03-15")
    letters.add_argument("--due", default="", metavar="期限", help="改正期限，如 “3月20日前”")
    letters.add_argument("--sign", default="", metavar="落款", help="落款单位")
    letters.add_argument(
        "--round", type=_turn, default=1, metavar="N", help="第几轮回复或催报，默认第 1 轮"
    )


def terms(arguments: argparse.Namespace) -> Terms:
    """What the clerk settled for all letters."""
    return Terms(arguments.date, arguments.round, arguments.due, arguments.sign)


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”应为日期，如 2021-03-15") from None


def _turn(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError(f"“{text}”应为 1 到 99 的整数")
    return int(text)
