"""Which nouns name a part of an organisation: a command, a unit, an office, a working group."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["is_unit"]


# Nouns that name a part of an organisation.
_UNIT = frozenset(
    "command headquarters headquarter unit regiment division brigade battalion squadron fleet corps office bureau committee subcommittee "
    "council commission secretariat agency directorate post centre center cell panel taskforce body hub garrison "
    "detachment wing mission consulate embassy department ministry institute".split()
)
# Nouns that do so only with another word before them.
_COMPOUND = {
    "company": frozenset("rifle infantry tank landing signal".split()),
    "group": frozenset(
        "battle working task expert study coordination steering advisory liaison contact joint maritime naval countermeasures".split()
    ),
    "force": frozenset(
        "task joint reaction rotational response standing expeditionary multinational".split()
    ),
    "forces": frozenset(),
    "team": frozenset("task joint working liaison coordination".split()),
    "mechanism": frozenset("consultation consultative coordination".split()),
    "coalition": frozenset("jet drone artillery maritime naval armour armor demining air".split()),
    "component": frozenset("command".split()),
    "cooperation": frozenset(),
}
# Nouns that in the plural name places for the public more often than parts of an organisation.
_WEAK_UNIT = frozenset(
    "center centre hub institute mission post body cell panel bureau office agency".split()
)
_RUN = re.compile(r"[A-Z][\w.'’-]*(?:[ \u00a0](?:of |and |the |for )?[A-Z][\w.'’-]*)+")
_ARMED = frozenset(
    "forces force command regiment division fleet corps brigade headquarters committee council".split()
)


def is_unit(discourse: Discourse, token: Token) -> bool:
    """Whether a noun names a part of an organisation, by itself or with the words before it."""
    lower, lemma = token.lower_, token.lemma_.lower()
    if token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    if lower in _UNIT or lemma in _UNIT:
        return (
            lemma not in _WEAK_UNIT or token.tag_ in ("NN", "NNP", "NNPS") or lower != lemma + "s"
        )
    if lemma == "structure" and any(c.lower_ == "command" for c in children(token, "compound")):
        return True
    inner = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod", "nmod")}
    for child in children(token, "compound", "amod"):
        inner |= {c.lower_ for c in child.subtree}
    if lemma == "company":  # "a company of landing boats"
        inner |= {c.lower_ for p in prepositional(token, "of") for c in p.subtree}
    wanted = _COMPOUND.get(lemma) if lemma in _COMPOUND else _COMPOUND.get(lower)
    if wanted is not None and (inner & wanted or any("task" in w for w in inner)):
        return True
    return _named_force(discourse, token) or _short_for_unit(discourse, token)


def _named_force(discourse: Discourse, token: Token) -> bool:
    """Whether a capitalised name holds a word for a unit ("Norland Forces East", "5th Regiment")."""
    if token.pos_ != "PROPN":
        return False
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start - 1].text[:1].isupper() and token.i - start < 6:
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].text[:1].isupper() and end - token.i < 4:
        end += 1
    words = {t.lower_ for t in doc[start : end + 1]}
    return bool(words & _ARMED)


def _short_for_unit(discourse: Discourse, token: Token) -> bool:
    """Whether initials stand for a unit that the report names in full ("JOC", "Joint Operations Command")."""
    word = token.text
    if not (word.isupper() and word.isalpha() and 2 < len(word) < 8):
        return False
    for run in _RUN.finditer(discourse.parsed.content):
        names = run.group().split()
        for first in range(len(names)):
            for last in range(first + 2, len(names) + 1):
                part = names[first:last]
                initials = "".join(c for w in part for c in w if c.isupper())
                if initials == word and any(w.lower().strip(".,") in _ARMED for w in part):
                    return True
    return False
