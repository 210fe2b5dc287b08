"""Incidents: acts of a state or its forces toward another, each told once with all its mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.coreference.report_context import when_of
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.incidents.acts import Act, acts_of, time_of
from servanda.extraction.phrases import calendar_times
from servanda.extraction.registry import reader
from servanda.extraction.retelling import LOOKED_AT
from servanda.model import Claim, Incident

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["read_incidents"]

_NEAR = 3  # sentences between an act and the words that date it
_DAYS = ("weekday", "day", "today")


@reader("incident")
def read_incidents(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each act done, with every sentence that tells of it as evidence."""
    parsed = discourse.parsed
    acts = _merged(discourse, list(acts_of(discourse)))
    _date(discourse, [a for a in acts if a.when is None and not a.sort.endswith(" before")])
    for act in acts:
        spans = {s.index: s for s in [act.sentence, *act.more]}
        confidence = (
            0.55
            + 0.1 * (act.when is not None)
            + 0.15 * (act.target is not None)
            + 0.1 * (len(spans) > 1)
        )
        yield Claim.make(
            parsed.report.id,
            Incident(act.words, act.actor, act.target, act.place, act.when),
            tuple(parsed.sentence_evidence(s) for s in spans.values()),
            rule=f"incident.{act.sort}",
            confidence=round(confidence, 2),
        )


# -- days told a few sentences away ------------------------------------------------------------


def _date(discourse: Discourse, acts: list[Act]) -> None:
    """Give acts told without a day that of "the incident occurred on Sunday" a few sentences away, in place."""
    table = frame_table("incident")
    by_sentence: dict[int, list[Act]] = {}
    for act in acts:
        by_sentence.setdefault(act.sentence.index, []).append(act)
    for sentence in discourse.parsed.sentences:
        around = range(sentence.index - _NEAR, sentence.index + _NEAR + 1)
        near = [act for index in around for act in by_sentence.get(index, ())]
        for token in sentence.span if near else ():
            lemma = token.lemma_.lower()
            sorts = {frame.name for frame in table.frames_for(lemma, lemma)}
            alike = [a for a in near if lemma in table.classes["pointer"] or a.sort in sorts]
            if token.pos_ in ("NOUN", "PROPN") and alike:
                when = _time_of_pointer(discourse, sentence, token)
                for act in alike:
                    act.when = act.when or when


def _time_of_pointer(discourse: Discourse, sentence: Sentence, noun: Token) -> TimeRef | None:
    """Return the day that stands with "incident" or with "occurred", or None."""
    when = time_of(discourse, sentence, noun)
    verb = noun.head
    happening = frame_table("incident").classes["happening"]
    if when is None and noun.dep_ == "nsubj" and verb.lemma_ in happening:
        behind = {t.i for t in verb.subtree if t.i > verb.i}
        times = calendar_times(discourse.parsed, sentence)
        under = (ref for ref, tokens, _ in times if tokens[0].i in behind)
        when = time_of(discourse, sentence, verb) or next(under, None)
    return when if when is not None and when.form in _DAYS else None


# -- mentions of one act -----------------------------------------------------------------------


def _merged(discourse: Discourse, acts: list[Act]) -> list[Act]:
    found: list[Act] = []
    for act in sorted(acts, key=lambda a: (not a.sure, a.token.i)):
        home = next((f for f in reversed(found[-LOOKED_AT:]) if _same(discourse, f, act)), None)
        if home is not None:
            home.more.append(act.sentence)
            closer = act.when is not None and act.when.form == "day"
            if home.when is None or (closer and home.when.form != "day"):
                home.when = act.when
            home.target = home.target or act.target
            home.place = home.place or act.place
        elif act.sure:
            found.append(act)
    return sorted(found, key=lambda a: a.token.i)


def _same(discourse: Discourse, first: Act, second: Act) -> bool:
    """Return whether two mentions may tell of one act: of one class, by one on one, at one time."""
    alike = first.sort == second.sort or _of_one_kin(first, second)
    told_by_one = second.actor is None or first.actor == second.actor
    on_one = not (first.target and second.target) or first.target == second.target
    if not (alike and told_by_one and on_one):
        return False
    apart = {_space(first), _space(second)} == {"air", "sea"} or _is_another(second)
    return not apart and _at_one_time(discourse, first, second)


# Names for one and the same encounter, where nothing sets the two apart.
_KIN = (frozenset({"attack", "shelling", "clash"}), frozenset({"harassment", "water cannon"}))


def _of_one_kin(first: Act, second: Act) -> bool:
    """Return whether two acts by one on one, of which one bears no day, are told by two names."""
    kin = any({first.sort, second.sort} <= names for names in _KIN)
    undated = first.when is None or second.when is None
    return kin and undated and first.actor == second.actor and first.target == second.target


def _space(act: Act) -> str:
    """Return whether it came by air or by sea, where the words tell."""
    words = {t.lower_ for t in act.token.subtree} if act.sort == "intrusion" else set()
    if {"airspace", "air"} & words:
        return "air"
    return "sea" if {"waters", "sea"} & words else ""


def _is_another(act: Act) -> bool:
    """Return whether it is told as one more: "another soldier was killed"."""
    acted = [c for c in act.token.children if c.dep_ in ("dobj", "nsubjpass")]
    return any(d.lower_ == "another" for c in acted for d in c.children)


def _at_one_time(discourse: Discourse, first: Act, second: Act) -> bool:
    if first.when is None or second.when is None:
        return True
    if first.when.form == second.when.form:
        return first.when.args == second.when.args
    one, other = when_of(discourse, first.when), when_of(discourse, second.when)
    return one is None or other is None or one.meets(other)
