"""Matrix products by numpy: the same numbers, in the components that readers use and no others."""

from __future__ import annotations

import numpy as np
import pytest

from servanda.parsing.matrix_products import _Products
from servanda.parsing.spacy_model import load_model


@pytest.mark.parametrize("turned", [(False, False), (True, False), (False, True), (True, True)])
def test_a_product_is_that_of_the_matrices_either_one_turned(turned: tuple[bool, bool]) -> None:
    random = np.random.default_rng(4)
    left, right = random.random((5, 7), dtype="f"), random.random((7, 3), dtype="f")
    given = [m.T.copy() if turn else m for m, turn in zip((left, right), turned, strict=True)]
    found = _Products().gemm(*given, trans1=turned[0], trans2=turned[1])
    assert np.allclose(found, left @ right)


def test_a_product_is_written_where_it_is_wanted() -> None:
    place = np.zeros((3, 2), dtype="f")
    left, right = np.ones((2, 4), dtype="f"), np.ones((4, 2), dtype="f")
    found = _Products().gemm(left, right, out=place[1:])
    assert np.array_equal(place, [[0, 0], [4, 4], [4, 4]])
    assert found.base is place


@pytest.mark.costly
def test_the_readers_model_multiplies_so_and_bare_spacy_does_not() -> None:
    def products(*, whole: bool) -> set[bool]:
        network = load_model(whole=whole).get_pipe("parser").model  # type: ignore[attr-defined]
        return {isinstance(layer.ops, _Products) for layer in network.walk()}

    assert products(whole=False) == {True}
    assert products(whole=True) == {False}


def test_what_is_parsed_is_the_same() -> None:
    text = "Norland's president met the envoys of Sudmark on Monday, and agreed to send them 40 trucks by May."
    ours, bare = load_model()(text), load_model(whole=True)(text)
    assert [(t.tag_, t.dep_, t.head.i) for t in ours] == [(t.tag_, t.dep_, t.head.i) for t in bare]
