"""The model's attribute rules, with memory: which of them fit a word is found out once, not each time.

The rules give a word its part of speech, its morphology and some lemmas, by its tag, its form and its
label. spaCy tries all of them on every word, which takes a fifth of parsing. Nearly all look at
one word alone, so what fits depends on a few attributes of it and can be remembered; the few that look
at two words in a row, or at the letters of a form, are tried as before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

__all__ = ["RememberedRules", "remember_lemmas", "remember_rules"]

_RULER, _LEMMATIZER = "attribute_ruler", "lemmatizer"
_REMEMBERED = 100_000  # words of which lemmas are remembered, so that memory stays bounded
_LOOKED_AT = ("LOWER", "TAG", "DEP", "IS_SPACE")
_BY_WORD = frozenset(_LOOKED_AT)
"""What a rule on one word may look at to be remembered."""


class RememberedRules:
    """The rules of a model's attribute ruler, which give the same attributes as that ruler does.

    `matches` returns what `AttributeRuler.match` does: number of the rule, its name, first and last
    place, in the order of the rules.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        """Take the ruler of a loaded model."""
        from spacy.matcher import Matcher

        self._remembered = Matcher(ruler.vocab)
        self._tried = Matcher(ruler.vocab)
        self._forms: set[int] = set()
        self._known: dict[tuple[int, ...], list[tuple[int, int]]] = {}
        self._said = list(zip(ruler.attrs, ruler.indices, strict=True))
        for number, rule in enumerate(ruler.patterns):
            for pattern in cast("Iterable[list[dict[str, Any]]]", rule["patterns"]):
                self._add(ruler, str(number), pattern)

    def _add(self, ruler: AttributeRuler, name: str, pattern: list[dict[str, Any]]) -> None:
        forms = _forms(pattern[0]) if len(pattern) == 1 and set(pattern[0]) <= _BY_WORD else None
        if forms is None:
            self._tried.add(name, [pattern])
            return
        self._forms.update(map(ruler.vocab.strings.add, forms))
        self._remembered.add(name, [pattern])

    def matches(self, doc: Doc) -> list[tuple[int, int, int, int]]:
        """Return which rules fit which words of a document, in the order of the rules."""
        strings = doc.vocab.strings
        found = [
            (int(strings[name]), name, start, end)
            for name, start, end in self._tried(doc, allow_missing=True)
        ]
        forms, known = self._forms, self._known
        rows = doc.to_array(list(_LOOKED_AT)).tolist()
        for at, (form, *rest) in enumerate(rows):
            key = (form if form in forms else 0, *rest)
            fitting = known.get(key)
            if fitting is None:
                fitting = known[key] = sorted(self._fitting(doc, at))
            found += [(number, name, at, at + 1) for number, name in fitting]
        found.sort()
        return found

    def set_annotations(self, doc: Doc, matches: list[tuple[int, int, int, int]]) -> None:
        """Set what the rules that fit say of their words, later rules over earlier ones."""
        from spacy.tokens._retokenize import set_token_attrs

        for number, _, start, end in matches:
            attributes, index = self._said[number]
            set_token_attrs(doc[start + index if index >= 0 else end + index], attributes)

    def _fitting(self, doc: Doc, at: int) -> Iterator[tuple[int, int]]:
        """Give number and name of the rules that fit one word."""
        for name, _, _ in self._remembered(doc[at : at + 1], allow_missing=True):
            yield int(doc.vocab.strings[name]), name


def _forms(word: dict[str, Any]) -> list[str] | None:
    """Return the forms that a rule on one word lists; None where it asks otherwise for a form."""
    asked = word.get("LOWER", {"IN": []})
    if isinstance(asked, str):
        return [asked]
    return list(asked["IN"]) if set(asked) == {"IN"} else None


def remember_rules(model: Language) -> None:
    """Let a model's attribute ruler, where it has one, remember which rules fit."""
    if model.has_pipe(_RULER):
        ruler = cast("AttributeRuler", model.get_pipe(_RULER))
        rules = RememberedRules(ruler)
        setattr(ruler, "match", rules.matches)  # noqa: B010 (the stub lacks it)
        setattr(ruler, "set_annotations", rules.set_annotations)  # noqa: B010


def remember_lemmas(model: Language) -> None:
    """Let a model's lemmatizer, where it has one, remember the lemmas of a word of one form, class and morphology."""
    lemmatizer = model.get_pipe(_LEMMATIZER) if model.has_pipe(_LEMMATIZER) else None
    work_out = getattr(lemmatizer, "lemmatize", None)
    if lemmatizer is None or work_out is None:
        return
    known: dict[tuple[int, int, int], list[str]] = {}

    def lemmas(token: Token) -> list[str]:
        key = (token.orth, token.pos, token.morph.key)  # type: ignore[attr-defined]  # the stub lacks it
        found = known.get(key)
        if found is None:
            if len(known) > _REMEMBERED:
                known.clear()
            found = known[key] = work_out(token)
        return found

    setattr(lemmatizer, "lemmatize", lemmas)  # noqa: B010 (the stub lacks it)
