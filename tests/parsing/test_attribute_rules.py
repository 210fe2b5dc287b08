"""The model's attribute rules with memory give what the model's own way gives."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from servanda.parsing.attribute_rules import RememberedRules, remember_rules
from servanda.parsing.spacy_model import load_model

TEXTS = (
    "The minister, who'd gone to the fair, said there are no plans; there's no reason for any.",
    "I ain't gonna do it. Let's go, y'all, c'mon!\n\n They gotta see  nothin'.",
    "It's been done, hasn't it? He will not have met them, nor does he want to.",
    "THE PARTIES agreed that the harbour be opened by March, that is, before the thaw.",
)


@pytest.fixture(scope="module")
def model() -> Language:
    return load_model(whole=True)


@pytest.fixture(scope="module")
def rules(model: Language) -> RememberedRules:
    return RememberedRules(model.get_pipe("attribute_ruler"))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_rules_fit_the_same_words(
    model: Language, rules: RememberedRules, text: str
) -> None:
    doc = model(text)
    own = model.get_pipe("attribute_ruler").match(doc)  # type: ignore[attr-defined]

    for _ in range(2):  # found out, and remembered
        assert rules.matches(doc) == own


def test_rules_are_tried_once(
    model: Language, rules: RememberedRules, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = model(TEXTS[0])
    found = rules.matches(doc)

    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(rules, "_remembered", fail)
    assert rules.matches(doc) == found


def test_a_word_of_another_label_is_tried_anew(model: Language, rules: RememberedRules) -> None:
    words = ["There", "is"]
    own = model.get_pipe("attribute_ruler").match  # type: ignore[attr-defined]
    for labels in (["expl", "ROOT"], ["advmod", "ROOT"]):
        doc = Doc(model.vocab, words, tags=["EX", "VBZ"], heads=[1, 1], deps=labels)
        assert rules.matches(doc) == own(doc)


def test_the_model_that_reads_reports_remembers() -> None:
    match = load_model().get_pipe("attribute_ruler").match  # type: ignore[attr-defined]

    assert isinstance(match.__self__, RememberedRules)


def test_a_model_without_such_rules_stays_as_it_is() -> None:
    bare = Language()
    remember_rules(bare)

    assert bare.pipe_names == []


@pytest.mark.parametrize("text", TEXTS)
def test_what_rules_and_lemmas_give_is_what_the_model_gives(text: str) -> None:
    ours, own = load_model(), load_model(whole=True)
    doc = own(text)
    for _ in range(2):  # worked out, and remembered
        copy = Doc(ours.vocab, [t.text for t in doc], [bool(t.whitespace_) for t in doc])
        for token, other in zip(copy, doc, strict=True):
            token.tag_, token.dep_, token.head = other.tag_, other.dep_, copy[other.head.i]
        for name in ("attribute_ruler", "lemmatizer"):
            copy = ours.get_pipe(name)(copy)
        assert [(t.pos_, str(t.morph), t.lemma_) for t in copy] == [
            (t.pos_, str(t.morph), t.lemma_) for t in doc
        ]
