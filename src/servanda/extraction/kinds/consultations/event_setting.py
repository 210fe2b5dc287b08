"""The setting of a consultation: when, where, how long, on whose margins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    objects,
)
from servanda.extraction.kinds.consultations.consultation_words import AGREEING, COARSE, TELLING
from servanda.extraction.kinds.consultations.event_noun_words import own_modifiers
from servanda.extraction.kinds.consultations.event_place import (
    belongs,
    fill_place,
    guess_destination,
)
from servanda.extraction.kinds.consultations.event_status import fill_status, is_moved
from servanda.extraction.phrases import calendar_times
from servanda.model import ConsultationForm as Form

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.parsing.people import Person

__all__ = ["fill_setting"]


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
    """Fill margins, length, number and what it is the first of, in place."""
    text = discourse.parsed.words(mention.sentence.start, mention.sentence.end)
    if mention.form is not Form.VISIT:
        if not mention.host:
            mention.margins = _margins(text) or mention.margins
        if (told := _MINUTES.search(text)) is not None:
            mention.minutes = _minutes(told)
    words = [t.lower_ for t in [*own_modifiers(mention.token), *children(mention.token, "advmod")]]
    words.extend(t.lower_ for t in children(mention.token, "nummod"))
    mention.ordinal = mention.ordinal or next((n for w in words if (n := _ordinal(w))), None)
    first = "first" in words or (not mention.noun and "for the first time" in text)
    if first and (match := _FIRST.search(text)) is not None:
        mention.first = match.group().split(" and ")[0].strip()


def _margins(text: str) -> str | None:
    """Read "on the margins of the Sealand Summit"; not "not on the margins of"."""
    found = _MARGINS.search(text)
    if found is None or text[: found.start()].endswith("not "):
        return None
    return found.group(1).strip(" .")


def _minutes(told: re.Match[str]) -> int | None:
    number = told.group(1).lower()
    count = int(number) if number.isdigit() else _NUMBERS.get(number, 0)
    return count * (60 if told.group(2).lower() == "hour" else 1) or None


def _ordinal(word: str) -> str | None:
    """Read "third" or "3rd" as "3"."""
    written = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", word)
    return written.group(1) if written is not None else _ORDINALS.get(word)
