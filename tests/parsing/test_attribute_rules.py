"""Classes and lemmas that are remembered are those that the model's own rules and lemmatizer give."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from servanda.parsing.attribute_rules import WordAttributes, remember_attributes
from servanda.parsing.spacy_model import load_model

TEXTS = (
    "The minister, who'd gone to the fair, said there are no plans; there's no reason for any.",
    "I ain't gonna do it. Let's go, y'all, c'mon!\n\n They gotta see  nothin'.",
    "It's been done, hasn't it? He will not have met them, nor does he want to.",
    "THE PARTIES agreed that the harbour be opened by March, that is, before the thaw.",
)


@pytest.fixture(scope="module")
def own() -> Language:
    return load_model(whole=True)


@pytest.fixture(scope="module")
def attributes() -> WordAttributes:
    return WordAttributes(load_model())


def _tagged(own: Language, text: str) -> tuple[Doc, Doc]:
    """Return what the model makes of a text, and the same with tags and labels alone."""
    doc, vocab = own(text), load_model().vocab
    copy = Doc(vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
    for token, other in zip(copy, doc, strict=True):
        token.tag_, token.dep_, token.head = other.tag_, other.dep_, copy[other.head.i]
    return doc, copy


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_given_is_what_the_model_gives(
    own: Language, attributes: WordAttributes, text: str
) -> None:
    for _ in range(2):  # worked out, and remembered
        doc, copy = _tagged(own, text)
        attributes.annotate(copy)
        assert [(t.pos_, t.lemma_) for t in copy] == [(t.pos_, t.lemma_) for t in doc]


def test_what_follows_from_a_word_is_worked_out_once(
    own: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    attributes = WordAttributes(load_model())
    text = "The parties agreed that the harbour be opened by March."
    _, first = _tagged(own, text)
    attributes.annotate(first)
    _, second = _tagged(own, text)

    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(attributes, "_alone", fail)
    attributes.annotate(second)
    assert [t.lemma_ for t in second] == [t.lemma_ for t in first]


def test_a_word_of_another_label_is_worked_out_anew(attributes: WordAttributes) -> None:
    vocab, words = load_model().vocab, ["There", "is"]
    found = []
    for labels in (["expl", "ROOT"], ["advmod", "ROOT"]):
        doc = Doc(vocab, words, tags=["EX", "VBZ"], heads=[1, 1], deps=labels)
        found.append([token.pos_ for token in attributes.annotate(doc)])
    assert found == [["PRON", "VERB"], ["PRON", "AUX"]]


def test_a_text_without_words_stays_as_it_is(attributes: WordAttributes) -> None:
    assert len(attributes.annotate(Doc(load_model().vocab))) == 0


def test_the_model_that_reads_reports_remembers() -> None:
    text = "The harbours were opened."
    own = load_model(whole=True)(text)

    for _ in range(2):
        (doc,) = load_model().pipe([text])
        assert [(t.pos_, t.lemma_) for t in doc] == [(t.pos_, t.lemma_) for t in own]
    assert not any(t.has_morph() for t in doc)  # which only the model's own rules write down


def test_a_model_without_such_rules_stays_as_it_is() -> None:
    bare = Language()
    remember_attributes(bare)

    assert bare.pipe_names == []
