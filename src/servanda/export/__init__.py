"""Exports: the record in the formats of other programs.

    scope = Scope.of(view, today=day, wanted=Wanted(parties=("NO",)))
    for piece in EXPORTS["calendar"].formats[0].pieces(scope): ...     bytes of one file
    for piece in page(Dossier(scope, Relation({"NO", "FI"}))): ...     a printable page, as text

Everything here is a pure function of what the record holds: the same in, the same out, byte for
byte. Names are imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from servanda.export.claim_lines import claims_jsonl, texts_jsonl
    from servanda.export.dossier import Dossier, Relation
    from servanda.export.formats import EXPORTS, Export, Format
    from servanda.export.html_page import page
    from servanda.export.narrowing import Wanted
    from servanda.export.record_lines import record_jsonl
    from servanda.export.scope import Scope

__all__ = [
    "EXPORTS",
    "Dossier",
    "Export",
    "Format",
    "Relation",
    "Scope",
    "Wanted",
    "claims_jsonl",
    "page",
    "record_jsonl",
    "texts_jsonl",
]

_HOMES = {
    "EXPORTS": "formats",
    "Dossier": "dossier",
    "Export": "formats",
    "Format": "formats",
    "Scope": "scope",
    "Relation": "dossier",
    "Wanted": "narrowing",
    "claims_jsonl": "claim_lines",
    "page": "html_page",
    "record_jsonl": "record_lines",
    "texts_jsonl": "claim_lines",
}


def __getattr__(name: str) -> Any:
    """Import a name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
