"""Who took part in what a noun names, by the verb around it: who holds it, attends it, or acts meanwhile."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    governor,
    is_indefinite,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.kinds.consultations.company import (
    actors,
    add_company,
    takes_part,
    who,
    with_whom,
)
from servanda.extraction.kinds.consultations.consultation_words import (
    MEETING_VERBS,
    RECEIVING,
    TELLING,
)
from servanda.extraction.kinds.consultations.event_noun_words import attends
from servanda.extraction.kinds.consultations.event_status import is_moved
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.parsing.people import Person

__all__ = ["add_bearers"]


_SETTING_OUT = word_set("extraction", "setting_out", "consultation_words")
_TRAVELLING = word_set("extraction", "setting_out", "visits")
_WITNESSING = word_set("extraction", "witnessing", "consultation_words")
_BORNE_AS = ("dobj", "pobj", "conj", "nsubjpass", "npadvmod")
_FOR_TALKS = RECEIVING | MEETING_VERBS | {"sit", "gather"}
_COMING = ("be", "come", "arrive", "gather")


def add_bearers(discourse: Discourse, mention: Mention, owners: list[Token]) -> None:
    """Read who holds, attends or acts at what the noun names, in place."""
    verb = mention.verb
    if _is_gone_to(discourse, mention):
        return
    if verb is None:
        _of_the_other_side(discourse, mention, owners)
        _hint(discourse, mention, owners)
        return
    if any(read(discourse, mention, verb) for read in _WAYS_OF_BEARING):
        return
    acting = subject(verb)
    if acting is None or acting in mention.token.subtree:
        return
    if mention.form is Form.VISIT:
        _hint(discourse, mention, owners)
        return
    if not any(read(discourse, mention, verb) for read in _WAYS_OF_ACTING):
        _acting_meanwhile(discourse, mention, verb, owners)


def _of_the_other_side(discourse: Discourse, mention: Mention, owners: list[Token]) -> None:
    """Read "A met B ahead of talks with C", "A says that at the talks with C …": who acts there is the other side, in place."""
    theirs = {p.party for p in mention.people}
    small = mention.form in (None, Form.MEETING, Form.CALL)
    if owners or len(theirs) != 1 or not small or not with_whom(mention.token):
        return
    people = next(filter(None, map(discourse.people, _acting_before(mention))), ())
    others = [p for p in people if p.party not in (None, *theirs) and takes_part(p)]
    mention.people.extend(others)
    mention.parties.extend(dict.fromkeys(p.party for p in others if p.party))


def _hint(discourse: Discourse, mention: Mention, owners: list[Token]) -> None:
    """Note who acts in front of a noun that names nobody: "A launches a bid for peace, with visits to Norland", in place."""
    if not owners and not mention.people:
        people = next(filter(None, map(discourse.people, _acting_before(mention))), ())
        mention.hints.extend(p for p in people if takes_part(p))


def _acting_before(mention: Mention) -> list[Token]:
    """Return who acts in front of a noun, by the verbs above it."""
    above = (subject(t) for t in walk_up(_pivot(mention)) if t.pos_ in ("VERB", "AUX"))
    return [t for t in islice(above, _FAR) if t is not None and t.i < mention.token.i]


_FAR = 3  # verbs above a noun among which somebody may act who is of the other side


def _pivot(mention: Mention) -> Token:
    """Return the word by which an event hangs in its sentence."""
    return mention.pivot or mention.token


def _is_gone_to(discourse: Discourse, mention: Mention) -> bool:
    """Read "are in town for the summit", of one that lies ahead, in place; whatever is done for it else is not told."""
    above = governor(_pivot(mention))
    if not mention.ahead or _pivot(mention).head.lower_ != "for" or above is None:
        return False
    if above.lemma_ in _SETTING_OUT:
        add_company(discourse, mention, actors(above))
    return True


# Ways of bearing an event, in order; each tells whether it is that, and fills who took part then.


def _brings_together(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "the summit included A", "brought together A and B"; one "brought forward" is moved."""
    named = verb.lemma_ in ("include", "involve", "comprise", "bring")
    if _pivot(mention).dep_ not in ("nsubj", "nsubjpass") or not named or is_moved(verb):
        return False
    add_company(discourse, mention, objects(verb))
    _listed(discourse, mention)
    mention.adds = True
    return True


