"""Promises by word: "agreed to", "vowed that", "is determined to", "is set to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction import clauses
from servanda.extraction.clauses import children, is_passive, subject
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.promise import (
    Promise,
    copula,
    first_of_conj,
    infinitive,
    listed,
    verb_modality,
)
from servanda.extraction.kinds.commitments.promise_nouns import of_promising_noun
from servanda.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["priority", "tasked", "under_adjective", "under_verb"]


def under_verb(verb: Token) -> Promise | None:
    """Read "agreed to build", "vowed that it will build", "is planning to build", "considers building"."""
    first = first_of_conj(verb)
    matrix = first.head
    if _hung_too_high(verb, first):
        modality = verb_modality(first.lemma_.lower())
        return _told_by(first, verb, modality, "verb", 0.8) if modality is not None else None
    if matrix == first or matrix.pos_ != "VERB":
        return _under_on(first, verb)
    modality = verb_modality(matrix.lemma_.lower()) or _weighing(matrix, first)
    if modality is None or (matrix.lemma_ == "prepare" and clauses.is_past(matrix)):
        return None
    if matrix.lemma_ == "agree" and _on_something(matrix, first):
        return None
    gerund = first.tag_ == "VBG" and modality in (Modality.CONSIDERING, Modality.REAFFIRMED)
    if gerund and first.dep_ in ("dobj", "ccomp") and not children(first, "nsubj"):
        return _told_by(matrix, verb, modality, "verb", 0.7)
    if first.dep_ == "xcomp" and (infinitive(first) or gerund):
        if (matrix.lemma_ in ("confirm", "renew") and not gerund) or _meant(matrix):
            return None
        if matrix.lemma_ in ("discuss", "suggest", "explore") and not gerund:
            return None
        return _told_by(matrix, verb, modality, "verb", 0.9)
    if (
        first.dep_ in ("ccomp", "advcl")
        and infinitive(first)
        and not children(first, "mark")
        and first.i > matrix.i
    ):
        if first.dep_ == "advcl" and (
            children(matrix, "dobj", "ccomp") or modality is Modality.REAFFIRMED
        ):
            return None  # a purpose: "confirmed the plan to …"
        return _told_by(matrix, verb, modality, "verb", 0.8)
    if (
        first.dep_ == "ccomp"
        and first.i > matrix.i
        and (clauses.is_future(verb) or clauses.is_future(first))
    ):
        if _merely_foreseen(verb):
            return None
        confidence = 0.85 if modality is not Modality.PLANS else 0.7
        return _told_by(matrix, verb, modality, "that", confidence)
    return None


def _hung_too_high(verb: Token, first: Token) -> bool:
    """Read "plan to widen roads, build bridges": the parser hangs the bare verb on "plan"."""
    if verb == first or verb.tag_ != "VB" or children(verb, "aux", "nsubj"):
        return False
    if first.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    below = ("xcomp", "advcl") if first.lemma_ in listed("verb_agreed") else ("xcomp",)
    planned = [c for c in children(first, *below) if infinitive(c) and first.i < c.i < verb.i]
    if not planned:
        return False
    between = verb.doc[planned[0].i : verb.i]  # a purpose in between may go on instead
    return not any(t.lower_ == "to" and t.dep_ == "aux" for t in between)


def _on_something(matrix: Token, action: Token) -> bool:
    """Read "agreed on the value of a dialogue to widen trade": the infinitive is what the dialogue is for."""
    return any(
        p.lower_ in ("on", "upon")
        and matrix.i < p.i < action.i
        and any(
            t.lemma_.lower() in frame_table("assurance").classes["worth"]
            for t in children(p, "pobj")
        )
        for p in children(matrix, "prep")
    )


def _weighing(matrix: Token, action: Token) -> Modality | None:
    """Read "is discussing buying jets", "expects to sign a contract": an idea, a plan."""
    lemma = matrix.lemma_.lower()
    if lemma in ("discuss", "explore", "study", "examine", "negotiate") and action.tag_ == "VBG":
        going_on = matrix.tag_ == "VBG"
        deeds = listed("expected_deed") | {"convene", "acquire", "procure", "establish", "create"}
        deed = action.lemma_.lower() in (deeds | listed("establish") if going_on else deeds)
        return Modality.CONSIDERING if deed and children(action, "dobj") else None
    if lemma == "expect" and not is_passive(matrix) and action.dep_ == "xcomp":
        owned = action.lemma_.lower() in listed("expected_deed")
        return Modality.PLANS if owned and infinitive(action) else None
    return None


def _merely_foreseen(verb: Token) -> bool:
    """Read "agreed that the tests will endanger peace": what a thing will bring about, not what they will do."""
    acting = subject(verb)
    if acting is None or is_passive(verb) or verb.lemma_.lower() in listed("changing"):
        return False
    brought = verb.lemma_.lower() in listed("bring_about")
    return acting.pos_ == "NOUN" and (
        brought or acting.lemma_.lower() in listed("undertaking_of_others")
    )


def _told_by(
    matrix: Token, verb: Token, modality: Modality, form: str, confidence: float
) -> Promise:
    rule = f"commitment.{form}.{matrix.lemma_}"
    return Promise(verb, matrix, modality, subject(matrix), subject(verb), rule, confidence)


def _meant(matrix: Token) -> bool:
    """Whether a thing is "intended to" do something, which is a purpose and no plan."""
    return matrix.lemma_ in ("intend", "aim", "resolve", "propose") and is_passive(matrix)


def _under_on(first: Token, verb: Token) -> Promise | None:
    """Read "agreed on building", "committed to building": a gerund under a preposition of the matrix."""
    if first.dep_ != "pcomp" or first.head.pos_ not in ("ADP", "PART", "SCONJ"):
        return None
    prep = first.head
    while prep.dep_ == "conj" and prep.head.lower_ == prep.lower_:
        prep = prep.head  # "committed to deepening … and to widening …"
    if prep.dep_ != "prep":
        return None
    matrix = prep.head
    lemma = matrix.lemma_.lower()
    if matrix.pos_ == "VERB" and (
        (prep.lower_ == "to" and lemma in ("commit", "recommit"))
        or (prep.lower_ == "on" and lemma in ("agree", "decide"))
    ):
        modality = verb_modality(lemma) or Modality.VOWS
        modality = _remaining(matrix, modality)
        return Promise(
            verb, matrix, modality, subject(matrix), None, f"commitment.verb.{lemma}", 0.85
        )
    if matrix.pos_ == "ADJ" and prep.lower_ == "to" and matrix.lower_ in listed("adjective_vows"):
        return Promise(
            verb,
            matrix,
            _remaining(matrix, Modality.VOWS),
            subject(copula(matrix)),
            None,
            "commitment.committed",
            0.85,
        )
    if matrix.pos_ in ("NOUN", "PROPN") and prep.lower_ in ("to", "of", "on", "for", "in"):
        return of_promising_noun(verb, matrix, prep.lower_)
    return None


def _remaining(matrix: Token, modality: Modality) -> Modality:
    """Read "remains committed" restates; "is committed" vows."""
    be = copula(matrix)
    if be.lemma_ in ("remain", "stay") or any(
        c.lower_ in ("still", "continue") for c in children(be, "advmod")
    ):
        return Modality.REAFFIRMED
    return modality


def under_adjective(verb: Token) -> Promise | None:
    """Read "is determined to build", "is set to build", "is due to be built"; also "is to build"."""
    first = first_of_conj(verb)
    if first.dep_ not in ("xcomp", "ccomp", "advcl", "relcl") or not infinitive(first):
        return None
    matrix = first.head
    lower = matrix.lower_
    if lower in listed("adjective_vows") and matrix.pos_ in ("ADJ", "VERB"):
        modality = _remaining(matrix, Modality.VOWS)
        return Promise(
            verb,
            matrix,
            modality,
            subject(copula(matrix)) or subject(matrix),
            None,
            "commitment.determined",
            0.85,
        )
    if lower == "ready" and copula(matrix).lemma_ in ("be", "stand", "remain"):
        acting = subject(copula(matrix))
        return Promise(verb, matrix, Modality.WILL, acting, None, "commitment.ready_to", 0.6)
    if (
        lower in listed("adjective_plans")
        and matrix.pos_ in ("ADJ", "VERB")
        and (copula(matrix).lemma_ == "be" or is_passive(matrix))
    ):
        return Promise(
            verb,
            matrix,
            Modality.PLANS,
            None,
            subject(verb) or subject(copula(matrix)),
            "commitment.set_to",
            0.7,
        )
    if matrix.lemma_ == "be" and first.dep_ == "xcomp" and _bare_copula(matrix, first):
        return Promise(verb, matrix, Modality.PLANS, None, subject(matrix), "commitment.is_to", 0.7)
    return None


def _bare_copula(be: Token, verb: Token) -> bool:
    """Whether nothing but adverbs stands between "is" and "to": not "is very safe to report"."""
    between = be.doc[be.i + 1 : verb.i]
    return be.tag_ in ("VBZ", "VBP", "VBD") and all(
        t.pos_ in ("ADV", "PART") or t.dep_ in ("aux", "auxpass") for t in between
    )


def priority(verb: Token) -> Promise | None:
    """Read "agreed that expanding the base is a priority", "agreed it is important to expand the base"."""
    first = first_of_conj(verb)
    be = first.head
    if be.lemma_ != "be" or be.dep_ not in ("ccomp",):
        return None
    matrix = be.head
    modality = verb_modality(matrix.lemma_.lower())
    if modality is not Modality.AGREED:
        return None
    gerund = first.dep_ == "csubj" and first.tag_ == "VBG"
    weighed = {t.lemma_.lower() for t in be.subtree} & {
        "priority",
        "important",
        "necessary",
        "essential",
        "crucial",
        "vital",
        "imperative",
    }
    if (gerund or infinitive(first)) and weighed:
        return Promise(verb, matrix, modality, subject(matrix), None, "commitment.priority", 0.75)
    return None


def _own(noun: Token) -> bool:
    return any(
        p.dep_ == "poss" and p.lower_ in ("their", "its", "our", "his", "her")
        for p in noun.children
    )


def tasked(verb: Token) -> Promise | None:
    """Read "tasked their teams to draw up": what leaders set their own officials to do, they have agreed on."""
    first = first_of_conj(verb)
    matrix = first.head
    if first.dep_ == "pcomp" and matrix.lower_ == "with":  # "tasked them with drawing up"
        matrix = matrix.head
    elif first.dep_ not in ("xcomp", "advcl", "ccomp") or not infinitive(first):
        return None
    lemma = matrix.lemma_.lower()
    ordered = lemma in ("task", "direct", "instruct", "mandate", "charge", "order", "request")
    if not (ordered or lemma in ("ask", "call", "encourage")) or is_passive(matrix):
        return None
    set_to_work = [*children(matrix, "dobj"), *children(first, "nsubj")]
    obeying = listed("state_bodies") if lemma == "order" else listed("own_officials")
    own = [c for c in set_to_work if _own(c) or (ordered and c.lemma_.lower() in obeying)]
    acting = subject(matrix)
    if not own or acting is None or clauses.is_future(matrix) or infinitive(matrix):
        return None
    return Promise(verb, matrix, Modality.AGREED, acting, None, "commitment.tasked", 0.75)
