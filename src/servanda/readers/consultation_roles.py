"""Roles of a consultation: who took part, where, when, how long, on what margins, and whether it was held."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.dates import is_calendar
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.model import TimexType
from servanda.readers.clauses import auxiliaries, children, conjuncts, extent, is_future, is_negated, is_passive, objects, prepositional, subject, walk_up
from servanda.readers.consultation_found import is_event_noun
from servanda.readers.consultation_words import AGREEING, BEARING, RECEIVING, UNREAL, WISHING
from servanda.text.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.readers.consultation_found import Mention
    from servanda.readers.discourse import Discourse
    from servanda.text.people import Person

__all__ = ["fill"]

_NESTED = ("relcl", "acl", "advcl", "ccomp", "parataxis")
_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "aboard")
_PLACE_NOUNS = frozenset("suburb suburbs capital headquarters base ministry office residence palace embassy city town village border".split())
_MINUTES = re.compile(r"\b(\d+|an?|one|two|three|four|five|six|half an)[ -]?(minute|hour)s?\b", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MARGINS = re.compile(r"\bon (?:the )?(?:margins?|fringes?|sidelines?|edges?) of (?:the |a |an )?([^,.;]{3,80})", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:the |their |his |her |its )?first(?:[- ](?:ever|in-person|face-to-face|person|time|such))?\b[^,.;]{0,90}", re.IGNORECASE)
_PLANNED = frozenset("planned upcoming scheduled forthcoming likely expected next possible future coming proposed prospective anticipated".split())
_CANCELLED = frozenset("cancelled canceled scrapped postponed".split())
_CANCELLING = frozenset("cancel postpone scrap shelve abort suspend".split())
_INTENDING = frozenset("plan intend schedule prepare expect arrange set agree due aim decide slate announce invite look forward accept vow pledge".split())


def fill(discourse: Discourse, mention: Mention) -> bool:
    """Fill a mention's roles in place; False where it turns out to be none."""
    if mention.noun:
        _noun_people(discourse, mention)
    else:
        if not _verb_people(discourse, mention):
            return False
    if _unreal(mention):
        return False
    _status(mention)
    _place(discourse, mention)
    _time(discourse, mention)
    _details(discourse, mention)
    return True


# -- who -----------------------------------------------------------------------------------------


def _add(discourse: Discourse, mention: Mention, tokens: Iterable[Token]) -> None:
    for token in tokens:
        people, parties = _who(discourse, token)
        for person in people:
            if person not in mention.people:
                mention.people.append(person)
        for party in parties:
            if party not in mention.parties:
                mention.parties.append(party)


def _who(discourse: Discourse, token: Token) -> tuple[list[Person], list[str]]:
    """Return the people and parties that one noun phrase stands for, without those told of in passing."""
    people = [p for p in discourse.people(token) if not _speaks_for(p)]
    left_out = {t.i for c in token.subtree if c.dep_ in ("relcl", "acl", "advcl", "poss") and c is not token for t in c.subtree}
    for item in token.subtree:
        person = discourse.parsed.person_at(item)
        if person is not None and person not in people and item.i not in left_out and not _speaks_for(person):
            people.append(person)
    parties = list(discourse.parties(token))
    for person in people:
        if person.party and person.party not in parties:
            parties.append(person.party)
    return people, parties


def _speaks_for(person: Person) -> bool:
    return any(h.head.startswith("spokes") or "press secretary" in h.office.lower() for h in person.holdings)


