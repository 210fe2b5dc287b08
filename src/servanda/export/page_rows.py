"""What a printable report shows of a dossier, as plain rows and words: dated events, the board, cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.analysis.answers import BoardRow, IncidentRow
from servanda.analysis.plan_status import DAY_PASSED, status_words
from servanda.export.date_words import plural, said
from servanda.export.dossier import Dossier
from servanda.export.safe_text import one_line
from servanda.export.tables import scored
from servanda.export.timeline_drawing import TIES, Mark, Tie
from servanda.model import ClaimId, Commitment, CommitmentStatus, When
from servanda.world.country_codes import party_name

__all__ = [
    "Anchor",
    "Cells",
    "EventRow",
    "Group",
    "Quote",
    "Ref",
    "act",
    "board_groups",
    "called",
    "capital",
    "event_rows",
    "event_ties",
    "heard",
]


Anchor = Callable[[Iterable[ClaimId], str], str]
"""Where in the text of a report the words of claims stand: an anchor, or ""."""

_STATUS = CommitmentStatus
_WORDS = 320  # characters of a report's words
_KINDS = {
    "Consultations": "Consultation",
    "Incidents": "Incident",
    "Changes": "Change",
    "Deadlines": "Deadline",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a report, and the number of that source; None where it is not among the sources.

    `claim` is the claim whose words they are, where they are one's.
    """

    words: str
    source: int | None
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """A source's number in a row, and where on the page it leads to."""

    number: int
    to: str


class Cells:
    """The cells of a dossier's rows that are more than one of their values."""

    def __init__(self, dossier: Dossier, anchor: Anchor | None = None) -> None:
        self._dossier = dossier
        self._outlook = dossier.scope
        self._anchor = anchor

    def sources(self, names: Iterable[str], claims: Sequence[ClaimId] = ()) -> tuple[Ref, ...]:
        """Give the numbers of the sources that these reports are, in order.

        Each leads to the words in the source's text that the row's `claims` rest on, where the page
        has the texts, and to the row of the source otherwise.
        """
        numbers = self._dossier.numbers
        there = sorted((numbers[name], name) for name in set(names) if name in numbers)
        return tuple(
            Ref(number, self._place(claims, name) or f"s{number}") for number, name in there
        )

    def _place(self, claims: Sequence[ClaimId], report: str) -> str:
        return self._anchor(claims, report) if self._anchor is not None else ""

    def sentence(self, quote: Quote | None) -> str:
        """Return the anchor of the words that are quoted; "" where the page has no texts."""
        if quote is None or not quote.claim:
            return ""
        claim = ClaimId(quote.claim)
        return self._place([claim], self._outlook.resolution.claims[claim].source)

    def quote(self, claims: Iterable[ClaimId], status: str = "") -> Quote | None:
        """Quote the words that something rests on, of the report that says it stands as it does."""
        found = self._dossier.evidence(claims, status)
        if found is None:
            return None
        return self._quoted(found.claim.evidence[0].exact, found.source, found.claim.id)

    def promise(self, row: BoardRow) -> Quote | None:
        """Quote the first words of a commitment's history."""
        first = next((step for step in row.history if step.words), None)
        if first is None:
            return None
        here = (
            one for one in row.claims if self._outlook.resolution.claims[one].source == first.report
        )
        return self._quoted(first.words, first.report, next(here, ""))

    def details(self, row: BoardRow) -> Iterator[str]:
        """Give a commitment's condition, target, beneficiaries and scores, those there are."""
        bodies = [self._outlook.resolution.claims[one].claim.body for one in row.claims]
        targets = [body.target for body in bodies if isinstance(body, Commitment) and body.target]
        if row.condition:
            yield f"If: {row.condition}"
        for target in targets[:1]:
            yield f"Target: {target.quantity} {target.unit or ''}"
        if row.beneficiaries:
            yield f"For: {called(row.beneficiaries)}"
        for score in self._outlook.compliance.get(row.id, ()):
            yield f"Compliance: {scored(score)}"

    def _quoted(self, words: str, report: str, claim: str) -> Quote:
        bare = one_line(words)
        cut = bare if len(bare) <= _WORDS else bare[:_WORDS].rsplit(" ", 1)[0] + " …"
        return Quote(cut, self._dossier.numbers.get(report), claim)


def called(codes: Iterable[str]) -> str:
    """Name parties as people do: "Norway, NATO"."""
    return ", ".join(map(party_name, codes))


def capital(words: str) -> str:
    """Begin words with a capital letter."""
    return words[:1].upper() + words[1:]


