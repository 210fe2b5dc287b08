"""Assurances: standing words for a relation or a principle, with their exact wording.

Three shapes: a bond somebody reaffirms ("ironclad commitment to the defence of …"), a worth
somebody affirms ("the importance of peace …"), and a sentence about what is and remains so
("the alliance remains the cornerstone …"). Praise of what another does is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import Assurance, BlockKind, Claim, Evidence
from servanda.readers import clauses
from servanda.readers.base import reader
from servanda.readers.clauses import children, conjuncts, extent, prepositional, subject, walk_up
from servanda.readers.lexicon import words
from servanda.readers.phrases import content_words
from servanda.text.gazetteer import gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = ["is_assurance", "read_assurances"]


@dataclass(frozen=True, slots=True)
class _Found:
    head: Token
    parties: tuple[str, ...]
    about: str
    start: int
    end: int
    teller: Token | None
    rule: str
    confidence: float


def _w(kind: str) -> frozenset[str]:
    return words("assurances", kind)


@reader("assurance")
def read_assurances(discourse: Discourse) -> Iterator[Claim]:
    """Make a claim of each distinct assurance; the same words twice are one."""
    kept: list[tuple[_Found, list[Evidence]]] = []
    headline: list[_Found] = []
    for token in discourse.parsed.doc:
        found = _at(discourse, token)
        if found is None or not found.parties:
            continue
        block = discourse.parsed.sentence_of(token).block
        if block is BlockKind.CAPTION:
            continue
        if block is BlockKind.HEADLINE:
            headline.append(found)
            continue
        evidence = discourse.parsed.evidence(found.start, found.end)
        for other, spans in kept:
            if _same(other, found):
                spans.append(evidence)
                break
        else:
            kept.append((found, [evidence]))
    for found in headline:
        for other, spans in kept:
            if _same(other, found):
                spans.append(discourse.parsed.evidence(found.start, found.end))
                break
    for found, spans in kept:
        body = Assurance(
            found.parties,
            found.about,
            discourse.parsed.words(found.start, found.end),
            _speaker(discourse, found),
        )
        yield Claim.make(
            discourse.parsed.report.id, body, tuple(spans), rule=found.rule, confidence=found.confidence
        )


def is_assurance(discourse: Discourse, token: Token) -> bool:
    """Whether the words at `token` are an assurance, and so no commitment to a particular action."""
    found = _at(discourse, token)
    return found is not None and bool(found.parties)


def _at(discourse: Discourse, token: Token) -> _Found | None:
    lemma = token.lemma_.lower()
    if token.pos_ in ("NOUN", "PROPN"):
        if lemma in _w("bond"):
            return _bond(discourse, token)
        if lemma in _w("worth"):
            return _worth(discourse, token)
        if lemma in ("opposition", "agreement", "position", "view", "principle"):
            return _position(discourse, token)
        if lemma in ("cooperation", "coordination", "work", "unity", "solidarity"):
            return _stressed(discourse, token)
        if lemma in ("interest",):
            return _interest(discourse, token)
    if token.pos_ in ("ADJ", "VERB") and token.lower_ == "committed":
        return _committed(discourse, token)
    if token.pos_ in ("AUX", "VERB"):
        return (
            _standing(discourse, token)
            or _stand_with(discourse, token)
            or _called(discourse, token)
        )
    return None


# -- a bond ----------------------------------------------------------------------------------


def _bond(discourse: Discourse, noun: Token) -> _Found | None:
    """"reaffirmed its ironclad commitment to the defence of Norland", "support for the decision"."""
    targets = [t for t in prepositional(noun, "to", "for", "of", "in") if t.pos_ != "VERB" or t.tag_ == "VBG"]
    verb = _verb_above(noun)
    if any(c.pos_ == "VERB" and _infinitive(c) for c in children(noun, "acl", "relcl", "xcomp")):
        standing = [c for c in children(noun, "acl") if c.lemma_ in ("stand", "defend", "protect")]
        if not standing:
            return None  # a commitment to do something
    elif noun.lemma_.lower() in ("commitment", "pledge", "obligation", "dedication") and any(t.tag_ == "VBG" and t.lemma_ not in ("defend", "protect", "uphold", "stand") for t in targets):
        return None
    strength = _strength(discourse, noun)
    affirmed = verb is not None and verb.lemma_.lower() in _w("affirm")
    remains = verb is not None and noun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in ("remain", "be", "stay")
    if verb is not None and verb.lemma_.lower() in _w("praise") and verb.lemma_.lower() not in _w("affirm"):
        return None
    if not targets and not (remains and strength):
        return None
    kept = verb is not None and verb.lemma_.lower() in ("sustain", "enhance", "honor", "honour", "uphold", "maintain", "deepen")
    if not (affirmed or strength or (kept and noun.lemma_.lower() == "commitment")):
        return None
    if not affirmed and not remains and not (verb is not None and verb.lemma_.lower() in _w("sustain")):
        return None
    if verb is not None and (clauses.is_negated(verb) or _wished(verb)):
        return None
    parties = _owner(discourse, noun) or _doer(discourse, verb)
    about = " ".join(discourse.parsed.words(*extent(t, without=children(t, "acl", "relcl"))) for t in targets[:1])
    start, end = extent(noun)
    if remains and verb is not None:
        end = max(end, extent(verb)[1])
    elif verb is not None and verb.i < noun.i and affirmed:
        start = min(start, verb.idx)
    return _Found(noun, parties, about, start, end, subject(verb) if verb is not None else None, f"assurance.bond.{noun.lemma_.lower()}", 0.85)


def _strength(discourse: Discourse, noun: Token) -> bool:
    before = noun.doc[noun.left_edge.i : noun.i]
    near = {t.lower_ for t in before} | set(before.text.lower().replace("'s", "").split())
    verb = noun.head
    if noun.dep_ == "nsubj" and verb.pos_ in ("AUX", "VERB"):
        near |= {t.lower_ for t in verb.subtree if t.dep_ in ("acomp", "attr", "oprd", "conj", "xcomp", "advmod")}
    return bool(near & _w("strong"))


def _committed(discourse: Discourse, adjective: Token) -> _Found | None:
    """"We remain absolutely committed to the defence of Norland"."""
    targets = [t for t in prepositional(adjective, "to") if t.pos_ in ("NOUN", "PROPN")]
    copula = adjective.head if adjective.dep_ in ("acomp", "attr", "oprd") else adjective
    acting = subject(copula)
    if not targets or acting is None or clauses.is_negated(copula) or _wished(copula):
        return None
    if adjective.pos_ == "VERB" and adjective.tag_ == "VBD" or children(adjective, "dobj"):
        return None
    if not discourse.is_actor(acting):
        return None
    start, end = extent(copula)
    return _Found(adjective, discourse.parties(acting), discourse.parsed.words(*extent(targets[0])), start, end, acting, "assurance.committed", 0.85)


# -- a worth ---------------------------------------------------------------------------------


def _worth(discourse: Discourse, noun: Token) -> _Found | None:
    """"underscored the importance of peace", "reaffirmed the enduring strength of the relationship"."""
    verb = _verb_above(noun)
    if verb is None or noun.dep_ not in ("dobj", "conj", "pobj", "attr", "ccomp", "nsubj", "appos", "xcomp"):
        return None
    lemma = verb.lemma_.lower()
    if lemma not in _w("affirm") and not (lemma == "agree" and noun.dep_ == "pobj"):
        return None
    if noun.lemma_.lower() in ("role", "strength", "value", "need", "nature", "bond", "friendship", "depth") and lemma in ("highlight", "note", "express", "agree"):
        return None
    if clauses.is_negated(verb) or _wished(verb):
        return None
    acting = subject(verb)
    if acting is None or not discourse.is_actor(acting):
        return None
    targets = prepositional(noun, "of", "in", "played", "by", "for", "to")
    if not targets and not children(noun, "acl", "relcl"):
        return None
    about = discourse.parsed.words(*extent(targets[0])) if targets else discourse.parsed.words(*extent(noun))
    start, end = extent(noun)
    return _Found(noun, _doer(discourse, verb), about, min(start, verb.idx), end, acting, f"assurance.worth.{noun.lemma_.lower()}", 0.75)


def _position(discourse: Discourse, noun: Token) -> _Found | None:
    """"underscored their opposition to …", "reiterated their agreement that … should never …"."""
    verb = _verb_above(noun)
    if verb is None or verb.lemma_.lower() not in _w("affirm") or clauses.is_negated(verb):
        return None
    if noun.lemma_.lower() == "opposition":
        targets = prepositional(noun, "to")
    else:
        targets = [c for c in children(noun, "acl", "ccomp", "relcl") if any(m.lower_ == "that" for m in c.children)]
    acting = subject(verb)
    if not targets or acting is None or not discourse.is_actor(acting):
        return None
    start, end = extent(noun)
    return _Found(noun, _owner(discourse, noun) or _doer(discourse, verb), discourse.parsed.words(*extent(targets[0])), min(start, verb.idx), end, acting, f"assurance.position.{noun.lemma_.lower()}", 0.75)


def _stressed(discourse: Discourse, noun: Token) -> _Found | None:
    """"stressed close cooperation with Norland"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_.lower() not in ("stress", "underscore", "underline", "emphasize", "emphasise", "reaffirm", "reconfirm"):
        return None
    acting = subject(verb)
    targets = prepositional(noun, "with", "among", "between", "on")
    if acting is None or not targets or not discourse.is_actor(acting) or clauses.is_negated(verb):
        return None
    start, end = extent(noun)
    return _Found(noun, _doer(discourse, verb), discourse.parsed.words(*extent(targets[0])), min(start, verb.idx), end, acting, "assurance.stressed", 0.6)


