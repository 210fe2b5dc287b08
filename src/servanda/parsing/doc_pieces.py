"""Long texts in pieces: the language model's memory grows with what it parses at once, so that is bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.types import Ints2d

__all__ = ["cut_doc", "joined_doc", "parse_pieces"]

_MOST = 8_000  # tokens parsed at once, some 40 kB of prose: about 150 MB of the model's memory


def cut_doc(doc: Doc, most: int = _MOST) -> list[Doc]:
    """Cut a tokenised text into pieces of at most `most` tokens, where a block begins if one does."""
    if len(doc) <= most:
        return [doc]
    pieces: list[Doc] = []
    start = 0
    while start < len(doc):
        end = min(start + most, len(doc))
        if end < len(doc):
            begins = (at for at in range(end, start + most // 2, -1) if doc[at].is_sent_start)
            end = next(begins, end)
        pieces.append(_piece(doc, start, end))
        start = end
    return pieces


def _piece(doc: Doc, start: int, end: int) -> Doc:
    piece = doc[start:end].as_doc()
    told = doc.to_array(["SENT_START"])[start:end].reshape(-1, 1)
    piece.from_array(["SENT_START"], cast("Ints2d", told))
    return piece


def parse_pieces(nlp: Language, docs: Iterable[Doc], most: int = _MOST) -> Iterator[Doc]:
    """Parse tokenised texts in their order, as many at once as have at most `most` tokens together."""
    waiting: list[Doc] = []
    size = 0
    for doc in docs:
        if waiting and size + len(doc) > most:
            yield from nlp.pipe(waiting)
            waiting, size = [], 0
        waiting.append(doc)
        size += len(doc)
    yield from nlp.pipe(waiting)


def joined_doc(pieces: list[Doc]) -> Doc:
    """Join the pieces of one text, parsed, into one document; a single piece is that document."""
    if len(pieces) == 1:
        return pieces[0]
    from spacy.tokens import Doc

    joined = Doc.from_docs(  # the stub lacks the last of its arguments
        pieces,
        ensure_whitespace=False,
        exclude=["tensor", "user_data"],  # type: ignore[call-arg]
    )
    assert joined is not None
    return joined
