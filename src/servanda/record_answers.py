"""Whole answers in the contract's shape, narrowed as filters say: what a command prints as JSON, and REST answers.

Each function takes the questions to a record and what is wanted of them. The rows are plain values;
how they are written (a table, a page, an answer) is left to whoever asks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from servanda.analysis.plan_status import DAY_PASSED
from servanda.analysis.time_order import in_time
from servanda.errors import UsageError
from servanda.export.narrowing import EVERYTHING, Wanted, begun, narrowed
from servanda.model import Report, ResolvedClaim
from servanda.model.parties import lies_between, parties_of
from servanda.model.serialization import plain_row

if TYPE_CHECKING:
    from servanda.analysis.answers import WhyStep
    from servanda.analysis.indexed.record_drift import AssuredMatters
    from servanda.analysis.wordings.assured_matters import Matter
    from servanda.model import CommitmentStatus
    from servanda.record_questions import RecordQuestions
    from servanda.store import Hit, ReportHeader

__all__ = [
    "DIRECTED",
    "KINDS",
    "NAMES",
    "STANDING",
    "AssuredWordings",
    "assured_answer",
    "completed",
    "drift_answer",
    "due_answer",
    "explained",
    "facets",
    "kind_answer",
    "kind_rows",
    "must_say",
    "picture_answer",
    "search_answer",
    "statuses_of",
    "timeline_answer",
    "with_confidence",
    "with_parties",
]


Row = dict[str, Any]

NAMES: dict[str, str] = {
    "consultations": "consultation",
    "assurances": "assurance",
    "capabilities": "capability",
    "structures": "structure",
    "incidents": "incident",
    "omissions": "omission",
    "quotes": "quote",
    "dates": "date",
}
"""Kinds that are listed as they stand in the exports, by the name of their list."""

KINDS = ("reports", "consultations", "commitments", *list(NAMES)[1:5], "offices", *list(NAMES)[5:])
"""The lists there are."""

STANDING = ("consultations", "commitments", "structures")
"""The lists whose rows have a status."""

DIRECTED = ("commitments", "assurances", "incidents")
"""The lists whose rows go from one party to another."""

_CLAIMS = ("omissions", "quotes", "dates")  # each report's own words: never merged
_BOARDS = ("overdue", "due", "promised", "done", "other")
_KINDS = {"holders": "tenure", "units": "structure", "incidents": "incident"} | dict.fromkeys(
    _BOARDS, "commitment"
)


# -- lists of one kind -----------------------------------------------------------------------


def kind_answer(
    questions: RecordQuestions, kind: str, wanted: Wanted = EVERYTHING, *, short: bool = False
) -> list[Row]:
    """List all that the record holds of a kind and that passes the filters, as `servanda show` does.

    Rows have no confidence yet where they rest on several claims; see `with_confidence`. `short` ones
    may leave out what no table has room for.
    Raises UsageError for a filter that says nothing to the kind, NotFoundError for an unknown report.
    """
    must_say(kind, wanted)
    questions.must_have(wanted.report)
    rows = begun(kind_rows(questions, kind, short=short), questions.moment.as_of)
    return narrowed(with_parties(questions, rows, wanted), wanted)


def kind_rows(questions: RecordQuestions, kind: str, *, short: bool = False) -> list[Row]:
    """List what the record holds of a kind, in the order it is best read.

    `short` rows may leave out what no table has room for.
    """
    if kind == "reports":
        return _by_day(_reports(questions))
    if kind == "commitments":
        return questions.board(whole=not short)
    if kind == "offices":
        return _offices(questions)
    if kind in _CLAIMS:
        return questions.claim_rows(NAMES[kind])
    return in_time(questions.entity_rows(NAMES[kind]))


def _reports(questions: RecordQuestions) -> list[Row]:
    from servanda.export.claim_lines import report_plain

    copies = questions.copies()
    return [report_plain(one, copy_of=copies.get(one.name)) for one in questions.reports]


def _offices(questions: RecordQuestions) -> list[Row]:
    """List who held what: on the day asked for, or ever."""
    from servanda.analysis.snapshot import list_holders

    as_of = questions.moment.as_of
    if as_of is not None:
        rows = list_holders(questions.standing, as_of)
    else:
        terms = questions.selection.spans() if questions.indexed else questions.resolution.offices
        rows = [plain_row(span) for span in terms]
    return [{"kind": "tenure", **row} for row in rows]


def must_say(kind: str, wanted: Wanted) -> None:
    """Raise UsageError for a filter that says nothing to a kind of entry."""
    if wanted.status and kind not in STANDING:
        raise UsageError("status", f"{kind} have no status", f"{', '.join(STANDING)} have one")
    if (wanted.givers or wanted.receivers) and kind not in DIRECTED:
        filter_ = "from" if wanted.givers else "to"
        remedy = f"{', '.join(DIRECTED)} go from one to another"
        raise UsageError(filter_, f"{kind} have no direction", remedy)


def _by_day(rows: Sequence[Row]) -> list[Row]:
    """Sort reports by their days, those without any at the end."""

    def order(row: Row) -> tuple[str, str]:
        time = row["published"]
        if not time:
            return "9999-99", ""
        return time["earliest"] or time["latest"] or "9999-99", time["latest"] or "9999-99"

    return sorted(rows, key=order)


def with_confidence(questions: RecordQuestions, rows: Sequence[Row]) -> list[Row]:
    """Give every row without a confidence that of its most certain claim."""
    bare = [row for row in rows if "confidence" not in row and row.get("claims")]
    if not bare:
        return list(rows)
    sure = questions.confidences({str(one) for row in bare for one in row["claims"]})
    found = []
    for row in rows:
        known = [sure[one] for one in map(str, row.get("claims") or ()) if one in sure]
        add = known and "confidence" not in row
        found.append({**row, "confidence": max(known)} if add else {**row})
    return found


def with_parties(questions: RecordQuestions, rows: list[Row], wanted: Wanted) -> list[Row]:
    """Give rows that are reports the parties that their claims name, where a filter asks for it."""
    names = {_name_of(row) for row in rows if row.get("kind") == "report"}
    if not wanted.parties or not names:
        return rows
    named = {report.name: sorted(_parties(claims)) for report, claims in questions.told(names)}
    return [
        {**row, "parties": named.get(_name_of(row), [])} if row.get("kind") == "report" else row
        for row in rows
    ]


def _parties(claims: Iterable[ResolvedClaim]) -> set[str]:
    return {party for one in claims for party in parties_of(one.claim.body)}


def _name_of(row: Row) -> str:
    return str((row.get("reports") or [row.get("report")])[0])


# -- days ------------------------------------------------------------------------------------


def due_answer(
    questions: RecordQuestions,
    wanted: Wanted = EVERYTHING,
    *,
    within: str | None = None,
    kinds: Collection[str] = (),
    whole: bool = True,
    on: tuple[date, date] | None = None,
) -> list[Row]:
    """List what is due on the day, or of the statuses wanted, as `servanda due` does.

    `on` keeps what has its last day between two, `within` is a duration such as 90d. Raises UsageError
    where it, or a status, is none.
    """
    from servanda.analysis.due_list import reach

    status = statuses_of(wanted.status)
    questions.must_have(wanted.report)
    until = reach(questions.day, within) if within else None
    rows = questions.due(until=until, status=status, kinds=kinds, whole=whole, on=on)
    passed = wanted.status if DAY_PASSED in (wanted.status or "") else None
    return narrowed(rows, replace(wanted, status=passed))


def statuses_of(given: str | None) -> tuple[CommitmentStatus, ...]:
    """Read the statuses of commitments asked for, with commas between them. Raises UsageError."""
    from servanda.model import CommitmentStatus

    known = {one.value: one for one in CommitmentStatus} | {DAY_PASSED: CommitmentStatus.OVERDUE}
    asked = [word.strip().casefold().replace("-", "_") for word in (given or "").split(",")]
    asked = [word.replace(" ", "_") for word in asked if word]
    for word in asked:
        if word not in known:
            raise UsageError(
                "status", f"'{word[:40]}' is not a status", f"the statuses are {', '.join(known)}"
            )
    return tuple(known[word] for word in asked)


def timeline_answer(
    questions: RecordQuestions,
    wanted: Wanted = EVERYTHING,
    *,
    kinds: Collection[str] = (),
    on: tuple[date, date] | None = None,
) -> list[Row]:
    """List everything dated, in order, as `servanda timeline` does.

    `on` keeps what stands under one of the days between two: a part of the list.
    """
    questions.must_have(wanted.report)
    until = min((day for day in (wanted.until, questions.moment.as_of) if day), default=None)
    rows = questions.timeline(since=wanted.since, until=until, kinds=kinds, on=on)
    return narrowed(with_parties(questions, rows, wanted), wanted)


def picture_answer(
    questions: RecordQuestions, wanted: Wanted = EVERYTHING, *, whole: bool = True
) -> Row:
    """Put the system together as it stood on the day, as `servanda picture` does.

    The day is the moment's `as_of`, else its `today`.
    """
    questions.must_have(wanted.report)
    day = questions.moment.as_of or questions.day
    drawn = questions.picture(day, whole=whole)
    if wanted == EVERYTHING:
        return drawn
    for key, value in drawn.items():
        if isinstance(value, list):
            kind = {"kind": _KINDS[key]} if key in _KINDS else {}
            drawn[key] = [row for row in value if narrowed([{**row, **kind}], wanted)]
    return drawn | _consulted(questions, day, wanted)


def _consulted(questions: RecordQuestions, day: date, wanted: Wanted) -> Row:
    """Find the last consultation that passes the filters, and the next one."""
    rows = narrowed(questions.timeline(kinds=("consultation",)), wanted)
    on = day.isoformat()
    past = [row for row in rows if row["status"] == "held" and (row["when"]["latest"] or "~") <= on]
    ahead = [
        row
        for row in rows
        if row["status"] in ("planned", "proposed") and (row["when"]["earliest"] or "") > on
    ]
    last = max(past, key=lambda row: str(row["when"]["latest"]), default=None)
    return {"last_consultation": last, "next_consultation": ahead[0] if ahead else None}


# -- words -----------------------------------------------------------------------------------


def search_answer(
    questions: RecordQuestions,
    query: str,
    wanted: Wanted = EVERYTHING,
    *,
    kind: str | None = None,
    among: Collection[str] | None = None,
) -> list[Row]:
    """Find words in reports and in what was read from them, as `servanda search` does.

    `kind` keeps reports, or claims of a kind; `among` looks into the reports of these ids alone.
    """
    if wanted.report is not None:
        among = [questions.view.report(wanted.report).id]
    view = questions.view if among is None else questions.view.among(among)
    found = view.search(query, kind=None if kind == "report" else kind)
    rows = [_hit(one) for one in found if kind != "report" or one.claim is None]
    return narrowed(with_parties(questions, rows, wanted), wanted)


def _hit(hit: Hit) -> Row:
    """Turn a hit into a row: the report or the claim that holds the words, and where."""
    from servanda.model.claim_cells import claim_cells

    resolved = hit.claim
    cells = {} if resolved is None else {"id": resolved.claim.id, **claim_cells(resolved)}
    return {
        "report": hit.report,
        "kind": "report" if resolved is None else resolved.claim.kind,
        "snippet": hit.snippet,
        "start": hit.start,
        "end": hit.end,
        "published": plain_row(resolved.published) if resolved else None,
        **cells,
    }


def facets(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Count rows by kind, the most frequent first."""
    return dict(Counter(str(row.get("kind")) for row in rows).most_common())


