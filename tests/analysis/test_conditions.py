"""A conditional promise: which incidents may have met its condition, and what followed."""

from __future__ import annotations

from datetime import date
from typing import Any

from made import act, day, promise, report, talks
from servanda.analysis.snapshot import picture
from servanda.model import ResolvedClaim
from servanda.resolution.resolve import resolve_claims

DAY = date(2031, 12, 31)
PLEDGED = "2031-01-10"


def seen(*claims: ResolvedClaim) -> list[dict[str, Any]]:
    """List the conditions that may have been met."""
    names = sorted({one.source for one in claims})
    return picture(resolve_claims(claims, [report(name) for name in names]), as_of=DAY)[
        "conditions"
    ]


def pledge(condition: str, obligors: str = "NO SE") -> ResolvedClaim:
    return promise(
        "n1",
        obligors,
        "consult",
        "each other",
        published=PLEDGED,
        body={"condition": condition},
    )


def rammed(name: str = "n2", target: str | None = "NO", when: str = "2031-05-03") -> ResolvedClaim:
    return act(name, "AL", target, "rammed a trawler", when=day(when), published=when)


def test_an_act_against_one_of_those_bound_may_be_the_common_threat() -> None:
    call = talks(
        "n3",
        "Ada Brandt/NO; Leo Marsh/SE",
        form="call",
        when=day("2031-05-05"),
        published="2031-05-05",
    )
    [row] = seen(pledge("in the event of a common threat"), rammed(), call)
    assert (row["what"], row["act"]) == ("consult each other", "rammed a trawler")
    assert row["why"] == "an act of AL, aimed at NO"
    [after] = row["followed"]
    assert (after["sort"], after["days"]) == ("call", 2)
    assert after["why"] == "held soon after it; no word of it in the record"


def test_what_cannot_have_met_it() -> None:
    threat = pledge("in the event of a common threat")
    assert seen(threat, rammed(target="FI")) == []
    assert seen(threat, rammed(when="2030-05-03")) == []
    own = act("n2", "SE", "NO", "rammed a trawler", when=day("2031-05-03"), published="2031-05-03")
    assert seen(threat, own) == []


def test_a_condition_that_names_whom_and_what() -> None:
    named = pledge("if Albania attacks Norway", "SE")
    attack = act(
        "n2", "AL", "NO", "attacked a port", when=day("2031-05-03"), published="2031-05-03"
    )
    [row] = seen(named, attack)
    assert row["why"] == "it names AL, NO; it names such an act (attack)"
    assert seen(named, rammed()) == []
    other = act("n2", "DK", "NO", "attacked a port", when=day("2031-05-03"), published="2031-05-03")
    assert seen(named, other) == []


def test_a_proviso_is_no_condition_that_an_act_can_meet() -> None:
    for words in ("subject to the approval of parliament", "as long as it takes"):
        assert seen(pledge(words), rammed()) == []


def test_what_came_after_the_day_is_not_known_on_it() -> None:
    claims = [pledge("in the event of a common threat"), rammed()]
    world = resolve_claims(claims, [report("n1"), report("n2")])
    assert picture(world, as_of=date(2031, 5, 1))["conditions"] == []
