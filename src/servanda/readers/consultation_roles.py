"""Who took part in a consultation: the people and parties that the words around a mention name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.model import ConsultationForm as Form
from servanda.readers.clauses import (
    children,
    conjuncts,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.readers.consultation_found import MARGINS, is_event_noun, own_modifiers, signed_papers
from servanda.readers.consultation_words import BEARING, MEETING_VERBS, RECEIVING
from servanda.text.gazetteer import PartySort, gazetteer
from servanda.text.titles import titles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from servanda.readers.consultation_found import Mention
    from servanda.readers.discourse import Discourse
    from servanda.text.people import Person

__all__ = ["fill_people", "is_time"]

_GROUP_NOUNS = frozenset(
    "leader leaders colleague colleagues minister ministers chief chiefs counterpart counterparts official officials secretary secretaries delegation delegations".split()
)
_LEADERS = frozenset(
    ("president", "vice president", "prime minister", "chancellor", "premier", "taoiseach")
)
_NEXT = 7  # words after a noun within which "with" may still be its own, however it was parsed
_IN_PERSON = re.compile(r"\b(?:face[ -]to[ -]face|in person|in-person)\b", re.IGNORECASE)


def fill_people(discourse: Discourse, mention: Mention) -> bool:
    """Fill who took part, in place; False where the words are about something else."""
    if mention.noun:
        _of_noun(discourse, mention)
        return True
    return _of_verb(discourse, mention)


def is_time(discourse: Discourse, token: Token) -> bool:
    """Whether `token` stands within a time expression."""
    return any(t.start <= token.idx < t.end for t in discourse.parsed.times)


def _add(discourse: Discourse, mention: Mention, tokens: Iterable[Token]) -> None:
    for token in tokens:
        people, parties = _who(discourse, token)
        mention.people.extend(p for p in people if p not in mention.people)
        mention.parties.extend(p for p in parties if p not in mention.parties)
        if any(
            t.lemma_.lower() in _GROUP_NOUNS and t.tag_ in ("NNS", "NNPS") for t in conjuncts(token)
        ):
            mention.foreigners = True


def _who(discourse: Discourse, token: Token) -> tuple[list[Person], list[str]]:
    """Return the people and parties that one noun phrase stands for, without those told of in passing."""
    parties = list(discourse.parties(token))
    people = (
        []
        if _is_described_group(discourse, token)
        else [p for p in discourse.people(token) if _takes_part(p)]
    )
    left_out = {
        t.i
        for c in token.subtree
        if c.dep_ in ("relcl", "acl", "advcl", "poss") and c.i != token.i
        for t in c.subtree
    }
    for item in token.subtree:
        person = discourse.parsed.person_at(item)
        if (
            person is not None
            and person not in people
            and item.i not in left_out
            and _takes_part(person)
        ):
            people.append(person)
    for person in people:
        if person.party and person.party not in parties:
            parties.append(person.party)
    for item in conjuncts(token) if any(p.party is None for p in people) else ():
        for child in children(item, "poss", "amod", "compound", "nmod"):  # "Norland's Ada Brandt"
            party = discourse.parsed.party_at(child)
            if party is not None and party.party and party.party not in parties:
                parties.append(party.party)
    if not people and not parties and discourse.parsed.home and _is_own_leader(discourse, token):
        parties.append(discourse.parsed.home)
    return people, parties


def _is_own_leader(discourse: Discourse, token: Token) -> bool:
    """ "The President spoke with …" without a name: the leader of the report's own state."""
    office = discourse.parsed.office_at(token)
    return (
        office is not None
        and office.party is None
        and office.head in _LEADERS
        and token.tag_ in ("NN", "NNP")
    )


