"""The tools: what an assistant may ask of a record, each answered in pages of marked rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from servanda.assistant_protocol.quoted_rows import (
    NOTICE,
    Row,
    bounded,
    cut,
    evidence_rows,
    marked,
)
from servanda.errors import NotFoundError, UsageError
from servanda.model.serialization import plain_row

if TYPE_CHECKING:
    from servanda.export.narrowing import Wanted
    from servanda.record_questions import Moment, RecordQuestions
    from servanda.store import Record

__all__ = ["RecordTools"]


_ROWS = 20  # rows of a page
_TEXT = 12_000  # characters of a report's text in one answer
_KINDS = "consultation commitment assurance capability structure incident tenure omission quote"
_DUE = ("commitment", "structure", "consultation")
_TIMELINE = ("consultation", "incident", "structure", "deadline", "office", "report")


class RecordTools:
    """Answers about one open record; `today` tells the day that statuses are measured against.

    Safe for several threads: one question is answered at a time. Every method raises ServandaError
    where what is asked makes no sense or is not there.
    """

    def __init__(self, record: Record, today: Callable[[], date]) -> None:
        """Take an open record; nothing is ever written to it."""
        self._record = record
        self._today = today
        self._lock = threading.Lock()

    # -- lists -------------------------------------------------------------------------------

    def search(
        self, query: str, *, kind: str | None = None, start: int = 0, **narrowing: Any
    ) -> Row:
        """Search for words in reports and claims."""
        known = ("report", *_KINDS.split(), "date")
        _must_be(kind, known, "kind")

        def rows(questions: RecordQuestions) -> list[Row]:
            from servanda.model.claim_cells import claim_cells

            found = questions.view.search(query, kind=None if kind == "report" else kind)
            return [
                {
                    "report": hit.report,
                    "kind": hit.claim.claim.kind if hit.claim else "report",
                    "snippet": hit.snippet,
                    "start": hit.start,
                    "end": hit.end,
                    **({"id": hit.claim.claim.id, **claim_cells(hit.claim)} if hit.claim else {}),
                }
                for hit in found
                if kind != "report" or hit.claim is None
            ]

        return self._listed(rows, start, narrowing, {"query": query, "kind": kind})

    def commitments(self, *, start: int = 0, **narrowing: Any) -> Row:
        """List what was promised, and where each promise stands."""
        return self._listed(lambda questions: questions.board(), start, narrowing)

    def due(
        self,
        *,
        within: str | None = None,
        kind: str | None = None,
        start: int = 0,
        **narrowing: Any,
    ) -> Row:
        """List what is due, the longest overdue first; `within` such as 90d or 1y."""
        _must_be(kind, _DUE, "kind")

        def rows(questions: RecordQuestions) -> list[Row]:
            from servanda.analysis.due_list import reach

            until = reach(questions.day, within) if within else None
            return questions.due(until=until, kinds=(kind,) if kind else ())

        return self._listed(rows, start, narrowing, {"within": within, "kind": kind})

    def timeline(self, *, kind: str | None = None, start: int = 0, **narrowing: Any) -> Row:
        """List everything dated, in order."""
        _must_be(kind, _TIMELINE, "kind")

        def rows(questions: RecordQuestions) -> list[Row]:
            days = (_day(narrowing.get(name), name) for name in ("since", "until"))
            since, until = days
            return questions.timeline(since=since, until=until, kinds=(kind,) if kind else ())

        return self._listed(rows, start, narrowing, {"kind": kind})

    def snapshot(self, *, day: str | None = None, start: int = 0, **narrowing: Any) -> Row:
        """Show how the system stood on a day: offices, promises, units, incidents, a section each."""
        on = _day(day, "day")

        def rows(questions: RecordQuestions) -> list[Row]:
            drawn = questions.picture(on or questions.day)
            return [
                {"section": section, **row}
                for section, part in drawn.items()
                if isinstance(part, list)
                for row in part
                if isinstance(row, dict)
            ]

        return self._listed(rows, start, narrowing, {"day": day})

    def reports(self, *, start: int = 0, **narrowing: Any) -> Row:
        """List the reports, by date."""

        def rows(questions: RecordQuestions) -> list[Row]:
            return [
                {
                    "kind": "report",
                    "report": head.name,
                    "id": head.id,
                    "published": plain_row(head.published),
                }
                for head in questions.view.headers()
            ]

        return self._listed(rows, start, narrowing, fill=_with_titles)

    # -- one thing ---------------------------------------------------------------------------

    def brief(self, report: str, *, start: int = 0) -> Row:
        """Say what a report told that the record did not know before."""

        def rows(questions: RecordQuestions) -> list[Row]:
            return [plain_row(row) for row in questions.brief(report).rows]

        return self._listed(rows, start, {}, {"report": report})

    def why(self, identity: str, *, start: int = 0) -> Row:
        """Explain what an entry rests on, step by step."""

        def rows(questions: RecordQuestions) -> list[Row]:
            found = questions.why(identity)
            if not found:
                remedy = "ids stand in the answers of the other tools, whole"
                raise NotFoundError(identity, "nothing in the record has that id", remedy)
            return [
                {"section": step.label, "id": step.id, "text": step.text, "report": step.report}
                for step in found
            ]

        return self._listed(rows, start, {}, {"id": identity}, fill=_as_they_are)

    def text(self, report: str, *, start: int = 0) -> Row:
        """Give the text of a report, some pages of it at a time, with the offsets of each."""
        with self._lock:
            notes: list[str] = []
            found = self._questions(notes).report(report)
            content = found.text.content
            if _start(start) and start >= len(content):
                raise UsageError(
                    "start", "the text is shorter", f"it has {len(content)} characters"
                )
            part = content[start : start + _TEXT]
            end = start + len(part)
            row = marked({"kind": "report", "id": found.id, "start": start, "end": end})
            quoted = {"report": cut(found.name, 200), "title": found.title, "text": part}
            return {
                "notice": NOTICE,
                "total": len(content),
                "start": start,
                "next_start": end if end < len(content) else None,
                "rows": [{**row, "quoted": quoted}],
                "notes": notes,
            }

    # -- how all answer ----------------------------------------------------------------------

    def _questions(self, notes: list[str], moment: Moment | None = None) -> RecordQuestions:
        from servanda.record_questions import Moment, RecordQuestions

        return RecordQuestions(self._record, moment or Moment(self._today()), notes.append)

    def _listed(
        self,
        rows: Callable[[RecordQuestions], Iterable[Row]],
        start: int,
        narrowing: dict[str, Any],
        asked: Row | None = None,
        *,
        fill: Callable[[RecordQuestions, Sequence[Row]], list[Row]] = evidence_rows,
    ) -> Row:
        """Answer with the rows from `start` on, as many as fit; `fill` completes those that are shown."""
        from servanda.export.narrowing import narrowed
        from servanda.record_questions import Moment

        given = {**(asked or {}), **narrowing}
        wanted = _wanted(narrowing)
        moment = Moment(
            _day(narrowing.get("today"), "today") or self._today(),
            known_by=_day(narrowing.get("known_by"), "known_by"),
        )
        notes: list[str] = []
        with self._lock:
            questions = self._questions(notes, moment)
            found = narrowed(rows(questions), wanted)
            if _start(start) and start >= len(found):
                raise UsageError("start", "there are fewer entries", f"there are {len(found)}")
            shown = fill(questions, found[start : start + _ROWS])
        fitting = bounded([_shown(row) for row in shown])
        end = start + len(fitting)
        return {
            "notice": NOTICE,
            "asked": {key: value for key, value in given.items() if value not in (None, "")},
            "today": moment.today.isoformat(),
            "total": len(found),
            "start": start,
            "next_start": end if end < len(found) else None,
            "rows": fitting,
            "notes": notes,
        }


def _as_they_are(questions: RecordQuestions, rows: Sequence[Row]) -> list[Row]:
    return list(rows)


def _with_titles(questions: RecordQuestions, rows: Sequence[Row]) -> list[Row]:
    """Complete reports by what is known of each."""
    from servanda.export.claim_lines import report_plain

    return [{**row, **report_plain(questions.view.report(str(row["id"])))} for row in rows]


def _shown(row: Row) -> Row:
    """Mark a row; its evidence goes with it."""
    found = marked({key: value for key, value in row.items() if key != "history"})
    history = row.get("history")
    if isinstance(history, list):
        found["history"] = [marked(step) for step in history[:_ROWS]]
    for key in ("evidence", "more_evidence"):
        if key in row and isinstance(row[key], list | int):
            found[key] = row[key]
    return found


def _wanted(narrowing: dict[str, Any]) -> Wanted:
    from servanda.export.narrowing import Wanted

    party = narrowing.get("party") or ()
    parties = (party,) if isinstance(party, str) else tuple(party)
    return Wanted(
        parties,
        _day(narrowing.get("since"), "since"),
        _day(narrowing.get("until"), "until"),
        narrowing.get("status") or None,
        narrowing.get("report") or None,
    )


def _must_be(value: str | None, known: Sequence[str], name: str) -> None:
    if value is not None and value not in known:
        raise UsageError(name, f"it is not {value!r}", f"one of {', '.join(known)}")


def _day(value: Any, name: str) -> date | None:
    if value in (None, ""):
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise UsageError(name, f"{value!r} is not a day", "write YYYY-MM-DD") from None


def _start(start: int) -> int:
    if start < 0:
        raise UsageError("start", "entries are counted from 0")
    return start
