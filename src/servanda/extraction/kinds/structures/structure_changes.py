"""Which verbs and nouns change how states and forces are organised, and what they act on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    is_future,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.kinds.structures.unit_nouns import is_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["Change", "changes"]


_FUNCTIONS = frozenset(
    "function functions structure structures organization organisation role name".split()
)
_SET_UP = frozenset(
    "create establish form found launch open activate inaugurate institute constitute".split()
)
_SET_UP_PHRASAL = {"set": ("up",), "stand": ("up",), "put": ("together",)}
_REBUILD = frozenset(
    "reorganize reorganise restructure reconstitute convert transform rename redesignate revamp reconfigure merge "
    "integrate upgrade elevate disband dissolve abolish deactivate inactivate overhaul realign split rebrand".split()
)
_TURN = frozenset(
    "turn change convert transform morph evolve grow become reorganize reorganise develop".split()
)
_GROW = frozenset("grow build expand enlarge scale".split())
_READY = frozenset("ready operational deployable combat-ready".split())
_ORDINALS = frozenset("first second third fourth fifth sixth".split())
_HAND_OVER = frozenset("transfer hand relinquish cede".split())
_PLACING = frozenset("place put bring subordinate embed".split())
_CONTROL = frozenset("control command authority".split())
_NOUNS = {
    "establishment": "set_up", "creation": "set_up", "formation": "set_up", "activation": "set_up", "reorganization": "rebuild",
    "reorganisation": "rebuild", "restructuring": "rebuild", "conversion": "rebuild", "transformation": "rebuild",
    "redesignation": "rebuild", "merger": "rebuild", "dissolution": "rebuild", "stationing": "station", "upgrade": "rebuild",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its verb or noun, the unit, who brings it about, and the sort of change."""

    head: Token
    unit: Token
    actor: Token | None
    sort: str
    rule: str
    confidence: float


def changes(discourse: Discourse, sentence: Sentence) -> Iterator[Change]:
    """Find the changes of organisation that a sentence tells, in the order of the text."""
    taken: set[int] = set()
    for token in sentence.span:
        if token.pos_ in ("VERB", "AUX"):
            if not is_negated(token):
                for change in _of_verb(discourse, token):
                    if change.unit.i not in taken:
                        taken.add(change.unit.i)
                        yield change
        elif token.lemma_.lower() in _NOUNS and not _weighed(token):
            for unit in prepositional(token, "of"):
                if is_unit(discourse, unit) and unit.i not in taken:
                    taken.add(unit.i)
                    sort = _NOUNS[token.lemma_.lower()]
                    yield Change(token, unit, subject(token), sort, f"noun_{sort}", 0.65)


def _weighed(noun: Token) -> bool:
    """Whether it is only said what it can do: "the establishment of the force can help"."""
    verb = noun.head if noun.dep_ == "nsubj" else None
    return verb is not None and any(
        a.lower_ in ("can", "could", "may", "might") for a in children(verb, "aux")
    )


def _of_verb(discourse: Discourse, verb: Token) -> Iterator[Change]:
    lemma = verb.lemma_.lower()
    particles = {c.lower_ for c in children(verb, "prt", "advmod", "prep")}
    acting = subject(verb)
    passive = is_passive(verb)
    actor = _agent(verb) if passive else acting
    targets = _targets(discourse, verb, acting, passive=passive)
    if not passive and lemma in _SET_UP_PHRASAL and acting is not None and verb.dep_ == "relcl":
        targets = [*targets, acting]
    if verb.tag_ == "VBN" and verb.dep_ == "acl" and not _has_time(discourse, verb):
        return  # "the groups established under the treaty" are merely mentioned
    phrasal = bool(particles & set(_SET_UP_PHRASAL.get(lemma, ())))
    if lemma in _SET_UP or phrasal:
        for unit in targets:
            if is_unit(discourse, unit):
                yield Change(verb, unit, actor, "set_up", "set_up", 0.8)
    alone = lemma in ("open", "form") and not targets
    if alone and acting is not None and is_unit(discourse, acting):
        yield Change(verb, acting, None, "set_up", "set_up", 0.75)  # "a liaison office will open"
    if lemma in _REBUILD:
        for target in targets:
            rebuilt = _unit_in(discourse, target)
            if rebuilt is not None:
                yield Change(verb, rebuilt, actor, "rebuild", "rebuild", 0.8)
    if lemma in _PLACING:
        over = prepositional(verb, "under", "within", "into")
        held = any(t.lemma_.lower() in _CONTROL or is_unit(discourse, t) for t in over)
        for unit in targets if held else ():
            if is_unit(discourse, unit):  # "has placed a brigade under Norland command"
                yield Change(verb, unit, actor, "hand_over", "placed_under", 0.7)
    if lemma in _GROW:
        results = [
            *prepositional(verb, "to", "into"),
            *(targets if lemma == "build" and "up" in particles else []),
        ]
        for unit in results:
            if is_unit(discourse, unit) and (lemma == "build" or targets):
                yield Change(verb, unit, actor, "set_up", "built_up", 0.7)
    if lemma == "make":
        yield from _made_into(discourse, verb)
    if lemma == "be":
        yield from _ready(discourse, verb, acting)
        yield from _counterpart_of(discourse, verb, acting)
    if (lemma in _TURN and not targets) or lemma == "become":
        yield from _turns_into(discourse, verb, acting)
    if (
        lemma == "change"
        and acting is not None
        and any(t.lemma_.lower() == "name" for t in targets)
    ) and is_unit(discourse, acting):
        yield Change(verb, acting, acting, "rebuild", "rename", 0.85)
    if (
        lemma in ("serve", "act", "function", "work")
        and acting is not None
        and is_unit(discourse, acting)
    ) and any(t.lemma_.lower() == "counterpart" for t in prepositional(verb, "as")):
        yield Change(verb, acting, acting, "tie", "counterpart", 0.8)
    if lemma in _HAND_OVER and any(t.lemma_.lower() in _CONTROL for t in targets):
        control = next(t for t in targets if t.lemma_.lower() in _CONTROL)
        if prepositional(control, "of", "over"):
            yield Change(verb, control, actor, "hand_over", "hand_over", 0.7)


