"""The options and commands that have to do with mail; they compute nothing."""

from __future__ import annotations

import argparse
import sys

from perfcheck.arguments import path
from perfcheck.model.filenames import ROSTER_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from perfcheck.arguments import Commands
    from perfcheck.mailbox.outbox import Letter
    from perfcheck.mailbox.settings import Settings
    from perfcheck.model.reply import Terms

OK, FOUND = 0, 1
CONFIG = "mailbox.toml"


def add_terms(evaluate: argparse.ArgumentParser) -> None:
    """The options of `perfcheck evaluate` for the letters that it drafts."""
    letters = evaluate.add_argument_group("报送情况和回复函（草稿在“回复”文件夹里，不会自动发送）")
    letters.add_argument(
        "--roster",
        type=path,
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
    from perfcheck.model.reply import Terms

    return Terms(arguments.date, arguments.round, arguments.due, arguments.sign)


def _date(text: str) -> datetime.date:
    import datetime

    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”应为日期，如 2021-03-15") from None


def _turn(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 99:
        raise argparse.ArgumentTypeError(f"“{text}”应为 1 到 99 的整数")
    return int(text)


def add_fetch(commands: Commands) -> None:
    """`perfcheck fetch`."""
    fetch = commands.add_parser("fetch", help="从邮箱收取邮件，每封只收一次，存到收件文件夹")
    _add_config(fetch)
    fetch.add_argument("--spool", type=path, default=None, metavar="文件夹", help="存到哪里")
    fetch.add_argument(
        "--move", action="store_true", help="收下的邮件移到“已处理”文件夹；不写则邮箱里什么都不变"
    )
    fetch.set_defaults(command=_fetch)


def add_reply(commands: Commands) -> None:
    """`perfcheck reply`."""
    reply = commands.add_parser("reply", help="把回复函放进草稿箱，或在确认后发送；不写选项只列出")
    _add_config(reply)
    reply.add_argument("-o", "--output", type=path, default="output", metavar="结果文件夹")
    what = reply.add_mutually_exclusive_group()
    what.add_argument("--drafts", action="store_true", help="放进邮箱的草稿箱，已放过的不再放")
    what.add_argument("--send", action="store_true", help="列出并确认后发送，发过的不再发")
    reply.add_argument("--yes", action="store_true", help="与 --send 同用：不再询问")
    reply.add_argument(
        "--interrupted",
        choices=("leave", "resend", "sent"),
        default="leave",
        help="上次发到一半、不知是否发出的：leave 不动（默认），resend 重发，sent 算已发",
    )
    reply.set_defaults(command=_reply)


def _add_config(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--config", type=path, default=CONFIG, metavar="文件", help=f"邮箱配置，默认 {CONFIG}"
    )


def _fetch(arguments: argparse.Namespace) -> int:
    from perfcheck.mailbox.fetching import fetch
    from perfcheck.mailbox.settings import load_settings

    settings = load_settings(arguments.config, arguments.spool)
    done = fetch(settings, move=arguments.move)
    print(f"新收 {done.new} 封，以前收过 {done.known} 封；存放在：{settings.spool}")
    if done.moved:
        print(f"已移到“{settings.done}”：{done.moved} 封")
    if done.too_large:
        most = settings.largest >> 20
        print(f"超过 {most} MB、没有收取的 {done.too_large} 封，请在网页邮箱里查看")
    return OK


def _reply(arguments: argparse.Namespace) -> int:
    from perfcheck.mailbox.outbox import read_letters
    from perfcheck.mailbox.settings import load_settings

    letters = read_letters(arguments.output)
    if not (arguments.drafts or arguments.send):
        _list(letters)
        print(f"共 {len(letters)} 封。放进草稿箱用 --drafts，发送用 --send。")
        return OK
    settings = load_settings(arguments.config)
    if arguments.send:
        return _send(letters, settings, arguments)
    from perfcheck.mailbox.drafting import file_drafts

    filed = file_drafts(letters, settings)
    print(f"放进“{filed.folder}” {filed.new} 封，以前放过或发过的 {filed.before} 封")
    return OK


def _send(letters: Sequence[Letter], settings: Settings, arguments: argparse.Namespace) -> int:
    from perfcheck.mailbox.sending import Interrupted, send, settle, standing

    now = standing(letters, settings)
    if now.uncertain:
        settle(now.uncertain, settings, Interrupted(arguments.interrupted))
        now = standing(letters, settings)
    if now.done or now.drafted:
        print(f"已发过 {len(now.done)} 封；在草稿箱里、请到邮箱发送的 {len(now.drafted)} 封")
    if now.uncertain:
        print("下面的上次发到一半，不知是否发出，这次不发。请在邮箱“已发送”里核对，")
        print("没发出的用 --interrupted resend 重发，发出了的用 --interrupted sent：")
        _list(now.uncertain)
    if not now.open:
        print("没有要发送的回复函。")
        return FOUND if now.uncertain else OK
    print(f"将从 {settings.user} 发送 {len(now.open)} 封：")
    _list(now.open)
    if not (arguments.yes or _confirmed()):
        print("没有发送。")
        return OK
    result = send(now.open, settings)
    print(f"已发送 {len(result.sent)} 封")
    for letter, words in result.refused:
        print(f"  被拒收：{letter.title}——{words}")
    return FOUND if result.refused or now.uncertain else OK


def _list(letters: Sequence[Letter]) -> None:
    for letter in letters:
        print(f"  {letter.title}")


def _confirmed() -> bool:
    """Ask at the terminal; whoever is not there has not agreed."""
    if not sys.stdin.isatty():
        print("请加 --yes 确认发送。")
        return False
    return input("确认发送请输入 yes：").strip().lower() in ("yes", "y", "是")
