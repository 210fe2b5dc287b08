"""Resolution: which claims of many reports are about one person, office, event, commitment or story.

`resolve_claims(claims, reports)` answers for a whole record at once; the answers carry their reasons, do
not depend on the order of the reports, and leave the claims as they are.
"""

from servanda.resolution.resolve import resolve_claims
from servanda.resolution.result import Copy, OfficeSpan, Resolution

__all__ = ["Copy", "OfficeSpan", "Resolution", "resolve_claims"]
