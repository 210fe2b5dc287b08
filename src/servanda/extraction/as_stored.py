"""Claims taken back to the text as stored: their evidence and their times, made on the text as read."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from servanda.model import Claim, Evidence, TimeRef

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.extraction.detector.joint_reading import Candidate
    from servanda.parsing.document import Parsed

__all__ = ["candidates_as_stored", "claims_as_stored"]


def claims_as_stored(parsed: Parsed, claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims with offsets and exact words of the stored text.

    They come back as they are where the text was read as it is stored.
    """
    if parsed.stored is None or parsed.plain is None:
        return tuple(claims)
    back = _Back(parsed)
    return tuple(
        Claim.make(
            one.report,
            back.of(one.body),
            tuple(back.evidence(piece) for piece in one.evidence),
            rule=one.rule,
            confidence=one.confidence,
        )
        for one in claims
    )


def candidates_as_stored(parsed: Parsed, candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates with offsets of the stored text."""
    plain = parsed.plain
    if plain is None:
        return list(candidates)
    return [
        replace(one, start=plain.stored(one.start), end=plain.stored_end(one.end))
        for one in candidates
    ]


class _Back:
    def __init__(self, parsed: Parsed) -> None:
        assert parsed.stored is not None
        assert parsed.plain is not None
        self._content = parsed.stored.text.content
        self._report = parsed.stored.id
        self._plain = parsed.plain

    def evidence(self, piece: Evidence) -> Evidence:
        start, end = self._plain.stored(piece.start), self._plain.stored_end(piece.end)
        return Evidence.of(self._report, self._content, start, end)

    def of(self, value: Any) -> Any:
        """Return a value with the offsets of every time and every piece of evidence in it moved."""
        if isinstance(value, TimeRef):
            start, end = self._plain.stored(value.start), self._plain.stored_end(value.end)
            return replace(value, start=start, end=end)
        if isinstance(value, Evidence):
            return self.evidence(value)
        if isinstance(value, tuple):
            return tuple(self.of(one) for one in value)
        if is_dataclass(value) and not isinstance(value, type):
            moved = {f.name: self.of(getattr(value, f.name)) for f in fields(value)}
            return replace(value, **moved)
        return value