def _verb_people(discourse: Discourse, mention: Mention) -> bool:
    verb = mention.token
    acting = subject(verb)
    lemma = verb.lemma_.lower()
    with_whom = prepositional(verb, "with", "to") if mention.form not in (Form.VISIT,) else []
    acted = objects(verb)
    if mention.form is None:  # "A and B agreed on Thursday": both have to be named as those who decide
        if acting is None:
            return False
        _add(discourse, mention, [acting])
        _add(discourse, mention, prepositional(verb, "with"))
        return len(mention.people) > 1 or len(mention.parties) > 1
    if mention.form is Form.VISIT:
        if acting is not None:
            _add(discourse, mention, [acting])
        return bool(mention.people)
    if mention.form is Form.SIGNING:
        if acting is not None:
            _add(discourse, mention, [acting] if not is_passive(verb) else prepositional(verb, "by"))
        _add(discourse, mention, [*prepositional(verb, "with", "between"), *(t for o in acted for t in prepositional(o, "with", "between"))])
        for paper in acted:
            _add(discourse, mention, [c for c in paper.subtree if discourse.parsed.party_at(c) is not None and c.dep_ in ("compound", "amod", "nmod", "pobj", "conj")])
        return len(mention.parties) > 1
    if mention.form is Form.PROTEST:
        if acting is not None:
            _add(discourse, mention, [acting])
        _add(discourse, mention, acted + prepositional(verb, "with", "to", "against"))
        return len(mention.parties) > 1
    if mention.form is Form.COURTESY:
        acted = prepositional(verb, "on")
    if is_passive(verb):
        _add(discourse, mention, prepositional(verb, "by"))
        acting, acted = None, objects(verb)
    if acting is not None and acting not in acted:
        _add(discourse, mention, [acting])
    before = (len(mention.people), len(mention.parties))
    _add(discourse, mention, [*acted, *with_whom])
    grown = (len(mention.people), len(mention.parties)) != before
    if lemma in RECEIVING:
        named = [p for o in acted for p in _who(discourse, o)[0]]
        guests = any(o.lemma_.lower() in ("leader", "minister", "counterpart", "delegation", "chief") for o in acted)
        if not (named or guests):
            return False
        if lemma == "see" and not re.search(r"face to face|in person|\bat\b|\bin\b", mention.sentence.span.text):
            return False
        if lemma in ("welcome", "greet") and not prepositional(verb, "to", "at", "in"):
            return False
    if mention.form is Form.MEETING and lemma == "meet" and acted and not grown:
        return False
    return grown or len(mention.parties) > 1 or len(mention.people) > 1


def _noun_people(discourse: Discourse, mention: Mention) -> None:
    token = mention.token
    parsed = discourse.parsed
    visit = mention.form is Form.VISIT
    owners = [c for c in children(token, "poss") if not _is_time(discourse, c)]
    _add(discourse, mention, owners)
    for inner in token.subtree:
        if inner.i >= token.i or inner.dep_ == "poss" or any(t.dep_ in (*_NESTED, "poss") for t in _up_to(inner, token)):
            continue
        person = parsed.person_at(inner)
        if person is not None:
            _add(discourse, mention, [inner])
            continue
        party = parsed.party_at(inner)
        if party is None or not party.party:
            continue
        if visit:
            mention.country = mention.country or party.party
            mention.place = mention.place or gazetteer().names.get(party.party, party.text)
        elif party.sort in (PartySort.SEAT, PartySort.BODY):
            mention.place, mention.country = party.text, party.party
        elif party.party not in mention.parties:
            mention.parties.append(party.party)
    if not visit:
        _add(discourse, mention, prepositional(token, "with", "between", "among"))
        _add(discourse, mention, [t for t in prepositional(token, "of", "by") if discourse.people(t) or len(discourse.parties(t)) > 1 or t.tag_ in ("NNS", "NNPS")])
        for child in children(token, "acl", "relcl"):
            _add(discourse, mention, prepositional(child, "with", "by", "between"))
    else:
        _add(discourse, mention, prepositional(token, "by", "of"))
    verb = mention.verb
    if verb is None:
        return
    acting = subject(verb)
    if verb.i in mention.near and verb.lemma_.lower() in BEARING and token.dep_ in ("dobj", "pobj", "conj", "nsubjpass"):
        with_whom = prepositional(verb, "with", "between")
        if acting is not None and acting is not token and not is_passive(verb):
            _add(discourse, mention, [acting])
        _add(discourse, mention, [*with_whom, *prepositional(verb, "by")])
    elif acting is not None and acting is not token and not visit:
        people, _ = _who(discourse, acting)
        others = prepositional(token, "with")
        if people and (others and not owners):
            _add(discourse, mention, [acting])
        elif len(people) > 1 and not owners:
            _add(discourse, mention, [acting])
        else:
            mention.hints.extend(people)
    if visit and not mention.people and acting is not None and acting is not token and verb.lemma_.lower() in BEARING:
        _add(discourse, mention, [acting])


