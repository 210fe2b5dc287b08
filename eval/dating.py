"""How well undated reports are dated: whether the day of publication is found, or enclosed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from eval.agreement import bounds

__all__ = ["Dating"]

_CLOSE = 2  # days between the two ends of an answer that still counts as a day


@dataclass(slots=True)
class Dating:
    """Counts over the reports whose day of publication the key knows."""

    reports: int = 0
    dated: int = 0
    close: int = 0
    enclosing: int = 0

    def judge(self, truth: str | None, published: Any) -> None:
        """Count one report: the key's day, and the `published` that was given for it."""
        if not truth or bounds(truth)[0] != truth:
            return  # a month or a year says no day
        self.reports += 1
        low, high = bounds(published)
        if not low or not high:
            return
        self.dated += 1
        first, last, day = (date.fromisoformat(one).toordinal() for one in (low, high, truth))
        self.enclosing += first <= day <= last
        self.close += last - first <= _CLOSE and first - 1 <= day <= last + 1

    def figures(self) -> dict[str, float]:
        """Name the figures, as shares of all reports."""
        total = self.reports or 1
        return {
            "published.close": self.close / total,
            "published.enclosing": self.enclosing / total,
        }

    def __str__(self) -> str:
        """Say the counts in words."""
        return (
            f"reports {self.reports} · dated {self.dated} · within 1 day {self.close}"
            f" · interval holds the truth {self.enclosing}"
        )
