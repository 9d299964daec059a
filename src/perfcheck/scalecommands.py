"""The options of `perfcheck evaluate` that have to do with size; they compute nothing."""

import argparse


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
