"""Read the values of options as people write them: days, instants, grades, statuses, numbers.

Each reader is given to click as the `type` of an option, takes the text of the value and returns
what it means; it raises click.BadParameter, with an example of what is right, for anything else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import click

__all__ = ["confidence", "day", "days_before", "grades", "instant", "moment", "party", "statuses"]


def day(value: str) -> date:
    """Read a calendar day: `2024-07-29`."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is not a day; write it YYYY-MM-DD, such as 2024-07-29"
        ) from None


def moment(value: str) -> datetime | date:
    """Read an instant with its time zone, or a day, which means the end of that day."""
    try:
        found = datetime.fromisoformat(value)
        if len(value) == len("2024-07-29") or value.isdecimal():
            return found.date()
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise click.BadParameter(
            f"'{value}' is not an instant; write a day, or an instant with its time zone, "
            "such as 2024-07-29T18:00Z"
        )
    return found


def instant(value: str) -> datetime:
    """Read an instant; a day means its first instant, and UTC is the zone where none is given."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is not an instant; write 2025-03-31 or 2025-03-31T14:00+01:00"
        ) from None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at


def grades(scale: str) -> Callable[[str], frozenset[str]]:
    """Make a reader of grades of `scale`, such as `ABCDEF`: `A`, `AB`, `A-C`, `A-C?`."""

    def read(value: str) -> frozenset[str]:
        from servanda.errors import UsageError
        from servanda.review.written_options import written_grades

        try:
            return written_grades(scale, value)
        except UsageError as error:
            message = f"'{value}' is not a grade; {error.remedy}"
            raise click.BadParameter(message) from None

    return read


def statuses(value: str) -> str:
    """Read one status, or several with commas between them, in the spelling of the record."""
    from servanda.analysis.plan_status import DAY_PASSED
    from servanda.model import (
        Basis,
        CommitmentStatus,
        ConsultationStatus,
        Modality,
        StructureStatus,
    )

    every = [*CommitmentStatus, *ConsultationStatus, *StructureStatus]
    known = dict.fromkeys(one.value for one in every)
    # A timeline gives a report its basis as status, and a deadline without a day its modality.
    also = {one.value for one in (*Basis, *Modality)} | {DAY_PASSED}
    asked = [word.strip().casefold() for word in value.split(",")]
    asked = [word.replace("-", "_").replace(" ", "_") for word in asked if word]
    wrong = next((word for word in asked if word not in known and word not in also), None)
    if wrong is not None or not asked:
        raise click.BadParameter(
            f"'{wrong or value}' is not a status; the statuses are {', '.join(known)}"
        )
    return ",".join(asked)


def days_before(value: str) -> timedelta:
    """Read how long before a day: days or weeks, `7d`, `2w`."""
    from servanda.errors import UsageError
    from servanda.review.written_options import written_days

    try:
        return written_days(value)
    except UsageError as error:
        raise click.BadParameter(f"'{value}' is not a length of time; {error.remedy}") from None


def party(value: str) -> str:
    """Read a party, however it is called ("Japan", "jp", "Tokyo"), as its code."""
    from servanda.errors import UsageError
    from servanda.world.party_names import party_code

    try:
        return party_code(value)
    except UsageError as error:
        raise click.BadParameter(f"'{value}': {error.reason}; {error.remedy}") from None


def confidence(value: str) -> float:
    """Read a confidence: a number from 0 to 1."""
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise click.BadParameter(
            f"'{value}' is not a confidence; write a number from 0 to 1, such as 0.8"
        )
    return found
