"""Complements: what an office is of or for, and where that ends and the holder's name begins.

"of State", "for Foreign Affairs", "to Norland and the Inner Sea", "for the Norland Foreign Ministry":
the words of a complement are departments, topics, bodies and states; names of people are not.
"""

from __future__ import annotations

import re

from servanda.data_tables import one_of
from servanda.world.gazetteer import PartyMention, PartySort

__all__ = ["PART_OF_OFFICE", "Complements", "names_a_body"]


_SPACE = r"[ \u00a0]"
PART_OF_OFFICE = (PartySort.BODY, PartySort.ORGANISATION)
"""Parties that are part of an office's name: "NATO Secretary General"."""

_LOWER = r"(?:foreign|external|home|internal|state|defense|defence|war|finance|justice|health|trade|energy|commerce|security|economy|interior|education|agriculture|transport|labor|labour|science|culture)(?: (?:affairs|relations|trade|security))?"
_TOPIC = rf"[A-Z][\w-]+(?:{_SPACE}[A-Z][\w-]+){{0,2}}"
# A full stop behind a whole word ends the sentence: "the Head of State. The talks".
_WORD = r"[A-Z][\w’'.-]*(?<![a-z][a-z]\.)"
_COMPLEMENT = re.compile(
    rf"{_SPACE}(?:of|for|to|in|at|on|OF|FOR|TO){_SPACE}(?:the{_SPACE})?"
    rf"({_LOWER}\b|(?:new{_SPACE})?(?:{_WORD}|\d+(?:st|nd|rd|th))"
    rf"(?:(?:,(?={_SPACE}(?:the{_SPACE})?{_TOPIC}(?:,{_SPACE}{_TOPIC}){{0,20}},?{_SPACE}(?:and|&){_SPACE}(?:the{_SPACE})?[A-Z])|,(?={_SPACE}(?:and|&){_SPACE}(?:the{_SPACE})?[A-Z]))?"
    rf"{_SPACE}(?:and{_SPACE}|of{_SPACE}|on{_SPACE}|the{_SPACE}|for{_SPACE}|&{_SPACE})*(?:{_WORD}|\d+(?:st|nd|rd|th)))*)"
)
_SMALL_COMPLEMENT = re.compile(
    rf"{_SPACE}(?:of|for){_SPACE}(?:the{_SPACE})?([a-z-]+(?:{_SPACE}[a-z-]+){{0,6}})"
)
_BODY = (
    rf"(?:[\w-]+(?:[’']s)?{_SPACE}){{0,4}}?(?:house{_SPACE}of{_SPACE}[\w-]+|agency|army|assembly|authority|bank|bureau|centre|center|command|commission|committee|"
    rf"corporation|council|delegation|department|directorate|force|forces|fund|guard|institute|ministry|mission|navy|"
    rf"office|organi[sz]ation|parliament|party|police|secretariat|senate|service|union)"
    rf"(?:[’']s?{_SPACE}(?:[\w-]+{_SPACE}){{0,3}}?(?:branch|bureau|committee|department|directorate|division|office|section|service|team|unit|wing))?"
)
_ITS_BODY = re.compile(rf"[’']s?{_SPACE}({_BODY})\b(?!{_SPACE}[a-z]+ed\b)", re.IGNORECASE)
_NAMED_BODY = re.compile(rf"{_SPACE}({_BODY})\b", re.IGNORECASE)
_TOPIC_OF_STATE = re.compile(
    rf"(?:,?{_SPACE}(?:(?:and|of|the|&){_SPACE})*[A-Z][\w-]*){{0,5}}?,?{_SPACE}(?:Affairs|Issues|Relations|Cooperation|Policy|Reconciliation|Reconstruction)\b"
)
_REGION = re.compile(
    rf"(?:North|South|East|West|Central|Southeast|Northeast|Southern|Eastern|Western|Northern){_SPACE}(?:Asia|Africa|Europe|America|Pacific)\b"
)
# What a state is called in full: "the Islamic Republic of Norland", "the Co-operative Republic of Norland".
_POLITY = re.compile(
    rf"(?:[A-Z][\w’'-]+{_SPACE}){{0,3}}?{one_of('parsing', 'polity', 'names')}"
    rf"{_SPACE}of{_SPACE}(?:the{_SPACE})?"
)
_AND_NEXT = re.compile(rf",?{_SPACE}(?:and{_SPACE}|&{_SPACE})?(?:the{_SPACE})?")
_PAIRED = re.compile(r"[-–](?=[A-Z])")
_JOINTS = ("and", "of", "on", "the", "for", "&")
_LOOSE = (
    " at ",
    " on ",
)  # what is behind these is of an office only where it is a body's name or a field
_INITIAL = re.compile(r" [A-Z]\. ")
_CAPITALISED = re.compile(r"[A-Z][\w-]*")
_LONGEST = 5  # complements of one office: "of the Office of the Minister of Norland for Trade on …"


