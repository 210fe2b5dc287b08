"""The setting of a consultation: when, where, how long, on whose margins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    conjuncts,
    extent,
    objects,
    prepositional,
    walk_up,
)
from servanda.extraction.kinds.consultations.company import GROUP_NOUNS, is_time
from servanda.extraction.kinds.consultations.consultation_words import AGREEING, COARSE, TELLING
from servanda.extraction.kinds.consultations.event_noun_words import is_event_noun, own_modifiers
from servanda.extraction.kinds.consultations.event_status import fill_status, is_moved
from servanda.extraction.phrases import calendar_times
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.parsing.people import Person

__all__ = ["belongs", "fill_place", "fill_setting", "guess_destination", "is_place", "place_words"]


_PLACE_PREPOSITIONS = ("in", "at", "near", "outside", "aboard")


_PLACE_NOUNS = word_set("extraction", "place_nouns", "consultation_words")


_IN_PERSON = re.compile(r"\b(?:face[ -]to[ -]face|in person|in-person)\b", re.IGNORECASE)


def fill_place(discourse: Discourse, mention: Mention) -> None:
    """Fill place, country and mode, in place, from the words around the event."""
    if mention.form is Form.VISIT:
        _destination(discourse, mention)
        return
    parsed = discourse.parsed
    if mention.place is None:
        rank = 0
        guests = not mention.noun and mention.token.lemma_ in ("welcome", "receive")
        prepositions = (*_PLACE_PREPOSITIONS, "to") if guests else _PLACE_PREPOSITIONS
        for token in mention.sentence.span:
            if (
                token.dep_ != "pobj"
                or token.head.lower_ not in prepositions
                or not is_place(discourse, token)
            ):
                continue
            if mention.noun and any(t.i == token.i for t in own_modifiers(mention.token)):
                continue
            if token.head.lower_ == "at" and parsed.office_at(token.head.head) is not None:
                continue  # "chargé d'affaires at the embassy" says where one serves
            closeness = belongs(discourse, mention, token.head, strict=False)
            if closeness > rank:
                rank = closeness
                mention.place, mention.country = place_words(discourse, token)
    verb = mention.verb
    if mention.place is None and verb is not None:
        # "from Norville, where she met B"
        for where in [c for c in children(verb, "advmod") if c.lower_ == "where"]:
            before = [t for t in verb.doc[max(0, where.i - 2) : where.i] if not t.is_punct]
            for token in [verb.head, *before]:
                named = token.pos_ == "PROPN" and parsed.person_at(token) is None
                if named or is_place(discourse, token):
                    mention.place, mention.country = place_words(discourse, token)
    beside = " ".join(
        t.lower_
        for v in (mention.token, verb)
        if v is not None
        for c in v.children
        for t in c.subtree
        if abs(t.i - v.i) < 8
    )
    if mention.mode is None and re.search(
        r"\b(?:virtual(?:ly)?|online|video|videoconference)\b", beside
    ):
        mention.mode = "virtual"
    if mention.mode is None and _IN_PERSON.search(beside):
        mention.mode = "person"
    if mention.mode == "virtual" and mention.place is None:
        mention.place = "virtual"


def _destination(discourse: Discourse, mention: Mention) -> None:
    token = mention.token
    goals = prepositional(token, "to", "in", "for")
    if not mention.noun and token.lemma_.lower() in ("visit", "tour"):
        goals = [*objects(token), *children(token, "npadvmod"), *goals]
    if mention.noun and not goals:  # "the visit of A and her delegation to Norville"
        goals = [
            inner
            for prep in token.subtree
            if prep.dep_ == "prep" and prep.lower_ == "to"
            for inner in children(prep, "pobj")
        ]
    if mention.noun and not goals and children(token, "poss") and token.i + 1 < token.sent.end:
        # "to start off his visit to Norland", where the parser hung "to" higher
        behind = token.nbor(1)
        goals = children(behind, "pobj") if behind.lower_ == "to" else []
    verb = mention.token.head.head
    if mention.noun and not goals and token.head.lower_ in ("for", "on") and verb.lemma_ in _BEING:
        goals = prepositional(verb, "in", "to")  # "is in Norland for a two-day visit"
    for goal in goals:
        if _leads_to(discourse, mention, goal):
            return


def _leads_to(discourse: Discourse, mention: Mention, goal: Token) -> bool:
    """Take a visit's destination from one word, in place; False where it is no place."""
    states = discourse.parties(goal) if goal.lower_ in ("country", "nation") else ()
    if len(states) == 1:  # "is on a visit to our country"
        mention.country = states[0]
        mention.place = gazetteer().names.get(states[0], states[0])
    elif is_place(discourse, goal):
        mention.place, mention.country = place_words(discourse, goal)
        named = discourse.parsed.parties_in(goal.idx, _end(goal))
        mention.tour = len({m.party for m in named if m.party}) > 1
    else:
        return False
    return True