def _is_described_group(discourse: Discourse, token: Token) -> bool:
    """ "the ministers of A and B", "Southern leaders": described, so not those spoken of before."""
    if token.lemma_.lower() not in _GROUP_NOUNS or discourse.parsed.person_at(token) is not None:
        return False
    if any(
        discourse.parsed.party_at(t) is not None or t.ent_type_ in ("NORP", "GPE", "LOC")
        for t in token.subtree
    ):
        return True
    return not any(
        c.lower_ in ("the", "both", "two", "three", "these", "all") for c in token.children
    ) and token.tag_ in ("NNS", "NNPS")


def _takes_part(person: Person) -> bool:
    if not person.holdings and any(word in titles().heads for word in person.words):
        return False
    return not any(
        h.head.startswith("spokes") or "press secretary" in h.office.lower()
        for h in person.holdings
    )


def _actors(verb: Token) -> list[Token]:
    """Return who acts, all of them: parsers give a long list of people several heads."""
    acting = subject(verb)
    if acting is None:
        return []
    others = [
        c
        for c in children(acting.head, "nsubj", "nsubjpass")
        if c.i != acting.i and c.pos_ == "PROPN"
    ]
    return [*others, acting] if acting.pos_ == "PROPN" else [acting]


# -- verbs ---------------------------------------------------------------------------------------


def _of_verb(discourse: Discourse, mention: Mention) -> bool:
    verb, form = mention.token, mention.form
    acting = subject(verb)
    actors = _actors(verb)
    if mention.adds:  # "A attended", "B was present": they took part in what was told before
        if any(not discourse.people(o) for o in objects(verb)) and verb.lemma_ != "witness":
            return False
        _add(discourse, mention, actors)
        return bool(mention.people)
    if form is None:  # "A and B agreed on Thursday": both have to be named as those who decide
        _add(discourse, mention, [*actors, *prepositional(verb, "with")])
        return len(mention.people) > 1 or len(mention.parties) > 1
    if form is Form.VISIT:
        return _traveller(discourse, mention, acting)
    if form is Form.SIGNING:
        return _signatories(discourse, mention, acting)
    acted = objects(verb)
    with_whom = prepositional(verb, "with", "to", "between", "against") or []
    if form is Form.PROTEST:
        with_whom = [
            *with_whom,
            *(t for o in acted for t in prepositional(o, "with", "to", "against")),
        ]
    with_whom = [*with_whom, *(t for t in _stretch_with(discourse, verb) if t not in with_whom)]
    if form is Form.COURTESY:
        acted = prepositional(verb, "on")
    if is_passive(verb):
        _add(discourse, mention, prepositional(verb, "by"))
    else:
        _add(discourse, mention, actors)
    before = (len(mention.people), len(mention.parties))
    for child in children(verb, "xcomp", "ccomp", "advcl"):
        if child.lower_ == "visiting":  # "met visiting Minister A B", which parsers take for a verb
            acted = [*acted, *objects(child), *children(child, "nsubj")]
        elif verb.lemma_ == "see" and _IN_PERSON.search(mention.sentence.span.text):
            acted = [*acted, *children(child, "nsubj")]
    known = list(mention.people)
    _add(discourse, mention, [*acted, *with_whom])
    mention.guests = [p for p in mention.people if p not in known]
    grown = (len(mention.people), len(mention.parties)) != before or (
        mention.foreigners and bool(acted or with_whom)
    )
    if verb.lemma_.lower() in RECEIVING and not _hosts(discourse, mention, acted):
        return False
    if form is Form.MEETING and (acted or with_whom) and not grown:
        return False
    if form is Form.PROTEST:
        return len(mention.parties) > 1
    return grown or len(mention.parties) > 1


