"""Names of systems: which words before a weapon name it, and which only count or praise it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children
from servanda.extraction.kinds.capabilities.possession import class_words
from servanda.extraction.phrases import names_model

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = [
    "NUMBER_WORDS",
    "class_name",
    "digits_of",
    "is_model",
    "key_of",
    "modifiers",
    "quantity_of",
    "system_name",
]

_DIGITS = re.compile(r"\d[\d,]*")
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve"
NUMBER_WORDS = {word: str(i) for i, word in enumerate(_NUMBERS.split())} | {"dozen": "12"}


def modifiers(head: Token) -> list[Token]:
    """Return the words in front of a head that are part of its name, without numbers that count it."""
    naming = children(head, "compound", "amod", "nmod", "nummod", "punct")
    inside = (token for child in naming if _names(child, head) for token in child.subtree)
    found = [t for t in inside if t.i < head.i and not (t.is_quote or t.dep_ == "det")]
    before = head.head
    if before.i == head.i - 1 and before.dep_ == "prep" and is_model(before):
        found.append(before)  # a type that was taken for a preposition
    return _behind_the_last_comma(found)


def _behind_the_last_comma(tokens: list[Token]) -> list[Token]:
    """Return what follows the last comma or "and": of "new, fast KX-21 jets" the model."""
    last = max((t.i for t in tokens if t.dep_ == "cc" or t.text == ","), default=-1)
    return [t for t in tokens if t.i > last]


def _names(child: Token, head: Token) -> bool:
    """Return whether a word in front of a head names it: it does not count, praise or quote it."""
    if child.i > head.i or child.is_quote or child.text in (",", "(", ")"):
        return False
    if child.dep_ == "nummod":
        return is_model(child) or _behind_model_word(child)
    return child.dep_ != "amod" or child.lower_ not in class_words("plain")


def _behind_model_word(token: Token) -> bool:
    """Return whether a number continues a name: of "Block 4" the 4."""
    return bool(token.i) and token.nbor(-1).lower_ in class_words("model")


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


def digits_of(token: Token) -> str | None:
    """Return a number in digits, or None for a word that is no such number."""
    if _DIGITS.fullmatch(token.text):
        return token.text.replace(",", "")
    return NUMBER_WORDS.get(token.lower_)


def quantity_of(head: Token) -> str | None:
    """Return how many there are, in digits, or None where no number counts them."""
    above = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and above.pos_ == "NUM":
        return digits_of(above)  # "24 of its jets"
    for child in children(head, "nummod"):
        if (child.i < head.i and _behind_model_word(child)) or names_model(child):
            continue
        for token in [child, *children(child, "nummod", "compound")]:
            if digits_of(token) is not None:
                return digits_of(token)
    return None


def system_name(discourse: Discourse, tokens: list[Token]) -> str:
    """Return the name that the tokens spell, in the singular."""
    words = discourse.parsed.words(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    plural = tokens[-1].tag_ in ("NNS", "NNPS") and not words.endswith("ss")
    return words.removesuffix("s") if plural or re.search(r"\d[A-Z]?s$", words) else words


def key_of(name: str) -> frozenset[str]:
    """Fold what names a system: its telling words, not the common noun at its end."""
    words = re.findall(r"[\w]+", name.lower())
    common = class_words("system") | class_words("guidance")
    telling = [w for w in words if w not in common and w.removesuffix("s") not in common]
    return frozenset(telling or words)
