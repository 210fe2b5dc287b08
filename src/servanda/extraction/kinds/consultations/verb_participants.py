"""Who took part, where a verb tells of the consultation: who meets, receives, visits, signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    governor,
    is_infinitive,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.report_context import other_party
from servanda.extraction.kinds.consultations.company import (
    GROUP_NOUNS,
    actors,
    add_company,
    agents,
    who,
)
from servanda.extraction.kinds.consultations.consultation_words import (
    DISCUSSING,
    IN_PERSON,
    MEETING_VERBS,
    RECEIVING,
    TELLING,
)
from servanda.extraction.kinds.consultations.event_mentions import company
from servanda.extraction.kinds.consultations.event_noun_words import is_event_noun
from servanda.extraction.kinds.consultations.noun_participants import fill_noun
from servanda.extraction.kinds.consultations.signatories import signatories
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.parsing.people import Person

__all__ = ["fill_people"]


_PAIR = 2
_OFFICERS = word_set("extraction", "officers", "consultation_words")


def fill_people(discourse: Discourse, mention: Mention) -> bool:
    """Fill who took part, in place; False where the words are about something else."""
    if mention.noun:
        fill_noun(discourse, mention)
        return True
    told = _of_verb(discourse, mention)
    return _lend_other_side(discourse, mention) or told


def _lend_other_side(discourse: Discourse, mention: Mention) -> bool:
    """Give "A and his Norland colleague B" both sides, where the report has two and A stands for neither yet."""
    unknown = [p for p in mention.people if p.party is None]
    if (
        len(mention.people) != 2
        or len(unknown) != 1
        or len(mention.parties) != 1
        or len(discourse.main_parties) != 2
        or mention.parties[0] not in discourse.main_parties
        or mention.form not in (Form.SIGNING, Form.MEETING)
    ):
        return False
    other = next(p for p in discourse.main_parties if p != mention.parties[0])
    mention.parties.append(other)
    mention.lent = {**mention.lent, unknown[0].index: other}
    return True


def _of_verb(discourse: Discourse, mention: Mention) -> bool:
    if mention.trip:
        return True
    if mention.adds:
        return _attending(discourse, mention)
    if mention.form is None:
        return _deciding(discourse, mention)
    if mention.form is Form.VISIT:
        return _traveller(discourse, mention)
    if mention.form is Form.SIGNING:
        return signatories(discourse, mention)
    return _meeting(discourse, mention)


def _attending(discourse: Discourse, mention: Mention) -> bool:
    """Read "A attended", "B was present": they took part in what was told before."""
    verb = mention.token
    if verb.lemma_ != "witness" and not all(discourse.people(o) for o in objects(verb)):
        return False
    add_company(discourse, mention, actors(verb))
    return bool(mention.people)


def _deciding(discourse: Discourse, mention: Mention) -> bool:
    """Read "A and B agreed on Thursday": both have to be named as those who decide, or tell, or discuss."""
    verb = mention.token
    told = objects(verb) if verb.lemma_.lower() in TELLING else []
    if verb.lemma_.lower() in DISCUSSING or verb.lemma_ in ("take", "exchange"):
        told = company(verb)
    add_company(discourse, mention, [*actors(verb), *prepositional(verb, "with"), *told])
    people, parties = len(mention.people), len(mention.parties)
    return people == parties == _PAIR if told else people > 1 or parties > 1


def _meeting(discourse: Discourse, mention: Mention) -> bool:
    """Read who meets, calls, receives, greets or protests, and whom, in place."""
    verb, form = mention.token, mention.form
    if form is Form.PROTEST:
        mention.by = _protester(discourse, verb)
    add_company(discourse, mention, agents(verb))
    acted_on = prepositional(verb, "on") if form is Form.COURTESY else objects(verb)
    guests = [*acted_on, *_guests_below(mention)]
    others = [*guests, *_with_whom(discourse, verb, form)]
    grown = _add_guests(discourse, mention, others)
    if verb.lemma_.lower() in RECEIVING and not _hosts(discourse, mention, guests):
        return False
    if form is Form.MEETING and others and not grown:
        return False
    if form is Form.PROTEST:
        _protested_to(discourse, mention)
        return len(mention.parties) > 1
    mention.adds |= is_infinitive(verb) and any(discourse.spoken_of(t) for t in others)
    _meet_each_other(discourse, mention, others)
    return grown or len(mention.parties) > 1 or _gather(mention, others)


def _gather(mention: Mention, others: list[Token]) -> bool:
    """Whether several meet each other: "envoys of both states have met", "the ministers of NATO meet"."""
    if any(party in gazetteer().members for party in mention.parties):
        return True
    acting = subject(mention.token)
    several = acting is not None and acting.tag_ in ("NNS", "NNPS") and not others
    return several and mention.foreigners and mention.token.lemma_ in MEETING_VERBS


def _with_whom(discourse: Discourse, verb: Token, form: Form | None) -> list[Token]:
    """Return with whom one meets, to whom one speaks, against whom one protests."""
    found = prepositional(verb, "with", "to", "between", "against")
    if form is Form.PROTEST:
        found += [t for o in objects(verb) for t in prepositional(o, "with", "to", "against")]
    return [*found, *(t for t in _stretch_with(discourse, verb) if t not in found)]


def _add_guests(discourse: Discourse, mention: Mention, others: list[Token]) -> bool:
    """Add those who are met, in place; return whether that brought anybody."""
    known, parties = list(mention.people), len(mention.parties)
    add_company(discourse, mention, others, guests=True)
    mention.guests = [p for p in mention.people if p not in known]
    more = len(mention.people) > len(known) or len(mention.parties) > parties
    return more or (mention.foreigners and bool(others))


def _protester(discourse: Discourse, verb: Token) -> str | None:
    """Return who protests; nobody summons his own envoy: whose ministry it is, is not told then."""
    by = None if is_passive(verb) else _first_party(discourse, actors(verb))
    return by if by != _first_party(discourse, objects(verb)) else None


def _protested_to(discourse: Discourse, mention: Mention) -> None:
    """Read "lodged a protest after Norland's ships rammed its boat", in place."""
    if len(mention.parties) == 1 and not mention.foreigners:
        other = other_party(discourse, mention.sentence, mention.parties[0])
        mention.parties.extend([other] if other else [])


def _guests_below(mention: Mention) -> list[Token]:
    """Return whom parsers put into a clause of their own: "met visiting Minister A B", "see A B in person"."""
    found: list[Token] = []
    seen = mention.token.lemma_ == "see" and IN_PERSON.search(mention.sentence.span.text)
    for child in children(mention.token, "xcomp", "ccomp", "advcl"):
        if child.lower_ == "visiting":
            found += [*objects(child), *children(child, "nsubj")]
        elif seen:
            found += children(child, "nsubj")
    return found


def _meet_each_other(discourse: Discourse, mention: Mention, others: list[Token]) -> None:
    """Read "we met in Norville last May", with no others named, in place: the report's two."""
    acting = subject(mention.token)
    we = acting is not None and acting.lower_ in ("we", "they")
    alone = we and not others and mention.form is Form.MEETING
    if alone and len(discourse.main_parties) == _PAIR:
        mention.parties = list(discourse.main_parties)