def drift_answer(questions: RecordQuestions, formula: str, wanted: Wanted = EVERYTHING) -> Row:
    """Say who used a wording, when, and how it changed, as `servanda drift WORDS` does."""
    from servanda.analysis.indexed.record_drift import drift_by_index
    from servanda.analysis.wordings.wording_drift import drift

    within = _Within(questions, wanted)
    if questions.indexed:
        found = drift_by_index(questions.selection, formula, within)
    else:
        reports = list(filter(within, questions.reports))
        found = drift(questions.resolution, reports, formula)
    row: Row = plain_row(found)
    row["uses"] = [use for use in row["uses"] if lies_between(use["parties"], wanted.parties)]
    return row


class AssuredWordings:
    """The assurances that independent reports share: `rows` says which, `worded` how some of them were put."""

    def __init__(self, questions: RecordQuestions, wanted: Wanted = EVERYTHING) -> None:
        """Find which there are, the most told first; by the index no text is read for that."""
        from servanda.analysis.indexed import record_drift
        from servanda.analysis.wordings.assured_matters import assured

        within = _Within(questions, wanted)
        self._listed: AssuredMatters | None = None
        if questions.indexed:
            self._listed = record_drift.AssuredMatters(
                questions.selection, within if within.any else None, parties=wanted.parties
            )
            self.rows: list[Row] = [
                {
                    "formula": one.formula,
                    "parties": one.parties,
                    "stories": self._listed.stories(one),
                }
                for one in self._listed.matters
            ]
        else:
            reports = list(filter(within, questions.reports))
            self.rows = plain_row(assured(questions.resolution, reports, parties=wanted.parties))

    def uses(self, row: Row) -> int:
        """Say about how many uses a row has once it is completed."""
        return len(row["uses"]) if self._listed is None else len(self._matter(row).told)

    def worded(self, rows: Sequence[Row]) -> list[Row]:
        """Complete some of the rows with every use and variant of the wording."""
        if self._listed is None:
            return list(rows)
        found: list[Row] = plain_row(self._listed.worded([self._matter(row) for row in rows]))
        return found

    def _matter(self, row: Row) -> Matter:
        return self._by_name[row["parties"], row["formula"]]

    @cached_property
    def _by_name(self) -> Mapping[tuple[tuple[str, ...], str], Matter]:
        listed = self._listed.matters if self._listed else ()
        return {(one.parties, one.formula): one for one in listed}


