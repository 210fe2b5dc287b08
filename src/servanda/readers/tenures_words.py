"""Words by which terms of office begin, run and end."""

from __future__ import annotations

__all__ = [
    "BEGUN",
    "ENDED_ACTIVE",
    "ENDED_PASSIVE",
    "END_NOUNS",
    "HOLDING",
    "LEAVING",
    "OFFICE",
    "START_NOUNS",
    "TAKING",
]

# What one takes, assumes, gets or leaves: an office in the abstract.
OFFICE = frozenset(
    "office role post job position seat helm power presidency premiership reins duty duties portfolio ministry charge leadership chancellorship command".split()
)
TAKING = frozenset("take assume get enter gain win start begin".split())
LEAVING = frozenset("leave quit vacate relinquish lose".split())
BEGUN = frozenset("inaugurate appoint name elect install promote reappoint".split())  # passive
ENDED_PASSIVE = frozenset("dismiss oust remove sack fire replace impeach".split())
ENDED_ACTIVE = frozenset("resign retire".split())
START_NOUNS = frozenset(
    "inauguration appointment election swearing-in accession installation".split()
)
END_NOUNS = frozenset("resignation retirement departure dismissal ouster".split())
HOLDING = frozenset("be serve hold lead head command remain".split())