def _end(token: Token) -> int:
    """Return where what is listed from a word on ends."""
    last = conjuncts(token)[-1]
    return last.idx + len(last)


_BEING = word_set("extraction", "being", "consultation_words")
_FRONT = 7  # words in which a sentence may open with "In her first trip abroad"


_ARRIVING = word_set("extraction", "arriving", "consultation_words")


def guess_destination(discourse: Discourse, mention: Mention) -> None:
    """Fill the country of "his visit", "will fly in": the only other state of the report, where there are two."""
    token = mention.token
    lemma = token.lemma_.lower()
    into = lemma != "fly" or any(c.lower_ == "in" for c in token.children)
    goal = prepositional(token, "to", "into", "for") if lemma in ("visit", "trip", "tour") else []
    if lemma not in _ARRIVING or not into or len(mention.people) != 1 or mention.place or goal:
        return
    if mention.noun and token.lower_ != "visiting" and not children(token, "poss"):
        return
    fronted = token.dep_ in ("nsubj", "nsubjpass") or token.i - token.sent.start < _FRONT
    if mention.people[0].party_assumed or (
        mention.noun and token.lower_ != "visiting" and not fronted
    ):
        return
    party = mention.people[0].party
    others = [p for p in discourse.main_parties if p != party and p not in gazetteer().members]
    if party in discourse.main_parties and len(others) == 1:
        mention.place = gazetteer().names.get(others[0], others[0])
        mention.country = others[0]


def is_place(discourse: Discourse, token: Token) -> bool:
    """Whether a word names a place or is one: a town, a residence, a state."""
    parsed = discourse.parsed
    if is_time(discourse, token) or parsed.person_at(token) is not None or is_event_noun(token):
        return False
    mention = parsed.party_at(token)
    if mention is not None:
        return mention.sort not in (PartySort.ADJECTIVE, PartySort.ORGANISATION)
    if token.lemma_.lower() in _PLACE_NOUNS:
        return token.lower_ != "office" or any(token.children)  # "in office" is no place
    if token.pos_ != "PROPN":
        return False
    within = any(parsed.party_at(c) is not None for c in children(token, "appos"))
    located = token.ent_type_ in ("GPE", "LOC", "FAC")
    return within or located or gazetteer().country_of_place(token.text) is not None


def place_words(discourse: Discourse, token: Token) -> tuple[str, str | None]:
    """Return a place as the text has it, without what hangs on it, and the state it lies in, if known."""
    parsed = discourse.parsed
    drop = [
        c
        for c in token.subtree
        if c.dep_ in ("relcl", "acl", "advcl")
        or (c.dep_ == "prep" and c.lower_ not in ("of", "in"))
    ]
    drop += [c for c in token.subtree if is_time(discourse, c)]
    drop += [child for child in token.children if _is_beside(discourse, child)]
    start, end = extent(token, without=drop)
    words = parsed.words(start, end).removeprefix("the ")
    bodies = gazetteer().members  # a body's seat lies in no state that the words name
    named = [m for m in parsed.parties_in(start, end) if m.party and m.party not in bodies]
    country = gazetteer().country_of_place(words) or (named[0].party if named else None)
    return words, country


