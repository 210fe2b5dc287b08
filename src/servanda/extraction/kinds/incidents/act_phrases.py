"""Acts told by a phrase: fire opened or exchanged, clashes that break out, mines that go off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    auxiliaries,
    children,
    conjuncts,
    extent,
    governor,
    is_future,
    is_negated,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.report_context import other_party
from servanda.extraction.kinds.incidents.act_roles import (
    Act,
    is_force,
    party_of,
    time_of,
)
from servanda.extraction.kinds.incidents.act_words import HYPOTHETICAL

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["of_phrase"]


_FIRE = frozenset("fire gunfire gunshots shots artillery shelling".split())
_CLASHES = frozenset("clash skirmish firefight fighting gunfight gunbattle shootout".split())
_BREAK_OUT = frozenset("erupt break flare occur happen resume ensue begin start".split())
_IRREGULARS = frozenset("militant rebel insurgent terrorist gunman fighter smuggler bandit".split())
_FIRINGS = frozenset("firing shooting shelling gunfire fire".split())
_LOST = frozenset("kill die wound injure lose hurt perish fall".split())
_MINES = frozenset("mine landmine mines landmines".split())
_HURT = frozenset("wound injure kill maim".split())
_BLAMED = frozenset("accuse blame allege accusation".split())
_UNDONE = frozenset("may might could would should can must to".split())


def of_phrase(discourse: Discourse, sentence: Sentence, token: Token) -> Act | None:
    """Return the act that `token` heads as a phrase, or None."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB":
        if not _told(token):
            return None
        if lemma in ("exchange", "trade") and any(o.lower_ in _FIRE for o in objects(token)):
            return _mutual(discourse, sentence, token, _sides(discourse, subject(token), token))
        if lemma == "clash":
            return _mutual(discourse, sentence, token, _sides(discourse, subject(token), token))
        if lemma == "open" and any(o.lower_ == "fire" for o in objects(token)):
            return _opened_fire(discourse, sentence, token)
        if lemma == "fire" and not [o for o in objects(token) if o.lower_ not in _FIRE]:
            return _opened_fire(discourse, sentence, token)
        if lemma in _HURT:
            return _mine(discourse, sentence, token)
    elif token.pos_ == "NOUN" and lemma in _CLASHES:
        above = token.head
        if token.dep_ == "nsubj" and above.lemma_.lower() in _BREAK_OUT and _told(above):
            between = [*prepositional(token, "between"), *prepositional(above, "between")]
            for other in above.subtree:
                if other.lower_ == "between":
                    between += [t for c in children(other, "pobj") for t in conjuncts(c)]
            parties = _all_of(discourse, between)
            return _mutual(discourse, sentence, above, parties)
        verb = governor(token)
        if verb is not None and verb.lemma_.lower() in _LOST and _told(verb):
            return _fatal(discourse, sentence, token, verb)
    if token.lemma_.lower() == "exchange" and token.pos_ == "NOUN":
        return _exchange(discourse, sentence, token)
    if token.lower_ in _FIRINGS and token.pos_ in ("NOUN", "VERB"):
        return _fired_at(discourse, sentence, token)
    return None


def _exchange(discourse: Discourse, sentence: Sentence, noun: Token) -> Act | None:
    """Read "an exchange of gunfire between A and B troops", "a gunfire exchange at the border of A and B"."""
    words = {t.lower_ for t in [*children(noun, "compound", "amod"), *prepositional(noun, "of")]}
    verb = governor(noun)
    if not words & _FIRE or (verb is not None and not _told(verb)):
        return None
    near = [
        t
        for other in [*noun.subtree, *(verb.subtree if verb is not None else ())]
        if other.lower_ == "between" and other.i > noun.i
        for c in children(other, "pobj")
        for t in conjuncts(c)
    ]
    act = _mutual(discourse, sentence, noun, _all_of(discourse, near))
    if act is not None and act.when is None and verb is not None and noun.dep_ == "nsubj":
        act.when = time_of(discourse, sentence, verb)
    return act


def _fired_at(discourse: Discourse, sentence: Sentence, noun: Token) -> Act | None:
    """Read "a soldier was killed in firing by Norland's troops": who fired, and on whose man."""
    verb = governor(noun) if noun.head.lower_ in ("in", "by", "during", "from") else None
    if verb is not None and noun.dep_ == "pcomp":
        verb = governor(noun.head)
    if verb is None or verb.lemma_.lower() not in _LOST or not _told(verb):
        return None
    behind = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]
    by = [c for t in behind if t.lower_ in ("by", "from") for c in children(t, "pobj")]
    actor = next((p for t in by if is_force(discourse, t) and (p := party_of(discourse, t))), None)
    told = [t for o in [*objects(verb), subject(verb)] if o is not None for t in conjuncts(o)]
    first = verb.head if verb.dep_ == "conj" else None  # "was killed and another was hurt"
    told += objects(first) if first is not None else []
    target = next((p for t in told if (p := party_of(discourse, t)) not in (None, actor)), None)
    if actor is None or target is None:
        return None
    return _act(discourse, sentence, verb, "shelling", actor, target)


