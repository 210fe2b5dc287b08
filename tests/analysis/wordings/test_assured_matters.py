"""Assurances of one matter: laid side by side where the same parties give them, whatever words they use."""

from __future__ import annotations

import pytest

from made import report, resolved
from servanda.analysis.wordings import assured_matters
from servanda.analysis.wordings.assured_matters import assured, one_matter
from servanda.model import Assurance, ResolvedClaim
from servanda.resolution.resolve import resolve_claims


def assurance(name: str, about: str, wording: str, *parties: str, when: str) -> ResolvedClaim:
    body = Assurance(parties or ("NR",), about, wording, "Ada Brandt")
    return resolved(name, body, wording, published=when)


def test_assurances_of_one_matter_are_laid_side_by_side_without_naming_words() -> None:
    first = "restated its firm commitment to the defence of Kelm Island"
    second = "restated its ironclad commitment to the defence of Kelm Island"
    reports = [
        report("n1", first, "2031-01-10"),
        report("n2", second, "2031-02-10"),
        report("n3", "the ties with Tarn are dear", "2031-03-10"),
    ]
    claims = [
        assurance("n1", "the defence of Kelm Island", first, when="2031-01-10"),
        assurance("n2", "the defence of Kelm Island", second, when="2031-02-10"),
        assurance("n3", "the ties with Tarn", "the ties with Tarn are dear", when="2031-03-10"),
    ]
    [found] = assured(resolve_claims(claims, reports), reports)
    assert (found.formula, found.parties, found.stories) == (
        "the defence of Kelm Island",
        ("NR",),
        2,
    )
    assert [(use.speaker, use.changed) for use in found.uses] == [
        ("Ada Brandt", False),
        ("Ada Brandt", True),
    ]
    pieces = [(p.sort, p.words) for p in found.uses[1].pieces if p.sort != "same"]
    assert pieces == [("gone", "firm"), ("added", "ironclad")]
    assert assured(resolve_claims(claims, reports), reports, parties=("SM",)) == ()


def test_what_two_sides_assure_is_never_laid_together() -> None:
    words = "restated its firm commitment to the defence of Kelm Island"
    reports = [report("n1", words, "2031-01-10"), report("n2", words, "2031-02-10")]
    about = "the defence of Kelm Island"
    claims = [
        assurance("n1", about, words, "NR", when="2031-01-10"),
        assurance("n2", about, words, "SM", when="2031-02-10"),
    ]
    assert assured(resolve_claims(claims, reports), reports) == ()


def test_what_is_assured_in_the_same_words_is_compared_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[tuple[str, str]] = []

    def counted(about: str, other: str) -> bool:
        compared.append((about, other))
        return one_matter(about, other)

    monkeypatch.setattr(assured_matters, "one_matter", counted)
    abouts = ("the defence of Kelm Island", "the defence of the whole of Kelm Island")
    words = [f"stands by {abouts[number % 2]}" for number in range(20)]
    days = [f"2031-01-{number + 1:02}" for number in range(20)]
    reports = [report(f"n{at}", words[at], days[at]) for at in range(20)]
    claims = [assurance(f"n{at}", abouts[at % 2], words[at], when=days[at]) for at in range(20)]
    [found] = assured(resolve_claims(claims, reports), reports)
    assert len(found.uses) == 20
    assert len(compared) == len(set(compared)) == 3
