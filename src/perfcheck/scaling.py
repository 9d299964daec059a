"""What a batch runs on, and which formats are written besides."""

import argparse
import contextlib
import gc
from collections.abc import Iterator
from concurrent.futures import Executor
from importlib.util import find_spec

from perfcheck.errors import InputError
from perfcheck.workers import single_threaded

FORMATS = ("jsonl", "parquet")


def formats(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The formats that the clerk wants besides; InputError where a library is missing."""
    from perfcheck.report import exports

    wanted = tuple(name for name in FORMATS if getattr(arguments, name))
    exports.check(wanted)
    return wanted


@contextlib.contextmanager
def machines(address: str | None) -> Iterator[Executor | None]:
    """What a batch runs on, as in `cluster`; nobody searches for cyclic garbage meanwhile.

    A batch is millions of values without a cycle: they are left out of later searches as well, of
    which the interpreter makes one when it ends.
    """
    gc.disable()
    single_threaded()
    try:
        with cluster(address) as executor:
            yield executor
    finally:
        gc.freeze()
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
