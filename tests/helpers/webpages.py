"""Invented pages for the tests of cleaning: each a list of (kind, words), joined as a crawler does."""

from __future__ import annotations

from servanda.cleaning.assembly import make_report
from servanda.model.report import BlockKind, RawItem, Report

H, D, BY, DL = BlockKind.HEADLINE, BlockKind.HEADER_DATE, BlockKind.BYLINE, BlockKind.DATELINE
B, HD, LI = BlockKind.BODY, BlockKind.HEADING, BlockKind.LIST_ITEM
C, R, DB = BlockKind.CAPTION, BlockKind.RESIDUE, BlockKind.DOUBLE

TITLE = "Amberland and Norland agree to open four ports to each other's ships"
LEAD = (
    "The foreign ministers of Amberland and Norland agreed on Friday to open four ports to each "
    "other's ships, officials of both states said after a day of talks."
)
SECOND = (
    "Amberland's minister, Ada Brandt, told reporters that the ports will be open by June 2032, "
    "once both parliaments have approved the text."
)
THIRD = (
    "The two ministers did not discuss the older dispute over fishing in the Amber Sea, according "
    "to a spokesman for the Norland delegation."
)
STORY = [(B, LEAD), (B, SECOND), (B, THIRD)]


def report(text: str, name: str = "page.txt", **metadata: str) -> Report:
    """Make a report of a text."""
    return make_report(RawItem(name, text.encode(), "text/plain", name, metadata))


def page(parts: list[tuple[BlockKind, str]], joint: str = "\n\n") -> Report:
    """Make a report of parts, each on a line of its own."""
    return report(joint.join(words for _, words in parts))


def kinds(made: Report) -> list[tuple[BlockKind, str]]:
    """Return a report's blocks as (kind, words)."""
    return [(block.kind, made.text.slice(block)) for block in made.text.blocks]
