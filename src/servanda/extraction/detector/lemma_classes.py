"""Classes of lemmas, from `data/`: word classes with a name, and clusters of an encoder with a number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

__all__ = ["clusters_of", "word_classes_of"]


def _rows(name: str) -> Iterator[list[str]]:
    source = resources.files("servanda.extraction.detector.data").joinpath(name)
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def _word_classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, lemmas in _rows("word_classes.tsv"):
        for lemma in lemmas.split("|"):
            found.setdefault(lemma, []).append(name)
    return {lemma: tuple(names) for lemma, names in found.items()}


@cache
def _clusters() -> dict[str, tuple[str, str]]:
    return {
        lemma: (f"wide{wide}", f"narrow{narrow}")
        for wide, narrow, lemmas in _rows("lemma_clusters.tsv")
        for lemma in lemmas.split("|")
    }


def word_classes_of(lemma: str) -> tuple[str, ...]:
    """Return the names of the word classes that hold a lemma (lower case)."""
    return _word_classes().get(lemma, ())


def clusters_of(lemma: str) -> tuple[str, ...]:
    """Return the wide and the narrow cluster of a lemma (lower case); empty for an unknown one."""
    return _clusters().get(lemma, ())
