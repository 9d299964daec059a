"""The commands and their help; computes nothing, and imports what a command needs when it runs."""

from __future__ import annotations

import argparse
import io
import os
import sys

from perfcheck import __version__, mailcommands, scalecommands
from perfcheck.arguments import Parser, path
from perfcheck.errors import OutputError, PerfcheckError
from perfcheck.model.filenames import ROSTER_FILE

TYPE_CHECKING = False  # typing would cost a third of the help
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from perfcheck.arguments import Commands
    from perfcheck.intake.submission import Submission


OK, FOUND, USAGE, UNWRITTEN = 0, 1, 2, 3
DEFAULT_INPUT = "input_templates/submissions"
DEFAULT_OUTPUT = "output"
DEFAULT_TEMPLATE = "input_templates/项目申报表.xlsx"
DEFAULT_ROSTER = f"input_templates/{ROSTER_FILE}"
EXIT_CODES = """退出码：
  0  已全部处理并写出结果（表中有问题、有文件无法读取，都属正常结果）
  1  仅 --strict：有“必须改”的问题，或有文件未能处理
  2  没有可处理的文件，或命令、评分标准有误
  3  结果写不出去（原有结果保持不变）"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    _speak_utf8()
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except PerfcheckError as fault:
        print(f"{fault.message}\n{fault.advice}".strip(), file=sys.stderr)
        return UNWRITTEN if isinstance(fault, OutputError) else USAGE
    except BrokenPipeError:  # perfcheck rules | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _speak_utf8() -> None:
    """Chinese on any console: pipes and files get UTF-8, an old code page shows ? and goes on."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="perfcheck",
        description="核查项目申报表（项目支出绩效自评表）：复算、核对、评分，生成绩效评价结果工作簿。",
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"perfcheck {__version__}")
    commands = parser.add_subparsers(title="命令", required=True, metavar="命令")
    for add in (
        _add_evaluate,
        mailcommands.add_fetch,
        mailcommands.add_reply,
        _add_judge,
        _add_template,
        _add_rules,
        _add_explain,
        _add_rubrics,
    ):
        add(commands)
    return parser


def _add_evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser(
        "evaluate", help="核查并评分，写出绩效评价结果.xlsx 和 results.json"
    )
    evaluate.add_argument(
        "paths",
        nargs="*",
        type=path,
        metavar="文件或文件夹",
        help=f"默认 {DEFAULT_INPUT}",
    )
    evaluate.add_argument(
        "-o",
        "--output",
        type=path,
        default=DEFAULT_OUTPUT,
        metavar="文件夹",
        help=f"结果写到哪里，默认 {DEFAULT_OUTPUT}",
    )
    evaluate.add_argument(
        "--rubric", metavar="标准", help="统一使用的评分标准；不写则按表式自动选择"
    )
    evaluate.add_argument(
        "--jobs", type=_positive, default=None, metavar="N", help="同时使用的进程数"
    )
    evaluate.add_argument(
        "--passwords",
        type=path,
        default=None,
        metavar="文件",
        help="打开密码清单，一行一个；用来打开设了密码的工作簿和压缩包",
    )
    evaluate.add_argument(
        "--strict", action="store_true", help="有必须改的问题或未能处理的文件时退出码为 1"
    )
    mailcommands.add_terms(evaluate)
    scalecommands.add_options(evaluate)
    evaluate.set_defaults(command=_evaluate)


def _add_judge(commands: Commands) -> None:
    judge = commands.add_parser("judge", help="解释一条指标怎样读、怎样评分")
    judge.add_argument("target", nargs="?", metavar="指标值", help="如 “≥95%%”")
    judge.add_argument("actual", nargs="?", default="", metavar="实际完成值", help="如 “93%%”")
    judge.add_argument("--name", default="", metavar="名称", help="三级指标名称")
    judge.add_argument("--points", type=_decimal, default=None, metavar="分值")
    judge.add_argument("--rubric", default=None, metavar="标准")
    judge.add_argument("--jsonl", action="store_true", help="从标准输入逐行读取 JSON，逐行回答")
    judge.set_defaults(command=_judge)


def _add_template(commands: Commands) -> None:
    template = commands.add_parser("template", help="生成空白的项目申报表")
    template.add_argument("-o", "--output", type=path, default=None, metavar="文件")
    template.add_argument("--rubric", default=None, metavar="标准", help="按哪个评分标准设置分组")
    template.add_argument("--roster", action="store_true", help="改为生成空白的应报单位名单")
    template.set_defaults(command=_template)


def _add_rules(commands: Commands) -> None:
    rules = commands.add_parser("rules", help="列出全部核查规则")
    rules.add_argument("--markdown", action="store_true", help="输出 docs/rules.md 的内容")
    rules.set_defaults(command=_rules)


