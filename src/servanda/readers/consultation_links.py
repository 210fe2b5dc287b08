"""What one mention of a sentence lends to the next: the trip made to hold talks, two meetings told in one breath."""

from __future__ import annotations

from copy import copy
from itertools import groupby
from typing import TYPE_CHECKING

from servanda.dates import is_calendar
from servanda.model import ConsultationForm as Form
from servanda.model import ConsultationStatus as Status
from servanda.readers.clauses import children, is_finite, subject, walk_up

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.readers.consultation_mention import Mention
    from servanda.readers.discourse import Discourse

__all__ = ["carry_over", "date_by_what_led_to_it", "on_the_trip", "split_up"]


def split_up(mention: Mention) -> Iterator[Mention]:
    """Split "meetings with his counterparts: A and B": one mention for each pair; any other mention as it is."""
    if not mention.split:
        yield mention
        return
    first, *others = mention.people
    for other in others:
        one = copy(mention)
        one.people = [first, other]
        one.parties = [p for p in (first.party, other.party) if p]
        one.near = set(mention.near)
        yield one


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
    for mention in mentions:
        if mention.noun or mention.form is not Form.MEETING or mention.country is None:
            continue
        trip = next(
            (
                v
                for v in reversed(mentions)
                if v.form is Form.VISIT
                and v.people
                and v.status is Status.PLANNED
                and v.token.i < mention.token.i
            ),
            None,
        )
        acting = subject(mention.token)
        again = acting is not None and (
            acting.pos_ == "PRON" or acting.lemma_.lower() in ("delegation", "team", "group")
        )
        if trip is None or not again or mention.status is not Status.PLANNED:
            continue
        if any(p not in trip.people for p in mention.people) or len(mention.parties) > 1:
            continue
        if mention.country in trip.parties or trip.sentence.index == mention.sentence.index:
            continue
        mention.people = list(trip.people)
        mention.parties = [*trip.parties, mention.country]
        days = [v.when for v in mentions if v.when is not None and v.people == trip.people]
        mention.when = mention.when or trip.when or next(iter(days), None)


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
    verbs = [t for t in between if t.pos_ in ("VERB", "AUX") and is_finite(t)]
    if other.noun and any(t.lower_ == "for" for t in between) and not verbs:
        return True
    near = [other.token.doc[i] for i in sorted(other.near) if i > visit.token.i]
    verb = other.token if not other.noun else next((t for t in near if t.pos_ == "VERB"), None)
    if verb is None or verb.i < visit.token.i:
        return False
    if verb.dep_ == "conj" and verb.head.i == visit.token.i:
        return True
    to = any(c.lower_ == "to" for c in children(verb, "aux"))
    where = any(c.lower_ == "where" for c in children(verb, "advmod"))
    return (to and not verbs) or where


def _lend(visit: Mention, other: Mention) -> None:
    for person in visit.people:
        if person not in other.people and not (other.hints or len(other.people) > 1):
            other.people.insert(0, person)
    other.parties.extend(p for p in visit.parties if p not in other.parties)
    other.status, other.firm = visit.status, visit.firm
    other.when = other.when or visit.when
    if other.place is None:
        other.place, other.country = visit.place, visit.country
