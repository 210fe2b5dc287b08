"""What answered an incident: only what names it, by the words of the report that tells of both."""

from __future__ import annotations

from made import act, day, report, resolved, span, talks
from servanda.model import Assurance, LinkType, ResolvedClaim
from servanda.resolution import Resolution
from servanda.resolution.resolve import resolve_claims

TWO = "Ada Brandt/NR/President; Leo Marsh/SM/President"
RAMMED = "Alba’s ramming of a trawler"


def answers(*claims: ResolvedClaim, reports: bool = False) -> dict[str, str]:
    names = sorted({one.source for one in claims}) if reports else ()
    world: Resolution = resolve_claims(claims, [report(name) for name in names])
    found = {}
    for entity in world.entities:
        for link in entity.links:
            if link.type is LinkType.RESPONDS_TO:
                found[f"{entity.kind} {' '.join(entity.reports)}"] = link.why
    return found


def incident(name: str, words: str, at: int = 100, when: str = "2031-05-03") -> ResolvedClaim:
    return act(name, "AL", "NR", RAMMED, when=day(when), published=when, words=words, at=at)


def met(name: str, words: str, at: int = 0, when: str = "2031-05-04") -> ResolvedClaim:
    return talks(name, TWO, when=day(when), published=when, words=words, at=at)


def test_a_call_that_is_said_to_follow_it() -> None:
    words = f"Brandt spoke with Marsh on Sunday following {RAMMED}."
    found = answers(met("n1", words), incident("n1", words, at=0))
    assert found == {"consultation n1": f"told of in one sentence: “{words}”"}


def test_those_who_met_condemned_it() -> None:
    words = f"The two leaders condemned {RAMMED}."
    found = answers(met("n1", "Brandt met Marsh."), incident("n1", words))
    assert found == {"consultation n1": f"those who met took it up: “{words}”"}


def test_one_of_those_who_met_raised_it_by_name() -> None:
    words = f"President Brandt raised {RAMMED} and asked for redress."
    assert answers(met("n1", "Brandt met Marsh."), incident("n1", words))


def test_a_meeting_that_does_not_name_it_is_no_answer_however_near() -> None:
    assert answers(met("n1", "Brandt met Marsh."), incident("n2", f"{RAMMED} made news.")) == {}
    told = incident("n1", f"It was the week of {RAMMED}.")
    assert answers(met("n1", "Brandt met Marsh."), told) == {}


def test_what_was_before_it_is_no_answer() -> None:
    words = f"The two leaders condemned {RAMMED}."
    early = met("n1", "Brandt met Marsh.", when="2031-04-20")
    assert answers(early, incident("n1", words)) == {}


def test_a_report_that_condemns_it_and_tells_of_no_talks_is_a_statement() -> None:
    words = f"Norland strongly condemns {RAMMED}."
    assert answers(incident("n1", words), reports=True) == {
        "report n1": f"a statement on it: “{words}”"
    }
    assert answers(incident("n1", f"{RAMMED} was seen."), reports=True) == {}


def test_an_assurance_given_over_it() -> None:
    words = f"restated its firm commitment after {RAMMED}"
    given = resolved(
        "n1", Assurance(("SM",), "Norland", words), words, published="2031-05-04", at=110
    )
    whole = incident("n1", f"Sudmark {words}.", at=102)
    assert list(answers(given, whole)) == ["assurance n1"]


def test_a_series_of_acts_is_not_one_of_them() -> None:
    year = span("2031-01-01", "2031-12-31")
    world = resolve_claims(
        [
            act("n1", "AL", None, "missile tests", when=year, published="2031-06-01"),
            act("n2", "AL", None, "a missile test", when=day("2031-05-03"), published="2031-05-03"),
        ]
    )
    assert sorted(t.reports for t in world.of("incident")) == [("n1",), ("n2",)]


def test_a_protest_in_the_words_after_it() -> None:
    later = talks(
        "n1", "", form="protest", parties=("AL", "NR"), words="Norland took the matter up.", at=160
    )
    story = incident("n1", f"{RAMMED} came to light.", at=100)
    assert answers(later, story) == {
        "consultation n1": "protested in the words after it: “Norland took the matter up.”"
    }
    others = talks(
        "n1", "", form="protest", parties=("AL", "SM"), words="Sudmark took it up.", at=160
    )
    assert answers(others, story) == {}
    own = talks(
        "n1", "", form="protest", parties=("AL", "NR"), words="Albania in turn protested.", at=160
    )
    assert answers(own, story) == {}
