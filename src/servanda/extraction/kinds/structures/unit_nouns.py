"""Which nouns name a part of an organisation: a command, a unit, an office, a working group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from servanda.extraction.clauses import children, prepositional
from servanda.extraction.frame_tables import frame_table

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_unit"]

_RUN = re.compile(
    r"(?<!\w)(?<![\w.'’-][.'’-])[A-Z][\w.'’-]*+(?:[ \u00a0](?:of |and |the |for )?[A-Z][\w.'’-]*+)++"
)
_SHORTEST, _LONGEST = 3, 7  # initials that may stand for a unit
_MEMO = ("initials of units", 0)


def is_unit(discourse: Discourse, token: Token) -> bool:
    """Return whether a noun names a part of an organisation, by itself or with the words before it."""
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    classes = frame_table("structure").classes
    lower, lemma = token.lower_, token.lemma_.lower()
    if {lower, lemma} & classes["unit"]:
        return lemma not in classes["weak_unit"] or lower != lemma + "s"
    return (
        _with_words_before(token, classes.get(f"before_{lemma}", frozenset()))
        or _named_force(token)
        or _short_for_unit(discourse, token)
    )


def _with_words_before(token: Token, wanted: frozenset[str]) -> bool:
    """Return whether the words that describe a noun make it a unit: "a drone coalition"."""
    before = [t for c in children(token, "compound", "amod", "nmod") for t in c.subtree]
    inner = {t.lower_ for t in before}
    if token.lemma_ == "company":  # "a company of landing boats"
        inner |= {t.lower_ for inside in prepositional(token, "of") for t in inside.subtree}
    return bool(wanted) and (bool(inner & wanted) or any("task" in word for word in inner))


def _named_force(token: Token) -> bool:
    """Return whether a capitalised name holds a word for a unit ("Norland Forces East", "5th Regiment")."""
    if token.pos_ != "PROPN":
        return False
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start - 1].text[:1].isupper() and token.i - start < 6:
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].text[:1].isupper() and end - token.i < 4:
        end += 1
    return any(t.lower_ in frame_table("structure").classes["armed"] for t in doc[start : end + 1])


def _short_for_unit(discourse: Discourse, token: Token) -> bool:
    """Return whether initials stand for a unit that the report names in full ("JOC", "Joint Operations Command")."""
    word = token.text
    if not (word.isupper() and word.isalpha() and _SHORTEST <= len(word) <= _LONGEST):
        return False
    known = discourse.memo.get(_MEMO)
    if known is None:
        known = discourse.memo[_MEMO] = _initials_of_units(discourse.parsed.content)
    return word in cast("frozenset[str]", known)


def _initials_of_units(content: str) -> frozenset[str]:
    """Return the initials of all names of units in a text, each from any of its words to any other."""
    armed = frame_table("structure").classes["armed"]
    found: set[str] = set()
    for run in _RUN.finditer(content):
        names = run.group().split()
        for first in range(len(names)):
            initials, is_armed = "", False
            for name in names[first:]:
                initials += "".join(c for c in name if c.isupper())
                is_armed = is_armed or name.lower().strip(".,") in armed
                if len(initials) > _LONGEST:
                    break
                if is_armed:
                    found.add(initials)
    return frozenset(found)
