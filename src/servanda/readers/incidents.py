"""Incidents: acts of a state or its forces toward another, each told once with all its mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.dates import is_calendar
from servanda.model import Claim, Incident
from servanda.readers.base import reader
from servanda.readers.clauses import (
    auxiliaries,
    children,
    extent,
    is_future,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.readers.incident_words import (
    ACT_NOUNS,
    ACT_VERBS,
    FORCES,
    HYPOTHETICAL,
    PROJECTILES,
    SPACES,
    STRIKING,
    VEHICLES_INTO,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence

__all__ = ["read_incidents"]


@dataclass(slots=True)
class _Act:
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


@reader("incident")
def read_incidents(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each act done, with every sentence that tells of it as evidence."""
    parsed = discourse.parsed
    for act in _merged(list(_acts(discourse))):
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


def _acts(discourse: Discourse) -> Iterator[_Act]:
    for sentence in discourse.parsed.sentences:
        for token in sentence.span:
            act = None
            if token.pos_ == "VERB" and token.lemma_.lower() in ACT_VERBS:
                act = _of_verb(discourse, sentence, token)
            elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in ACT_NOUNS:
                act = _of_noun(discourse, sentence, token)
            if act is not None:
                yield act


def _of_verb(discourse: Discourse, sentence: Sentence, verb: Token) -> _Act | None:
    sort = ACT_VERBS[verb.lemma_.lower()]
    if is_future(verb) or is_negated(verb) or _unreal(verb) or not _done(verb):
        return None
    passive = is_passive(verb)
    acting = (prepositional(verb, "by") or [None])[0] if passive else subject(verb)
    acted = objects(verb)
    if verb.dep_ == "relcl" and any(c.tag_ == "WDT" and c.dep_ == "dobj" for c in verb.children):
        acted = [verb.head]  # "missiles that Norland fired"
    if acting is None:
        return None
    actor = _party(discourse, acting)
    if actor is None or not _is_force(discourse, acting):
        return None
    aimed = prepositional(
        verb, "against", "at", "into", "toward", "towards", "on", "with", "over", "onto"
    )
    aimed += [t for o in acted for t in prepositional(o, "against", "at", "on", "into")]
    goals = [*acted, *(t for t in aimed if _is_target(discourse, t))]
    names = {t.lower_ for o in acted for t in o.subtree}
    target = next((p for g in goals if (p := _party(discourse, g)) not in (None, actor)), None)
    if names & _CANNONS and "water" in names:
        sort = "water cannon"
    elif names & {"radar"} and target is not None:
        sort = "radar"
    elif sort == "water cannon" and verb.lemma_ == "use":
        if not names & STRIKING:
            return None
        sort = "radar" if "laser" not in names else "laser"
    if sort == "water cannon":
        if target is None and not any(_is_craft(t) for t in goals):
            return None
    elif sort == "launch":
        if not names & PROJECTILES:
            return None
    elif sort == "intrusion":
        if verb.lemma_.lower() in VEHICLES_INTO:
            goals = prepositional(verb, "into", "in", "inside")
            if not (goals and any(c.lower_ in ("into", "inside") for c in children(verb, "prep"))):
                return None
        spaces = (
            goals
            if verb.lemma_.lower() in VEHICLES_INTO
            else [
                g
                for g in [*goals, *prepositional(verb, "in")]
                if {t.lower_ for t in g.subtree} & SPACES
            ]
        )
        target = next((p for g in spaces if (p := _party(discourse, g)) not in (None, actor)), None)
        if target is None:
            return None
    elif sort == "radar":
        if not names & STRIKING and not {t.lower_ for t in verb.subtree} & {"radar", "laser"}:
            return None
        if target is None and not any(_is_craft(t) for t in goals):
            return None
    elif (
        sort == "shootdown"
        and verb.lemma_ == "shoot"
        and not any(c.lower_ == "down" for c in verb.children)
    ):
        return None
    elif target is None and not (
        sort in ("ramming", "collision", "seizure") and any(_is_craft(t) for t in goals)
    ):
        return None
    start, end = _verb_extent(verb)
    words = discourse.parsed.words(start, end).split(", ")[0]
    if verb.dep_ == "relcl" and acted and acted[0].i == verb.head.i:
        start, end = extent(verb.head, without=[verb, *children(verb.head, "det")])
        words = f"{verb.text} {discourse.parsed.words(start, end)}"
    return _Act(
        verb,
        sentence,
        sort,
        actor,
        target,
        _place(discourse, goals),
        words,
        _time(discourse, sentence, verb),
        sure=True,
    )


