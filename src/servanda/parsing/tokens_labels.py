"""What kind of thing a token names, and where the name of a person begins and ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.model.letters import CAPITALS
from servanda.parsing.word_table import word_table
from servanda.world.gazetteer import PartyMention, PartySort
from servanda.world.office_terms import terms

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from servanda.model import TimeRef
    from servanda.parsing.person import Person

__all__ = [
    "JOINED",
    "NAME",
    "SPACE",
    "SUFFIX",
    "acting_names",
    "bare_word",
    "known_names",
    "label",
    "name_at",
    "name_words",
    "proper_runs",
]


_OF_PARTY = {
    PartySort.NAME: "GPE",
    PartySort.SEAT: "GPE",
    PartySort.ADJECTIVE: "NORP",
    PartySort.ORGANISATION: "ORG",
    PartySort.BODY: "ORG",
    PartySort.PLACE: "LOC",
}
_FIGURE = r"\d[\d.,]{0,24}"
_UNIT = r"(?:million|billion|trillion|thousand|bn|mn|m|b)\b"
_CURRENCY = r"(?:U\.?S\.? )?(?:dollars?|euros?|yen|won|yuan|pounds?|rupees?|pesos?|francs?|kroner|zloty|USD|EUR)\b"
_MONEY = re.compile(
    rf"(?:US|A|C|NZ|HK|S)?[$€£¥₹₩]\s?{_FIGURE}(?:[ -]?{_UNIT})?|USD ?{_FIGURE}(?: {_UNIT})?"
    rf"|(?<!\d){_FIGURE}(?: {_UNIT})? {_CURRENCY}"
)
_PERCENT = re.compile(rf"(?<!\d){_FIGURE} ?(?:%|per ?cent\b|percentage points?\b)")
# Prepositions behind which a proper noun that names nobody is a place.
_WHERE = frozenset(
    "in at near outside off around into across over throughout aboard towards toward".split()
)


def label(
    doc: Doc,
    text: str,
    parties: Mapping[int, PartyMention],
    people: Mapping[int, Person],
    times: Iterable[TimeRef],
) -> None:
    """Set the tokens' entity types; `parties` and `people` say what stands at a token."""
    for at, mention in parties.items():
        doc[at].ent_type_ = _OF_PARTY[mention.sort]
    for at in people:
        doc[at].ent_type_ = "PERSON"
    spans = [(ref.start, ref.end, "DATE") for ref in times]
    spans += [(*m.span(), "MONEY") for m in _MONEY.finditer(text)]
    spans += [(*m.span(), "PERCENT") for m in _PERCENT.finditer(text)]
    for start, end, name in spans:
        span = doc.char_span(start, end, alignment_mode="expand")
        for token in span if span is not None else ():
            token.ent_type_ = name
    for run in proper_runs(doc):
        if _after_a_preposition_of_place(run[0]) and not any(token.ent_type_ for token in run):
            for token in run:
                token.ent_type_ = "LOC"


def _after_a_preposition_of_place(token: Token) -> bool:
    """Whether "in", "at", "off" and the like stand before a token, with "the" between or without."""
    before = token.nbor(-1) if token.i else None
    if before is not None and before.lower_ == "the" and before.i:
        before = before.nbor(-1)
    return before is not None and before.lower_ in _WHERE


_HUMAN = word_set("parsing", "human", "names")
_TALKING = word_set("parsing", "talking", "names")
_LIGHT = word_set("parsing", "light", "names")
_WITH = frozenset({"with", "by", "between", "alongside", "including"})


