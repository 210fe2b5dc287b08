"""How persons judged: agreement of coders, scores of compliance, and what reading again changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from servanda.client.connection import Connection, Row, written

__all__ = ["Judgements"]


class Judgements:
    """What persons judged, beside each other: `Client.judgements`."""

    def __init__(self, desk: Connection) -> None:
        self._desk = desk

    def agreement(self, *, coders: Sequence[str] = ()) -> Iterator[Row]:
        """Go through how far coders agree, by kind of judgement; with `coders`, of these only."""
        return self._desk.rows("/agreement", {}, coder=coders)

    def disagreements(self, *, coders: Sequence[str] = ()) -> Iterator[Row]:
        """Go through what coders judged differently."""
        return self._desk.rows("/disagreements", {}, coder=coders)

    def scores(
        self,
        *,
        commitment: str | None = None,
        obligor: str | None = None,
        coder: str | None = None,
    ) -> Iterator[Row]:
        """Go through the scores of how far commitments were kept."""
        return self._desk.rows(
            "/compliance", {}, commitment=commitment, obligor=obligor, coder=coder
        )

    def percentages(
        self,
        *,
        commitment: str | None = None,
        obligor: str | None = None,
        coder: str | None = None,
    ) -> Iterator[Row]:
        """Go through the scores summed up by obligor, by commitment and overall."""
        return self._desk.rows(
            "/compliance/percentages", {}, commitment=commitment, obligor=obligor, coder=coder
        )

    def score(
        self,
        commitment: str,
        obligor: str,
        value: Literal[1, 0, -1] | None,
        *,
        guideline: str | None = None,
        start: date | None = None,
        end: date | None = None,
        reason: str = "",
        blind: bool = False,
    ) -> Row:
        """Score how far an obligor kept a commitment: 1 full, 0 in progress, -1 none, None: cannot be said."""
        asked = {"guideline": guideline, "start": start, "end": end}
        asked = {name: one for name, one in written(asked).items() if one is not None}
        said = {"commitment": commitment, "obligor": obligor, "value": value}
        body = {**asked, **said, "reason": reason, "blind": blind}
        found: Row = self._desk.asked("POST", "/compliance", json=body)
        return found

    def set_guideline(
        self,
        commitment: str,
        text: str,
        *,
        start: date | None = None,
        end: date | None = None,
        reason: str = "",
    ) -> Row:
        """Write down what counts as compliance with a commitment; later scores go by it."""
        days = written({"start": start, "end": end})
        body = {**days, "commitment": commitment, "text": text, "reason": reason}
        found: Row = self._desk.asked("POST", "/compliance/guidelines", json=body)
        return found

    def changes(self, *, since: date | datetime | None = None) -> Iterator[Row]:
        """Go through the claims that are gone, new or changed since reports were read again or corrected."""
        return self._desk.rows("/review/changes", {}, since=since)
