"""Write the values of a row as the few words of a table's cell: people, ids, statuses, times.

First the writers of single values, then those that make a cell from a row in the contract's shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

__all__ = [
    "about",
    "amount",
    "briefly_of",
    "count",
    "cut",
    "due",
    "first_of",
    "headline",
    "held",
    "joined",
    "minutes",
    "names",
    "one_of",
    "plain",
    "plural",
    "report_name",
    "running",
    "short",
    "short_id",
    "status_style",
    "sure",
    "tame",
    "tame_lines",
    "when",
    "who",
    "words",
]


Row = Mapping[str, Any]
Cell = Callable[[Row], str]

SHORT = 9  # letters of an id that a table shows; enough to tell some 10^5 entities apart
# Characters that move a cursor, ring, colour, or turn the direction of writing.
_CONTROLS = frozenset(
    map(chr, (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_TEXT = 160  # characters of running text in a cell

_STYLES = {
    "done": "green",
    "held": "green",
    "fulfilled": "green",
    "partly done": "yellow",
    "started": "yellow",
    "due": "yellow",
    "planned": "cyan",
    "proposed": "cyan",
    "overdue": "bold red",
    "day passed, not reported": "bold red",
    "dropped": "red",
    "cancelled": "red",
    "revised": "magenta",
    "unknown": "dim",
}


def briefly_of(time: Row | None) -> str:
    """Write a time of the contract in few letters: its day, month or year, or its first and last year."""
    from servanda.model.time_words import briefly, read_time

    return briefly(read_time(time))


def short_id(identity: str) -> str:
    """Shorten an id; every command still understands it."""
    head, dash, tail = identity.partition("-")
    return f"{head}{dash}{tail[: SHORT - len(head)]}" if dash else identity[:SHORT]


def status_style(cell: str) -> str:
    """Return the colour of a status."""
    return _STYLES.get(cell, "")


def cut(words: str, length: int) -> str:
    """Cut `words` at the last word that fits in `length` characters (8 at least)."""
    words = " ".join(words.split())
    if len(words) <= length:
        return words
    head = words[: length - 1]  # one for the dots, one for the space before them
    whole, _, rest = head.rpartition(" ")
    return f"{whole if len(rest) < length // 2 else head[:-1]} …"


def tame(text: str) -> str:
    """Return `text` on one line and without control characters, which could steer a terminal."""
    return " ".join("".join(c for c in text if c.isspace() or c not in _CONTROLS).split())


def tame_lines(text: str) -> str:
    """Return `text` without control characters, its lines and blanks as they are."""
    return "".join(c for c in text if c == "\n" or c not in _CONTROLS)


def plural(kind: str) -> str:
    """Put the name of a kind in the plural."""
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


# -- From a row to the words of a cell


def plain(key: str) -> Cell:
    """Make a cell of the value under `key`, unchanged."""

    def cell(row: Row) -> str:
        value = row.get(key)
        if key == "status":
            from servanda.analysis.plan_status import status_words

            return status_words(value)
        return "" if value is None else str(value).replace("_", " ")

    return cell


def when(key: str, unknown: str = "") -> Cell:
    """Make a cell of the time under `key`; `unknown` where there is none."""

    def cell(row: Row) -> str:
        from servanda.model.time_words import said_of

        return said_of(row.get(key), unknown)

    return cell


def about(key: str) -> Cell:
    """Make a cell of the time under `key`, in few letters."""

    def cell(row: Row) -> str:
        return briefly_of(row.get(key))

    return cell


def first_of(*keys: str) -> Callable[[Row], Row | None]:
    """Make what finds the first known time under `keys`."""

    def found(row: Row) -> Row | None:
        return next((row[key] for key in keys if row.get(key)), None)

    return found


def joined(key: str) -> Cell:
    """Make a cell of the list under `key`."""

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


def report_name(row: Row) -> str:
    """Name a row's report: by its title where its name is a piece of an address."""
    return str(row.get("report_title") or row.get("report") or "")


def running(key: str) -> Cell:
    """Make a cell of the text under `key`, cut to the room of a table."""

    def cell(row: Row) -> str:
        return cut(str(row.get(key) or ""), _TEXT)

    return cell


def count(row: Row) -> str:
    """Count the reports that mention it."""
    names = row.get("reports")
    return str(row.get("told", 0) if names is None else len(names))


def short(row: Row) -> str:
    """Write the short id."""
    return short_id(str(row.get("id") or ""))


def sure(row: Row) -> str:
    """Write the measured confidence with two decimals; nothing where it is not known."""
    value = row.get("confidence")
    return "" if value is None else f"{value:.2f}"


def one_of(*keys: str) -> Cell:
    """Make a cell of the first known time under `keys`; `due` is a deadline."""

    def cell(row: Row) -> str:
        from servanda.model.time_words import deadline_of, said_of

        key = next((key for key in keys if row.get(key)), keys[0])
        return (deadline_of if key == "due" else said_of)(row.get(key), "")

    return cell


def amount(row: Row) -> str:
    """Write quantity and unit."""
    return " ".join(str(row[key]) for key in ("quantity", "unit") if row.get(key))


def words(row: Row) -> str:
    """Write the first words of the evidence."""
    evidence = row.get("evidence") or ()
    return str(evidence[0]["exact"]) if evidence else ""


def minutes(row: Row) -> str:
    """Write the duration."""
    length = row.get("duration_minutes")
    return f"{length} min" if length else ""


def headline(row: Row) -> str:
    """Write a report's title and what it is a copy of, or why it was set aside."""
    if not row.get("relevant", True):
        return f"set aside: {row.get('irrelevant_because') or 'it is not about relations between states'}"
    copied = f"(copy of {row['copy_of']}) " if row.get("copy_of") else ""
    return copied + running("title")(row)


def due(row: Row) -> str:
    """Write a deadline: its day, month or year, else its last admissible day."""
    from servanda.model.time_words import deadline_of

    return deadline_of(row.get("due"))


def names(*keys: str) -> Cell:
    """Make a cell of the names, or lists of names, under `keys`."""

    def cell(row: Row) -> str:
        found: list[str] = []
        for key in keys:
            value = row.get(key)
            found += value if isinstance(value, list | tuple) else [value] if value else []
        return ", ".join(dict.fromkeys(str(each) for each in found))

    return cell


def held(row: Row) -> str:
    """Name the holder of an office, and whether the term is over or has yet to begin."""
    marks = [mark for mark in ("former", "incoming") if row.get(mark)]
    return f"{row.get('name') or row.get('person') or ''}{' (' + marks[0] + ')' if marks else ''}"