def _of_noun(discourse: Discourse, sentence: Sentence, noun: Token) -> _Act | None:
    sort = ACT_NOUNS[noun.lemma_.lower()]
    if noun.dep_ == "compound" or _unreal(noun):
        return None
    inner = {t.lower_ for t in noun.subtree}
    owned = [*children(noun, "poss", "amod", "compound", "nmod"), *prepositional(noun, "by")]
    if sort == "launch" and not inner & PROJECTILES:
        actor = next((p for o in owned if (p := _party(discourse, o)) is not None), None)
        if actor is not None and noun.lemma_ in ("launch", "launching", "firing"):
            return _Act(
                noun,
                sentence,
                sort,
                actor,
                None,
                None,
                noun.text,
                _time(discourse, sentence, noun),
                sure=False,
            )
        if any(
            c.lower_ in ("this", "that", "the", "these") for c in children(noun, "det")
        ) and noun.lemma_ in ("launch", "test"):
            return _Act(noun, sentence, sort, None, None, None, noun.text, None, sure=False)
        return None
    if sort == "intrusion" and not inner & SPACES:
        return None
    owners = [
        *children(noun, "poss", "amod", "compound", "nmod"),
        *prepositional(noun, "by", "from"),
    ]
    above = noun.head
    if (
        noun.dep_ == "dobj"
        and above.lemma_ in ("conduct", "carry", "stage", "launch", "hold", "mount")
        and _done(above)
    ):
        doer = subject(above)
        owners.extend([doer] if doer is not None and _is_force(discourse, doer) else [])
    actor = next((p for o in owners if (p := _party(discourse, o)) is not None), None)
    if actor is None:
        return None
    goals = prepositional(noun, "into", "on", "against", "of", "in", "at", "near", "over", "toward")
    target = next((p for g in goals if (p := _party(discourse, g)) not in (None, actor)), None)
    when = _time(discourse, sentence, noun)
    recent = bool(inner & {"recent", "latest", "first-ever"})
    if (
        target is None
        and noun.dep_ == "nsubj"
        and above.lemma_ in ("hit", "destroy", "kill", "damage", "wound", "strike")
        and _done(above)
    ):
        target = next(
            (p for o in objects(above) if (p := _party(discourse, o)) not in (None, actor)), None
        )
        recent = recent or target is not None
        when = when or _time(discourse, sentence, above)
    if sort != "launch" and (target is None or (when is None and not recent)):
        return None
    if sort == "launch" and when is None and not recent and noun.tag_ in ("NNS", "NNPS"):
        return None
    start, end = extent(noun, without=children(noun, "relcl", "acl"))
    return _Act(
        noun,
        sentence,
        sort,
        actor,
        target,
        _place(discourse, goals),
        discourse.parsed.words(start, end),
        when,
        sure=True,
    )


_CANNONS = frozenset("cannon cannons".split())


def _is_target(discourse: Discourse, token: Token) -> bool:
    """Whether what a preposition leads to is a state, its craft, its people or its ground."""
    named = (
        discourse.parsed.party_at(token) is not None
        or discourse.parsed.person_at(token) is not None
    )
    return (
        named
        or token.lower_ in FORCES
        or token.lemma_.lower() in FORCES
        or token.lower_ in SPACES
        or token.pos_ == "PROPN"
        or token.tag_ == "NNS"
    )


def _is_craft(token: Token) -> bool:
    """Whether it is a ship, plane or the like, by its kind or by a name of its own."""
    return token.lemma_.lower() in FORCES or token.lower_ in FORCES or token.pos_ == "PROPN"


def _done(verb: Token) -> bool:
    helpers = {a.lower_ for a in auxiliaries(verb)}
    if helpers & {"may", "might", "could", "would", "should", "can", "must", "to"}:
        return False
    return verb.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP")


_SHADES = ("aux", "advmod", "amod", "det", "neg", "mark", "poss", "cc", "predet")


