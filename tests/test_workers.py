"""Workers: whatever dies in one, the batch goes on and knows it."""

import os
import time

from perfcheck.workers import Crew, Failure, Limits


def nothing() -> None:
    pass


def play(task: str) -> str:
    if task == "die":
        os._exit(6)
    if task == "hang":
        time.sleep(60)
    if task == "eat":
        return "x" * (2 << 30)
    if task == "panic":
        raise BaseException("a Rust panic")
    if task == "slow":
        time.sleep(0.2)
    return task.upper()


def run(tasks: list[str], jobs: int) -> list[str | Failure]:
    return list(Crew(play, nothing, jobs, Limits(seconds=5.0, megabytes=200)).run(tasks))


def test_results_come_in_the_order_of_the_tasks():
    assert run(["slow", "a", "b", "c"], 2) == ["SLOW", "A", "B", "C"]


def test_a_worker_that_dies_hangs_or_eats_memory_costs_only_its_own_task():
    tasks = ["a", "die", "b", "hang", "c", "eat", "d", "panic", "e"]
    expected = [
        "A",
        Failure.CRASH,
        "B",
        Failure.TIMEOUT,
        "C",
        Failure.MEMORY,
        "D",
        Failure.CRASH,
        "E",
    ]
    assert run(tasks, 1) == expected
    assert run(tasks, 2) == expected


def test_no_tasks_give_no_results():
    assert run([], 2) == []


def test_tasks_at_the_door_of_a_worker_that_fails_go_to_another_and_are_done_once():
    tasks = [*"abc", "die", *"defgh", "panic", *"ijk", "die"]
    expected = [Failure.CRASH if task in ("die", "panic") else task.upper() for task in tasks]
    for jobs in (1, 2, 4):
        assert run(tasks, jobs) == expected