def _stretch_with(discourse: Discourse, verb: Token) -> list[Token]:
    """Return who is named right behind "with", where the parser took "with" for something else."""
    stretch = verb.doc[verb.i + 1 : verb.sent.end]
    start = next((t.i for t in stretch[:8] if t.lower_ == "with"), None)
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
    guests = [g for g in guests if not is_event_noun(g)]
    named = [
        p
        for g in guests
        for p in _who(discourse, g)[0]
        if discourse.parsed.person_at(g) is not None or p
    ]
    groups = any(g.lemma_.lower() in _GROUP_NOUNS for g in guests)
    if any(
        discourse.parsed.person_at(g) is None
        and g.lemma_.lower() not in _GROUP_NOUNS
        and discourse.parsed.office_at(g) is None
        for g in guests
    ):
        return False
    if not (named or groups):
        return False
    if lemma == "see":
        return (
            bool(_IN_PERSON.search(mention.sentence.span.text))
            or bool(prepositional(verb, "in", "at"))
            or any(prepositional(g, "in", "at") for g in guests)
        )
    return lemma not in ("welcome", "greet") or bool(prepositional(verb, "to", "at", "in"))


def _traveller(discourse: Discourse, mention: Mention, acting: Token | None) -> bool:
    verb = mention.token
    invited = verb.head.lemma_ == "invitation" or (verb.head.lemma_ == "accept")
    if invited:  # "A welcomed B's invitation to visit Norland": the traveller is A
        above = next((t for t in walk_up(verb.head) if t.pos_ == "VERB"), None)
        acting = subject(above) if above is not None else None
    if acting is not None:
        _add(discourse, mention, [acting] if invited else _actors(verb))
    return bool(mention.people)


