"""Cells with a few values (modality, status, form, sort): what the models that choose one look at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from servanda.extraction.clauses import walk_up
from servanda.extraction.detector.role_candidates import promise_at
from servanda.extraction.kinds.commitments.promise import noun_modality, verb_modality

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader

__all__ = ["cell_features", "modality_features"]


def cell_features(reader: FeatureReader, token: Token) -> list[str]:
    """Return what tells status, form or sort of what stands at `token`."""
    found = reader.predication(token)
    found += reader.shown_to_cells(reader.parsed.sentence_of(token))
    if token.pos_ != "VERB":
        above = next((t for t in walk_up(token) if t.pos_ in ("VERB", "AUX")), None)
        if above is not None:
            lemma = above.lemma_.lower()
            found += [f"gov:{lemma}", f"govv:{reader.verb(above)}", f"govdep:{token.dep_}:{lemma}"]
    return found


def modality_features(reader: FeatureReader, token: Token) -> list[str]:
    """Return what tells the modality of a promise at `token`, with the verbs above and below it."""
    return [*cell_features(reader, token), *_of_promise(reader, token)]


def _of_promise(reader: FeatureReader, token: Token) -> Iterator[str]:
    promise = promise_at(token)
    yield f"GM:{promise.modality}"
    yield f"GM:{promise.modality}:{promise.rule}"
    yield f"GMl:{promise.matrix.lemma_.lower()}"
    yield f"GMv:{reader.verb(promise.matrix)}"
    yield f"GMa:{reader.verb(promise.action)}"
    for place, words in (("GU", list(walk_up(token))[:4]), ("GC", list(token.children))):
        for word in words:
            lemma = word.lemma_.lower()
            modality = verb_modality(lemma) or noun_modality(lemma)
            if modality is not None:
                yield f"{place}:{modality}"
