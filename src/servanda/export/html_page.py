"""One printable HTML file on a relation and a period: no network, no script, light or dark.

The page is `templates/report.html.j2`; here are its cover, its summary and its policy. Texts of
reports are hostile: Jinja escapes every one of them, controls and what turns the direction of writing become
U+FFFD before that, and the page's own policy allows no script and nothing to load, even if markup slipped through.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

from servanda.analysis.answers import BoardRow
from servanda.analysis.lifecycle import SILENT, SOON
from servanda.export.date_words import day, plural, said
from servanda.export.dossier import Dossier
from servanda.export.page_rows import (
    Cells,
    act,
    board_groups,
    called,
    capital,
    event_rows,
    event_ties,
    heard,
)
from servanda.export.safe_text import shown
from servanda.export.texts.marked_texts import MARKED, MarkedTexts, office_row
from servanda.export.timeline_drawing import Drawing, draw, drawn, joined
from servanda.model import CommitmentStatus, Report
from servanda.model.decision import CREDIBILITY, RELIABILITY

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["page", "svg", "templates", "timeline_css"]


_STATUS = CommitmentStatus
_FEW = 3  # of a kind, in the summary
_BLANKS = re.compile(r"[^\S\u00a0]+")  # a blank that no line may break at stays
_MONTH = 31  # days that a date may span and still be counted to its end
_PIECES = 200  # of a template, handed on at a time


def page(dossier: Dossier, *, title: str | None = None, texts: bool = False) -> Iterator[str]:
    """Write the report, piece by piece; nothing in it depends on anything but the dossier.

    With `texts`, the text of every source stands at its end, with the evidence of all rows marked in
    it; each row leads to its words there, and they lead back.
    """
    from markupsafe import Markup

    events = event_rows(dossier)
    marked = MarkedTexts(dossier, events) if texts else None
    marks = [row.mark for row in events]
    ties = event_ties(dossier)
    css = _css()
    stream = (
        templates()
        .get_template("report.html.j2")
        .stream(
            title=title or dossier.title,
            css=Markup(css),  # noqa: S704 - our own file
            policy=_policy(css),
            period=_period(dossier),
            today=day(dossier.today),
            extent=_extent(dossier),
            figures=_figures(dossier),
            brief=list(_brief(dossier)),
            events=events,
            drawing=draw(marks, dossier.today, ties),
            joined=joined(marks, ties),
            left_out=_left_out(len(marks) - len(drawn(marks))),
            board=board_groups(dossier),
            units=dossier.units,
            offices=[
                (party, list(spans)) for party, spans in groupby(dossier.offices, lambda s: s.party)
            ],
            incidents=dossier.incidents,
            reports=dossier.sources,
            cells=Cells(dossier, marked.anchor if marked else None),
            texts=marked.texts if marked else (),
            kinds=MARKED,
            office_row=office_row,
            reliability=RELIABILITY,
            credibility=CREDIBILITY,
            silent=SILENT,
            held=_held(dossier),
        )
    )
    stream.enable_buffering(_PIECES)
    yield from stream


def svg(drawing: Drawing) -> str:
    """Write one timeline as inline SVG."""
    return templates().get_template("timeline.svg.j2").render(drawing=drawing)


@cache
def templates() -> Environment:
    """Return the templates of this package; what reports say is escaped, and one clean line."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("servanda.export"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words = (act, called, capital, heard, plural, said)
    found.filters |= {each.__name__: each for each in words}
    return found


