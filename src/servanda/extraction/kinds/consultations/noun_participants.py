"""Who took part, where a noun tells of the consultation: owners, "with", those who hold or attend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    governor,
    objects,
    prepositional,
    subject,
)
from servanda.extraction.kinds.consultations.company import (
    actors,
    add_company,
    is_time,
    parties_within,
    takes_part,
    who,
    with_whom,
)
from servanda.extraction.kinds.consultations.consultation_words import MEETING_VERBS
from servanda.extraction.kinds.consultations.event_noun_words import (
    MARGINS,
    attends,
    own_modifiers,
)
from servanda.extraction.kinds.consultations.noun_bearers import add_bearers
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["fill_noun"]


_PARTS = word_set("extraction", "parts_in_events", "consultation_words")
_PAIR = re.compile(r"[\w.][-–]\w")
_BRINGING = word_set("extraction", "bringing", "consultation_words")


def fill_noun(discourse: Discourse, mention: Mention) -> None:
    """Fill who took part from the words around a noun of consultation, in place."""
    if mention.rule == "consultation.visiting":
        _visiting(discourse, mention)
        return
    owners = [c for c in children(mention.token, "poss") if not is_time(discourse, c)]
    for owner in owners:
        _owner(discourse, mention, owner)
    _in_front(discourse, mention)
    if mention.host:
        _host_of_margins(discourse, mention)
        _met_beside(discourse, mention)
    if mention.form is Form.VISIT:
        _visitors(discourse, mention)
    else:
        _conferring(discourse, mention)
    if mention.form is Form.SIGNING and len(mention.parties) < 2:
        _signing(discourse, mention)
    add_bearers(discourse, mention, owners)
    if not mention.people:
        add_company(discourse, mention, _whose_part(discourse, mention.token))


def _whose_part(discourse: Discourse, noun: Token) -> list[Token]:
    """Return who took part by "as part of his participation in the summit, A met B", "the attendance of A at the summit"."""
    part = noun.head.head
    if noun.dep_ != "pobj" or part.lemma_.lower() not in _PARTS:
        return []
    owners = [_named_after(discourse, owner) or owner for owner in children(part, "poss")]
    return owners or prepositional(part, "of", "by")


def _visiting(discourse: Discourse, mention: Mention) -> None:
    """Read "the visiting minister, A B", in place."""
    token = mention.token
    behind = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
    guest = next(p for t in behind if (p := discourse.parsed.person_at(t)) is not None)
    mention.people = [guest]
    mention.parties = [guest.party] if guest.party else []


def _owner(discourse: Discourse, mention: Mention, owner: Token) -> None:
    """Read "A's meeting", "their talks", "in his first trip abroad, A said", in place."""
    token = mention.token
    if owner.lower_ == "their" and not _is_object_of_subject(mention):
        _their(discourse, mention, owner)
    add_company(discourse, mention, [_named_after(discourse, owner) or owner])
    if token.dep_ == "conj" and token.head.i < owner.i:
        add_company(discourse, mention, [token.head])  # "A and [B's signing]", as it is parsed


def _is_object_of_subject(mention: Mention) -> bool:
    """Whether it is what somebody told bears: in "they held their talks", "their" tells nothing new."""
    verb = mention.verb
    return mention.token.dep_ == "dobj" and verb is not None and subject(verb) is not None


def _their(discourse: Discourse, mention: Mention, owner: Token) -> None:
    """Take those last spoken of together as those whose talks these are, in place."""
    group = [p for p in discourse.group_people(owner) if takes_part(p)]
    mention.people.extend(p for p in group if p not in mention.people)
    sides = dict.fromkeys(p.party for p in group if p.party)
    mention.parties.extend(p for p in sides if p not in mention.parties)


def _host_of_margins(discourse: Discourse, mention: Mention) -> None:
    """Take the host, in place, who is named anywhere between "on the margins of" and the noun."""
    token = mention.token
    start = max(token.sent.start, token.i - 14)
    margin = next((t for t in token.doc[start : token.i] if t.lower_ in MARGINS), token)
    parties_within(discourse, mention, margin.idx, token.idx)


def _met_beside(discourse: Discourse, mention: Mention) -> None:
    """Read "met with A on the sidelines of the summit": those who meet there attend it, in place."""
    verb = governor(mention.token)
    if verb is None or not (verb.lemma_.lower() in MEETING_VERBS or attends(verb)):
        return
    things = objects(verb)
    met = [*things, *(t for word in (verb, *things) for t in with_whom(word))]
    for person in (p for token in (*actors(verb), *met) for p in who(discourse, token)[0]):
        if person not in mention.people:
            mention.people.append(person)


def _conferring(discourse: Discourse, mention: Mention) -> None:
    """Read "talks with A", "a meeting of B and C", "a summit featuring D", in place."""
    token = mention.token
    add_company(discourse, mention, [*with_whom(token), *prepositional(token, "between", "among")])
    if mention.form in (Form.COURTESY, Form.PROTEST):
        add_company(discourse, mention, prepositional(token, "on", "to", "against"))
    hung = prepositional(token, "of", "by")
    known = [t for t in hung if discourse.people(t) or discourse.parties(t)]
    add_company(discourse, mention, known)
    for child in children(token, "acl", "relcl"):
        add_company(discourse, mention, prepositional(child, "with", "by", "between"))
        if child.tag_ == "VBG" and child.lemma_ in _BRINGING:
            add_company(discourse, mention, objects(child))
    _participating(discourse, mention)


def _signing(discourse: Discourse, mention: Mention) -> None:
    """Read "sealed it with the signing of a pact", "a signing ceremony for the pact between A and B", in place."""
    token = mention.token
    above = governor(token)
    hung = token.dep_ == "pobj" and token.head.lower_ in ("with", "by", "through")
    if hung and above is not None:
        add_company(discourse, mention, actors(above))
    for prep in children(token, "prep"):
        if prep.lower_ in ("of", "for", "on"):
            stretch = list(prep.subtree)
            parties_within(discourse, mention, stretch[0].idx, stretch[-1].idx + len(stretch[-1]))


def _visitors(discourse: Discourse, mention: Mention) -> None:
    """Read "a visit by A", "a visit of A's", "thanked A for the visit", in place."""
    guests = prepositional(mention.token, "by", "of")
    add_company(discourse, mention, guests)
    if not mention.people and any(discourse.parsed.office_at(t) for t in guests):
        mention.foreigners = True  # "a visit by the Norland foreign minister"
    above = governor(mention.token)
    if not mention.people and above is not None and above.lemma_ == "thank":
        add_company(discourse, mention, objects(above))


def _named_after(discourse: Discourse, owner: Token) -> Token | None:
    """Return who "his" is in "In his first trip abroad, A B said": the subject named behind it."""
    before = owner.doc[owner.sent.start : owner.i]
    named = any(discourse.parsed.person_at(t) or discourse.parsed.office_at(t) for t in before)
    if owner.lower_ not in ("his", "her") or named:
        return None
    verb = governor(owner)
    acting = subject(verb) if verb is not None else None
    if acting is None or acting.i < owner.i or discourse.parsed.person_at(acting) is None:
        return None
    return acting


def _in_front(discourse: Discourse, mention: Mention) -> None:
    """Read the words in front: "the Brandt-Marsh meeting", "Norland-Sudmark talks", "a Pentagon meeting", "a U.S. trip"."""
    parsed, token = discourse.parsed, mention.token
    front = own_modifiers(token)
    if (
        discourse.parsed.party_at(token) is not None
    ):  # "the first Norland-Sudmark 2+2", where the figure hangs on a name
        front = [*front, token]
    for inner in front:
        if parsed.person_at(inner) is not None:
            add_company(discourse, mention, [inner])
    if not front:
        return
    start, end = (
        min(t.idx for t in front),
        token.idx + (len(token) if front[-1].i == token.i else 0),
    )
    if mention.form is not Form.VISIT:
        known = len(mention.parties)
        parties_within(discourse, mention, start, end)
        pair = _PAIR.search(parsed.content, start, end) is not None
        small = mention.form in (None, Form.MEETING)
        if len(mention.parties) == known + 2 == 2 and pair and small:
            mention.bilateral = True  # "the Norland-Sudmark negotiations"
        return
    for party in parsed.parties_in(start, end):
        if party.party and mention.country is None:
            mention.country = party.party
            mention.place = gazetteer().names.get(party.party, party.text)


def _participating(discourse: Discourse, mention: Mention) -> None:
    """Read "the talks, in which A and B took part": those named in the clause took part."""
    for child in children(mention.token, "relcl"):
        acting = subject(child)
        if (
            acting is not None
            and acting.i != mention.token.i
            and child.lemma_ in ("participate", "take", "attend", "join", "meet", "discuss")
        ):
            add_company(discourse, mention, [acting])