def _signatories(discourse: Discourse, mention: Mention, acting: Token | None) -> bool:
    verb = mention.token
    papers = signed_papers(verb)
    if is_passive(verb):
        _add(discourse, mention, prepositional(verb, "by"))
    else:
        _add(discourse, mention, _actors(verb))
    _add(
        discourse,
        mention,
        [
            *prepositional(verb, "with", "between"),
            *(t for o in papers for t in prepositional(o, "with", "between")),
        ],
    )
    for paper in papers:
        tokens = list(paper.subtree)
        _parties_within(discourse, mention, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return len(mention.parties) > 1


# -- nouns ---------------------------------------------------------------------------------------


def _of_noun(discourse: Discourse, mention: Mention) -> None:
    token = mention.token
    owners = [c for c in children(token, "poss") if not is_time(discourse, c)]
    for owner in owners:
        if owner.lower_ == "their":
            group = [p for p in discourse.group_people(owner) if _takes_part(p)]
            mention.people.extend(p for p in group if p not in mention.people)
            sides = {p.party: 0 for p in group if p.party}
            mention.parties.extend(p for p in sides if p not in mention.parties)
        _add(discourse, mention, [owner])
        if (
            token.dep_ == "conj" and token.head.i < owner.i
        ):  # "A and B's signing", parsed as A and [B's signing]
            _add(discourse, mention, [token.head])
    _in_front(discourse, mention)
    if mention.host:  # the host is named anywhere between "on the margins of" and the noun
        start = max(token.sent.start, token.i - 14)
        margin = next((t for t in token.doc[start : token.i] if t.lower_ in MARGINS), token)
        _parties_within(discourse, mention, margin.idx, token.idx)
    if mention.form is Form.VISIT:
        _add(discourse, mention, prepositional(token, "by", "of"))
    else:
        _add(discourse, mention, [*_with(token), *prepositional(token, "between", "among")])
        if mention.form in (Form.COURTESY, Form.PROTEST):
            _add(discourse, mention, prepositional(token, "on", "to", "against"))
        _add(
            discourse,
            mention,
            [
                t
                for t in prepositional(token, "of", "by")
                if discourse.people(t) or discourse.parties(t)
            ],
        )
        for child in children(token, "acl", "relcl"):
            _add(discourse, mention, prepositional(child, "with", "by", "between"))
        _participating(discourse, mention)
    _borne(discourse, mention, owners)


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
            _add(discourse, mention, [inner])
    if not front:
        return
    start, end = (
        min(t.idx for t in front),
        token.idx + (len(token) if front[-1].i == token.i else 0),
    )
    if mention.form is not Form.VISIT:
        _parties_within(discourse, mention, start, end)
        return
    for party in parsed.parties:
        if start <= party.start < end and party.party and mention.country is None:
            mention.country = party.party
            mention.place = gazetteer().names.get(party.party, party.text)


def _parties_within(discourse: Discourse, mention: Mention, start: int, end: int) -> None:
    """Take the states and organisations named in a stretch; a seat or a building is the place."""
    for party in discourse.parsed.parties:
        if not (start <= party.start and party.end <= end) or not party.party:
            continue
        seat = party.sort in (PartySort.SEAT, PartySort.BODY)
        if seat and mention.form is not Form.SIGNING:
            mention.place, mention.country = (
                mention.place or party.text,
                mention.country or party.party,
            )
        elif party.party not in mention.parties:
            mention.parties.append(party.party)


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
    """ "the talks, in which A and B took part": those named in the clause took part."""
    for child in children(mention.token, "relcl"):
        acting = subject(child)
        if (
            acting is not None
            and acting.i != mention.token.i
            and child.lemma_ in ("participate", "take", "attend", "join", "meet", "discuss")
        ):
            _add(discourse, mention, [acting])


def _borne(discourse: Discourse, mention: Mention, owners: list[Token]) -> None:
    """Read who holds, attends or acts at what the noun names."""
    token, verb = mention.token, mention.verb
    pivot = mention.pivot or token
    if verb is None:
        return
    if pivot.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in (
        "include",
        "involve",
        "comprise",
        "bring",
    ):
        _add(discourse, mention, objects(verb))
        _listed(discourse, mention)
        mention.adds, mention.split = True, False
        return
    acting = subject(verb)
    own = (
        acting is not None and acting.i != token.i and acting.i not in {t.i for t in token.subtree}
    )
    bearing = next(
        (
            v
            for v in [verb, *(token.doc[i] for i in mention.near)]
            if v.lemma_.lower() in BEARING and v.i != token.i
        ),
        None,
    )
    if bearing is not None and pivot.dep_ in ("dobj", "pobj", "conj", "nsubjpass", "npadvmod"):
        actor = subject(bearing)
        if actor is not None and actor.i != token.i and not is_passive(bearing):
            _add(discourse, mention, _actors(bearing))
        _add(
            discourse,
            mention,
            [*prepositional(bearing, "with", "between"), *prepositional(bearing, "by")],
        )
        if mention.token.tag_ in ("NNS", "NNPS") and mention.foreigners:
            _listed(discourse, mention)
        return
    if not own or acting is None or mention.form is Form.VISIT:
        return
    if pivot.head.lower_ == "for" and verb.lemma_.lower() in (RECEIVING | MEETING_VERBS | {"sit", "gather"}):
        _add(discourse, mention, [*_actors(verb), *objects(verb)])
        return
    named = bool(mention.title) and not _with(token)
    if (
        named and token.head.head.i != verb.i
    ):  # "underscored a wish to succeed at the Sealand Summit"
        return
    people = [p for actor in _actors(verb) for p in _who(discourse, actor)[0]]
    if pivot.head.lower_ == "for" and verb.lemma_ in ("be", "come", "arrive", "gather"):
        _add(discourse, mention, _actors(verb))  # "the ministers are in town for the summit"
        return
    owned = any(o.lower_ not in ("their", "its") for o in owners)
    if people and not owned and (_with(token) or len(people) > 1):
        _add(discourse, mention, _actors(verb))
    else:
        mention.hints.extend(p for p in people if _takes_part(p))


def _listed(discourse: Discourse, mention: Mention) -> None:
    """ "meetings with his counterparts: A and B" are two; the list may stand behind a colon."""
    parsed, token = discourse.parsed, mention.token
    rest = parsed.doc[token.i : token.sent.end]
    colon = next((t for t in rest if t.text == ":"), None)
    if colon is None:
        return
    for item in parsed.doc[colon.i : token.sent.end]:
        person = parsed.person_at(item)
        if person is not None and person not in mention.people and _takes_part(person):
            mention.people.append(person)
            if person.party and person.party not in mention.parties:
                mention.parties.append(person.party)
    mention.split = len(mention.people) > 2
