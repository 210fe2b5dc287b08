"""Offices as words: which stretch of a text is the name of an office, and whose it is.

An office phrase is a head noun ("minister", "ambassador") with its modifiers on the left
("Deputy Foreign", "National Security") and its complement on the right ("of State",
"for Foreign Affairs", "to Norland"). Heads, modifiers and ranks are data (`data/titles.tsv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from servanda.world.gazetteer import PartyMention, PartySort

__all__ = ["OfficePhrase", "Titles", "titles"]


_SPACE = r"[ \u00a0]"
_LEFT_WORD = re.compile(rf"([^\s,;:()“”\"]+){_SPACE}$")
_WIDEST = 24  # words in front of an office's head that may belong to it
_LOWER = r"(?:foreign|external|home|internal|state|defense|defence|war|finance|justice|health|trade|energy|commerce|security|economy|interior|education|agriculture|transport|labor|labour|science|culture)(?: (?:affairs|relations|trade|security))?"
_TOPIC = rf"[A-Z][\w-]+(?:{_SPACE}[A-Z][\w-]+){{0,2}}"
_COMPLEMENT = re.compile(
    rf"{_SPACE}(?:of|for|to|in|OF|FOR|TO){_SPACE}(?:the{_SPACE})?"
    rf"({_LOWER}\b|(?:new{_SPACE})?(?:[A-Z][\w’'.-]*|\d+(?:st|nd|rd|th))"
    rf"(?:(?:,(?={_SPACE}{_TOPIC}(?:,{_SPACE}{_TOPIC}){{0,20}},?{_SPACE}(?:and|&){_SPACE}[A-Z])|,(?={_SPACE}(?:and|&){_SPACE}[A-Z]))?"
    rf"{_SPACE}(?:and{_SPACE}|of{_SPACE}|the{_SPACE}|for{_SPACE}|&{_SPACE})*(?:[A-Z][\w’'.-]*|\d+(?:st|nd|rd|th)))*)"
)


_SMALL_COMPLEMENT = re.compile(
    rf"{_SPACE}(?:of|for){_SPACE}(?:the{_SPACE})?([a-z-]+(?:{_SPACE}[a-z-]+){{0,6}})"
)
_BODY = (
    rf"(?:[\w-]+{_SPACE}){{0,4}}?(?:agency|army|assembly|authority|bank|bureau|centre|center|command|commission|committee|"
    rf"corporation|council|delegation|department|directorate|force|forces|fund|guard|institute|ministry|mission|navy|"
    rf"office|organi[sz]ation|parliament|party|police|secretariat|senate|service|union)"
    rf"(?:[’']s?{_SPACE}(?:[\w-]+{_SPACE}){{0,3}}?(?:branch|bureau|committee|department|directorate|division|office|section|service|team|unit|wing))?"
)
_ITS_BODY = re.compile(rf"[’']s?{_SPACE}({_BODY})\b(?!{_SPACE}[a-z]+ed\b)", re.IGNORECASE)
_NAMED_BODY = re.compile(rf"{_SPACE}({_BODY})\b", re.IGNORECASE)
# An office in apposition to the name before it, and what shows that a complement follows.
_BESIDE_NAME = re.compile(
    r"[A-ZÀ-Þ][\w’'.-]*\w,?[ \u00a0](?:who[ \u00a0]is[ \u00a0](?:also[ \u00a0])?|-[ \u00a0])?(?:the[ \u00a0]|an?[ \u00a0])?$"
)
_OF_SOMETHING = re.compile(rf"{_SPACE}(?:of|for|at|in){_SPACE}(?:the{_SPACE}|an?{_SPACE})?\w")


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """The name of an office where it stands: its words without nationality, and its party."""

    start: int
    end: int
    office: str
    head: str
    party: str | None
    former: bool = False
    incoming: bool = False
    new: bool = False
    definite: bool = False


class Titles:
    """The lexicon of offices, ranks and honorifics."""

    def __init__(self) -> None:
        rows = _load()
        self.heads = frozenset(rows["head"])
        self.modifiers = frozenset(rows["modifier"])
        self.former = frozenset(rows["former"])
        self.incoming = frozenset(rows["incoming"])
        self.new = frozenset(rows["new"]) | frozenset(rows["acting"])
        self.ranks = frozenset(rows["rank"])
        self.honorifics = frozenset(rows["honorific"])
        self.defense = frozenset(rows["department_defense"])
        self.foreign = frozenset(rows["department_foreign"])
        self.local = frozenset(rows["local"])
        pairs = (pair.split("=") for pair in rows["lacks"])
        self.lacks = {code: frozenset(heads.split(",")) for code, heads in pairs}
        self.departments = frozenset(rows["department_word"])
        self.own = dict(pair.split("=") for pair in rows["own"])
        self.namesakes = frozenset(rows["namesake"])
        self.short = dict(pair.split("=") for pair in rows["short"])
        printed = [*self.heads, *self.short]
        alternatives = "|".join(
            re.escape(h).replace(r"\ ", _SPACE) for h in sorted(printed, key=len, reverse=True)
        )
        self._head = re.compile(rf"(?<![\w’'-])({alternatives})(s?)(?![\w])", re.IGNORECASE)
        titled = "|".join(
            re.escape(r).replace(r"\ ", _SPACE)
            for r in sorted(self.ranks | self.honorifics, key=len, reverse=True)
        )
        # Ranks are taken with the case of print, so that the name "Gen" or "Major" is no rank.
        self.rank = re.compile(rf"(?:(?<=\s)|(?<=\()|^)((?:(?:{titled}){_SPACE})+)", re.IGNORECASE)

    def find(self, text: str, parties: list[PartyMention]) -> list[OfficePhrase]:
        """Find every office phrase in `text`; `parties` are the party mentions there, ascending."""
        starts = {m.start: m for m in parties}
        ends = {m.end: m for m in parties}
        found: list[OfficePhrase] = []
        for match in self._head.finditer(text):
            if found and match.start() < found[-1].end:
                continue
            if match.group(2) and not match.group(1).lower().endswith("s"):
                continue  # a plural names no one office
            phrase = self._phrase(text, match, starts, ends)
            if phrase is not None:
                found.append(phrase)
        return found

    def _phrase(
        self,
        text: str,
        match: re.Match[str],
        starts: dict[int, PartyMention],
        ends: dict[int, PartyMention],
    ) -> OfficePhrase | None:
        left = self._left(text, match.start(1), ends)
        head = match.group(1).lower()
        if left.party is None and head in _WEAK and self._names_behind(text, match):
            self._past_topics(text, left, ends)
        end, complement, party = self._right(text, match.end(1), starts, head)
        body = text[left.office_start : match.end(1)]
        alone = left.office_start == match.start(1) and not complement
        if self._says_nothing(text, match, left, alone=alone):
            return None
        if head in self.short:
            if not self._stands_for_an_office(text, match, left):
                return None
            full = self.short[head]
            body = f"{body[: -len(head)]}{full.title()}"
            head = next(h for h in (full, full.rpartition(" ")[2]) if h in self.heads)
        office = " ".join(f"{body}{complement}".split())
        return OfficePhrase(
            left.start,
            end,
            office,
            head,
            left.party or party,
            left.former,
            left.incoming or text[match.end(1) : match.end(1) + 11].lower().startswith(_DESIGNATE),
            left.new,
            left.definite,
        )

    def _says_nothing(self, text: str, match: re.Match[str], left: _Left, *, alone: bool) -> bool:
        """Whether a head noun is no office here: an everyday noun by itself, or a given name."""
        head = match.group(1).lower()
        if head in _WEAK and alone and not self._says_an_office(text, match, left):
            return True
        if head == "official" and match.group(1).islower() and not self._names_behind(text, match):
            return True  # "a senior official" is nobody's title
        # a given name: "Sultan al-Marsh"
        return head == "sultan" and _PARTICLE_BEHIND.match(text, match.end(1)) is not None

    @staticmethod
    def _stands_for_an_office(text: str, match: re.Match[str], left: _Left) -> bool:
        """Whether "PM" is an office and no hour: in capitals, beside a state, an article or a name."""
        before = text[max(0, match.start(1) - 2) : match.start(1)].strip()
        if not match.group(1).isupper() or before[-1:].isdigit():
            return False
        named = _NAME_BEHIND.match(text, match.end(1)) is not None
        return bool(named or left.party or left.definite)

    def _says_an_office(self, text: str, match: re.Match[str], left: _Left) -> bool:
        """Whether an everyday noun is an office here: before a name with its state, or beside one with what it is of."""
        if self._heads_name(text, match):
            return True
        if self._names_behind(text, match) and (left.party or self._of_a_name(text, match)):
            return True
        beside = _BESIDE_NAME.search(text, max(0, left.start - 60), left.start) is not None
        return beside and _OF_SOMETHING.match(text, match.end(1)) is not None

    @staticmethod
    def _names_behind(text: str, match: re.Match[str]) -> bool:
        """Whether a name of at least two words stands right behind a head."""
        return match.group(2) == "" and _FULL_NAME_BEHIND.match(text, match.end(1)) is not None

    @staticmethod
    def _of_a_name(text: str, match: re.Match[str]) -> bool:
        """Whether a group's name stands right in front of a head in small letters: "Redbrook commander A B"."""
        before = _LEFT_WORD.search(text, max(0, match.start(1) - 40), match.start(1))
        if before is None or not match.group(1).islower():
            return False
        return before.group(1)[0].isupper() and before.group(1).lower() not in _DETERMINERS

    @staticmethod
    def _heads_name(text: str, match: re.Match[str]) -> bool:
        """Whether an everyday noun is printed as a title right in front of a name: "Secretary A. Brandt"."""
        head = match.group(1)
        return head in _TITLED_ALONE and _NAME_BEHIND.match(text, match.end(1)) is not None

    def _left(self, text: str, start: int, ends: dict[int, PartyMention]) -> _Left:
        """Walk left over modifiers, nationality and tense words."""
        state = _Left(start, start)
        for _ in range(_WIDEST):
            if not (self._past_party(text, state, ends) or self._past_word(text, state)):
                break
        return state

    @staticmethod
    def _past_party(text: str, state: _Left, ends: dict[int, PartyMention]) -> bool:
        """Take a party directly to the left, in place, with or without a possessive, or its short name in brackets."""
        gap = _gap(text, state.start)
        mention = ends.get(gap)
        if mention is not None and "\n" not in text[gap : state.start]:
            state.party = state.party or mention.party
            state.start = mention.start
            if mention.sort in _PART_OF_OFFICE:
                state.office_start = mention.start
            return True
        short = ends.get(gap - 1) if text[gap - 1 : gap] == ")" else None
        if short is not None and text[short.start - 1] == "(":
            state.party = state.party or short.party  # "the Republic of Norland (RN) Minister"
            state.start = short.start - 1
            return True
        return False

    def _past_word(self, text: str, state: _Left) -> bool:
        """Take a modifier or a word of tense to the left, in place; an article ends the walk."""
        word = _LEFT_WORD.search(text, max(0, state.start - 40), state.start)
        if word is None or state.definite:
            return False
        lower = word.group(1).lower()
        if lower in self.former and lower != "first":
            state.former = True
        elif lower.removesuffix("-") in self.incoming:
            state.incoming = True
        elif lower in self.new:
            state.new = True
        elif lower == "the":
            state.definite = True
        elif lower == "and" or not self._is_modifier(word.group(1), text, word.start(1)):
            return False
        else:
            state.office_start = word.start(1)
        state.start = word.start(1)
        return not state.definite

    @staticmethod
    def _past_topics(text: str, left: _Left, ends: dict[int, PartyMention]) -> None:
        """Take the state in front of up to three words in small letters, in place: "EU anti-fraud official A B"."""
        at = left.start
        for _ in range(_TOPICS):
            word = _LEFT_WORD.search(text, max(0, at - 40), at)
            if word is None or not _LOWER_WORD.fullmatch(word.group(1)):
                return
            at = word.start(1)
            mention = ends.get(_gap(text, at))
            if mention is not None:
                left.party, left.start = mention.party, mention.start
                return

    def _is_modifier(self, word: str, text: str, start: int) -> bool:
        lower = word.lower()
        if lower in self.modifiers:
            return True
        # A capitalised or all-capital word within a title ("NSC Spokesperson", "COP28 President").
        following = text[start + len(word) + 1 : start + len(word) + 2]
        acronym = len(word) > 1 and word.isupper() and word.isalnum()
        return acronym and following.isupper()

    def _right(
        self, text: str, end: int, starts: dict[int, PartyMention], head: str
    ) -> tuple[int, str, str | None]:
        """Read the complement: an office's own ("of State") stays, a state gives the party."""
        complement, party = "", None
        if text[end : end + 8] in ("-General", " General", "-general"):
            complement, end = text[end : end + 8], end + 8
        for _ in range(3):
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
            mention = _mention_at(text, match.start(1), starts)
            if mention is not None and mention.party is not None:
                words, stop, theirs = self._of_party(text, match, mention, starts, head)
                party = theirs or party
            else:
                words, stop = self._of_office(text, match, mention, starts)
            if not words and stop <= end:
                break
            complement, end = complement + words, stop
        return end, complement, party

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
        if preposition in ("to", "for", "in"):  # an envoy to a state is not that state's
            stop = _past_topic(text, mention, starts)
            if stop > mention.end:
                return text[end:stop], stop, None
            words = text[end : mention.end]
        elif text[mention.start : mention.end] in self.namesakes and head not in _TOP:
            words = text[end : mention.end]  # each state has one of its own
        else:
            party = mention.party
            words = text[end : mention.end] if mention.sort in _PART_OF_OFFICE else ""
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
        whose = self._head.match(text, match.start(1))
        sole = whose is not None and text[whose.start() - 7 : whose.start()] == "to the "
        if whose is not None and not whose.group(2) and (" " in whose.group() or sole):
            return whose.group(1), whose.end(1)  # "adviser to the Prime Minister of Norland"
        stop = self._last_of_office(text, match, starts)
        words = text[match.start(1) : stop].strip().rstrip(",")
        while words.rpartition(" ")[2] in _JOINTS:
            words = words.rpartition(" ")[0].rstrip(" ,")
        return words, match.start(1) + len(words)

    def _last_of_office(
        self, text: str, match: re.Match[str], starts: dict[int, PartyMention]
    ) -> int:
        """Return where the words of a complement end that belong to the office."""
        stop = match.start(1)
        unit_end = max(self._unit_end(text, match), self._topic_end(text, match))
        for word in re.finditer(r"[^\s]+", text[match.start(1) : match.end(1)]):
            at = match.start(1) + word.start()
            mention = starts.get(at)
            if mention is not None and mention.sort not in _PART_OF_OFFICE:
                break
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
        end = match.start(1)
        for word in re.finditer(r"[\w-]+", text[match.start(1) : match.end(1)]):
            if word.group().lower() in self.heads and end > match.start(1):
                break  # a second office begins: "Chairman of the Assembly A B and Speaker of the Council"
            if word.group() in _UNITS:
                end = match.start(1) + word.end()
        return end


