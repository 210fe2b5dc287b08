"""What a report is called: two texts from two places are two reports, whatever their files are called.

A text takes the place of an older one where it comes from the same place, or says of itself that it
corrects or updates a report of that name, and is much the same. What a correction has taken the place of
is passed over where it comes after it, so that both orders leave the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zlib import crc32

from servanda.model.ids import digest, sha256_text
from servanda.model.report import RawItem
from servanda.sources.corrections import corrects
from servanda.sources.origins import NOWHERE, full_origin, names_of, place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from servanda.store import Record

__all__ = ["Named", "ReportNames"]


_WORD = re.compile(r"\w{4,}")
_SKETCH = 48  # of a text's words, those with the least hashes: enough to say how much two share
_SHARED = 0.5  # share of words that a correction has in common with what it corrects
_NEARLY_ALL = 0.8  # the same, where the older text comes later and would be passed over
_LONGEST = 100_000  # characters whose words are compared


@dataclass(frozen=True, slots=True)
class Named:
    """An item under the name of its report, and the id that the report will have.

    `again` says that the same text of that name was given before in the same run, or what corrects it.
    """

    item: RawItem
    identity: str
    again: bool


@dataclass(frozen=True, slots=True)
class _Holder:
    """Who has a name already: the report's id and where it is from."""

    identity: str
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class _Traits:
    """Some of the words of a text, and whether it says that it corrects another."""

    words: frozenset[int]
    corrects: bool

    @classmethod
    def of(cls, text: str) -> _Traits:
        return cls(_sketch(text), corrects(text))

    def share(self, other: _Traits) -> float:
        """Return the share of the shorter text's words that both have."""
        fewer = min(len(self.words), len(other.words))
        return len(self.words & other.words) / fewer if fewer else 0.0


class ReportNames:
    """The names that the reports of one run have, beside those that the record has."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._given: dict[str, _Holder] = {}
        self._traits: dict[str, _Traits] = {}

    def settle(self, item: RawItem, text: str) -> Named:
        """Give an item of plain text the name of its report; its origin becomes the full one.

        It keeps the name that a report of the same place has, takes over that of a report that it
        corrects, and has the first free one of `names_of` otherwise.
        """
        item = replace(item, origin=full_origin(item.origin))
        sha256 = sha256_text(text)
        names = names_of(item)
        holders = self._holders(names)
        own = digest("r", item.name, sha256)
        name = _taken_up(item, own, names, holders)
        if name is None:
            older = holders.get(item.name)
            name = item.name
            if older is not None and not self._is_correction(mine := _Traits.of(text), older):
                if self._record.held(own):  # what stands there now has taken its place
                    return Named(item, own, again=True)
                if self._is_corrected(mine, older):
                    return Named(item, older.identity, again=True)
                name = next((one for one in names if one not in holders), names[-1])
        elif holders[name].place != place_of(item.origin):  # from elsewhere, under one address
            identity = digest("r", name, sha256)
            if identity != holders[name].identity and self._record.held(identity):
                return Named(item, identity, again=True)
        return self._given_as(name, item, text, sha256)

    def _given_as(self, name: str, item: RawItem, text: str, sha256: str) -> Named:
        """Take down who has a name now; a second text of one file under one id has a number."""
        identity = digest("r", name, sha256)
        place = place_of(item.origin)
        earlier = self._given.get(name)
        number = 1
        while earlier is not None and earlier.identity != identity and earlier.place == place:
            number += 1
            identity = digest("r", f"{name}#{number}", sha256)
            earlier = self._given.get(f"{name}#{number}")
        name = name if number == 1 else f"{name}#{number}"
        again = earlier is not None and earlier.identity == identity
        if not again:
            url = item.metadata.get("url", "")
            self._given[name] = _Holder(identity, place, url)
            self._traits[identity] = _Traits.of(text)
        return Named(replace(item, name=name), identity, again)

    def _holders(self, names: Iterable[str]) -> dict[str, _Holder]:
        """Return who has which of these names; what was given in this run goes before the record."""
        names = tuple(names)
        held = {
            one.name: _Holder(one.report, place_of(full_origin(one.origin)), one.url or "")
            for one in self._record.holders(names)
        }
        return held | {name: self._given[name] for name in names if name in self._given}

    def _is_correction(self, mine: _Traits, older: _Holder) -> bool:
        """Whether a text says that it corrects the report of its name, and is much like it."""
        return mine.corrects and mine.share(self._traits_of(older)) >= _SHARED

    def _is_corrected(self, mine: _Traits, holder: _Holder) -> bool:
        """Whether the report of its name says that it corrects another, and nearly all of a text is there."""
        theirs = self._traits_of(holder)
        return theirs.corrects and not mine.corrects and mine.share(theirs) >= _NEARLY_ALL

    def _traits_of(self, holder: _Holder) -> _Traits:
        known = self._traits.get(holder.identity)
        if known is None:
            text = self._record.view().report(holder.identity).text.content
            known = self._traits[holder.identity] = _Traits.of(text)
        return known


def _taken_up(
    item: RawItem, own: str, names: Iterable[str], holders: dict[str, _Holder]
) -> str | None:
    """Return the name under which a text of this place is held, or this very text by its own name."""
    for name in names:
        holder = holders.get(name)
        if holder is not None and (holder.identity == own or _same_place(item, holder)):
            return name
    return None


def _same_place(item: RawItem, holder: _Holder) -> bool:
    place = place_of(item.origin)
    if place == NOWHERE and place == item.origin:
        return False  # each text that is piped in is one of its own
    url = item.metadata.get("url", "")
    return place == holder.place or (url != "" and url == holder.url)


def _sketch(text: str) -> frozenset[int]:
    """Return the least hashes of a text's words."""
    hashes = {crc32(word.encode()) for word in _WORD.findall(text[:_LONGEST].casefold())}
    return frozenset(sorted(hashes)[:_SKETCH])
