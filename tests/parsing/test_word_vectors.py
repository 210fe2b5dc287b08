"""Vectors of words are those that the model's network makes, up to the last bits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from spacy.language import Language
from spacy.tokens import Doc

from servanda.parsing import word_vectors
from servanda.parsing.spacy_model import load_model
from servanda.parsing.word_vectors import WordVectors, remember_vectors

TEXTS = (
    "Norland's envoy said on 3 May that he'll go to Ostia, and won't wait.",
    "",
    "THE PARTIES agreed:\n\n a harbour (and a bridge) by March; U.S. firms cannot build either.",
    "Yes.",
)
_CLOSE = 2e-5  # the numbers lie between 0 and 10


@pytest.fixture(scope="module")
def network() -> Any:
    return load_model().get_pipe("tok2vec").model  # type: ignore[attr-defined]


@pytest.fixture
def docs() -> list[Doc]:
    model = load_model()
    return [model.make_doc(text) for text in TEXTS]


def _made(network: Any) -> WordVectors:
    vectors = WordVectors.of(network)
    assert vectors is not None
    return vectors


def _close(found: Any, wanted: Any) -> bool:
    pairs = zip(found, wanted, strict=True)
    return all(a.shape == b.shape and np.allclose(a, b, atol=_CLOSE, rtol=0) for a, b in pairs)


def test_vectors_are_those_of_the_network(network: Any, docs: list[Doc]) -> None:
    vectors = _made(network)
    for _ in range(2):  # worked out, and remembered
        assert _close(vectors.predict(docs), network.predict(docs))


def test_blocks_do_not_show(network: Any, docs: list[Doc], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_vectors, "_BLOCK", 5)

    assert _close(_made(network).predict(docs), network.predict(docs))


def test_what_is_remembered_is_bounded(
    network: Any, docs: list[Doc], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_vectors, "_REMEMBERED", 10)
    vectors = _made(network)
    for doc in docs:
        assert _close(vectors.predict([doc]), network.predict([doc]))


def test_texts_without_words_have_empty_matrices(network: Any) -> None:
    (found,) = _made(network).predict([load_model().make_doc("")])

    assert found.shape == (0, 96)


def test_a_network_built_another_way_is_left_alone() -> None:
    bare = Language()
    remember_vectors(bare)
    senter = load_model().get_pipe("tagger").model  # type: ignore[attr-defined]

    assert bare.pipe_names == []
    assert WordVectors.of(senter) is None