@dataclass(slots=True)
class _Left:
    start: int
    office_start: int
    party: str | None = None
    former: bool = False
    incoming: bool = False
    new: bool = False
    definite: bool = False


_LOWER_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TOPICS = 3  # words in small letters between a state and an everyday noun
_TOPIC_OF_STATE = re.compile(
    rf"(?:,?{_SPACE}(?:(?:and|of|the|&){_SPACE})*[A-Z][\w-]*){{0,5}}?,?{_SPACE}(?:Affairs|Issues|Relations|Cooperation|Policy|Reconciliation|Reconstruction)\b"
)
_REGION = re.compile(
    rf"(?:North|South|East|West|Central|Southeast|Northeast|Southern|Eastern|Western|Northern){_SPACE}(?:Asia|Africa|Europe|America|Pacific)\b"
)
_AND_NEXT = re.compile(rf",?{_SPACE}(?:and{_SPACE}|&{_SPACE})?(?:the{_SPACE})?")
_PART_OF_OFFICE = (PartySort.BODY, PartySort.ORGANISATION)
_TOP = frozenset({"president", "spokesman", "spokeswoman", "spokesperson", "envoy"})
_DESIGNATE = ("-designate", "-elect", " designate")
_UNITS = frozenset(
    "Division Regiment Brigade Battalion Squadron Command Fleet Force Forces Corps Wing Group Commission Parliament "
    "Assembly Council Bank Agency Committee Subcommittee Authority Administration Union Organization Organisation "
    "Office Board Institute Fund Caucus Association Bureau Center Centre Service Directorate Department Ministry "
    "Secretariat Mission Party Duma Senate Congress Cabinet".split()
)
# Weak heads that stand alone as a form of address.
_TITLED_ALONE = frozenset("Secretary Representative Administrator Director Coordinator".split())
_NAME_BEHIND = re.compile(rf"{_SPACE}[A-Z](?:\.|[\w’'-]*[a-z])(?=[\s,.’'])")
_DETERMINERS = frozenset("the a an his her its their this that our my your some one".split())
_FULL_NAME_BEHIND = re.compile(
    rf"{_SPACE}(?:(?:[A-Z]\.|[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ])(?:{_SPACE}(?:(?:de|del|della|da|di|dos|la|van|von|der|den|bin|al|el){_SPACE}){{0,2}})?)(?:{_SPACE}|-)?(?:(?:al|el)-)?[A-ZÀ-Þ]"
)
_PARTICLE_BEHIND = re.compile(rf"{_SPACE}(?:[Aa]l|bin|ibn)[- ]")
_JOINTS = ("and", "of", "the", "for", "&")
# Heads that are everyday nouns too: an office only with a modifier or a complement.
_WEAK = frozenset(
    "assistant chief head director leader chair commander representative deputy marshal inspector secretary prince speaker coordinator negotiator administrator official diplomat prosecutor expert aide".split()
)


