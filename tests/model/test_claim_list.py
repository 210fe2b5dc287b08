"""Claims of a view: their times an attribute away, and as a table in a notebook."""

from __future__ import annotations

from datetime import date

from servanda.model import Claim, Commitment, Evidence, Modality, ResolvedClaim, When
from servanda.model.claim_list import ClaimList

TEXT = "Norland will hand over <b>ten ferries</b> by June 1, 2024 & no later."


def claim(due: When | None) -> ResolvedClaim:
    evidence = Evidence.of("r-1", TEXT, 0, len(TEXT))
    body = Commitment(("NR",), "hand over", "ten ferries", Modality.WILL)
    made = Claim.make("r-1", body, (evidence,), rule="by hand")
    return ResolvedClaim(made, "a<b>.txt", None, times=(("due", due),) if due else ())


def test_what_a_claim_says_is_an_attribute_away() -> None:
    found = claim(When.on(date(2024, 6, 1)))
    assert found.due == When.on(date(2024, 6, 1))
    assert found.when is None
    assert (found.kind, found.words) == ("commitment", TEXT)
    assert found.body == found.claim.body
    assert claim(None).due is None


def test_the_day_of_a_date_is_when() -> None:
    found = claim(None)
    dated = ResolvedClaim(found.claim, "a.txt", None, times=(("ref", When.on(date(2024, 6, 1))),))
    assert dated.when == When.on(date(2024, 6, 1))


def test_claims_are_a_table_in_a_notebook() -> None:
    shown = ClaimList([claim(When.on(date(2024, 6, 1))), claim(None)])._repr_html_()
    assert "2 claims" in shown
    assert "2024-06-01" in shown
    assert "NR" in shown
    assert "<b>" not in shown
    assert "&lt;b&gt;ten ferries&lt;/b&gt;" in shown
    assert "a&lt;b&gt;.txt" in shown


def test_claims_stay_a_tuple() -> None:
    one = claim(None)
    assert ClaimList([one]) == (one,)