def _interest(discourse: Discourse, noun: Token) -> _Found | None:
    """"has an interest in the maintenance of peace and stability"."""
    verb = noun.head
    targets = prepositional(noun, "in")
    about = {t.lemma_.lower() for t in targets for t in t.subtree}
    if verb.lemma_ != "have" or not targets or not {"peace", "stability"} <= about:
        return None
    teller = _teller(discourse, verb)
    acting = subject(verb)
    parties = discourse.parties(teller) if teller is not None else discourse.parties(acting)
    start, end = extent(verb)
    return _Found(noun, parties, discourse.parsed.words(*extent(targets[0])), start, end, teller, "assurance.interest", 0.6)


# -- a standing sentence ---------------------------------------------------------------------


def _standing(discourse: Discourse, verb: Token) -> _Found | None:
    """"the alliance remains the cornerstone of …", "cooperation among the three matters"."""
    lemma = verb.lemma_.lower()
    if lemma not in ("be", "remain", "form", "serve", "stay", "continue", "matter", "apply", "constitute", "change", "cover", "extend"):
        return None
    if verb.dep_ in ("aux", "auxpass") or clauses.is_future(verb) or _wished(verb):
        return None
    acting = subject(verb)
    if acting is None or not _about_relation(acting):
        return None
    negated = clauses.is_negated(verb)
    if lemma == "change":
        fits = negated and acting.lemma_.lower() in ("policy", "commitment", "position", "stance")
    elif lemma == "matter":
        fits = not negated
    elif lemma in ("apply", "cover", "extend"):
        fits = not negated and bool({t.lemma_.lower() for t in acting.subtree} & {"article", "treaty", "pact"}) and bool(prepositional(verb, "to") or children(verb, "dobj"))
    else:
        fits = not negated and _strong_predicate(verb)
    if not fits:
        return None
    if verb.tag_ == "VBD" and _teller(discourse, verb) is None:
        return None
    parties, teller = _answers(discourse, verb)
    start, end = extent(verb)
    if verb.dep_ == "relcl":
        start = min(start, extent(acting, without=[verb])[0])
    return _Found(verb, parties, discourse.parsed.words(*extent(acting, without=[verb])), start, end, teller, f"assurance.standing.{lemma}", 0.75)


