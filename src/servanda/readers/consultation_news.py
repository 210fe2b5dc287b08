"""The day of the news: an event told without a day takes that of the sentence that tells it as news."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.dates import is_calendar
from servanda.model import BlockKind, TimexType
from servanda.model import ConsultationStatus as Status
from servanda.readers.clauses import auxiliaries, walk_up
from servanda.readers.consultation_company import is_time
from servanda.readers.consultation_setting import COARSE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.readers.consultation_event import Event
    from servanda.readers.consultation_mention import Mention
    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence

__all__ = ["date_by_news"]

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
        if any(m.earlier for m in event.mentions) or (event.status is None and first.noun):
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
    verb = mention.verb
    if verb is None or any(a.lower_ == "had" for a in auxiliaries(verb)):
        return None
    if mention.noun and any(c.lower_ in _OLD for c in mention.token.children):
        return None
    parsed = discourse.parsed
    body = [s for s in parsed.sentences if s.block not in (BlockKind.HEADLINE, BlockKind.HEADING)]
    for lead in body[:_LEAD]:
        if not 0 <= mention.sentence.index - lead.index <= _NEAR:
            continue
        ref = _news_day(discourse, lead)
        if ref is None:
            continue
        named = {p.party for p in parsed.parties if lead.start <= p.start < lead.end}
        people = {x.index for t in lead.span if (x := parsed.person_at(t)) is not None}
        if (len(event.parties) > 1 and set(event.parties) <= named) or (
            len(people & {p.index for p in event.people}) > 0
        ):
            return ref
    return None


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
