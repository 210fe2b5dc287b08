"""Check that no function is too complex; end with status 1 where one is.

    python tools/complexity.py

Complexity is cyclomatic complexity as radon counts it: one, and one more for each branch, loop,
boolean operator, comprehension and handler; a nested function counts on its own.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from radon.complexity import cc_visit
from radon.visitors import Class, Function

SOURCE = Path(__file__).resolve().parent.parent / "src"
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


def faults(counts: Mapping[Place, int]) -> list[str]:
    """Return a message for each function that is too complex."""
    return [
        f"{module}: {name} has a complexity of {count}; {MOST} is the most. Split it by idea."
        for (module, name), count in counts.items()
        if count > MOST
    ]


def main() -> int:
    """Check, and print what is wrong."""
    counts = measured()
    found = faults(counts)
    for message in found:
        print(message, file=sys.stderr)
    print(f"{len(counts):,} functions, {len(found)} of a complexity over {MOST}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
