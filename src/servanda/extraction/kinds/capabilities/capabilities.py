"""Capabilities: named weapons, platforms and stocks that somebody has, builds, buys or will get."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from servanda.extraction.kinds.capabilities.lots import Lot, find_lots
from servanda.extraction.registry import reader
from servanda.extraction.retelling import told_before
from servanda.model import Capability, Claim
from servanda.timex.resolving import with_country

if TYPE_CHECKING:
    from collections.abc import Iterator

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["read_capabilities"]


_RANGE = re.compile(
    r"(?:\brange (?:of|near)?|\breach(?:es)?|\bhit targets|\btravel|\bfly|\brange)\b[^.;]{0,40}?\b([\d][\d,.]*)[ -]?(kilomet(?:er|re)s?|km|miles?)\b"
    r"|\b(?<![\d,.][,.])(\d[\d,.]*+)[ -](kilomet(?:er|re)|km|mile)[ -]range",
    re.IGNORECASE,
)


_SUM = r"(?:(?:US|A|C)?[$€£¥] ?\d[\d,.]*(?: (?:million|billion|trillion))?|\b(?<![\d,.][,.])\d[\d,.]*+(?: (?:million|billion|trillion))? (?:dollars|euros|yen|pounds|won|yuan|rupees))"


_PAID = re.compile(
    rf"\b(?:for|worth|pay|costs?|costing|cost of|price of|valued at)(?: (?:about|around|some|nearly|over|roughly|approximately|an estimated))? ({_SUM})"
    rf"|({_SUM})[ -](?:sale|deal|contract|purchase|order|package of)\b",
    re.IGNORECASE,
)


_KM_PER_MILE = 1.609344
_NEAR = 2  # sentences after a lot in which its range is told


@reader("capability")
def read_capabilities(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each system, and one of each lot that has a number of its own."""
    parsed = discourse.parsed
    for lot in _merged(discourse, list(find_lots(discourse))):
        spans = {s.index: s for s in [lot.sentence, *lot.more]}
        evidence = tuple(parsed.sentence_evidence(s) for s in spans.values())
        body = Capability(
            lot.name,
            lot.holder,
            lot.quantity,
            lot.unit,
            lot.range_km,
            lot.price,
            lot.supplier,
            _fiscal(discourse, lot),
        )
        confidence = (
            0.55
            + 0.15 * (lot.quantity is not None)
            + 0.1 * (lot.holder is not None)
            + 0.1 * (lot.when is not None)
        )
        yield Claim.make(
            parsed.report.id,
            body,
            evidence,
            rule="capability.lot" if lot.quantity else "capability.system",
            confidence=round(confidence, 2),
        )


def _fiscal(discourse: Discourse, lot: Lot) -> TimeRef | None:
    """Return its time; a fiscal year is the holder's, or that of the report's home."""
    country = lot.holder or discourse.parsed.home
    if lot.when is None or country is None:
        return lot.when
    return with_country(lot.when, country)


def _merged(discourse: Discourse, lots: list[Lot]) -> list[Lot]:
    found: list[Lot] = []
    for lot in sorted(lots, key=lambda x: (x.quantity is None, x.head.i)):
        at = told_before(found, partial(_same, lot))
        if at is None:
            found.append(lot)
            continue
        home = found[at]
        if lot.sentence.index != home.sentence.index:
            home.more.append(lot.sentence)
        home.holder = home.holder or lot.holder
        home.supplier = home.supplier or lot.supplier
        home.when = home.when or lot.when
        if len(lot.name) > len(home.name) and lot.words >= home.words:
            home.name = lot.name
    found.sort(key=lambda x: x.head.i)
    _extras(discourse, found)
    return found


def _same(second: Lot, first: Lot) -> bool:
    """Return whether two places tell of one lot: one name within the other, no other number."""
    counted = second.quantity is None or first.quantity == second.quantity
    return counted and (first.words <= second.words or second.words <= first.words)


def _extras(discourse: Discourse, lots: list[Lot]) -> None:
    """Give range and price to the last lot told of before them."""
    if not lots:
        return
    parsed = discourse.parsed
    begun: dict[int, list[Lot]] = {}
    told: dict[int, list[Lot]] = {}
    for lot in lots:
        begun.setdefault(lot.sentence.index, []).append(lot)
        for index in dict.fromkeys([lot.sentence.index, *(one.index for one in lot.more)]):
            told.setdefault(index, []).append(lot)
    for sentence in parsed.sentences:
        text = parsed.content[sentence.start : sentence.end]
        here = told.get(sentence.index, [])
        for match in _RANGE.finditer(text):
            before = [x for x in here if x.head.idx < sentence.start + match.start()] or here
            near = range(sentence.index - _NEAR, sentence.index + 1)
            recent = [x for index in near for x in begun.get(index, ())]
            for lot in (before or recent)[-1:]:
                _reaches(lot, _kilometres(match), sentence)
        price = _PAID.search(text)
        if price is not None:
            _costs(here, next(filter(None, price.groups())))


def _costs(lots: list[Lot], price: str) -> None:
    """Give the first lot of a sentence the price that is told there, unless it has one."""
    for lot in lots[:1]:
        lot.price = lot.price or price


def _reaches(lot: Lot, kilometres: int, sentence: Sentence) -> None:
    """Give a lot the range that a sentence tells, unless it has one."""
    if lot.range_km is None:
        lot.range_km = kilometres
        if sentence is not lot.sentence and sentence not in lot.more:
            lot.more.append(sentence)


def _kilometres(match: re.Match[str]) -> int:
    number, unit = filter(None, match.groups())
    value = float(number.replace(",", "").rstrip("."))
    return round(value * (_KM_PER_MILE if unit.lower().startswith("mile") else 1))
