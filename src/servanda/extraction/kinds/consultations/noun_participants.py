"""Who took part, where a noun tells of the consultation: owners, "with", those who hold or attend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    governor,
    is_passive,
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
)
from servanda.extraction.kinds.consultations.consultation_words import (
    MEETING_VERBS,
    RECEIVING,
    TELLING,
)
from servanda.extraction.kinds.consultations.event_noun_words import (
    MARGINS,
    attends,
    own_modifiers,
)
from servanda.extraction.kinds.consultations.event_status import is_moved
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["fill_noun"]


_PAIR = re.compile(r"[\w.][-–]\w")
_SETTING_OUT = word_set("extraction", "setting_out", "consultation_words")
_TRAVELLING = word_set("extraction", "setting_out", "visits")
_BRINGING = word_set("extraction", "bringing", "consultation_words")
_NEXT = 7  # words after a noun within which "with" may still be its own, however it was parsed


def fill_noun(discourse: Discourse, mention: Mention) -> None:
    """Fill who took part from the words around a noun of consultation, in place."""
    token = mention.token
    if mention.rule == "consultation.visiting":
        behind = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
        guest = next(p for t in behind if (p := discourse.parsed.person_at(t)) is not None)
        mention.people = [guest]
        mention.parties = [guest.party] if guest.party else []
        return
    owners = [c for c in children(token, "poss") if not is_time(discourse, c)]
    for owner in owners:
        told = (
            mention.verb is not None and token.dep_ == "dobj" and subject(mention.verb) is not None
        )
        if owner.lower_ == "their" and not told:
            group = [p for p in discourse.group_people(owner) if takes_part(p)]
            mention.people.extend(p for p in group if p not in mention.people)
            sides = {p.party: 0 for p in group if p.party}
            mention.parties.extend(p for p in sides if p not in mention.parties)
        ahead = _named_after(discourse, owner)
        add_company(discourse, mention, [ahead or owner])
        if (
            token.dep_ == "conj" and token.head.i < owner.i
        ):  # "A and B's signing", parsed as A and [B's signing]
            add_company(discourse, mention, [token.head])
    _in_front(discourse, mention)
    if mention.host:  # the host is named anywhere between "on the margins of" and the noun
        start = max(token.sent.start, token.i - 14)
        margin = next((t for t in token.doc[start : token.i] if t.lower_ in MARGINS), token)
        parties_within(discourse, mention, margin.idx, token.idx)
    if mention.form is Form.VISIT:
        _visitors(discourse, mention)
    else:
        add_company(discourse, mention, [*_with(token), *prepositional(token, "between", "among")])
        if mention.form in (Form.COURTESY, Form.PROTEST):
            add_company(discourse, mention, prepositional(token, "on", "to", "against"))
        add_company(
            discourse,
            mention,
            [
                t
                for t in prepositional(token, "of", "by")
                if discourse.people(t) or discourse.parties(t)
            ],
        )
        for child in children(token, "acl", "relcl"):
            add_company(discourse, mention, prepositional(child, "with", "by", "between"))
            if child.tag_ == "VBG" and child.lemma_ in _BRINGING:
                add_company(discourse, mention, objects(child))  # "a summit featuring A and B"
        _participating(discourse, mention)
    if mention.form is Form.SIGNING and len(mention.parties) < 2:
        hung = token.head if token.dep_ == "pobj" else None
        above = governor(token)
        if hung is not None and hung.lower_ in ("with", "by", "through") and above is not None:
            add_company(discourse, mention, actors(above))  # "sealed it with the signing of a pact"
        for prep in [c for c in children(token, "prep") if c.lower_ in ("of", "for", "on")]:
            stretch = list(prep.subtree)  # "a signing ceremony for the pact between A and B"
            parties_within(discourse, mention, stretch[0].idx, stretch[-1].idx + len(stretch[-1]))
    _borne(discourse, mention, owners)


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


def _with(noun: Token) -> list[Token]:
    """Return whom it is with, also where the parser hung "with" elsewhere but it stands right behind."""
    found = prepositional(noun, "with")
    if found:
        return found
    for token in noun.doc[noun.i + 1 : min(noun.i + _NEXT, noun.sent.end)]:
        if token.pos_ in ("VERB", "AUX") and token.tag_ != "VBN" and token.lemma_ != "be":
            break
        if token.lower_ == "with":
            return [c for inner in children(token, "pobj") for c in conjuncts(inner)]
    return []


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


def _bears(verb: Token) -> bool:
    return attends(verb) or is_moved(verb)


def _brings_together(verb: Token) -> bool:
    """Whether an event "includes" or "brings together" who follows; one "brought forward" is moved."""
    named = verb.lemma_ in ("include", "involve", "comprise", "bring")
    return named and not is_moved(verb)


def _borne(discourse: Discourse, mention: Mention, owners: list[Token]) -> None:
    """Read who holds, attends or acts at what the noun names."""
    token, verb = mention.token, mention.verb
    pivot = mention.pivot or token
    above = governor(pivot)
    if mention.ahead and pivot.head.lower_ == "for" and above is not None:
        if above.lemma_ in _SETTING_OUT:
            add_company(discourse, mention, actors(above))  # "are in town for the summit"
        return
    if verb is None:
        return
    if pivot.dep_ in ("nsubj", "nsubjpass") and _brings_together(verb):
        add_company(discourse, mention, objects(verb))
        _listed(discourse, mention)
        mention.adds = True
        return
    acting = subject(verb)
    own = (
        acting is not None and acting.i != token.i and acting.i not in {t.i for t in token.subtree}
    )
    bearing = next(
        (v for v in [verb, *(token.doc[i] for i in mention.near)] if _bears(v) and v.i != token.i),
        None,
    )
    if pivot.head.lower_ == "for" and verb.lemma_.lower() in MEETING_VERBS:
        add_company(discourse, mention, actors(verb))  # "met for a summit hosted by Norland"
        if len(mention.people) > 1 or len(mention.parties) > 1:
            return
    if bearing is not None and pivot.dep_ in ("dobj", "pobj", "conj", "nsubjpass", "npadvmod"):
        actor = subject(bearing)
        if actor is not None and actor.i != token.i and not is_passive(bearing):
            add_company(discourse, mention, actors(bearing))
        mention.foreigners |= _is_unnamed_traveller(discourse, mention, actor)
        if bearing.dep_ == "conj" and bearing.head.lemma_.lower() in RECEIVING:
            # "welcomed Minister A B and held talks": with whom is told before
            add_company(discourse, mention, objects(bearing.head), guests=True)
        add_company(
            discourse,
            mention,
            [*prepositional(bearing, "with", "between"), *prepositional(bearing, "by")],
        )
        if mention.token.tag_ in ("NNS", "NNPS") and mention.foreigners:
            _listed(discourse, mention)
        return
    if _on_a_visit(discourse, mention, pivot):
        return
    if not own or acting is None or mention.form is Form.VISIT:
        return
    if pivot.head.lower_ == "for" and verb.lemma_.lower() in (
        RECEIVING | MEETING_VERBS | {"sit", "gather"}
    ):
        add_company(discourse, mention, [*actors(verb), *objects(verb)])
        return
    named = bool(mention.title) and not _with(token)
    if (
        named and token.head.head.i != verb.i
    ):  # "underscored a wish to succeed at the Sealand Summit"
        return
    people = [p for actor in actors(verb) for p in who(discourse, actor)[0]]
    sides = {p for actor in actors(verb) for p in who(discourse, actor)[1]}
    if pivot.head.lower_ == "for" and verb.lemma_ in ("be", "come", "arrive", "gather"):
        add_company(discourse, mention, actors(verb))  # "the ministers are in town for the summit"
        return
    owned = any(o.lower_ not in ("their", "its") for o in owners)
    told = [p for o in objects(verb) for p in who(discourse, o)[0]]
    if people and told and not owned and verb.lemma_.lower() in TELLING and not mention.title:
        add_company(discourse, mention, [*actors(verb), *objects(verb)])  # "A asked B in a call"
    elif (people and not owned and (_with(token) or len(people) > 1 or len(sides) > 1)) or (
        not people and not mention.title and _are_sides(mention, sides, owned=owned)
    ):
        add_company(discourse, mention, actors(verb))
    else:
        mention.hints.extend(p for p in people if takes_part(p))


def _are_sides(mention: Mention, sides: set[str], *, owned: bool) -> bool:
    """Whether those who act, not named, took part: "the Norland chief spoke after talks with", "the ministers of A and B spoke during a call"."""
    if sides and not owned and _with(mention.token):
        return True
    return len(sides) > 1 and not mention.parties


def _is_unnamed_traveller(discourse: Discourse, mention: Mention, actor: Token | None) -> bool:
    """Whether it is "the President of Norland will pay a visit": an officer without a name."""
    if mention.form is not Form.VISIT or mention.people or actor is None:
        return False
    return discourse.parsed.office_at(actor) is not None


def _on_a_visit(discourse: Discourse, mention: Mention, pivot: Token) -> bool:
    """Read "A is on a visit to Norland", "during a visit to Norland, A met B", in place; False where it is no such."""
    verb = mention.verb
    if mention.form is not Form.VISIT or verb is None or pivot.head.lower_ not in ("on", "during"):
        return False
    on_the_way = pivot.head.lower_ == "on" and verb.lemma_ in _TRAVELLING
    if subject(verb) is not None and (on_the_way or _is_new(mention.token)):
        _travellers(discourse, mention, verb)
    return True


def _is_new(noun: Token) -> bool:
    """Whether a noun tells of something for the first time: "during a working visit", not "during the visit"."""
    return any(c.lower_ in ("a", "an") for c in children(noun, "det"))


def _travellers(discourse: Discourse, mention: Mention, verb: Token) -> None:
    """Take who acts as the traveller: "A, who is on a visit to Norland", "during a visit to Norland, A met B".

    Nobody travels to his own state: of "A met B during a visit to A's state" the guest is B.
    """
    goals = prepositional(mention.token, "to", "in")
    places = (
        discourse.parties(goal) or (gazetteer().country_of_place(goal.text),) for goal in goals
    )
    hosts = {party for found in places for party in found if party}
    add_company(discourse, mention, actors(verb))
    if hosts and {p.party for p in mention.people} <= hosts:
        mention.people, mention.parties = [], []
        add_company(discourse, mention, [*objects(verb), *prepositional(verb, "with")])


def _listed(discourse: Discourse, mention: Mention) -> None:
    """Read "meetings with his counterparts: A and B": the list may stand behind a colon."""
    parsed, token = discourse.parsed, mention.token
    rest = parsed.doc[token.i : token.sent.end]
    colon = next((t for t in rest if t.text == ":"), None)
    if colon is None:
        return
    for item in parsed.doc[colon.i : token.sent.end]:
        person = parsed.person_at(item)
        if person is not None and person not in mention.people and takes_part(person):
            mention.people.append(person)
            if person.party and person.party not in mention.parties:
                mention.parties.append(person.party)
