"""The options that commands share, and what they come to; each is defined here and nowhere else.

Three groups: those of every command (`settings`), the filters of lists (`filters`), and those of the
commands that take a person's word (`authored`, `blind`).
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

import click

from servanda.cli.configuration import FORMATS, config_option, current
from servanda.cli.option_values import confidence, day, grades, instant, moment, party, statuses
from servanda.cli.pager import no_pager_option, paged
from servanda.errors import UsageError

__all__ = [
    "FORMATS",
    "NO_LOOK",
    "NO_RECORD",
    "Authorship",
    "Filters",
    "Settings",
    "author_name",
    "author_option",
    "authored",
    "blind",
    "common",
    "filters",
    "output_option",
    "parties_option",
    "period",
    "settings",
]


JUDGED = ("applied", "all", "none")
DEFAULT_RECORD = "sqlite:///servanda.db"

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]


def _with_options(function: Callable[..., Any], options: Sequence[_Option]) -> Callable[..., Any]:
    """Add options to `function`, so that the help lists them in the order given."""
    for option in reversed(options):
        function = option(function)
    return function


# -- What every command understands, before or after its name


@dataclass(frozen=True, slots=True)
class Settings:
    """Which record, from which point in time, written in which format; None was not given."""

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

    @classmethod
    def configured(cls) -> Settings:
        """Return what the environment and the configuration file say, for the command that runs."""
        values = current().values
        return cls(**{f.name: values[f.name] for f in fields(cls) if f.name in values})

    def over(self, given: Settings) -> Settings:
        """Return these settings, with those of `given` in their place where it has any."""
        new = {f.name: getattr(given, f.name) for f in fields(given)}
        return replace(self, **{name: value for name, value in new.items() if value is not None})

    @property
    def url(self) -> str:
        """The record's address: `--record`, else the environment's; a plain path is an SQLite file."""
        record = self.record or os.environ.get("SERVANDA_RECORD") or DEFAULT_RECORD
        return record if "://" in record else f"sqlite:///{record}"

    @property
    def present(self) -> date:
        """The day "overdue" is measured against: `--today`, else `--as-of`, else the machine's day.

        The command line is the one place that looks at the clock.
        """
        return self.today or self.as_of or datetime.now(tz=UTC).date()

    @property
    def written(self) -> str:
        """How results are written: `--format`, else as tables."""
        return self.format or "table"


_FORMAT: _Option = click.option(
    "--format", type=click.Choice(FORMATS), help="How to write results.  [default: table]"
)
_COMMON: Mapping[str, _Option] = {
    "record": click.option(
        "--record",
        metavar="URL",
        help="The record: an SQLite file or a database's address.  "
        f"[default: $SERVANDA_RECORD, else {DEFAULT_RECORD}]",
    ),
    "config": config_option,
    "as_of": click.option("--as-of", type=day, metavar="DAY", help="What was true on that day."),
    "known_by": click.option(
        "--known-by", type=day, metavar="DAY", help="Only from reports published up to that day."
    ),
    "recorded_by": click.option(
        "--recorded-by",
        type=moment,
        metavar="WHEN",
        help="What the record held by then: a day (its end, UTC) or an instant.",
    ),
    "today": click.option(
        "--today",
        type=day,
        metavar="DAY",
        help='The day "overdue" is measured against.  [default: the machine\'s day]',
    ),
    "format": _FORMAT,
    "judged": click.option(
        "--judged",
        type=click.Choice(JUDGED),
        help="Decisions: applied, all (show what was rejected too), none.  [default: applied]",
    ),
    "reliability": click.option(
        "--reliability",
        type=grades("ABCDEF"),
        metavar="GRADES",
        help="Only from sources with these grades, A to F: A-C; ? adds those without a grade.",
    ),
    "credibility": click.option(
        "--credibility",
        type=grades("123456"),
        metavar="GRADES",
        help="Only from reports with these grades, 1 to 6: 1-3.",
    ),
    "min_confidence": click.option(
        "--min-confidence",
        type=confidence,
        metavar="NUMBER",
        help="Only claims of at least this confidence, 0 to 1: at 0.9, nine in ten are right.",
    ),
}


_ASKING = "servanda.cli.asking."

NO_LOOK = frozenset(
    "as_of known_by recorded_by today judged reliability credibility min_confidence".split()
)
"""What says nothing to a command that takes the record as it is: from when, and which part of it."""

NO_RECORD = NO_LOOK | {"record"}
"""What says nothing to a command that looks at a text, not at a record."""


def common(
    function: Callable[..., Any], *, form: _Option | None = None, without: Collection[str] = ()
) -> Callable[..., Any]:
    """Add the options of every command to `function`, which gets them as keywords.

    `form` replaces the usual `--format`, for a command that writes other formats; `without` leaves
    some out by their field in Settings.
    """
    chosen = [one for name, one in _COMMON.items() if name not in without]
    return _with_options(
        function, [form if form and option is _FORMAT else option for option in chosen]
    )


def settings(
    function: Callable[..., Any],
    *,
    form: _Option | None = None,
    without: Collection[str] = (),
    paging: bool = True,
) -> Callable[..., Any]:
    """Add the options of every command; `function` gets the Settings as its first argument.

    What was given before the command's name holds, unless it is given again after it. `form`
    replaces the usual `--format`. `without` leaves out what says nothing to the command: after its name
    it is no option, before it a line says so. What asks of a record is shown in a pager; not without
    `paging`.
    """
    asking = paging and function.__module__.startswith(_ASKING)

    @functools.wraps(function)
    def wrapper(**given: Any) -> Any:
        names = [f.name for f in fields(Settings) if f.name not in without]
        after = Settings.of({name: given.pop(name) for name in names})
        before = click.get_current_context().find_object(Settings) or Settings()
        _note_unheard(before, without)
        said = before.over(after)
        base = Settings.configured()
        if form is not None:  # its formats are others
            base = replace(base, format=None)
        if said.as_of is not None:  # a day on the command line is nearer than one of the file
            base = replace(base, today=None)
        chosen = base.over(said)
        with paged(wanted=asking and chosen.written == "table"):
            return function(chosen, **given)

    added = common(wrapper, form=form, without=without)
    return no_pager_option(added) if asking else added


def _note_unheard(before: Settings, without: Collection[str]) -> None:
    """Say which options before the command's name say nothing to it."""
    for name in NO_LOOK.intersection(without):
        if getattr(before, name) is not None:
            option = f"--{name.replace('_', '-')}"
            command = click.get_current_context().command_path
            click.echo(f"note: {option} says nothing to `{command}`", err=True)


