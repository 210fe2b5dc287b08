"""A record rebuilt from the texts of another one, of whatever build: read anew, decisions carried over.

The ids of reports and claims are hashes of what they are, so a decision finds its claim again
where the text is read as it was, and the claim in its place where it is read otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from servanda.cleaning.assembly import make_report
from servanda.errors import InputError, ServandaError
from servanda.model import RawItem
from servanda.pipeline import Progress, Summary, put_items, redate
from servanda.proposing import take_answers, weigh_pending
from servanda.sources.front_matter import front_matter
from servanda.workers.budget import Budget

if TYPE_CHECKING:
    from servanda.model import Undo, Word
    from servanda.store import ImportedWords, OlderRecord, OlderReport, Record

__all__ = ["Rebuilt", "rebuild"]


_MARKDOWN = (".md", ".markdown")
_DERIVED = ("title", "publisher", "language")  # what the text may give as well


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of rebuilding a record.

    `read` says what came of its texts, `words` of persons' decisions, scores and grades;
    `earlier` counts its texts that were corrected or retracted, which are not carried over.
    """

    read: Summary
    words: ImportedWords
    refused_words: tuple[ServandaError, ...]
    earlier: int


def rebuild(
    old: OlderRecord,
    record: Record,
    *,
    at: datetime | Callable[[], datetime],
    processes: int = 1,
    on_progress: Progress | None = None,
    budget: Budget | None = None,
) -> Rebuilt:
    """Read the texts of `old` anew into `record`, weigh what models answered, carry over decisions and what is followed.

    `processes` and `budget` are those of `servanda.pipeline.put_items`.
    `record` is empty, or one in which this was begun and broken off: then it goes on there.
    Nothing is written to `old`. Raises RecordError where `record` holds anything else.
    """
    now = at if callable(at) else lambda: at
    record.begin_rebuild(old.url)
    total, earlier = old.count()
    items = (_item(report) for report in old.reports())
    read = put_items(
        items, record, at=at, processes=processes, total=total, on_progress=on_progress
    )
    take_answers(record, old.answers(), at=now)
    weigh_pending(record, at=now, processes=processes, budget=budget)
    refused: list[ServandaError] = []
    taken = record.words.import_all(_words(old, refused), at=now())
    if taken.new or taken.undone:
        redate(record, at=now(), on_progress=on_progress)
    for address in old.followed():
        record.followed.add(address, at=now())
    record.end_rebuild()
    return Rebuilt(read, taken, (*refused, *taken.refused), earlier)


def _words(old: OlderRecord, refused: list[ServandaError]) -> Iterator[tuple[Word, Undo | None]]:
    for found in old.words():
        if isinstance(found, ServandaError):
            refused.append(found)
        else:
            yield found


def _item(report: OlderReport) -> RawItem:
    """Hand over a report as its source did: its text, and what was stated beside it.

    What the text alone gives as well is taken as not stated.
    """
    data = report.text.encode("utf-8", "replace")
    stated: dict[str, str] = {}
    if report.origin.lower().endswith(_MARKDOWN):
        with suppress(InputError):  # an older build took it as it was
            stated = front_matter(data)
    stated["encoding"] = "utf-8"
    for name, value in (("url", report.url), ("published", report.published)):
        if value:
            stated.setdefault(name, value)
    bare = RawItem(report.name, data, "text/plain", report.origin, stated)
    try:
        made = make_report(bare)
    except InputError:
        return bare  # reading it will say what is wrong
    for name in _DERIVED:
        value = getattr(report, name)
        if value and value != getattr(made, name):
            stated[name] = value
    return bare