def _add_explain(commands: Commands) -> None:
    explain = commands.add_parser("explain", help="说明一条规则：查什么、依据、错误与正确示例")
    explain.add_argument("code", metavar="规则编号", help="如 BUD003")
    explain.set_defaults(command=_explain)


def _add_rubrics(commands: Commands) -> None:
    rubrics = commands.add_parser("rubrics", help="列出评分标准")
    rubrics.set_defaults(command=_rubrics)


def _evaluate(arguments: argparse.Namespace) -> int:
    from perfcheck import batch, cache, correspondence, publishing, returning, scaling, store
    from perfcheck.intake.passwords import read_file
    from perfcheck.logfile import log_to
    from perfcheck.report import console

    log_to(arguments.output / "perfcheck.log")
    submissions: list[Submission] = []
    paths = arguments.paths or [path(DEFAULT_INPUT)]
    passwords = read_file(arguments.passwords) if arguments.passwords else ()
    formats = scaling.formats(arguments)
    folder = None if arguments.no_cache else cache.default_folder()
    known = cache.Cache(folder) if folder else None
    with (
        scaling.machines(arguments.dask) as executor,
        console.Progress() as progress,
        store.Store(folder) as made,
    ):
        result = batch.evaluate(
            paths,
            rubric=arguments.rubric,
            jobs=arguments.jobs,
            executor=executor,
            cache=known,
            passwords=passwords,
            tick=progress.update,
            gathered=submissions.extend,
        )
        roster = arguments.roster or correspondence.find_roster(paths)
        result = correspondence.compare(result, roster)
        originals = returning.Originals(tuple(submissions), passwords, arguments.jobs, made)
        terms = mailcommands.terms(arguments)
        workbook = publishing.publish(
            result,
            arguments.output,
            terms,
            originals,
            by_unit=arguments.by_unit,
            brief=arguments.no_sheets,
            formats=formats,
        )
    print(console.summary_table(result))
    print(f"结果工作簿：{workbook}")
    if letters := publishing.count_letters(arguments.output):
        print(f"回复函草稿 {letters} 封：{arguments.output / publishing.LETTERS}")
    return FOUND if arguments.strict and batch.has_errors(result) else OK


def _judge(arguments: argparse.Namespace) -> int:
    from perfcheck.indicator.explain import explain
    from perfcheck.judging import Question, answer, answer_line
    from perfcheck.scoring.rubric import DEFAULT, load

    rubric = load(arguments.rubric or DEFAULT)
    if arguments.jsonl:
        for line in filter(str.strip, sys.stdin):
            print(answer_line(line, rubric))
        return OK
    if arguments.target is None:
        print('请写出指标值，例如：perfcheck judge "≥95%" "93%" --points 10', file=sys.stderr)
        return USAGE
    question = Question(
        arguments.target, arguments.actual, name=arguments.name, points=arguments.points
    )
    found = answer(question, rubric)
    print(explain(found.target, found.actual, found.judgement, found.proposals))
    return OK


def _template(arguments: argparse.Namespace) -> int:
    from perfcheck.report.rostersheet import write_roster
    from perfcheck.report.template import write_template
    from perfcheck.scoring.rubric import DEFAULT, load

    output = arguments.output or path(DEFAULT_ROSTER if arguments.roster else DEFAULT_TEMPLATE)
    rubric = load(arguments.rubric or DEFAULT)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        write_roster(output) if arguments.roster else write_template(output, rubric)
    except OSError as fault:
        raise OutputError("OUT002", f"空白表写不到“{output}”：{fault.strerror or fault}") from fault
    print(f"空白表已写入：{output}")
    return OK


def _rules(arguments: argparse.Namespace) -> int:
    from perfcheck.checks import catalogue

    print(catalogue.markdown() if arguments.markdown else catalogue.listing(), end="")
    return OK


def _explain(arguments: argparse.Namespace) -> int:
    from perfcheck.checks import catalogue

    check = catalogue.find(arguments.code)
    if check is None:
        print(f"没有编号为“{arguments.code}”的规则；全部规则见 perfcheck rules", file=sys.stderr)
        return USAGE
    print(catalogue.explain(check))
    return OK


def _rubrics(arguments: argparse.Namespace) -> int:
    from perfcheck.scoring.rubric import available, load

    del arguments
    for rubric in map(load, available()):
        parts = "、".join(f"{g.name} {g.points}" for g in rubric.groups)
        print(f"{rubric.id:<14} 预算执行 {rubric.execution.points}、{parts}  {rubric.document}")
    return OK


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”应为大于 0 的整数")
    return int(text)


def _decimal(text: str) -> Decimal:
    from decimal import Decimal

    try:
        return Decimal(text)
    except ArithmeticError:
        raise argparse.ArgumentTypeError(f"“{text}”应为数字") from None
