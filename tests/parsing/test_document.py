"""Parse: offsets into the text as stored, sentences from the blocks, and who and when stands where."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import ParserError
from servanda.model import Block, BlockKind, Report, Text, digest, sha256_text
from servanda.parsing.document import Parsed, parse, parse_many
from trying import tries

if TYPE_CHECKING:
    from spacy.tokens import Token

B, H, R, L, C = (
    BlockKind.BODY,
    BlockKind.HEADLINE,
    BlockKind.RESIDUE,
    BlockKind.LIST_ITEM,
    BlockKind.CAPTION,
)
Parts = tuple[tuple[BlockKind, str], ...]
Parse = Callable[[Parts], Parsed]

RESIDUE = "Kenya’s President Amos Odinga: share this on May 3, 2030 — “now!” 12°"
PAGE: Parts = (
    (R, RESIDUE),
    (H, "Chile to Send Tugs to Peru"),
    (B, "Chilean Defence Minister Rosa Vidal met Brig. Gen. Luis Ocampo of Peru on Tuesday."),
    (R, "Comments (4)\n" + RESIDUE),
    (C, "Vidal looks on in Lima"),
    (B, "“We’ll send six tugs by June 2032,” Vidal said. The ministry’s head agreed."),
    (L, "Chile will send six tugs"),
    (L, "Peru will pay for the fuel"),
    (R, "© Harbour Post"),
)


def made(parts: Parts, between: str = "\n\n") -> Report:
    """Lay out a report of blocks by hand."""
    content, blocks = "", []
    for kind, words in parts:
        blocks.append(Block(len(content), len(content) + len(words), kind))
        content += words + between
    sha = sha256_text(content)
    identity = digest("r", "made.txt", sha)
    return Report(identity, "made.txt", sha, "made.txt", Text(identity, content, tuple(blocks)))


@pytest.fixture(scope="module")
def page() -> Parse:
    """Give a function from blocks to what was parsed, each page once."""
    return cache(lambda parts: parse(made(parts)))


def of(parsed: Parsed, word: str) -> Token:
    return next(t for t in parsed.doc if t.text == word)


# -- offsets ---------------------------------------------------------------------------------


def test_every_offset_is_one_of_the_text_as_stored(page: Parse) -> None:
    parsed = page(PAGE)
    content = made(PAGE).text.content
    assert parsed.content == content
    assert len(parsed.doc.text) == len(content)
    plain = content.translate(str.maketrans("“”’", '""\''))
    for token in parsed.doc:
        if not token.is_space:
            assert plain[token.idx : token.idx + len(token)] == token.text
    for mention in parsed.parties:
        assert content[mention.start : mention.end] == mention.text
    for ref in parsed.times:
        assert content[ref.start : ref.end] == ref.text
    for sentence in parsed.sentences:
        assert not content[sentence.start].isspace()
        parsed.sentence_evidence(sentence).verify(content)


def test_residue_is_not_read(page: Parse) -> None:
    parsed = page(PAGE)
    words = {token.text for token in parsed.doc}
    assert not words & {"Kenya", "Odinga", "Comments", "Harbour", "share"}
    assert "KE" not in {mention.party for mention in parsed.parties}
    assert "2030" not in " ".join(ref.text for ref in parsed.times)
    assert [person for person in parsed.people.people if "Odinga" in person.name] == []
    spans = [(b.start, b.end) for b in parsed.report.text.blocks if b.kind is R]
    for sentence in parsed.sentences:
        assert not any(start < sentence.end and sentence.start < end for start, end in spans)


def test_a_full_date_in_short_residue_may_still_date_the_page(page: Parse) -> None:
    parsed = page(((R, "Posted May 3, 2030"), (B, "Chile and Peru met on Tuesday in Lima.")))
    assert [ref.text for ref in parsed.times] == ["Tuesday"]
    assert [ref.text for ref in parsed.all_times] == ["May 3, 2030", "Tuesday"]


def test_second_copies_are_not_read(page: Parse) -> None:
    story = "Chile will send six tugs to Peru."
    parsed = page(((B, story), (BlockKind.DOUBLE, story)))
    assert [t.text for t in parsed.doc if t.text == "Chile"] == ["Chile"]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([B, H, R, L]),
            st.sampled_from(
                [
                    "Chile met Peru’s envoy.",
                    "“We agree,” she said",
                    "Gen. Ada Brandt left.",
                    "ä 12°",
                    "…",
                ]
            ),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\u00a0\n"]),
)
@settings(max_examples=tries(4), deadline=None)
def test_no_layout_moves_an_offset(parts: list[tuple[BlockKind, str]], between: str) -> None:
    report = made(tuple(parts), between)
    parsed = parse(report)
    content = report.text.content
    assert len(parsed.doc.text) == len(parsed.content)
    for sentence in parsed.sentences:
        start, end = sentence.start, sentence.end
        if parsed.plain is not None:
            start, end = parsed.plain.stored(start), parsed.plain.stored_end(end)
        assert content[start:end].strip()
        assert report.text.kind_at(start) is sentence.block
        parsed.sentence_evidence(sentence).verify(parsed.content)


# -- sentences -------------------------------------------------------------------------------


def test_a_sentence_begins_where_a_block_begins(page: Parse) -> None:
    parsed = page(PAGE)
    starts = {sentence.start for sentence in parsed.sentences}
    assert {b.start for b in parsed.report.text.blocks if b.kind.is_report} <= starts
    kinds = [sentence.block for sentence in parsed.sentences]
    assert kinds == [H, B, C, B, B, L, L]
    assert [s.index for s in parsed.sentences] == list(range(len(parsed.sentences)))
    assert [s.paragraph for s in parsed.sentences] == [0, 1, 2, 3, 3, 4, 5]


@pytest.mark.parametrize(
    "rank", ["Brig. Gen.", "Lt. Gen.", "Adm.", "Gen.", "Col.", "Dr.", "Sen.", "Maj. Gen."]
)
def test_no_sentence_ends_within_a_rank(page: Parse, rank: str) -> None:
    parsed = page(((B, f"The talks in Lima were led by {rank} Ada Brandt of Norway on Monday."),))
    assert len(parsed.sentences) == 1
    assert [person.name for person in parsed.people.people] == ["Ada Brandt"]


def test_no_sentence_begins_behind_an_acronym_in_brackets(page: Parse) -> None:
    words = "The North Sea Council (NSC) Ministers met in Oslo on Monday."
    assert len(page(((B, words),)).sentences) == 1


def test_every_token_knows_its_sentence(page: Parse) -> None:
    parsed = page(PAGE)
    for sentence in parsed.sentences:
        for token in sentence.span:
            assert parsed.sentence_of(token) is sentence


# -- looking things up -----------------------------------------------------------------------


def test_who_stands_at_a_token(page: Parse) -> None:
    parsed = page(PAGE)
    chilean, minister, vidal = of(parsed, "Chilean"), of(parsed, "Minister"), of(parsed, "Vidal")
    mention = parsed.party_at(chilean)
    assert mention is not None
    assert mention.party == "CL"
    office = parsed.office_at(minister)
    assert office is not None
    assert (office.office, office.party) == ("Defence Minister", "CL")
    person = parsed.person_at(vidal)
    assert person is not None
    assert (person.name, person.party) == ("Rosa Vidal", "CL")
    assert office in parsed.offices_in(office.start, office.start + 1)
    assert office not in parsed.offices_in(office.start + 1, office.end)
    for lookup in (parsed.party_at, parsed.office_at, parsed.person_at):
        assert lookup(of(parsed, "tugs")) is None


def test_a_surname_alone_is_the_person_named_before(page: Parse) -> None:
    parsed = page(PAGE)
    vidals = [parsed.person_at(t) for t in parsed.doc if t.text == "Vidal"]
    assert len(vidals) == 3
    assert {person.name for person in vidals if person is not None} == {"Rosa Vidal"}
    assert None not in vidals


def test_family_name_first_and_last_are_one_person(page: Parse) -> None:
    words = "Defence Minister Vidal Rosa of Chile met the press. Minister Rosa Vidal left early."
    parsed = page(((B, words),))
    assert len(parsed.people.people) == 1


def test_times_are_looked_up_by_place(page: Parse) -> None:
    parsed = page(PAGE)
    second = parsed.sentences[1]
    assert [ref.text for ref in parsed.times_within(second.start, second.end)] == ["Tuesday"]
    assert parsed.times_within(0, len(RESIDUE)) == []
    first, last = parsed.times
    assert [ref.text for ref in parsed.times] == ["Tuesday", "June 2032"]
    assert parsed.times_touching(first.end - 1, last.start + 1) == [first, last]
    assert parsed.times_touching(first.end, last.start) == []


def test_quotations_are_looked_up_by_place(page: Parse) -> None:
    parsed = page(PAGE)
    quoted = parsed.quoted_at(of(parsed, "six").idx)
    assert quoted is not None
    assert parsed.content[quoted.start : quoted.end] == "“We’ll send six tugs by June 2032,”"
    assert parsed.quoted_at(of(parsed, "ministry").idx) is None


def test_tokens_are_looked_up_by_place(page: Parse) -> None:
    parsed = page(PAGE)
    start = parsed.content.index("six tugs")
    assert [t.text for t in parsed.tokens_within(start, start + 8)] == ["six", "tugs"]
    assert [t.text for t in parsed.tokens_within(start + 1, start + 5)] == ["six", "tugs"]
    assert parsed.tokens_within(start, start) == []


def test_words_fold_white_space(page: Parse) -> None:
    parsed = page(((B, "Chile and\nPeru   met in Lima on Tuesday afternoon."),))
    assert parsed.words(0, 20) == "Chile and Peru met"


# -- many ------------------------------------------------------------------------------------


def test_many_are_parsed_in_their_order(page: Parse) -> None:
    texts = [f"Chile sent {n} tugs to Peru." for n in range(10, 28)]
    parsed = list(parse_many(made(((B, words),)) for words in texts))
    assert [one.content.strip() for one in parsed] == texts
    assert list(parse_many([])) == []


def test_a_text_of_residue_alone_has_no_sentence(page: Parse) -> None:
    parsed = page(((R, RESIDUE),))
    assert parsed.sentences == []
    assert parsed.parties == []
    assert parsed.people.people == []


def test_a_missing_model_is_named_with_the_way_out() -> None:
    with pytest.raises(ParserError, match="not installed") as caught:
        parse(made(PAGE), model="no_such_model")
    assert caught.value.subject == "no_such_model"
    assert caught.value.remedy
