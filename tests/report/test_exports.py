"""JSON Lines and Parquet: the same values as results.json, in other containers."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from perfcheck.errors import InputError
from perfcheck.model.results import BatchResult
from perfcheck.report import exports, results
from tests.report import batches

BATCHES = {"seed": batches.SEED, "odd": batches.ODD, "nothing": batches.NOTHING}


@pytest.mark.parametrize("name", BATCHES)
def test_every_line_is_the_project_of_results_json(name: str, tmp_path: Path):
    exports.write(BATCHES[name], tmp_path, ["jsonl"])
    lines = (tmp_path / exports.LINES).read_bytes().splitlines()
    document = json.loads(results.render(BATCHES[name]))
    assert [json.loads(line) for line in lines] == document["projects"]
    assert [file.name for file in tmp_path.iterdir()] == [exports.LINES]


@pytest.mark.parametrize("name", BATCHES)
def test_tables_hold_the_figures_of_results_json(name: str, tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="perfcheck[parquet] is not installed")
    exports.write(BATCHES[name], tmp_path, ["parquet"])
    projects, indicators, findings = (
        parquet.read_table(tmp_path / table).to_pylist() for table in exports.TABLES
    )
    document = json.loads(results.render(BATCHES[name]))["projects"]
    assert [row["project"] for row in projects] == [p["id"] for p in document]
    assert [row["recomputed"] for row in projects] == [p["score"]["recomputed"] for p in document]
    assert [row["executed"] for row in projects] == pytest.approx(
        [p["budget"]["executed"] for p in document]
    )
    own = [(p["id"], i["score"], i["outcome"]) for p in document for i in p["indicators"]]
    assert [(i["project"], i["score"], i["outcome"]) for i in indicators] == own
    said = [(p["id"], f["code"], f["cell"], f["message"]) for p in document for f in p["findings"]]
    assert [(f["project"], f["code"], f["cell"], f["message"]) for f in findings] == said


def test_tables_have_the_same_types_and_bytes_whatever_they_hold(tmp_path: Path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="perfcheck[parquet] is not installed")
    schemas = []
    for name, batch in BATCHES.items():
        for turn in ("one", "two"):
            (tmp_path / name / turn).mkdir(parents=True)
            exports.write(batch, tmp_path / name / turn, ["parquet"])
        for table in exports.TABLES:
            one, two = (tmp_path / name / turn / table for turn in ("one", "two"))
            assert one.read_bytes() == two.read_bytes()
        schemas.append([parquet.read_schema(tmp_path / name / "one" / t) for t in exports.TABLES])
    assert schemas[0] == schemas[1] == schemas[2]


def test_half_a_character_does_not_stop_an_export(tmp_path: Path):
    pytest.importorskip("pyarrow", reason="perfcheck[parquet] is not installed")
    project = batches.SEED.projects[0]
    odd = BatchResult((), (replace(project, file="\ud800.xlsx"),), batches.SEED.rubrics)
    exports.write(odd, tmp_path, ["jsonl", "parquet"])
    stream = io.BytesIO()
    exports.write_lines(odd, stream)
    assert json.loads(stream.getvalue())["file"] == "?.xlsx"


def test_a_missing_library_is_told_before_anything_is_done(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exports, "find_spec", lambda _name: None)
    exports.check(["jsonl"])
    with pytest.raises(InputError, match="pyarrow") as told:
        exports.check(["jsonl", "parquet"])
    assert "--jsonl" in told.value.advice