def _first_party(discourse: Discourse, tokens: list[Token]) -> str | None:
    """Return the first party that noun phrases stand for, or None."""
    return next((party for t in tokens for party in discourse.parties(t)), None)


def _stretch_with(discourse: Discourse, verb: Token) -> list[Token]:
    """Return who is named right behind "with", where the parser took "with" for something else."""
    stretch = verb.doc[verb.i + 1 : verb.sent.end]
    start = next((t.i for t in stretch[:8] if t.lower_ == "with"), None)
    if start is None and verb.lemma_ in ("meet", "host", "receive"):
        start = verb.i  # "met A, B and C, TASS reports", where A became who reports
    if start is None or any(t.pos_ == "VERB" for t in verb.doc[verb.i + 1 : start]):
        return []
    found: list[Token] = []
    for token in verb.doc[start + 1 : verb.sent.end]:
        if (
            token.pos_ in ("VERB", "AUX", "PART")
            or token.lower_ in ("in", "at", "on", "during", "about", "regarding", "by")
            or token.text in (".", ";")
        ):
            break
        if discourse.parsed.person_at(token) is not None:
            found.append(token)
    return found


def _hosts(discourse: Discourse, mention: Mention, guests: list[Token]) -> bool:
    """Whether what is received, welcomed or seen is somebody, and the place or manner makes it a meeting."""
    verb, lemma = mention.token, mention.token.lemma_.lower()
    if lemma == "host" and _hosts_body(discourse, mention, guests):
        return True
    guests = [g for g in guests if not is_event_noun(g)]
    named = [p for g in guests for p in who(discourse, g)[0]]
    groups = any(g.lemma_.lower() in GROUP_NOUNS for g in guests)
    if not (named or groups) or not all(_is_guest(discourse, g) for g in guests):
        return False
    if lemma == "see":
        return _is_seen_in_person(mention, guests)
    return lemma not in ("welcome", "greet") or any(map(_is_placed, (verb, *guests)))


