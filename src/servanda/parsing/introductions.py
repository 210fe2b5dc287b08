"""Introductions: every place where a person is named with an office, a rank or an honorific.

The holder stands right behind the office, in front of it and set off by a comma, or in a
clause around it ("A B, who has just become minister").
"""

from __future__ import annotations

import re
from dataclasses import replace

from servanda.model.letters import CAPITALS
from servanda.parsing.office_complements import names_a_body
from servanda.parsing.office_titles import OfficePhrase, titles
from servanda.parsing.person import Holding
from servanda.parsing.spans import ends_before
from servanda.parsing.tokens_labels import NAME, SPACE, SUFFIX, name_at
from servanda.world.gazetteer import PartyMention, PartySort

__all__ = ["Introduced", "introductions"]


# Where a name stands, and the office it stands with; None behind a mere honorific.
Introduced = tuple[int, int, Holding | None]

_PARENTHESIS = re.compile(rf"{SPACE}\([^)]{{2,30}}\)(?={SPACE})")
_PARENTHESIS_BEHIND = re.compile(rf"{SPACE}\([^)]{{2,12}}\)")
_OF_PARTY = re.compile(rf"{SPACE}(?:of|from|at){SPACE}(?:the{SPACE})?")
_BRACKETED_PARTY = re.compile(rf"{SPACE}\((?:the{SPACE})?(?=[^()\n]{{2,40}}\))")
_RELATIVE = re.compile(r"\b(?:who|became|become|named|appointed|elected|sworn)\b")
_APPOSITION = re.compile(
    rf",{SPACE}(?:(?:right|left|center|centre),{SPACE})?(?:(?:the|a|an|his|her|its|their){SPACE})?"
)
_WHO = re.compile(
    rf",?{SPACE}who{SPACE}(?:has{SPACE}|have{SPACE}|had{SPACE})?(?:just{SPACE}|recently{SPACE}|newly{SPACE})?"
    rf"(?:became|become|is{SPACE}also|is|was|serves{SPACE}as|served{SPACE}as|took{SPACE}office{SPACE}as|was{SPACE}named|was{SPACE}appointed){SPACE}(?:the{SPACE})?"
    rf"|{SPACE}(?:has{SPACE}|was{SPACE}|has{SPACE}been{SPACE}|is{SPACE})?(?:just{SPACE}|recently{SPACE})?"
    rf"(?:became|become|named|appointed|elected|sworn{SPACE}in){SPACE}(?:as{SPACE})?(?:the{SPACE})?"
    rf"|{SPACE}(?:was|is|has{SPACE}been|had{SPACE}been){SPACE}(?:the{SPACE})?"
)
_COMMA = re.compile(rf",?{SPACE}")
_WINDOW = 90  # characters in front of an office that may hold its holder's name
_NAME_IN_FRONT = re.compile(
    rf"{NAME.pattern}(?:{SUFFIX.pattern})?(?=(?:{_APPOSITION.pattern}|{_WHO.pattern})$)"
)
_AND = re.compile(rf",?{SPACE}and{SPACE}|,{SPACE}")
_AND_TITLE = re.compile(rf",?{SPACE}and{SPACE}(?:[A-Z][a-z]*\.{SPACE})?")
_OF_WHAT = re.compile(rf"{SPACE}(?:of|for|at|on|in){SPACE}(?:(?:the|an?){SPACE})?[\w’'.-]*\w")
_MORE_OF_IT = re.compile(
    rf"(?:{SPACE}(?:of|for|on|and|&|the))*,?{SPACE}[A-ZÀ-Þ][\w’'.-]*\w|{SPACE}\([A-Z]+\)"
)
_POSTNOMINAL = re.compile(rf"(?:,?{SPACE}(?:MP|MEP|QC|KC|AO|AC|AM|OBE|CBE|KBE|KCMG))+\b")
_POSSESSIVE = re.compile(rf"(?:\b(?:its|his|her|their)|[’']s){SPACE}$")
_NEXT_OFFICE = re.compile(rf"{SPACE}(?:and|of|to){SPACE}(the{SPACE})?")
_COUNTERPART = re.compile(
    rf"(?:counterpart|colleague|opposite{SPACE}number|predecessor|successor)(?:,?{SPACE}|{SPACE}\()(?=[A-Z])"
)
_AND_HIS = re.compile(
    rf"({NAME.pattern}){SPACE}and{SPACE}(?:his|her){SPACE}(?:[\w.-]+{SPACE}){{0,2}}$"
)
_TOP = frozenset(
    "president|prime minister|premier|chancellor|king|queen|emperor|vice president".split("|")
)
_COUPLE = frozenset({"king", "queen"})
_PREDECESSORS = ("predecessor", "successor")
_RETIRED = re.compile(rf"\((?:ret|Ret|retired|Retired)\.?\){SPACE}")
_PLURALS = {
    "ministers": "minister",
    "presidents": "president",
    "chancellors": "chancellor",
    "premiers": "premier",
    "chiefs": "chief",
    "ambassadors": "ambassador",
    "advisers": "adviser",
    "advisors": "advisor",
    "envoys": "envoy",
    "representatives": "representative",
    "negotiators": "negotiator",
    "secretaries": "secretary",
}
_PLURAL = re.compile(
    rf"(?<![A-Za-z])((?:[A-Za-z]++{SPACE}){{0,2}})({'|'.join(_PLURALS)}),?{SPACE}(?=[A-Z])",
    re.IGNORECASE,
)
_NEXT_NAME = re.compile(rf",?{SPACE}and{SPACE}|,{SPACE}")
# The service that an officer's rank is of.
_SERVICE = re.compile(
    rf"(?:(?:U\.S\.|US){SPACE})?(?:Marine{SPACE}Corps|Army|Air{SPACE}Force|Navy|Marine|Coast{SPACE}Guard){SPACE}"
)
_PARTICLE_FIRST = re.compile(
    rf"(?:von{SPACE}der|van{SPACE}de[rn]|von|van|de{SPACE}la|de|del|della|di|da|dos|al|el|bin|ibn){SPACE}(?=[{CAPITALS}])"
)
_SERVICE_BEFORE = re.compile(
    rf"(?:Marine{SPACE}Corps|Army|Air{SPACE}Force|Navy|Marine|Coast{SPACE}Guard){SPACE}$"
)
_STOPS = ",.);\n—–:"
_NEXT_PHRASE = (
    " (",
    " -",
    " –",
    " —",
    " in ",
    " at ",
    " on ",
    " who ",
    " since ",
    " until ",
    " from ",
)


