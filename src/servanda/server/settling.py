"""Decisions settle one after the other: each is kept and the index told of it before the next one begins.

While one settles the index is behind for a moment. Whoever looks meanwhile would have to work out
what it comes to for themselves, as many times as people look; so they wait for it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Settling"]


_MOST = 5.0  # seconds that anybody waits who only looks


class Settling:
    """The decision that settles just now, if any."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._done: threading.Event | None = None

    @contextmanager
    def deciding(self) -> Iterator[None]:
        """Take one's turn to decide; what is done within settles before anybody else decides."""
        with self._turn:
            self._done = done = threading.Event()
            try:
                yield
            finally:
                self._done = None
                done.set()

    def wait(self, most: float = _MOST) -> bool:
        """Wait until the decision that settles now has settled; say whether it did in so many seconds.

        Decisions that come after it are not waited for.
        """
        done = self._done
        return done is None or done.wait(most)
