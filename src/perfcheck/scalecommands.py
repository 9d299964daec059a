"""The options of `perfcheck evaluate` that have to do with size; they compute nothing."""

import argparse
import contextlib
import gc
from collections.abc import Iterator
from concurrent.futures import Executor
from importlib.util import find_spec

from perfcheck.errors import InputError

FORMATS = ("jsonl", "parquet")


def add_options(evaluate: argparse.ArgumentParser) -> None:
    """How much is written, formats for other programs, the cache, a cluster."""
    scale = evaluate.add_argument_group("大批量")
    scale.add_argument(
        "--by-unit",
        action="store_true",
        help="另为每个单位写一个工作簿，放在“分单位”文件夹（项目超过 60 个时自动写）",
    )
    scale.add_argument(
        "--no-sheets",
        action="store_true",
        help="只写汇总表、清单和数据，不写图表、各项目的评分表和退回件，速度最快",
    )
    scale.add_argument("--jsonl", action="store_true", help="另写 results.jsonl，一行一个项目")
    scale.add_argument(
        "--parquet", action="store_true", help="另写三张 Parquet 表（需安装 pyarrow）"
    )
    scale.add_argument("--no-cache", action="store_true", help="全部重新核查，不用上次核查过的结果")
    scale.add_argument(
        "--dask",
        metavar="地址",
        help="在 Dask 集群上核查，如 tcp://10.0.0.1:8786（需安装 distributed，文件放在共享存储）",
    )


def formats(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The formats that the clerk wants besides; InputError where a library is missing."""
    from perfcheck.report import exports

    wanted = tuple(name for name in FORMATS if getattr(arguments, name))
    exports.check(wanted)
    return wanted


@contextlib.contextmanager
def machines(address: str | None) -> Iterator[Executor | None]:
    """What a batch runs on, as in `cluster`; meanwhile nobody searches for cyclic garbage.

    A batch is millions of values without a cycle.
    """
    gc.disable()
    try:
        with cluster(address) as executor:
            yield executor
    finally:
        gc.enable()


@contextlib.contextmanager
def cluster(address: str | None) -> Iterator[Executor | None]:
    """An executor on a Dask cluster; None without an address. InputError where there is none."""
    if not address:
        yield None
        return
    if find_spec("distributed") is None:
        raise InputError(
            "INP006",
            "使用 Dask 集群需要安装 distributed",
            "请运行 pip install distributed 后再试；不加 --dask 则在本机核查。",
        )
    from distributed import Client

    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as fault:
        raise InputError(
            "INP007", f"连不上 Dask 集群“{address}”", "请检查地址，确认集群已经启动。"
        ) from fault
    with client:
        yield client.get_executor(pure=False)
