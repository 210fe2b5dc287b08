"""The Python in the documents runs, and shows the public surface."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import servanda

from .conftest import ROOT

BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STORY = (
    "OSLO, July 28 (Aurora Wire) - Norway will hand over ten ferries to Finland by June 2025, "
    "Defence Minister Kari Strand said on Sunday after talks with her Finnish counterpart."
)


def test_the_reference_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    assert len(blocks) >= 4
    names: dict[str, object] = {"text": STORY}
    for block in blocks:
        exec(compile(block, "python.md", "exec"), names)  # noqa: S102 - our own document
    printed = capsys.readouterr().out
    assert "hand over ten ferries" in printed
    assert "the end of June 2024-06" in printed


def test_the_reference_names_the_whole_surface() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    for name in servanda.__all__:
        assert f"`{name}" in page, name


def test_read_takes_a_day_or_its_name() -> None:
    first = servanda.read(STORY, published="2024-07-28")
    second = servanda.read(STORY, published=date(2024, 7, 28))
    assert first == second
    assert {claim.kind for claim in first.claims} >= {"commitment", "date"}
    assert first.report.dating.when is not None
    assert first.report.dating.when.edtf == "2024-07-28"


def test_a_reading_is_a_table_in_a_notebook() -> None:
    shown = servanda.read(STORY, name="<i>")._repr_html_()
    assert "<td>commitment</td>" in shown
    assert "&lt;i&gt;" in shown


def test_a_record_opens_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("servanda.db", Path("servanda.db"), f"sqlite:///{tmp_path}/servanda.db"):
        with servanda.open_record(place) as record:
            assert record.counts().reports == 0
    assert [path.name for path in tmp_path.glob("*.db")] == ["servanda.db"]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_nothing_to_read_is_an_error_with_its_reason(text: str) -> None:
    with pytest.raises(servanda.ServandaError, match="empty"):
        servanda.read(text)


def test_a_day_that_is_none() -> None:
    with pytest.raises(servanda.ServandaError, match="YYYY-MM-DD"):
        servanda.times("tomorrow", published="2024-02-30")


def test_times_come_in_order_and_stay_open_without_a_day() -> None:
    ((ref, resolved),) = servanda.times("They met yesterday.")
    assert ref.text == "yesterday"
    assert resolved.when is None
    ((_, resolved),) = servanda.times("They met yesterday.", published="2024-05-07")
    assert resolved.value == "2024-05-06"


def test_times_tell_modifier_days_and_reasons() -> None:
    ((ref, resolved),) = servanda.times("It is due in late June.", published="2024-05-07")
    assert (ref.mod, resolved.value) == ("END", "2024-06")
    assert resolved.when is not None
    assert resolved.when.edtf == "2024-06-21/2024-06-30"
    assert all("late June" in reason for reason in resolved.reasons)
    assert resolved.reasons


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = servanda.nothing
