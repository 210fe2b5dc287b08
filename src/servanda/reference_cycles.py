"""Reference cycles: Python's search for them rests while many objects are made that have none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["unhurried"]


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
            if not gc.get_freeze_count():  # else others froze what is not to be thawed here
                gc.freeze()
                gc.unfreeze()  # both move all to the oldest generation, which is looked at last
            gc.enable()
