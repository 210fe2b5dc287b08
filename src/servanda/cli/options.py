"""The options that every command understands, before or after its name, and what they come to."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import click

__all__ = [
    "FORMATS",
    "Filters",
    "Settings",
    "common",
    "confidence",
    "day",
    "filters",
    "grades",
    "moment",
    "settings",
]


FORMATS = ("table", "json", "jsonl", "csv")
JUDGED = ("applied", "all", "none")
DEFAULT_RECORD = "sqlite:///servanda.db"


def day(value: str) -> date:
    """Read a calendar day as the command line writes it. Raises BadParameter."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is not a day; write it YYYY-MM-DD, such as 2024-07-29"
        ) from None


def moment(value: str) -> datetime | date:
    """Read an instant with its time zone, or a day, which stands for its end. Raises BadParameter."""
    try:
        found = datetime.fromisoformat(value)
        if len(value) == len("2024-07-29") or value.isdecimal():
            return found.date()
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise click.BadParameter(
            f"'{value}' is no instant; write a day, or an instant with its time zone, "
            "such as 2024-07-29T18:00Z"
        )
    return found


def grades(scale: str) -> Callable[[str], frozenset[str]]:
    """Make a reader of grades as the command line writes them: `A`, `AB`, `A-C`, `A-C?`."""

    def read(value: str) -> frozenset[str]:
        found: set[str] = set()
        text = value.upper().replace(",", "").replace(" ", "")
        for first, last in re.findall(r"([A-F1-6?])(?:-([A-F1-6]))?", text):
            found.update(map(chr, range(ord(first), ord(last or first) + 1)))
        known = re.fullmatch(r"(?:[A-F1-6](?:-[A-F1-6])?|\?)+", text)
        if known is None or not found or not found <= {*scale, "?"}:
            such = f"{scale[0]}-{scale[2]}"
            raise click.BadParameter(
                f"'{value}' are no grades; write {scale[0]}, {such}, or {such}? to let in "
                "what nobody has graded"
            )
        return frozenset(found)

    return read


def standing(value: str) -> str:
    """Read one status, or several with commas between, folded as the record has them.

    Raises click.BadParameter where nothing ever has such a status.
    """
    from servanda.model import (
        Basis,
        CommitmentStatus,
        ConsultationStatus,
        Modality,
        StructureStatus,
    )

    told = [*CommitmentStatus, *ConsultationStatus, *StructureStatus]
    known = dict.fromkeys(one.value for one in told)
    # In a timeline, a report stands there with its basis, a deadline without a day with its wording.
    also = {one.value for one in (*Basis, *Modality)}
    asked = [word.strip().casefold() for word in value.split(",")]
    asked = [word.replace("-", "_").replace(" ", "_") for word in asked if word]
    wrong = next((word for word in asked if word not in known and word not in also), None)
    if wrong is not None or not asked:
        message = f"'{wrong or value}' is no status; there are {', '.join(known)}"
        raise click.BadParameter(message)
    return ",".join(asked)


def confidence(value: str) -> float:
    """Read a confidence as the command line writes it: a number from 0 to 1. Raises BadParameter."""
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found <= 1:
        raise click.BadParameter(
            f"'{value}' is no confidence; write a number from 0 to 1, such as 0.8"
        )
    return found


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None leaves it as it is."""

    party: str | None = None
    since: date | None = None
    until: date | None = None
    status: str | None = None
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Which record, seen from when, written how."""

    record: str | None = None
    as_of: date | None = None
    known_by: date | None = None
    recorded_by: datetime | date | None = None
    today: date | None = None
    format: str | None = None
    judged: str | None = None
    reliability: frozenset[str] | None = None
    credibility: frozenset[str] | None = None
    min_confidence: float | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Settings:
        """Pick the settings out of a command's options."""
        return cls(**{f.name: given.get(f.name) for f in fields(cls)})

    def over(self, given: Settings) -> Settings:
        """Lay what was given after the command's name over what was given before it."""
        said = {f.name: getattr(given, f.name) for f in fields(given)}
        return replace(self, **{name: value for name, value in said.items() if value is not None})

    @property
    def url(self) -> str:
        """The record's address: `--record`, else the environment's; a plain path names an SQLite file."""
        record = self.record or os.environ.get("SERVANDA_RECORD") or DEFAULT_RECORD
        return record if "://" in record else f"sqlite:///{record}"

    @property
    def present(self) -> date:
        """The day "overdue" is measured against: `--today`, `--as-of`, or else the machine's day.

        The command line is the one place that looks at the clock.
        """
        return self.today or self.as_of or datetime.now(tz=UTC).date()

    @property
    def written(self) -> str:
        """How results are written: `--format`, else tables."""
        return self.format or "table"


