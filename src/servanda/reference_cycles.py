"""Reference cycles: Python's search for them rests while many objects are made that have none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["keep_for_good", "unhurried"]

_kept = False  # whether what is loaded was set aside: to count it takes as long as to go through it


def keep_for_good() -> None:
    """Set aside all that is loaded, so that no search for cycles looks at it again.

    That is a twentieth of reading, in a process that does nothing else.
    """
    global _kept  # noqa: PLW0603 (it says what was done to the one collector that a process has)
    gc.collect()
    gc.freeze()
    _kept = True


@contextmanager
def unhurried() -> Iterator[None]:
    """Let Python not look for reference cycles while many rows are read or claims compared.

    There are none in them, and it would go through all of them again and again: a fifth of the time
    of an update, more the larger the record. Those that are still there at the end count as old.
    """
    there = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if there:
            if not (_kept or gc.get_freeze_count()):  # else what is set aside were thawed here
                gc.freeze()
                gc.unfreeze()  # both move all to the oldest generation, which is looked at last
            gc.enable()
