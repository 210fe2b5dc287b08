"""Reads short invented reports with the real language model, each text once a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from servanda.cleaning.assembly import make_report
from servanda.extraction.confidence import measured
from servanda.extraction.coreference.discourse import Discourse
from servanda.extraction.registry import _REGISTRY, claims_by_rules
from servanda.model import Block, BlockKind, Claim, RawItem, Report, Text, digest, sha256_text
from servanda.parsing.document import parse
from servanda.parsing.spacy_model import load_model

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
    """Give a function from a text and a kind to the claims of the rules, their evidence checked."""

    @cache
    def all_of(text: str) -> tuple[Claim, ...]:
        found = tuple(map(measured, claims_by_rules(discourse(text))))
        for claim in found:
            for evidence in claim.evidence:
                evidence.verify(text)
        return found

    return lambda text, kind: [claim for claim in all_of(text) if claim.kind == kind]


@pytest.fixture(scope="session")
def bodies(claims: Claims) -> Bodies:
    """Give a function from a text and a kind to what the claims say."""
    return lambda text, kind: [claim.body for claim in claims(text, kind)]


def _report(text: str, headline: str, publisher: str | None) -> Report:
    """Make a report of body paragraphs, split at empty lines, below a headline or none."""
    content = f"{headline}\n\n{text}" if headline else text
    blocks = []
    position = 0
    for number, part in enumerate(content.split("\n\n")):
        start = content.index(part, position)
        kind = BlockKind.HEADLINE if headline and number == 0 else BlockKind.BODY
        blocks.append(Block(start, start + len(part), kind))
        position = start + len(part)
    sha = sha256_text(content)
    report_id = digest("r", "made.txt", sha)
    body = Text(report_id, content, tuple(blocks))
    return Report(report_id, "made.txt", sha, "made.txt", body, publisher=publisher)


@pytest.fixture(scope="session")
def read_kind() -> Callable[..., list[Claim]]:
    """Give a function from a kind and a text (and headline, publisher) to the claims of that one reader."""
    load_model()

    def run(kind: str, text: str, headline: str = "", publisher: str | None = None) -> list[Claim]:
        parsed = parse(_report(text, headline, publisher))
        found = list(_REGISTRY[kind](Discourse(parsed)))
        for claim in found:
            for evidence in claim.evidence:
                evidence.verify(parsed.content)
        return found

    return run
