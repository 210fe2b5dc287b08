"""How far a claim and the key's item it is paired with say the same: dates, parties, names, words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from eval.matching import listed
from servanda.world.gazetteer import gazetteer

__all__ = ["agreement", "bounds", "codes", "same_person", "same_when", "share"]

Item = dict[str, Any]
Days = tuple[str | None, str | None]

# What keys call parties beside the names that the gazetteer knows.
_CODES = {
    "korea": "KR",
    "tokyo": "JP",
    "washington": "US",
    "america": "US",
    "au-union": "AU-Union",  # a code that does not look like one
}
_ALIKE = {
    "UK": "GB",
    "USA": "US",
    "ROK": "KR",
    "DPRK": "KP",
    "UAE": "AE",
    "PRC": "CN",
    "DRC": "CD",
    "ROC": "TW",
}
_DAYS = re.compile(
    r"(?:since\s+)?(\d{4}(?:-\d\d){0,2})(?:T[\d:]+)?(?:\s*/\s*(\d{4}(?:-\d\d){0,2}))?"
)
_HELD = {"past-mention": "held", "past": "held"}
_FORMS = (("call", "call"), ("phone", "call"), ("visit", "visit"), ("multilateral", "many"),
          ("quad", "many"), ("trilateral", "many"))  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


def bounds(value: Any) -> Days:
    """Give the first and the last day of an ISO date, month, year or interval, or of a `when`."""
    if isinstance(value, dict):
        if value.get("earliest") or value.get("latest"):
            return value.get("earliest"), value.get("latest")
        return bounds(value.get("edtf"))
    match = _DAYS.match(re.sub(r"[~?%]", "", str(value or "")))
    if not match:
        return None, None
    return _spread(match[1])[0], _spread(match[2] or match[1])[1]


def _spread(iso: str) -> tuple[str, str]:
    year, *rest = iso.split("-")
    if not rest:
        return f"{year}-01-01", f"{year}-12-31"
    if len(rest) == 1:
        last = calendar.monthrange(int(year), int(rest[0]))[1]
        return f"{iso}-01", f"{iso}-{last:02}"
    return iso, iso


def same_when(wanted: Any, given: Any) -> float:
    """Return 1 for the same span of days (or none on both sides), 0.5 where one holds the other."""
    ours, theirs = bounds(wanted), bounds(given)
    if ours == theirs:
        return 1.0
    if (None, None) in (ours, theirs):
        return 0.0
    first, second = ((low or "0000", high or "9999") for low, high in (ours, theirs))
    inside = first[0] >= second[0] and first[1] <= second[1]
    around = first[0] <= second[0] and first[1] >= second[1]
    return 0.5 if inside or around else 0.0


def _best_when(item: Item, given: Any, *keys: str) -> float:
    readings = [item.get(keys[0]), *(one for key in keys[1:] for one in listed(item.get(key)))]
    return max(same_when(reading, given) for reading in readings)


_WIDE = (
    60  # days; a wider interval, where a key gives no day at all, says no more than the key does
)


def _none_if_wide(when: Any) -> Any:
    first, last = bounds(when)
    if first and last:
        days = date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()
        return None if days > _WIDE else when
    return when


def codes(names: Iterable[Any] | None) -> set[str]:
    """Turn names of parties into codes; an unknown name stays as it is, in small letters."""
    found: set[str] = set()
    for name in names or ():
        text = str(name).strip()
        if re.fullmatch(r"[A-Z][A-Z0-9]{1,4}", text):
            found.add(_ALIKE.get(text, text))
            continue
        found |= _named(text.lower())
    return found


@lru_cache(maxsize=4096)
def _named(low: str) -> frozenset[str]:
    """Return the parties a name stands for or holds; the name itself where nobody knows it."""
    exact = _CODES.get(low) or gazetteer().party(low)
    if exact is not None:
        return frozenset({exact})
    # "president of poland": the gazetteer reads capitals
    mentions = gazetteer().find(" ".join(word.capitalize() for word in low.split()))
    return frozenset(m.party for m in mentions if m.party) or frozenset({low})


def same_person(left: str, right: str) -> bool:
    """Say whether two spellings may be one person: any order, surname alone, one within the other."""
    if left == right:
        return True
    a, b = _name_words(left), _name_words(right)
    if not a or not b:
        return False
    return a[-1] == b[-1] or set(a) <= set(b) or set(b) <= set(a)


def _name_words(name: str) -> list[str]:
    words = re.findall(r"[\w'-]+", name)
    return [word for word in words if len(word) > 1 and word not in _SUFFIXES]


def _names(values: Iterable[Any]) -> set[str]:
    return {re.sub(r"\(.*?\)", "", str(value)).strip().lower() for value in values if value}


def share(left: set[str], right: set[str]) -> float:
    """Give the F1 of two sets of names, spelled alike or not; two empty sets agree."""
    if not left or not right:
        return float(left == right)
    recall = sum(any(same_person(x, y) for y in right) for x in left) / len(left)
    precision = sum(any(same_person(x, y) for x in left) for y in right) / len(right)
    return 2 * recall * precision / max(1e-9, recall + precision)


def _form(kind: Any) -> str:
    low = str(kind).lower()
    if "courtesy" in low:
        return "meet"
    return next((form for word, form in _FORMS if word in low), "meet")


def _last_day(wanted: Any, given: Any) -> float:
    return float(bool(wanted and given) and bounds(wanted)[1] == bounds(given)[1])


def _digits(value: Any) -> str:
    return re.sub(r"[^\d.]", "", str(value or ""))


def _consultation(item: Item, claim: Item) -> dict[str, float]:
    people = [p.get("name") if isinstance(p, dict) else p for p in claim.get("participants") or ()]
    wanted = _names(item.get("participants") or ())
    status = claim.get("status")
    when = claim.get("when") if item.get("date") else _none_if_wide(claim.get("when"))
    return {
        # Where the key names nobody, a claim may list whom it likes.
        "participants": share(wanted, _names(people) if wanted else set()),
        "when": _best_when(item, when, "date", "text_date", "true_date", "date_alt"),
        "status": float(
            _HELD.get(str(item.get("status")), item.get("status")) == _HELD.get(str(status), status)
        ),
        "form": float(
            _form(claim.get("form", ""))
            in {_form(kind) for kind in (item["kind"], *listed(item.get("kind_alt")))}
        ),
    }


def _commitment(item: Item, claim: Item) -> dict[str, float]:
    given = claim.get("due")
    readings = [item.get("due"), *listed(item.get("due_alt"))]
    due = max(same_when(reading, given) for reading in readings)
    return {
        "obligors": share(codes(item.get("parties")), codes(claim.get("obligors"))),
        "due": max(due, _last_day(item.get("due"), given)),
        "modality": float(item["modality"] == claim.get("modality")),
        "assurance": float((item.get("kind") == "assurance") == bool(claim.get("assurance"))),
    }


def _dated(item: Item, claim: Item) -> dict[str, float]:
    wanted = item.get("date") or item.get("by")
    given = claim.get("when") or claim.get("due")
    keys = ("date", "text_date", "true_date", "date_alt")
    when = _best_when({**item, "date": wanted}, given, *keys)
    return {"when": when if item.get("date") else max(when, _last_day(item.get("by"), given))}


def agreement(kind: str, item: Item, claim: Item) -> dict[str, float]:
    """Return how far the fields of a pair agree, each from 0 to 1."""
    if kind == "consultation":
        return _consultation(item, claim)
    if kind == "commitment":
        return _commitment(item, claim)
    if kind in ("incident", "structure"):
        return _dated(item, claim)
    if kind == "tenure":
        return {
            "party": share(codes([item.get("country")]), codes([claim.get("party")])),
            "since": same_when(item.get("since"), claim.get("since")),
        }
    if kind == "capability":
        return {
            "quantity": float(_digits(item.get("quantity")) == _digits(claim.get("quantity"))),
            "when": same_when(item.get("date"), claim.get("when")),
        }
    if kind == "quote":
        given = _names([claim.get("speaker")])
        wanted = [item.get("speaker"), *listed(item.get("names"))]
        return {"speaker": max(share(_names([name]), given) for name in wanted)}
    if kind == "date":
        if item.get("iso_value") is None and "X" in str(claim.get("value")):
            return {"value": 1.0}  # the report bears no date, and the value is kept symbolic
        value = claim.get("when") or claim.get("value")
        wanted = [item.get("iso_value"), *listed(item.get("alt")), *listed(item.get("true"))]
        return {"value": max(same_when(reading, value) for reading in wanted)}
    if kind == "omission":
        return {"sort": float(item.get("kind") == claim.get("sort"))}
    return {}