def _unreal(token: Token) -> bool:
    for child in token.children:
        if (child.lower_ in HYPOTHETICAL and child.dep_ in _SHADES) or (
            child.dep_ == "mark" and child.lower_ in ("if", "unless", "should")
        ):
            return True
    previous = token
    for other in walk_up(token):
        if other == token:
            continue
        if other.lemma_.lower() in HYPOTHETICAL or other.lower_ in HYPOTHETICAL:
            return True
        if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in other.children):
            return True
        if other.pos_ in ("VERB", "AUX") and previous.dep_ in (
            "ccomp",
            "relcl",
            "advcl",
            "parataxis",
        ):
            break
        if other.pos_ == "VERB" and token.pos_ != "VERB":
            return is_future(other)
        previous = other
    return False


def _party(discourse: Discourse, token: Token | None) -> str | None:
    if token is None:
        return None
    if discourse.parsed.person_at(token) is not None:
        return None
    found = discourse.parties(token, conj=False)
    if not found:
        short = _abbreviated(discourse)
        found = tuple(
            short[t.text]
            for t in [token, *children(token, "compound", "poss", "nmod")]
            if t.text in short
        )
    return found[0] if found and len(found[0]) == 2 else None


def _abbreviated(discourse: Discourse) -> dict[str, str]:
    """Return whose force a short name is that the text itself explains: "the Norland Coast Guard (NCG)"."""
    parsed = discourse.parsed
    found: dict[str, str] = {}
    for match in re.finditer(r"\(([A-Z]{2,6})\)", parsed.content):
        for party in reversed(parsed.parties):
            if party.party and match.start() - 40 < party.start and party.end < match.start():
                between = parsed.content[party.end : match.start()]
                if (
                    re.fullmatch(r"(?:[’']s)?(?: [A-Z][\w-]*)+ ?", between)
                    and len(party.party) == 2
                ):
                    found[match.group(1)] = party.party
                    break
    return found


def _is_force(discourse: Discourse, token: Token) -> bool:
    """Whether the one who acts is a state or its forces, not a person or a firm."""
    mention = discourse.parsed.party_at(token)
    if mention is not None or token.lower_ in ("it", "they", "which", "that"):
        return True
    return (
        token.lower_ in FORCES
        or token.lemma_.lower() in FORCES
        or token.text in _abbreviated(discourse)
    )


def _place(discourse: Discourse, goals: list[Token]) -> str | None:
    for goal in goals:
        if goal.lower_ in SPACES or goal.ent_type_ in ("GPE", "LOC", "FAC"):
            start, end = extent(goal, without=children(goal, "relcl", "acl", "prep"))
            return discourse.parsed.words(start, end).removeprefix("the ")
    return None


def _verb_extent(verb: Token) -> tuple[int, int]:
    drop = [
        c
        for c in verb.children
        if c.dep_
        in (
            "nsubj",
            "nsubjpass",
            "advcl",
            "ccomp",
            "conj",
            "cc",
            "punct",
            "mark",
            "parataxis",
            "npadvmod",
        )
    ]
    return extent(verb, without=drop)


def _time(discourse: Discourse, sentence: Sentence, token: Token) -> TimeRef | None:
    parsed = discourse.parsed
    for ref in parsed.times_within(sentence.start, sentence.end):
        if not is_calendar(ref):
            continue
        tokens = [t for t in parsed.tokens_within(ref.start, ref.end) if t.idx >= ref.start]
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head.i not in inside), None)
        if top is None:
            continue
        behind = max(t.i for t in token.subtree if t.i < tokens[0].i or t.i == token.i)
        if token.pos_ != "VERB" and 0 < tokens[0].i - behind <= 2 and tokens[0].i > token.i:
            return ref
        for other in walk_up(top):
            if other.i == token.i:
                return ref
            if other.pos_ in ("VERB", "AUX") and other != top:
                break
    return None


def _merged(acts: list[_Act]) -> list[_Act]:
    found: list[_Act] = []
    for act in sorted(acts, key=lambda a: (not a.sure, a.token.i)):
        home = next((f for f in reversed(found) if _same(f, act)), None)
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


def _same(first: _Act, second: _Act) -> bool:
    if first.sort != second.sort:
        return False
    if second.actor is not None and first.actor != second.actor:
        return False
    if first.target and second.target and first.target != second.target:
        return False
    if first.when is not None and second.when is not None:
        return (first.when.form, first.when.args) == (
            second.when.form,
            second.when.args,
        ) or first.when.form != second.when.form
    return True
