"""Answers that are kept: made once, of bounded number, the longest unused gone first."""

from __future__ import annotations

from servanda.server.kept_answers import KeptAnswers


class Maker:
    """Makes answers, and notes for which questions."""

    def __init__(self, kept: KeptAnswers) -> None:
        self.kept = kept
        self.made: list[str] = []

    def ask(self, question: str, items: int = 1) -> tuple[str, ...]:
        def make() -> tuple[str, ...]:
            self.made.append(question)
            return (question,) * items

        return self.kept.get(question, make, len)


def test_the_same_question_is_worked_out_once() -> None:
    asks = Maker(KeptAnswers())
    assert asks.ask("a", 2) == asks.ask("a", 2) == ("a", "a")
    assert asks.ask("b") == ("b",)
    assert asks.made == ["a", "b"]


def test_what_was_not_asked_for_longest_makes_room() -> None:
    asks = Maker(KeptAnswers(most=3))
    asks.ask("a")
    asks.ask("b")
    asks.ask("a")
    asks.ask("c", 2)
    asks.ask("a")
    assert asks.made == ["a", "b", "c"]
    asks.ask("b")
    assert asks.made == ["a", "b", "c", "b"]


def test_what_has_no_room_at_all_is_answered_and_not_kept() -> None:
    asks = Maker(KeptAnswers(most=3))
    assert len(asks.ask("a", 5)) == 5
    assert len(asks.ask("a", 5)) == 5
    assert asks.made == ["a", "a"]
    asks.ask("b")
    asks.ask("b")
    assert asks.made == ["a", "a", "b"]
