"""`servanda drift WORDS`: who used a wording, when, and how it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from servanda.cli.options import Filters, Settings, filters, settings

if TYPE_CHECKING:
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Report

__all__ = ["command"]


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS...]")
@settings
@filters
def command(chosen: Settings, words: tuple[str, ...], *, filters: Filters) -> None:
    """Show who used a wording and when, its variants, and the report where it changed.

    The texts of all reports are searched for WORDS and for near variants: most of the content words,
    close together in one sentence. Variants are compared word by word: [-gone-] {+added+}. Copies of
    one story count as one source.

    Without WORDS, the assurances that several independent reports contain, each with the number of
    its wordings and the last change; `--party` keeps those that one side gives.
    """
    from servanda.analysis.wording_drift import assured, drift
    from servanda.cli.record_access import open_access, wanted

    formula = " ".join(words)
    with open_access(chosen) as access:
        access.must_have(filters.report)
        reports = _within(access, filters)
        if not formula:
            _all(chosen, assured(access.resolution, reports, party=wanted(filters).code))
            return
        told = drift(access.resolution, reports, formula)
    _one(chosen, told, filters)


def _within(access: RecordAccess, filters: Filters) -> list[Report]:
    """Keep the reports from between the days asked for, and the one asked for."""
    kept = []
    for report in access.reports:
        when = report.dating.when
        first, last = (when.earliest, when.latest) if when else (None, None)
        if filters.since and (last is None or last < filters.since):
            continue
        if filters.until and (first is None or first > filters.until):
            continue
        kept.append(report)
    named = access.view.report(filters.report).id if filters.report else None
    return [report for report in kept if named in (None, report.id)]


def _one(chosen: Settings, told: object, filters: Filters) -> None:
    from servanda.cli.asking.follow_up_columns import DRIFT, VARIANTS
    from servanda.cli.cells import roughly
    from servanda.cli.record_access import plain_row, wanted
    from servanda.cli.render import Sheet, heading, write, write_object

    row = plain_row(told)
    party = wanted(filters).code
    if party is not None:
        row["uses"] = [use for use in row["uses"] if party in use["parties"]]
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
