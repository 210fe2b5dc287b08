"""Texts with their evidence marked: nothing lost, each mark labelled, each label leading to a row."""

from __future__ import annotations

from dataclasses import replace

from scopes import ADA, LEO, REPORTS, scope, talks, told
from servanda.export.dossier import Dossier, Relation
from servanda.export.page_rows import event_rows
from servanda.export.texts.marked_texts import MARKED, MarkedTexts
from servanda.model import Block, BlockKind, Tenure, Text, When


def _marked(dossier: Dossier) -> MarkedTexts:
    return MarkedTexts(dossier, event_rows(dossier))


def test_no_word_is_lost_and_every_evidence_is_marked_with_its_label() -> None:
    dossier = Dossier(scope(), Relation())
    found = _marked(dossier).texts
    assert [one.source.report.name for one in found] == [r.report.name for r in dossier.sources]
    for one in found:
        words = " ".join(p.words for each in one.paragraphs for p in each.pieces)
        assert "".join(words.split()) == "".join(one.source.report.text.content.split())
        tags = [tag for each in one.paragraphs for piece in each.pieces for tag in piece.tags]
        assert len(tags) == one.marks > 0
        assert all(tag.label and tag.row and tag.kind in MARKED for tag in tags)
        kinds = {piece.kind for each in one.paragraphs for piece in each.pieces}
        assert kinds - {""} <= set(MARKED)


def test_anchors_are_of_claims_of_that_report() -> None:
    dossier = Dossier(scope(), Relation())
    marked = _marked(dossier)
    row = dossier.rows[0]
    first = dossier.scope.resolution.claims[row.claims[0]].source
    assert marked.anchor(row.claims, first).startswith("x-c-")
    assert marked.anchor(row.claims, "no such report") == ""


def test_words_within_words_are_marked_as_the_narrower() -> None:
    meeting, may = talks("meeting", "planned", ADA, LEO), When.month(2031, 5)
    outer = told("n1.txt", meeting, "will meet Leo Marsh in Ostby in May", when=may)
    inner = told("n1.txt", Tenure("Leo Marsh", "Minister", "SM"), "Leo Marsh")
    found = _marked(Dossier(scope((outer, inner)), Relation(frozenset({"SM"})))).texts
    pieces = [p for one in found for each in one.paragraphs for p in each.pieces if p.kind]
    assert [p.words for p in pieces if p.kind == "tenure"] == ["Leo Marsh"]
    assert [p.words for p in pieces if p.kind == "consultation"] == [
        "will meet ",
        " in Ostby in May",
    ]


def test_residue_is_set_aside() -> None:
    content = REPORTS[0].text.content
    aside = Text(REPORTS[0].id, content, (Block(0, len(content), BlockKind.RESIDUE),))
    claim = told("n1.txt", Tenure("Leo Marsh", "Minister", "SM"), "Leo Marsh")
    one = replace(REPORTS[0], text=aside)
    found = _marked(Dossier(scope((claim,), (one,)), Relation())).texts
    assert [each.aside for text in found for each in text.paragraphs] == [True]
