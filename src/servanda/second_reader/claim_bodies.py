"""What a claim says, made of the cells of a proposal: one function a kind, whole or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from servanda.data_tables import word_set
from servanda.extraction.phrases import action_words
from servanda.model import (
    Assurance,
    Capability,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Structure,
    StructureStatus,
    Target,
    Tenure,
)
from servanda.model.claim import Body
from servanda.model.text_folding import fold
from servanda.second_reader.asserted import (
    must_be_asserted,
    must_be_change,
    must_be_commitment,
    must_be_consultation,
    must_be_incident,
    must_be_omission,
)
from servanda.second_reader.cell_reading import CellReader
from servanda.second_reader.proposal import Ground, RefusedError
from servanda.world.gazetteer import gazetteer

__all__ = ["BODY_MAKERS", "Cells"]

_Value = TypeVar("_Value")
_MINUTES = 60
# Of these a report may name one side alone: who comes, or what body meets.
_HOSTED = (ConsultationForm.VISIT, ConsultationForm.MULTILATERAL, ConsultationForm.COURTESY)


class Cells:
    """The cells of one proposal, read by their names; one that is empty or left out is None."""

    def __init__(self, read: CellReader, given: Mapping[str, Any]) -> None:
        """Take what reads cells and the cells as a model wrote them."""
        self.read = read
        self._given = {key: value for key, value in given.items() if value not in (None, "", [])}

    def need(self, name: str) -> Any:
        """Return a cell as given. Raises RefusedError where it is empty."""
        if name not in self._given:
            raise RefusedError(Ground.MISSING, "it must be filled", name)
        return self._given[name]

    def may(self, name: str, reading: Callable[[str, Any], _Value]) -> _Value | None:
        """Read a cell, or return None where it is empty."""
        return reading(name, self._given[name]) if name in self._given else None

    def words(self, name: str) -> str:
        """Read the words of a cell that must be filled."""
        return self.read.words(name, self.need(name)).text

    def may_words(self, name: str) -> str | None:
        """Read the words of a cell, or return None where it is empty."""
        return self.may(name, lambda cell, given: self.read.words(cell, given).text)


def _commitment(cells: Cells) -> Commitment:
    read = cells.read
    action = read.deed("action", cells.need("action"))
    modality = read.choice("modality", cells.need("modality"), Modality)
    must_be_commitment(read.discourse, action, modality, str(cells.need("action")))
    quantity = cells.may("quantity", read.number)
    unit = cells.may_words("unit")
    if unit is not None and quantity is None:
        raise RefusedError(Ground.MISSING, "a unit counts nothing by itself", "quantity")
    verbal = action.pos_ in ("VERB", "AUX")
    return Commitment(
        obligors=read.parties("obligors", cells.need("obligors"), acting=True),
        action=action_words(action) if verbal else cells.words("action"),
        object=cells.may_words("object") or "",
        modality=modality,
        beneficiary=cells.may("beneficiary", read.party),
        due=cells.may("due", read.time),
        condition=cells.may_words("condition"),
        speaker=cells.may("speaker", read.voice),
        target=None if quantity is None else Target(quantity, unit),
    )


def _consultation(cells: Cells) -> Consultation:
    read = cells.read
    event = read.head(read.words("event", cells.need("event")))
    status = read.choice("status", cells.need("status"), ConsultationStatus)
    must_be_consultation(event, status, list(read.tokens()))
    names = cells.may("participants", _names) or []
    people = [read.guest("participants", name) for name in names]
    form = read.choice("form", cells.need("form"), ConsultationForm)
    parties = [p.party for p in people if p.party]
    parties += cells.may("parties", read.parties) or ()
    sides = {*parties, *(p.name for p in people if not p.party)}
    if len(sides) < (1 if form in _HOSTED else 2):
        raise RefusedError(Ground.PARTY, "it takes two to consult", "participants")
    place = cells.may_words("place")
    return Consultation(
        form=form,
        status=status,
        participants=tuple(people),
        parties=tuple(dict.fromkeys(parties)),
        place=place,
        country=gazetteer().country_of_place(place) if place else None,
        when=cells.may("when", read.time),
        duration_minutes=cells.may("duration", lambda cell, given: _minutes(read, cell, given)),
    )


def _names(cell: str, given: Any) -> list[Any]:
    if not isinstance(given, list):
        raise RefusedError(Ground.VALUE, "a list of names belongs here", cell)
    return given


def _minutes(read: CellReader, cell: str, given: Any) -> int:
    hours = word_set("second_reader", "hour", "gate_words")
    if any(word in hours for word in str(given).lower().split()):
        return round(_MINUTES * read.measure(cell, given, "hour"))
    return round(read.measure(cell, given, "minute"))


def _assurance(cells: Cells) -> Assurance:
    read = cells.read
    wording = read.words("wording", cells.need("wording"))
    must_be_asserted(read.head(wording))
    return Assurance(
        parties=read.parties("parties", cells.need("parties"), acting=True),
        about=cells.words("about"),
        wording=wording.text,
        speaker=cells.may("speaker", read.voice),
        modality=read.choice("modality", cells.need("modality"), Modality),
    )


def _incident(cells: Cells) -> Incident:
    read = cells.read
    act = read.words("act", cells.need("act"))
    must_be_incident(read.head(act))
    return Incident(
        act=act.text,
        actor=cells.may("actor", read.party),
        target=cells.may("target", read.party),
        place=cells.may_words("place"),
        when=cells.may("when", read.time),
    )


def _structure(cells: Cells) -> Structure:
    read = cells.read
    change = read.words("change", cells.need("change"))
    status = read.choice("status", cells.need("status"), StructureStatus)
    must_be_change(read.head(change), status)
    return Structure(
        unit=cells.words("unit"),
        change=change.text,
        status=status,
        party=cells.may("party", read.party),
        when=cells.may("when", read.time),
        due=cells.may("due", read.time),
    )


def _capability(cells: Cells) -> Capability:
    read = cells.read
    name = read.words("name", cells.need("name"))
    must_be_asserted(read.head(name))
    return Capability(
        name=name.text,
        holder=cells.may("holder", read.party),
        quantity=cells.may("quantity", read.number),
        unit=cells.may_words("unit"),
        range_km=cells.may("range", lambda cell, given: _kilometres(read, cell, given)),
        price=cells.may_words("price"),
        supplier=cells.may("supplier", read.party),
        when=cells.may("when", read.time),
    )


def _kilometres(read: CellReader, cell: str, given: Any) -> int:
    return round(read.measure(cell, given, "kilometre"))


def _omission(cells: Cells) -> Omission:
    read = cells.read
    what = cells.words("what")
    must_be_omission(read.tokens())
    sort = read.choice("sort", cells.need("sort"), OmissionSort)
    return Omission(what=what, sort=sort, who=cells.may("who", read.voice))


def _tenure(cells: Cells) -> Tenure:
    read = cells.read
    person = read.person("person", cells.need("person"))
    office = cells.words("office")
    known = fold(office)
    held = next((h for h in person.holdings if known in (fold(h.office), fold(h.head))), None)
    if held is None:  # "prime minister of Sudmark": a model takes the state for part of it
        held = next((h for h in person.holdings if known.startswith(f"{fold(h.office)} ")), None)
    if held is None:
        held = next((h for h in person.holdings if fold(h.head) in known.split()), None)
    if held is None:
        reason = f"the report does not name {person.name} with that office"
        raise RefusedError(Ground.PERSON, reason, "office")
    return Tenure(
        person=person.name,
        office=held.office,
        party=held.party or person.party,
        since=cells.may("since", read.time),
        until=cells.may("until", read.time),
        former=held.former,
        incoming=held.incoming,
    )


BODY_MAKERS: Mapping[str, Callable[[Cells], Body]] = MappingProxyType(
    {
        "consultation": _consultation,
        "commitment": _commitment,
        "assurance": _assurance,
        "incident": _incident,
        "structure": _structure,
        "capability": _capability,
        "omission": _omission,
        "tenure": _tenure,
    }
)
"""What makes the body of a claim, by kind; the kinds that a model may propose."""
