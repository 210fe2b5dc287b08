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
_VIEWS = word_set("extraction", "views", "consultation_words")
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
    spoken = _speaks(sentence, token, phone=phone)
    if spoken is not None:
        return spoken
    form = _form(token)
    if form is not None:
        mode = "phone" if form is Form.CALL else None
        return Mention(token, sentence, form, token, mode=mode)
    return _of_company(sentence, token, joint=joint)


def _of_company(sentence: Sentence, token: Token, *, joint: bool) -> Mention | None:
    """Read a verb that tells who was there, or what they told each other, discussed or agreed."""
    lemma = token.lemma_.lower()
    if lemma in _ATTENDING or _is_present(token):
        return Mention(token, sentence, None, token, adds=True, definite=True)
    told = lemma in TELLING and token.tag_ in ("VBD", "VBN") and bool(objects(token))
    if told or _discusses(token):
        return Mention(token, sentence, None, token)
    if lemma in DISCUSSING and is_future(token) and sentence.span[0].lower_ in ("in", "while"):
        return Mention(token, sentence, Form.MEETING, token, trip=True)
    decided = lemma in AGREEING or (joint and token.dep_ == "ROOT")
    return Mention(token, sentence, None, token) if decided else None


def _is_present(verb: Token) -> bool:
    present = any(c.lower_ == "present" for c in children(verb, "acomp"))
    return present and verb.lemma_.lower() == "be"


_NEAR = 4  # words within which "with" is a verb's own, however it was parsed
_ATTENDING = ("attend", "participate", "witness")


def _speaks(sentence: Sentence, token: Token, *, phone: bool) -> Mention | None:
    """Read "spoke with B", "telephoned B": a call, unless the words leave open how."""
    lemma = token.lemma_.lower()
    if lemma not in SPEAKING:
        return None
    by_phone = phone or lemma in ("phone", "telephone")
    to_somebody = bool(prepositional(token, "with", "to"))
    behind = token.doc[token.i + 1 : min(token.i + _NEAR, token.sent.end)]
    to_somebody |= any(t.lower_ == "with" and t.dep_ in ("prep", "mark") for t in behind)
    if not (by_phone or to_somebody or lemma == "confer"):
        return None
    form, mode = (Form.CALL, "phone") if by_phone else (SPEAKING[lemma], None)
    return Mention(token, sentence, form, token, mode=mode, soft=not by_phone and lemma != "talk")


def _form(token: Token) -> Form | None:
    """Return what a verb that is an event by itself tells of, or None."""
    lemma = token.lemma_.lower()
    if lemma in MEETING_VERBS:
        return Form.PROTEST if _to_protest(token) else Form.MEETING
    if lemma in RECEIVING or (lemma == "sit" and _has_below(token, "down")):
        return Form.MEETING
    if lemma == "call":
        called = Form.CALL if _calls(token) else None
        return Form.COURTESY if _calls_on(token) else called
    if _travels(token) or _comes(token):
        return Form.VISIT
    if _signs(token):
        return Form.SIGNING
    return Form.PROTEST if _protests(token) else None


def _has_below(token: Token, word: str) -> bool:
    return any(child.lower_ == word for child in token.children)


def _travels(token: Token) -> bool:
    guest = token.lower_ == "visiting" and not children(token, "aux")  # "visiting President A B"
    return token.lemma_.lower() in TRAVEL and not guest


def _protests(token: Token) -> bool:
    """Whether it is "summoned the envoy", "lodged a protest", "took the matter up with the embassy"."""
    lemma = token.lemma_.lower()
    if lemma in ("summon", "protest"):
        return True
    made = lemma in ("lodge", "file", "make") and any(o.lemma_ == "protest" for o in objects(token))
    return made or _takes_up(token)


