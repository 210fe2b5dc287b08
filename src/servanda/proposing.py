"""A second reader and a record: what to ask models, their answers taken in, their proposals weighed.

Answers are kept first, as they came; what they come to follows from them and the texts, so that an
interruption loses nothing and the same answers give the same claims again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from servanda.errors import InputError, NotFoundError
from servanda.pipeline import READER, Progress, redate
from servanda.second_reader.batch_lines import Request, requests_for
from servanda.second_reader.reading_task import KINDS
from servanda.workers.budget import Budget
from servanda.workers.pool import Pool

if TYPE_CHECKING:
    from servanda.model.second_opinion import Answer
    from servanda.second_reader.second_reading import ReadAgain, SecondReading
    from servanda.store import Record

__all__ = ["Weighing", "take_answers", "to_ask", "weigh_pending"]

_BATCH = 16  # answers kept, or reports read, together


@dataclass(slots=True)
class Weighing:
    """What came of proposals: reports read again, proposals by outcome, refused ones by ground."""

    reports: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    grounds: Counter[str] = field(default_factory=Counter)
    refused: list[InputError] = field(default_factory=list)

    def add(self, reading: SecondReading) -> None:
        """Count one report."""
        self.reports += 1
        self.outcomes.update(one.outcome.value for one in reading.proposed)
        self.grounds.update(one.ground for one in reading.proposed if one.ground)


def to_ask(
    record: Record,
    model: str,
    *,
    reports: Collection[str] | None = None,
    kinds: Iterable[str] = KINDS,
    seed: int = 0,
    most_tokens: int = 4096,
    structured: bool = True,
) -> Iterator[Request]:
    """Give what a model is to be asked about reports, by id, or all of them; not what it has answered.

    Of reports of one text one is asked about; `weigh_pending` gives the answers to the others.
    """
    answered = record.proposals.answered(model, most_tokens)
    view = record.view()
    wanted = sorted(
        (head.name, head.id) for head in view.headers() if reports is None or head.id in reports
    )
    kinds = tuple(kinds)
    asked: set[tuple[str, str]] = set()
    for _, identity in wanted:
        try:
            report = view.report(identity)
        except NotFoundError:  # taken out meanwhile
            continue
        for request in requests_for(
            report,
            model,
            kinds=kinds,
            seed=seed,
            most_tokens=most_tokens,
            structured=structured,
        ):
            known = (request.report, request.kind, request.prompt) in answered
            if not known and (report.sha256, request.kind) not in asked:
                yield request
            asked.add((report.sha256, request.kind))


def take_answers(
    record: Record, answers: Iterable[Answer | InputError], *, at: Callable[[], datetime]
) -> tuple[int, list[InputError]]:
    """Keep answers; return how many were new, and those that could not be kept."""
    refused: list[InputError] = []
    new = 0
    source = iter(answers)
    while batch := list(islice(source, _BATCH)):
        read = [one for one in batch if not isinstance(one, InputError)]
        refused += [one for one in batch if isinstance(one, InputError)]
        held = record.proposals.holds({one.report for one in read})
        for one in read:
            if one.report not in held:
                reason = "the answer is about a report that the record never held"
                refused.append(InputError(one.report, reason, "read that report first"))
        new += record.proposals.keep((one for one in read if one.report in held), at=at())
    return new, refused


def weigh_pending(
    record: Record,
    *,
    at: Callable[[], datetime],
    rules: bool = True,
    processes: int = 1,
    budget: Budget | None = None,
    on_progress: Progress | None = None,
) -> Weighing:
    """Read again the reports about which something was answered since they were read, and count.

    Without `rules`, the kinds that models are asked for are theirs alone. Each report is read in a
    worker within the budget, as `servanda.pipeline.put_items` does, and kept in one transaction.
    """
    weighing = Weighing()
    record.proposals.share(at=at())
    waiting = record.proposals.pending()
    if not waiting:
        return weighing
    view = record.view(as_read=True)
    tasks = ((view.report(one), record.proposals.answers(one), rules) for one in waiting)
    batches = iter(lambda: list(islice(tasks, _BATCH)), [])
    label = READER if rules else f"{READER}-model"
    with _readings(batches, processes, budget) as readings:
        for reading in readings:
            if isinstance(reading, InputError):
                weighing.refused.append(reading)
                continue
            report, claims = reading.report, reading.claims
            record.put(report, claims, at=at(), reader=label, proposed=reading.proposed)
            weighing.add(reading)
            if on_progress is not None:
                on_progress(weighing.reports, len(waiting), report.name)
    redate(record, at=at())
    return weighing


@contextmanager
def _readings(
    batches: Iterator[list[ReadAgain]], processes: int, budget: Budget | None
) -> Iterator[Iterator[SecondReading | InputError]]:
    """Read in workers, or, without a budget, in this process."""
    if budget is None and processes <= 1:
        from servanda.second_reader.second_reading import read_all

        yield (one for batch in batches for one in read_all(batch))
        return
    with Pool(processes, budget or Budget(), "servanda.pipeline:warm_up") as pool:
        yield pool.results("servanda.second_reader.second_reading:read_all", batches, _refused)


def _refused(task: ReadAgain, why: str) -> InputError:
    return InputError(task[0].name, why, "leave it out, or allow it more")
