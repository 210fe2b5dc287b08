"""Mentions of consultations: each verb or noun of a report that tells of one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    is_future,
    is_passive,
    objects,
    prepositional,
    subject,
)
from servanda.extraction.kinds.consultations.consultation_words import (
    AGREEING,
    DISCUSSING,
    EMBASSIES,
    FORMAL_TEXTS,
    MEETING_VERBS,
    RECEIVING,
    SIGNING_VERBS,
    SPEAKING,
    TELLING,
    TRAVEL,
)
from servanda.extraction.kinds.consultations.event_model import Mention
from servanda.extraction.kinds.consultations.event_noun_words import PHONE
from servanda.extraction.kinds.consultations.event_nouns import named_events, noun_mentions
from servanda.model import ConsultationForm as Form
from servanda.parsing.word_table import word_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["LOTS", "company", "find_mentions", "signed_papers"]


_JOINT = re.compile(r"\bjoint (?:statement|declaration|communiqu[eé])", re.IGNORECASE)


_OBJECTIONS = word_set("extraction", "objections", "consultation_words")
LOTS = word_set("extraction", "lots", "consultation_words")
# What one is in a capital for, where that is a visit.
_PURPOSES = word_set("extraction", "purposes", "consultation_words") | {"take"}
_IN_PERSON = re.compile(r"\bin person\b", re.IGNORECASE)
# Words that set a meeting of two apart from the larger one told beside it.
_ALONE = re.compile(
    r"\b(?:on their own|one[- ]on[- ]one|bilaterally|separately|alone)\b", re.IGNORECASE
)


def find_mentions(discourse: Discourse) -> list[Mention]:
    """Find every verb and noun that may tell of a consultation, in order of the text."""
    found: list[Mention] = []
    for sentence in discourse.parsed.sentences:
        taken: set[int] = set()
        for mention in [
            *named_events(discourse, sentence),
            *noun_mentions(sentence),
            *_verbs(discourse, sentence),
        ]:
            if mention.token.i not in taken:
                taken.add(mention.token.i)
                found.append(mention)
    return sorted(found, key=lambda m: m.token.i)


def _verbs(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    told = sentence.span.text
    joint, phone = _JOINT.search(told), PHONE.search(told) is not None
    papers = {t.i for t in sentence.span if t.text in joint.group()} if joint is not None else set()
    doc = sentence.span.doc
    words = word_table(doc)
    for at in range(sentence.span.start, sentence.span.end):
        if words.pos[at] not in ("VERB", "AUX") and words.lower[at] != "visiting":
            continue
        token = doc[at]
        if token.lower_ == "visiting" and _guest_behind(discourse, token) is not None:
            yield Mention(  # "visiting President A B"
                token, sentence, Form.VISIT, noun=True, near={token.i}, rule="consultation.visiting"
            )
            continue
        if token.pos_ not in ("VERB", "AUX") or token.dep_ == "amod":
            continue
        mention = _verb(sentence, token, joint=joint is not None, phone=phone)
        if mention is not None:
            mention.near = {token.i}
            if mention.form is Form.SIGNING:
                mention.near |= {o.i for o in signed_papers(token)}
            if mention.form is None:
                mention.near |= papers
            mention.bilateral = _ALONE.search(token.doc[token.i : token.i + 5].text) is not None
            mention.rule = f"consultation.verb.{token.lemma_.lower()}"
            mention.weak = mention.form is None
            yield mention


def _guest_behind(discourse: Discourse, token: Token) -> Token | None:
    """Return the name that "visiting" describes: "welcomed by visiting President A B"."""
    before = token.nbor(-1) if token.i > token.sent.start else None
    if before is not None and before.lower_ not in ("by", "and", "the", "between", ","):
        return None
    for other in token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]:
        if discourse.parsed.person_at(other) is not None:
            return other
        if other.pos_ not in ("PROPN", "NOUN", "ADJ"):
            return None
    return None


def _verb(sentence: Sentence, token: Token, *, joint: bool, phone: bool) -> Mention | None:
    """Read a verb; `joint` where its sentence names a joint text, `phone` where it tells of a call."""
    lemma = token.lemma_.lower()
    if lemma in MEETING_VERBS and _to_protest(token):
        return Mention(token, sentence, Form.PROTEST, token)
    if lemma in MEETING_VERBS:
        return Mention(token, sentence, Form.MEETING, token)
    if lemma in SPEAKING and (
        prepositional(token, "with", "to")
        or any(c.lower_ == "with" for c in token.children)
        or lemma == "confer"
        or lemma in ("phone", "telephone")
        or phone
    ):
        by_phone = phone or lemma in ("phone", "telephone")
        form = Form.CALL if by_phone else SPEAKING[lemma]
        return Mention(
            token,
            sentence,
            form,
            token,
            mode="phone" if by_phone else None,
            soft=not by_phone and lemma != "talk",
        )
    if lemma in RECEIVING or (lemma == "sit" and any(c.lower_ == "down" for c in token.children)):
        return Mention(token, sentence, Form.MEETING, token)
    if lemma == "call" and _calls_on(token):
        return Mention(token, sentence, Form.COURTESY, token)
    if lemma == "call" and _calls(token):
        return Mention(token, sentence, Form.CALL, token, mode="phone")
    if lemma in TRAVEL and not (
        token.tag_ == "VBG" and token.lower_ == "visiting" and not children(token, "aux")
    ):
        return Mention(token, sentence, Form.VISIT, token)
    if _comes(token):
        return Mention(token, sentence, Form.VISIT, token)
    if (lemma in SIGNING_VERBS and signed_papers(token)) or _puts_name(token):
        return Mention(token, sentence, Form.SIGNING, token)
    if (
        lemma in ("summon", "protest")
        or (
            lemma in ("lodge", "file", "make")
            and any(o.lemma_ == "protest" for o in objects(token))
        )
        or _takes_up(token)
    ):
        return Mention(token, sentence, Form.PROTEST, token)
    if lemma in ("attend", "participate", "witness") or (
        lemma == "be" and any(c.lower_ == "present" for c in children(token, "acomp"))
    ):
        return Mention(token, sentence, None, token, adds=True, definite=True)
    if lemma in TELLING and token.tag_ in ("VBD", "VBN") and objects(token):
        return Mention(token, sentence, None, token)
    if _discusses(token):
        return Mention(token, sentence, None, token)
    if lemma in DISCUSSING and is_future(token) and sentence.span[0].lower_ in ("in", "while"):
        return Mention(token, sentence, Form.MEETING, token, trip=True)
    if lemma in AGREEING or (joint and token.dep_ == "ROOT"):
        return Mention(token, sentence, None, token)
    return None


def _discusses(verb: Token) -> bool:
    """Whether a matter is taken up with somebody, or by several: "A and B discussed the treaty", "the leaders will discuss it"."""
    lemma = verb.lemma_.lower()
    taken_up = lemma == "take" and any(c.lower_ == "up" for c in verb.children)
    if (lemma in DISCUSSING or taken_up) and company(verb):
        return True
    acting = subject(verb) if lemma in DISCUSSING else None
    return acting is not None and (len(conjuncts(acting)) > 1 or acting.tag_ in ("NNS", "NNPS"))


def _calls(token: Token) -> bool:
    """Whether one telephones: "called with B", "called me to express regret", not "called him a friend"."""
    if not objects(token):
        return bool(prepositional(token, "with"))
    called = [t for t in children(token, "dobj") if t.pos_ in ("PROPN", "PRON")]
    named = children(token, "oprd", "ccomp", "acomp", "prt")
    return bool(called) and not named and token.tag_ == "VBD"


def _calls_on(token: Token) -> bool:
    """Return whether it is "call on the president", not "call on the president to act"."""
    on = [c for c in children(token, "prep", "prt") if c.lower_ == "on"]
    nested = [
        c for o in on for p in children(o, "pobj") for c in p.children if c.dep_ in ("acl", "relcl")
    ]
    return bool(on) and not nested and not children(token, "xcomp", "ccomp", "advcl", "dobj")


def _comes(token: Token) -> bool:
    """Return whether it is "had planned to come in person", "was in the country for the exercise"."""
    lemma = token.lemma_.lower()
    if lemma != "be":
        return _comes_to(token)
    country = any(
        t.lower_ in ("country", "capital", "town", "city") for t in prepositional(token, "in")
    )
    purpose = any(c.lower_ == "for" for c in children(token, "prep")) or any(
        c.lower_ == "for" for t in prepositional(token, "in") for c in children(t, "prep")
    )
    invited = any(t.lower_ in ("invitation", "visit") for t in token.subtree) and bool(
        prepositional(token, "at", "on")
    )
    dated = bool(prepositional(token, "from", "for")) and any(
        t.ent_type_ in ("GPE", "LOC") for t in prepositional(token, "in")
    )
    named = any(t.ent_type_ in ("GPE", "LOC") for t in prepositional(token, "in"))
    to_talk = any(
        c.lemma_.lower() in _PURPOSES and any(a.lower_ == "to" for a in children(c, "aux"))
        for c in children(token, "advcl", "xcomp")
    )
    return (country and purpose) or (dated and invited) or (named and to_talk)


_GOALS = {"come": ("to",), "stop": ("in", "at")}


def _comes_to(token: Token) -> bool:
    """Return whether it is "came to Norville", "will stop in Norville", "come in person"."""
    goals = _GOALS.get(token.lemma_.lower())
    if goals is None or objects(token):
        return False
    in_person = _IN_PERSON.search(token.doc[token.i : token.i + 4].text) is not None
    return in_person or any(t.ent_type_ == "GPE" for t in prepositional(token, *goals))


def company(token: Token) -> list[Token]:
    """Return with whom something is discussed, also where "with" hangs on what is."""
    return [
        *prepositional(token, "with"),
        *(
            o
            for t in token.doc[token.i : min(token.i + 12, token.sent.end)]
            if t.lower_ == "with" and t.head.i != token.i and token.is_ancestor(t)
            for o in children(t, "pobj")
        ),
    ]


def _to_protest(token: Token) -> bool:
    """Return whether one meets another to lodge a protest."""
    return any(
        c.lemma_.lower() in ("lodge", "convey", "deliver", "file", "register", "hand")
        and any(o.lemma_.lower() in ("protest", "demarche", "démarche") for o in objects(c))
        for c in children(token, "xcomp", "advcl")
    )


def _puts_name(token: Token) -> bool:
    """Return whether it is "put their names to it", "put his signature to the pact"."""
    return token.lemma_.lower() in ("put", "set", "affix") and any(
        o.lemma_.lower() in ("name", "signature") and children(o, "poss") for o in objects(token)
    )


def _takes_up(token: Token) -> bool:
    """Return whether a matter is taken up with an embassy or an envoy: a protest under another name."""
    if _objects_to(token):
        return True
    if token.lemma_.lower() not in ("take", "raise", "complain") or is_passive(token):
        return False
    if token.lemma_ == "take" and not any(c.lower_ == "up" for c in token.children):
        return False
    told = [
        *prepositional(token, "with", "to"),
        *(t for o in objects(token) for t in prepositional(o, "with")),
    ]
    return any(t.lemma_.lower() in EMBASSIES for t in told)


def _objects_to(token: Token) -> bool:
    """Return whether it is "raised its concerns with Norland over the incident": a protest in other words."""
    if token.lemma_.lower() not in ("raise", "convey", "express", "register", "voice", "file"):
        return False
    things = [o for o in objects(token) if o.lemma_.lower() in _OBJECTIONS]
    preps = [p for t in (token, *things) for p in children(t, "prep", "dative")]
    words = {p.lower_ for p in preps}
    return bool(things) and bool(words & {"with", "to"}) and bool(words & {"over", "after"})


def signed_papers(verb: Token) -> list[Token]:
    """Return what a verb of signing acts on, where it is a paper that states sign."""
    found = [
        verb.head if o.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else o for o in objects(verb)
    ]
    found += [t for o in found if o.lemma_.lower() in LOTS for t in prepositional(o, "of")]
    if verb.dep_ == "relcl" and not found and verb.tag_ == "VBD":
        found = [verb.head]  # "the pact they signed"
    if not found and verb.tag_ == "VBN" and verb.dep_ in ("xcomp", "acl", "advcl", "ROOT"):
        acting = verb.head if verb.dep_ == "acl" else subject(verb)
        found = [acting] if acting is not None else []
    return [
        o
        for o in found
        if o.lower_ in ("it", "them")
        or any(
            t.lemma_.lower() in FORMAL_TEXTS
            or (t.tag_ == "NNPS" and t.lower_.removesuffix("s") in FORMAL_TEXTS)
            or (t.lower_ == "map" and t.i and t.nbor(-1).lower_ in ("road", "-"))
            for t in o.subtree
            if t.dep_ in ("compound", "nmod", "appos", "flat")
            or t.i == o.i
            or (
                t.dep_ == "pobj"
                and t.pos_ == "PROPN"
                and t.head.lower_ == "of"
                and t.head.head == o
            )
        )
    ]