def _discusses(verb: Token) -> bool:
    """Whether a matter is taken up with somebody, or by several: "A and B discussed the treaty", "the leaders will discuss it"."""
    lemma = verb.lemma_.lower()
    taken_up = lemma == "take" and any(c.lower_ == "up" for c in verb.children)
    views = lemma == "exchange" and any(o.lemma_.lower() in _VIEWS for o in objects(verb))
    if (lemma in DISCUSSING or taken_up or views) and company(verb):
        return True
    acting = subject(verb) if lemma in DISCUSSING or views else None
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
    asks = any(c.lower_ == "for" for c in children(token, "prep"))
    return (
        bool(on)
        and not nested
        and not asks
        and not children(token, "xcomp", "ccomp", "advcl", "dobj")
    )


def _comes(token: Token) -> bool:
    """Return whether it is "had planned to come in person", "was in the country for the exercise"."""
    if token.lemma_.lower() != "be":
        return _comes_to(token)
    places = prepositional(token, "in")
    named = any(t.ent_type_ in ("GPE", "LOC") for t in places)
    if named and _is_there_to_talk(token):
        return True
    if named and prepositional(token, "from", "for") and _is_invited(token):
        return True
    country = any(t.lower_ in ("country", "capital", "town", "city") for t in places)
    return country and any(c.lower_ == "for" for t in (token, *places) for c in children(t, "prep"))


def _is_there_to_talk(verb: Token) -> bool:
    """Return whether one is somewhere "to meet B", "to sign a pact", "to try to persuade B"."""
    return any(
        c.lemma_.lower() in _PURPOSES and any(a.lower_ == "to" for a in children(c, "aux"))
        for c in children(verb, "advcl", "xcomp", "acl")
    )


def _is_invited(verb: Token) -> bool:
    """Return whether one is somewhere "at the invitation of B", "on a visit"."""
    at = bool(prepositional(verb, "at", "on"))
    return at and any(t.lower_ in ("invitation", "visit") for t in verb.subtree)


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


def _signs(token: Token) -> bool:
    """Return whether a paper that states sign is signed, initialled or adopted together."""
    if token.lemma_.lower() in SIGNING_VERBS and signed_papers(token):
        return True
    return _puts_name(token) or _adopts(token)


def _puts_name(token: Token) -> bool:
    """Return whether it is "put their names to it", "put his signature to the pact"."""
    return token.lemma_.lower() in ("put", "set", "affix") and any(
        o.lemma_.lower() in ("name", "signature") and children(o, "poss") for o in objects(token)
    )


def _adopts(token: Token) -> bool:
    """Return whether it is "adopted a joint statement", which those who adopt it sign."""
    if token.lemma_.lower() != "adopt":
        return False
    papers = [*objects(token), *children(token, "nsubjpass")]
    return any(_is_paper(o) and any(c.lower_ == "joint" for c in o.children) for o in papers)


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
    found = found or _signed_without_object(verb)
    return [o for o in found if o.lower_ in ("it", "them") or _is_paper(o)]


def _signed_without_object(verb: Token) -> list[Token]:
    """Return what stands for the object: "the pact they signed", "the pact signed in May", "the pact was signed"."""
    if verb.dep_ == "relcl" and verb.tag_ == "VBD":
        return [verb.head]
    if verb.tag_ != "VBN" or verb.dep_ not in ("xcomp", "acl", "advcl", "ROOT"):
        return []
    acting = verb.head if verb.dep_ == "acl" else subject(verb)
    return [acting] if acting is not None else []


def _is_paper(noun: Token) -> bool:
    """Return whether a noun, or its name, is that of a paper: "the Amber Sea Treaty", "a memorandum"."""
    return any(_names_paper(t) for t in noun.subtree if t.i == noun.i or _is_of_name(t, noun))


def _is_of_name(token: Token, noun: Token) -> bool:
    """Return whether a word below a noun is a part of its name: in front, beside it, or behind "of"."""
    if token.dep_ != "pobj":
        return token.dep_ in ("compound", "nmod", "appos", "flat")
    return token.pos_ == "PROPN" and token.head.lower_ == "of" and token.head.head == noun


def _names_paper(token: Token) -> bool:
    if token.lemma_.lower() in FORMAL_TEXTS:
        return True
    if token.tag_ == "NNPS" and token.lower_.removesuffix("s") in FORMAL_TEXTS:
        return True
    return token.lower_ == "map" and token.i > 0 and token.nbor(-1).lower_ in ("road", "-")
