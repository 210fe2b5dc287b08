"""Whose story it is: the agency that wrote it and the outlet that put it out."""

from __future__ import annotations

import re

from servanda.cleaning.agencies import agencies
from servanda.cleaning.blocks import Page
from servanda.cleaning.captions import credit_of
from servanda.data_tables import word_set
from servanda.model.letters import CAPITALS
from servanda.model.report import BlockKind

__all__ = ["publisher_of", "wire_of"]

_OUTLET = word_set("cleaning", "outlet")
_RIGHTS = re.compile(
    rf"(?:©|\(c\)|copyright)[\s\d,–-]*(?:by |of )?(?:the )?(?P<who>[{CAPITALS}][\w.&'’-]*(?: (?:of |the |and )?[{CAPITALS}][\w.&'’-]*){{0,4}})",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[a-z]{3})\.(?:\s|$)")  # "Amber Ledger. Terms. Privacy"
_TAIL = re.compile(r"(?:,? (?:Ltd|Inc|Co|Corp|LLC|Limited|Company|All|Rights)\b\.?.*)$")


def wire_of(page: Page) -> str | None:
    """Return the agency whose story the page carries: dateline, byline, sign-off, rights, credit."""
    for kind in (BlockKind.DATELINE, BlockKind.BYLINE):
        for piece in page.pieces:
            if piece.kind is kind and piece.agency:
                return piece.agency
    for piece in page.pieces:
        if piece.kind is BlockKind.RESIDUE:
            match = _RIGHTS.search(piece.line.text)
            found = agencies().named(_TAIL.sub("", match["who"])) if match else None
            if found:
                return found
    for piece in page.pieces:
        if piece.kind in {BlockKind.CAPTION, BlockKind.DOUBLE}:
            credit = credit_of(piece.line)
            found = agencies().named(credit) if credit else None
            if found:
                return found
    return None


def publisher_of(page: Page) -> str | None:
    """Return the outlet as the page's head or its copyright line names it; None where neither does."""
    for piece in page.pieces:
        if piece.kind in {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.DATELINE}:
            break
        if piece.kind is BlockKind.RESIDUE and _outlet(piece.line.words, piece.line.terminal):
            return piece.line.text
    for piece in page.pieces:
        if piece.kind is BlockKind.RESIDUE:
            match = _RIGHTS.search(piece.line.text)
            who = _STOP.split(_TAIL.sub("", match["who"]))[0].strip(" .") if match else ""
            if who and who[0].isupper() and not who.lower().startswith(("all rights", "©")):
                return who
    return None


def _outlet(words: list[str], terminal: bool) -> bool:
    if (
        terminal
        or not 2 <= len(words) <= 6
        or not all(w[0].isupper() or w in {"of", "and"} for w in words)
    ):
        return False
    return words[-1].lower() in _OUTLET or (
        words[0].lower() in {"the", "ministry", "department", "embassy", "office"}
        and words[-1].lower() not in {"latest"}
        and any(w.lower() in _OUTLET for w in words)
    )