def _safe(value: Any) -> Any:
    """Make a text one clean line, whatever a report put into it; markup of the templates stays."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _BLANKS.sub(" ", shown(value))
    return value


def timeline_css() -> str:
    """Return the style of a timeline, which the printed report and the desk share."""
    return _style("timeline.css")


def _css() -> str:
    return timeline_css() + _style("report.css")


def _style(name: str) -> str:
    return (
        resources.files("servanda.export").joinpath("templates", name).read_text(encoding="utf-8")
    )


def _policy(css: str) -> str:
    """Allow this style sheet and nothing else: no script, no image, no address, no form."""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


# -- the cover -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Figure:
    """A count on the cover; `look` colours it where it is not zero."""

    look: str
    count: int
    label: str


def _period(dossier: Dossier) -> str:
    since, until = dossier.relation.since, dossier.relation.until
    if since and until:
        return f", {day(since)} to {day(until)}"
    if since:
        return f", from {day(since)}"
    return f", up to {day(until)}" if until else ""


def _extent(dossier: Dossier) -> str:
    reports = [one.report for one in dossier.sources]
    if not reports:
        return "no reports"
    stories = dossier.scope.resolution.independent(tuple(report.name for report in reports))
    independent = plural(stories, "independent story", "independent stories")
    count = f"{plural(len(reports), 'report')} ({independent})"
    first, last = _published(reports)
    return f"{count}, {day(first)} to {day(last)}" if first and last else count


def _published(reports: Sequence[Report]) -> tuple[date | None, date | None]:
    """Return the first and the last day of publication; a vague date counts with its first day."""
    known = [report.dating.when for report in reports if report.dating.when]
    firsts = [when.earliest for when in known if when.earliest]
    lasts = [when.latest for when in known if when.latest and (when.width or 0) <= _MONTH]
    return min(firsts, default=None), max([*firsts, *lasts], default=None)


def _figures(dossier: Dossier) -> list[_Figure]:
    held = [entry for entry in dossier.consultations if entry.status == "held"]
    ahead = dossier.of(_STATUS.DUE, _STATUS.PLANNED, _STATUS.UNKNOWN)
    done = dossier.of(_STATUS.DONE, _STATUS.PARTLY_DONE)
    return [
        _Figure("", len(ahead), "commitments open"),
        _Figure("due", len(dossier.of(_STATUS.DUE)), f"due within {SOON} days"),
        _Figure("overdue", len(dossier.overdue), "overdue: no report of completion"),
        _Figure("done", len(done), "done or begun"),
        _Figure("", len(held), "consultations held"),
        _Figure("", len(dossier.incidents), "incidents"),
    ]


# -- the summary -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the summary; `link` leads to the row of that id, in front of the words."""

    words: str
    link: str = ""
    row: str = ""


def _brief(dossier: Dossier) -> Iterator[_Line]:
    yield from _meetings(dossier)
    for row in dossier.overdue[-_FEW:]:
        passed = f": the last day was {_last(row)}; no report in the record says it was done"
        yield _line(row, passed)
    for row in dossier.dated[:_FEW]:
        yield _line(row, f": the last day is {_last(row)}")
    if dossier.incidents:
        answered = sum(bool(row.responses) for row in dossier.incidents)
        count = plural(len(dossier.incidents), "incident").capitalize()
        yield _Line(f"{count}; a response is reported to {answered or 'none'} of them.")


def _meetings(dossier: Dossier) -> Iterator[_Line]:
    """Name the last consultation and the next one announced."""
    today, entries = dossier.today, dossier.consultations
    held = [e for e in entries if e.status == "held" and (e.when.latest or date.max) <= today]
    if held:
        last = max(held, key=lambda e: (e.when.latest or date.min, e.id))
        yield _Line(f"Last consultation: {said(last.when)}, {last.what}.")
    ahead = [e for e in entries if e.status == "planned" and (e.when.earliest or date.min) > today]
    if ahead:
        yield _Line(f"Next announced: {said(ahead[0].when)}, {ahead[0].what}.")


def _line(row: BoardRow, words: str) -> _Line:
    step = next((step for step in row.history if step.why.startswith("due moved")), None)
    who = called(row.obligors) or "No party named"
    return _Line(f"{words}{f' ({step.why})' if step else ''}.", f"{who}: {row.what}", row.id)


def _last(row: BoardRow) -> str:
    return day(row.due.latest) if row.due and row.due.latest else "not known"


# -- notes -----------------------------------------------------------------------------------


def _left_out(count: int) -> str:
    return plural(count, "event") if count else ""


def _held(dossier: Dossier) -> dict[str, str | int]:
    """Count what the whole record holds, in view or not."""
    reports = dossier.scope.every_report
    copies = sum(copy.report != copy.of for copy in dossier.scope.resolution.copies)
    return {
        "reports": plural(len(reports), "report"),
        "copies": plural(copies, "copy", "copies"),
        "undated": sum(report.dating.when is None for report in reports),
        "aside": sum(not report.relevant for report in reports),
    }
