"""One printable HTML file on a relation and a period: no network, no script, light or dark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import resources

from servanda.analysis.answers import BoardRow
from servanda.analysis.lifecycle import SILENT, SOON
from servanda.export.date_words import day, plural, said, text
from servanda.export.html_tables import (
    board_section,
    called,
    events_table,
    incidents_section,
    marks,
    offices_section,
    sources_section,
    units_section,
)
from servanda.export.relation_report import Dossier
from servanda.export.timeline_drawing import Mark, drawn, svg
from servanda.model import CommitmentStatus

__all__ = ["page"]


_STATUS = CommitmentStatus
_FEW = 3  # of a kind, in the summary


def page(dossier: Dossier, *, title: str | None = None) -> Iterator[str]:
    """Write the report, piece by piece; nothing in it depends on anything but the dossier."""
    found = marks(dossier)
    css = resources.files("servanda.export.data").joinpath("report.css").read_text("utf-8")
    head = title or dossier.title
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="color-scheme" content="light dark">\n<meta name="generator" content="servanda">\n'
    yield f"<title>{text(head)}: commitments and consultations</title>\n"
    yield f"<style>\n{css}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#brief">Skip to the summary</a>\n<main>\n'
    yield _cover(dossier, head)
    yield _figures(dossier)
    yield _contents(dossier)
    for name, title_, pieces in _sections(dossier, found):
        yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{title_}</h2>\n'
        yield from (f"{piece}\n" for piece in pieces if piece)
        yield "</section>\n"
    yield f"<footer>servanda. As of {day(dossier.today)}. {_extent(dossier)}.</footer>\n"
    yield "</main>\n</body>\n</html>\n"


def _sections(dossier: Dossier, found: list[Mark]) -> Iterator[tuple[str, str, Iterator[str]]]:
    yield "brief", "In brief", _brief(dossier)
    yield "timeline", "Timeline", _timeline(dossier, found)
    yield "board", "Commitments", board_section(dossier)
    if dossier.units:
        yield "units", "Commands and units", units_section(dossier)
    yield "offices", "Offices and who held them", offices_section(dossier)
    yield "incidents", "Incidents and responses", incidents_section(dossier)
    yield "sources", "Sources", sources_section(dossier)
    yield "method", "Method and limits", _method(dossier)


def _contents(dossier: Dossier) -> str:
    names = [(name, title) for name, title, _ in _sections(dossier, [])]
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for name, title in names)
    return f'<nav class="contents" aria-label="Contents"><ol>{links}</ol></nav>\n'


def _cover(dossier: Dossier, title: str) -> str:
    return (
        '<header class="cover">\n<p class="kicker">Record of commitments and consultations</p>\n'
        f"<h1>{text(title)}</h1>\n"
        f'<p class="lede">What was promised, what became of it, and who met whom{_period(dossier)}.</p>\n'
        f'<ul class="facts"><li>As of {day(dossier.today)}</li><li>{_extent(dossier)}</li></ul>\n'
        "</header>\n"
    )


def _period(dossier: Dossier) -> str:
    since, until = dossier.relation.since, dossier.relation.until
    if since and until:
        return f", {day(since)} to {day(until)}"
    if since:
        return f", from {day(since)}"
    return f", up to {day(until)}" if until else ""


def _extent(dossier: Dossier) -> str:
    reports = [one.report for one in dossier.sources]
    stories = dossier.outlook.world.independent(tuple(report.name for report in reports))
    ends: list[date] = []
    for report in reports:
        when = report.dating.when
        ends += [at for at in (when.earliest, when.latest) if at] if when else []
    count = plural(len(reports), "report")
    count += f" ({plural(stories, 'independent story', 'independent stories')})" if reports else ""
    return f"{count}, {day(min(ends))} to {day(max(ends))}" if ends else count


def _figures(dossier: Dossier) -> str:
    held = [entry for entry in dossier.consultations if entry.status == "held"]
    ahead = dossier.of(_STATUS.DUE, _STATUS.PLANNED, _STATUS.UNKNOWN)
    figures = (
        ("", len(ahead), "commitments open"),
        ("due", len(dossier.of(_STATUS.DUE)), f"due within {SOON} days"),
        ("overdue", len(dossier.overdue), "overdue: no report of completion"),
        ("done", len(dossier.of(_STATUS.DONE, _STATUS.PARTLY_DONE)), "done or begun"),
        ("", len(held), "consultations held"),
        ("", len(dossier.incidents), "incidents"),
    )
    cells = "".join(
        f"<div{f' class={name}' if name and count else ''}><dt>{label}</dt><dd>{count}</dd></div>"
        for name, count, label in figures
    )
    return f'<dl class="figures">{cells}</dl>\n'


def _brief(dossier: Dossier) -> Iterator[str]:
    lines = list(_lines(dossier))
    if not lines:
        yield '<p class="note">The record holds nothing on this relation in this period.</p>'
        return
    yield f'<ul class="brief">{"".join(f"<li>{each}</li>" for each in lines)}</ul>'


def _lines(dossier: Dossier) -> Iterator[str]:
    held = [
        e for e in dossier.consultations if e.status == "held" and _past(dossier, e.when.latest)
    ]
    if held:
        last = max(held, key=lambda e: (e.when.latest or date.min, e.id))
        yield f"Last consultation: {text(said(last.when))}, {text(last.what)}."
    ahead = [
        e
        for e in dossier.consultations
        if e.status == "planned" and (e.when.earliest or date.min) > dossier.today
    ]
    if ahead:
        yield f"Next announced: {text(said(ahead[0].when))}, {text(ahead[0].what)}."
    for row in dossier.overdue[-_FEW:]:
        passed = f"the last day was {_last(row)}; no report in the record says it was done"
        yield f"{_link(row)}: {passed}{_moved(row)}."
    for row in dossier.dated[:_FEW]:
        yield f"{_link(row)}: the last day is {_last(row)}{_moved(row)}."
    if dossier.incidents:
        answered = sum(bool(row.responses) for row in dossier.incidents)
        told = (
            "to none of them is a response told of"
            if not answered
            else f"to {answered} a response is told of"
        )
        yield f"{plural(len(dossier.incidents), 'incident').capitalize()}; {told}."


def _link(row: BoardRow) -> str:
    return f'<a href="#{text(row.id)}">{text(called(row.obligors) or "No party named")}: {text(row.what)}</a>'


def _moved(row: BoardRow) -> str:
    step = next((step for step in row.history if step.why.startswith("due moved")), None)
    return f" ({text(step.why)})" if step else ""


def _past(dossier: Dossier, at: date | None) -> bool:
    return at is not None and at <= dossier.today


def _last(row: BoardRow) -> str:
    return day(row.due.latest) if row.due and row.due.latest else "not known"


def _timeline(dossier: Dossier, found: list[Mark]) -> Iterator[str]:
    if not found:
        yield '<p class="note">Nothing here bears a date.</p>'
        return
    drawing = svg(found, dossier.today)
    if drawing:
        yield f'<div class="wide" role="region" aria-label="Timeline" tabindex="0">{drawing}</div>'
    yield (
        '<ul class="key"><li>Filled: took place</li><li>Hollow: announced, or still ahead</li>'
        "<li>Broken line: called off, moved or dropped</li>"
        "<li>A long mark: some day within that span</li></ul>"
    )
    left = len(found) - len(drawn(found))
    if left:
        yield f'<p class="note">{plural(left, "event")} of the list below, too vague in time or too early, left out of the drawing.</p>'
    yield events_table(found)


def _method(dossier: Dossier) -> Iterator[str]:
    world = dossier.outlook.world
    reports = dossier.outlook.every_report
    undated = sum(report.dating.when is None for report in reports)
    aside = sum(not report.relevant for report in reports)
    copies = sum(copy.report != copy.of for copy in world.copies)
    yield (
        '<div class="method"><p>Every entry was read out of published reports by rules, and rests on words that stand in '
        "them; the numbers lead to the sources. What several reports tell of is joined into one entry where people, "
        "parties, time and matter agree; the most exact date that the words allow is kept, and a date "
        "that is not known to the day is shown as a span. Nothing is filled in from elsewhere.</p><ul>"
        f"<li><b>Overdue</b> means that the last admissible day had passed on {day(dossier.today)} and no report in the "
        "record says that it was done. It does not mean that it failed. <b>Unknown</b> means that there is no deadline and "
        f"no report has spoken of it for {SILENT} days.</li>"
        "<li>A <b>commitment</b> is discrete, can be verified and lies ahead; hopes, requests and forecasts are left out.</li>"
        "<li><b>Independent sources</b>: reports that carry one wire story, or copy each other, count once.</li>"
        "<li><b>Compliance</b> is a person's score for each party bound: +1 full, 0 in progress or partial, −1 none.</li>"
        "<li><b>Reliability</b> (A to F) is a person's grade of the source, <b>credibility</b> (1 to 6) of the report; "
        "where nobody has graded, nothing is assumed.</li>"
        f"<li>The record holds {plural(len(reports), 'report')}: {plural(copies, 'copy', 'copies')} of others, "
        f"{undated or 'none'} without a known date, {aside or 'none'} set aside as beside the matter. What no report in it "
        "tells is not here; silence in the record is not silence in the world.</li></ul></div>"
    )
