"""The configuration file, `servanda.toml`: what need not be said on every command line.

What holds is, in this order: the command line, the environment (`SERVANDA_TODAY`,
`SERVANDA_READ_MAX_SECONDS`), the file, the defaults. The file is the one that `--config` or
SERVANDA_CONFIG names, else `servanda.toml` in the working directory; an empty name means none.
Nothing below the command line reads it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from servanda.errors import UsageError

__all__ = ["COLORS", "FILE", "FORMATS", "KEYS", "Configuration", "config_option", "current", "load"]


FILE = "servanda.toml"
FORMATS = ("table", "json", "jsonl", "csv")
COLORS = ("auto", "always", "never")
_VARIABLE = "SERVANDA_CONFIG"
_MOST_BYTES = 1 << 20
_HELD = f"{__name__}.held"
_NAMED = f"{__name__}.named"


# -- What may be set


class _BadValueError(Exception):
    """A value that its key does not take; says what it takes, and where that is known why not."""

    def __init__(self, remedy: str, reason: str = "") -> None:
        super().__init__(remedy)
        self.remedy = remedy
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that may be set: its name in the file, how its value is read, and what for.

    `option` is the parameter of commands that it stands in for; None where none is.
    """

    name: str
    read: Callable[[Any], Any]
    about: str
    option: str | None = None

    @property
    def variable(self) -> str:
        """The variable of the environment that sets it: `read.max_seconds` is SERVANDA_READ_MAX_SECONDS."""
        return "SERVANDA_" + self.name.replace(".", "_").upper()


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _BadValueError("a text in quotation marks")
    return value.strip()


def _parties(value: Any) -> tuple[str, ...]:
    given = value.split(",") if isinstance(value, str) else value
    if not isinstance(given, list) or not all(
        isinstance(one, str) and one.strip() for one in given
    ):
        raise _BadValueError('a list of codes or names, such as ["NO", "FI"]')
    from servanda.world.party_names import party_code

    try:
        return tuple(party_code(one.strip()) for one in given)
    except UsageError as error:
        raise _BadValueError(error.remedy, f"{error.subject}: {error.reason}") from None