def _up_to(token: Token, top: Token) -> Iterable[Token]:
    for other in walk_up(token):
        if other is top:
            return
        yield other


# -- whether -------------------------------------------------------------------------------------


def _unreal(mention: Mention) -> bool:
    """Whether the words only wish for, refuse or rule out the event."""
    token = mention.token
    if not mention.noun and is_negated(token):
        return True
    for other in walk_up(token):
        if other is token:
            continue
        if other.lemma_.lower() in UNREAL or other.lower_ in UNREAL:
            return other.dep_ != "ROOT" or other.pos_ in ("VERB", "ADJ", "NOUN")
        if other.pos_ == "VERB" and other is mention.verb and is_negated(other):
            return True
        if other.pos_ == "VERB" and other.dep_ not in ("xcomp", "pcomp", "acl"):
            break
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in (mention.verb or token).children)


def _status(mention: Mention) -> None:
    token = mention.token
    words = {c.lower_ for c in children(token, "amod", "compound", "advmod", "nummod")}
    if words & _CANCELLED:
        mention.status = Status.CANCELLED
    elif mention.noun and words & _PLANNED:
        mention.status = Status.PLANNED
    if mention.status is not None:
        return
    verb = mention.verb
    if verb is None:
        if mention.after is not None:
            mention.status, mention.firm = Status.PLANNED, False
        elif mention.noun:
            mention.status, mention.firm = None, False
        for other in walk_up(token):
            if other is not token and other.lemma_.lower() in WISHING and other.pos_ == "NOUN":
                mention.status = Status.PLANNED
        return
    mention.status = _of_verb(verb, mention)
    mention.firm = not mention.noun or verb.i in mention.near


def _of_verb(verb: Token, mention: Mention) -> Status | None:
    lemma = verb.lemma_.lower()
    bears = mention.noun and mention.token.dep_ in ("dobj", "nsubjpass", "conj")
    if bears and lemma in _CANCELLING:
        return Status.CANCELLED
    if bears and lemma in ("plan", "schedule", "arrange", "announce", "set", "expect", "prepare"):
        return Status.PLANNED
    if bears and lemma in WISHING:
        return Status.PROPOSED
    if is_future(verb):
        return Status.PLANNED
    above = verb.head
    if any(a.lower_ in ("may", "might", "could") for a in auxiliaries(verb)):
        return Status.PROPOSED
    to = any(c.lower_ == "to" for c in children(verb, "aux"))
    if to and above is not verb:
        words = {above.lemma_.lower(), above.lower_}
        if words & WISHING:
            return Status.PROPOSED if above.lemma_.lower() not in ("invitation", "seek") else Status.PLANNED
        if words & _INTENDING or above.pos_ in ("NOUN", "ADJ"):
            return Status.PLANNED
        if verb.dep_ in ("advcl", "xcomp", "conj", "relcl", "acl"):
            return _of_verb(above, mention) if above.pos_ in ("VERB", "AUX") else Status.PLANNED
        if verb.dep_ == "ROOT":  # headlines: "A to visit B"
            return Status.PLANNED
    if verb.tag_ in ("VBZ", "VBP") and not any(a.lower_ in ("has", "have") for a in auxiliaries(verb)):
        return None
    if verb.tag_ == "VBG" and any(a.lower_ in ("is", "are") for a in auxiliaries(verb)):
        return None
    if verb.dep_ == "conj" and verb.tag_ == "VB" and above.pos_ == "VERB":
        return _of_verb(above, mention)
    return Status.HELD


# -- where and when ------------------------------------------------------------------------------


def _own(mention: Mention, token: Token) -> int:
    """How closely a time or place belongs to the mention: 0 not at all, up to 3."""
    for step, other in enumerate(walk_up(token)):
        if other is token and other.pos_ not in ("VERB", "AUX"):
            continue
        if other.i == mention.token.i:
            return 3
        if other.i in mention.near:
            return 2
        if other.pos_ in ("VERB", "AUX") or (is_event_noun(other) and step):
            return 0
    return 0


