"""People: who is named with which office, and every later place where a name stands alone.

A name is a run of capitalised words next to an office, a rank or an honorific; a surname
that stood in a full name before is that person again. Names keep the order of print:
"Hamada Yasukazu" and "Yasukazu Hamada" are one person because they are one set of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from servanda.text.gazetteer import PartyMention, PartySort
from servanda.text.titles import OfficePhrase, titles

__all__ = ["Holding", "People", "Person", "PersonMention", "find_people"]

_SPACE = r"[ \u00a0]"
_CAP = r"(?:[A-ZÀ-ÞŁŚŠŽ](?:[’'][A-Z])?[\w’'-]*\w|[A-Z]\b)"
_INITIAL = r"(?:[A-Z]\.(?:[A-Z]\.)*)"
_PARTICLE = r"(?:von der|van der|van den|von|van|de la|de los|de|del|della|di|da|dos|das|do|al|el|bin|ibn|bint|ben|ter|ten|af|zu)"
_NAME = re.compile(
    rf"(?:{_INITIAL}|{_CAP})(?:{_SPACE}(?:{_PARTICLE}{_SPACE})?(?:{_INITIAL}|{_CAP})){{0,4}}"
)
_SUFFIX = re.compile(rf",?{_SPACE}(?:Jr|Sr)\.?|{_SPACE}(?:II|III|IV)\b")
_PARENTHESIS = re.compile(rf"{_SPACE}\([^)]{{2,30}}\)(?={_SPACE})")
_OF_PARTY = re.compile(rf"{_SPACE}(?:of|from|at){_SPACE}(?:the{_SPACE})?")
_RELATIVE = re.compile(r"\b(?:who|became|become|named|appointed|elected|sworn)\b")
_APPOSITION = re.compile(
    rf",{_SPACE}(?:(?:right|left|center|centre),{_SPACE})?(?:(?:the|a|an|his|her|its|their){_SPACE})?"
)
_WHO = re.compile(
    rf",?{_SPACE}who{_SPACE}(?:has{_SPACE}|have{_SPACE}|had{_SPACE})?(?:just{_SPACE}|recently{_SPACE}|newly{_SPACE})?"
    rf"(?:became|become|is|was|serves{_SPACE}as|served{_SPACE}as|took{_SPACE}office{_SPACE}as|was{_SPACE}named|was{_SPACE}appointed){_SPACE}"
    rf"|{_SPACE}(?:has{_SPACE}|was{_SPACE}|has{_SPACE}been{_SPACE}|is{_SPACE})?(?:just{_SPACE}|recently{_SPACE})?"
    rf"(?:became|become|named|appointed|elected|sworn{_SPACE}in){_SPACE}(?:as{_SPACE})?(?:the{_SPACE})?"
)
_AND = re.compile(rf",?{_SPACE}and{_SPACE}|,{_SPACE}")
_COUNTERPART = re.compile(
    rf"(?:counterpart|colleague|opposite{_SPACE}number|predecessor|successor),?{_SPACE}(?=[A-Z])"
)
_PREDECESSORS = ("predecessor", "successor")
_RETIRED = re.compile(rf"\((?:ret|Ret|retired|Retired)\.?\){_SPACE}")
_PLURALS = {
    "ministers": "minister",
    "presidents": "president",
    "secretaries": "secretary",
    "chancellors": "chancellor",
    "premiers": "premier",
    "chiefs": "chief",
    "ambassadors": "ambassador",
    "advisers": "adviser",
    "advisors": "advisor",
}
_PLURAL = re.compile(
    rf"((?:[A-Za-z]+{_SPACE}){{0,2}})({'|'.join(_PLURALS)}){_SPACE}(?=[A-Z])", re.IGNORECASE
)
_NEXT_NAME = re.compile(rf",?{_SPACE}and{_SPACE}|,{_SPACE}")
# Capitalised words that begin sentences or name days and things, never people.
_NOT_NAMES = frozenset(
    "The A An In On At By For From With And But Or As If It Its He She They We His Her Their Our This That These Those "
    "There When While After Before During Since Under Over Both Also However Meanwhile According Asked Earlier Later "
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug "
    "Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun "
    "Treaty Agreement Alliance Summit Meeting Dialogue Council Strategy Statement Declaration Framework Initiative "
    "Forces Force Navy Army Fleet Command Regiment Division Ministry Department Government Republic Kingdom "
    "Readout Statement Fact Sheet Joint Press Call Meeting Visit Trip Travel Today Yesterday Tomorrow Indo-Pacific "
    "State Defense Defence Foreign Affairs Security National "
    "Assembly Authority Commission Committee Subcommittee Licenses License Administration Bank Organization Union Parliament "
    "Congress Office Institute Fund Program Programme Partnership Group Team Party Election Elections Credit Task Board "
    "Bureau Office Agency Chancellery Committee Commission Institute Center Centre Directorate Authority Board "
    "Leaders Ministers Minister President Prime Secretary Chancellor Premier Vice Deputy Special Summit North South East West".split()
)


_SMALL = frozenset("Of For To".split())
_STOPS = ",.);\n—–:"
_NEXT_PHRASE = (" -", " –", " —", " in ", " at ", " on ", " who ")


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A place where a person is named; `full` when an office or the whole name stands there."""

    start: int
    end: int
    person: int
    full: bool


