"""Class and lemma of a word, remembered: by its form, tag and label they are found out once.

The model's attribute rules give a word its part of speech and some lemmas, by its tag, its form and its
label; its lemmatizer gives the other lemmas, by form and part of speech. spaCy tries all rules on every
word and asks the lemmatizer of each, a fifth of parsing. Nearly all rules look at one word alone,
so what comes of it can be remembered; words where one of the few may fit that look at two words in a row
are worked out each time. Morphology, which no reader asks for, is not remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token
    from thinc.types import Ints2d

__all__ = ["WordAttributes", "remember_attributes"]

_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_REMEMBERED = 100_000  # words of which class and lemma are remembered, so that memory stays bounded
_LOOKED_AT = ("LOWER", "TAG", "DEP", "IS_SPACE")
_BY_WORD = frozenset(_LOOKED_AT)
"""What a rule on one word may look at to be remembered."""
_KEY = ("ORTH", "TAG", "DEP")  # all that those follow from
_WRITTEN = ("POS", "LEMMA")
_UNTOLD = (0, 0)  # neither class nor lemma

_Key = tuple[int, ...]


class WordAttributes:
    """The attribute rules and the lemmatizer of a model in one, which give the same classes and lemmas."""

    def __init__(self, model: Language) -> None:
        """Take a loaded model that has both."""
        from spacy.attrs import LEMMA, MORPH, POS  # type: ignore[import-not-found] # no stub
        from spacy.matcher import Matcher

        self._given = frozenset({LEMMA, MORPH, POS})  # what a rule may give to be remembered
        ruler = cast("AttributeRuler", model.get_pipe(_RULER))
        self._lemmas: Any = model.get_pipe(_LEMMATIZER)
        self._alone, self._together, self._beginning = (Matcher(ruler.vocab) for _ in range(3))
        self._longest = 1
        self._said = list(zip(ruler.attrs, ruler.indices, strict=True))
        self._known: dict[_Key, _Key | None] = {}
        for number, rule in enumerate(ruler.patterns):
            for pattern in cast("Iterable[list[dict[str, Any]]]", rule["patterns"]):
                self._add(str(number), pattern)

    def _add(self, name: str, pattern: list[dict[str, Any]]) -> None:
        if len(pattern) == 1 and set(pattern[0]) <= _BY_WORD and _lists_forms(pattern[0]):
            self._alone.add(name, [pattern])
            return
        self._together.add(name, [pattern])
        self._beginning.add(name, [pattern[:1]])
        self._longest = max(self._longest, len(pattern))

    def annotate(self, doc: Doc) -> Doc:
        """Give each word of a tagged and parsed text its part of speech and lemma."""
        if len(self._known) > _REMEMBERED:
            self._known.clear()
        known = self._known
        keys = list(map(tuple, doc.to_array(list(_KEY)).tolist()))
        for at, key in enumerate(keys):
            if key not in known:
                known[key] = self._found_out(doc, at)
        rows = [known[key] or _UNTOLD for key in keys]
        if rows:
            doc.from_array(list(_WRITTEN), cast("Ints2d", np.array(rows, dtype="uint64")))
        self._work_out(doc, [at for at, row in enumerate(rows) if row is _UNTOLD])
        return doc

    def _found_out(self, doc: Doc, at: int) -> _Key | None:
        """Return class and lemma of a word; None where they do not follow from it alone."""
        if self._beginning(doc[at : at + 1], allow_missing=True):
            return None
        numbers = self._fitting(doc, at)
        if not all(self._given.issuperset(self._said[number][0]) for number in numbers):
            return None
        return self._told(doc[at], numbers)

    def _told(self, token: Token, numbers: Iterable[int]) -> _Key:
        """Write down what rules say of a word, later ones over earlier ones; return its class and lemma."""
        from spacy.tokens._retokenize import set_token_attrs

        token.pos, token.lemma = _UNTOLD
        for number in sorted(numbers):
            set_token_attrs(token, self._said[number][0])
        if not token.lemma:
            token.lemma_ = self._lemmas.lemmatize(token)[0]
        return token.pos, token.lemma

    def _work_out(self, doc: Doc, rare: list[int]) -> None:
        """Tell words that may begin what a rule on several words fits, and those that such a rule is about."""
        numbers = {at: self._fitting(doc, at) for at in rare}
        for first in rare:
            behind = doc[first : first + self._longest]
            for name, start, end in self._together(behind, allow_missing=True):
                number = int(doc.vocab.strings[name])
                index = self._said[number][1]
                at = first + (start + index if index >= 0 else end + index)
                if start == 0:
                    numbers.setdefault(at, self._fitting(doc, at)).append(number)
        for at, fitting in numbers.items():
            self._told(doc[at], fitting)

    def _fitting(self, doc: Doc, at: int) -> list[int]:
        """Return the numbers of the rules on one word that fit a word."""
        found = self._alone(doc[at : at + 1], allow_missing=True)
        return [int(doc.vocab.strings[name]) for name, _, _ in found]


def _lists_forms(word: dict[str, Any]) -> bool:
    """Whether a rule on one word asks for no form, or for one of a list."""
    asked = word.get("LOWER", {"IN": []})
    return isinstance(asked, str) or set(asked) == {"IN"}


def remember_attributes(model: Language) -> None:
    """Let a model that has attribute rules and a lemmatizer remember what comes of a word."""
    if not (model.has_pipe(_RULER) and model.has_pipe(_LEMMATIZER)):
        return
    attributes = WordAttributes(model)

    def each(docs: Iterable[Doc], **_: object) -> Iterator[Doc]:
        return map(attributes.annotate, docs)

    def as_they_are(docs: Iterable[Doc], **_: object) -> Iterator[Doc]:
        return iter(docs)

    setattr(model.get_pipe(_RULER), "pipe", each)  # noqa: B010 (the stub lacks it)
    setattr(model.get_pipe(_LEMMATIZER), "pipe", as_they_are)  # noqa: B010
