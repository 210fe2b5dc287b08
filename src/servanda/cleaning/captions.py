"""Captions of photographs: who stands where, credits, sentences without a reporting verb."""

from __future__ import annotations

import re

from servanda.cleaning.page_lines import Line, agencies
from servanda.cleaning.page_lines import words as word_list

__all__ = ["caption_score", "credit_of", "glued_caption", "is_caption"]


_SIDE = r"(?:(?:far |front |back |rear |top |bottom |upper |lower |center |centre )?(?:left|right|center|centre|middle|front|back|L|R|C)|(?:second|third|fourth|fifth|2nd|3rd|4th|5th|\d\w\w) (?:from )?(?:the )?(?:left|right|L|R)|(?:front|back|center|centre|far|top|bottom) (?:L|R|C)|(?:not )?pictured|not (?:shown|seen)|unseen|top|bottom|above|below)"
_MARKED = re.compile(rf"\({_SIDE}(?:,[^()]{{0,30}})?\)")
_BETWEEN = re.compile(
    rf", (?:{_SIDE}), |, (?:{_SIDE}), and |^(?:From left|Clockwise from|Left|Right|Top|Bottom)\b(?=[:,] [A-Z]| to right)"
)
_PHOTO = re.compile(
    r"\bin this (?:[\w-]+ ){0,3}(?:photo|image|picture|screengrab|frame|photograph)|\b(?:is|are) (?:pictured|shown (?:at|in|on|here|during))\b|\b(?:is|are) seen (?:at|on|here|during|before|after|inside|outside|near|with|arriving|leaving)\b|\bpose[sd]? for\b"
    r"|\bhandout (?:photo|image|picture)|\bfile (?:photo|picture|image)\b|^\(?FILE\b|^(?:Photo|Image|Picture|Caption|Credit|Photo caption|Picture caption)s?\b ?[:(|]|^(?:Photo|Image|Picture)s? (?:from|by|courtesy|credit)\b|\[(?:Photo|File|Image|AP|EPA)[^\]]*\]\s*$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:(?:photo|image|picture|pic|credit|source)s?(?: credit| courtesy)?\s?(?:by|:|/|\|)\s?[\w .&/’'-]{2,60}|"
    r"\b(?:REUTERS|AP Photo|AFP|EPA|EPA-EFE|Getty Images?)/[\w .&’'/-]{2,60}|\b(?:via|VIA) (?:AP|REUTERS|AFP|Reuters|Getty Images)|"
    r"\b(?:Getty Images|AFP PHOTO|POOL))\.?\)?$",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"[(\[](?i:photos?|picture|image|illustrative|file photo|illustration)\b[^()\[\]]{0,60}[)\]]\s?(?=[A-Z“\"])"
)
_CREDIT = re.compile(r"[(\[]([^()\[\]]{2,70})[)\]]\.?$")
_SENTENCE = re.compile(r"(?<=[a-z)\d][.!?])[\"”’']?\s+(?=[A-Z“\"‘])")
_DATED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\w*\.? \d{1,2}, (?:19|20)\d\d|\b\d{1,2} [A-Z][a-z]+ (?:19|20)\d\d"
)
_REPORTED = re.compile(r"\b(?:said|told|says|added|agreed|announced|according to|reported)\b")
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
    if line.count > 90 or line.count < 4:
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
    return any(w.strip(".,:").lower() in word_list("credit") for w in re.split(r"[\s/-]+", credit))


def _present(line: Line) -> bool:
    verbs = word_list("captionverb")
    return any(word in verbs for word in line.words)
