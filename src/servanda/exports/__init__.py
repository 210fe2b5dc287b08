"""What leaves the record, in the terms others use.

    outlook = Outlook.of(view, today=day, wanted=Wanted(party="NO"))
    for piece in EXPORTS["calendar"].formats[0].pieces(outlook): ...     bytes of one file
    for piece in page(Dossier(outlook, Relation({"NO", "FI"}))): ...     a printable page, as text

Everything here is a pure function of what the record holds: the same in, the same out, byte for
byte. Names are imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from servanda.exports.claims import claims_jsonl
from servanda.exports.record import record_jsonl
from servanda.exports.texts import texts_jsonl

if TYPE_CHECKING:
    from servanda.exports.dossier import Dossier, Relation
    from servanda.exports.html_page import page
    from servanda.exports.narrow import Wanted
    from servanda.exports.outlook import Outlook
    from servanda.exports.registry import EXPORTS, Export, Format

__all__ = [
    "EXPORTS",
    "Dossier",
    "Export",
    "Format",
    "Outlook",
    "Relation",
    "Wanted",
    "claims_jsonl",
    "page",
    "record_jsonl",
    "texts_jsonl",
]

_HOMES = {
    "EXPORTS": "registry",
    "Dossier": "dossier",
    "Export": "registry",
    "Format": "registry",
    "Outlook": "outlook",
    "Relation": "dossier",
    "Wanted": "narrow",
    "page": "html_page",
}


def __getattr__(name: str) -> Any:
    """Import a name from its home when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
