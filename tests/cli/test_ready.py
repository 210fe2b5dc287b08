"""What a record keeps ready is brought up to date by looking, where it may be written to."""

from __future__ import annotations

import json

import pytest

from servanda.analysis.kept_board import is_settled
from servanda.errors import RecordBusyError
from servanda.indexing import incremental_resolution as settling
from servanda.store import open_record

from .conftest import Run

LOOKS = (("show", "commitments"), ("show", "consultations"), ("picture",), ("show", "offices"))


@pytest.mark.parametrize("look", LOOKS)
def test_looking_brings_it_up_to_date(run: Run, made_record: str, look: tuple[str, ...]) -> None:
    done = run(*look, "--record", made_record, "--today", "2024-06-02")
    assert done.exit_code == 0, done.output
    with open_record(made_record) as record:
        assert is_settled(record)


@pytest.mark.parametrize("look", LOOKS)
def test_a_record_that_cannot_be_written_shows_the_same(
    run: Run, made_record: str, look: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object, **__: object) -> int:
        raise RecordBusyError(made_record, "another process keeps writing")

    asked = (*look, "--record", made_record, "--today", "2024-06-02")
    written = ("table", "csv", "json")
    with monkeypatch.context() as patched:
        patched.setattr(settling, "settle_record", busy)
        before = [run(*asked, "--format", one).stdout for one in written]
        with open_record(made_record) as record:
            assert not is_settled(record)
    after = [run(*asked, "--format", one).stdout for one in written]
    assert after[:2] == before[:2]
    assert json.loads(after[2]) == json.loads(before[2])
