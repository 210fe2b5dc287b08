"""Acts found: each verb or noun that tells of what one state's forces did to another."""

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
)
from servanda.extraction.coreference.report_context import other_party
from servanda.extraction.kinds.incidents.act_nouns import is_gerund, of_noun
from servanda.extraction.kinds.incidents.act_phrases import of_phrase
from servanda.extraction.kinds.incidents.act_reality import is_done, is_unreal
from servanda.extraction.kinds.incidents.act_roles import (
    Act,
    craft_of,
    doer_of,
    is_craft,
    is_force,
    is_target,
    party_of,
    place_of,
    time_of,
)
from servanda.extraction.kinds.incidents.act_words import (
    ACT_NOUNS,
    ACT_VERBS,
    CLOSE_BY,
    CREW,
    DOING,
    FORCES,
    MANOEUVRES,
    PEOPLE,
    PROJECTILES,
    SPACES,
    STATES,
    STRIKING,
    UNCREWED,
    UNSAFE,
    VEHICLES_INTO,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["Act", "find_acts"]


_CHARGES = ("accuse", "suspect")
_CANNONS = frozenset("cannon cannons".split())


def find_acts(discourse: Discourse) -> Iterator[Act]:
    """Find every verb and noun that tells of an act, in order of the text."""
    for sentence in discourse.parsed.sentences:
        for token in sentence.span:
            act = of_phrase(discourse, sentence, token)
            if act is not None:
                pass
            elif token.pos_ == "VERB" and token.lower_ in ACT_NOUNS and is_gerund(token):
                act = of_noun(discourse, sentence, token, ACT_NOUNS[token.lower_])
            elif token.pos_ == "VERB" and token.lemma_.lower() in ACT_VERBS:
                act = _of_verb(discourse, sentence, token)
            elif token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in ACT_NOUNS:
                act = of_noun(discourse, sentence, token, ACT_NOUNS[token.lemma_.lower()])
            if act is not None:
                yield act


def _of_verb(discourse: Discourse, sentence: Sentence, verb: Token) -> Act | None:
    sort = ACT_VERBS[verb.lemma_.lower()]
    if is_future(verb) or is_negated(verb) or is_unreal(verb) or not is_done(verb):
        return None
    passive = is_passive(verb)
    accuser = _accusing(discourse, verb)
    acting = next(iter(prepositional(verb, "by")), None) if passive else doer_of(verb)
    acted = objects(verb)
    if verb.dep_ == "relcl" and any(c.tag_ == "WDT" and c.dep_ == "dobj" for c in verb.children):
        acted = [verb.head]  # "missiles that Norland fired"
    if acting is None and passive:
        acting = _agent(verb)
    if acting is None:
        return None
    if acting.pos_ == "NUM" or acting.like_num:  # "fifteen of the aircraft"
        acting = next(iter(prepositional(acting, "of")), acting)
    actor = party_of(discourse, acting)
    if actor is None:
        actor = craft_of(discourse, acting)
        if actor is not None and sort == "intrusion":
            theirs = [party_of(discourse, t) for t in prepositional(verb, "into", "in")]
            if actor in theirs:  # one does not break into one's own space
                actor = other_party(discourse, sentence, actor)
    if actor is None or not is_force(discourse, acting):
        return None
    result = verb.dep_ == "advcl" and verb.tag_ == "VBG"
    if (
        result
        and verb.lemma_ in ("kill", "wound", "damage")
        and of_phrase(discourse, sentence, verb.head)
    ):
        return None  # "opened fire, wounding two": one act
    aimed = prepositional(
        verb, "against", "at", "into", "toward", "towards", "on", "with", "over", "onto"
    )
    aimed += [t for o in acted for t in prepositional(o, "against", "at", "on", "into")]
    if sort in ("ramming", "collision"):  # "rammed the stern of a trawler"
        aimed += [t for o in acted for t in prepositional(o, "of") if is_craft(t)]
    goals = [*acted, *(t for t in aimed if is_target(discourse, t))]
    names = {t.lower_ for o in acted for t in o.subtree}
    crew = sort == "detention" and bool(names & CREW)
    target = next((p for g in goals if (p := party_of(discourse, g)) not in (None, actor)), None)
    if target is None and crew:
        target = other_party(discourse, sentence, actor)
    if target is None and any(o.lemma_.lower() in PEOPLE for o in acted):
        target = accuser if accuser != actor else None  # "accused Norland of killing soldiers"
    parts = [t for o in acted for t in prepositional(o, "of") if is_craft(t)]
    if parts and verb.lemma_ in ("strike", "hit", "clip") and acting.pos_ == "NOUN":
        sort = "collision"  # "a Norland jet struck the propeller of a drone"
        goals = [*goals, *parts]
        target = target or other_party(discourse, sentence, actor)
    if names & _CANNONS and "water" in names:
        sort = "water cannon"
    elif names & {"radar"} and target is not None:
        sort = "radar"
    elif sort == "water cannon" and verb.lemma_ in ("deploy", "employ", "turn"):
        return None
    elif sort == "water cannon" and verb.lemma_ == "use":
        if not names & STRIKING:
            return None
        sort = "radar" if "laser" not in names else "laser"
    around = {t.lower_ for t in verb.subtree}
    if sort == "flares":
        if not names & {"flare", "flares"}:
            return None
        near = [
            t
            for p in verb.subtree
            if p.lower_ in ("to", "at", "near", "of", "toward", "into")
            for t in children(p, "pobj")
        ]
        target = next((p for t in near if (p := party_of(discourse, t)) not in (None, actor)), None)
        if target is None and any(is_craft(t) or t.lower_ in ("one", "it", "them") for t in near):
            target = other_party(discourse, sentence, actor)
        if target is None:
            return None
    elif sort == "harassment" and verb.lemma_.lower() in CLOSE_BY and not around & UNSAFE:
        return None
    elif sort == "harassment" and verb.lemma_.lower() in DOING:
        if not (names & MANOEUVRES and around & UNSAFE):
            return None
        near = [
            t
            for p in verb.subtree
            if p.lower_ in ("to", "near", "of", "toward", "past", "around")
            for t in children(p, "pobj")
        ]
        target = next((p for t in near if (p := party_of(discourse, t)) not in (None, actor)), None)
    if sort == "water cannon":
        if target is None and not any(is_craft(t) for t in goals):
            return None
    elif sort == "launch":
        if not names & PROJECTILES:
            return None
    elif sort == "intrusion":
        goals, target = _trespass(discourse, sentence, verb, actor, acted)
        if target is None:
            return None
    elif sort == "radar":
        if not names & STRIKING and not {t.lower_ for t in verb.subtree} & {"radar", "laser"}:
            return None
        if target is None and not any(is_craft(t) for t in goals):
            return None
    elif (
        sort == "shootdown"
        and verb.lemma_ == "shoot"
        and not any(c.lower_ == "down" for c in verb.children)
        and not any(o.lemma_.lower() in PEOPLE for o in acted)
    ) or (
        target is None
        and not (sort in ("ramming", "collision", "seizure") and any(is_craft(t) for t in goals))
    ):
        return None
    if verb.lemma_ == "shoot" and any(o.lemma_.lower() in PEOPLE for o in acted):
        sort = "attack"  # "shot dead a soldier"
    if sort == "shootdown" and _in_defence(discourse, verb, actor):
        return None
    if any(t.lower_ == "times" and children(t, "nummod") for t in children(verb, "npadvmod")):
        sort += " before"  # "has violated it four times": not the one told of
    start, end = _verb_extent(verb)
    words = discourse.parsed.words(start, end).split(", ")[0]
    if verb.dep_ == "relcl" and acted and acted[0].i == verb.head.i:
        start, end = extent(verb.head, without=[verb, *children(verb.head, "det")])
        words = f"{verb.text} {discourse.parsed.words(start, end)}"
    return Act(
        verb,
        sentence,
        sort,
        actor,
        target,
        place_of(discourse, goals),
        words,
        time_of(discourse, sentence, verb),
        sure=True,
    )


def _accusing(discourse: Discourse, verb: Token) -> str | None:
    """Return the state that accuses another of the deed, or None."""
    above = verb.head.head
    if verb.dep_ != "pcomp" or verb.head.lower_ != "of" or above.lemma_.lower() not in _CHARGES:
        return None
    return party_of(discourse, subject(above))


def _agent(verb: Token) -> Token | None:
    """Return who did it where "by" hangs on a noun in between: "was killed along the front by Norland's troops"."""
    for token in verb.subtree:
        if token.lower_ == "by" and token.i > verb.i and token.dep_ == "prep":
            found = [t for t in children(token, "pobj") if t.lemma_.lower() in FORCES]
            if found and token.head.dep_ == "pobj" and token.head.head.head == verb:
                return found[0]
    return None


def _trespass(
    discourse: Discourse, sentence: Sentence, verb: Token, actor: str, acted: list[Token]
) -> tuple[list[Token], str | None]:
    """Return the space that was gone into, and whose it is; None where the words do not tell."""
    lemma = verb.lemma_.lower()
    into = prepositional(verb, "into", "inside")
    if lemma == "fly":
        into += [t for t in prepositional(verb, "in") if t.lower_ in SPACES]
    if lemma == "send":
        boats = [o for o in acted if is_craft(o) and o.pos_ != "PROPN"]
        into += [t for o in boats for t in prepositional(o, "into", "inside")]
        into = [t for t in into if t.lower_ in SPACES] if boats else []
    goals = [*acted, *prepositional(verb, "in", "into")]
    spaces = (
        into
        if lemma in VEHICLES_INTO or lemma == "send"
        else [g for g in goals if {t.lower_ for t in g.subtree} & SPACES]
    )
    if lemma == "cross" and not into:
        spaces = [g for g in acted if g.lower_ in ("border", "frontier", "line", "boundary")]
        if any(children(c, "aux") for c in children(verb, "advcl", "xcomp")):
            return goals, None  # "crossed the border to help"
    for told in spaces:
        space = told
        if space.lower_ not in SPACES:  # "the corner of the zone"
            space = next((t for t in prepositional(space, "of") if t.lower_ in SPACES), space)
        found = party_of(discourse, space)
        if found not in (None, actor):
            return [space], found
        owners = children(space, "poss")
        if not owners:
            owners = [t for t in prepositional(space, "of") if t.lemma_.lower() in STATES]
        paraphrased = any(o.lemma_.lower() in STATES for o in owners)
        if space.lower_ in SPACES and found is None and (paraphrased or not owners):
            return [space], other_party(discourse, sentence, actor)
        if paraphrased:
            return [space], other_party(discourse, sentence, actor)
    return goals, None


def _in_defence(discourse: Discourse, verb: Token, actor: str) -> bool:
    """Whether what flew into one's own space without a crew was shot down: no act against another."""
    if not any(t.lemma_.lower() in UNCREWED for o in objects(verb) for t in (o, *o.lefts)):
        return False
    inner = [t for t in verb.subtree if t.lower_ in SPACES]
    for space in inner:
        if party_of(discourse, space) == actor or any(
            c.lower_ in ("its", "their", "own") for c in space.children
        ):
            return True
    return False


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