@dataclass(frozen=True, slots=True)
class Holding:
    """A place where a person is named with an office."""

    start: int
    end: int
    office: str
    head: str
    party: str | None
    former: bool = False
    incoming: bool = False
    by_rank: bool = False
    beside: str | None = (
        None  # the party of the officer named just before: "and Defence Secretary B"
    )


@dataclass(slots=True)
class Person:
    """A person as one report names them; `name` is the fullest form printed."""

    index: int
    name: str
    words: frozenset[str]
    party: str | None = None
    party_assumed: bool = False
    holdings: list[Holding] = field(default_factory=list)

    @property
    def office(self) -> str | None:
        """The office first given, ranks last."""
        offices = sorted(self.holdings, key=lambda h: (h.by_rank, h.former))
        return offices[0].office if offices else None


@dataclass(slots=True)
class People:
    """All people of one report and all places where they are named, ascending."""

    people: list[Person]
    mentions: list[PersonMention]

    def at(self, start: int, end: int) -> list[PersonMention]:
        """Return the mentions that lie within the span."""
        return [m for m in self.mentions if m.start < end and m.end > start]


def find_people(
    text: str,
    parties: list[PartyMention],
    offices: list[OfficePhrase],
    *,
    extra: Sequence[tuple[int, int]] = (),
    headlines: Sequence[tuple[int, int]] = (),
) -> People:
    """Find the people named in `text`.

    `extra` are spans a tagger takes for names of people; `headlines` are spans in which every
    word may be capitalised, where only people named elsewhere are recognised.
    """
    return _Finder(text, parties, offices, headlines).run(list(extra))


