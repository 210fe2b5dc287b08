"""What one mention lends to the next: the day of the news, the trip made to hold talks."""

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    auxiliaries,
    children,
    is_finite,
    is_infinitive,
    subject,
    walk_up,
)
from servanda.extraction.kinds.consultations.company import is_time
from servanda.extraction.kinds.consultations.consultation_words import COARSE
from servanda.model import BlockKind, TimexType
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.timex.resolving import is_calendar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Event, Mention
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["carry_over", "date_by_news", "date_by_what_led_to_it", "on_the_trip"]


def date_by_what_led_to_it(discourse: Discourse, mention: Mention) -> None:
    """Date "It came at a meeting of …" by the sentence before, whose deed "it" stands for."""
    verb = mention.verb
    if not mention.noun or mention.when is not None or verb is None or mention.sentence.index == 0:
        return
    acting = subject(verb)
    if (
        verb.lemma_ not in ("come", "happen", "follow")
        or acting is None
        or acting.lower_ not in ("it", "this", "that")
    ):
        return
    before = discourse.parsed.sentences[mention.sentence.index - 1]
    for ref in discourse.parsed.times_within(before.start, before.end):
        tokens = discourse.parsed.tokens_within(ref.start, ref.end)
        told = [t for t in walk_up(tokens[0]) if t.pos_ == "VERB"] if tokens else []
        if told and told[0].i == before.span.root.i and is_calendar(ref):
            mention.when = ref
            return


def on_the_trip(mentions: list[Mention]) -> None:
    """Give "In Norville, they will meet leaders", told after a planned trip, the travellers and the host."""
    trips = [v for v in mentions if _is_planned_trip(v)]
    for mention in mentions:
        trip, host = _last_before(mention, trips), mention.country
        if trip is None or host is None or not _is_met_by_the_same(mention, trip):
            continue
        if host in trip.parties or trip.sentence.index == mention.sentence.index:
            continue
        mention.people = list(trip.people)
        mention.parties = [*trip.parties, host]
        days = (v.when for v in mentions if v.when is not None and v.people == trip.people)
        mention.when = mention.when or trip.when or next(days, None)


def _last_before(mention: Mention, trips: list[Mention]) -> Mention | None:
    return next((v for v in reversed(trips) if v.token.i < mention.token.i), None)


def _is_met_by_the_same(mention: Mention, trip: Mention) -> bool:
    """Whether travellers told before plan to meet others, and nobody else is named: "they will meet leaders"."""
    if mention.noun or mention.form is not Form.MEETING or mention.status is not Status.PLANNED:
        return False
    acting = subject(mention.token)
    if acting is None or not (acting.pos_ == "PRON" or acting.lemma_.lower() in _TRAVELLERS):
        return False
    return len(mention.parties) < 2 and all(p in trip.people for p in mention.people)


_TRAVELLERS = ("delegation", "team", "group")


def _is_planned_trip(mention: Mention) -> bool:
    return mention.form is Form.VISIT and bool(mention.people) and mention.status is Status.PLANNED


def carry_over(mentions: list[Mention]) -> None:
    """Give a meeting that is the purpose of a trip the traveller, time, place and status of that trip."""
    for _, group in groupby(mentions, key=lambda m: m.sentence.index):
        told = list(group)
        for visit in [m for m in told if m.form is Form.VISIT and m.people]:
            for other in told:
                if (
                    other.form is not Form.VISIT
                    and other.token.i > visit.token.i
                    and _is_purpose(visit, other)
                ):
                    _lend(visit, other)


def _is_purpose(visit: Mention, other: Mention) -> bool:
    """Whether the meeting hangs on the trip: "to hold talks", "and see B", "for a summit", "where he will meet B"."""
    between = visit.token.doc[visit.token.i + 1 : other.token.i]
    tensed = any(t.pos_ in ("VERB", "AUX") and is_finite(t) for t in between)
    if other.noun and not tensed and any(t.lower_ == "for" for t in between):
        return True
    verb = _verb_behind(visit.token, other)
    if verb is None:
        return False
    if verb.dep_ == "conj" and verb.head.i == visit.token.i:
        return True
    return (is_infinitive(verb) and not tensed) or any(
        c.lower_ == "where" for c in children(verb, "advmod")
    )


def _verb_behind(visit: Token, other: Mention) -> Token | None:
    """Return the verb of a meeting, or one that bears it, behind a visit, or None."""
    if not other.noun:
        return other.token if other.token.i >= visit.i else None
    near = (visit.doc[i] for i in sorted(other.near) if i > visit.i)
    return next((t for t in near if t.pos_ == "VERB"), None)