def _is_beside(discourse: Discourse, child: Token) -> bool:
    """Whether a word under a place's name is none of it: what is listed with it, or who stands behind a comma."""
    parsed = discourse.parsed
    if child.dep_ == "appos":  # "to Norville, President of Norland Ada Brandt met"
        return parsed.office_at(child) is not None or parsed.person_at(child) is not None
    named = parsed.party_at(child) or any(parsed.party_at(t) for t in child.children)
    return child.dep_ in ("conj", "cc") and not named


def belongs(discourse: Discourse, mention: Mention, token: Token, *, strict: bool) -> int:
    """How closely a time or place belongs to the mention: 0 not at all, up to 3."""
    parsed = discourse.parsed
    for other in walk_up(token):
        if other.i == mention.token.i:
            return 3
        if other.i in mention.near:
            return 2
        if other.i in mention.far:
            return 1
        if other.i == token.i or other.pos_ in ("ADP", "SCONJ"):
            continue
        if other.pos_ in ("VERB", "AUX") or is_event_noun(other):
            return 0
        somebody = (
            parsed.person_at(other)
            or parsed.party_at(other)
            or parsed.office_at(other)
            or other.pos_ == "PRON"
        )
        if (
            strict
            and not somebody
            and not is_time(discourse, other)
            and other.lemma_.lower() not in GROUP_NOUNS
            and other.lemma_.lower() != "suburb"
        ):
            return 0
    return 0


# -- The setting of a consultation: when, where, how long, on whose margins


_MINUTES = re.compile(
    r"\b(\d+|an?|one|two|three|four|five|six|half an)[ -]?(minute|hour)s?\b", re.IGNORECASE
)


_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


_MARGINS = re.compile(
    r"\bon (?:the )?(?:margins?|fringes?|sidelines?|edges?) of (?:the |a |an )?((?:[^,.;]|(?<=[A-Z])\.){3,80})",
    re.IGNORECASE,
)


_FIRST = re.compile(
    r"\bfirst(?:[- ](?:ever|in-person|face-to-face|person|time|such))?\b[^,.;]{0,90}", re.IGNORECASE
)


_ORDINALS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "fifth": "5",
    "sixth": "6",
    "seventh": "7",
    "eighth": "8",
    "ninth": "9",
    "tenth": "10",
}


def fill_setting(discourse: Discourse, mention: Mention) -> None:
    """Fill status, place, time and details in place."""
    _fill(discourse, mention)
    if mention.form is Form.VISIT and mention.country is None:
        guess_destination(discourse, mention)
    if mention.form is Form.VISIT and mention.country is not None:
        _set_travellers(discourse, mention)
    home = discourse.parsed.home
    abroad = mention.country not in (None, home)
    if (
        home
        and abroad
        and mention.parties == [home]
        and any(p.party_assumed for p in mention.guests)
    ):
        # "In Norland, she will meet Foreign Minister A B": the host is that country's
        mention.parties.append(mention.country or home)
        mention.lent = {p.index: mention.country or home for p in mention.guests if p.party_assumed}


def _set_travellers(discourse: Discourse, mention: Mention) -> None:
    """Take the hosts off a visit's people, in place; where they alone were found, whoever else is named before it went.

    Nobody visits his own state: of "A thanked B for his visit to A's state" and "A invited B to pay a visit" B travels.
    """
    away = [p for p in mention.people if p.party != mention.country]
    verb = mention.token.head if mention.noun else mention.token
    told = children(verb, "nsubj")  # "B will visit", "B will pay a visit", whoever that is
    if mention.people and not away and not told:
        span = mention.sentence.span
        before = reversed(span.doc[span.start : mention.token.i])
        named = (person for t in before for person in _named(discourse, t))
        away = [p for p in named if p.party not in (None, mention.country)][:1]
        mention.parties = [p.party for p in away if p.party] or mention.parties
        mention.people = away
    mention.people = away or mention.people