def _is_met_for(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "met for a summit hosted by Norland", where that names more than one."""
    if _pivot(mention).head.lower_ != "for" or verb.lemma_.lower() not in MEETING_VERBS:
        return False
    add_company(discourse, mention, actors(verb))
    return len(mention.people) > 1 or len(mention.parties) > 1


def _is_held(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "held talks with A", "attended a summit hosted by Norland"."""
    pivot = _pivot(mention)
    bearing = _bearing(mention, verb)
    if bearing is None or pivot.dep_ not in _BORNE_AS:
        return False
    actor = subject(bearing)
    if actor is not None and actor.i != mention.token.i and not is_passive(bearing):
        add_company(discourse, mention, actors(bearing))
    mention.foreigners |= _is_unnamed_traveller(discourse, mention, actor)
    if bearing.dep_ == "conj" and bearing.head.lemma_.lower() in RECEIVING:
        # "welcomed Minister A B and held talks": with whom is told before
        add_company(discourse, mention, objects(bearing.head), guests=True)
    add_company(discourse, mention, prepositional(bearing, "with", "between"))
    add_company(discourse, mention, prepositional(bearing, "by"))
    if mention.token.tag_ in ("NNS", "NNPS") and mention.foreigners:
        _listed(discourse, mention)
    return True


def _bearing(mention: Mention, verb: Token) -> Token | None:
    """Return the verb that says the event is held, attended or moved, or None."""
    token = mention.token
    for other in (verb, *(token.doc[i] for i in mention.near)):
        if other.i != token.i and (attends(other) or is_moved(other) or _sees(mention, other)):
            return other
    return None


def _sees(mention: Mention, verb: Token) -> bool:
    """Whether it is "A and B witnessed the signing of the pact"."""
    return mention.form is Form.SIGNING and verb.lemma_.lower() in _WITNESSING


def _is_unnamed_traveller(discourse: Discourse, mention: Mention, actor: Token | None) -> bool:
    """Whether it is "the President of Norland will pay a visit": an officer without a name."""
    if mention.form is not Form.VISIT or mention.people or actor is None:
        return False
    return discourse.parsed.office_at(actor) is not None


def _on_a_visit(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "A is on a visit to Norland", "during a visit to Norland, A met B"."""
    hung = _pivot(mention).head.lower_
    if mention.form is not Form.VISIT or hung not in ("on", "during"):
        return False
    on_the_way = hung == "on" and verb.lemma_ in _TRAVELLING
    if subject(verb) is not None and (on_the_way or is_indefinite(mention.token)):
        _travellers(discourse, mention, verb)
    return True


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


# Ways of acting at an event, in order, as above; where none is told, who acts may have taken part.


def _is_received_for(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "A received B for talks", "they sat down for talks"."""
    if _pivot(mention).head.lower_ != "for" or verb.lemma_.lower() not in _FOR_TALKS:
        return False
    add_company(discourse, mention, [*actors(verb), *objects(verb)])
    return True


def _is_spoken_of(_discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "underscored a wish to succeed at the Sealand Summit": who speaks of it need not be there."""
    token = mention.token
    return bool(mention.title) and not with_whom(token) and token.head.head.i != verb.i


def _is_come_to(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Read "the ministers are in town for the summit"."""
    if _pivot(mention).head.lower_ != "for" or verb.lemma_ not in _COMING:
        return False
    add_company(discourse, mention, actors(verb))
    return True


def _acting_meanwhile(
    discourse: Discourse, mention: Mention, verb: Token, owners: list[Token]
) -> None:
    """Read "A asked B in a call", "the ministers of A and B spoke after talks", in place: else who acts is a hint."""
    if mention.form is Form.SIGNING and _pivot(mention).dep_ == "dobj":
        return  # who welcomes a signing has not signed
    acting = [who(discourse, actor) for actor in actors(verb)]
    people = [p for named, _ in acting for p in named]
    sides = {party for _, parties in acting for party in parties}
    owned = any(o.lower_ not in ("their", "its") for o in owners)
    if people and not owned and _tells_somebody(discourse, mention, verb):
        add_company(discourse, mention, [*actors(verb), *objects(verb)])
    elif _took_part(mention, people, sides, owned=owned):
        add_company(discourse, mention, actors(verb))
    else:
        mention.hints.extend(p for p in people if takes_part(p))


def _tells_somebody(discourse: Discourse, mention: Mention, verb: Token) -> bool:
    """Whether somebody is asked or told something, in an event that bears no title."""
    if mention.title or verb.lemma_.lower() not in TELLING:
        return False
    return any(who(discourse, o)[0] for o in objects(verb))


def _took_part(mention: Mention, people: list[Person], sides: set[str], *, owned: bool) -> bool:
    """Whether those who act took part: several, or with somebody; nobody's own event, and untitled without names."""
    if people:
        return not owned and (bool(with_whom(mention.token)) or len(people) > 1 or len(sides) > 1)
    return not mention.title and _are_sides(mention, sides, owned=owned)


def _are_sides(mention: Mention, sides: set[str], *, owned: bool) -> bool:
    """Whether those who act, not named, took part: "the Norland chief spoke after talks with", "the ministers of A and B spoke during a call"."""
    if sides and not owned and with_whom(mention.token):
        return True
    return len(sides) > 1 and not mention.parties


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


_WAYS_OF_BEARING = (_brings_together, _is_met_for, _is_held, _on_a_visit)
_WAYS_OF_ACTING = (_is_received_for, _is_spoken_of, _is_come_to)