def introductions(
    text: str, parties: list[PartyMention], offices: list[OfficePhrase]
) -> list[Introduced]:
    """Find who is introduced in `text`; `parties` and `offices` are those found in it, ascending."""
    return _Introductions(text, parties, offices).run()


class _Introductions:
    def __init__(self, text: str, parties: list[PartyMention], offices: list[OfficePhrase]) -> None:
        self.text = text
        self.parties = parties
        self.by_start = {m.start: m for m in parties}
        self.offices = offices
        self.offices_at = {o.start: o for o in offices}
        self.offices_to = {o.end: o for o in reversed(offices)}  # the first of those that end there
        self.named: list[Introduced] = []

    def run(self) -> list[Introduced]:
        last: tuple[int, str | None, str] = (-100, None, "")
        for office in self.offices:
            last = self._around(office, last)
        self._plurals()
        self._ranked()
        self._counterparts()
        return self.named

    # -- reading one office ------------------------------------------------------------------

    def _around(
        self, office: OfficePhrase, last: tuple[int, str | None, str]
    ) -> tuple[int, str | None, str]:
        """Look for the holder right after, before (apposition) or in a clause around the office."""
        comma = _COMMA.match(self.text, self._end_of_title(office))
        held = self._in_parenthesis(office)
        if held is not None:
            self.named.append((*held, self._holding(office, office.party)))
            return held[1], office.party, office.office.lower()
        if comma is None:
            return self._before(office, last)
        direct = "," not in comma.group()
        titled = direct or not office.definite  # "Adviser to the President, Ambassador A B"
        start = self._skip_ranks(self._skip_titles(comma.end()) if titled else comma.end())
        name = self._name_at(start) or (self._with_particle(start) if direct else None)
        if name is None or not (direct or self._set_apart(office, name)):
            return self._before(office, last)
        return self._behind(office, last, (start, name[1]), direct=direct)

    def _with_particle(self, start: int) -> tuple[int, int] | None:
        """Return a family name that begins in small letters: "President von der Marsh"."""
        particle = _PARTICLE_FIRST.match(self.text, start)
        name = self._name_at(particle.end()) if particle is not None else None
        return (start, name[1]) if name is not None else None

    def _set_apart(self, office: OfficePhrase, name: tuple[int, int]) -> bool:
        """Whether a name behind a comma is the holder's: closed by another, or the only reading of "its minister, A B".

        In "A B, Minister of Trade, C D, Director of Customs, and …" the holder stood in front.
        """
        if not (self._closed(name[1]) or self._owned(office, name)):
            return False
        return office.definite or not self._holder_in_front(office)

    def _end_of_title(self, office: OfficePhrase) -> int:
        """Return where an office ends with what print hangs on it: "-designate", a native word in brackets."""
        end = office.end
        for tail in ("-designate", "-elect", " designate", "-nominee"):
            if self.text[end : end + len(tail)].lower() == tail:
                end += len(tail)
        parenthesis = _PARENTHESIS.match(self.text, end)
        at = parenthesis.end() if parenthesis else end
        if self.text[at : at + 1] == ")" and self.text[office.start - 1 : office.start] == "(":
            at += 1  # "the minister (the native word for it) A B"
        return at

    def _behind(
        self,
        office: OfficePhrase,
        last: tuple[int, str | None, str],
        name: tuple[int, int],
        *,
        direct: bool,
    ) -> tuple[int, str | None, str]:
        """Note the holder whose name stands behind an office."""
        start = name[0]
        behind = self._party_after(name[1])
        party = office.party or behind
        beside = None
        joined = _AND.fullmatch(self.text, min(last[0], office.start), office.start)
        if party is None and joined and office.office.lower() != last[2]:
            beside = last[1]  # "the U.S. Secretary of State A and Defense Secretary B"
        if joined and office.party is None and behind is not None:
            self._shared_behind(office.head, behind)
        self.named.append((start, name[1], self._holding(office, party, beside)))
        other = self._office_before(office)
        if other is not None and direct:
            self.named.append((start, name[1], self._holding(other, other.party or party, beside)))
        return name[1], party or beside, office.office.lower()

    def _in_parenthesis(self, office: OfficePhrase) -> tuple[int, int] | None:
        """Return the name that follows in brackets: "the secretary-general (A B)"."""
        if self.text[office.end : office.end + 2] != " (":
            return None
        name = self._name_at(office.end + 2)
        if name is None or self.text[name[1] : name[1] + 1] != ")":
            return None
        return name if " " in self.text[name[0] : name[1]] else None

    def _office_before(self, office: OfficePhrase) -> OfficePhrase | None:
        """Return the first of two offices of one holder: "Deputy Prime Minister and Minister for Defence A B"."""
        if not self.text.endswith(" and ", 0, office.start):
            return None
        other = self.offices_to.get(office.start - len(" and "))
        if other is None or other.definite or not self.text[other.start].isupper():
            return None
        return other if other.head.startswith(("deputy", "vice")) else None

    def _shared_behind(self, head: str, party: str) -> None:
        """Read "President A and Foreign Minister B of Norland": A's office is of the same state.

        Two heads of state or government joined so are of two states.
        """
        start, end, holding = self.named[-1]
        if holding is None or holding.party or holding.beside:
            return
        if head in _TOP and {head, holding.head} != _COUPLE:
            return
        self.named[-1] = (start, end, replace(holding, beside=party))

    def _before(
        self, office: OfficePhrase, last: tuple[int, str | None, str]
    ) -> tuple[int, str | None, str]:
        """Read "A B, the press secretary": a name in front of the office, set off by a comma."""
        found = self._holder_in_front(office)
        if found is None:
            return last
        first, start, end = found
        party = self._party_of(office)
        between = self.text[self._past_party(last[0]) : first]
        beside = last[1] if last[1] and _AND_TITLE.fullmatch(between) else None
        self.named.append((start, end, self._holding(office, party, beside)))
        return last

    def _holder_in_front(self, office: OfficePhrase) -> tuple[int, int, int] | None:
        """Return where the words of a holder in front of an office begin, then the name's start and end."""
        offset = max(0, office.start - _WINDOW)
        matches = list(_NAME_IN_FRONT.finditer(self.text[offset : office.start]))
        if not matches:
            return None
        match = matches[-1]
        start = self._skip_ranks(offset + match.start())
        name = self._name_at(start)
        if name is None or name[1] < offset + match.end() - 5:
            return None
        told = _RELATIVE.search(self.text[name[1] : office.end]) is not None
        if not told and not self._set_off(office.end) and not self._runs_on(office.end):
            return None  # "with A B, the minister said": the minister is somebody else
        return offset + match.start(), start, name[1]

    def _party_of(self, office: OfficePhrase, depth: int = 2) -> str | None:
        """Return whose an office is, also by the office behind it: "spokesman and adviser to the President of Norland"."""
        found = office.party or self._party_after(office.end)
        if found is not None or not depth:
            return found
        joint = _NEXT_OFFICE.match(self.text, office.end)
        behind = self.offices_at.get(joint.end()) if joint is not None else None
        if behind is None and joint is not None:
            behind = self.offices_at.get(joint.start(1)) if joint.group(1) else None
        return self._party_of(behind, depth - 1) if behind is not None else None

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
            head = _PLURALS[match.group(2).lower()]
            whole = f"{match.group(1)}{head}".lower()
            head = whole if whole in titles().heads else head  # "Prime Ministers A and B"
            known = [w for w in match.group(1).split() if w.lower() in titles().modifiers]
            office = " ".join([*known, head])
            for start, end in names:
                behind = self._set_behind(end)
                party = self._party_after(end) or (behind.party if behind is not None else None)
                holding = Holding(match.start(), match.end(), office, head, party)
                self.named.append((start, end, holding))

    def _past_party(self, end: int) -> int:
        """Return the end of a name with its "of Norland"."""
        rest = _OF_PARTY.match(self.text, end)
        mention = self.by_start.get(rest.end()) if rest else self._set_behind(end)
        if mention is None:
            return end
        short = _PARENTHESIS_BEHIND.match(self.text, mention.end)
        return short.end() if short is not None else mention.end

    def _set_behind(self, end: int) -> PartyMention | None:
        """Return the state that a comma sets behind a name: "A B, Norland, and C D"."""
        mention = self.by_start.get(end + 2)
        return mention if mention is not None and self.text[end : end + 2] == ", " else None

    def _ranked(self) -> None:
        """Find "Brig. Gen. A B" and "Dr. C D": a rank is an office of last resort."""
        lexicon = titles()
        for match in lexicon.rank.finditer(self.text):
            words = match.group(1).strip()
            retired = _RETIRED.match(self.text, match.end(1))
            begin = retired.end() if retired else match.end(1)
            name = self._name_at(begin)
            if name is None or begin in self.offices_at:
                continue  # "Madam Federal Chancellor" names nobody
            ranks = [
                w
                for w in re.split(r"(?<=\.)\s+(?=Dr|Mr|Mrs|Ms)", words)
                if w.lower() not in lexicon.honorifics
            ]
            rank = " ".join(ranks)
            if rank and not rank[0].isupper():
                continue
            is_rank = rank.lower() in lexicon.ranks
            window = self.text[max(0, match.start(1) - 24) : match.start(1)]
            service = _SERVICE_BEFORE.search(window)
            first = match.start(1) - (len(service.group()) if service else 0)
            party = self._party_before(first) or self._party_after(name[1])
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
            self._whose_counterpart(match.start())
            begin = self._skip_ranks(match.end())
            name = self._name_at(begin)
            if name is not None:
                party = self._party_before(match.start())
                word = match.group().rstrip(",( \u00a0").lower()
                head = word if word in _PREDECESSORS else "counterpart"
                stop = match.start() + len(match.group().rstrip(",( \u00a0"))
                former, incoming = word == "predecessor", word == "successor"
                holding = Holding(match.start(), stop, head, head, party, former, incoming)
                self.named.append((begin, name[1], holding))

    def _whose_counterpart(self, start: int) -> None:
        """Read "A B and his Norland colleague": A B is a person, whatever the office."""
        offset = max(0, start - 90)
        match = _AND_HIS.search(self.text[offset:start])
        name = self._name_at(offset + match.start()) if match else None
        if match is not None and name is not None and name[1] == offset + match.end(1):
            self.named.append((name[0], name[1], None))

    # -- what stands around a name -----------------------------------------------------------

    def _skip_titles(self, start: int) -> int:
        """Return where a name may begin behind a second title: "Foreign Minister Senator A B"."""
        second = self.offices_at.get(start)
        if second is None or self.text[second.end : second.end + 1] not in (" ", "\u00a0"):
            return start
        return second.end + 1

    def _name_at(self, start: int) -> tuple[int, int] | None:
        return name_at(self.text, start, self.by_start)

    def _skip_ranks(self, start: int) -> int:
        service = _SERVICE.match(self.text, start)
        begin = service.end() if service else start
        match = titles().rank.match(self.text, begin)
        return match.end(1) if match else start

    def _set_off(self, end: int) -> bool:
        """Whether an office ends where a comma, a stop or a new phrase begins, "of Norland" aside."""
        rest = _OF_PARTY.match(self.text, end)
        mention = None
        if rest is not None:
            mention = self.by_start.get(rest.end()) or self.by_start.get(rest.end() - 4)
        ends = (end, mention.end) if mention is not None else (end,)
        return any(
            at == len(self.text)
            or self.text[at] in _STOPS
            or (self.text.startswith(" and ", at) and at + 5 in self.offices_at)
            or self.text.startswith(_NEXT_PHRASE, at)
            or self._next_set_off(at)
            for at in ends
        )

    def _next_set_off(self, at: int) -> bool:
        """Whether another who is introduced in the same way is joined on: "… of Norland and C D, the minister of"."""
        name = self._name_at(at + 5) if self.text.startswith(" and ", at) else None
        return name is not None and _APPOSITION.match(self.text, name[1]) is not None

    def _runs_on(self, end: int) -> bool:
        """Whether an office goes on with what it is of, up to where it is set off: "the head of Oilbank and a …"."""
        run = _OF_WHAT.match(self.text, end)
        while run is not None:
            if self._set_off(run.end()) or self.text.startswith((" and a ", " and an "), run.end()):
                return True
            run = _MORE_OF_IT.match(self.text, run.end())
        return False

    def _owned(self, office: OfficePhrase, name: tuple[int, int]) -> bool:
        """Whether a full name behind a comma can only be the holder's: "its foreign minister, A B during the war"."""
        return (
            " " in self.text[name[0] : name[1]]
            and _POSSESSIVE.search(self.text, max(0, office.start - 6), office.start) is not None
        )

    def _closed(self, end: int) -> bool:
        letters = _POSTNOMINAL.match(self.text, end)
        end = letters.end() if letters is not None else end
        return (
            self.text[end : end + 1] in (",", ".", ")", ";", "\n", "")
            or self.text[end : end + 4] == " and"
        )

    def _party_after(self, end: int) -> str | None:
        match = _OF_PARTY.match(self.text, end) or _BRACKETED_PARTY.match(self.text, end)
        if match is None:
            return self._body_after(end)
        mention = self.by_start.get(match.end()) or self.by_start.get(match.end() - 4)
        return mention.party if mention else None

    def _body_after(self, end: int) -> str | None:
        """Return whose a body is that a comma sets behind a name: "A B, Norland Ministry of Trade"."""
        comma = _APPOSITION.match(self.text, end)
        mention = self.by_start.get(comma.end()) if comma is not None else None
        if mention is None:
            return None
        of_body = mention.sort is PartySort.BODY or names_a_body(self.text, mention.end)
        return mention.party if of_body else None

    def _party_before(self, start: int) -> str | None:
        mention = ends_before(self.parties, start)
        return mention.party if mention is not None and start - mention.end <= 3 else None