def _named(discourse: Discourse, token: Token) -> tuple[Person, ...]:
    """Return who a name or a title stands for, nobody for any other word."""
    titled = discourse.parsed.person_at(token) or discourse.parsed.office_at(token)
    return discourse.people(token, conj=False) if titled else ()


def _fill(discourse: Discourse, mention: Mention) -> None:
    fill_status(mention)
    fill_place(discourse, mention)
    _time(discourse, mention)
    _details(discourse, mention)


def _time(discourse: Discourse, mention: Mention) -> None:
    rank = 0
    for ref, tokens, top in calendar_times(discourse.parsed, mention.sentence):
        moved_to = ref.relation == "until" and mention.verb is not None and is_moved(mention.verb)
        if (ref.relation in ("since", "until", "by") and not moved_to) or _after_since(
            mention, tokens[0]
        ):
            continue
        if _of_the_agreeing(mention, tokens[0]):
            continue
        closeness = belongs(discourse, mention, top, strict=True)
        if mention.form is None and not mention.noun and not _beside(mention, tokens):
            continue
        closeness = 2 * closeness + (ref.form not in COARSE)
        beside = (
            mention.noun
            and 0 <= mention.token.i - tokens[-1].i <= 3
            and top.dep_ in ("poss", "nmod", "compound", "npadvmod")
        )
        closeness = closeness if closeness > 1 else 0
        if max(closeness, 6 * beside) > rank:
            mention.when, rank = ref, max(closeness, 6 * beside)


def _of_the_agreeing(mention: Mention, token: Token) -> bool:
    """Return whether a time stands between "agreed" and "to hold": it is the day of agreeing, not of the talks."""
    if not mention.noun:
        return False
    for at in mention.near:
        verb = token.doc[at]
        to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
        above = verb.head
        if (
            to is not None
            and above.lemma_.lower() in AGREEING
            and above.tag_ in ("VBD", "VBN")
            and above.i < token.i < to.i
        ):
            return True
    return False


def _beside(mention: Mention, tokens: list[Token]) -> bool:
    """Return whether a verb of agreeing is dated: only by what stands next to it, or opens the sentence: "agreed Monday to …"."""
    last = mention.token.i
    if mention.token.lemma_.lower() in TELLING:  # "told Minister A B on Monday"
        told = [t.i for o in objects(mention.token) for t in o.subtree if t.i < tokens[0].i]
        last = max([last, *told])
    gap = max(mention.token.i - tokens[-1].i, tokens[0].i - last)
    return gap <= 3 or tokens[0].i - mention.sentence.span.start <= 2


def _after_since(mention: Mention, token: Token) -> bool:
    """Return whether it is "since she took office in May": the time dates the clause, unless the event itself stands in it."""
    for other in token.doc[max(mention.sentence.span.start, token.i - 8) : token.i]:
        if other.lower_ == "since" and not other.i < mention.token.i < token.i:
            return True
    return False


def _details(discourse: Discourse, mention: Mention) -> None:
    parsed = discourse.parsed
    text = parsed.words(mention.sentence.start, mention.sentence.end)
    visit = mention.form is Form.VISIT
    if (
        (match := _MARGINS.search(text)) is not None
        and not visit
        and not mention.host
        and not text[: match.start()].endswith("not ")
    ):
        mention.margins = match.group(1).strip(" .")
    if (match := _MINUTES.search(text)) is not None and not visit:
        number = match.group(1).lower()
        count = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
        mention.minutes = count * (60 if match.group(2).lower() == "hour" else 1) or None
    words = [t.lower_ for t in [*own_modifiers(mention.token), *children(mention.token, "advmod")]]
    words.extend(t.lower_ for t in children(mention.token, "nummod"))
    for word in words:
        ordinal = _ORDINALS.get(word) or (
            m.group(1) if (m := re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)) else None
        )
        mention.ordinal = mention.ordinal or ordinal
    first = "first" in words or (not mention.noun and "for the first time" in text)
    if first and (match := _FIRST.search(text)) is not None:
        mention.first = match.group().split(" and ")[0].strip()
