"""Check that no function is too complex, but for a list that only gets shorter.

    python tools/complexity.py            check; end with status 1 where something is wrong
    python tools/complexity.py --renew    shorten the list: drop what is no longer needed, lower numbers

Complexity is cyclomatic complexity as radon counts it: one, and one more for each branch, loop,
boolean operator, comprehension and handler; a nested function counts on its own. The exceptions are
in tools/complexity.tsv, one a line: module, function, complexity. `--renew` follows a function that
moved or was renamed inside its package; it never adds an exception and never raises a number.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from radon.complexity import cc_visit
from radon.visitors import Class, Function

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
EXCEPTIONS = Path(__file__).with_suffix(".tsv")
MOST = 15

Place: TypeAlias = tuple[str, str]  # a module, and the function's qualified name in it
Counts: TypeAlias = dict[Place, int]


def measured(source: Path = SOURCE) -> Counts:
    """Return the complexity of every function and method below the folder `source`."""
    counts: Counts = {}
    for path in sorted(source.rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        for name, count in _functions(cc_visit(path.read_text(encoding="utf-8"))):
            counts[module, name] = max(count, counts.get((module, name), 0))
    return counts


def _functions(blocks: Iterable[Class | Function]) -> Iterator[tuple[str, int]]:
    for block in blocks:
        if isinstance(block, Function):
            yield block.fullname, block.complexity
            for inner in block.closures:
                yield f"{block.fullname}.{inner.name}", inner.complexity


def read_exceptions(path: Path = EXCEPTIONS) -> Counts:
    """Return the exceptions that `path` lists, with the complexity each had when it was listed."""
    exceptions: Counts = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            module, name, count = line.split("\t")
            exceptions[module, name] = int(count)
    return exceptions


def faults(counts: Mapping[Place, int], exceptions: Mapping[Place, int]) -> list[str]:
    """Return what is wrong, one message each: too complex, grown, or listed without need."""
    found = [
        f"{_shown(place)} has a complexity of {count}; {MOST} is the most. Split it by idea."
        for place, count in counts.items()
        if count > MOST and place not in exceptions
    ]
    for place, listed in exceptions.items():
        count = counts.get(place, 0)
        if count > listed:
            found.append(
                f"{_shown(place)} grew from a complexity of {listed} to {count}. "
                "A function on the list of exceptions may only shrink."
            )
        elif count <= MOST:
            why = f"is down to {count}" if count else "is gone"
            found.append(
                f"{_shown(place)} {why}, but is still listed in tools/complexity.tsv. "
                "`python tools/complexity.py --renew` takes it off the list."
            )
    return found


def renewed(counts: Mapping[Place, int], exceptions: Mapping[Place, int]) -> Counts:
    """Return the shorter list: exceptions still needed, at most as complex as they were."""
    unlisted = {
        place: count for place, count in counts.items() if count > MOST and place not in exceptions
    }
    kept: Counts = {}
    for place, listed in exceptions.items():
        now = place if place in counts else _successor(place, listed, unlisted)
        if now is not None and counts[now] > MOST:
            unlisted.pop(now, None)
            kept[now] = min(listed, counts[now])
    return dict(sorted(kept.items()))


def _successor(place: Place, listed: int, unlisted: Mapping[Place, int]) -> Place | None:
    """Find where a function went that is gone: by its name, else by its package and complexity."""
    package, name = place[0].split(".")[:2], place[1].rpartition(".")[2]
    moved = [one for one in unlisted if one[1].rpartition(".")[2] == name]
    renamed = [
        one
        for one, count in unlisted.items()
        if one[0].split(".")[:2] == package and count <= listed
    ]
    return min(moved or renamed, key=lambda one: abs(unlisted[one] - listed), default=None)


def _shown(place: Place) -> str:
    return f"{place[0]}: {place[1]}"


def main(argv: list[str]) -> int:
    """Check, or shorten the list first; print what is wrong."""
    counts, exceptions = measured(), read_exceptions()
    if "--renew" in argv:
        exceptions = renewed(counts, exceptions)
        rows = [f"{module}\t{name}\t{count}\n" for (module, name), count in exceptions.items()]
        head = f"# Functions of a complexity over {MOST}; see tools/complexity.py.\n"
        EXCEPTIONS.write_text(head + "".join(rows), encoding="utf-8")
    found = faults(counts, exceptions)
    for message in found:
        print(message, file=sys.stderr)
    print(f"{len(counts):,} functions, {len(exceptions)} of them exceptions over {MOST}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