def acting_names(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the spans of full names that act as only people do ("… Ada Brandt said"), or are known to be people's."""
    for run in proper_runs(doc):
        if not 2 <= len(run) <= 4 or not all(t.text[0].isupper() or t.text == "-" for t in run):
            continue
        head = run[-1]
        if head.text in _NOT_NAMES:
            continue  # "the Norland Regional Government" is nobody's name
        verb = head.head
        acts = head.dep_ == "nsubj" and _is_human(verb)
        acted_on = head.dep_ == "dobj" and verb.lemma_.lower() in (
            "meet",
            "succeed",
            "replace",
            "appoint",
        )
        joined = head.dep_ == "pobj" and verb.lower_ in _WITH and verb.head.lemma_.lower() in _HUMAN
        if acts or acted_on or joined or _is_known(run):
            yield run[0].idx, head.idx + len(head)


def _is_known(run: list[Token]) -> bool:
    """Whether a run is the whole name of somebody whose terms of office are known (`world/data/terms.tsv`)."""
    return name_words(" ".join(token.text for token in run)) in known_names()


@cache
def known_names() -> Mapping[frozenset[str], frozenset[str]]:
    """Return, by the words of each whole name whose terms of office are known, the parties that were served."""
    found: dict[frozenset[str], frozenset[str]] = {}
    for term in terms():
        words = name_words(term.person)
        if len(words) >= _WHOLE:
            found[words] = found.get(words, frozenset()) | {term.party}
    return MappingProxyType(found)


_WHOLE = 2  # words of a name that says who it is by itself


def _is_human(verb: Token) -> bool:
    """Whether only people do what a verb says, alone or with its noun: "had a conversation"."""
    if verb.lemma_.lower() in _HUMAN:
        return True
    return verb.lemma_.lower() in _LIGHT and any(
        child.dep_ == "dobj" and child.lemma_.lower() in _TALKING for child in verb.children
    )


def proper_runs(doc: Doc) -> Iterator[list[Token]]:
    """Yield the unbroken runs of proper nouns."""
    return ([doc[at] for at in run] for run in word_table(doc).proper_runs)


# -- Names of people as words: where one begins and ends, and which words of it tell people a


SPACE = r"[ \u00a0]"
_CAP = rf"(?:(?:a[lnrsz]|el|ash)-[{CAPITALS}][\w’'-]*\w|[{CAPITALS}](?:[’'][{CAPITALS}])?[\w’'-]*\w|[A-Z]\b)"
# Initials, and given names that print cuts short.
_INITIAL = rf"(?:[{CAPITALS}]\.(?:[{CAPITALS}]\.)*|(?:Ma|Md|Mohd|Wm|Jos|Geo|Chas|Thos)\.)"
_PARTICLE = r"(?:von der|van der|van den|von|van|de la|de los|de|del|della|di|da|dos|das|do|al|el|bin|ibn|bint|ben|ter|ten|af|zu|zur|zum|vom|du|des|den|der|la|le|lo|dal|dalla|della|abu|ul|ud|ur|y|e)"
_PARTICLES = frozenset("von van de del di da al el bin ibn der la y e du des den le lo abu".split())
# A name as printed, its suffix, and what may stand between two words of one name.
NAME = re.compile(
    rf"(?:{_INITIAL}|{_CAP})(?:{SPACE}(?:{_PARTICLE}{SPACE})?(?:{_INITIAL}|{_CAP})){{0,4}}"
)
SUFFIX = re.compile(rf",?{SPACE}(?:Jr|Sr)\.?|{SPACE}(?:II|III|IV)\b")
JOINED = re.compile(
    rf"{SPACE}(?:{_PARTICLE}{SPACE})?(?:{_INITIAL}{SPACE})*(?:(?:[Aa][lnrsz]|[Ee]l|[Aa]sh)-)?"
)
_ARTICLE = re.compile(r"\b(?:a[lnrsz]|el|ash)-(?=\w{3})")
# Capitalised words that begin sentences or name days, bodies, papers and things, never people.
_NOT_NAMES = word_set("parsing", "not_names", "names")
# Months and weekdays in short that people are called after as well: "Teresa May", "Jan Brandt".
_NAMED_LIKE_DAYS = word_set("parsing", "named_like_days", "names")
_DAY_BEHIND = re.compile(r"\.?,? ?\d")
_SMALL = frozenset("Of For To".split())  # what a line in capitals throughout writes large


def name_at(text: str, start: int, parties: Mapping[int, PartyMention]) -> tuple[int, int] | None:
    """Return the span of a name that begins at `start`, or None where the words are no name.

    `parties` are the party mentions by where they start: a name ends before one.
    """
    match = NAME.match(text, start)
    if match is None or start in parties or match.group().startswith("Non-"):
        return None
    end = _last_word_of_name(text, match, parties)
    while end > start and text[start:end].rpartition(" ")[2] in _PARTICLES:
        end = start + len(text[start:end].rpartition(" ")[0])
    if end <= start or len(text[start:end]) < 2:
        return None
    suffix = SUFFIX.match(text, end)
    return (start, suffix.end() if suffix else end)


def _last_word_of_name(text: str, match: re.Match[str], parties: Mapping[int, PartyMention]) -> int:
    """Return where a name ends; `match` holds all words that may belong to it."""
    words, start = match.group(), match.start()
    end = start
    for word in re.finditer(r"\S+", words):
        at = start + word.start()
        bare = word.group().removesuffix("’s").removesuffix("'s")
        no_name = bare in _NOT_NAMES or (bare.isupper() and bare.title() in _NOT_NAMES | _SMALL)
        if no_name and bare in _NAMED_LIKE_DAYS:
            no_name = not _is_name_like_day(text, at, start + word.end(), inside=end > start)
        if no_name or (at in parties and at > start and parties[at].sort is not PartySort.PLACE):
            break
        if end > start and name_words(text[at : match.end()]) in known_names():
            break  # "with President A B C D visited", where C D is known by that name
        end = at + len(bare)
        if bare != word.group():  # a possessive ends the name
            break
    return end


def _is_name_like_day(text: str, start: int, end: int, *, inside: bool) -> bool:
    """Whether "May", "Jan" or "Sun" is part of a name, and not of a date.

    It is one behind another word of the name (`inside`), or in front of one, with no day behind it.
    """
    if _DAY_BEHIND.match(text, end) or text[start:end].endswith("."):
        return False
    following = NAME.match(text, end + 1)
    return inside or (following is not None and following.group().split()[0] not in _NOT_NAMES)


def bare_word(word: str) -> str:
    """Return a word without what print may add to it: case, stops, apostrophes."""
    return word.strip(".,’'").casefold()


def name_words(name: str) -> frozenset[str]:
    """Return the telling words of a name: no initials, ranks, particles or suffixes."""
    drop = {"jr", "sr", "ii", "iii", "iv", "the", "of"} | _PARTICLES
    words = {_ARTICLE.sub("", bare_word(w)) for w in name.replace(",", " ").split()}
    return frozenset(w for w in words if len(w) > 1 and w not in drop and not w.endswith("."))
