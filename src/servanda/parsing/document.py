"""Parse: a report as sentences with grammar, parties, people, offices, times and quotations.

The parser reads the report itself; residue and second copies are blanked out before, so that
every offset is an offset into the text as stored.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar, cast

from servanda.cleaning.reading_text import ReadingText, as_read
from servanda.model import BlockKind, Evidence, Report, TimeRef
from servanda.parsing.doc_pieces import cut_doc, joined_doc, parse_pieces
from servanda.parsing.named import Named, named_in
from servanda.parsing.named_alone import settle_named_alone
from servanda.parsing.office_titles import OfficePhrase, titles
from servanda.parsing.officer_states import settle_parties
from servanda.parsing.people import People, Person, PersonMention, find_people
from servanda.parsing.quotation import QuotedSpan, find_quoted
from servanda.parsing.spacy_model import DEFAULT_MODEL, load_model
from servanda.parsing.spans import begins_within, span_at
from servanda.parsing.tokens_labels import acting_names, label
from servanda.parsing.word_table import WordTable, word_table
from servanda.timex.finding import find as find_times
from servanda.world.gazetteer import PartyMention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token
    from thinc.types import Ints2d

__all__ = ["Parsed", "Sentence", "assemble", "bare_docs", "parse", "parse_many"]


_Value = TypeVar("_Value")

# Same length in and out: the parser knows straight marks best, and offsets must hold.
_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "\u00a0": " ",
        "‑": "-",
        "\n": " ",
        "\r": " ",
        "\t": " ",
    }
)
_BATCH = 16  # reports parsed together; more brings no speed on two cores and delays the first
_TOGETHER = 100_000  # characters parsed together, so that memory stays bounded
_PREFIX = re.compile("co-", re.IGNORECASE)
# Tokens without a stop behind which a sentence is cut, and before that where a semicolon parts it: readers
# look through a sentence for each of its words. The longest of five hundred reports had fewer than 150.
_ENDLESS, _LONG = 200, 150


@dataclass(slots=True)
class Sentence:
    """A sentence: its tokens, its place, and the kind of block it stands in."""

    index: int
    span: Span
    start: int
    end: int
    block: BlockKind
    paragraph: int


@dataclass(slots=True)
class Parsed:
    """A report, read grammatically.

    All offsets are into `content`, the text as readers take it (`servanda.cleaning.reading_text`), which
    the blocks of `report` lie in too; `plain` leads back to `stored`, the report as it came.
    """

    report: Report
    content: str
    doc: Doc
    sentences: list[Sentence]
    parties: list[PartyMention]
    offices: list[OfficePhrase]
    people: People
    times: list[TimeRef]
    quoted: list[QuotedSpan]
    header_times: list[TimeRef] = field(default_factory=list)
    home: str | None = None
    names_nobody: bool = False
    stored: Report | None = None
    plain: ReadingText | None = None
    _party_at: dict[int, PartyMention] = field(default_factory=dict)
    _person_at: dict[int, Person] = field(default_factory=dict)
    _office_at: dict[int, OfficePhrase] = field(default_factory=dict)
    _sentence_at: list[int] = field(default_factory=list)
    _named_at: list[int] = field(default_factory=list)

    @property
    def all_times(self) -> list[TimeRef]:
        """All time expressions, those of headers, datelines and page furniture included, ascending."""
        return sorted([*self.times, *self.header_times], key=lambda t: t.start)

    def index(self) -> None:
        """Fill the tables that say what stands at a token; done once, when all parts are there."""
        self._sentence_at = [0] * len(self.doc)
        for sentence in self.sentences:
            for index in range(sentence.span.start, sentence.span.end):
                self._sentence_at[index] = sentence.index
        _tell_sentences(self.doc)
        people = self.people.people
        named = ((m.start, m.end, people[m.person]) for m in self.people.mentions)
        words = word_table(self.doc)
        self._party_at = _spread(words, ((m.start, m.end, m) for m in self.parties))
        self._office_at = _spread(words, ((o.start, o.end, o) for o in self.offices))
        self._person_at = _spread(words, named)
        self._named_at = sorted(self._person_at)
        label(self.doc, self.content, self._party_at, self._person_at, self.times)
        words.read_labels()

    # -- looking things up -------------------------------------------------------------------

    def party_at(self, token: Token) -> PartyMention | None:
        """Return the party mention that holds `token`."""
        return self._party_at.get(token.i)

    def person_at(self, token: Token) -> Person | None:
        """Return the person named where `token` stands."""
        return self._person_at.get(token.i)

    def party_on(self, index: int) -> PartyMention | None:
        """Return the party mention that holds the token numbered `index`."""
        return self._party_at.get(index)

    def is_person_on(self, index: int) -> bool:
        """Whether a person is named where the token numbered `index` stands."""
        return index in self._person_at

    def is_person_under(self, token: Token) -> bool:
        """Whether a person is named anywhere from the first word below `token` to the last."""
        at = bisect_left(self._named_at, token.left_edge.i)
        return at < len(self._named_at) and self._named_at[at] <= token.right_edge.i

    def office_at(self, token: Token) -> OfficePhrase | None:
        """Return the office phrase that holds `token`."""
        return self._office_at.get(token.i)

    def sentence_of(self, token: Token) -> Sentence:
        """Return the sentence of `token`."""
        return self.sentences[self._sentence_at[token.i]]

    def sentences_at(self, start: int, end: int) -> list[Sentence]:
        """Return the sentences that a span touches."""
        first = bisect_right(self.sentences, start, key=lambda s: s.end)
        last = bisect_left(self.sentences, end, lo=first, key=lambda s: s.start)
        return self.sentences[first:last]

    def times_within(self, start: int, end: int) -> list[TimeRef]:
        """Return the time expressions that lie within the span."""
        first = bisect_left(self.times, start, key=lambda t: t.start)
        last = bisect_left(self.times, end, lo=first, key=lambda t: t.start)
        return [t for t in self.times[first:last] if t.end <= end]

    def times_touching(self, start: int, end: int) -> list[TimeRef]:
        """Return the time expressions of which a character lies within the span."""
        first = bisect_right(self.times, start, key=lambda t: t.end)
        last = bisect_left(self.times, end, lo=first, key=lambda t: t.start)
        return self.times[first:last]

    def is_in_time(self, offset: int) -> bool:
        """Whether a time expression holds `offset`."""
        at = bisect_right(self.times, offset, key=lambda t: t.start) - 1
        return at >= 0 and offset < self.times[at].end

    def parties_in(self, start: int, end: int) -> list[PartyMention]:
        """Return the party mentions that begin within the span."""
        return begins_within(self.parties, start, end)

    def names_in(self, start: int, end: int) -> list[PersonMention]:
        """Return the mentions of people that begin within the span."""
        return begins_within(self.people.mentions, start, end)

    def offices_in(self, start: int, end: int) -> list[OfficePhrase]:
        """Return the offices that begin within the span."""
        return begins_within(self.offices, start, end)

    def tokens_within(self, start: int, end: int) -> list[Token]:
        """Return the tokens that touch the span."""
        if start >= end:
            return []
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return list(span) if span is not None else []

    def quoted_at(self, offset: int) -> QuotedSpan | None:
        """Return the quotation that holds `offset`."""
        place = bisect_right(self.quoted, offset, key=lambda q: q.start) - 1
        if place >= 0 and offset < self.quoted[place].end:
            return self.quoted[place]
        return None

    # -- words -------------------------------------------------------------------------------

    def words(self, start: int, end: int) -> str:
        """Return the words of a span with white space folded."""
        return " ".join(self.content[start:end].split())

    def evidence(self, start: int, end: int) -> Evidence:
        """Cut evidence out of the report."""
        return Evidence.of(self.report.id, self.content, start, end)

    def sentence_evidence(self, sentence: Sentence) -> Evidence:
        """Cut the whole sentence out as evidence."""
        return self.evidence(sentence.start, sentence.end)


def parse(report: Report, *, model: str = DEFAULT_MODEL) -> Parsed:
    """Parse one report. Raises ParserError where the language model is missing."""
    return next(parse_many([report], model=model))


def parse_many(
    reports: Iterable[Report], *, model: str = DEFAULT_MODEL, sparing: bool = False
) -> Iterator[Parsed]:
    """Parse reports in their order, in batches. Raises ParserError where the model is missing.

    Where `sparing`, reports that name nobody (`Parsed.names_nobody`) have words without grammar.
    """
    nlp = load_model(model)
    batch: list[Report] = []
    size = 0
    for report in reports:
        batch.append(report)
        size += len(report.text.content)
        if len(batch) == _BATCH or size >= _TOGETHER:
            yield from _parse_batch(nlp, batch, sparing=sparing)
            batch, size = [], 0
    if batch:
        yield from _parse_batch(nlp, batch, sparing=sparing)


def _parse_batch(nlp: Language, reports: list[Report], *, sparing: bool) -> Iterator[Parsed]:
    read = [as_read(report) for report in reports]
    named = [named_in(plainer) for plainer, _ in read]
    docs = _docs(nlp, named, sparing=sparing)
    for doc, report, one, (plainer, plain) in zip(docs, reports, named, read, strict=True):
        parsed = assemble(doc, plainer, one)
        if plainer is not report:
            parsed.stored, parsed.plain = report, plain
        yield parsed


def bare_docs(reports: Iterable[Report], *, model: str = DEFAULT_MODEL) -> Iterator[Doc]:
    """Give what the language model makes of reports, in their order, for `assemble` to complete.

    Raises ParserError where the model is missing.
    """
    yield from _docs(load_model(model), [named_in(report) for report in reports])


def _docs(nlp: Language, reports: list[Named], *, sparing: bool = False) -> Iterator[Doc]:
    """Give the words of each report, parsed; only its words where it names nobody and we are `sparing`."""
    spared = [sparing and one.nobody for one in reports]
    docs = [
        _tokenised(nlp, one.masked, one.report, _GOES_ON if bare else _UNTOLD)
        for one, bare in zip(reports, spared, strict=True)
    ]
    pieces = [[] if bare else cut_doc(doc) for doc, bare in zip(docs, spared, strict=True)]
    parsed = parse_pieces(nlp, itertools.chain.from_iterable(pieces))
    for doc, own in zip(docs, pieces, strict=True):
        yield joined_doc([next(parsed) for _ in own]) if own else doc


def _tokenised(nlp: Language, masked: str, report: Report, otherwise: int) -> Doc:
    """Tokenise, and begin a sentence wherever a block begins; `otherwise` is said of all other words."""
    doc = nlp.make_doc(masked.translate(_PLAIN))
    _join_prefixes(doc)
    starts, spaces, *shapes = doc.to_array(["IDX", "IS_SPACE", "IS_ALPHA", "IS_LOWER"]).T.tolist()
    texts = [token.text for token in doc]
    begins = [_UNTOLD] * len(doc)
    position = 0
    for start in sorted(b.start for b in report.text.blocks if b.kind.is_report):
        while position < len(doc) and (starts[position] < start or spaces[position]):
            position += 1
        if position < len(doc):
            begins[position] = _BEGINS
    for at in _going_on(texts, *shapes):
        if begins[at] == _UNTOLD:
            begins[at] = _GOES_ON
    for match in titles().rank.finditer(masked):  # "Brig. Gen. A B" is no end of a sentence
        span = doc.char_span(match.start(1), match.end(1) + 1, alignment_mode="expand")
        if span is not None:
            begins[span.start + 1 : span.end] = [_GOES_ON] * (len(span) - 1)
    _cut_endless(texts, begins)
    begins = [otherwise if begin == _UNTOLD else begin for begin in begins]
    # All at once: spaCy looks through the whole document each time one token is told.
    doc.from_array(["SENT_START"], _column(begins))
    return doc


def _going_on(texts: list[str], alphabetic: list[int], lower: list[int]) -> Iterator[int]:
    """Give the places of the words that begin no sentence within a line: they stand behind a bare word."""
    for at in range(1, len(texts)):
        plain = alphabetic[at] and (alphabetic[at - 1] or _closes_acronym(texts, at - 1))
        if plain or (lower[at] and texts[at - 1] in _HOURS):
            yield at


def _cut_endless(texts: list[str], begins: list[int]) -> None:
    """Begin a sentence, in place, where one has gone on for too long."""
    since = 0
    for at, text in enumerate(texts):
        since = 0 if begins[at] == _BEGINS or text in _STOPS else since + 1
        if since >= _ENDLESS or (since >= _LONG and texts[at - 1] == ";"):
            begins[at], since = _BEGINS, 0


def _join_prefixes(doc: Doc) -> None:
    """Make one word of "co-host", which the tokenizer takes for three and the parser for a company."""
    if _PREFIX.search(doc.text) is None:
        return
    spans = [
        doc[token.i : token.i + 3]
        for token in doc[:-2]
        if token.lower_ == "co"
        and doc[token.i + 1].text == "-"
        and doc[token.i + 2].is_alpha
        and not (token.whitespace_ or doc[token.i + 1].whitespace_)
    ]
    if spans:
        with doc.retokenize() as join:
            for span in spans:
                join.merge(span)


def _column(numbers: list[int]) -> Ints2d:
    import numpy as np

    return cast("Ints2d", np.asarray(numbers, dtype="int64").astype("uint64").reshape(-1, 1))


_BEGINS, _GOES_ON, _UNTOLD = 1, -1, 0  # what spaCy's SENT_START says of a token
_HOURS = ("a.m.", "p.m.")
_STOPS = (".", "!", "?", "\u2026", "...")


def _closes_acronym(texts: list[str], at: int) -> bool:
    """Whether the word at a place is the bracket behind "(SEATO)"."""
    return at > 1 and texts[at] == ")" and texts[at - 1].isupper() and texts[at - 2] == "("


def assemble(doc: Doc, report: Report, named: Named | None = None) -> Parsed:
    """Complete what the language model made of a report with parties, people, offices and times.

    `named` is whom it names, where that was found before.
    """
    named = named or named_in(report)
    masked, parties, offices = named.masked, named.parties, named.offices
    headlines = [(b.start, b.end) for b in report.text.blocks if b.kind in _TITLE_CASE]
    tagged = [*_names_in(doc, headlines, offices), *acting_names(doc)]
    people = find_people(masked, parties, offices, extra=tagged, headlines=headlines)
    parsed = Parsed(
        report,
        report.text.content,
        doc,
        _sentences(doc, report),
        parties,
        offices,
        people,
        _times(masked, people),
        find_quoted(masked),
        _header_times(report),
    )
    parsed.names_nobody = named.nobody
    parsed.index()
    parsed.home = settle_parties(parsed.content, parties, people, offices, report)
    settle_named_alone(report, people, offices)
    return parsed


def _times(masked: str, people: People) -> list[TimeRef]:
    """Find the times of a text; the "May" of "Ada May" is none."""
    named = [m for m in people.mentions if m.full]
    times = find_times(masked)
    if not named:
        return times
    starts = [m.start for m in named]
    before = ((t, bisect_right(starts, t.start) - 1) for t in times)
    return [t for t, at in before if at < 0 or named[at].end < t.end]


def _names_in(
    doc: Doc, headlines: list[tuple[int, int]], offices: list[OfficePhrase]
) -> list[tuple[int, int]]:
    """Find what the tagger takes for a name behind an office in a headline.

    There every word may be capitalised, so that capitals alone do not show where a name ends.
    """
    ends = sorted(o.end for o in offices if span_at(headlines, o.start))
    if not ends:
        return []
    found: list[tuple[int, int]] = []
    words = word_table(doc)
    for run in words.proper_runs:
        start, last = words.start[run[0]], words.end[run[-1]]
        first = bisect_left(ends, start - 1)
        found.extend((end + 1, last) for end in ends[first : bisect_left(ends, last - 1)])
    return found


_HEADERS = (BlockKind.HEADER_DATE, BlockKind.DATELINE, BlockKind.BYLINE)


def _header_times(report: Report) -> list[TimeRef]:
    """Find the dates that stand around the report: headers, datelines, and full dates in residue."""
    content = report.text.content
    found: list[TimeRef] = []
    for block in report.text.blocks:
        if block.kind.is_report or block.kind is BlockKind.DOUBLE:
            continue
        if block.kind is BlockKind.RESIDUE and block.end - block.start > _SHORT:
            continue
        words = content[block.start : block.end]
        for ref in find_times(words):
            shifted = replace(ref, start=ref.start + block.start, end=ref.end + block.start)
            if block.kind in _HEADERS or (ref.form == "day" and ref.arg("y") is not None):
                found.append(shifted)
    return found


_SHORT = 60  # characters; longer residue is other people's text, with dates of its own
_TITLE_CASE = (BlockKind.HEADLINE, BlockKind.HEADING)


def _sentences(doc: Doc, report: Report) -> list[Sentence]:
    blocks = [b for b in report.text.blocks if b.kind.is_report]
    found: list[Sentence] = []
    number = 0
    words = word_table(doc)
    for span in doc.sents:
        places = [at for at in range(span.start, span.end) if not words.space[at]]
        if not places:
            continue
        start, end = words.start[places[0]], words.end[places[-1]]
        while number + 1 < len(blocks) and blocks[number + 1].start <= start:
            number += 1
        kind = blocks[number].kind if blocks else BlockKind.BODY
        found.append(Sentence(len(found), span, start, end, kind, number))
    return found


def _tell_sentences(doc: Doc) -> None:
    """Let `token.sent` answer at once: by itself it looks through the whole document each time."""
    from spacy.tokens import Span

    bounds: list[tuple[int, int]] = []
    for span in doc.sents:
        bounds.extend([(span.start, span.end)] * len(span))
    doc.user_token_hooks["sent"] = lambda token: Span(token.doc, *bounds[token.i])


def _spread(words: WordTable, spans: Iterable[tuple[int, int, _Value]]) -> dict[int, _Value]:
    """Say what covers each word, by its place; spans and words ascend, so one walk is enough."""
    table: dict[int, _Value] = {}
    position = 0
    for start, end, value in spans:
        position = bisect_right(words.end, start, lo=position)
        for at in range(position, bisect_left(words.start, end, lo=position)):
            table[at] = value
    return table