class Complements:
    """Reads complements with the words of the lexicon of offices.

    `head` matches the head noun of an office; `namesakes` are bodies that many states have, and
    `speakers` heads that speak for an organisation's; `posted` are sent to states; `units` end the
    name of a unit or body.
    """

    def __init__(
        self,
        head: re.Pattern[str],
        heads: frozenset[str],
        modifiers: frozenset[str],
        departments: frozenset[str],
        namesakes: frozenset[str],
        units: frozenset[str],
        speakers: frozenset[str],
        posted: frozenset[str],
    ) -> None:
        self._head = head
        self.heads = heads
        self.modifiers = modifiers
        self.departments = departments
        self.namesakes = namesakes
        self.units = units
        self.speakers = speakers
        self.posted = posted

    def read(
        self, text: str, end: int, starts: dict[int, PartyMention], head: str
    ) -> tuple[int, str, str | None]:
        """Read the complement: an office's own ("of State") stays, a state gives the party."""
        complement, party = "", None
        if text[end : end + 8] in ("-General", " General", "-general"):
            complement, end = text[end : end + 8], end + 8
        for _ in range(_LONGEST):
            match = _COMPLEMENT.match(text, end)
            if match is None or text[match.start(1)].islower():
                words = self._small_complement(text, end)
                if words:
                    complement, end = complement + words, end + len(words)
                    continue
            if match is None or (
                text.startswith((" in ", " to "), end) and text[match.start(1)].islower()
            ):
                break
            words, stop, theirs = self._one(text, match, starts, head)
            party = theirs or party
            if not words and stop <= end:
                break
            complement, end = complement + words, stop
        return end, complement, party

    def _one(
        self, text: str, match: re.Match[str], starts: dict[int, PartyMention], head: str
    ) -> tuple[str, int, str | None]:
        """Read one complement: its words, where it ends, and whose the office is by it."""
        mention = _mention_at(text, match.start(1), starts)
        named = mention is not None and mention.party is not None
        if text.startswith(_LOOSE, match.start()) and not _is_at_ministry(text, match, mention):
            return *self._loose(text, match, starts), None
        if mention is not None and named:
            return self._of_party(text, match, mention, starts, head)
        return *self._of_office(text, match, mention, starts), None

    def _of_party(
        self,
        text: str,
        match: re.Match[str],
        mention: PartyMention,
        starts: dict[int, PartyMention],
        head: str,
    ) -> tuple[str, int, str | None]:
        """Read a complement that begins with a party: its words, where it ends, and whose the office is by it."""
        end = match.start()
        preposition = text[end : match.start(1)].split(maxsplit=1)[0]
        unit = _NAMED_BODY.match(text, mention.end)
        if mention.sort is PartySort.ADJECTIVE and unit is not None:
            # "spokesman for the Norland Foreign Ministry"
            return f" {preposition} the {unit.group(1)}", unit.end(), mention.party
        words, party = "", None
        if preposition == "to" and head not in self.posted:
            return "", end, None  # "to welcome the President of Norland to Sudmark"
        if preposition in ("to", "for", "in"):  # an envoy to a state is not that state's
            stop = _past_topic(text, mention, starts)
            if stop > mention.end:
                return text[end:stop], stop, None
            words = text[end : mention.end]
        elif text[mention.start : mention.end] in self.namesakes and head not in self.speakers:
            words = text[end : mention.end]  # each state has one of its own
        else:
            party = mention.party
            words = text[end : mention.end] if mention.sort in PART_OF_OFFICE else ""
        body, end = _body_of(text, mention)
        return words + body, end, party

    def _of_office(
        self,
        text: str,
        match: re.Match[str],
        mention: PartyMention | None,
        starts: dict[int, PartyMention],
    ) -> tuple[str, int]:
        """Read a complement of the office's own; `mention` is a place that it begins with."""
        if mention is not None:
            topic = _past_topic(text, mention, starts)
            if topic > mention.end:
                return text[match.start() : topic], topic
        words, stop = self._own_complement(text, match, starts)
        return (text[match.start() : stop], stop) if words else ("", match.start())

    def _loose(
        self, text: str, match: re.Match[str], starts: dict[int, PartyMention]
    ) -> tuple[str, int]:
        """Read what an office is at or on: a body ("at the Ministry of Trade") or a field ("on Foreign Affairs")."""
        words, stop = self._of_office(text, match, None, starts)
        last = words.rpartition(" ")[2]
        at_body = any(word in self.units for word in words.split())
        on_field = words.startswith(" on ") and self._is_of_office(last)
        return (words, stop) if at_body or on_field else ("", match.start())

    def _small_complement(self, text: str, end: int) -> str:
        """Read a complement in small letters where all its words name a department, or return ""."""
        match = _SMALL_COMPLEMENT.match(text, end)
        if match is None:
            return ""
        stop = match.start(1)
        for word in re.finditer(r"[a-z-]+", match.group(1)):
            if word.group() not in self.departments and word.group() not in _JOINTS:
                break
            if word.group() not in _JOINTS:
                stop = match.start(1) + word.end()
        return text[end:stop] if stop > match.start(1) else ""

    def _own_complement(
        self, text: str, match: re.Match[str], starts: dict[int, PartyMention]
    ) -> tuple[str, int]:
        """Take the words of a complement that belong to the office, not to a name after it."""
        whose = self._head_served(text, match.start(1))
        sole = text[match.start(1) - 7 : match.start(1)] == "to the "
        if whose is not None and not whose.group(2) and (" " in whose.group() or sole):
            # "adviser to the Prime Minister of Norland"
            return text[match.start(1) : whose.end(1)], whose.end(1)
        stop = self._last_of_office(text, match, starts)
        words = text[match.start(1) : stop].strip().rstrip(",")
        while words.rpartition(" ")[2] in _JOINTS:
            words = words.rpartition(" ")[0].rstrip(" ,")
        return words, match.start(1) + len(words)

    def _head_served(self, text: str, at: int) -> re.Match[str] | None:
        """Return the head of the office that another serves, behind its modifiers: "to the Federal Chancellor"."""
        whose = self._head.match(text, at)
        if whose is None and text.endswith("the ", 0, at):
            word = _CAPITALISED.match(text, at)
            while word is not None and word.group().lower() in self.modifiers:
                at, word = word.end() + 1, _CAPITALISED.match(text, word.end() + 1)
            return self._head.match(text, at)
        return whose

    def _last_of_office(
        self, text: str, match: re.Match[str], starts: dict[int, PartyMention]
    ) -> int:
        """Return where the words of a complement end that belong to the office."""
        stop = match.start(1)
        unit_end = max(self._unit_end(text, match), self._topic_end(text, match))
        region_end = _region_end(text, match)
        for word in re.finditer(r"[^\s]+", text[match.start(1) : match.end(1)]):
            at = match.start(1) + word.start()
            if at < region_end:
                stop = match.start(1) + word.end()
                continue
            mention = starts.get(at)
            if mention is not None and not _is_part(text, mention):
                break
            if text.endswith(" and ", 0, at) and self._head.match(text, at) is not None:
                break  # a second office begins: "Co-Chair of the Commission and Deputy Prime Minister"
            known = self._is_of_office(word.group())
            first = at == match.start(1) and text[at - 4 : at] == "the "
            number = stop > match.start(1) and word.group()[0].isdigit()
            if not (known or first or number or at < unit_end):
                break
            stop = match.start(1) + word.end()
        return stop

    def _is_of_office(self, word: str) -> bool:
        """Whether a word modifies an office, is a department, or joins such words."""
        bare = word.strip(",.").lower()
        return bare in self.modifiers or bare in self.departments or word in _JOINTS

    def _topic_end(self, text: str, match: re.Match[str]) -> int:
        """Return where "… Affairs" ends within a complement, if no other office begins before it."""
        end = match.start(1)
        for word in re.finditer(r"[\w-]+", text[match.start(1) : match.end(1)]):
            if word.group().lower() in self.heads:
                break
            if word.group() == "Affairs":
                end = match.start(1) + word.end()
        return end

    def _unit_end(self, text: str, match: re.Match[str]) -> int:
        """Return where the last word for a unit or body ends within a complement; what is before is its name."""
        end, named = match.start(1), _INITIAL.search(text, match.start(1), match.end(1))
        last = match.end(1) if named is None else named.start()
        for word in re.finditer(r"[\w-]+", text[match.start(1) : last]):
            joined = text.endswith(" and ", 0, match.start(1) + word.start())
            if word.group().lower() in self.heads and (joined or end > match.start(1)):
                break  # a second office begins: "Chairman of the Assembly A B and Speaker of the Council"
            if word.group() in self.units:
                end = match.start(1) + word.end()
        return end


