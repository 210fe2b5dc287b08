"""What makes a row's cell: small functions from a row in the contract's shape to a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from servanda.cli.wording import cut, roughly, short_id, when_text

__all__ = [
    "about",
    "amount",
    "count",
    "due",
    "headline",
    "held",
    "joined",
    "minutes",
    "names",
    "one_of",
    "plain",
    "running",
    "short",
    "sure",
    "when",
    "who",
    "words",
]

Row = Mapping[str, Any]
Cell = Callable[[Row], str]

_TEXT = 160  # characters of running text that a table's cell holds


def plain(key: str) -> Cell:
    """Make a cell out of the value under `key`, as it stands."""

    def cell(row: Row) -> str:
        value = row.get(key)
        return "" if value is None else str(value).replace("_", " ")

    return cell


def when(key: str) -> Cell:
    """Make a cell out of the time under `key`."""

    def cell(row: Row) -> str:
        return when_text(row.get(key))

    return cell


def about(key: str) -> Cell:
    """Make a cell out of the time under `key`, in a word."""

    def cell(row: Row) -> str:
        return roughly(row.get(key))

    return cell


def joined(key: str) -> Cell:
    """Make a cell out of the list under `key`."""

    def cell(row: Row) -> str:
        return ", ".join(str(each) for each in row.get(key) or ())

    return cell


def who(row: Row) -> str:
    """Write who took part: people by party, else the parties."""
    sides: dict[str, list[str]] = {}
    for each in row.get("participants") or ():
        party = str(each.get("party") or "")
        name = str(each.get("name") or each.get("office") or party)
        sides.setdefault(party, []).append(name)
    people = [
        ", ".join(names) + (f" ({party})" if party and names != [party] else "")
        for party, names in sides.items()
    ]
    return "; ".join(people or [", ".join(map(str, row.get("parties") or ()))])


def running(key: str) -> Cell:
    """Make a cell out of the text under `key`, cut to what a table has room for."""

    def cell(row: Row) -> str:
        return cut(str(row.get(key) or ""), _TEXT)

    return cell


def count(row: Row) -> str:
    """Say how many reports tell of it."""
    names = row.get("reports")
    return str(row.get("told", 0) if names is None else len(names))


def short(row: Row) -> str:
    """Write the id as short as it may be."""
    return short_id(str(row.get("id") or ""))


def sure(row: Row) -> str:
    """Write the measured confidence with two decimals; nothing where it is not known."""
    value = row.get("confidence")
    return "" if value is None else f"{value:.2f}"


def one_of(*keys: str) -> Cell:
    """Make a cell out of the first of the times under `keys` that is known."""

    def cell(row: Row) -> str:
        times = (when_text(row.get(key)) for key in keys)
        return next((text for text in times if text), "")

    return cell


def amount(row: Row) -> str:
    """Write quantity and unit."""
    return " ".join(str(row[key]) for key in ("quantity", "unit") if row.get(key))


def words(row: Row) -> str:
    """Write the most telling words of the report."""
    evidence = row.get("evidence") or ()
    return str(evidence[0]["exact"]) if evidence else ""


def minutes(row: Row) -> str:
    """Write how long it took."""
    length = row.get("duration_minutes")
    return f"{length} min" if length else ""


def headline(row: Row) -> str:
    """Write a report's title and what it repeats, or, where it was set aside, why."""
    if not row.get("relevant", True):
        return f"set aside: {row.get('irrelevant_because') or 'it tells of no relation of states'}"
    copied = f"(copy of {row['copy_of']}) " if row.get("copy_of") else ""
    return copied + running("title")(row)


def due(row: Row) -> str:
    """Write a deadline by its last admissible day where it has one."""
    due = row.get("due")
    if not due:
        return ""
    edtf = str(due.get("edtf") or "")
    if due.get("earliest") is None and due.get("latest"):
        return f"by {due['latest']}"
    return f"by {edtf}" if edtf and "/" not in edtf and "[" not in edtf else when_text(due)


def names(*keys: str) -> Cell:
    """Make a cell out of names or lists of names under `keys`."""

    def cell(row: Row) -> str:
        found: list[str] = []
        for key in keys:
            value = row.get(key)
            found += value if isinstance(value, list | tuple) else [value] if value else []
        return ", ".join(dict.fromkeys(str(each) for each in found))

    return cell


def held(row: Row) -> str:
    """Name the holder of an office, and whether that is over or yet to come."""
    marks = [mark for mark in ("former", "incoming") if row.get(mark)]
    return f"{row.get('name') or row.get('person') or ''}{' (' + marks[0] + ')' if marks else ''}"