def _day(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _BadValueError("a day, such as 2025-03-31") from None


def _one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value in choices:
            return str(value)
        import difflib

        near = difflib.get_close_matches(str(value), choices, n=1)
        hint = f"; is {near[0]} meant?" if near else ""
        raise _BadValueError(f"one of {', '.join(choices)}{hint}")

    return read


def _number(least: float, most: float, *, whole: bool) -> Callable[[Any], float]:
    def read(value: Any) -> float:
        words = f"a{' whole' if whole else ''} number from {least:g} to {most:g}"
        try:
            found = float(value)
        except (TypeError, ValueError):
            raise _BadValueError(words) from None
        if isinstance(value, bool) or not least <= found <= most or (whole and found % 1):
            raise _BadValueError(words)
        return int(found) if whole else found

    return read


KEYS = (
    Key("record", _words, "the record: an SQLite file or a database's address"),
    Key("parties", _parties, "the parties that lists are narrowed to", "parties"),
    Key("today", _day, 'the day "overdue" is measured against'),
    Key("format", _one_of(*FORMATS), "how results are written"),
    # No default of the options called `--author`: some of them are filters.
    Key("author", _words, "the person who decides"),
    Key("min_confidence", _number(0, 1, whole=False), "the least confidence of claims"),
    Key("style.color", _one_of(*COLORS), "colours: on a terminal (auto), always or never"),
    Key("read.processes", _number(1, 64, whole=True), "how many processes read", "processes"),
    Key(
        "read.max_seconds",
        _number(0.1, 86400, whole=False),
        "processor time that one report may take",
        "max_seconds",
    ),
    Key(
        "read.max_memory",
        _number(100, 1 << 20, whole=True),
        "megabytes that reading one report may take",
        "max_memory",
    ),
    # Who reads, and which variable holds a key, is said on the command line only: a file that came with
    # a folder of reports must not send them, or another program's key, anywhere.
    Key("reader.model", _words, "the model, as its server calls it", "model"),
    Key("reader.endpoint", _words, "the server that a model is asked at", "endpoint"),
    # An entry of the keyring belongs to one server, so a file may say to look there.
    Key(
        "reader.key_from",
        _one_of("environment", "keyring"),
        "where the key of that server is",
        "key_from",
    ),
    Key(
        "reader.max_tokens",
        _number(1, 1 << 40, whole=True),
        "tokens after which a run stops",
        "max_tokens",
    ),
    Key("reader.at_once", _number(1, 64, whole=True), "questions asked at once", "at_once"),
)
"""Everything that may be set, in the order in which `servanda config` shows it."""

_BY_NAME = {key.name: key for key in KEYS}
_TABLES = frozenset(name.partition(".")[0] for name in _BY_NAME if "." in name)


# -- What is set


@dataclass(frozen=True, slots=True)
class Configuration:
    """What environment and file say: the value of each key that is set, and where it is from.

    `file` is the file that was read, or None.
    """

    values: Mapping[str, Any]
    sources: Mapping[str, str]
    file: Path | None = None

    def defaults(self) -> dict[str, Any]:
        """Return the values that stand in for options of commands, by the parameter's name."""
        return {
            key.option: self.values[key.name]
            for key in KEYS
            if key.option is not None and key.name in self.values
        }

    @property
    def color(self) -> bool | None:
        """Whether to write colours; None leaves it to the terminal."""
        return {"always": True, "never": False}.get(self.values.get("style.color", "auto"))


def load(named: str | None, environment: Mapping[str, str], folder: Path) -> Configuration:
    """Read what environment and file set; `named` is the value of `--config`.

    Raises UsageError where the file is not to be had or no TOML, and for a key that does not exist
    or does not take its value; the message names the key, and the nearest that exists.
    """
    given = environment.get(_VARIABLE) if named is None else named
    file: Path | None = folder / (FILE if given is None else Path(given).expanduser())
    if given == "" or (given is None and file is not None and not file.is_file()):
        file = None
    values = {} if file is None else dict(_from_file(file))
    sources = dict.fromkeys(values, str(file))
    for key in KEYS:
        said = environment.get(key.variable)
        if said:
            values[key.name] = _value(key, said, f"${key.variable}")
            sources[key.name] = f"${key.variable}"
    return Configuration(values, sources, file)


def _from_file(file: Path) -> Iterator[tuple[str, Any]]:
    for name, value in _flat(_parsed(file), file):
        key = _BY_NAME.get(name)
        if name in _TABLES:
            remedy = f"its keys stand below [{name}]"
            raise UsageError(f"{file}: {name}", f"{value!r} is not what it takes", remedy)
        if key is None:
            raise _unknown(file, name)
        found = _value(key, value, f"{file}: {name}")
        if name == "record" and "://" not in found:
            found = str(file.parent / Path(found).expanduser())
        yield name, found


def _parsed(file: Path) -> dict[str, Any]:
    try:
        with file.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        reason = f"it cannot be read: {error.strerror}"
        raise UsageError(
            str(file), reason, f"name another with --config, or unset {_VARIABLE}"
        ) from error
    if len(data) > _MOST_BYTES:
        raise UsageError(str(file), "it is too large for a configuration", "name the right file")
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(
            str(file), f"this is not TOML: {error}", 'write, for example: record = "x.db"'
        ) from error


def _flat(parsed: Mapping[str, Any], file: Path) -> Iterator[tuple[str, Any]]:
    """Go through the keys of a file, those of tables as `table.key`."""
    for name, value in parsed.items():
        if not isinstance(value, dict):
            yield name, value
        elif name in _TABLES:
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            raise _unknown(file, name)


def _unknown(file: Path, name: str) -> UsageError:
    names = [*_BY_NAME, *_TABLES]
    import difflib

    near = difflib.get_close_matches(name, names, n=1, cutoff=0.7) or [
        one for one in _BY_NAME if one.partition(".")[2] == name
    ]
    remedy = f"is {near[0]} meant?" if near else f"there are {', '.join(_BY_NAME)}"
    return UsageError(f"{file}: {name}", "there is no such key", remedy)


def _value(key: Key, value: Any, subject: str) -> Any:
    try:
        return key.read(value)
    except _BadValueError as wanted:
        reason = wanted.reason or f"{value!r} is not what it takes"
        remedy = wanted.remedy if wanted.reason else f"write {wanted.remedy}"
        raise UsageError(subject, reason, remedy) from None


# -- On the command line


def _begin(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    """Let the configuration hold for a command; before the command, only remember which file.

    So the help of a command is shown even where the file is broken.
    """
    del param
    if value is not None:
        ctx.meta[_NAMED] = value
    if ctx.parent is None:
        return
    held = load(ctx.meta.get(_NAMED), os.environ, Path.cwd())
    ctx.meta[_HELD] = held
    ctx.default_map = {**(ctx.default_map or {}), **held.defaults()}
    if held.color is not None:
        ctx.color = held.color


config_option = click.option(
    "--config",
    metavar="FILE",
    is_eager=True,
    expose_value=False,
    callback=_begin,
    help=f"The configuration file.  [default: ${_VARIABLE}, else {FILE} in the working directory]",
)


def current() -> Configuration:
    """Return the configuration of the command that runs."""
    ctx = click.get_current_context(silent=True)
    held = None if ctx is None else ctx.meta.get(_HELD)
    return held if isinstance(held, Configuration) else Configuration({}, {})
