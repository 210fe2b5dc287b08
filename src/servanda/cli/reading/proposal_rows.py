"""What models proposed about a text, as rows of `servanda explain`: from batch files and from the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from servanda.cli.options import Settings
from servanda.errors import InputError, RecordError

if TYPE_CHECKING:
    from servanda.model import Report
    from servanda.model.second_opinion import Answer, Proposed

__all__ = ["Answers"]


class Answers:
    """The answers that an explanation is to weigh, by the report's id."""

    def __init__(self, chosen: Settings) -> None:
        """Take the options that every command has: they name the record."""
        self._chosen = chosen
        self._given: dict[str, list[Answer]] = {}

    def read(self, names: Iterable[str]) -> Iterator[InputError]:
        """Read batch files of answers; what cannot be read comes out as an error."""
        from servanda.cli.reading.model_reading import open_lines
        from servanda.second_reader.batch_lines import answers_in

        for name in names:
            with open_lines(name) as lines:
                for one in answers_in(lines, name):
                    if isinstance(one, InputError):
                        yield one
                    else:
                        self._given.setdefault(one.report, []).append(one)

    def rows(self, report: Report) -> Iterator[dict[str, Any]]:
        """Give a row for each proposal about a report."""
        answers = {
            one.id: one for one in (*self._recorded(report), *self._given.get(report.id, ()))
        }
        if not answers:
            return
        from servanda.second_reader.second_reading import read_again

        content = report.text.content
        for one in read_again(report, answers.values()).proposed:
            if one.outcome != "nothing":
                yield _row(one, report.name, content)

    def _recorded(self, report: Report) -> tuple[Answer, ...]:
        """Return what the record holds; none where there is no record, unless one was named."""
        from servanda.store import open_record

        try:
            with open_record(self._chosen.url, create=False) as record:
                return record.proposals.answers(report.id)
        except RecordError:
            if self._chosen.record is not None:
                raise
            return ()


def _row(one: Proposed, name: str, content: str) -> dict[str, Any]:
    found = one.start is not None and one.end is not None
    outcome = one.outcome.value
    outcome = {"claim": "claim", "refused": f"refused, {one.ground}: {one.detail}"}.get(
        outcome, f"{outcome}{f' in {one.detail}' if one.detail else ''}: {one.claim}"
    )
    return {
        "report": name,
        "kind": one.kind,
        "start": one.start,
        "end": one.end,
        "text": content[one.start : one.end] if found else one.quoted,
        "proposed_by": f"{one.model}, prompt {one.prompt}",
        "score": None,
        "threshold": None,
        "counted": [],
        "outcome": outcome,
    }
