"""Acts told by a noun: whose it was, on whom it fell, and whether it is told as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
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
from servanda.extraction.coreference.report_context import other_party
from servanda.extraction.kinds.incidents.act_reality import is_done, is_unreal
from servanda.extraction.kinds.incidents.act_roles import (
    Act,
    doer_of,
    is_force,
    party_of,
    place_of,
    time_of,
)
from servanda.extraction.kinds.incidents.act_words import DEEDS, PROJECTILES, PROTESTING, SPACES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["is_gerund", "of_noun"]


def is_gerund(token: Token) -> bool:
    """Whether a noun of action was taken for a verb: "over shelling by Norland's troops"."""
    return token.tag_ == "VBG" and token.dep_ == "pcomp" and bool(prepositional(token, "by"))


def of_noun(discourse: Discourse, sentence: Sentence, noun: Token, sort: str) -> Act | None:
    """Return the act of class `sort` that a noun tells of, or None where the words leave out who or whom."""
    accuser = _accuser(discourse, noun)
    if noun.dep_ == "compound" or (accuser is None and is_unreal(noun)):
        return None
    inner = {t.lower_ for t in noun.subtree}
    owned = [*children(noun, "poss", "amod", "compound", "nmod"), *prepositional(noun, "by")]
    if sort == "launch" and not inner & PROJECTILES:
        actor = next((p for o in owned if (p := party_of(discourse, o)) is not None), None)
        if actor is not None and noun.lemma_ in ("launch", "launching", "firing"):
            return Act(
                noun,
                sentence,
                sort,
                actor,
                None,
                None,
                noun.text,
                time_of(discourse, sentence, noun),
                sure=False,
            )
        if any(
            c.lower_ in ("this", "that", "the", "these") for c in children(noun, "det")
        ) and noun.lemma_ in ("launch", "test"):
            return Act(noun, sentence, sort, None, None, None, noun.text, None, sure=False)
        return None
    if sort == "intrusion" and not inner & SPACES:
        return None
    if sort == "clash" and _protest_over(noun) is None:
        return None
    owners = [
        *children(noun, "poss", "amod", "compound", "nmod"),
        *prepositional(noun, "by", "from"),
    ]
    behind = noun.doc[noun.i + 1 : min(noun.i + 3, noun.sent.end)]
    owners += [c for t in behind if t.lower_ == "by" for c in children(t, "pobj")]
    above = noun.head
    if noun.dep_ == "dobj" and above.lemma_ in _CARRYING_OUT and is_done(above):
        doer = doer_of(above)
        owners.extend([doer] if doer is not None and is_force(discourse, doer) else [])
    resumed = noun.dep_ == "dobj" and above.lemma_ == "resume" and is_done(above)
    carried = noun.dep_ == "dobj" and above.lemma_ in ("carry", "conduct") and is_done(above)
    actor = next((p for o in owners if (p := party_of(discourse, o)) is not None), None)
    if actor is None:
        actor = _protested_at(discourse, noun)
    if actor is None:
        return None
    goals = prepositional(noun, "into", "on", "against", "of", "in", "at", "near", "over", "toward")
    goals += [t for g in goals for t in prepositional(g, "on", "in", "of", "inside")]
    target = next((p for g in goals if (p := party_of(discourse, g)) not in (None, actor)), None)
    protester = accuser or _protesting(discourse, noun)
    if target is None and protester not in (None, actor):
        target = protester  # "summoned the envoy over the shelling by Norland's troops"
    if target is None and carried and noun.lemma_.lower() in ("strike", "raid", "attack"):
        target = other_party(discourse, sentence, actor)
        resumed = target is not None  # "responded by carrying out strikes across the border"
    when = time_of(discourse, sentence, noun)
    recent = target == protester is not None or resumed
    recent = recent or bool(inner & {"recent", "latest", "first-ever"})
    if (
        target is None
        and noun.dep_ == "nsubj"
        and above.lemma_ in ("hit", "destroy", "kill", "damage", "wound", "strike")
        and is_done(above)
    ):
        target = next(
            (p for o in objects(above) if (p := party_of(discourse, o)) not in (None, actor)), None
        )
        recent = recent or target is not None
        when = when or time_of(discourse, sentence, above)
    told = recent or (noun.lemma_.lower() in DEEDS and bool(children(noun, "poss")))
    if sort != "launch" and (target is None or (when is None and not told)):
        return None
    if sort == "launch" and when is None and not recent and noun.tag_ in ("NNS", "NNPS"):
        return None
    start, end = extent(noun, without=children(noun, "relcl", "acl"))
    return Act(
        noun,
        sentence,
        sort,
        actor,
        target,
        place_of(discourse, goals),
        discourse.parsed.words(start, end),
        when,
        sure=True,
    )


_CARRYING_OUT = frozenset("conduct carry stage launch hold mount resume commit perpetrate".split())


def _accuser(discourse: Discourse, noun: Token) -> str | None:
    """Return the state that accuses another of it: "Norland accused Sudmark of staging a provocation"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.dep_ != "pcomp" or verb.lemma_ not in _CARRYING_OUT:
        return None
    above = verb.head.head
    if above.lemma_ != "accuse" or is_negated(above) or is_future(above) or not is_done(above):
        return None
    return party_of(discourse, subject(above))


def _protest_over(noun: Token) -> Token | None:
    """Return the verb of protest that an act is the ground of: "summoned the envoy over the shelling"."""
    before: Token | None = None
    for other in walk_up(noun):
        if other.pos_ == "VERB" and other != noun:
            if other.dep_ in ("advcl", "xcomp") and any(c.lower_ == "to" for c in other.children):
                continue  # "summoned the envoy to register a protest over it"
            due = before is not None and before.lower_ in ("over", "after", "against", "at", "for")
            lemma = other.lemma_.lower()
            told = is_done(other) and not is_future(other) and not is_negated(other)
            return other if due and told and lemma in PROTESTING else None
        if other.dep_ == "prep":
            before = other
    return None


def _protesting(discourse: Discourse, noun: Token) -> str | None:
    """Return the state that protests over an act, so that it was done to it, or None."""
    verb = _protest_over(noun)
    acting = subject(verb) if verb is not None and not is_passive(verb) else None
    return party_of(discourse, acting)


def _protested_at(discourse: Discourse, noun: Token) -> str | None:
    """Return the state whose envoy is summoned over an act that names no one else, or None."""
    verb = _protest_over(noun)
    if verb is None or verb.lemma_.lower() != "summon":
        return None
    return next((p for o in objects(verb) if (p := party_of(discourse, o)) is not None), None)
