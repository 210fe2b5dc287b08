"""Vectors of words in their sentences, as the model's network makes them, at a third of its price.

The network looks each word up in six tables, mixes them, and lets four layers look at a word and its
two neighbours. What does not depend on the neighbours is worked out once for each distinct word and kept.
What is left, four products of matrices a word, is numpy's; in blocks small enough for the processor's cache.

The results differ from the network's own in the last bits, as they do between processors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Floats = NDArray[np.float32]

__all__ = ["WordVectors", "remember_vectors"]

_REMEMBERED = 50_000  # distinct words of which the mixture is kept, some 400 bytes each
_BLOCK = 1024  # words that go through the layers together
_KEY = ("ORTH", "NORM", "SPACY")  # what the tables look at follows from these


class WordVectors:
    """Makes the vectors of the words of texts; `predict` is what the model's own component has.

    Made for networks of one shape, that of the model which the package uses; `of` gives None for others.
    """

    def __init__(
        self, columns: list[int | str], mix: Sequence[Any], layers: Sequence[_Layer]
    ) -> None:
        """Take the attributes that are looked up, what mixes them, and the layers above."""
        self._columns, self._mix = columns, mix
        self._layers = layers
        self._pad = len(layers)  # empty words between texts, as many as the layers see past an end
        self._width: int = layers[0].width
        self._known: dict[tuple[int, ...], int] = {}
        self._forget()

    @classmethod
    def of(cls, network: Any) -> WordVectors | None:
        """Take a loaded network apart; None where it is built another way."""
        try:
            embed, encode = network.layers
            residuals = encode.layers[0].layers
            layers = [_Layer.of(one) for one in residuals]
            features, *mix = embed.layers
            columns = list(features.attrs["columns"])
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            return None
        return cls(columns, mix, layers) if encode.attrs.get("pad") == len(layers) else None

    def predict(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return a matrix for each text, a row of numbers for each of its words."""
        rows, bounds = self._rows(docs)
        if not rows:
            empty = np.zeros((0, self._width), dtype=np.float32)
            return [empty for _ in docs]
        flat = self._encoded(np.asarray(rows, dtype=np.intp))
        return [flat[start:end] for start, end in bounds]

    def _forget(self) -> None:
        self._known.clear()
        self._count = 1  # the first is the empty word
        self._mixed = np.zeros((1024, self._width), dtype=np.float32)

    def _rows(self, docs: Sequence[Doc]) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the number of each word, empty ones between texts, and where each text lies."""
        if self._count + sum(map(len, docs)) > _REMEMBERED and self._count > 1:
            self._forget()
        keys = [list(map(tuple, doc.to_array(list(_KEY)).tolist())) for doc in docs]
        known = self._known
        new: dict[tuple[int, ...], tuple[Doc, int]] = {}
        for doc, own in zip(docs, keys, strict=True):
            for at, key in enumerate(own):
                if key not in known:
                    new.setdefault(key, (doc, at))
        if new:
            self._learn(new)
        gap = [0] * self._pad
        rows: list[int] = list(gap)
        bounds: list[tuple[int, int]] = []
        for own in keys:
            start = len(rows)
            rows.extend(map(known.__getitem__, own))
            bounds.append((start, len(rows)))
            rows.extend(gap)
        return (rows, bounds) if any(keys) else ([], [])

    def _learn(self, new: Mapping[tuple[int, ...], tuple[Doc, int]]) -> None:
        """Work out what is kept of words met for the first time, each by where one stands."""
        numbers: dict[int, NDArray[Any]] = {}
        for doc, _ in new.values():
            if id(doc) not in numbers:
                numbers[id(doc)] = doc.to_array(self._columns)
        mixed: Any = [np.array([numbers[id(doc)][at] for doc, at in new.values()])]
        for layer in self._mix:
            mixed = layer.predict(mixed)
        start, end = self._count, self._count + len(new)
        while end > len(self._mixed):
            self._mixed = np.concatenate((self._mixed, np.zeros_like(self._mixed)))
        self._mixed[start:end] = mixed[0]
        self._known.update(zip(new, range(start, end), strict=True))
        self._count = end

    def _encoded(self, rows: NDArray[np.intp]) -> Floats:
        """Send words through the layers."""
        total = len(rows)
        found = np.empty((total, self._width), dtype=np.float32)
        reach = self._pad  # what a block's ends see beyond it is worked out again
        for start in range(0, total, _BLOCK):
            low, high = max(0, start - reach), min(total, start + _BLOCK + reach)
            vectors = self._mixed[rows[low:high]]
            for layer in self._layers:
                layer.apply(vectors)
            end = min(total, start + _BLOCK)
            found[start:end] = vectors[start - low : end - low]
        return found


class _Layer:
    """A layer: a window of three words, a product, the greatest of three, brought to one scale, added."""

    def __init__(self, weights: Floats, bias: Floats, scale: Floats, shift: Floats) -> None:
        width, pieces, seen = weights.shape
        if pieces != 3 or seen != 3 * width:
            raise ValueError(weights.shape)
        self.width: int = width
        # The three candidates for a number lie a whole width apart, so that numpy compares in one go.
        turned = weights.transpose(1, 0, 2).reshape(3 * width, seen)
        self._bias: Floats = np.ascontiguousarray(bias.T.reshape(3 * width))
        self._whole: Floats = np.ascontiguousarray(turned.T)
        self._scale, self._shift = scale, shift

    @classmethod
    def of(cls, residual: Any) -> _Layer:
        """Take a loaded layer apart. Raises ValueError or IndexError where it is built another way."""
        window, maxout = residual.layers[0].layers
        product, norm = _parts(maxout)
        if window.attrs["window_size"] != 1 or residual.name[:8] != "residual":
            raise ValueError(residual.name)
        return cls(
            product.get_param("W"),
            product.get_param("b"),
            norm.get_param("G"),
            norm.get_param("b"),
        )

    def apply(self, vectors: Floats) -> None:
        """Add to vectors, in place, what they and their neighbours come to."""
        width = self.width
        window = np.zeros((len(vectors), 3 * width), dtype=np.float32)
        window[:, width : 2 * width] = vectors
        window[1:, :width] = vectors[:-1]
        window[:-1, 2 * width :] = vectors[1:]
        pieces = window @ self._whole
        pieces += self._bias
        best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
        np.maximum(best, pieces[:, 2 * width :], out=best)
        best -= best.mean(axis=1, keepdims=True)
        spread = np.einsum("ij,ij->i", best, best)
        spread /= np.float32(width)
        spread += np.float32(1e-8)
        best *= (np.float32(1.0) / np.sqrt(spread))[:, None]
        best *= self._scale
        best += self._shift
        vectors += best


def _parts(maxout: Any) -> tuple[Any, Any]:
    """Return the product and the scaling of a layer, whatever holds them together."""
    found = [one for one in maxout.walk() if one.name in ("maxout", "layernorm")]
    product, norm = sorted(found, key=lambda one: str(one.name) != "maxout")
    return product, norm


def remember_vectors(model: Language) -> None:
    """Let a loaded model's network remember what it makes of words; one built another way stays as it is."""
    if not model.has_pipe("tok2vec"):
        return
    component: Any = model.get_pipe("tok2vec")
    vectors = WordVectors.of(component.model)
    if vectors is not None:
        component.predict = vectors.predict