def _is_time(discourse: Discourse, token: Token) -> bool:
    return any(t.start <= token.idx < t.end for t in discourse.parsed.times)


def _time(discourse: Discourse, mention: Mention) -> None:
    parsed = discourse.parsed
    best: TimeRef | None = None
    rank = 0
    for ref in parsed.times_within(mention.sentence.start, mention.sentence.end):
        if not is_calendar(ref) or ref.relation in ("since", "until", "by") or ref.type is TimexType.SET:
            continue
        tokens = [t for t in parsed.tokens_within(ref.start, ref.end) if t.idx >= ref.start]
        if not tokens:
            continue
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head.i not in inside), tokens[0])
        closeness = _own(mention, top)
        if closeness > rank:
            best, rank = ref, closeness
    mention.when = best


def _place(discourse: Discourse, mention: Mention) -> None:
    if mention.form is Form.VISIT:
        _destination(discourse, mention)
        return
    if mention.place is not None:
        return
    rank = 0
    for token in mention.sentence.span:
        if token.dep_ != "pobj" or token.head.lower_ not in _PLACE_PREPOSITIONS or not _is_place(discourse, token):
            continue
        closeness = _own(mention, token.head)
        if closeness > rank:
            rank = closeness
            mention.place, mention.country = _place_words(discourse, token)
    if mention.mode is None and re.search(r"\b(?:virtual(?:ly)?|online|video)\b", " ".join(t.lower_ for t in mention.token.subtree)):
        mention.mode = "virtual"
    if mention.mode == "virtual" and mention.place is None:
        mention.place = "virtual"


def _destination(discourse: Discourse, mention: Mention) -> None:
    token = mention.token
    goals = prepositional(token, "to", "in") if mention.noun or token.lemma_.lower() != "visit" else [*objects(token), *prepositional(token, "to")]
    if not mention.noun:
        for step in children(token, "xcomp"):
            goals.extend(objects(step))
    for goal in goals:
        if _is_place(discourse, goal):
            mention.place, mention.country = _place_words(discourse, goal)
            return


def _is_place(discourse: Discourse, token: Token) -> bool:
    parsed = discourse.parsed
    if _is_time(discourse, token) or parsed.person_at(token) is not None or is_event_noun(token):
        return False
    mention = parsed.party_at(token)
    if mention is not None:
        return mention.sort is not PartySort.ADJECTIVE and mention.sort is not PartySort.ORGANISATION
    if token.lemma_.lower() in _PLACE_NOUNS:
        return True
    return token.pos_ == "PROPN" and token.ent_type_ in ("GPE", "LOC", "FAC")


def _place_words(discourse: Discourse, token: Token) -> tuple[str, str | None]:
    drop = [c for c in token.children if c.dep_ in ("relcl", "acl", "advcl", "cc", "conj") or (c.dep_ == "prep" and c.lower_ not in ("of", "in"))]
    drop += [c for c in token.subtree if _is_time(discourse, c)]
    start, end = extent(token, without=drop)
    words = discourse.parsed.words(start, end)
    country = gazetteer().country_of_place(words.removeprefix("the "))
    if country is None:
        for item in token.subtree:
            party = discourse.parsed.party_at(item)
            if party is not None and party.party and item.dep_ != "relcl":
                country = party.party
    return words.removeprefix("the "), country


def _details(discourse: Discourse, mention: Mention) -> None:
    parsed = discourse.parsed
    text = parsed.words(mention.sentence.start, mention.sentence.end)
    if (match := _MARGINS.search(text)) is not None and mention.form is not Form.VISIT:
        mention.margins = match.group(1).strip()
    if (match := _MINUTES.search(text)) is not None and re.search(r"\b(?:last|for|minute|hour)", text):
        number = match.group(1).lower()
        count = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
        if count and mention.form is not Form.VISIT:
            mention.minutes = count * (60 if match.group(2).lower() == "hour" else 1)
    if any(c.lower_ == "first" for c in mention.token.subtree) and (match := _FIRST.search(text)) is not None:
        mention.first = match.group().strip()