def _about_relation(noun: Token) -> bool:
    group = conjuncts(noun) if noun.dep_ not in ("conj",) else [noun]
    if any(t.lower_ == "article" for t in noun.subtree):
        return True
    return any(t.lemma_.lower() in _w("relation") or t.lower_ in _w("relation") for t in group)


def _strong_predicate(verb: Token) -> bool:
    for part in children(verb, "attr", "acomp", "dobj", "oprd", "xcomp", "prep", "advcl"):
        heads = [part] if part.dep_ != "prep" else [t for c in children(part, "pobj") for t in conjuncts(c)]
        for head in heads:
            for word in [head, *conjuncts(head)]:
                if word.tag_ in ("JJR", "RBR", "JJS") or any(c.lower_ in ("more", "never", "ever", "than") for c in word.children):
                    continue
                near = {word.lower_, word.lemma_.lower()}
                if near & _w("predicate") or near & {"unwavering", "ironclad"}:
                    return True
                if word.lower_ == "one" and any(t.tag_ in ("JJS", "RBS") for t in word.subtree):
                    return True  # "one of the most important relationships"
    return False


def _called(discourse: Discourse, verb: Token) -> _Found | None:
    """"called the bond a cornerstone", "described Norland as an indispensable partner"."""
    if verb.lemma_.lower() not in ("call", "describe", "term", "characterize", "characterise", "regard", "consider"):
        return None
    acting = subject(verb)
    things = children(verb, "dobj", "ccomp")
    if acting is None or not discourse.is_actor(acting) or clauses.is_negated(verb) or clauses.is_future(verb) or _wished(verb):
        return None
    said = [*children(verb, "oprd", "attr", "ccomp"), *prepositional(verb, "as")]
    partner = any(t.lemma_.lower() in _w("partner") and ({c.lower_ for c in t.subtree} & (_w("predicate") | _w("strong") | {"closest", "greatest", "best"})) for t in said)
    relation = any(_about_relation(t) for t in [*things, *(x for s in said for x in children(s, "nsubj"))])
    strong = any({t.lower_, *(c.lower_ for c in t.children)} & (_w("predicate") | {"ironclad", "unwavering"}) for t in said)
    if not (partner or (relation and strong)):
        return None
    start, end = extent(verb)
    about = discourse.parsed.words(*extent(things[0])) if things else discourse.parsed.words(start, end)
    return _Found(verb, _doer(discourse, verb), about, verb.idx, end, acting, "assurance.called", 0.65)