def _targets(
    discourse: Discourse, verb: Token, acting: Token | None, *, passive: bool
) -> list[Token]:
    """Return what the verb acts on, with what "which" and a bare infinitive stand for."""
    targets = [_described(verb, t, acting) for t in objects(verb)]
    if passive and not targets and acting is not None:
        targets = [acting]  # "groups planned to be set up"
    if verb.dep_ == "acl" and not any(is_unit(discourse, t) for t in targets):
        # "a counterpart to the command to be set up": the nearest unit in front is meant.
        between = [t for t in verb.head.subtree if verb.head.i < t.i < verb.i]
        nearest = [t for t in between if t.dep_ in ("pobj", "dobj") and is_unit(discourse, t)]
        targets = nearest[-1:]
    return targets


def _described(verb: Token, target: Token, acting: Token | None) -> Token:
    """Return the noun that "which" stands for, as subject or as object of the verb."""
    if target.tag_ not in ("WDT", "WP"):
        return target
    if target.dep_ == "dobj":
        for token in walk_up(verb):
            if token.dep_ == "relcl":
                noun: Token = token.head
                return noun
    return acting if acting is not None else target


def _made_into(discourse: Discourse, verb: Token) -> Iterator[Change]:
    """Read "will make Forces East a joint headquarters": two units behind one verb."""
    units: list[Token] = []
    for token in verb.doc[verb.i + 1 : verb.i + 14]:
        if token.is_punct and token.text not in ("-", "'"):
            break
        if token.dep_ != "compound" and is_unit(discourse, token):
            units.append(token)
    if len(units) > 1:
        actor = _agent(verb) if is_passive(verb) else subject(verb)
        yield Change(verb, units[0], actor, "rebuild", "made_into", 0.7)


def _ready(discourse: Discourse, verb: Token, acting: Token | None) -> Iterator[Change]:
    """Read "the brigade shall be ready for combat": a unit that comes to stand."""
    if acting is None or not is_unit(discourse, acting) or not is_future(verb):
        return
    if any(t.lower_ in _READY for t in children(verb, "acomp", "attr")):
        yield Change(verb, acting, None, "ready", "ready", 0.65)


def _counterpart_of(discourse: Discourse, verb: Token, acting: Token | None) -> Iterator[Change]:
    """Read "it will be the counterpart of Forces East": one unit tied to another."""
    for noun in children(verb, "attr"):
        if noun.lemma_.lower() != "counterpart" or acting is None:
            continue
        others = [t for t in prepositional(noun, "of", "to", "for") if is_unit(discourse, t)]
        if is_unit(discourse, acting):
            yield Change(verb, acting, acting, "tie", "counterpart", 0.75)
        elif others and acting.pos_ == "PRON":
            yield Change(verb, others[0], None, "tie", "counterpart", 0.65)


def _has_time(discourse: Discourse, verb: Token) -> bool:
    """Whether a participle tells when or that it is to come ("to be set up", "set up in May")."""
    if children(verb, "aux", "auxpass"):
        return True
    tokens = {t.idx for t in verb.subtree}
    return any(t.start in tokens for t in discourse.parsed.times)


def _turns_into(discourse: Discourse, verb: Token, acting: Token | None) -> Iterator[Change]:
    """Read "the 5th Regiment will turn into a smaller unit", "will become a joint headquarters"."""
    if acting is None or not is_unit(discourse, acting):
        return
    results = [*prepositional(verb, "into"), *children(verb, "attr")]
    ordinal = any(r.lower_ in _ORDINALS for r in results)  # "is to become the third"
    if ordinal or any(is_unit(discourse, r) for r in results):
        yield Change(verb, acting, acting, "rebuild", "turns_into", 0.75)


def _unit_in(discourse: Discourse, target: Token) -> Token | None:
    """Return the unit that is rebuilt: the target, or whose functions or structure the target is."""
    if is_unit(discourse, target):
        return target
    if target.lemma_.lower() in _FUNCTIONS or target.lower_ in _FUNCTIONS:
        for owner in [*prepositional(target, "of", "at", "in"), *children(target, "poss")]:
            if is_unit(discourse, owner):
                return owner
    return None


def _agent(verb: Token) -> Token | None:
    found = prepositional(verb, "by")
    return next(
        (t for t in found if t.pos_ in ("NOUN", "PROPN", "PRON") and t.ent_type_ != "DATE"), None
    )