def _lend(visit: Mention, other: Mention) -> None:
    sides = {p.party for p in other.people}
    both = len(sides) > 1 or not sides.isdisjoint(p.party for p in visit.people)
    told = bool(other.hints) or (len(other.people) > 1 and both)
    other.people[:0] = [] if told else [p for p in visit.people if p not in other.people]
    other.parties.extend(p for p in visit.parties if p not in other.parties)
    other.status, other.firm = visit.status, visit.firm
    other.when = other.when or visit.when
    if other.place is None:
        other.place, other.country = visit.place, visit.country


# -- The day of the news: an event told without a day takes that of the sentence that tells i


# How a sentence opens that tells what was before or after what was just told, on the same day.
_SAME_DAY = re.compile(
    r"(?:earlier|later|hours (?:before|earlier|later)|afterwards?|shortly (?:before|after)\w*|"
    r"(?:before|after|following|at|during) (?:the|that|this) (?:ceremony|signing|meeting|talks|"
    r"inauguration|parade|commemoration|event))\b",
    re.IGNORECASE,
)
_BACK = 10  # sentences such an opening may look back over
_NEAR = 2  # sentences after the lead that still tell the same news
_LEAD = 3  # sentences from the top that tell what is new
_OLD = frozenset("last previous earlier past prior former recent".split())


def date_by_news(discourse: Discourse, events: list[Event]) -> None:
    """Fill the day of held events that have none of their own, in place."""
    for event in events:
        told = [m for m in event.mentions if not m.headline]
        if event.when is not None or not told or event.status not in (Status.HELD, None):
            continue
        first = min(told, key=lambda m: m.token.i)
        if event.earlier or (event.status is None and first.noun):
            continue
        event.when = _of_opening(discourse, first) or _of_lead(discourse, event, first)


def _of_opening(discourse: Discourse, mention: Mention) -> TimeRef | None:
    """Return the day looked back to by "Earlier, A and B met", "Before the ceremony they held talks"."""
    sentence = mention.sentence
    if _SAME_DAY.match(sentence.span.text) is None:
        return None
    for before in reversed(
        discourse.parsed.sentences[max(0, sentence.index - _BACK) : sentence.index]
    ):
        ref = _news_day(discourse, before)
        if ref is not None:
            return ref
    return None


def _of_lead(discourse: Discourse, event: Event, mention: Mention) -> TimeRef | None:
    """Return the day on which the lead tells the same states' or people's news, a sentence or two before."""
    if _is_older(mention):
        return None
    parsed = discourse.parsed
    headings = (BlockKind.HEADLINE, BlockKind.HEADING)
    for lead in islice((s for s in parsed.sentences if s.block not in headings), _LEAD):
        if not 0 <= mention.sentence.index - lead.index <= _NEAR:
            continue
        ref = _news_day(discourse, lead)
        if ref is not None and _names_the_same(discourse, lead, event):
            return ref
    return None


def _is_older(mention: Mention) -> bool:
    """Whether it may be older than the news: no verb tells of it, "had met", "the previous meeting"."""
    verb = mention.verb
    if verb is None or any(a.lower_ == "had" for a in auxiliaries(verb)):
        return True
    return mention.noun and any(c.lower_ in _OLD for c in mention.token.children)


def _names_the_same(discourse: Discourse, lead: Sentence, event: Event) -> bool:
    """Whether a sentence names all the states of an event, or one of its people."""
    parsed = discourse.parsed
    named = {p.party for p in parsed.parties_in(lead.start, lead.end)}
    if len(event.parties) > 1 and named.issuperset(event.parties):
        return True
    present = (parsed.person_at(t) for t in lead.span)
    return any(p is not None and p in event.people for p in present)


def _news_day(discourse: Discourse, sentence: Sentence) -> TimeRef | None:
    """Return the day that dates the main clause of a sentence in the past tense, or None."""
    if sentence.block in (BlockKind.HEADLINE, BlockKind.HEADING):
        return None
    root = sentence.span.root
    for ref in discourse.parsed.times_within(sentence.start, sentence.end):
        if (
            not is_calendar(ref)
            or ref.form in COARSE
            or ref.relation in ("since", "until", "by")
            or ref.type in (TimexType.SET, TimexType.DURATION)
        ):
            continue
        tokens = [
            t for t in discourse.parsed.tokens_within(ref.start, ref.end) if t.idx >= ref.start
        ]
        if tokens and _of_main_clause(discourse, tokens[0], root):
            return ref
    return None


def _of_main_clause(discourse: Discourse, token: Token, root: Token) -> bool:
    """Return whether a time hangs on the sentence's main verb, and that verb tells of the past."""
    if root.tag_ not in ("VBD", "VBN"):
        return False
    for other in walk_up(token):
        if other.i == root.i:
            return True
        quoted = other.dep_ == "ccomp" and other.head.i == root.i and other.tag_ == "VBD"
        if quoted:  # "A on Friday signed a pact, officials said"
            return True
        if other.pos_ in ("VERB", "AUX"):
            return False
        if other.pos_ in ("NOUN", "PROPN") and not is_time(discourse, other):
            return False
    return False
