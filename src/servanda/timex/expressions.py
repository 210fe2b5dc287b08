"""Every time expression of a text with its TIMEX3 reading: the convenience over `find` and `resolve`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from servanda.errors import TimeError
from servanda.model.time import TimeRef, TimexType, When
from servanda.timex.draft import inner
from servanda.timex.finding import find
from servanda.timex.narrative import Genre, genre_of, walk
from servanda.timex.resolving import Anchor, Resolved, resolve

__all__ = ["TimeExpression", "read_times", "times"]


_HEAD = 400  # characters in which a text without a known date may state its own


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression: offsets and words, TIMEX3 type, value and mod, interval, EDTF and the reason."""

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None
    when: When | None
    reason: str

    @property
    def edtf(self) -> str | None:
        """EDTF of the interval, or None where none is known."""
        return None if self.when is None else self.when.edtf

    def to_json(self) -> dict[str, object]:
        """Write the contract's row: start, end, text, type, value, and what more is known."""
        row: dict[str, object] = {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "type": self.type,
            "value": self.value,
        }
        if self.mod is not None:
            row["mod"] = self.mod
        if self.when is not None:
            row["when"] = self.when.to_json()
        return row


def times(
    text: str,
    published: date | str | When | None = None,
    *,
    country: str | None = None,
    genre: Genre | str | None = None,
) -> list[TimeExpression]:
    """Return every time expression of `text`, ascending.

    `published` is the day the text appeared (a date, its ISO form, or an interval), None where it is
    not known: expressions that lean on it then keep X in their value, unless the text's head states a
    day. `genre` is told from the text where it is None. Raises TimeError for a `published` that is no date.
    """
    pairs = read_times(text, Anchor(_anchor(published), country), genre=genre)
    return [_expression(ref, resolved) for ref, resolved in pairs]


def read_times(
    text: str, anchor: Anchor, *, genre: Genre | str | None = None
) -> list[tuple[TimeRef, Resolved]]:
    """Return every expression with what it comes to: the ends of a range one by one, as TIMEX3 marks.

    Where the anchor has no day, one that the head of the text states in full is taken.
    """
    refs = list(_single(find(text)))
    published = anchor.published if anchor.published is not None else _stated(refs)
    day = published.start if published is not None and published.is_day else None
    chosen = Genre(genre) if genre is not None else genre_of(refs, day)
    if chosen is Genre.NEWS:  # TIMEX3 of news leaves "former", "recent" before a noun unmarked
        refs = [ref for ref in refs if ref.arg("adj") is None]
    if chosen is Genre.NARRATIVE:
        seen = walk(refs, day, anchor.country)
        return [
            (ref, Resolved(one.value, one.when, (f"“{ref.text}”: {one.why}",)))
            for ref, one in zip(refs, seen, strict=True)
        ]
    known = Anchor(published, anchor.country)
    return [(ref, resolve(ref, known)) for ref in refs]


def _anchor(published: date | str | When | None) -> When | None:
    if published is None or isinstance(published, When):
        return published
    if isinstance(published, datetime):
        return When.on(published.date())
    if isinstance(published, date):
        return When.on(published)
    try:
        return When.on(date.fromisoformat(published[:10]))
    except (TypeError, ValueError) as error:
        reason = "is no date"
        raise TimeError(repr(published), reason, "give it as YYYY-MM-DD") from error


def _stated(refs: Sequence[TimeRef]) -> When | None:
    """Return the day the head of the text states in full, or None."""
    for ref in refs:
        if ref.start > _HEAD:
            return None
        if ref.form == "day" and ref.arg("y") is not None and not ref.arg("era"):
            return resolve(ref, Anchor(None)).when
    return None


def _single(refs: Sequence[TimeRef]) -> Iterator[TimeRef]:
    """Take ranges apart: TIMEX3 marks both ends."""
    for ref in refs:
        if ref.form != "range":
            yield ref
            continue
        for prefix in "ab":
            part = inner(ref, prefix)
            if part is None:
                continue
            start, end = int(part.arg("start") or 0), int(part.arg("end") or 0)
            args = tuple(pair for pair in part.args if pair[0] not in {"start", "end"})
            yield replace(
                part,
                start=ref.start + start,
                end=ref.start + end,
                text=ref.text[start:end],
                args=args,
                relation=ref.relation if prefix == "a" else "until",
            )


def _expression(ref: TimeRef, found: Resolved) -> TimeExpression:
    return TimeExpression(
        ref.start,
        ref.end,
        ref.text,
        ref.type.value,
        found.value or _unsaid(ref.type),
        ref.mod,
        found.when,
        "; ".join(found.reasons),
    )


def _unsaid(kind: TimexType) -> str:
    return "PX" if kind is TimexType.DURATION else "XXXX-XX-XX"