def _mention_at(text: str, at: int, starts: dict[int, PartyMention]) -> PartyMention | None:
    """Return the party mention that begins at a place, at the article before it, or behind "Republic of"."""
    mention = starts.get(at)
    whole = mention is None and text[at - 4 : at].lower() == "the "
    polity = _POLITY.match(text, at) if whole else None
    if polity is not None:
        mention = starts.get(polity.end())
    if mention is None and text[at - 4 : at].lower() == "the ":
        mention = starts.get(at - 4)
    if mention is not None and _PAIRED.match(text, mention.end):
        return None  # "the Norland-Sudmark Commission" is of both
    return mention


def _is_part(text: str, mention: PartyMention) -> bool:
    """Whether a party is no more than a part of what an office is of: a body, one of a pair."""
    return mention.sort in PART_OF_OFFICE or _PAIRED.match(text, mention.end) is not None


def _region_end(text: str, match: re.Match[str]) -> int:
    """Return where the last part of the world within a complement ends, or 0: "for Europe and North America"."""
    return max((m.end() for m in _REGION.finditer(text, match.start(1), match.end(1))), default=0)


def _past_topic(text: str, mention: PartyMention, starts: dict[int, PartyMention]) -> int:
    """Return where what an envoy is for ends: "for Norland and the Inner Sea", "for Norland Peninsula Affairs"."""
    topic = _TOPIC_OF_STATE.match(text, mention.end)
    if topic is not None:
        return topic.end()
    end = mention.end
    while joint := _AND_NEXT.match(text, end):
        region = _REGION.match(text, joint.end())
        if region is not None:
            end = region.end()
            continue
        other = starts.get(joint.end())
        if other is None or text[other.end : other.end + 2] in ("'s", "’s"):
            break
        end = other.end
    return end


def _is_at_ministry(text: str, match: re.Match[str], mention: PartyMention | None) -> bool:
    """Whether an office is at a state's body with a name: "at the Norland Ministry of Trade"."""
    if mention is None or not text.startswith(" at ", match.start()):
        return False
    return text[mention.end + 1 : mention.end + 2].isupper() and names_a_body(text, mention.end)


def names_a_body(text: str, end: int) -> bool:
    """Whether a body follows the state whose name ends at a place: "Norland Ministry of Trade", "Norland's army"."""
    return bool(_ITS_BODY.match(text, end) or _NAMED_BODY.match(text, end))


def _body_of(text: str, mention: PartyMention) -> tuple[str, int]:
    """Read the body that follows a party in a complement: what it adds, and where it ends."""
    end = mention.end
    body = _ITS_BODY.match(text, end)
    if body is not None:  # "head of Norland's intelligence agency"
        return f" of {body.group(1)}", body.end()
    unit = _NAMED_BODY.match(text, end)
    if unit is not None:  # "commander of the Norland Armed Forces"
        joint = " " if mention.sort in PART_OF_OFFICE else " of the "
        return f"{joint}{unit.group(1)}", unit.end()
    return "", end
