"""The part of a view that tells what persons said: decisions, scores, grades."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.engine import Connection

from servanda.model.decisions import Decision, Grade, Scale, Score, Undo, Word
from servanda.record.clock import Held
from servanda.record.decisions import Words
from servanda.record.decisions_view import Judged, Said, load_grades, load_said, load_scores
from servanda.record.session import Store

__all__ = ["WordsView"]


class WordsView:
    """What persons said, as a view has it."""

    known_by: date | None
    recorded_by: datetime | None
    held: Held
    _judged: Judged
    _said: Said | None
    _store: Store

    def decisions(self) -> tuple[Decision, ...]:
        """Return the decisions in force, about the claims that stand now, in the order of saying.

        Blind ones have no force. To undo one, or to see those undone: `Record.words`.
        """
        with self._store.reading() as connection:
            return self._all_said(connection).decisions

    def scores(self) -> tuple[Score, ...]:
        """Return the scores of compliance, about the claims that stand now."""
        with self._store.reading() as connection:
            return tuple(load_scores(connection, self.held))

    def grades(self, scale: Scale) -> dict[str, Grade]:
        """Return the grade of each source (by its name, case folded) or of each report."""
        with self._store.reading() as connection:
            return load_grades(connection, scale, self.held)

    def words(self) -> tuple[tuple[Word, Undo | None], ...]:
        """Return all that persons had said, with who took it back, in the order of saying."""
        then = self.recorded_by
        return tuple(
            (one.word, None if then and one.superseded and one.superseded > then else one.undone)
            for one in Words(self._store).all()
            if then is None or one.recorded <= then
        )

    def _all_said(self, connection: Connection) -> Said:
        if self._said is None:
            none = self._judged is Judged.NONE
            self._said = Said() if none else load_said(connection, self.known_by, self.held)
        return self._said
