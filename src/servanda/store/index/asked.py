"""What of a day's list is asked for: by a question, of the index or of claims."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

__all__ = ["SHORT", "WHOLE", "Asked"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a list is asked for.

    `whole` asks for what is long, too. `since` keeps what has its last day from then on, `until` by then,
    `statuses` what may have one of them, `owners` what is listed for these ids, `passing` what is to be listed
    otherwise, or no more, on a later day.
    """

    whole: bool = False
    since: date | None = None
    until: date | None = None
    statuses: Collection[str] | None = None
    owners: Collection[str] | None = None
    passing: bool = False

    def last_day(self, day: date) -> bool:
        """Whether a last day passes."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


SHORT = Asked()
"""All of the list, without what is long."""

WHOLE = Asked(whole=True)
"""All of it, with what is long."""