def _stand_with(discourse: Discourse, verb: Token) -> _Found | None:
    """"will stand with Norland", "will defend every inch", "will take all measures to ensure the security"."""
    lemma = verb.lemma_.lower()
    acting = subject(verb)
    if acting is None or clauses.is_negated(verb) or clauses.is_past(verb) or _wished(verb) or not discourse.is_actor(acting):
        return None
    if lemma == "stand":
        near = {t.lower_ for t in verb.subtree}
        fits = bool(prepositional(verb, "with", "by", "behind")) or bool(near & _w("strong") and near & {"support", "solidarity"}) or bool(near & {"shoulder", "shoulder-to-shoulder", "together"})
        fits = fits and (clauses.is_finite(verb) or _infinitive(verb) is False)
    elif lemma in ("take", "use", "do"):
        near = {t.lower_ for t in verb.subtree}
        fits = clauses.is_future(verb) and bool(near & {"all", "every"}) and bool(near & {"measures", "steps", "means", "necessary"}) and bool(near & {"security", "defense", "defence", "defend", "protect", "safety"})
    elif lemma in ("defend",):
        fits = clauses.is_future(verb) and bool(children(verb, "dobj"))
    else:
        return None
    if not fits:
        return None
    start, end = extent(verb)
    return _Found(verb, discourse.parties(acting), discourse.parsed.words(verb.idx, end), start, end, acting, f"assurance.stand.{lemma}", 0.7)


