"""Reads short invented reports with the real language model, each text once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from servanda.model import Claim, RawItem
from servanda.readers import read_claims
from servanda.readers.discourse import Discourse
from servanda.text.make import make_report
from servanda.text.parse import parse
from servanda.text.spacy_model import load_model

Read = Callable[[str], Discourse]
Claims = Callable[[str, str], list[Claim]]
Bodies = Callable[[str, str], list[Any]]


@pytest.fixture(scope="session")
def discourse() -> Read:
    """Give a function from a text to its discourse."""
    load_model()

    @cache
    def read(text: str) -> Discourse:
        data = text.encode("utf-8")
        item = RawItem("made.txt", data, "text/plain", "made.txt", {"encoding": "utf-8"})
        return Discourse(parse(make_report(item)))

    return read


@pytest.fixture(scope="session")
def claims(discourse: Read) -> Claims:
    """Give a function from a text and a kind to the claims, their evidence checked."""

    @cache
    def all_of(text: str) -> tuple[Claim, ...]:
        found = tuple(read_claims(discourse(text)))
        for claim in found:
            for evidence in claim.evidence:
                evidence.verify(text)
        return found

    return lambda text, kind: [claim for claim in all_of(text) if claim.kind == kind]


@pytest.fixture(scope="session")
def bodies(claims: Claims) -> Bodies:
    """Give a function from a text and a kind to what the claims say."""
    return lambda text, kind: [claim.body for claim in claims(text, kind)]
