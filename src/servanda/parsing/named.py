"""Whom a text names, found before it is parsed: its parties and offices, in what is the report itself.

A report of some length that names no state, no organisation and no office, and that no office put out,
tells of no relation between states, whatever its sentences say: such a report need not be parsed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.model import Report
from servanda.parsing.introductions import introductions
from servanda.parsing.office_titles import OfficePhrase, titles
from servanda.parsing.publishing_state import publishing_state
from servanda.world.gazetteer import PartyMention, gazetteer

__all__ = ["Named", "named_in"]

_WORD = re.compile(
    r"[^\s\u00a0]{300,}"
)  # no word of any language: data that would cost square time
_TWO_LETTERS = re.compile(r"[^\W_]{2,}+")
_WORDLESS = 300  # characters without a word behind which the next begins
_LONG = 150  # words; in a shorter report the grammar of a sentence decides what it is about


@dataclass(frozen=True, slots=True)
class Named:
    """A report with `masked`, its text where all is blank that is not the report, and whom that names.

    `nobody` says that it names no party and no office, introduces nobody as holding one, is no short
    report, and comes from no office of a state.
    """

    report: Report
    masked: str
    parties: list[PartyMention]
    offices: list[OfficePhrase]
    nobody: bool


def named_in(report: Report) -> Named:
    """Find whom a report names; offsets are those of its text."""
    masked = _mask(report)
    parties = gazetteer().find(masked)
    offices = titles().find(masked, parties)
    nobody = (
        not parties
        and not offices
        and _is_long(masked)
        and not publishing_state(report)
        and not any(holding for _, _, holding in introductions(masked, parties, offices))
    )
    return Named(report, masked, parties, offices, nobody)


def _is_long(masked: str) -> bool:
    return sum(1 for _ in _TWO_LETTERS.finditer(masked)) > _LONG


def _mask(report: Report) -> str:
    """Blank out everything that is not the report, and what is no word, keeping every offset."""
    content = report.text.content
    parts: list[str] = []
    position = 0
    for block in report.text.blocks:
        if block.kind.is_report:
            parts.append(_blank(content[position : block.start]))
            parts.append(content[block.start : block.end])
            position = block.end
    parts.append(_blank(content[position:]))
    masked = "".join(parts).replace("**", "  ")  # Markdown's bold type hides names from every list
    return _without_signs(_WORD.sub(lambda data: _blank(data.group()), masked))


def _without_signs(text: str) -> str:
    """Blank out long stretches without a single word: signs, letters and digits one by one."""
    parts: list[str] = []
    kept = end = 0
    for start, after in [*(m.span() for m in _TWO_LETTERS.finditer(text)), (len(text), 0)]:
        if start - end > _WORDLESS:
            parts += [text[kept:end], _blank(text[end:start])]
            kept = start
        end = after
    return "".join([*parts, text[kept:]]) if parts else text


def _blank(text: str) -> str:
    """White space of the same length; line ends stay, so that nothing is read across blocks."""
    return "".join("\n" if c == "\n" else " " for c in text)
