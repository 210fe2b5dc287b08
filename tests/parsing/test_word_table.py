"""The table of a parse says of every word what spaCy's token says of it."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc

from servanda.parsing.spacy_model import load_model
from servanda.parsing.word_table import word_table

TEXTS = (
    "Norland's prime minister, Ada Brandt, will meet 40 envoys of Sudmark-Vell in May.",
    "He didn't go. “No talks,” he said;  nothing\n\nelse. It cost $3 million, five times as much.",
    "",
)


@pytest.fixture(params=TEXTS)
def doc(request: pytest.FixtureRequest) -> Doc:
    return load_model()(request.param)


def test_a_row_is_a_token(doc: Doc) -> None:
    words = word_table(doc)
    assert len(words) == len(doc)
    for token in doc:
        at = token.i
        assert (words.pos[at], words.dep[at], words.tag[at]) == (token.pos_, token.dep_, token.tag_)
        assert (words.lemma[at], words.lower[at]) == (token.lemma_.lower(), token.lower_)
        assert (words.text[at], words.head[at]) == (token.text, token.head.i)
        assert (words.start[at], words.end[at]) == (token.idx, token.idx + len(token))
        assert words.children.get(at, []) == [child.i for child in token.children]
        assert words.begins[at] == bool(token.is_sent_start)
        assert words.spaced[at] == bool(token.whitespace_)
        assert words.is_number[at] == (token.like_num or token.text[0].isdigit())


def test_the_places_of_a_word_are_all_its_places(doc: Doc) -> None:
    places = word_table(doc).places
    assert sorted(at for one in places.values() for at in one) == list(range(len(doc)))
    for (lemma, lower, pos), found in places.items():
        assert {(doc[at].lemma, doc[at].lower, doc[at].pos) for at in found} == {
            (lemma, lower, pos)
        }


def test_a_parse_has_one_table_and_labels_are_read_anew(doc: Doc) -> None:
    words = word_table(doc)
    assert word_table(doc) is words
    for token in doc:
        token.ent_type_ = "GPE"
    words.read_labels()
    assert words.entity == ["GPE"] * len(doc)


def test_a_run_of_proper_nouns_ends_with_its_sentence_and_goes_on_behind_a_hyphen() -> None:
    spoken = ["They", "met", "Ada", "Vell", "-", "Brandt", "Oda", "went"]
    doc = Doc(
        load_model().vocab,
        spoken,
        spaces=[True, True, True, False, False, True, True, False],
        pos=["PRON", "VERB", "PROPN", "PROPN", "PUNCT", "PROPN", "PROPN", "VERB"],
        sent_starts=[True, False, False, False, False, False, True, False],
    )
    assert word_table(doc).proper_runs == [range(2, 6)]
