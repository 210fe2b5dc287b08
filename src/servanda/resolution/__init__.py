"""The same or not? People, offices, copies, events and commitments told in more than one report.

`settle(claims, reports)` answers for a whole record at once; the answers carry their reasons, do
not depend on the order of the reports, and leave the claims as they are.
"""

from servanda.resolution.resolve import settle
from servanda.resolution.resolved import Copy, OfficeSpan, Settled

__all__ = ["Copy", "OfficeSpan", "Settled", "settle"]
