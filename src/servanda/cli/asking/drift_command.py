"""`servanda drift WORDS`: who used a wording, when, and how it changed."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from servanda.analysis import Drift
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Report
    from servanda.store import ReportHeader

    Within = Callable[[Report | ReportHeader], bool]

__all__ = ["command"]


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@settings
@functools.partial(filters, without=("status", "givers", "receivers"))
def command(chosen: Settings, words: tuple[str, ...], *, filters: Filters) -> None:
    """Show who used a wording and when, its variants, and the report where it changed.

    The texts of all reports are searched for WORDS and for near variants: most of the content words,
    close together in one sentence. Variants are compared word by word: [-gone-] {+added+}. Copies of
    one story count as one source.

    Without WORDS, the assurances that several independent reports contain, each with the number of
    its wordings and the last change; `--party` keeps those that it gives.
    """
    from servanda.cli.record_access import open_access

    formula = " ".join(words)
    with open_access(chosen) as access:
        named = access.view.report(filters.report).id if filters.report else None

        def within(one: Report | ReportHeader) -> bool:
            return named in (None, one.id) and _within(one, filters)

        if not formula:
            _all(chosen, _assured(access, filters, within))
            return
        found = _drift(access, formula, within)
    _one(chosen, found, filters)


def _drift(access: RecordAccess, formula: str, within: Within) -> Drift:
    from servanda.analysis.indexed.record_drift import drift_by_index
    from servanda.analysis.wording_drift import drift

    if access.indexed:
        return drift_by_index(access.selection, formula, within)
    return drift(access.resolution, list(filter(within, access.reports)), formula)


def _assured(access: RecordAccess, filters: Filters, within: Within) -> tuple[Drift, ...]:
    from servanda.analysis.indexed.record_drift import assured_by_index
    from servanda.analysis.wording_drift import assured

    if access.indexed:
        return assured_by_index(access.selection, within, parties=filters.parties)
    reports = list(filter(within, access.reports))
    return assured(access.resolution, reports, parties=filters.parties)


def _within(one: Report | ReportHeader, filters: Filters) -> bool:
    """Whether a report may be from between the days asked for."""
    when = one.dating.when
    first, last = (when.earliest, when.latest) if when else (None, None)
    if filters.since and (last is None or last < filters.since):
        return False
    return not filters.until or (first is not None and first <= filters.until)


def _one(chosen: Settings, found: object, filters: Filters) -> None:
    from servanda.cli.asking.follow_up_columns import DRIFT, VARIANTS
    from servanda.cli.cells import roughly
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, heading, write, write_object
    from servanda.model.parties import lies_between

    row = plain_row(found)
    row["uses"] = [use for use in row["uses"] if lies_between(use["parties"], filters.parties)]
    nothing = f"no report uses {row['formula']!r}, nor anything close to it"
    if chosen.written in ("json", "jsonl"):
        write_object(row, chosen.written)
        return
    if chosen.written == "csv" or not row["uses"]:
        write(Sheet("drift", DRIFT, row["uses"], nothing), chosen.written)
        return
    first, last = roughly(row["first"]) or "no day known", roughly(row["last"])
    count = f"{row['stories']} independent sources" if row["stories"] > 1 else "one source"
    heading(f"“{row['formula']}”: {count}, first {first}, last {last or 'no day known'}")
    click.echo()
    write(Sheet("Wordings", VARIANTS, row["variants"]), "table")
    click.echo()
    write(Sheet("Uses", DRIFT, row["uses"]), "table")


def _all(chosen: Settings, found: object) -> None:
    from servanda.cli.asking.follow_up_columns import DRIFTS
    from servanda.cli.record_access import plain_row
    from servanda.cli.render import Sheet, write

    note = "[-gone-] {+added+}, beside the wording before"
    nothing = "no assurance that two independent reports contain"
    write(Sheet("Assurances", DRIFTS, plain_row(found), nothing, note), chosen.written)