def _mention_at(text: str, at: int, starts: dict[int, PartyMention]) -> PartyMention | None:
    """Return the party mention that begins at a place, or at the article before it."""
    mention = starts.get(at)
    if mention is None and text[at - 4 : at].lower() == "the ":
        mention = starts.get(at - 4)
    return mention


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


def _body_of(text: str, mention: PartyMention) -> tuple[str, int]:
    """Read the body that follows a party in a complement: what it adds, and where it ends."""
    end = mention.end
    body = _ITS_BODY.match(text, end)
    if body is not None:  # "head of Norland's intelligence agency"
        return f" of {body.group(1)}", body.end()
    unit = _NAMED_BODY.match(text, end)
    if unit is not None:  # "commander of the Norland Armed Forces"
        joint = " " if mention.sort in _PART_OF_OFFICE else " of the "
        return f"{joint}{unit.group(1)}", unit.end()
    return "", end


def _gap(text: str, start: int) -> int:
    """Return where the word before `start` ends, without its possessive."""
    at = start
    while at > 0 and text[at - 1] in " \u00a0":
        at -= 1
    if at == start and at > 0 and text[at - 1] != "-":
        return at
    for tail in ("’s", "'s", "’", "'"):
        if text.endswith(tail, 0, at):
            return at - len(tail)
    return at


def _load() -> dict[str, list[str]]:
    source = resources.files("servanda.parsing.data").joinpath("titles.tsv")
    rows: dict[str, list[str]] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, words = line.split("\t")
            rows[kind] = words.split("|")
    return rows


@cache
def titles() -> Titles:
    """Return the one lexicon of titles, loaded on first use."""
    return Titles()
