"""Acts: what a frame says that one state's forces did to another, with place, day and words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, extent, governor, is_past, walk_up
from servanda.extraction.coreference.report_context import other_party
from servanda.extraction.engine import Engine
from servanda.extraction.factuality import helpers
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.incidents.forces import (
    force_predicates,
    owner_of,
    parties_of,
    party_of,
)
from servanda.extraction.phrases import calendar_times
from servanda.model import TimeRef, TimexType
from servanda.parsing.publishing_state import publishing_state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.engine import Match
    from servanda.parsing.document import Sentence

__all__ = ["Act", "acts_of", "day_of_saying", "time_of"]

_PLACES = ("GPE", "LOC", "FAC")
_INSIDE = ("in", "at", "near", "into", "inside", "over", "off", "across", "around", "toward")
# What stands beside the words of an act without being part of them.
_BESIDE = ("nsubj", "nsubjpass", "advcl", "ccomp", "conj", "cc", "punct", "mark", "parataxis", "npadvmod")  # fmt: skip


@dataclass(slots=True)
class Act:
    """An act that the text tells of; `sure` is false for words that only point back to one."""

    token: Token
    sentence: Sentence
    sort: str
    actor: str | None
    target: str | None
    place: str | None
    words: str
    when: TimeRef | None
    sure: bool
    more: list[Sentence] = field(default_factory=list)


def acts_of(discourse: Discourse) -> Iterator[Act]:
    """Find every verb and noun that tells of an act, in order of the text."""
    engine = Engine(frame_table("incident"), force_predicates(discourse))
    for sentence in discourse.parsed.sentences:
        for matches in engine.alternatives(sentence):
            act = _first_whole(discourse, sentence, matches)
            if act is not None:
                yield act


def _first_whole(discourse: Discourse, sentence: Sentence, matches: Iterator[Match]) -> Act | None:
    """Return the act of the first frame that says who, on whom and that it was done; None where one says it is none."""
    for match in matches:
        if match.frame.sense == "nothing":
            return None
        act = _act(discourse, sentence, match)
        if act is not None:
            return act
    return None


def _act(discourse: Discourse, sentence: Sentence, match: Match) -> Act | None:
    """Make the act of a frame, or None where the words leave out who, on whom or whether it was done."""
    sense = match.frame.sense
    actor, target = _sides(discourse, sentence, match)
    if actor is None and sense != "mention":
        return None
    if target is None and match.cell("alone") is None:
        return None
    head = match.cell("head") or match.trigger
    day = match.cell("day")
    when = time_of(discourse, sentence, match.trigger) or time_of(discourse, sentence, head)
    if when is None and day is not None:
        when = time_of(discourse, sentence, day)
    if when is None:
        when = day_of_saying(discourse, match.trigger, actor)
    if when is None and match.cell("told") is None:
        return None
    return Act(
        head,
        sentence,
        match.frame.name + (" before" if match.cell("again") is not None else ""),
        actor,
        target,
        _place(discourse, match),
        _words(discourse, match, head),
        when,
        sure=sense != "mention",
    )


def day_of_saying(discourse: Discourse, verb: Token, actor: str | None) -> TimeRef | None:
    """Return the day of a release whose own state does something by saying that it is doing it, or None.

    "Norland is imposing sanctions on two banks", put out by Norland's ministry, is done that day.
    """
    report = discourse.parsed.report
    if actor is None or verb.tag_ != "VBG" or actor != publishing_state(report):
        return None
    if not {"is", "are", "am"} & helpers(verb):
        return None
    start, end = verb.idx, verb.idx + len(verb)
    return TimeRef(start, end, verb.text, TimexType.DATE, "today", (("k", 0),))


def _sides(discourse: Discourse, sentence: Sentence, match: Match) -> tuple[str | None, str | None]:
    """Return who acts and on whom."""
    if match.frame.sense == "clash":
        return _clashing(discourse, sentence, match)
    actor = _actor(discourse, match)
    named = [party_of(discourse, word) for word in match.words("target")]
    target = next((party for party in named if party not in (None, actor)), None)
    if target is None and actor is not None and match.cell("other") is not None:
        target = other_party(discourse, sentence, actor)
    if target is None and actor is not None and actor in named and _is_bare(discourse, match):
        return other_party(
            discourse, sentence, actor
        ), actor  # one does not break into one's own space
    if actor is None and target is not None and "actor" not in match.frame.cells:
        actor = other_party(discourse, sentence, target)
    return actor, target


def _is_bare(discourse: Discourse, match: Match) -> bool:
    """Return whether the words do not say whose the craft is that acts."""
    acting = match.cell("actor")
    return acting is not None and party_of(discourse, acting) is None


def _clashing(
    discourse: Discourse, sentence: Sentence, match: Match
) -> tuple[str | None, str | None]:
    """Return the two of a clash, in the order they are named; none where it is not two."""
    named = [party for word in match.words("sides") for party in parties_of(discourse, word)]
    sides = list(dict.fromkeys(named))
    if len(sides) == 1 and match.cell("other") is not None:
        sides += filter(None, [other_party(discourse, sentence, sides[0])])
    return (sides[0], sides[1]) if len(sides) == 2 else (None, None)


def _actor(discourse: Discourse, match: Match) -> str | None:
    for word in match.words("actor"):
        party = party_of(discourse, word) or owner_of(discourse, word)
        if party is not None:
            return party
    return None


def _place(discourse: Discourse, match: Match) -> str | None:
    """Return the first place among what an act is aimed at, as written, or None.

    A state is the place of an act where the words say "in" or "over" it, not where it is acted "against".
    """
    spaces = frame_table("incident").classes["space"]
    for word in match.words("target"):
        goal = _head_of_name(word)
        inside = goal.dep_ == "pobj" and goal.head.lower_ in _INSIDE
        if goal.lower_ in spaces or (inside and goal.ent_type_ in _PLACES):
            start, end = extent(goal, without=children(goal, "relcl", "acl", "prep", "appos", "cc"))
            return discourse.parsed.words(start, end).removeprefix("the ")
    return None


def _head_of_name(word: Token) -> Token:
    """Return the last word of the name that a word is part of: "Sea" of "Black Sea"."""
    while word.dep_ == "compound":
        word = word.head
    return word


def _words(discourse: Discourse, match: Match, head: Token) -> str:
    """Return the words of the act: the noun phrase, or the verb with what it acts on."""
    if head.pos_ != "VERB":
        return discourse.parsed.words(*extent(head, without=children(head, "relcl", "acl")))
    patient = next(match.words("target"), None)
    if head.dep_ == "relcl" and patient == head.head:  # "missiles that it fired"
        start, end = extent(patient, without=[head, *children(patient, "det")])
        return f"{head.text} {discourse.parsed.words(start, end)}"
    beside = _BESIDE[1:] if match.frame.sense == "clash" else _BESIDE
    start, end = extent(head, without=children(head, *beside))
    return discourse.parsed.words(start, end).split(", ")[0]


def time_of(discourse: Discourse, sentence: Sentence, token: Token) -> TimeRef | None:
    """Return the time that stands with the verb or noun of an act, or None."""
    for ref, tokens, top in calendar_times(discourse.parsed, sentence):
        if ref.relation not in ("since", "until") and (
            _is_right_behind(token, tokens[0]) or _hangs_on(token, top, ref)
        ):
            return ref
    if token.dep_ == "relcl" and (above := governor(token.head)) is not None and is_past(above):
        return time_of(discourse, sentence, above)  # "on Monday shot down a jet that crossed it"
    return None


def _is_right_behind(token: Token, first: Token) -> bool:
    """Return whether a time stands right behind a noun and what describes it."""
    last = max(t.i for t in token.subtree if t.i < first.i or t.i == token.i)
    return token.pos_ != "VERB" and first.i > token.i and 0 < first.i - last <= 2


def _hangs_on(token: Token, top: Token, ref: TimeRef) -> bool:
    """Return whether a time belongs to a verb or noun, or to the clause in whose time it fell."""
    meanwhile = token.dep_ == "advcl" and any(
        c.lower_ in ("while", "when", "as") for c in children(token, "mark", "advmod")
    )
    for other in walk_up(top):
        if other == token or (meanwhile and other == token.head and ref.start < token.idx):
            return True
        if other.pos_ in ("VERB", "AUX") and other != top:
            return False
    return False
