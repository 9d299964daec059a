"""The map over submissions: any executor, a real cluster, and machines that fail."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from perfcheck import batch, mapping
from perfcheck.examining import Task
from perfcheck.intake.submission import Submission
from perfcheck.model.results import Status
from perfcheck.report import results
from tests.forms import hubei, national, own, workbook

FILES = 4


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("收件")
    forms = (national(), hubei(), own())
    for number in range(FILES - 1):
        form = forms[number % 3].put(("20", "100", "20")[number % 3], f"{number + 30}")
        (place / f"{number:02d}.xlsx").write_bytes(workbook(form))
    (place / "坏.xlsx").write_bytes((place / "00.xlsx").read_bytes()[:3000])
    return place


@pytest.fixture(scope="module")
def alone(folder: Path) -> bytes:
    """What one process on one machine finds."""
    return results.render(batch.evaluate([folder], jobs=1))


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "CHUNK", 2)


class Failing(Executor):
    """A cluster that loses every second chunk."""

    def __init__(self) -> None:
        self.asked = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.asked += 1
        future: Future[Any] = Future()
        if self.asked % 2:
            future.set_exception(ConnectionError("the machine is gone"))
        else:
            future.set_result(work(*args, **kwargs))
        return future


def test_any_executor_gives_the_same_bytes(folder: Path, alone: bytes):
    with ThreadPoolExecutor(2) as executor:
        assert results.render(batch.evaluate([folder], executor=executor)) == alone


def test_what_an_executor_loses_is_examined_here(folder: Path, alone: bytes):
    executor = Failing()
    assert results.render(batch.evaluate([folder], jobs=1, executor=executor)) == alone
    assert executor.asked == FILES // 2


def test_a_machine_that_does_not_see_the_files_or_is_another_version_does_not_answer(
    folder: Path, tmp_path: Path
):
    task = Task(Submission("a.xlsx", "", folder / "00.xlsx"), None)
    with pytest.raises(mapping.ForeignVersionError):
        mapping.examine_chunk([task], "another")
    lost = Task(Submission("a.xlsx", "", tmp_path / "nowhere.xlsx"), None)
    with pytest.raises(FileNotFoundError):
        mapping.examine_chunk([lost], mapping.fingerprint())


@pytest.fixture
def cluster() -> Iterator[Any]:
    """Two real worker processes, each under a nurse that starts it anew."""
    distributed = pytest.importorskip("distributed", reason="perfcheck[cluster] is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            silence_logs=50,
        ) as own,
        distributed.Client(own) as client,
    ):
        yield client


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_loses_a_worker_on_the_way_gives_the_same_bytes(
    folder: Path, alone: bytes, cluster: Any
):
    workers = sorted(cluster.run(os.getpid).values())
    assert len(workers) == 2

    def end_one(done: int, _total: int) -> None:
        if done == 1:
            os.kill(workers[0], signal.SIGKILL)

    found = batch.evaluate([folder], executor=cluster.get_executor(pure=False), tick=end_one)
    assert results.render(found) == alone
    assert [file.status for file in found.files].count(Status.REJECTED) == 1
