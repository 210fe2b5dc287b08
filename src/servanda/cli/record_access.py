"""What the commands ask of a record: rows in the contract's shape, narrowed as the options say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.options import Filters, Settings
from servanda.model.serialization import plain_row
from servanda.record_questions import Moment, RecordQuestions, view_at

if TYPE_CHECKING:
    from datetime import date

    from servanda.export.narrowing import Wanted
    from servanda.export.scope import Scope
    from servanda.store import Record, View

__all__ = [
    "RecordAccess",
    "begun",
    "narrowed",
    "open_access",
    "plain_row",
    "titled",
    "view_of",
    "wanted",
]


Row = dict[str, Any]


class RecordAccess(RecordQuestions):
    """The questions to a record, as the options of a command put them."""

    def __init__(self, record: Record, settings: Settings) -> None:
        super().__init__(record, _moment(settings), lambda line: click.echo(line, err=True))
        self.settings = settings

    def scope(self, filters: Filters | Wanted) -> Scope:
        """Give all that an export is made from, narrowed as the filters say."""
        return super().scope(wanted(filters) if isinstance(filters, Filters) else filters)


def _moment(said: Settings) -> Moment:
    nothing: frozenset[str] = frozenset()
    return Moment(
        said.present,
        said.as_of,
        said.known_by,
        said.recorded_by,
        said.judged or "applied",
        said.reliability or nothing,
        said.credibility or nothing,
        said.min_confidence,
    )


def view_of(record: Record, settings: Settings, judged: str | None = None) -> View:
    """Take the view of a record that the options ask for; `judged` overrides theirs."""
    return view_at(record, _moment(settings), judged)


@contextmanager
def open_access(settings: Settings) -> Iterator[RecordAccess]:
    """Open the record for looking; close it at the end. Raises RecordError where there is none."""
    from servanda.store import open_record

    with open_record(settings.url, create=False) as record:
        yield RecordAccess(record, settings)


def narrowed(rows: Iterable[Row], filters: Filters) -> list[Row]:
    """Keep the rows that every given filter lets through; a party may be a code or any name of it."""
    from servanda.export.narrowing import narrowed

    return narrowed(rows, wanted(filters))


def titled(known: RecordAccess | Mapping[str, str], rows: Iterable[Row]) -> list[Row]:
    """Give rows of a table that name a report from an address its title: the name is a piece of that.

    `known` is the record, or its titles by the reports' names.
    """
    titles = known.view.titles() if isinstance(known, RecordAccess) else known
    found = [dict(row) for row in rows]
    if not titles:
        return found
    for row in found:
        for one in (row, *(row.get("before") or ()), *(row.get("uses") or ())):
            title = titles.get(str(one.get("report")))
            if title:
                one["report_title"] = title
    return found


def wanted(filters: Filters) -> Wanted:
    """Put the command line's filters as the exports take them."""
    from servanda.export.narrowing import Wanted

    return Wanted(**{one.name: getattr(filters, one.name) for one in fields(filters)})


def begun(rows: Iterable[Row], day: date | None) -> list[Row]:
    """Leave out what happened, or was first heard of, after `day`; plans stay."""
    from servanda.export.narrowing import begun

    return begun(rows, day)
