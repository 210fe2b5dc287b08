"""Offices as words: which stretch of a text is the name of an office, and whose it is.

An office phrase is a head noun ("minister", "ambassador") with its modifiers on the left
("Deputy Foreign", "National Security") and its complement on the right ("of State",
"for Foreign Affairs", "to Norland"). Heads, modifiers and ranks are data (`data/titles.tsv`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from servanda.parsing.office_complements import PART_OF_OFFICE, Complements
from servanda.world.gazetteer import PartyMention

__all__ = ["OfficePhrase", "Titles", "titles"]


_SPACE = r"[ \u00a0]"
_LEFT_WORD = re.compile(rf"([^\s,;:()“”\"]+){_SPACE}$")
_PREFIX = re.compile(r"(?<!\w)([^\W\d_]+-)$")
_WIDEST = 24  # words in front of an office's head that may belong to it


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
        self.weak = frozenset(rows["weak"])
        self.below = frozenset(rows["below"])
        self.private = frozenset(rows["private"])
        self.modifiers = frozenset(rows["modifier"])
        self.former = frozenset(rows["former"])
        self.incoming = frozenset(rows["incoming"])
        self.new = frozenset(rows["new"])
        self.acting = frozenset(rows["acting"])
        self.to_come = tuple(rows["to_come"])
        self.bodies = frozenset(rows["unit"]) | frozenset(rows["body"])
        self.ranks = frozenset(rows["rank"])
        self.honorifics = frozenset(rows["honorific"])
        self.defense = frozenset(rows["department_defense"])
        self.foreign = frozenset(rows["department_foreign"])
        self.local = frozenset(rows["local"])
        pairs = (pair.split("=") for pair in rows["lacks"])
        self.lacks = {code: frozenset(heads.split(",")) for code, heads in pairs}
        self.namesakes = frozenset(rows["namesake"])
        self.own = dict(pair.split("=") for pair in rows["own"])
        self.short = dict(pair.split("=") for pair in rows["short"])
        printed = [*self.heads, *self.short]
        alternatives = "|".join(
            re.escape(h).replace(r"\ ", _SPACE) for h in sorted(printed, key=len, reverse=True)
        )
        before = "|".join(rf"(?<=\b{word}-)" for word in sorted(rows["former"]) if word.isalpha())
        self._head = re.compile(
            rf"(?<![\w’'])(?:(?<!-)|{before})({alternatives})(s?)(?![\w])", re.IGNORECASE
        )
        self._complements = Complements(
            self._head,
            self.heads,
            self.modifiers,
            departments=frozenset(rows["department_word"]),
            namesakes=self.namesakes,
            units=frozenset(rows["unit"]),
            speakers=frozenset(rows["speaker"]),
            posted=frozenset(rows["posted"]),
        )
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
            if self._is_of_next_head(text, match):
                continue
            phrase = self._phrase(text, match, starts, ends)
            if phrase is not None:
                found.append(phrase)
        return found

    def _is_of_next_head(self, text: str, match: re.Match[str]) -> bool:
        """Whether a head only says which one the head behind it is: "Assistant Administrator"."""
        if match.group(1).lower() not in self.modifiers or not match.group(1)[0].isupper():
            return False
        at = match.end()
        behind = self._head.match(text, at + 1) if text[at : at + 1] in (" ", "\u00a0") else None
        if behind is None or not behind.group(1)[0].isupper():
            return False
        return behind.group(1).lower() not in self.ranks

    def _phrase(
        self,
        text: str,
        match: re.Match[str],
        starts: dict[int, PartyMention],
        ends: dict[int, PartyMention],
    ) -> OfficePhrase | None:
        head = match.group(1).lower()
        left = self._left(text, self._past_body(text, match.start(1), head, ends), ends)
        if left.party is None and head in self.weak and self._names_behind(text, match):
            self._past_topics(text, left, ends)
        end, complement, party = self._complements.read(text, match.end(1), starts, head)
        left.set_place_aside(party)
        body = left.words(text, match.end(1))
        alone = left.office_start == match.start(1) and not complement
        if self._says_nothing(text, match, left, alone=alone):
            return None
        if head in self.short:
            if not self._stands_for_an_office(text, match, left):
                return None
            full = self.short[head]
            body = f"{body[: -len(head)]}{full.title()}"
            head = next(h for h in (full, full.rpartition(" ")[2]) if h in self.heads)
        coming = self._to_come(text, match.end(1))
        complement = complement or coming if coming.startswith("-") else complement
        office = " ".join(f"{body}{complement}".split())
        return OfficePhrase(
            left.start,
            end,
            office,
            head,
            left.party or party,
            left.former,
            left.incoming or coming != "",
            left.new,
            left.definite,
        )

    def _to_come(self, text: str, end: int) -> str:
        """Return what right behind a head says that nobody holds the office yet: "-elect"; or ""."""
        behind = text[end : end + _BEHIND].lower()
        return next(
            (
                word
                for word in self.to_come
                if behind.startswith(word) and not behind[len(word) : len(word) + 1].isalpha()
            ),
            "",
        )

    def _says_nothing(self, text: str, match: re.Match[str], left: _Left, *, alone: bool) -> bool:
        """Whether a head noun is no office here: an everyday noun by itself, or a given name."""
        head = match.group(1).lower()
        if head in self.weak and alone and not self._says_an_office(text, match, left):
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
        if self._heads_name(text, match) or (left.definite and match.group(1) in _TITLED_ALONE):
            return True  # "Secretary A. Brandt"; later "the Secretary"
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
        hyphened = _PREFIX.search(text, max(0, start - 20), start)
        if hyphened is not None:  # "ex-president": the head itself stands behind a hyphen
            state.start, state.former = hyphened.start(1), True
        for _ in range(_WIDEST):
            if not (self._past_party(text, state, ends) or self._past_word(text, state)):
                break
        return state

    @staticmethod
    def _is_secretary(text: str, state: _Left) -> bool:
        """Whether the office behind is one that a state's own council has."""
        return text[state.start : state.start + len("Secretary")].lower() == "secretary"

    def _past_party(self, text: str, state: _Left, ends: dict[int, PartyMention]) -> bool:
        """Take a party directly to the left, in place, with or without a possessive, or its short name in brackets."""
        gap = _gap(text, state.start)
        mention = ends.get(gap)
        if mention is not None and "\n" not in text[gap : state.start]:
            if text[mention.start : mention.end] in self.namesakes and self._is_secretary(
                text, state
            ):
                state.office_start = state.start = mention.start
                return True  # "Security Council Secretary": each state has one of its own
            state.party = state.party or mention.party
            state.located = (
                _LOCATED.search(text, max(0, mention.start - _BEHIND), mention.start) is not None
            )
            state.titled = state.start
            if mention.sort in PART_OF_OFFICE:
                state.office_start = mention.start
            else:
                state.between.append((mention.start, state.start))
            state.start = mention.start
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
        if not (
            self._says_when(lower, state, word.start(1))
            or self._in_its_name(word.group(1), text, word.start(1), state)
        ):
            return False
        state.start = word.start(1)
        return not state.definite

    def _past_body(self, text: str, start: int, head: str, ends: dict[int, PartyMention]) -> int:
        """Return where the body begins that a head stands behind: "Constitutional Court President"."""
        word = _LEFT_WORD.search(text, max(0, start - 40), start)
        if head not in _OF_BODIES or word is None or word.group(1) not in self.bodies:
            return start
        if _gap(text, start) in ends:
            return start
        at = word.start(1)
        for _ in range(_BODY_WORDS):
            word = _LEFT_WORD.search(text, max(0, at - 40), at)
            if word is None or not word.group(1)[0].isupper() or _gap(text, at) in ends:
                break
            if word.group(1).lower() in self.former | self.new | self.incoming | {"the"}:
                break
            if not _NAME_WORD.fullmatch(word.group(1)):
                break
            at = word.start(1)
        return at

    def _says_when(self, lower: str, state: _Left, start: int) -> bool:
        """Take a word that says whether the office is held, in place: "former", "ex-Foreign", "two-time"."""
        prefix, _, rest = lower.partition("-")
        if rest and prefix in self.former and (rest in self.modifiers or rest in self.acting):
            state.former = True  # "then-Foreign Minister": the rest of the word is the office's
            state.office_start = start + len(prefix) + 1
        elif lower in self.former and lower != "first":
            state.former = True
        elif lower.removesuffix("-") in self.incoming:
            state.incoming = True
        elif lower in self.new or _TIMES.fullmatch(lower):
            state.new = True
        else:
            return False
        return True

    def _in_its_name(self, word: str, text: str, start: int, state: _Left) -> bool:
        """Take a word of the office's name, or the article before it, in place."""
        lower = word.lower()
        if lower == "the":
            state.definite = True
            return True
        if lower == "and" or not (lower in self.acting or self._is_modifier(word, text, start)):
            return False
        state.office_start = start
        return True

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


