"""What was read goes into the record, many reports together."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from servanda.errors import InputError
from servanda.model import Claim, Report
from servanda.model.html_tables import html_table
from servanda.stopwatch import stage

if TYPE_CHECKING:
    from servanda.model.second_opinion import Proposed
    from servanda.store import Record

__all__ = ["Keeper", "Reading", "Summary"]


_NO_RELATION = "it is not about relations between states"
_WAIT = 1.0  # seconds for which a report waits for others, to be kept with them


@dataclass(frozen=True, slots=True)
class Reading:
    """A report as read, with the claims found in it."""

    report: Report
    claims: tuple[Claim, ...]

    def _repr_html_(self) -> str:
        """Show the claims as a table, for notebooks."""
        rows = ((one.kind, one.evidence[0].exact, one.confidence) for one in self.claims)
        return html_table(("kind", "what the report says", "confidence"), rows, self.report.name)


@dataclass(slots=True)
class Summary:
    """What came of reading: reports read, skipped as known, set aside as irrelevant, and refused.

    `reports` are the ids of those that were read or known.
    """

    read: int = 0
    skipped: int = 0
    irrelevant: int = 0
    aside: list[tuple[str, str]] = field(default_factory=list)
    refused: list[InputError] = field(default_factory=list)
    claims: Counter[str] = field(default_factory=Counter)
    reports: set[str] = field(default_factory=set)

    def add(self, reading: Reading) -> None:
        """Count one report."""
        self.read += 1
        self.reports.add(reading.report.id)
        self.irrelevant += not reading.report.relevant
        if not reading.report.relevant:
            self.aside.append(
                (reading.report.name, reading.report.irrelevant_because or _NO_RELATION)
            )
        self.claims.update(claim.kind for claim in reading.claims)


class Keeper:
    """Puts readings into a record in their order, and counts them.

    `at` tells the instant of each, `reader` is the version of reading, and `kept` is called with the
    name of each that is in the record, or refused. `most` are kept in one transaction; none waits
    longer for the others than a second, as long as readings come.
    """

    def __init__(
        self,
        record: Record,
        summary: Summary,
        *,
        at: Callable[[], datetime],
        reader: str,
        kept: Callable[[str], None],
        most: int,
    ) -> None:
        self._record = record
        self._summary = summary
        self._at = at
        self._reader = reader
        self._kept = kept
        self._most = most
        self._waiting: list[tuple[Reading | InputError, datetime]] = []
        self._since = 0.0

    def add(self, reading: Reading | InputError) -> None:
        """Take a reading, and put it into the record with others or at once."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((reading, self._at()))
        if len(self._waiting) >= self._most or time.monotonic() - self._since > _WAIT:
            self.flush()

    def flush(self) -> None:
        """Put what waits into the record; call it at the end, whatever that was."""
        waiting, self._waiting = self._waiting, []
        with stage("write"):
            told = [self._alone(*waiting[0])] if len(waiting) == 1 else self._together(waiting)
        for name in told if waiting else ():
            self._kept(name)

    def _together(self, waiting: list[tuple[Reading | InputError, datetime]]) -> list[str]:
        """Put readings in as few transactions as their order allows; return their names."""
        found = [one for one, _ in waiting if isinstance(one, Reading)]
        # Models may have answered about what the record had before: that is weighed with the rest.
        held = (
            self._record.proposals.holds([one.report.id for one in found]) if found else frozenset()
        )
        names: list[str] = []
        run: list[tuple[Reading, datetime]] = []
        for one, at in waiting:
            if isinstance(one, Reading) and one.report.id not in held:
                run.append((one, at))
                continue
            names += self._run(run)
            run = []
            names.append(self._alone(one, at))
        return names + self._run(run)

    def _run(self, run: list[tuple[Reading, datetime]]) -> list[str]:
        """Put readings in one transaction, or each alone where one of them is refused."""
        from servanda.store import Arrival

        try:
            self._record.put_many(
                [Arrival(one.report, one.claims, at) for one, at in run], reader=self._reader
            )
        except InputError:
            return [self._alone(one, at) for one, at in run]
        for one, _ in run:
            self._summary.add(one)
        return [one.report.name for one, _ in run]

    def _alone(self, reading: Reading | InputError, at: datetime) -> str:
        """Put one reading into the record and count it; return what to call it."""
        if isinstance(reading, InputError):
            self._summary.refused.append(reading)
            return reading.subject
        proposed: tuple[Proposed, ...] = ()
        if answers := self._record.proposals.answers(reading.report.id):
            # A worker has read it without harm.
            from servanda.second_reader.second_reading import read_again

            again = read_again(reading.report, answers)
            reading, proposed = Reading(again.report, again.claims), again.proposed
        try:
            self._record.put(
                reading.report, reading.claims, at=at, reader=self._reader, proposed=proposed
            )
        except InputError as error:
            self._summary.refused.append(error)
        else:
            self._summary.add(reading)
        return reading.report.name