def _is_seen_in_person(mention: Mention, guests: list[Token]) -> bool:
    """Whether who is seen is seen face to face, or it is said where."""
    if IN_PERSON.search(mention.sentence.span.text):
        return True
    return any(prepositional(word, "in", "at") for word in (mention.token, *guests))


def _is_guest(discourse: Discourse, token: Token) -> bool:
    """Whether what is received is somebody: a person, an officer, a group of them, or "me" who reports."""
    if token.lower_ == "me":
        return bool(discourse.people(token))
    titled = discourse.parsed.person_at(token) or discourse.parsed.office_at(token)
    return bool(titled) or token.lemma_.lower() in GROUP_NOUNS


def _is_placed(token: Token) -> bool:
    """Whether it is said where one is welcomed: "to Norville", "at the palace"."""
    return bool(prepositional(token, "to", "at", "in"))


def _hosts_body(discourse: Discourse, mention: Mention, guests: list[Token]) -> bool:
    """Read "Norland will host APEC in 2031": a body that meets is hosted."""
    for guest in guests:
        named = discourse.parsed.party_at(guest)
        if named is not None and named.sort is PartySort.ORGANISATION:
            mention.form, mention.weak = Form.MULTILATERAL, False
            return True
    return False


def _traveller(discourse: Discourse, mention: Mention) -> bool:
    verb = mention.token
    own = children(verb, "nsubj")
    if verb.head.lemma_ == "invitation" and own and own[0].lower_ in ("him", "her"):
        mention.people = _invited(discourse, mention)  # "an invitation for him to visit Norland"
        mention.parties = [p.party for p in mention.people if p.party]
        return bool(mention.people) or mention.foreigners
    accepts = verb.head.lemma_ in {"invitation", "accept"} and not own
    acting = _accepting(verb.head) if accepts else subject(verb)
    if acting is not None:
        add_company(discourse, mention, [acting] if accepts else actors(verb))
        unnamed = not mention.people and not is_passive(verb)
        # "Norland's foreign ministers have arrived in Sudmark"
        mention.foreigners |= unnamed and _is_officer(discourse, acting)
    return bool(mention.people) or mention.foreigners


def _accepting(invitation: Token) -> Token | None:
    """Return who travels in "A welcomed B's invitation to visit Norland": A, who speaks of it."""
    above = next((t for t in walk_up(invitation) if t.pos_ == "VERB"), None)
    return subject(above) if above is not None else None


def _is_officer(discourse: Discourse, token: Token) -> bool:
    """Return whether a noun is an office, or several: "the foreign minister", "ministers"."""
    lemma = token.lemma_.lower()
    sent = lemma in GROUP_NOUNS | _OFFICERS and bool(discourse.parties(token))
    return discourse.parsed.office_at(token) is not None or sent


def _invited(discourse: Discourse, mention: Mention) -> list[Person]:
    """Return who is meant in "A thanked B and conveyed an invitation for him to visit": not the one who invites."""
    verb = mention.token
    above = governor(verb.head)
    hosts = discourse.people(subject(above)) if above is not None else ()
    before = verb.doc[mention.sentence.span.start : verb.i]
    named = [p for t in reversed(list(before)) if (p := discourse.parsed.person_at(t)) is not None]
    return [p for p in named if p not in hosts][:1]
