"""Names of systems: which words before a weapon name it, and which only count or praise it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children
from servanda.extraction.kinds.capabilities.system_words import MODEL_WORDS, SYSTEMS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "DIGITS",
    "NUMBER_WORDS",
    "class_name",
    "is_model",
    "key_of",
    "modifiers",
    "quantity_of",
    "system_name",
]


DIGITS = re.compile(r"\d[\d,]*")
_PLAIN = frozenset(
    "new old older newer newest latest upgraded additional more other several many advanced modern such first second same own "
    "foreign current existing future military powerful remaining key major various domestic large small up to nuclear-capable "
    "home-made made".split()
)


def modifiers(head: Token) -> list[Token]:
    """Return the words in front of a head that are part of its name, without numbers that count it."""
    found: list[Token] = []
    for child in children(head, "compound", "amod", "nmod", "nummod", "punct"):
        if child.i > head.i or child.is_quote or child.text in (",", "(", ")"):
            continue
        counts = child.dep_ == "nummod" and not is_model(child)
        if counts and not (child.i and child.nbor(-1).lower_ in MODEL_WORDS):
            continue
        if child.dep_ == "amod" and child.lower_ in _PLAIN:
            continue
        found.extend(
            t for t in child.subtree if t.i < head.i and t.dep_ != "det" and not t.is_quote
        )
    before = head.nbor(-1) if head.i else None
    if before is not None and before.dep_ == "prep" and is_model(before) and head.head == before:
        found.append(before)  # a type that was taken for a preposition
    last = max((t.i for t in found if t.dep_ == "cc" or t.text == ","), default=-1)
    return [t for t in found if t.i > last]


def class_name(token: Token) -> str:
    """Return the name in apposition to "a new class": "a new class, ABC-DEFGH"; empty where there is none."""
    for child in children(token, "appos"):
        inner = [
            t for t in child.subtree if t.dep_ in ("compound", "punct", "appos") and t.text != ","
        ]
        name = child.doc[inner[0].i : child.i + 1].text if inner else child.text
        if child.pos_ == "PROPN" and name.isupper() and "-" in name:
            return name
    return ""


def is_model(token: Token) -> bool:
    """Return whether a word is a model: letters with digits, as "KX-21"."""
    return any(c.isdigit() for c in token.text) and any(c.isupper() for c in token.text)


def quantity_of(head: Token) -> str | None:
    """Return how many there are, in digits, or None where no number counts them."""
    above = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and above.pos_ == "NUM":
        if DIGITS.fullmatch(above.text):  # "24 of its jets"
            return above.text.replace(",", "")
        return NUMBER_WORDS.get(above.lower_)
    for child in children(head, "nummod", "amod", "compound"):
        if child.i and child.i < head.i and child.nbor(-1).lower_ in MODEL_WORDS:
            continue
        for token in [child, *child.children]:
            digits = DIGITS.fullmatch(token.text)
            if digits and child.dep_ == "nummod":
                return digits.group().replace(",", "")
            if (
                token.lower_ in NUMBER_WORDS
                and token.dep_ in ("nummod", "compound")
                and child.dep_ == "nummod"
            ):
                return NUMBER_WORDS[token.lower_]
    return None


def system_name(discourse: Discourse, tokens: list[Token]) -> str:
    """Return the name that the tokens spell, in the singular."""
    words = discourse.parsed.words(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    if re.search(r"\d[A-Z]?s$", words):
        return words[:-1]
    return (
        words.removesuffix("s")
        if tokens[-1].tag_ in ("NNS", "NNPS") and not words.endswith("ss")
        else words
    )


def key_of(name: str) -> frozenset[str]:
    """Fold what names a system: its telling words, not the common noun at its end."""
    words = re.findall(r"[\w]+", name.lower())
    telling = [
        w
        for w in words
        if w not in SYSTEMS
        and w.removesuffix("s") not in SYSTEMS
        and w not in ("cruise", "ballistic", "guided")
    ]
    return frozenset(telling or words)


NUMBER_WORDS = {
    w: str(i)
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"dozen": "12"}