# -- dated events ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EventRow:
    """A dated event; `row` is the id of the row that shows it in full, where there is one."""

    mark: Mark
    reports: tuple[str, ...]
    row: str = ""
    quote: Quote | None = None
    claims: tuple[ClaimId, ...] = ()

    @property
    def kind(self) -> str:
        """What kind of event it is."""
        return _KINDS[self.mark.lane]

    @property
    def status(self) -> tuple[str, str] | None:
        """The look and the words of its status; None for an incident, which has none."""
        look = self.mark.look
        if self.mark.lane == "Incidents":
            return None
        if self.mark.lane == "Changes":
            look = "done" if look == "held" else look
        if self.mark.lane == "Deadlines":
            return look, {"planned": "ahead", "cancelled": "moved or dropped"}.get(look, look)
        if self.mark.lane == "Consultations" and look == "overdue":
            return look, status_words(DAY_PASSED)
        return look, look


def event_rows(dossier: Dossier) -> list[EventRow]:
    """List everything dated in order of time, numbered from 1: what the timeline draws, and the rest."""
    cells = Cells(dossier)
    found = [*_consultations(dossier, cells), *_incidents(dossier), *_changes(dossier, cells)]
    found += _deadlines(dossier)
    found.sort(key=lambda row: _order(row.mark))
    return [
        replace(row, mark=replace(row.mark, number=number)) for number, row in enumerate(found, 1)
    ]


def event_ties(dossier: Dossier) -> list[Tie]:
    """List what fulfils a plan or answers an incident, of all that the dossier's reports tell."""
    return [
        Tie(entity.id, link.type.value, link.to)
        for entity in dossier.scope.resolution.entities
        for link in entity.links
        if link.type.value in TIES
    ]


def _order(mark: Mark) -> tuple[str, str, str]:
    when = mark.when
    return str(when.earliest or when.latest), str(when.latest), mark.what


def _consultations(dossier: Dossier, cells: Cells) -> Iterator[EventRow]:
    for entry in dossier.consultations:
        look = {"proposed": "planned", DAY_PASSED: "overdue"}.get(entry.status, entry.status)
        mark = Mark(0, "Consultations", entry.when, capital(entry.what), look, entry.id)
        claims = dossier.claims.get(entry.id, ())
        quote = cells.quote(claims, entry.status)
        yield EventRow(mark, entry.reports, quote=quote, claims=claims)


def _incidents(dossier: Dossier) -> Iterator[EventRow]:
    for row in dossier.incidents:
        if row.when is not None:
            mark = Mark(0, "Incidents", row.when, act(row), "held", row.id)
            yield EventRow(mark, row.reports, row.id, claims=row.claims)


def _changes(dossier: Dossier, cells: Cells) -> Iterator[EventRow]:
    units = {unit.id for unit in dossier.units}
    for entry in dossier.changes:
        look = "held" if entry.status in ("done", "started") else entry.status
        mark = Mark(0, "Changes", entry.when, capital(entry.what), look, entry.id)
        claims = dossier.claims.get(entry.id, ())
        if entry.id in units:
            yield EventRow(mark, entry.reports, entry.id, claims=claims)
        else:
            quote = cells.quote(claims, entry.status)
            yield EventRow(mark, entry.reports, quote=quote, claims=claims)


def _deadlines(dossier: Dossier) -> Iterator[EventRow]:
    for row in dossier.rows:
        if row.due is not None and row.due.latest is not None:
            when = row.due if row.due.earliest else When.on(row.due.latest)
            words = f"{called(row.obligors)}: {row.what}" if row.obligors else capital(row.what)
            mark = Mark(0, "Deadlines", when, words, _look(row), row.id)
            yield EventRow(mark, row.reports, row.id, claims=row.claims)


def _look(row: BoardRow) -> str:
    if row.status in (_STATUS.DONE, _STATUS.PARTLY_DONE):
        return "done"
    if row.status is _STATUS.OVERDUE:
        return "overdue"
    return "cancelled" if row.status in (_STATUS.REVISED, _STATUS.DROPPED) else "planned"


def act(row: IncidentRow) -> str:
    """Put an incident into one line: who did what to whom."""
    who = " against ".join(called([side]) for side in (row.actor, row.target) if side)
    return f"{who}: {row.act}" if who else capital(row.act)


# -- the board -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments under one heading; without a deadline they have no column for it."""

    title: str
    rows: list[BoardRow]
    note: str = ""
    timed: bool = True


def board_groups(dossier: Dossier) -> list[Group]:
    """Group the commitments by where they stand, the pressing ones first; no group is empty."""
    overdue = "The last day has passed and no report here says it was done."
    standing = "Standing undertakings. “Unknown” means that no report has spoken of it for a year."
    groups = (
        Group("Overdue", dossier.overdue, overdue),
        Group("With a deadline ahead", dossier.dated),
        Group("Done or begun", dossier.of(_STATUS.DONE, _STATUS.PARTLY_DONE)),
        Group("Moved or dropped", dossier.of(_STATUS.REVISED, _STATUS.DROPPED)),
        Group("Without a deadline", dossier.open, standing, timed=False),
    )
    return [group for group in groups if group.rows]


def heard(row: BoardRow) -> str:
    """Say how many sources a commitment has and when it was last reported."""
    if row.last_heard is None:
        return ""
    return f"{plural(row.stories, 'independent source')}; last report {said(row.last_heard)}"
