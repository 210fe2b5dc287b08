"""The tables of a printable report: dated events, the board, offices, incidents, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from servanda.analysis.answers import BoardRow, IncidentRow, ResponseRow
from servanda.export.date_words import NO_DATE, due, plural, said, text
from servanda.export.relation_report import Dossier, Graded
from servanda.export.tables import scored
from servanda.export.timeline_drawing import Mark
from servanda.model import Commitment, CommitmentStatus, When
from servanda.model.decision import CREDIBILITY, RELIABILITY
from servanda.resolution import OfficeSpan
from servanda.world.country_codes import party_name

__all__ = [
    "board_section",
    "called",
    "events_table",
    "incidents_section",
    "marks",
    "offices_section",
    "sources_section",
    "units_section",
]


_STATUS = CommitmentStatus
_LONG = 18  # characters of a time that is let wrap
_WORDS = 320  # characters of a report's words


def marks(dossier: Dossier) -> list[Mark]:
    """Put everything dated into one list, in order of time, numbered from 1."""
    found: list[tuple[str, When, str, str]] = [
        ("Consultations", e.when, e.what, "planned" if e.status == "proposed" else e.status)
        for e in dossier.consultations
    ]
    found += [("Incidents", r.when, act(r), "held") for r in dossier.incidents if r.when]
    found += [
        ("Changes", e.when, e.what, "held" if e.status in ("done", "started") else "planned")
        for e in dossier.changes
    ]
    for row in dossier.rows:
        if row.due is not None and row.due.latest is not None:
            when = row.due if row.due.earliest else When.on(row.due.latest)
            found.append(("Deadlines", when, _promise(row), _look(row)))
    found.sort(key=lambda one: (str(one[1].earliest or one[1].latest), str(one[1].latest), one[2]))
    return [
        Mark(at, lane, when, what, look) for at, (lane, when, what, look) in enumerate(found, 1)
    ]


def _look(row: BoardRow) -> str:
    if row.status in (_STATUS.DONE, _STATUS.PARTLY_DONE):
        return "done"
    if row.status is _STATUS.OVERDUE:
        return "overdue"
    return "cancelled" if row.status in (_STATUS.REVISED, _STATUS.DROPPED) else "planned"


def events_table(found: Sequence[Mark]) -> str:
    """List what the timeline draws, and what is too vague to be drawn."""
    words = {
        "Consultations": "Consultation",
        "Incidents": "Incident",
        "Changes": "Change",
        "Deadlines": "Deadline",
    }
    rows = [
        f'<tr id="e{one.number}"><td class="num">{one.number}</td>{_when(one.when)}'
        f"<td>{words[one.lane]}</td><td>{text(one.what)}</td><td>{_state(one)}</td></tr>"
        for one in found
    ]
    return _table("Dated events, in order", ("no.", "When", "Kind", "What", "Status"), rows)


def _state(mark: Mark) -> str:
    if mark.lane == "Incidents":
        return ""
    names = {"held": "done", "planned": "planned"} if mark.lane == "Changes" else {}
    name = names.get(mark.look, mark.look)
    if mark.lane == "Deadlines":
        name = {"planned": "ahead", "cancelled": "moved or dropped"}.get(mark.look, mark.look)
    return _badge(mark.look if mark.look != "held" or mark.lane != "Changes" else "done", name)


def board_section(dossier: Dossier) -> Iterator[str]:
    """Write the board: commitments by where they stand, the pressing ones first."""
    groups = (
        (
            "Overdue",
            "The last day has passed and no report here says it was done.",
            dossier.overdue,
        ),
        ("With a deadline ahead", "", dossier.dated),
        ("Done or begun", "", dossier.of(_STATUS.DONE, _STATUS.PARTLY_DONE)),
        ("Moved or dropped", "", dossier.of(_STATUS.REVISED, _STATUS.DROPPED)),
        (
            "Without a deadline",
            "Standing undertakings. “Unknown” means that no report has spoken of it for a year.",
            dossier.open,
        ),
    )
    for title, note, rows in groups:
        if rows:
            yield f'<h3>{title} <span class="count">{len(rows)}</span></h3>'
            yield f'<p class="note">{note}</p>' if note else ""
            yield _table(
                title,
                ("Due", "Who", "Commitment", "Status", "Sources")[rows is dossier.open :],
                [_row(dossier, row, timed=rows is not dossier.open) for row in rows],
            )
    if not dossier.rows:
        yield '<p class="note">No report in the record tells of a commitment here.</p>'


def _row(dossier: Dossier, row: BoardRow, *, timed: bool) -> str:
    bodies = [dossier.outlook.world.claims[one].claim.body for one in row.claims]
    promised = [body for body in bodies if isinstance(body, Commitment)]
    target = next((body.target for body in promised if body.target), None)
    extra = [f"If: {row.condition}" if row.condition else ""]
    extra += [f"Target: {target.quantity} {target.unit or ''}" if target else ""]
    extra += [
        f"For: {called(dossier.outlook.beneficiaries(row))}"
        if dossier.outlook.beneficiaries(row)
        else ""
    ]
    extra += [f"Compliance: {scored(one)}" for one in dossier.outlook.compliance.get(row.id, ())]
    heard = _heard(row)
    told = next((step for step in row.history if step.words), None)
    words = f'<span class="said">“{text(_cut(told.words))}”</span>' if told else ""
    more = "".join(f'<span class="extra">{text(each)}</span>' for each in extra if each)
    why = f'<span class="extra">{text(heard)}</span>' if heard else ""
    return (
        f'<tr id="{text(row.id)}">{_when(row.due, empty="") if timed else ""}<td class="who">{text(called(row.obligors))}</td>'
        f"<td>{text(_capital(row.what))}{more}{words}</td>"
        f"<td>{_badge(row.status.value, row.status.value.replace('_', ' '))}{why}</td>"
        f"{_refs(dossier, row.reports)}</tr>"
    )


def _heard(row: BoardRow) -> str:
    if row.last_heard is None:
        return ""
    independent = plural(row.stories, "independent source")
    return f"{independent}; last report {said(row.last_heard)}"


def offices_section(dossier: Dossier) -> Iterator[str]:
    """Write who held which office, party by party."""
    for party, spans in groupby(dossier.offices, key=lambda span: span.party):
        rows = [_span(dossier, span) for span in spans]
        name = called([party or ""])
        yield f"<h3>{text(name)}</h3>"
        yield _table(
            f"Offices of {name}",
            ("Office", "Holder", "In office", "Named in reports", "Sources"),
            rows,
        )
    if not dossier.offices:
        yield '<p class="note">No report in the record names a holder of an office here.</p>'


def _span(dossier: Dossier, span: OfficeSpan) -> str:
    since = f"since {said(span.since)}" if span.since else ""
    until = f"until {said(span.until)}" if span.until else ""
    marks_ = [word for word, so in (("former", span.former), ("incoming", span.incoming)) if so]
    named = said(span.first_seen)
    if span.last_seen is not None and span.last_seen != span.first_seen:
        named = f"{named} to {said(span.last_seen)}"
    term = " ".join(filter(None, (since, until))) or "not said"
    who = f"{text(span.name)}{f' ({marks_[0]})' if marks_ else ''}"
    return (
        f'<tr><td>{text(span.title)}</td><th scope="row">{who}</th><td>{text(term)}</td>'
        f"<td>{text(named)}</td>{_refs(dossier, span.reports)}</tr>"
    )


def units_section(dossier: Dossier) -> Iterator[str]:
    """Write the commands and units, as they stand."""
    rows = [
        f'<tr><td class="who">{text(called([row.party] if row.party else []))}</td>'
        f'<th scope="row">{text(row.unit)}</th><td>{text(row.change)}</td>'
        f"{_when(row.when or row.due, empty='')}<td>{_badge(row.status, row.status)}</td>"
        f"{_refs(dossier, row.reports)}</tr>"
        for row in dossier.units
    ]
    yield _table(
        "Commands and units", ("Party", "Unit", "Change", "When", "Status", "Sources"), rows
    )


def incidents_section(dossier: Dossier) -> Iterator[str]:
    """Write the incidents, the latest first, each with what answered it."""
    rows = [
        f"<tr>{_when(row.when)}<td>{text(act(row))}"
        f"{f'<span class=extra>{text(row.place)}</span>' if row.place else ''}</td>"
        f"<td>{_responses(row.responses)}</td>{_refs(dossier, row.reports)}</tr>"
        for row in dossier.incidents
    ]
    if rows:
        yield _table(
            "Incidents and responses", ("When", "Incident", "Response told of", "Sources"), rows
        )
    else:
        yield '<p class="note">No report in the record tells of an incident here.</p>'


def _responses(found: Iterable[ResponseRow]) -> str:
    said_ = []
    for one in found:
        after = ""
        if one.days is not None:
            after = "the same day" if one.days == 0 else f"{plural(one.days, 'day')} later"
        when = ", ".join(filter(None, (said(one.when) if one.when else "", after)))
        said_.append(
            f'<div>{text(_capital(one.what))}<span class="extra">{text(when)}</span></div>'
        )
    return "".join(said_) or '<span class="extra">none told of</span>'


def sources_section(dossier: Dossier) -> Iterator[str]:
    """Write the sources, numbered as they are cited."""
    rows = [_source(one) for one in dossier.sources]
    columns = ("no.", "Published", "Report", "Source", "Reliability", "Credibility")
    yield _table("Sources", columns, rows, sort="sources")


def _source(one: Graded) -> str:
    report = one.report
    title = text(report.title or report.name)
    if report.url and report.url.startswith(("http://", "https://")):
        title = f'<a href="{text(report.url)}">{title}</a>'
    basis = report.dating.basis.value if report.dating.when else ""
    if report.dating.when and basis not in ("stated", ""):
        basis = f'<span class="extra">date {text(basis)}</span>'
    else:
        basis = ""
    whence = ", ".join(dict.fromkeys(filter(None, (report.wire, report.publisher)))) or "not named"
    copied = f'<span class="extra">repeats {text(one.copy_of)}</span>' if one.copy_of else ""
    return (
        f'<tr id="s{one.number}"><td class="num">{one.number}</td>'
        f"{_when(report.dating.when, extra=basis)}"
        f'<td>{title}<span class="extra">{text(report.name)}</span>{copied}</td><td>{text(whence)}</td>'
        f"<td>{_grade(one.reliability, RELIABILITY)}</td>"
        f"<td>{_grade(one.credibility, CREDIBILITY)}</td></tr>"
    )


def _grade(value: str | None, words: dict[str, str]) -> str:
    if value is None:
        return '<span class="extra">not graded</span>'
    return (
        f'<span class="grade">{text(value)}</span><span class="extra">{text(words[value])}</span>'
    )


def act(row: IncidentRow) -> str:
    """Put an incident into one line: who did what to whom."""
    who = " against ".join(called([side]) for side in (row.actor, row.target) if side)
    return f"{who}: {row.act}" if who else _capital(row.act)


def _promise(row: BoardRow) -> str:
    return f"{called(row.obligors)}: {row.what}" if row.obligors else _capital(row.what)


def called(codes: Iterable[str]) -> str:
    """Name parties as people do: "Norway, NATO"."""
    return ", ".join(party_name(code) for code in codes)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _cut(words: str) -> str:
    bare = " ".join(words.split())
    return bare if len(bare) <= _WORDS else bare[:_WORDS].rsplit(" ", 1)[0] + " …"


def _badge(status: str, name: str) -> str:
    return f'<span class="status {text(status)}">{text(name)}</span>'


def _when(when: When | None, *, empty: str = NO_DATE, extra: str = "") -> str:
    words = due(when) if when else empty
    long = " long" if len(words) > _LONG else ""
    return f'<td class="when{long}">{text(words) if words else ""}{extra}</td>'


def _refs(dossier: Dossier, names: Iterable[str]) -> str:
    numbers = sorted(dossier.numbers[name] for name in set(names) if name in dossier.numbers)
    links = " ".join(
        f'<a href="#s{number}" aria-label="source {number}">[{number}]</a>' for number in numbers
    )
    return f'<td class="refs">{links}</td>'


def _table(caption: str, columns: Sequence[str], rows: Iterable[str], sort: str = "") -> str:
    head = "".join(
        f'<th scope="col"{" class=num" if name == "no." else ""}>{"" if name == "no." else name}'
        f"{'<span hidden>no.</span>' if name == 'no.' else ''}</th>"
        for name in columns
    )
    return (
        f'<div class="wide" role="region" aria-label="{text(caption)}" tabindex="0"><table{f" class={sort}" if sort else ""}><caption>{text(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
