"""Incidents: acts of a state or its forces toward another, each told once with all its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.coreference.report_context import when_of
from servanda.extraction.kinds.incidents.act_mentions import Act, find_acts
from servanda.extraction.kinds.incidents.act_roles import time_of
from servanda.extraction.kinds.incidents.act_words import ACT_NOUNS, POINTERS
from servanda.extraction.phrases import calendar_times
from servanda.extraction.registry import reader
from servanda.model import Claim, Incident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["read_incidents"]


_NEAR = 3  # sentences between an act and the words that date it
_HAPPENING = frozenset("occur happen come follow be".split()) | {"take"}
_DAYS = ("weekday", "day", "today")
_ANY = frozenset(
    "incident encounter episode confrontation clash skirmish firefight faceoff face-off".split()
)  # what any act may be called


@reader("incident")
def read_incidents(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each act done, with every sentence that tells of it as evidence."""
    parsed = discourse.parsed
    for act in _dated(discourse, _merged(discourse, list(find_acts(discourse)))):
        spans = {s.index: s for s in [act.sentence, *act.more]}
        evidence = tuple(parsed.sentence_evidence(s) for s in spans.values())
        body = Incident(act.words, act.actor, act.target, act.place, act.when)
        confidence = (
            0.55
            + 0.1 * (act.when is not None)
            + 0.15 * (act.target is not None)
            + 0.1 * (len(spans) > 1)
        )
        yield Claim.make(
            parsed.report.id,
            body,
            evidence,
            rule=f"incident.{act.sort}",
            confidence=round(confidence, 2),
        )


def _dated(discourse: Discourse, acts: list[Act]) -> list[Act]:
    """Give an act told without a day that of "the incident occurred on Sunday" a few sentences away, in place."""
    without = [a for a in acts if a.when is None and not a.sort.endswith(" before")]
    if not without:
        return acts
    for sentence in discourse.parsed.sentences:
        for token in sentence.span:
            if token.pos_ not in ("NOUN", "PROPN") or token.lemma_.lower() not in POINTERS:
                continue
            when = _time_of_pointer(discourse, sentence, token)
            lemma = token.lemma_.lower()
            for act in without if when is not None else ():
                alike = lemma in _ANY or ACT_NOUNS.get(lemma) == act.sort
                if alike and act.when is None and abs(act.sentence.index - sentence.index) <= _NEAR:
                    act.when = when
    return acts


def _time_of_pointer(discourse: Discourse, sentence: Sentence, noun: Token) -> TimeRef | None:
    """Return the day that stands with "incident" or with "occurred", or None."""
    when = time_of(discourse, sentence, noun)
    if when is None and noun.dep_ == "nsubj" and noun.head.lemma_ in _HAPPENING:
        when = time_of(discourse, sentence, noun.head)
        under = {t.i for t in noun.head.subtree if t.i > noun.head.i}
        for ref, tokens, _ in calendar_times(discourse.parsed, sentence) if when is None else ():
            if tokens[0].i in under:
                when = ref
    return when if when is not None and when.form in _DAYS else None


def _merged(discourse: Discourse, acts: list[Act]) -> list[Act]:
    found: list[Act] = []
    for act in sorted(acts, key=lambda a: (not a.sure, a.token.i)):
        home = next((f for f in reversed(found) if _same(discourse, f, act)), None)
        if home is not None:
            home.more.append(act.sentence)
            if home.when is None or (
                act.when is not None and act.when.form == "day" and home.when.form != "day"
            ):
                home.when = act.when
            home.target = home.target or act.target
            home.place = home.place or act.place
        elif act.sure:
            found.append(act)
    return sorted(found, key=lambda a: a.token.i)


def _space(act: Act) -> str:
    """Return whether it came by air or by sea, where the words tell."""
    words = {t.lower_ for t in act.token.subtree}
    if act.sort != "intrusion" or {"airspace", "air"} & words:
        return "air" if act.sort == "intrusion" else ""
    return "sea" if {"waters", "sea"} & words else ""


# Names for one and the same encounter, where nothing sets the two apart.
_KIN = (frozenset({"attack", "shelling", "clash"}), frozenset({"harassment", "water cannon"}))


def _of_one_kin(first: Act, second: Act) -> bool:
    """Whether two acts by one on one, of which one bears no day, are told by two names."""
    kin = any({first.sort, second.sort} <= names for names in _KIN)
    undated = first.when is None or second.when is None
    return kin and undated and first.actor == second.actor and first.target == second.target


def _is_another(act: Act) -> bool:
    """Whether it is told as one more: "another soldier was killed"."""
    acted = [c for c in act.token.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(d.lower_ == "another" for c in acted for d in c.children)


def _same(discourse: Discourse, first: Act, second: Act) -> bool:
    if first.sort != second.sort and not _of_one_kin(first, second):
        return False
    if second.actor is not None and first.actor != second.actor:
        return False
    if {_space(first), _space(second)} == {"air", "sea"}:
        return False
    if first.target and second.target and first.target != second.target:
        return False
    if _is_another(second):
        return False
    if first.when is None or second.when is None:
        return True
    if (first.when.form, first.when.args) == (second.when.form, second.when.args):
        return True
    one, other = when_of(discourse, first.when), when_of(discourse, second.when)
    if one is not None and other is not None and first.when.form != second.when.form:
        return one.meets(other)
    return first.when.form != second.when.form
