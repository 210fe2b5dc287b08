"""Date a report from its own words: candidates are days, each clue removes some and says why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda.dating.day_sets import ALL, as_when, count, days_of, span, weekdays
from servanda.dating.head_clues import head_clues
from servanda.dating.office_clues import Tenure, office_clues
from servanda.dating.textual_clues import NONE, Clue, Rank, body_clues, lead_weekday, metadata_clues
from servanda.model.report import Dating, Text
from servanda.model.time import Basis, TimeRef
from servanda.timex.calendar import add_days

__all__ = ["date_report"]


_WEAKER = {Basis.STATED: 0, Basis.DERIVED: 1, Basis.ASSUMED: 2, Basis.UNKNOWN: 3}
_LATE = 400  # days by which the page that saved a story may be later than the story


def date_report(
    text: Text,
    refs: Sequence[TimeRef],
    *,
    metadata: Mapping[str, str] | None = None,
    tenures: Sequence[Tenure] = (),
    extra: Sequence[Clue] = (),
) -> Dating:
    """Return when `text` was published as far as its words allow, with the reasons.

    `refs` are its time expressions (`find(text.content)`), `metadata` what the source states
    (`published`, `url`), `tenures` known terms of office, `extra` clues from elsewhere (other
    reports). The most reliable clues come first; one that agrees with no day left is reported as a
    conflict and has no effect.
    """
    clues = list(metadata_clues(metadata or {}))
    clues += head_clues(text, refs)
    dateline = [clue for clue in clues if clue.rank is Rank.DATELINE]
    clues = [_or_next_day(clue) if clue.rank is Rank.DATELINE else clue for clue in clues]
    clues += body_clues(text, refs, dateline=bool(dateline))
    if dateline:
        clues += _agreeing_weekday(text, refs, dateline[0])
    clues += extra
    clues += office_clues(text, refs, tenures)
    return _intersect(sorted(dict.fromkeys(clues), key=lambda clue: clue.rank))


def _agreeing_weekday(text: Text, refs: Sequence[TimeRef], dateline: Clue) -> list[Clue]:
    """Keep the years in which a wire story's dateline is the weekday of its event."""
    ref = lead_weekday(text, refs)
    if ref is None or count(dateline.days) == 1:
        return []
    number = int(ref.arg("wd") or 1)
    agreeing = dateline.days & weekdays([number])
    if not agreeing:
        return []
    return [
        _or_next_day(Clue(agreeing, f"in the year meant, that day is “{ref.text}”", Rank.WEEKDAY))
    ]


def _or_next_day(clue: Clue) -> Clue:
    """Admit the day after: what is filed in one time zone at night appears next day in another."""
    return replace(clue, days=clue.days | (clue.days << 1) & ALL)


def _intersect(clues: Sequence[Clue]) -> Dating:
    """Intersect the days of all clues, in their order, as far as a day is left."""
    days, basis = ALL, Basis.STATED
    reasons: list[str] = []
    conflicts: list[str] = []
    for clue in clues:
        if clue.days == NONE:
            conflicts.append(clue.reason)
            continue
        left = days & clue.days
        if not left:
            softened = _softened(clue, days)
            if softened and softened != days:
                days, left = softened, softened
                reasons.append(f"{clue.reason}: the story is older than that")
            conflicts.append(f"{clue.reason}: that agrees with no day left")
            continue
        if left == days:
            if clue.rank <= Rank.DATE_LINE:
                reasons.append(f"{clue.reason}: it agrees")
            continue
        days = left
        reasons.append(clue.reason)
        if _WEAKER[clue.basis] > _WEAKER[basis]:
            basis = clue.basis
    when = as_when(days, basis)
    if when is None:
        return Dating(None, Basis.UNKNOWN, tuple(reasons), tuple(conflicts))
    return Dating(when, basis, tuple(reasons), tuple(conflicts))


def _softened(clue: Clue, days: int) -> int:
    """Return the days before the page was saved: a scraper is late, not early."""
    if clue.rank is not Rank.SCRAPED or count(clue.days) != 1:
        return 0
    saved = next(days_of(clue.days))
    return days & span(add_days(saved, -_LATE), saved)
