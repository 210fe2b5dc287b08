"""What the report as a whole adds to a mention: the days that a time resolves to, the other state."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from servanda.timex.resolving import Anchor, resolve

if TYPE_CHECKING:
    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef, When
    from servanda.parsing.document import Sentence

__all__ = ["other_party", "when_of"]


_SURE = 2  # days that a report's date may span and still order its times


def when_of(discourse: Discourse, ref: TimeRef | None) -> When | None:
    """Resolve a time against the report's date, if that is known."""
    if ref is None:
        return None
    dated = discourse.parsed.report.dating.when
    first, end = (dated.start, dated.end) if dated is not None else (None, None)
    if first is not None and end is not None and (end - first).days > _SURE:
        dated = None  # a weekday seen from many days may be any
    return resolve(ref, Anchor(dated)).when


def other_party(discourse: Discourse, sentence: Sentence, actor: str) -> str | None:
    """Return the one other state that the sentence names, else the other of the report's two."""
    mentions = discourse.parsed.parties
    first = bisect_left(mentions, sentence.start, key=lambda party: party.start)
    last = bisect_left(mentions, sentence.end, lo=first, key=lambda party: party.start)
    named = {
        p.party for p in mentions[first:last] if p.party and len(p.party) == 2 and p.party != actor
    }
    if len(named) == 1:
        return named.pop()
    main = [p for p in discourse.main_parties if len(p) == 2]
    if not named and actor in main and len(main) == 2:
        return next(p for p in main if p != actor)
    return None