def assured_answer(questions: RecordQuestions, wanted: Wanted = EVERYTHING) -> list[Row]:
    """List the assurances that independent reports share, as `servanda drift` without words does."""
    found = AssuredWordings(questions, wanted)
    return found.worded(found.rows)


class _Within:
    """Whether a report is the one asked for, or may be from between the days asked for."""

    def __init__(self, questions: RecordQuestions, wanted: Wanted) -> None:
        self._named = questions.view.report(wanted.report).id if wanted.report else None
        self._since, self._until = wanted.since, wanted.until
        self.any = bool(self._named or self._since or self._until)
        """Whether a report may be left out at all."""

    def __call__(self, one: Report | ReportHeader) -> bool:
        when = one.dating.when
        first, last = (when.earliest, when.latest) if when else (None, None)
        if self._named not in (None, one.id):
            return False
        if self._since and (last is None or last < self._since):
            return False
        return not self._until or (first is not None and first <= self._until)


# -- one thing -------------------------------------------------------------------------------


def explained(questions: RecordQuestions, identity: str) -> tuple[WhyStep, ...]:
    """Explain a claim, an entity or a report by its id, whole or its beginning; empty for none.

    Raises UsageError where several ids begin like that.
    """
    if questions.asking is not None:
        return questions.why(completed(identity, questions.asking.beginning(identity)))
    known: set[str] = {entity.id for entity in questions.resolution.entities} | set(
        questions.resolution.claims
    )
    return questions.why(completed(identity, known | {report.id for report in questions.reports}))


def completed(identity: str, known: Iterable[str]) -> str:
    """Complete the beginning of an id; return it unchanged where no known id begins like that.

    Raises UsageError where several begin like that.
    """
    known = set(known)
    if identity in known or "-" not in identity:
        return identity
    fitting = sorted(each for each in known if each.startswith(identity))
    if len(fitting) > 1:
        some = ", ".join(fitting[:4])
        raise UsageError(identity, f"{len(fitting)} ids begin like that", f"such as {some}")
    return fitting[0] if fitting else identity