class _Finder:
    def __init__(
        self,
        text: str,
        parties: list[PartyMention],
        offices: list[OfficePhrase],
        headlines: Sequence[tuple[int, int]],
    ) -> None:
        self.text = text
        self.headlines = headlines
        self.parties = parties
        self.by_start = {m.start: m for m in parties}
        self.covered = [(m.start, m.end) for m in parties if m.sort is not PartySort.ADJECTIVE]
        self.adjectives = {m.start for m in parties if m.sort is PartySort.ADJECTIVE}
        self.offices = offices
        self.people: list[Person] = []
        self.named: list[tuple[int, int, Holding | None]] = []
        self.tagged: list[tuple[int, int]] = []

    def run(self, extra: list[tuple[int, int]]) -> People:
        self.tagged = extra
        last_party: tuple[int, str | None, str] = (-100, None, "")
        for office in self.offices:
            last_party = self._around(office, last_party)
        self._plurals()
        self._ranked()
        self._counterparts()
        taken = [(start, end) for start, end, _ in self.named]
        for start, _ in extra:
            name = self._name_at(start)
            if (
                name
                and not self._taken(start, name[1], taken)
                and " " in self.text[start : name[1]]
            ):
                self.named.append((start, name[1], None))
        longest_first = sorted(self.named, key=lambda n: (-(n[1] - n[0]), n[0]))
        for start, end, holding in longest_first:
            if not self._in_headline(start):
                self._join(start, end, holding)
        for start, end, holding in longest_first:
            if self._in_headline(start):
                self._join_headline(start, end, holding)
        mentions = self._mentions()
        for person in self.people:
            person.holdings.sort(key=lambda h: h.start)
            person.party = person.party or next((h.party for h in person.holdings if h.party), None)
        return People(self.people, mentions)

    def _taken(self, start: int, end: int, taken: list[tuple[int, int]]) -> bool:
        """Whether a span the tagger takes for a name is a name already, or the words of an office."""
        offices = ((o.start, o.end) for o in self.offices)
        return any(a < end and start < b for spans in (taken, offices) for a, b in spans)

    # -- reading one office ------------------------------------------------------------------

    def _around(
        self, office: OfficePhrase, last: tuple[int, str | None, str]
    ) -> tuple[int, str | None, str]:
        """Look for the holder right after, before (apposition) or in a clause around the office."""
        end = office.end
        for tail in ("-designate", "-elect", " designate", "-nominee"):
            if self.text.startswith(tail, end):
                end += len(tail)
        parenthesis = _PARENTHESIS.match(self.text, end)
        at = parenthesis.end() if parenthesis else end
        if self.text[at : at + 1] == ")" and self.text[office.start - 1 : office.start] == "(":
            at += 1  # "the minister (Raksha Mantri) A B"
        comma = re.compile(rf",?{_SPACE}").match(self.text, at)
        if comma is None:
            return self._before(office, last)
        direct = "," not in comma.group()
        start = self._skip_ranks(comma.end())
        name = self._name_at(start)
        if name is None or (not direct and not self._closed(name[1])):
            return self._before(office, last)
        party = office.party or self._party_after(name[1])
        beside = None
        joined = _AND.fullmatch(self.text, min(last[0], office.start), office.start)
        if party is None and joined and office.office.lower() != last[2]:
            beside = last[1]  # "the U.S. Secretary of State A and Defense Secretary B"
        self.named.append((start, name[1], self._holding(office, party, beside)))
        return name[1], party or beside, office.office.lower()

    def _before(
        self, office: OfficePhrase, last: tuple[int, str | None, str]
    ) -> tuple[int, str | None, str]:
        """Read "A B, the press secretary": a name in front of the office, set off by a comma."""
        window = self.text[max(0, office.start - 90) : office.start]
        matches = list(
            re.finditer(
                rf"{_NAME.pattern}(?:{_SUFFIX.pattern})?(?=(?:{_APPOSITION.pattern}|{_WHO.pattern})$)",
                window,
            )
        )
        if not matches:
            return last
        match = matches[-1]
        offset = max(0, office.start - 90)
        start = offset + match.start()
        start = self._skip_ranks(start)
        name = self._name_at(start)
        if name is None or name[1] < offset + match.end() - 5:
            return last
        if _RELATIVE.search(self.text[name[1] : office.start]) is None and not self._set_off(
            office.end
        ):
            return last  # "with A B, the minister said": the minister is somebody else
        party = office.party or self._party_after(office.end)
        self.named.append((start, name[1], self._holding(office, party)))
        return last

    def _holding(
        self, office: OfficePhrase, party: str | None, beside: str | None = None
    ) -> Holding:
        return Holding(
            office.start,
            office.end,
            office.office,
            office.head,
            party,
            office.former,
            office.incoming,
            beside=beside,
        )

    def _plurals(self) -> None:
        """Find "Defence Ministers A B and C D": each holds the office."""
        for match in _PLURAL.finditer(self.text):
            names: list[tuple[int, int]] = []
            name = self._name_at(match.end())
            while name is not None:
                names.append(name)
                joint = _NEXT_NAME.match(self.text, self._past_party(name[1]))
                name = self._name_at(joint.end()) if joint else None
            if len(names) < 2:
                continue
            known = [w for w in match.group(1).split() if w.lower() in titles().modifiers]
            head = _PLURALS[match.group(2).lower()]
            office = " ".join([*known, head])
            for start, end in names:
                party = self._party_after(end)
                holding = Holding(match.start(), match.end(), office, head, party)
                self.named.append((start, end, holding))

    def _past_party(self, end: int) -> int:
        """Return the end of a name with its "of Norland"."""
        rest = _OF_PARTY.match(self.text, end)
        mention = self.by_start.get(rest.end()) if rest else None
        return mention.end if mention else end

    def _ranked(self) -> None:
        """Find "Brig. Gen. A B" and "Dr. C D": a rank is an office of last resort."""
        lexicon = titles()
        for match in lexicon.rank.finditer(self.text):
            words = match.group(1).strip()
            retired = _RETIRED.match(self.text, match.end(1))
            begin = retired.end() if retired else match.end(1)
            name = self._name_at(begin)
            if name is None:
                continue
            ranks = [
                w
                for w in re.split(r"(?<=\.)\s+(?=Dr|Mr|Mrs|Ms)", words)
                if w.lower() not in lexicon.honorifics
            ]
            rank = " ".join(ranks)
            if rank and not rank[0].isupper():
                continue
            is_rank = rank.lower() in lexicon.ranks
            party = self._party_before(match.start(1)) or self._party_after(name[1])
            holding = (
                Holding(
                    match.start(1),
                    match.end(1),
                    rank,
                    rank.lower(),
                    party,
                    former=retired is not None,
                    by_rank=True,
                )
                if is_rank
                else None
            )
            self.named.append((begin, name[1], holding))

    def _counterparts(self) -> None:
        """Read "his U.S. counterpart A B": the reader of tenures knows whose office that is."""
        for match in _COUNTERPART.finditer(self.text):
            name = self._name_at(match.end())
            if name is not None:
                party = self._party_before(match.start())
                word = match.group().split(",")[0].strip().lower()
                head = word if word in _PREDECESSORS else "counterpart"
                stop = match.start() + len(match.group().rstrip(", \u00a0"))
                former, incoming = word == "predecessor", word == "successor"
                holding = Holding(match.start(), stop, head, head, party, former, incoming)
                self.named.append((match.end(), name[1], holding))

    # -- names -------------------------------------------------------------------------------

    def _skip_ranks(self, start: int) -> int:
        match = titles().rank.match(self.text, start)
        return match.end(1) if match else start

    def _name_at(self, start: int) -> tuple[int, int] | None:
        """Return the span of a name that begins at `start`, or None where the words are no name."""
        match = _NAME.match(self.text, start)
        if match is None or start in self.by_start:
            return None
        end = start
        for word in re.finditer(r"\S+", match.group()):
            at = start + word.start()
            bare = word.group().removesuffix("’s").removesuffix("'s")
            if (
                bare in _NOT_NAMES
                or (bare.isupper() and bare.title() in _NOT_NAMES | _SMALL)
                or (
                    at in self.by_start
                    and at > start
                    and self.by_start[at].sort is not PartySort.PLACE
                )
            ):
                break
            end = start + word.start() + len(bare)
            if bare != word.group():
                break
        while end > start and self.text[start:end].rpartition(" ")[2] in _PARTICLES:
            end = start + len(self.text[start:end].rpartition(" ")[0])
        if end <= start or len(self.text[start:end]) < 2:
            return None
        suffix = _SUFFIX.match(self.text, end)
        return (start, suffix.end() if suffix else end)

    def _set_off(self, end: int) -> bool:
        """Whether an office ends where a comma, a stop or a new phrase begins, "of Norland" aside."""
        rest = _OF_PARTY.match(self.text, end)
        mention = self.by_start.get(rest.end()) if rest is not None else None
        ends = (end, mention.end) if mention is not None else (end,)
        return any(
            at == len(self.text)
            or self.text[at] in _STOPS
            or self.text.startswith(_NEXT_PHRASE, at)
            for at in ends
        )

    def _in_headline(self, start: int) -> bool:
        return any(a <= start < b for a, b in self.headlines)

    def _closed(self, end: int) -> bool:
        return self.text[end : end + 1] in (",", ".", ")", "") or self.text[end : end + 4] == " and"

    def _party_after(self, end: int) -> str | None:
        match = _OF_PARTY.match(self.text, end)
        if match is None:
            return None
        mention = self.by_start.get(match.end()) or self.by_start.get(match.end() - 4)
        return mention.party if mention else None

    def _party_before(self, start: int) -> str | None:
        for mention in reversed(self.parties):
            if mention.end <= start:
                return mention.party if start - mention.end <= 3 else None
        return None

    # -- joining -----------------------------------------------------------------------------

    def _join(self, start: int, end: int, holding: Holding | None) -> None:
        name = " ".join(self.text[start:end].split())
        words = name_words(name)
        if not words:
            return
        person = self._same(words, holding)
        if person is None:
            person = Person(len(self.people), name, words)
            self.people.append(person)
        if holding is not None:
            person.holdings.append(holding)

    def _join_headline(self, start: int, end: int, holding: Holding | None) -> None:
        """Give an office in a headline to a person the body names; the headline's case hides where a name ends."""
        words = [_fold(w) for w in self.text[start:end].split()]
        for count in range(len(words), 0, -1):
            owners = [p for p in self.people if set(words[:count]) <= p.words]
            if len(owners) == 1:
                if holding is not None:
                    owners[0].holdings.append(holding)
                return
        # A name told nowhere else is taken where the tagger sees one and the run of capitals is no more.
        tagged = next((b for a, b in self.tagged if a <= start < b), None)
        if (
            holding is not None
            and tagged is not None
            and len(words) > 1
            and tagged in (end, end - 2)
        ):
            self._join(start, end, holding)

    def _same(self, words: frozenset[str], holding: Holding | None) -> Person | None:
        fits = [p for p in self.people if words <= p.words or p.words <= words]
        if not fits and holding is not None:  # "Joe Brandt" and "Joseph R. Brandt, Jr."
            fits = [p for p in self.people if self._variant(p, words, holding)]
        if len(fits) > 1 and holding is not None:
            fits = [p for p in fits if any(h.head == holding.head for h in p.holdings)] or fits
        return fits[0] if len(fits) == 1 else None

    @staticmethod
    def _variant(person: Person, words: frozenset[str], holding: Holding) -> bool:
        shared = person.words & words
        rest, other = person.words - shared, words - shared
        alike = len(rest) == len(other) == 1 and next(iter(rest))[:2] == next(iter(other))[:2]
        same_office = any(h.head == holding.head for h in person.holdings)
        parties = {h.party for h in person.holdings if h.party} | ({holding.party} - {None})
        return bool(shared) and alike and same_office and len(parties) <= 1

    def _mentions(self) -> list[PersonMention]:
        """Find every place where a known name, or one word of it, stands."""
        singles: dict[str, set[int]] = {}
        for person in self.people:
            for word in person.words:
                singles.setdefault(word, set()).add(person.index)
        found: list[PersonMention] = []
        last: tuple[int, int, set[int]] | None = None
        for start, end in self._capitalised():
            owners = singles.get(_fold(self.text[start:end]), set())
            if not owners:
                continue
            if (
                last is not None
                and last[2] & owners
                and _JOINED.fullmatch(self.text, last[1], start)
            ):
                last = (last[0], end, last[2] & owners)
                continue
            found.extend(self._mention(last))
            last = (start, end, owners)
        found.extend(self._mention(last))
        return found

    def _capitalised(self) -> Iterator[tuple[int, int]]:
        """Walk over capitalised words outside the names of states, hyphenated pairs taken apart."""
        known = {word for person in self.people for word in person.words}
        for match in _CAPITALISED.finditer(self.text):
            start, _end = match.span()
            if any(a <= start < b for a, b in self.covered):
                continue
            word = match.group()
            for tail in ("’s", "'s", "’", "'"):
                word = word.removesuffix(tail)
            if "-" in word and _fold(word) not in known:  # "the Brandt-Marsh meeting"
                for piece in re.finditer(r"[^-]+", word):
                    yield start + piece.start(), start + piece.end()
            else:
                yield start, start + len(word)

    def _mention(self, run: tuple[int, int, set[int]] | None) -> list[PersonMention]:
        if run is None or len(run[2]) != 1:
            return []
        start, end, owners = run
        return [PersonMention(start, end, next(iter(owners)), " " in self.text[start:end])]


_CAPITALISED = re.compile(r"[A-ZÀ-ÞŁŚŠŽ][\w’'-]*")
_JOINED = re.compile(rf"{_SPACE}(?:{_PARTICLE}{_SPACE})?(?:{_INITIAL}{_SPACE})*")
_PARTICLES = frozenset("von van de del di da al el bin ibn der la".split())


def _fold(word: str) -> str:
    return word.strip(".,’'").casefold()


def name_words(name: str) -> frozenset[str]:
    """Return the telling words of a name: no initials, ranks, particles or suffixes."""
    drop = {"jr", "sr", "ii", "iii", "iv", "the", "of"} | _PARTICLES
    words = {_fold(w) for w in name.replace(",", " ").split()}
    return frozenset(w for w in words if len(w) > 1 and w not in drop and not w.endswith("."))
