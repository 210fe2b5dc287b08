"""A parse as lists: the attributes of all its words, asked of spaCy once and not word by word.

Readers that walk through every word of a report walk through these lists, and take a spaCy token only
of a word that may tell something: making a token costs as much as ten look-ups in a list.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc, Token

__all__ = ["WordTable", "word_table"]

_KEPT = "servanda.words"  # where a parse keeps its table
_NAMES = ("POS", "DEP", "TAG", "LEMMA", "LOWER", "ORTH")
_NUMBERS = ("HEAD", "IDX", "LENGTH", "SENT_START", "SPACY", "IS_PUNCT", "LIKE_NUM")


class WordTable:
    """What each word of a parse is, by its place (its number in the document).

    `pos`, `dep`, `tag`, `lemma` (lower case), `lower`, `text` and `entity` are strings, as spaCy writes
    them; `head` is a place, `start` and `end` are offsets in the text, `children` the places below a word
    that has any, `places` those of each word by the numbers of its lemma, form and part of speech, which
    are the same in every vocabulary. `is_number` says whether a word is a number, in digits or spelled out.
    """

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        numbers = doc.to_array([*_NAMES, *_NUMBERS]).T.tolist()
        self._names = _Names(doc.vocab.strings)
        strings = [list(map(self._names.__getitem__, column)) for column in numbers[: len(_NAMES)]]
        self.pos, self.dep, self.tag, lemma, self.lower, self.text = strings
        self.lemma = [word.lower() for word in lemma]
        self.places: dict[tuple[int, int, int], list[int]] = {}
        for at, key in enumerate(zip(numbers[3], numbers[4], numbers[0], strict=True)):
            self.places.setdefault(key, []).append(at)
        heads, self.start, lengths, begins, spaces, self.is_punct, like_number = numbers[6:]
        self.head = [at + _signed(offset) for at, offset in enumerate(heads)]
        self.end = [start + length for start, length in zip(self.start, lengths, strict=True)]
        self.begins = [begin == 1 for begin in begins]
        self.spaced = [bool(space) for space in spaces]
        self.space = [not word.strip() for word in self.text]
        self.is_number = [
            word[:1].isdigit() or bool(like)
            for word, like in zip(self.text, like_number, strict=True)
        ]
        self.children: dict[int, list[int]] = {}
        for at, head in enumerate(self.head):
            if head != at:
                self.children.setdefault(head, []).append(at)
        self.entity: list[str] = []
        self.read_labels()

    def __len__(self) -> int:
        return len(self.pos)

    def read_labels(self) -> None:
        """Read the labels of entities anew, after they were set."""
        column = self._doc.to_array(["ENT_TYPE"]).tolist()
        self.entity = list(map(self._names.__getitem__, column))

    @cached_property
    def tokens(self) -> list[Token]:
        """All words as spaCy gives them, made once: what is asked for by its place comes from here."""
        return list(self._doc)

    @cached_property
    def verbs(self) -> list[int]:
        """The places of verbs and auxiliaries, ascending."""
        return [at for at, pos in enumerate(self.pos) if pos in ("VERB", "AUX")]

    @cached_property
    def proper_runs(self) -> list[range]:
        """The unbroken runs of proper nouns, each within a sentence; a hyphen without spaces joins two."""
        found: list[range] = []
        first: int | None = None
        for at, (pos, text) in enumerate(zip(self.pos, self.text, strict=True)):
            joint = (
                text == "-" and first is not None and not (self.spaced[at] or self.spaced[at - 1])
            )
            if (pos == "PROPN" or joint) and not (first is not None and self.begins[at]):
                first = at if first is None else first
            elif first is not None:
                found.append(range(first, at))
                first = None
        if first is not None:
            found.append(range(first, len(self)))
        return found


def word_table(doc: Doc) -> WordTable:
    """Return the table of a parse, made when it is first asked for and kept with the parse."""
    known: WordTable | None = doc.user_data.get(_KEPT)
    if known is None:
        known = doc.user_data[_KEPT] = WordTable(doc)
    return known


class _Names(dict[int, str]):
    """The strings of a vocabulary by their numbers, each asked for once."""

    __slots__ = ("_strings",)

    def __init__(self, strings: StringStore) -> None:
        super().__init__({0: ""})
        self._strings = strings

    def __missing__(self, key: int) -> str:
        word = self[key] = str(self._strings[key])
        return word


def _signed(number: int) -> int:
    """Read a 64-bit offset that numpy gives without a sign."""
    return number - (1 << 64) if number >> 63 else number