_Option = Callable[[Callable[..., Any]], Callable[..., Any]]

_FORMAT: _Option = click.option(
    "--format", type=click.Choice(FORMATS), help="How to write results.  [default: table]"
)
_COMMON: tuple[_Option, ...] = (
    click.option(
        "--record",
        metavar="URL",
        help="The record: an SQLite file or a database's address.  "
        f"[default: $SERVANDA_RECORD, else {DEFAULT_RECORD}]",
    ),
    click.option("--as-of", type=day, metavar="DAY", help="What was so on that day."),
    click.option(
        "--known-by", type=day, metavar="DAY", help="Only from reports published up to that day."
    ),
    click.option(
        "--recorded-by",
        type=moment,
        metavar="WHEN",
        help="What the record had learnt by then: a day (its end, UTC) or an instant.",
    ),
    click.option(
        "--today",
        type=day,
        metavar="DAY",
        help='The day "overdue" is measured against.  [default: the machine\'s day]',
    ),
    _FORMAT,
    click.option(
        "--judged",
        type=click.Choice(JUDGED),
        help="What decisions do: applied, all (with what was rejected), none.  [default: applied]",
    ),
    click.option(
        "--reliability",
        type=grades("ABCDEF"),
        metavar="GRADES",
        help="Only from sources so graded, A to F: A-C; ? lets in those ungraded.",
    ),
    click.option(
        "--credibility",
        type=grades("123456"),
        metavar="GRADES",
        help="Only from reports so graded, 1 to 6: 1-3.",
    ),
    click.option(
        "--min-confidence",
        type=confidence,
        metavar="NUMBER",
        help="Only claims at least so sure, 0 to 1: of those at 0.9 nine in ten hold.",
    ),
)

_FILTERS = (
    click.option("--party", metavar="PARTY", help="Only with this party: a code or a name."),
    click.option("--since", type=day, metavar="DAY", help="Only from that day on."),
    click.option("--until", type=day, metavar="DAY", help="Only up to that day."),
    click.option(
        "--status",
        type=standing,
        metavar="STATUS",
        help="Only with this status, or one of several: held; due,overdue.",
    ),
    click.option("--report", metavar="NAME", help="Only from this report: its name or id."),
)


def common(function: Callable[..., Any], *, form: _Option | None = None) -> Callable[..., Any]:
    """Add the options of every command to `function`, which gets them as keywords.

    `form` takes the place of the usual `--format`, where a command writes in other formats.
    """
    made: Callable[..., Any] = function
    for option in reversed(_COMMON):
        made = form(made) if form is not None and option is _FORMAT else option(made)
    return made


def filters(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the filters; `function` gets them as one argument, `filters`."""

    @functools.wraps(function)
    def wrapper(*args: Any, **given: Any) -> Any:
        chosen = Filters(**{f.name: given.pop(f.name) for f in fields(Filters)})
        if chosen.since and chosen.until and chosen.until < chosen.since:
            message = f"{chosen.until} is before --since {chosen.since}"
            raise click.BadParameter(message, param_hint="--until")
        return function(*args, filters=chosen, **given)

    for option in reversed(_FILTERS):
        wrapper = option(wrapper)
    return wrapper


def settings(function: Callable[..., Any], *, form: _Option | None = None) -> Callable[..., Any]:
    """Add the common options; `function` gets what they come to as its first argument.

    `form` takes the place of the usual `--format`.
    """

    @functools.wraps(function)
    def wrapper(**given: Any) -> Any:
        names = [f.name for f in fields(Settings)]
        after = Settings.of({name: given.pop(name) for name in names})
        before = click.get_current_context().find_object(Settings) or Settings()
        return function(before.over(after), **given)

    return common(wrapper, form=form)
