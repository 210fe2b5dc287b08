"""Comparing two claims of one report: whether they tell of the same thing, and in which cells they differ."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from servanda.extraction.phrases import content_words
from servanda.model import (
    Assurance,
    Body,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    Incident,
    Modality,
    Omission,
    Structure,
    Tenure,
    TimeRef,
)
from servanda.model.text_folding import fold
from servanda.world.gazetteer import gazetteer

__all__ = ["compare", "differences"]


_SHARE = (
    0.5  # of the telling words of the shorter of two phrases, from which they tell of one thing
)
_WITHIN = 0.8  # of the telling words of a phrase that the whole of another claim holds
_MOST_OF_ONE_MEETING = 1
"""Cells in which two claims of one meeting may differ, where one of them says who meets, how or where."""
_WHICH_MEETING = frozenset({"parties", "form", "place"})
_OF_ITS_OWN = (ConsultationForm.CALL, ConsultationForm.SIGNING, ConsultationForm.PROTEST)
"""Forms that nobody takes for another; what one reader calls a visit, the other may call talks."""
_PLEDGES = (Commitment, Assurance)
_GROUPED = re.compile(r"(?<=\d),(?=\d{3})")


def compare(one: Claim, other: Claim) -> list[str] | None:
    """Return the cells in which two claims of one report differ; None where they tell of different things.

    An assurance and a commitment may tell of one thing: then they differ in their kind.
    """
    if one.kind != other.kind:
        pledges = isinstance(one.body, _PLEDGES) and isinstance(other.body, _PLEDGES)
        return ["kind"] if pledges and _same_thing(one, other) else None
    if not _same_thing(one, other):
        return None
    differing = differences(one.body, other.body)
    if isinstance(one.body, Consultation) and isinstance(other.body, Consultation):
        apart = [*differing, *_other_form(one.body.form, other.body.form)]
        if len(apart) > _MOST_OF_ONE_MEETING and _WHICH_MEETING & set(apart):
            return None
    return differing


def _other_form(one: ConsultationForm, other: ConsultationForm) -> list[str]:
    apart = one is not other and (one in _OF_ITS_OWN or other in _OF_ITS_OWN)
    return ["form"] if apart else []


def _same_thing(one: Claim, other: Claim) -> bool:
    if isinstance(one.body, Tenure) and isinstance(other.body, Tenure):
        return (one.body.person, fold(one.body.office)) == (
            other.body.person,
            fold(other.body.office),
        )
    if not any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence):
        return False
    if isinstance(one.body, Omission) and isinstance(other.body, Omission):
        what = one.body.sort, one.body.who
        return what == (other.body.sort, other.body.who) or _alike(one.body.what, other.body.what)
    return (
        _alike(_telling(one.body), _telling(other.body))
        or _within(_telling(one.body), other.body)
        or _within(_telling(other.body), one.body)
    )


def _telling(body: Body) -> str:
    """Return the words that say what a claim is about; of a meeting, its words in the text say enough."""
    if isinstance(body, Commitment):
        return body.what
    if isinstance(body, Incident):
        return body.act
    if isinstance(body, Structure):
        return body.unit
    if isinstance(body, Capability):
        return body.name
    if isinstance(body, Omission):
        return body.what
    return body.wording if isinstance(body, Assurance) else ""


def _within(phrase: str, body: Body) -> bool:
    """Whether the words of a phrase are those of a promise and its condition, which one may take for it."""
    if not isinstance(body, Commitment) or body.condition is None:
        return False
    words, whole = content_words(phrase), content_words(f"{body.what} {body.condition}")
    return bool(words) and len(words & whole) >= _WITHIN * len(words)


def _alike(one: str, other: str) -> bool:
    left, right = content_words(one), content_words(other)
    if not left or not right:
        return True
    return len(left & right) >= _SHARE * min(len(left), len(right))


# -- whether they say the same


def differences(one: Body, other: Body) -> list[str]:
    """Name the cells that both have and that cannot both be right; what one leaves open is no difference."""
    return [name for name, get in _COMPARED[one.kind].items() if not _agree(get(one), get(other))]


def _agree(one: Any, other: Any) -> bool:
    if one in (None, "", ()) or other in (None, "", ()):
        return True
    if isinstance(one, TimeRef) and isinstance(other, TimeRef):
        return one.start < other.end and other.start < one.end
    if isinstance(one, _Place) and isinstance(other, _Place):
        return one.agrees(other)
    if isinstance(one, tuple):
        return set(one) <= set(other) or set(other) <= set(one)
    return bool(one == other)


def _firmness(body: Any) -> str:
    """Return whether a promise is weighed, made or kept; how it is put in words is no matter."""
    plain = (Modality.CONSIDERING, Modality.FULFILLED)
    return body.modality.value if body.modality in plain else "made"


def _whole(get: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Let a cell agree only with an equal one: codes and numbers are right or wrong."""
    return lambda body: _Whole(get(body)) if get(body) is not None else None


@dataclass(frozen=True, slots=True)
class _Whole:
    value: Any


@dataclass(frozen=True, slots=True)
class _Place:
    """A place as a claim names it, and the state that it lies in, where the claim knows."""

    name: str
    country: str | None

    def agrees(self, other: _Place) -> bool:
        """Whether one name holds the other, or is that of the state that the other lies in."""
        left, right = fold(self.name), fold(other.name)
        return left in right or right in left or self._within(other) or other._within(self)

    def _within(self, other: _Place) -> bool:
        state = gazetteer().party(other.name)
        mine = self.country or gazetteer().country_of_place(self.name)
        return state is not None and mine == state


def _place(body: Any) -> _Place | None:
    return _Place(body.place, getattr(body, "country", None)) if body.place else None


def _number(given: str | None) -> _Whole | None:
    """Let numbers agree that are written alike but for the comma between thousands."""
    return _Whole(fold(_GROUPED.sub("", given))) if given else None


def _of(name: str) -> Callable[[Any], Any]:
    return lambda body: getattr(body, name)


def _cells(words: str, whole: str = "") -> dict[str, Callable[[Any], Any]]:
    found = {name: _of(name) for name in words.split()}
    return found | {name: _whole(_of(name)) for name in whole.split()}


_COMPARED: Mapping[str, Mapping[str, Callable[[Any], Any]]] = MappingProxyType(
    {
        Commitment.kind: {
            **_cells("obligors due", "beneficiary"),
            "quantity": lambda body: _number(body.target.quantity if body.target else None),
            "modality": _whole(_firmness),
        },
        Consultation.kind: {**_cells("parties when", "status duration_minutes"), "place": _place},
        Assurance.kind: _cells("parties"),
        Incident.kind: {**_cells("when", "actor target"), "place": _place},
        Structure.kind: _cells("when due", "party status"),
        Capability.kind: {
            **_cells("when", "holder range_km supplier"),
            "quantity": lambda body: _number(body.quantity),
        },
        Omission.kind: _cells("", "sort"),
        Tenure.kind: _cells("since until", "party"),
    }
)
