"""What persons may decide: an amendment that fits no field, for example, is refused."""

from __future__ import annotations

from servanda.errors import UsageError
from servanda.model.amendment import check_amendment
from servanda.model.decision import Action, Concern, Decision, Score, Word
from servanda.model.entity import LinkType, status_said

__all__ = ["prove_word"]


def prove_word(word: Word) -> None:
    """Raise UsageError where a word decides what cannot be decided.

    Its anchors must be there.
    """
    if isinstance(word, Score):
        _all_are(word, "commitment", "only commitments are scored")
    elif isinstance(word, Decision):
        _PROOFS[word.concern](word)


def _all_are(word: Decision | Score, kind: str, why: str) -> None:
    other = next((one for one in word.anchors if one.kind != kind), None)
    if other is not None:
        raise UsageError(other.claim, f"this is a {other.kind}: {why}")


def _claim(word: Decision) -> None:
    if word.action is Action.AMEND:
        for one in word.anchors:
            check_amendment(one.kind, word.field or "", word.value)


def _match(word: Decision) -> None:
    if word.action in (Action.MERGE, Action.SPLIT):
        kinds = sorted({one.kind for one in word.anchors})
        if len(kinds) > 1:
            reason = f"a {kinds[0]} and a {kinds[1]} are never one entity"
            raise UsageError(word.action.value, reason)
    elif word.field is not None and word.field not in {one.value for one in LinkType}:
        raise UsageError(word.field, "there is no such tie", ", ".join(LinkType))


def _status(word: Decision) -> None:
    _all_are(word, "commitment", "only commitments have a status that a person may set")
    status_said(word)


def _entity(word: Decision) -> None:
    if word.field == "person":
        _person(word)
    elif (
        word.action is not Action.AMEND
        or word.field != "guideline"
        or not isinstance(word.value, dict | None)
    ):
        raise UsageError(str(word.field), "of an entity, only its guideline can be set")


def _person(word: Decision) -> None:
    value = word.value if isinstance(word.value, dict) else {}
    persons = value.get("persons")
    many = 2 if word.action is Action.MERGE else 1
    if (
        word.action not in (Action.MERGE, Action.SPLIT)
        or not isinstance(persons, list)
        or not all(isinstance(one, str) for one in persons)
        or len(set(persons)) < many
    ):
        raise UsageError(
            word.action.value, "it does not say who is meant", "name persons by their ids"
        )


_PROOFS = {
    Concern.CLAIM: _claim,
    Concern.MATCH: _match,
    Concern.STATUS: _status,
    Concern.ENTITY: _entity,
}
