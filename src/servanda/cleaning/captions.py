"""Captions of photographs: who stands where, credits, sentences without a reporting verb."""

from __future__ import annotations

import re

from servanda.cleaning.agencies import agencies
from servanda.cleaning.page_lines import Line
from servanda.data_tables import rows, word_set

__all__ = ["caption_score", "credit_of", "glued_caption", "is_caption"]

_PRESENT = word_set("cleaning", "captionverb")
_CREDIT_WORDS = word_set("cleaning", "credit")


def _patterns(kind: str) -> str:
    """Return one pattern for all of a sort in `data/captions.tsv`."""
    return f"(?:{'|'.join(row[1] for row in rows('cleaning', 'captions') if row[0] == kind)})"


_SIDE = _patterns("side")
_MARKED = re.compile(rf"\({_SIDE}(?:,[^()]{{0,30}})?\)")
_BETWEEN = re.compile(
    rf", (?:{_SIDE}), |, (?:{_SIDE}), and |^(?:From left|Clockwise from|Left|Right|Top|Bottom)\b(?=[:,] [A-Z]| to right)"
)
_PHOTO = re.compile(_patterns("photo"), re.IGNORECASE)
_TAIL = re.compile(rf"{_patterns('credit')}\.?\)?$", re.IGNORECASE)
_GLUED = re.compile(
    r"[(\[](?i:photos?|picture|image|illustrative|file photo|illustration)\b[^()\[\]]{0,60}[)\]]\s?(?=[A-Z“\"])"
)
_CREDIT = re.compile(r"[(\[]([^()\[\]]{2,70})[)\]]\.?$")
_SENTENCE = re.compile(r"(?<=[a-z)\d][.!?])[\"”’']?\s+(?=[A-Z“\"‘])")
_DATED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.? \d{1,2}, (?:19|20)\d\d|\b\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d"
)
_REPORTED = re.compile(rf"\b{_patterns('reported')}\b")
_LONGEST = 2_000  # characters of a caption's line
_ENOUGH = 2.0


def credit_of(line: Line) -> str | None:
    """Return what stands in the brackets at the end of the line if it may be a credit."""
    match = _CREDIT.search(line.content, max(line.start, line.end - 80), line.end)
    if match is None:
        return None
    words = match.group(1).strip()
    first = words.split()[0] if words.split() else ""
    return words if first[:1].isupper() and len(words.split()) <= 8 else None


def caption_score(line: Line) -> float:
    """Weigh the signs that the line is a caption; two and more mean that it is."""
    text = line.text
    if line.count > 90 or line.count < 4 or len(text) > _LONGEST:
        return 0.0
    score = 0.0
    if _MARKED.search(text):
        score += 2.0
    if _BETWEEN.search(text):
        score += 1.5
    if _PHOTO.search(text):
        score += 2.0
    if _TAIL.search(text[-90:]):
        score += 2.0
    score += _credit_weight(line)
    if score == 0.0:
        return 0.0
    dated = bool(_DATED.search(text))
    sentences = len(_SENTENCE.findall(text)) + 1
    score += 0.5 if dated else 0.0
    score += 0.5 if sentences == 1 else -1.0 * (sentences > 2)
    if _REPORTED.search(text):
        score -= 1.5
    elif not line.has_verb or _present(line):
        score += 1.0
    return score


def _credit_weight(line: Line) -> float:
    """Weigh what stands in brackets at the end: an agency, or some name after a full stop."""
    credit = credit_of(line)
    if credit is None:
        return 0.0
    if agencies().named(credit) or _credit_word(credit):
        return 1.5
    before = line.content[line.start : line.end].rpartition("(")[0].rstrip()
    return 1.0 if before.endswith((".", "!", "?", "”", '"')) else 0.0


def glued_caption(line: Line) -> int:
    """Return where a caption stuck in front of the first sentence ends; the line's start without.

    Such a caption ends with its credit: "Minister Brandt (Photo: Agency)Eastmouth (Agency) - …".
    """
    match = _GLUED.search(line.content, line.start, min(line.end, line.start + 300))
    return match.end() if match and line.end - match.end() >= 20 else line.start


def is_caption(line: Line) -> bool:
    """Whether the line is the caption of a photograph."""
    return caption_score(line) >= _ENOUGH


def _credit_word(credit: str) -> bool:
    return any(w.strip(".,:").lower() in _CREDIT_WORDS for w in re.split(r"[\s/-]+", credit))


def _present(line: Line) -> bool:
    return any(word in _PRESENT for word in line.words)