@dataclass(slots=True)
class _Left:
    start: int
    office_start: int
    party: str | None = None
    former: bool = False
    incoming: bool = False
    new: bool = False
    definite: bool = False
    located: bool = (
        False  # a party in front may be where it happened: "in the Castle President of Norland"
    )
    titled: int = 0  # where the office begins without that party
    between: list[tuple[int, int]] = field(default_factory=list)  # nationalities that were passed

    def set_place_aside(self, party: str | None) -> None:
        """Leave out, in place, where it happened, where what is behind says whose the office is (`party`)."""
        if party is not None and self.located and self.party != party:
            self.party, self.start, self.office_start = None, self.titled, self.titled

    def words(self, text: str, end: int) -> str:
        """Return the office's words up to `end`, without a nationality among them: "interim … president"."""
        words, at = "", end
        for first, last in self.between:
            if first > self.office_start:
                words, at = text[last:at] + words, first
        return text[self.office_start : at] + words


_LOWER_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TOPICS = 3  # words in small letters between a state and an everyday noun
_OF_BODIES = frozenset({"president", "vice president", "vice-president", "speaker"})
_BODY_WORDS = 2  # words in capitals in front of "Court", "Bank" that name which
_NAME_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOCATED = re.compile(r"\b(?:in|at|to) (?:the )?$")
_BEHIND = 16  # characters behind a head that may say that the office is still to come
_TIMES = re.compile(r"(?<!\w)\w{1,20}-(?:times?|terms?)")  # "two-time", "three-term"
# Weak heads that stand alone as a form of address.
_TITLED_ALONE = frozenset("Secretary Representative Administrator Director Coordinator".split())
_NAME_BEHIND = re.compile(rf"{_SPACE}[A-Z](?:\.|[\w’'-]*[a-z])(?=[\s,.’'])")
_DETERMINERS = frozenset("the a an his her its their this that our my your some one".split())
_FULL_NAME_BEHIND = re.compile(
    rf"{_SPACE}(?:(?:[A-Z]\.|[A-ZÀ-Þ][\w’'-]*[a-zß-ÿ])(?:{_SPACE}(?:(?:de|del|della|da|di|dos|la|van|von|der|den|bin|al|el){_SPACE}){{0,2}})?)(?:{_SPACE}|-)?(?:(?:al|el)-)?[A-ZÀ-Þ]"
)
_PARTICLE_BEHIND = re.compile(rf"{_SPACE}(?:[Aa]l|bin|ibn)[- ]")


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