# -- The filters of lists


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; None, or no party, leaves it as it is.

    Parties are codes. `parties` keeps what lies between all of them, `givers` what all of them promise
    or do, `receivers` what is promised or done to all of them.
    """

    parties: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    status: str | None = None
    report: str | None = None
    givers: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()


def _many(flag: str, name: str, about: str) -> _Option:
    """Make an option that names a party and may be given again."""
    return click.option(flag, name, type=party, metavar="PARTY", multiple=True, help=about)


parties_option = _many(
    "--party",
    "parties",
    "A party of the relation, a code or a name; again for each: what lies between them.  "
    "[default: all]",
)
_SINCE = click.option("--since", type=day, metavar="DAY", help="Only from that day on.")
_UNTIL = click.option("--until", type=day, metavar="DAY", help="Only up to that day.")
_FILTERS: Mapping[str, _Option] = {
    "parties": _many(
        "--party",
        "parties",
        "Only what involves this party, a code or a name; again for more: what lies between them.",
    ),
    "givers": _many("--from", "givers", "Only what this party promises or does."),
    "receivers": _many("--to", "receivers", "Only what is promised or done to this party."),
    "since": _SINCE,
    "until": _UNTIL,
    "status": click.option(
        "--status",
        type=statuses,
        metavar="STATUS",
        help="Only with this status, or one of several: held; due,overdue.",
    ),
    "report": click.option(
        "--report", metavar="NAME", help="Only from this report: its name or id."
    ),
}


def filters(function: Callable[..., Any], *, without: Collection[str] = ()) -> Callable[..., Any]:
    """Add the filters; `function` gets them as one argument, `filters`.

    `without` leaves some out by their field in Filters, for a command that they say nothing to.
    """
    offered = [name for name in _FILTERS if name not in without]

    @functools.wraps(function)
    def wrapper(*args: Any, **given: Any) -> Any:
        chosen = Filters(**{name: given.pop(name) for name in offered})
        _check_period(chosen.since, chosen.until)
        return function(*args, filters=chosen, **given)

    return _with_options(wrapper, [_FILTERS[name] for name in offered])


def period(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--since` and `--until` alone; `function` gets them by these names."""

    @functools.wraps(function)
    def wrapper(*args: Any, **given: Any) -> Any:
        _check_period(given["since"], given["until"])
        return function(*args, **given)

    return _with_options(wrapper, (_SINCE, _UNTIL))


def _check_period(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        message = f"{until} is before --since {since}"
        raise click.BadParameter(message, param_hint="--until")


# -- Where a result is written


output_option = click.option(
    "-o", "--output", metavar="FILE", help="The file to write.  [default: standard output]"
)


# -- Whose word it is, for the commands that decide, score and grade


@dataclass(frozen=True, slots=True)
class Authorship:
    """The author of a decision, score or grade, the instant it was made, and the reason given."""

    author: str
    at: datetime
    reason: str


author_option = click.option(
    "--author",
    "--coder",
    "author",
    metavar="NAME",
    help="The person who decides.  [default: $SERVANDA_AUTHOR]",
)

blind = click.option(
    "--blind",
    is_flag=True,
    help="Only for comparison with other coders: it changes nothing in the record.",
)

_AUTHORSHIP: tuple[_Option, ...] = (
    author_option,
    click.option("--reason", metavar="TEXT", default="", help="Why; kept with the decision."),
    click.option(
        "--at",
        type=instant,
        metavar="INSTANT",
        help="When it was decided.  [default: now, by the machine's clock]",
    ),
)


def authored(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--author`, `--reason` and `--at`; `function` gets them as one argument, `by`."""

    @functools.wraps(function)
    def wrapper(*args: Any, **given: Any) -> Any:
        author, reason, at = (given.pop(name) for name in ("author", "reason", "at"))
        by = Authorship(author_name(author), at or datetime.now(tz=UTC), reason)
        return function(*args, by=by, **given)

    return _with_options(wrapper, _AUTHORSHIP)


def author_name(author: str | None) -> str:
    """Return the author that was named, else that of the environment. Raises UsageError."""
    known = current().values.get("author") or os.environ.get("SERVANDA_AUTHOR")
    name = " ".join((author or known or "").split())
    if not name:
        raise UsageError("author", "nobody is named", "write --author NAME, or set SERVANDA_AUTHOR")
    return name
