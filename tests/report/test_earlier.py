"""The head of the last run's results, read without its projects."""

import json

import pytest

from perfcheck.report import results
from perfcheck.report.earlier import head
from tests.report import batches


@pytest.mark.parametrize("name", ["seed", "odd", "nothing"])
def test_the_head_is_what_the_whole_file_says(name, tmp_path):
    file = tmp_path / "results.json"
    file.write_bytes(results.render(getattr(batches, name.upper())))
    whole = json.loads(file.read_bytes())
    assert head(file) == {part: whole[part] for part in ("schema", "rubrics", "files")}


def test_that_of_an_older_layout_is_read_too(tmp_path):
    file = tmp_path / "results.json"
    whole = json.loads(results.render(batches.SEED))
    file.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    assert head(file)["files"] == whole["files"]


def test_projects_are_not_even_looked_at(tmp_path):
    file = tmp_path / "results.json"
    whole = results.render(batches.SEED)
    before, _, _ = whole.partition(b"\n" + results.PROJECTS)
    file.write_bytes(before + b"\n" + results.PROJECTS + b"damaged")
    assert head(file)["schema"] == results.SCHEMA


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"files": [', b"\xff"])
def test_a_file_that_is_no_results_is_refused(content, tmp_path):
    (tmp_path / "results.json").write_bytes(content)
    with pytest.raises(ValueError):
        head(tmp_path / "results.json")
