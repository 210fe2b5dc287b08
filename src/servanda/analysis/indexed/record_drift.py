"""A wording through the reports of a record: only texts that may have it are read, found by search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from servanda.analysis.indexed.selection import Selection
from servanda.analysis.wording_drift import Drift, assured, drift, sought, uses_in
from servanda.model import Assurance, Report
from servanda.resolution import Resolution
from servanda.resolution.person_mentions import NAMING
from servanda.store import ReportHeader

__all__ = ["assured_by_index", "drift_by_index"]


Keep = Callable[[ReportHeader], bool]
"""Whether a report is to be looked at."""

_BATCH = 200  # texts held in memory while many are looked through


def drift_by_index(selection: Selection, formula: str, keep: Keep) -> Drift:
    """Follow a wording and its near variants through the reports of a record, as `drift` does.

    Raises UsageError where no word of it says anything.
    """
    begins, least = sought(formula)
    counts: Counter[str] = Counter()
    for one in begins:
        counts.update(selection.index.reports_with_word(one))
    found = [key for key, count in counts.items() if count >= least]
    wanted = [head.id for head in selection.headers(found) if keep(head)]
    reports = [one for one in _texts(selection, wanted) if next(uses_in(one, formula), None)]
    return drift(_spoken(selection, [one.id for one in reports]), reports, formula)


def assured_by_index(
    selection: Selection, keep: Keep, *, parties: Collection[str] = ()
) -> tuple[Drift, ...]:
    """Follow every assurance that several independent reports contain, as `assured` does."""
    found = selection.index.reports_with((Assurance.kind,))
    resolution = _spoken(selection, found)
    wanted = [head.id for head in selection.headers(found) if keep(head)]
    return assured(resolution, selection.texts(wanted), parties=parties)


def _texts(selection: Selection, reports: list[str]) -> Iterator[Report]:
    for start in range(0, len(reports), _BATCH):
        yield from selection.texts(reports[start : start + _BATCH])


def _spoken(selection: Selection, reports: Collection[str]) -> Resolution:
    """Load what says who speaks in some reports, and the stories that they carry."""
    claims = selection.of_reports(reports, NAMING)
    people = selection.people(claims)
    return Resolution(
        claims=claims,
        people=people.means,
        names=people.names,
        stories=selection.stories(reports),
        decisions=selection.decisions,
    )