# -- who gives it ----------------------------------------------------------------------------


def _verb_above(noun: Token) -> Token | None:
    """Return the verb a noun is the subject or object of, through coordination and "of"."""
    current = noun
    for _ in range(8):
        head = current.head
        if head is current:
            return None
        if head.pos_ in ("VERB", "AUX"):
            return head
        if current.dep_ not in ("conj", "pobj", "prep", "appos", "compound", "amod", "dobj", "nmod", "dep"):
            return None
        current = head
    return None


def _owner(discourse: Discourse, noun: Token) -> tuple[str, ...]:
    found: list[str] = []
    for child in children(noun, "poss", "compound", "amod", "nmod"):
        if child.dep_ == "poss":
            found.extend(p for p in discourse.parties(child) if p not in found)
            continue
        mention = discourse.parsed.party_at(child)
        if mention is not None and mention.party and mention.party not in found:
            found.append(mention.party)
    return tuple(found)


def _doer(discourse: Discourse, verb: Token | None) -> tuple[str, ...]:
    acting = subject(verb) if verb is not None else None
    parties = discourse.parties(acting)
    if verb is not None and len(parties) == 1:
        for partner in prepositional(verb, "with"):
            others = discourse.parties(partner) if discourse.is_actor(partner) else ()
            parties = tuple(dict.fromkeys((*parties, *others)))
    return parties


def _teller(discourse: Discourse, verb: Token) -> Token | None:
    """Return the actor whose words a standing sentence is."""
    for other in walk_up(verb):
        if other is verb or other.pos_ not in ("VERB", "AUX"):
            continue
        acting = subject(other)
        if acting is not None and discourse.is_actor(acting):
            return acting
    return None


def _answers(discourse: Discourse, verb: Token) -> tuple[tuple[str, ...], Token | None]:
    """Return the parties a standing sentence binds: its teller's, the quoted speaker's, the publisher's."""
    quoted = discourse.parsed.quoted_at(verb.idx)
    if quoted is not None:
        speaker = discourse.speaker(quoted)
        if speaker is not None and speaker.party:
            return (speaker.party,), None
    teller = _teller(discourse, verb)
    if teller is not None:
        parties = discourse.parties(teller)
        if parties:
            return parties, teller
    publisher = discourse.parsed.report.publisher
    party = gazetteer().party(publisher) if publisher else None
    return ((party,) if party else ()), None


def _speaker(discourse: Discourse, found: _Found) -> str | None:
    people = discourse.people(found.teller) if found.teller is not None else ()
    if len(people) == 1:
        return people[0].name
    quoted = discourse.parsed.quoted_at(found.start)
    speaker = discourse.speaker(quoted) if quoted is not None else None
    return speaker.name if speaker is not None else None


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def _wished(verb: Token) -> bool:
    """Whether the sentence is a wish, a condition or a question."""
    for other in walk_up(verb):
        if other is not verb and other.lemma_.lower() in ("urge", "hope", "want", "call", "ask", "wonder") and other.pos_ == "VERB" and other.tag_ != "VBN":
            return True
        if any(c.dep_ == "mark" and c.lower_ in ("if", "whether", "unless") for c in other.children):
            return True
    return False


def _same(one: _Found, other: _Found) -> bool:
    """Whether two places give one assurance: the same givers on the same matter."""
    if not set(one.parties) & set(other.parties):
        return False
    mine, theirs = content_words(one.about), content_words(other.about)
    if not mine or not theirs:
        return False
    return len(mine & theirs) / min(len(mine), len(theirs)) >= 0.75 and len(mine & theirs) / max(len(mine), len(theirs)) >= 0.5
