"""Predicates of promises: what the frames ask of a word that grammar alone does not tell.

Those of `WORDS` need the words around, those of `predicates_of` the whole report: who acts in it, what
a time is, whose words a clause is in.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction import clauses
from servanda.extraction.clauses import (
    children,
    is_infinitive,
    is_passive,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.complements import first_of_conj
from servanda.extraction.kinds.commitments.programmes import is_own_programme
from servanda.extraction.kinds.commitments.promise import is_deed, is_paper, is_sum, listed
from servanda.extraction.kinds.commitments.promise_terms import due_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.engine import Predicate

__all__ = ["is_text", "predicates_of"]

_WILL = word_set("extraction", "will", "commitment_words")
_MANY = 2  # parties of a body that is more than a pair


def predicates_of(discourse: Discourse) -> Mapping[str, Predicate]:
    """Return the predicates that the frames of promises ask for in a report."""
    return {
        **_WORDS,
        "actor": discourse.is_actor,
        "ahead": partial(_is_ahead, discourse),
        "body": lambda token: any(len(p) > _MANY for p in discourse.parties(token)),
        "common_body": partial(_is_common_body, discourse),
        "due": lambda token: due_of(discourse, token) is not None,
        "idle": partial(_is_idle, discourse),
        "in_time": lambda token: discourse.parsed.is_in_time(token.idx),
        "own_words": partial(_is_in_own_words, discourse),
        "party": lambda token: discourse.parsed.party_at(token) is not None,
        "several": lambda token: len(discourse.parties(token)) > 1,
        "text": partial(is_text, discourse),
    }


# -- The future: will, and would in what is told ----------------------------------------------------


def _is_will(verb: Token) -> bool:
    return any(a.lower_ in _WILL for a in clauses.auxiliaries(verb))


def _is_ahead(discourse: Discourse, verb: Token) -> bool:
    """Whether a verb looks forward: "will", and "would" told in the past or of what begins on a day."""
    if _is_will(verb):
        return True
    would = any(a.lower_ in ("would", "'d") for a in clauses.auxiliaries(verb))
    return would and (_is_reported(verb) or _begins_later(discourse, verb))


def _is_reported(verb: Token) -> bool:
    """Whether a "would" is a "will" told in the past: "said that it would build"."""
    tellers = (t for t in walk_up(verb) if t != verb and t.pos_ == "VERB")
    return any(t.tag_ in ("VBD", "VBN") and t.lemma_.lower() in listed("said") for t in tellers)


def _begins_later(discourse: Discourse, verb: Token) -> bool:
    """Read "deliveries would begin in 2029": told of an agreement, with a time to come."""
    if verb.lemma_.lower() not in listed("begin"):
        return False
    supposed = any(t.lower_ == "if" and t.dep_ == "mark" for t in verb.sent)
    return not supposed and bool(discourse.parsed.times_within(*clauses.extent(verb)))


def _is_idle(discourse: Discourse, verb: Token) -> bool:
    """Whether a future verb promises nothing: an effect, an agenda, a question, the way a thing is used."""
    acting = subject(verb)
    if acting is None or _is_of_things(discourse, acting) or _is_agenda(verb):
        return True
    if verb.dep_ == "relcl" and verb.head.lemma_ in listed("way"):
        return verb.lemma_ in ("take", "use", "do")  # "told of the steps it would take"
    if any(c.tag_ == "WRB" and c.i < verb.i for c in children(verb, "advmod")):
        return True  # "discussed how the mission will help"
    first = first_of_conj(verb)
    if children(first, "dobj") and first.lemma_.lower() in listed("expected_deed"):
        return False
    # "By easing the rules, Norland will …"
    before = [p for p in children(first, "prep") if p.lower_ in ("by", "through")]
    return any(p.i < first.i and children(p, "pcomp") for p in before)


def _is_of_things(discourse: Discourse, acting: Token) -> bool:
    """Whether "they" stands for things told of right before: "These efforts …, but they will help us"."""
    if acting.lower_ != "they":
        return False
    before = [t for t in acting.sent if t.i < acting.i and t.dep_ in ("nsubj", "nsubjpass")]
    several = [t for t in before if t.tag_ == "NNS"]
    return bool(several) and not any(discourse.is_actor(t) for t in several)


def _is_agenda(verb: Token) -> bool:
    """Whether a coordinated verb goes on with an agenda or a purpose rather than with the promise.

    "will discuss ways to deepen ties, enhance trade": the parser takes "enhance" for a second
    thing that will be done.
    """
    first = first_of_conj(verb)
    if first == verb or children(verb, "aux"):
        return False
    if first.lemma_.lower() in listed("consult"):
        return True
    stops = [t.i for t in verb.doc[first.i + 1 : verb.i] if t.text == ";"]
    between = verb.doc[(stops[-1] if stops else first.i) + 1 : verb.i]
    purposes = (t.head for t in between if t.lower_ == "to" and t.dep_ == "aux")
    return any(head.i < verb.i and first.is_ancestor(head) for head in purposes)


def _comes_about(verb: Token) -> bool:
    """Whether a thing changes or begins by itself ("the regiment will turn into …"), or a joint text binds."""
    acting = subject(verb)
    if acting is None or verb.dep_ == "relcl":
        return False
    lemma, thing = verb.lemma_.lower(), acting.lemma_.lower()
    if thing in listed("joint_text"):
        up = lemma == "open" and any(c.lower_ == "up" for c in children(verb, "prt"))
        return not up and not {lemma, first_of_conj(verb).lemma_.lower()} & listed("effect")
    if thing in listed("procedure") or thing == "negotiation":
        return False  # "the talks will begin"
    return lemma in listed("changing")


def _is_foreseen(verb: Token) -> bool:
    """Read "agreed that the tests will endanger peace": what a thing will bring about, not what they will do."""
    acting, lemma = subject(verb), verb.lemma_.lower()
    if acting is None or is_passive(verb) or lemma in listed("changing"):
        return False
    foretold = lemma in listed("bring_about")
    return acting.pos_ == "NOUN" and (
        foretold or acting.lemma_.lower() in listed("undertaking_of_others")
    )


# -- Who and whose -----------------------------------------------------------------------------------


def _is_common_body(discourse: Discourse, token: Token) -> bool:
    """Whether a subject is a body of those who make a common statement: "the Partnership will seek"."""
    if is_own_programme(discourse, token, token.head):
        return True
    if not discourse.is_joint:
        return False
    acronym = token.pos_ in ("NOUN", "PROPN") and token.text.isupper() and len(token.text) > _MANY
    return acronym or token.lemma_.lower() in listed("common_body")


def _is_in_own_words(discourse: Discourse, verb: Token) -> bool:
    """Whether those who act in a clause are those who say it."""
    teller, acting = subject(verb.head), subject(verb)
    if teller is None or acting is None:
        return False
    return bool(set(discourse.parties(teller)) & set(discourse.parties(acting)))


def is_text(discourse: Discourse, token: Token) -> bool:
    """Return whether a subject is a text that binds: "the deal", or "it" right after a deal was told of."""
    texts = listed("instrument_text")
    if token.lemma_.lower() in texts:
        return True
    if token.lower_ in ("one", "another"):
        return any(t.lemma_.lower() in texts for t in prepositional(token, "of")[:1])
    if token.lower_ in ("which", "that"):
        return token.head.dep_ == "relcl" and token.head.head.lemma_.lower() in texts
    if token.lower_ in ("those", "these"):  # "signed documents. Those included a pact on fish"
        at = discourse.parsed.sentence_of(token).index
        return at > 0 and any(map(is_paper, discourse.parsed.sentences[at - 1].span))
    return token.lower_ == "it" and _thing_before(discourse, token) in texts


def _thing_before(discourse: Discourse, token: Token) -> str | None:
    """Return the thing that an "it" opening a sentence stands for: the last of the sentence before."""
    sentence = discourse.parsed.sentence_of(token)
    ahead = sentence.span[: token.i - sentence.span.start]
    if sentence.index == 0 or any(t.dep_.startswith("nsubj") for t in ahead):
        return None
    before = discourse.parsed.sentences[sentence.index - 1].span
    told = [t for t in before if t.dep_ in ("nsubj", "nsubjpass", "dobj")]
    things = [t for t in told if t.tag_ in ("NN", "NNP") and not discourse.is_actor(t)]
    return things[-1].lemma_.lower() if things else None


# -- The words around ---------------------------------------------------------------------------------


def _is_conditioned(verb: Token) -> bool:
    """Whether a clause puts a verb under a condition: "once the guns are silent"."""
    return any(
        m.lower_ in ("if", "once", "unless")
        for c in children(verb, "advcl")
        for m in children(c, "mark", "advmod")
    )


def _has_goal(thing: Token) -> bool:
    """Whether something is for somebody: "troops to the mission"."""
    beside = [*children(thing.head, "prep", "dative"), *children(thing, "prep")]
    return any(p.lower_ in ("to", "toward", "towards") for p in beside)


def _comes_to_be(verb: Token) -> bool:
    """Read "will be ready by …", "will go on enlarging": a state to be brought about, an action carried on."""
    test = _BROUGHT_ABOUT.get(verb.lemma_)
    return test is not None and test(verb)


def _is_got_done(have: Token) -> bool:
    """Read "will have the base ready", "plans to have 4,000 soldiers there"."""
    if any(c.like_num for t in children(have, "dobj") for c in children(t, "nummod")):
        return True
    done = [c for c in children(have, "ccomp") if c.tag_ in ("VBN", "VBD") and c.i > have.i]
    return bool(done) or any(c.dep_ == "oprd" or c.lower_ in listed("ready") for c in have.children)


def _goes_on(verb: Token) -> bool:
    on = any(c.lower_ == "on" for c in children(verb, "prt", "prep"))
    return on or bool(children(verb, "xcomp"))


def _is_made_ready(be: Token) -> bool:
    said = children(be, "acomp", "attr", "prep")
    return any(t.lower_ in listed("ready") for c in said for t in (c, *c.children))


def _is_kept_up(verb: Token) -> bool:
    return any(t.lower_ in listed("kept_up") for t in verb.subtree)


_BROUGHT_ABOUT: Mapping[str, Predicate] = {
    "be": _is_made_ready,
    "go": _goes_on,
    "grow": lambda verb: bool(children(verb, "dobj")),
    "have": _is_got_done,
    "keep": _goes_on,
    "remain": _is_kept_up,
    "stay": _is_kept_up,
}

_WORDS: Mapping[str, Predicate] = {
    "comes_about": _comes_about,
    "comes_to_be": _comes_to_be,
    "conditioned": _is_conditioned,
    "deed": is_deed,
    "foreseen": _is_foreseen,
    "future_row": lambda verb: clauses.is_future(verb) or clauses.is_future(first_of_conj(verb)),
    "goal_beside": _has_goal,
    "has_infinitive": lambda token: any(
        is_infinitive(c) for c in children(token, "acl", "relcl", "xcomp")
    ),
    "papers": is_paper,
    "sum": is_sum,
    "told_of_old": lambda token: token.dep_ == "relcl" and token.tag_ == "VBD",
    "under_which": lambda token: token.i > 0 and token.nbor(-1).lower_ == "under",
    "will": _is_will,
}
