"""Resolution: which claims of many reports are about one person, office, event, commitment or story.

`resolve_claims(claims, reports)` answers for a whole record at once; the answers carry their reasons, do
not depend on the order of the reports, and leave the claims as they are.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.resolution.resolve import resolve_claims
    from servanda.resolution.result import Copy, OfficeSpan, Resolution

__all__ = ["Copy", "OfficeSpan", "Resolution", "resolve_claims"]

_HOMES = {
    "Copy": "result",
    "OfficeSpan": "result",
    "Resolution": "result",
    "resolve_claims": "resolve",
}


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first asked for."""
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
