"""Classes of lemmas, from `data/`: word classes with a name, and clusters of an encoder with a number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

__all__ = ["clusters", "word_classes"]


def _rows(name: str) -> Iterator[list[str]]:
    source = resources.files("servanda.extraction.detector.data").joinpath(name)
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def word_classes() -> dict[str, tuple[str, ...]]:
    """Return the names of the word classes that hold a lemma, by lemma (lower case)."""
    found: dict[str, list[str]] = {}
    for name, lemmas in _rows("word_classes.tsv"):
        for lemma in lemmas.split("|"):
            found.setdefault(lemma, []).append(name)
    return {lemma: tuple(names) for lemma, names in found.items()}


@cache
def clusters() -> dict[str, tuple[str, str]]:
    """Return the wide and the narrow cluster of a lemma, by lemma (lower case)."""
    return {
        lemma: (f"wide{wide}", f"narrow{narrow}")
        for wide, narrow, lemmas in _rows("lemma_clusters.tsv")
        for lemma in lemmas.split("|")
    }
