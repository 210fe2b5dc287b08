"""Refusals of one source: the first few by name, of the others the number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.errors import InputError, UndecodableError
from servanda.model.report import RawItem

__all__ = ["NAMED", "few_errors"]


NAMED = 20
"""Refusals of one source that are named one by one."""


def few_errors(
    found: Iterable[RawItem | InputError], subject: str
) -> Iterator[RawItem | InputError]:
    """Let all items pass and the first `NAMED` errors; of those after them say how many they are.

    An error that is raised ends it, and comes out last, whatever stood before it.
    """
    errors = 0
    stopped: InputError | None = None
    try:
        for one in found:
            errors += isinstance(one, InputError)
            if errors <= NAMED or isinstance(one, RawItem):
                yield one
    except InputError as error:
        stopped = error
    if errors > NAMED:
        reason = f"{errors - NAMED:,} more of its rows or entries are refused"
        yield UndecodableError(subject, reason, "correct those that are named, and look again")
    if stopped is not None:
        yield stopped
