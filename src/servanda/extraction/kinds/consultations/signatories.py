"""Who signed: the parties of a paper between states, by verb, paper and what is told beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, governor, is_passive, objects, prepositional
from servanda.extraction.coreference.reference_words import PAIRED
from servanda.extraction.kinds.consultations.company import add_company, agents, parties_within
from servanda.extraction.kinds.consultations.event_mentions import LOTS, signed_papers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention

__all__ = ["signatories"]


# Words by which a name tells that it is a public body's.
_BODIES = word_set("extraction", "bodies", "consultation_words")
_PAIR = 2
_SIDES = word_set("extraction", "sides_of_papers", "consultation_words")
_TRADING = word_set("extraction", "trading", "consultation_words")
_OCCASIONS = word_set("extraction", "occasions", "consultation_words")


def signatories(discourse: Discourse, mention: Mention) -> bool:
    """Fill who signed, in place; False where fewer than two did and no paper is told as signed."""
    verb = mention.token
    papers = signed_papers(verb)
    add_company(discourse, mention, agents(verb))
    add_company(discourse, mention, _counterparties(verb, papers))
    if len(mention.parties) < _PAIR:
        add_company(discourse, mention, _standing_by(verb))
    if not mention.parties and _are_between_main_parties(discourse, verb, papers):
        mention.parties = list(discourse.main_parties)
    if len(mention.parties) == 1:
        add_company(discourse, mention, _trading_partners(discourse, verb, papers))
    if verb.dep_ == "acl":  # "its pacts signed with A, B and C"
        add_company(discourse, mention, [o for p in papers for o in children(p, "poss")])
    if len(mention.parties) == 1 and any(_is_body(t) for t in _signed_with(verb, papers)):
        mention.foreigners = True  # "signed a memorandum with the Sealand Secretariat"
    _named_on(discourse, mention, papers)
    of_two = len(mention.parties) > 1 or (mention.foreigners and len(mention.parties) == 1)
    return of_two or (bool(papers) and _was_signed(verb))


def _was_signed(verb: Token) -> bool:
    """Whether a paper is told as signed, by whomever: "a deal signed in May", "the minister signed the accord"."""
    unsure = verb.lemma_.lower() in ("conclude", "exchange") and not prepositional(verb, "by")
    if verb.tag_ not in ("VBD", "VBN") or unsure:
        return False
    return not any(a.lower_ in ("to", "be") for a in children(verb, "aux", "auxpass"))


def _counterparties(verb: Token, papers: list[Token]) -> list[Token]:
    """Read "signed with Norland a pact between A and B"."""
    between = [t for o in papers for t in prepositional(o, "with", "between")]
    return [*prepositional(verb, "with", "between"), *between]


def _are_between_main_parties(discourse: Discourse, verb: Token, papers: list[Token]) -> bool:
    """Return whether papers signed by nobody named are those of the two whom the report is about."""
    if len(discourse.main_parties) != _PAIR:
        return False
    return _of_both(papers) or (is_passive(verb) and _are_their_own(verb, papers))


def _trading_partners(discourse: Discourse, verb: Token, papers: list[Token]) -> list[Token]:
    """Read "signed a deal to buy frigates from Norland": the states named as who sells or buys."""
    deeds = [c for p in papers for c in children(p, "acl")] + children(verb, "advcl", "xcomp")
    found: list[Token] = []
    for clause in deeds:
        if clause.tag_ == "VB" and clause.lemma_.lower() in _TRADING:
            found += [*prepositional(clause, "from", "to"), *children(clause, "dobj", "dative")]
            found += [t for o in children(clause, "dobj") for t in prepositional(o, "from")]
    return [t for t in found if discourse.parsed.party_at(t) is not None]


def _named_on(discourse: Discourse, mention: Mention, papers: list[Token]) -> None:
    """Take the parties named in what papers are called, in place; not those of the clause of signing."""
    verb = mention.token
    clause = {t.i for t in verb.subtree} if verb.dep_ == "relcl" else set()
    for paper in papers:
        tokens = [t for t in paper.subtree if t.i not in clause] or [paper]
        parties_within(discourse, mention, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))


def _standing_by(verb: Token) -> list[Token]:
    """Return with whom one speaks who has just signed: "said at a news conference with B, after having signed …"."""
    above = governor(verb) if verb.dep_ in ("pcomp", "advcl", "acl") else None
    if above is None:
        return []
    return [
        inner
        for token in above.subtree
        if token.lemma_ in ("conference", "briefing", "appearance", "statement")
        for inner in prepositional(token, "with", "alongside")
    ] + prepositional(above, "alongside", "beside")


def _of_both(papers: list[Token]) -> bool:
    """Return whether a paper is one "between the two countries", "of both governments"."""
    return any(
        t.lower_ in PAIRED and t.head.lemma_.lower() in _SIDES
        for paper in papers
        for t in paper.subtree
    )


def _are_their_own(verb: Token, papers: list[Token]) -> bool:
    """Return whether papers signed by nobody named are those of the report's two: signed at talks, known, joint or several."""
    modifiers = {c.lower_ for p in papers for c in children(p, "amod")}
    several = any(o.lemma_.lower() in LOTS for o in objects(verb))
    return (
        _at_talks(verb) or _told_of(papers) or several or bool(modifiers & {"joint", "bilateral"})
    )


def _told_of(papers: list[Token]) -> bool:
    """Return whether it is "the treaty", told of before, whose parties are those of the report."""
    return any(c.lower_ in ("the", "this") for p in papers for c in children(p, "det"))


def _at_talks(verb: Token) -> bool:
    """Return whether papers are signed on a visit or at talks, so between the two who meet."""
    return any(t.lemma_.lower() in _OCCASIONS for t in verb.subtree if t.dep_ == "pobj")


def _signed_with(verb: Token, papers: list[Token]) -> list[Token]:
    return [t for paper in papers for word in (verb, paper) for t in prepositional(word, "with")]


def _is_body(token: Token) -> bool:
    """Return whether a name is that of a body between states, or of a state's: its words say what it is."""
    return token.pos_ == "PROPN" and any(t.text in _BODIES for t in token.subtree)
