"""Assurances, omissions and quotes: equal in all that matters, or two."""

from __future__ import annotations

import pytest

from made import reports_by_entity, resolved
from servanda.model import Assurance, ClaimId, Omission, OmissionSort, Quote, ResolvedClaim
from servanda.resolution.exact_matching import find_omissions, omission_key
from servanda.resolution.union_find import UnionFind


def assurance(name: str, parties: str, about: str, wording: str) -> ResolvedClaim:
    return resolved(name, Assurance(tuple(parties.split()), about=about, wording=wording))


def omission(name: str, what: str, who: str = "NR", sort: str = "denied") -> ResolvedClaim:
    return resolved(name, Omission(what, OmissionSort(sort), who))


IRON = assurance("n1", "NR SM", "the alliance", "ironclad")


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (assurance("n2", "SM NR", "an alliance", "Ironclad"), True),
        (assurance("n2", "SM", "the alliance", "ironclad"), False),
        (assurance("n2", "NR SM", "the defence of Kelm", "ironclad"), False),
        (assurance("n2", "NR SM", "the alliance", "unwavering"), False),
    ],
)
def test_assurances(other: ResolvedClaim, *, one: bool) -> None:
    assert (len(reports_by_entity("assurance", IRON, other)) == 1) is one


@pytest.mark.parametrize(
    ("other", "one"),
    [
        (omission("n2", "sales of Heron drones", "nr"), True),
        (omission("n2", "a sale of Heron drones", "SM"), False),
        (omission("n2", "a sale of Osprey boats"), False),
        (omission("n2", "a sale of Heron drones", sort="not_discussed"), False),
    ],
)
def test_omissions(other: ResolvedClaim, *, one: bool) -> None:
    first = omission("n1", "the sale of Heron drones")
    assert (omission_key(first) == omission_key(other)) is one
    components: UnionFind[ClaimId] = UnionFind()
    assert (len(find_omissions([first, other], components)) == 1) is one
    assert components.together(first.claim.id, other.claim.id) is one


@pytest.mark.parametrize(
    ("speaker", "words", "one"),
    [
        ("ADA BRANDT", "We  agree.", True),
        ("Leo Marsh", "We agree.", False),
        ("Ada Brandt", "No.", False),
    ],
)
def test_quotes(speaker: str, words: str, *, one: bool) -> None:
    first = resolved("n1", Quote("Ada Brandt", "We agree."))
    other = resolved("n2", Quote(speaker, words))
    assert (len(reports_by_entity("quote", first, other)) == 1) is one