def _told(verb: Token) -> bool:
    """Whether the verb tells of something done, and nothing above it makes it unreal."""
    if is_future(verb) or is_negated(verb):
        return False
    if {a.lower_ for a in auxiliaries(verb)} & _UNDONE:
        return False
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in verb.children):
        return False
    for other in walk_up(verb):
        lemma = other.lemma_.lower()
        if other != verb and lemma in HYPOTHETICAL and lemma not in ("accuse", "claim", "against"):
            return False
    return verb.tag_ in ("VBD", "VBN", "VBG", "VBZ", "VBP")


def _all_of(discourse: Discourse, tokens: list[Token]) -> list[str]:
    """Return the states that nouns and their attributes name, each once: "X and Y troops"."""
    found: list[str] = []
    for token in tokens:
        inner = [token, *(t for t in token.subtree if t.i < token.i)]
        inner += [t for p in prepositional(token, "of", "from") for t in conjuncts(p)]
        for word in inner:
            mention = discourse.parsed.party_at(word)
            party = mention.party if mention is not None else None
            if party and len(party) == 2 and party not in found:
                found.append(party)
    return found


def _fatal(discourse: Discourse, sentence: Sentence, noun: Token, verb: Token) -> Act | None:
    """Read "soldiers were killed in a clash with Norland troops": the clash of two."""
    with_whom = _all_of(discourse, prepositional(noun, "with"))
    parties = _all_of(discourse, prepositional(noun, "between"))
    hurt = {t.lemma_.lower() for o in [*objects(verb), subject(verb)] if o for t in conjuncts(o)}
    if hurt & _IRREGULARS:
        return None  # no state's men
    if len(with_whom) == 1:
        other = next(
            (p for o in [*objects(verb), subject(verb)] if (p := party_of(discourse, o))), None
        )
        other = other if other != with_whom[0] else None
        other = other or other_party(discourse, sentence, with_whom[0])
        parties = [other, *with_whom] if other else []
    act = _mutual(discourse, sentence, verb, parties)
    if act is not None:
        act.when = time_of(discourse, sentence, noun) or act.when
    return act


def _sides(discourse: Discourse, acting: Token | None, verb: Token) -> list[str]:
    """Return the states of those who act and of those they act with."""
    if acting is None:
        return []
    found = _all_of(discourse, [*conjuncts(acting), *prepositional(verb, "with")])
    if len(found) < 2 and acting.tag_ in ("NNS", "NNPS", "PRP"):
        found = found or [p for p in discourse.parties(acting) if len(p) == 2]
    return found


def _mutual(
    discourse: Discourse, sentence: Sentence, verb: Token, parties: list[str]
) -> Act | None:
    """Make an act of two against each other, the first named as its actor."""
    if len(parties) != 2:
        return None
    return _act(discourse, sentence, verb, "clash", parties[0], parties[1])


def _opened_fire(discourse: Discourse, sentence: Sentence, verb: Token) -> Act | None:
    acting = subject(verb)
    if acting is None or not is_force(discourse, acting):
        return None
    actor = party_of(discourse, acting)
    if actor is None:
        return None
    goals = prepositional(verb, "on", "at", "upon", "toward", "towards", "into", "against")
    goals += [t for o in objects(verb) for t in prepositional(o, "on", "at", "into")]
    target = next((p for t in goals if (p := party_of(discourse, t)) not in (None, actor)), None)
    if target is None and verb.lemma_.lower() == "open":
        target = other_party(discourse, sentence, actor)
    if target is None:
        return None
    return _act(discourse, sentence, verb, "shelling", actor, target)


def _mine(discourse: Discourse, sentence: Sentence, verb: Token) -> Act | None:
    """Read "a mine blast wounded a soldier": whose act it is, whoever is accused tells."""
    acting = subject(verb)
    words = {t.lower_ for t in acting.subtree} if acting is not None else set()
    if not words & _MINES:
        return None
    hurt = objects(verb)
    target = next((p for t in hurt if (p := party_of(discourse, t)) is not None), None)
    if target is None:
        return None
    if any(t.lemma_.lower() in _BLAMED for t in sentence.span):
        actor = other_party(discourse, sentence, target)
        if actor is not None:
            return _act(discourse, sentence, verb, "mine", actor, target)
    return None


def _act(
    discourse: Discourse, sentence: Sentence, verb: Token, sort: str, actor: str, target: str
) -> Act:
    drop = children(
        verb, "advcl", "ccomp", "conj", "cc", "punct", "mark", "parataxis", "npadvmod", "nsubj"
    )
    if sort in ("clash", "mine"):
        drop = [c for c in drop if c.dep_ != "nsubj"]
    start, end = extent(verb, without=drop)
    words = discourse.parsed.words(start, end)
    when = time_of(discourse, sentence, verb)
    return Act(verb, sentence, sort, actor, target, None, words, when, sure=True)
