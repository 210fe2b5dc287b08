"""The value of a field as a person writes it in an amendment: words, a number, a list, a time."""

from __future__ import annotations

import re
from typing import Any

import orjson

from servanda.errors import UsageError
from servanda.model import Participant, Target
from servanda.model.amendment import amendable, check_amendment, time_field
from servanda.model.claim import BODIES
from servanda.model.serialization import field_types, options

__all__ = ["as_written", "written_value"]


_PERSON = re.compile(r"\s*([^()]+?)\s*(?:\(([^()]*)\))?\s*")
_COUNTED = re.compile(r"\s*(\S*\d\S*|\S+)(?:\s+(\S.*?))?\s*")


def written_value(kind: str, field: str, text: str) -> Any:
    """Read the value of a field as people write it: words, a number, a list with commas, or JSON.

    Who took part is written `Ona Tarn (foreign minister, VE); Karl Brix`, and a target `40 barges`.
    Raises UsageError where the field cannot hold it.
    """
    if field not in amendable(kind):
        check_amendment(kind, field, text)
    if text == "":
        candidates: list[Any] = [None, [], ""]
    elif time_field(kind, field):
        candidates = [text]
    else:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        candidates = [*_json(text), *_composed(kind, field, text), text, parts]
    first: UsageError | None = None
    for value in candidates:
        try:
            check_amendment(kind, field, value)
        except UsageError as error:
            first = first or error
        else:
            return value
    assert first is not None
    raise UsageError(f"{field}={text}", first.reason, first.remedy)


def as_written(value: object) -> str:
    """Write the value of a cell so that `written_value` reads it back; a time in EDTF."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        if "edtf" in value:
            return str(value["edtf"])
        return " ".join(str(one) for one in value.values() if one)
    if isinstance(value, list):
        if any(isinstance(one, dict) for one in value):
            return "; ".join(_person_written(one) for one in value)
        return ", ".join(str(one) for one in value)
    return str(value)


def _person_written(one: dict[str, Any]) -> str:
    party = one.get("party")
    office = one.get("office") or ("" if party is None else "-")
    inner = ", ".join(str(part) for part in (office, party) if part)
    return f"{one['name']} ({inner})" if inner else str(one["name"])


def _composed(kind: str, field: str, text: str) -> list[Any]:
    """Read persons who took part, or a number with what it counts, where the field holds such."""
    hint = field_types(BODIES[kind])[field]
    if Target in options(hint):
        found = _COUNTED.fullmatch(text)
        return [{"quantity": found[1], "unit": found[2]}] if found else []
    if hint != tuple[Participant, ...]:
        return []
    people = []
    for part in (part for part in text.split(";") if part.strip()):
        found = _PERSON.fullmatch(part)
        if found is None:
            return []
        office, _, party = (found[2] or "").rpartition(",")
        if not office and not _is_party(party):
            office, party = party, ""
        office = office.strip()
        people.append(
            {
                "name": found[1],
                "office": None if office in ("", "-") else office,
                "party": party.strip() or None,
            }
        )
    return [people]


def _is_party(text: str) -> bool:
    """Whether the only word in brackets is a party's code, and no office."""
    return len(text.strip()) == 2 and text.strip().isupper()


def _json(text: str) -> list[Any]:
    try:
        return [orjson.loads(text)]
    except orjson.JSONDecodeError:
        return []
