"""Proposals: what fires beside the rules, and what is one event, with models made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from readings import Read
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.joint_reading import Trace, joint_claims
from servanda.extraction.detector.models import Linear, Models, feature_key
from servanda.extraction.detector.proposals import (
    KINDS,
    LOWEST,
    WORD_SHARE,
    Proposer,
    Scores,
    anywhere,
    of_kinds,
)
from servanda.extraction.registry import claims_by_rules
from servanda.model import Claim

REST = " Both had come to the harbour by train, and both of them went home by sea in the evening."
CELLS = {
    "obligor": {"subj0": 3.0, "obl": 3.0},
    "participant": {"in": 3.0},
    "time.consultation": {"in": 3.0},
    "time.incident": {"in": 3.0},
    "time.structure": {"in": 3.0},
    "assurance": {},
}
CHOICES = {"modality": "will", "status": "held", "form": "meet", "sort": "denied"}


def linear(names: tuple[str, ...], weights: dict[str, float], bias: float = -1.0) -> Linear:
    order = sorted(weights, key=feature_key)
    keys = np.array([feature_key(f) for f in order], dtype=np.uint32)
    flat = np.array([[weights[f]] * len(names) for f in order], dtype=np.float32)
    return Linear.of(
        names, keys, flat.reshape(-1, len(names)), np.full(len(names), bias, np.float32)
    )


def models(kind: str, sentence: str, word: str, *, link: float = -9.0) -> Models:
    """Make models that fire for one kind on one feature of a sentence and one of a word."""
    found = {name: linear(("yes",), weights) for name, weights in CELLS.items()}
    found |= {name: linear((value,), {}) for name, value in CHOICES.items()}
    found |= {f"link.{one}": linear(("yes",), {"1": link + 1.0}) for one in KINDS}
    for name, names, feature in (
        ("sentence", KINDS, sentence),
        ("word", (*KINDS, *map(anywhere, KINDS)), word),
    ):
        flat = np.array([[4.0 * (one.split()[0] == kind) for one in names]], np.float32)
        bias = np.full(len(names), -2.0, np.float32)
        found[name] = Linear.of(names, np.array([feature_key(feature)], np.uint32), flat, bias)
    base = {"sentence": 0.0, "word": 0.0, "link": 0.0, "slope": 1.0, "offset": 0.0, "reach": 0.0}
    return Models(found, dict.fromkeys(KINDS, base), {})


def read(discourse: Read, text: str, made: Models, trace: Trace | None = None) -> list[Claim]:
    text += REST
    found = discourse(text)
    rules = [c for c in claims_by_rules(found) if c.kind not in ("date", "tenure", "quote")]
    claims = joint_claims(FeatureReader(found, rules), made, rules, trace=trace)
    for claim in claims:
        for piece in claim.evidence:
            piece.verify(text)
    return claims


@pytest.mark.parametrize(
    ("sorts", "promise"),
    [((), 1.0), ((-9.0, 5.0), 3.0), ((5.0, -9.0), 3.0), ((-9.0, -9.0), -3.7)],
)
def test_the_likelier_sort_of_a_kind_counts_as_much_as_the_kind(
    sorts: tuple[float, ...], promise: float
) -> None:
    names = (*KINDS, "commitment", "assurance")[: len(KINDS) + len(sorts)]
    own = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    found = of_kinds(names, np.array([[*own, *sorts]], np.float32))
    assert found[0].tolist() == pytest.approx([promise, *own[1:]], abs=0.05)


ODD = "Norway hands the lighthouse over to Chile next year."


def test_a_sentence_that_fires_becomes_a_claim_that_names_what_proposed_it(discourse: Read) -> None:
    made = models("promise", "w:lighthouse", "w:hand")
    claim = next(c for c in read(discourse, ODD, made) if c.rule.startswith("detector."))
    assert claim.rule == "detector.commitment"
    assert claim.body.obligors == ("NO",)  # type: ignore[union-attr]
    assert 0.0 < claim.confidence < 1.0


def test_a_sentence_that_does_not_fire_gives_nothing(discourse: Read) -> None:
    made = models("promise", "w:zebra", "w:hand")
    assert not [c for c in read(discourse, ODD, made) if c.rule.startswith("detector.")]


def test_the_likeliest_word_counts_its_share_beside_the_sentence(discourse: Read) -> None:
    made = models("promise", "w:lighthouse", "w:hand")  # 4 for what is known, -2 for each model
    found = discourse(ODD + REST)
    scores = Scores(FeatureReader(found, []), made)
    told, other = (scores.sentence(s)["promise"] for s in found.parsed.sentences[:2])
    assert told == 2.0 + WORD_SHARE * 2.0
    assert other == -2.0 + WORD_SHARE * LOWEST  # below its reach: no word is looked at


def test_what_a_rule_tells_is_not_told_again(discourse: Read) -> None:
    text = "Norway will build a pier in Chile by June 2031."
    made = models("promise", "w:pier", "w:build")
    assert [c.rule.partition(".")[0] for c in read(discourse, text, made)] == ["commitment"]


@pytest.mark.parametrize(("link", "claims"), [(9.0, 1), (-9.0, 2)])
def test_two_mentions_are_one_event_where_the_link_says_so(
    discourse: Read, link: float, claims: int
) -> None:
    text = "A drone of Norway buzzed a Chilean trawler. The drone buzzed the trawler of Chile for hours."
    made = models("incident", "w:buzz", "w:buzz", link=link)
    found = [c for c in read(discourse, text, made) if c.kind == "incident"]
    assert len([c for c in found if c.rule.startswith("detector.")]) <= claims
    assert sum(len(c.evidence) for c in found) >= claims


def test_of_more_than_a_text_can_tell_the_likeliest_are_taken(discourse: Read) -> None:
    text = "Norway hands it over. " * 60 + "Norway hands the lighthouse over. "
    trace = Trace()
    claims = read(discourse, text, models("promise", "w:hand", "w:hand"), trace)
    most = 20 + len(text + REST) // 100
    assert sum(len(c.evidence) for c in claims if c.rule.startswith("detector.")) <= most
    left = [one for one in trace.candidates if "likelier words came first" in one.outcome]
    assert len(left) == 61 - most


def test_people_apart_are_never_one_meeting(discourse: Read) -> None:
    text = (
        "Norwegian Foreign Minister Ida Holm huddled with Rosa Vidal. "
        "Kenyan Defence Minister Amos Oloo huddled with Luis Ocampo."
    )
    found = discourse(text + REST)
    made = models("consultation", "w:huddle", "w:huddle", link=9.0)
    proposer = Proposer(FeatureReader(found, ()), made, ())
    assert len(proposer.groups("consultation")) == 2


def test_the_same_text_gives_the_same_claims(discourse: Read) -> None:
    made = models("promise", "w:lighthouse", "w:hand")
    assert read(discourse, ODD, made) == read(discourse, ODD, made)


def test_the_trace_names_what_counted_and_what_came_of_it(discourse: Read) -> None:
    trace = Trace()
    read(discourse, ODD, models("promise", "w:lighthouse", "w:hand"), trace)
    one = next(c for c in trace.candidates if c.kind == "promise")
    assert one.counted[0][0] == "w:lighthouse"
    assert one.outcome.startswith("claim detector.commitment")
    assert one.score >= one.threshold
