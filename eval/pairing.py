"""Pair the claims of one kind in one report with the items of the key, one to one.

A claim may stand for an item when a piece of its evidence lies in the same sentence as one of the
item's anchors. Of several candidates the pair that agrees best is taken first. Two kinds are
stricter: a tenure is told in many places, so the person and the office decide; a date is its words.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from eval.agreement import agreement, same_person
from eval.matching import Located, anchors, listed, overlaps

__all__ = ["Pair", "pair"]

Item = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """An item of the key (by its number), the claim for it, and how far their fields agree."""

    item: int
    claim: int
    fields: dict[str, float]


def pair(kind: str, items: list[Item], claims: list[Item], text: Located) -> list[Pair]:
    """Pair items and claims of one kind, best agreement first."""
    wanted = [[span for anchor in anchors(item) for span in text.all(anchor)] for item in items]
    given = [_spans(claim, text) for claim in claims]
    item_words = [_words(item) for item in items]
    claim_words = [_words(claim) for claim in claims]
    options: list[tuple[float, Pair]] = []
    for i, item in enumerate(items):
        for j, claim in enumerate(claims):
            near = _touch(kind, item, claim, wanted=wanted[i], given=given[j], text=text)
            if near is None:
                continue
            fields = agreement(kind, item, claim)
            alike = len(item_words[i] & claim_words[j]) / (1 + len(item_words[i]))
            merit = near + alike + sum(fields.values()) / (len(fields) or 1)
            options.append((merit, Pair(i, j, fields)))
    options.sort(key=lambda option: -option[0])
    used_items: set[int] = set()
    used_claims: set[int] = set()
    pairs = []
    for _, one in options:
        if one.item in used_items or one.claim in used_claims:
            continue
        used_items.add(one.item)
        used_claims.add(one.claim)
        pairs.append(one)
    return pairs


def _touch(
    kind: str, item: Item, claim: Item, *, wanted: list[Span], given: list[Span], text: Located
) -> float | None:
    """Say how near a claim is to an item: 1 on its words, 0 in its sentence, None elsewhere."""
    if kind == "tenure":
        return 1.0 if _same_tenure(item, claim) else None
    if kind == "date":
        words = text.all(item["anchor"])
        return 1.0 if overlaps(words, given) else None
    if not text.sentences(wanted, between=False) & text.sentences(given, between=True):
        return None
    return float(overlaps(wanted, given))


def _same_tenure(item: Item, claim: Item) -> bool:
    person = str(claim.get("person") or "").strip().lower()
    names = [re.sub(r"\(.*?\)", "", n).strip().lower() for n in (item["person"], *_names(item))]
    if not person or not any(same_person(name, person) for name in names):
        return False
    return bool(_office(item["office"]) & _office(claim.get("office")))


def _names(item: Item) -> list[str]:
    return [str(name) for name in listed(item.get("names"))]


def _office(title: Any) -> set[str]:
    return set(re.findall(r"[a-z]+", str(title).lower())) - {"of", "the", "new", "s"}


def _spans(claim: Item, text: Located) -> list[Span]:
    found = (
        text.nearest(piece.get("exact", ""), piece.get("start"))
        for piece in claim.get("evidence") or ()
    )
    return [span for span in found if span]


def _words(item: Item) -> set[str]:
    bare = {key: value for key, value in item.items() if key != "evidence"}
    return set(re.findall(r"[a-z]{4,}", json.dumps(bare).lower()))
