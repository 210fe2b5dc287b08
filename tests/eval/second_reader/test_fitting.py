"""The weights follow from the counts, are drawn toward little, and are the ones that are shipped."""

from __future__ import annotations

import math

import pytest
from eval.second_reader.counts import Count, Sort, load
from eval.second_reader.fitting import TABLE, agreement, alone, log_loss, main, report, table
from hypothesis import given
from hypothesis import strategies as st

from servanda.second_reader.agreement_weights import agreement_weight, confidence_alone
from servanda.second_reader.reading_task import KINDS

COUNTS = st.lists(
    st.builds(
        lambda group, kind, sort, stated, claims, share: Count(
            group, kind, sort, stated, claims, round(share * claims)
        ),
        st.sampled_from(["voa", "state"]),
        st.sampled_from(KINDS),
        st.sampled_from(list(Sort)),
        st.floats(0.05, 0.99),
        st.integers(1, 40),
        st.floats(0, 1),
    ),
    max_size=12,
)


def agreed(stated: float, claims: int, held: int, group: str = "voa") -> Count:
    return Count(group, "tenure", Sort.AGREES, stated, claims, held)


def test_agreement_is_worth_nothing_where_claims_hold_as_stated() -> None:
    assert agreement([agreed(0.8, 100, 80)]) == pytest.approx(0, abs=1e-6)
    assert agreement([]) == pytest.approx(0, abs=1e-9)


def test_agreement_is_worth_what_it_adds_to_the_odds() -> None:
    many = [agreed(0.5, 100_000, 80_000)]
    assert agreement(many) == pytest.approx(math.log(4), abs=0.01)
    assert 0 < agreement([agreed(0.5, 10, 8)]) < math.log(4)  # few are drawn toward nothing
    assert agreement([agreed(0.5, 100, 20)]) < 0


def test_other_sorts_do_not_count_for_agreement() -> None:
    others = [Count("voa", "tenure", sort, 0.5, 50, 1) for sort in Sort if sort is not Sort.AGREES]
    assert agreement([agreed(0.5, 10, 8), *others]) == agreement([agreed(0.5, 10, 8)])


@given(COUNTS)
def test_the_fit_is_the_best_there_is(counts: list[Count]) -> None:
    """No weight nearer to nothing foretells the claims it was fitted to better."""
    weight = agreement(counts)
    assert log_loss(counts, weight) <= log_loss(counts, 0.0) + 1e-9
    assert all(0 <= share <= 1 for share in alone(counts).values())
    assert report(counts)
    assert table(counts).count("\n") == 4 + len(KINDS)


def test_a_kind_of_few_claims_is_drawn_toward_all() -> None:
    many = Count("voa", "incident", Sort.ALONE, 0.0, 90, 81)
    few = Count("voa", "tenure", Sort.ALONE, 0.0, 2, 0)
    found = alone([many, few])
    assert found["incident"] == pytest.approx(0.9, abs=0.01)
    assert 0.7 < found["tenure"] < found["structure"] < found["incident"]
    assert set(alone([]).values()) == {0.5}


def test_the_shipped_weights_are_those_of_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    counts = load()
    assert TABLE.read_text(encoding="utf-8") == table(counts)
    assert agreement_weight() == pytest.approx(agreement(counts), abs=0.006)
    shares = alone(counts)
    for kind in KINDS:
        assert confidence_alone(kind) == pytest.approx(min(0.89, shares[kind]), abs=0.006)
    assert main([]) == 0
    assert "agreement adds" in capsys.readouterr().out
