"""`servanda brief REPORT`: what a report says that the record did not know before its date."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.help_groups import GroupedCommand
from servanda.cli.options import Settings, settings

if TYPE_CHECKING:
    from servanda.analysis.briefing import Brief
    from servanda.cli.record_access import RecordAccess
    from servanda.model import Report, ResolvedClaim

__all__ = ["command"]


_TITLES = {
    "new": "New",
    "sharpened": "Said more exactly",
    "moved": "Moved",
    "met": "Met: announced or promised before",
    "contradicted": "Contradicted",
    "reworded": "Said before in other words",
    "repeated": "Repeated word for word",
    "silent": "Gone silent: said in the last three readouts of this pair",
}


@click.command(cls=GroupedCommand)
@click.argument("report", metavar="REPORT")
@click.option(
    "--only",
    type=click.Choice(tuple(_TITLES)),
    multiple=True,
    help="Only entries of this sort; can be given more than once.",
)
@settings
def command(chosen: Settings, report: str, only: tuple[str, ...]) -> None:
    """Show what a report says that the record did not know before its date.

    REPORT is a report in the record, by name or id, or the path of a file that is not in the record:
    it is read and compared with the record without being kept.

    What is new; what is said more exactly than before (spring, March, 19 March); deadlines that moved;
    what was announced or promised and is now reported as done; what contradicts an earlier report;
    what is repeated, in other words or word for word; and what has gone silent: said in each of the
    last three readouts of the same parties, and absent here. The words of the earlier reports are
    under each entry. A report without a date is compared with all others, and the output says so.
    """
    from servanda.cli.asking.follow_up_columns import BRIEF, brief_rows
    from servanda.cli.record_access import open_access, plain_row, titled
    from servanda.cli.render import Sheet, heading, write, write_object
    from servanda.model.time_words import said

    with open_access(chosen) as access:
        found = _brief(access, report)
        titles = access.view.titles()
    if only:
        found = dataclasses.replace(found, rows=tuple(r for r in found.rows if r.change in only))
    if chosen.written in ("json", "jsonl"):
        write_object(plain_row(found), chosen.written)
        return
    rows = brief_rows(found)
    if chosen.written == "csv":
        write(Sheet("brief", BRIEF, rows), "csv")
        return
    rows = titled(titles, rows)
    heading(f"{titles.get(found.report, found.report)}, {said(found.published, 'date unknown')}")
    heading(found.note, style="dim")
    for change, title in _TITLES.items():
        part = [row for row in rows if row["change"] == change]
        if part:
            click.echo()
            write(Sheet(title, BRIEF, part), "table")
    if not rows:
        click.echo("it says nothing that could be compared", err=True)


def _brief(access: RecordAccess, name: str) -> Brief:
    """Brief a report of the record, or a file compared with it."""
    from servanda.analysis.briefing import brief
    from servanda.errors import NotFoundError

    try:
        return access.brief(name)
    except NotFoundError as error:
        _must_be_file(name, error.reason)
    from servanda.resolution.resolve import resolve_claims

    report, claims = _aside(name, access.settings.min_confidence)
    others = [one for one in access.reports if one.id != report.id]
    found = [one for one in access.claims if one.claim.report != report.id]
    reports = [*others, report]
    resolution = resolve_claims([*found, *claims], reports, access.view.decisions())
    return brief(resolution, reports, report.id)


def _must_be_file(name: str, reason: str) -> None:
    """Raise NotFoundError or UsageError where `name`, which is no report, names no file either."""
    from servanda.errors import NotFoundError, UsageError

    if "://" in name:
        remedy = f"read it first: servanda read {name}"
        raise UsageError(name, "an address is not fetched for a briefing", remedy)
    if Path(name).is_dir():
        remedy = "read it first (servanda read), then name one report of it"
        raise UsageError(name, "this is a folder, and a briefing is on one report", remedy)
    if not Path(name).is_file():
        reason = f"{reason}, and there is no such file"
        raise NotFoundError(name, reason, "see: servanda show reports")


def _aside(path: str, least: float | None) -> tuple[Report, list[ResolvedClaim]]:
    """Read one file without keeping it. Raises InputError or UsageError where it holds no report."""
    from datetime import UTC, datetime

    from servanda.errors import InputError, UsageError
    from servanda.pipeline import READER, read_items
    from servanda.sources import open_path
    from servanda.store import open_record

    found: list[Any] = list(open_path(path))
    if len(found) != 1:
        raise UsageError(
            path,
            f"it holds {len(found)} reports, and a briefing is on one",
            "read it first (servanda read), then name one of them",
        )
    if isinstance(found[0], InputError):
        raise found[0]
    reading = next(read_items(found))
    if isinstance(reading, InputError):
        raise reading
    with open_record("sqlite://") as record:  # in memory, to work out its times; thrown away
        record.put(reading.report, reading.claims, at=datetime.now(tz=UTC), reader=READER)
        view = record.view(min_confidence=least)
        return view.reports()[0], list(view.claims())
