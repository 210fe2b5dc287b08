"""Who signed: those who act, those the paper is with or between, those one stands beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.readers.clauses import children, governor, is_passive, prepositional
from servanda.readers.consultation_company import actors, add_company, parties_within
from servanda.readers.consultation_found import signed_papers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.readers.consultation_mention import Mention
    from servanda.readers.discourse import Discourse

__all__ = ["signatories"]


# Words by which a name tells that it is a public body's.
_BODIES = frozenset(
    "Secretariat Commission Union Organization Organisation Community Authority Council Government Ministry Agency Area".split()
)

_TRADING = frozenset("buy purchase acquire procure order lease supply sell provide".split())
_OCCASIONS = frozenset("visit talk talks meeting trip summit tour".split())


def signatories(discourse: Discourse, mention: Mention) -> bool:
    """Fill who signed, in place; False where fewer than two did."""
    verb = mention.token
    papers = signed_papers(verb)
    if is_passive(verb):
        add_company(discourse, mention, prepositional(verb, "by"))
    else:
        add_company(discourse, mention, actors(verb))
    add_company(
        discourse,
        mention,
        [
            *prepositional(verb, "with", "between"),
            *(t for o in papers for t in prepositional(o, "with", "between")),
        ],
    )
    if len(mention.parties) < 2:
        add_company(discourse, mention, _standing_by(verb))
    if (
        not mention.parties
        and len(discourse.main_parties) == 2
        and (_of_both(papers) or (is_passive(verb) and (_at_talks(verb) or _told_of(papers))))
    ):
        mention.parties = list(discourse.main_parties)
    if len(mention.parties) == 1:  # "signed a deal to buy frigates from Norland"
        deeds = [c for p in papers for c in children(p, "acl")]
        deeds += children(verb, "advcl", "xcomp")
        for clause in (c for c in deeds if c.tag_ == "VB" and c.lemma_.lower() in _TRADING):
            sources = [*prepositional(clause, "from", "to"), *children(clause, "dobj", "dative")]
            sources += [t for o in children(clause, "dobj") for t in prepositional(o, "from")]
            named = [t for t in sources if discourse.parsed.party_at(t) is not None]
            add_company(discourse, mention, named)
    if verb.dep_ == "acl":  # "its pacts signed with A, B and C"
        add_company(discourse, mention, [o for p in papers for o in children(p, "poss")])
    if len(mention.parties) == 1 and any(
        _is_body(t) for p in papers for t in _signed_with(verb, p)
    ):
        mention.foreigners = True  # "signed a memorandum with the Sealand Secretariat"
    if len(mention.parties) == 1 and any(
        _is_body(t) for p in papers for t in _signed_with(verb, p)
    ):
        mention.foreigners = True  # "signed a memorandum with the Sealand Secretariat"
    for paper in papers:
        clauses = {t.i for t in verb.subtree} if verb.dep_ == "relcl" else set()
        tokens = [t for t in paper.subtree if t.i not in clauses] or [paper]
        parties_within(discourse, mention, tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    return len(mention.parties) > 1 or (mention.foreigners and len(mention.parties) == 1)


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
        t.lower_ in ("two", "both")
        and t.head.lemma_.lower() in ("country", "nation", "state", "government", "side")
        for paper in papers
        for t in paper.subtree
    )


def _told_of(papers: list[Token]) -> bool:
    """Return whether it is "the treaty", told of before, whose parties are those of the report."""
    return any(c.lower_ in ("the", "this") for p in papers for c in children(p, "det"))


def _at_talks(verb: Token) -> bool:
    """Return whether papers are signed on a visit or at talks, so between the two who meet."""
    return any(t.lemma_.lower() in _OCCASIONS for t in verb.subtree if t.dep_ == "pobj")


def _signed_with(verb: Token, paper: Token) -> list[Token]:
    return [*prepositional(verb, "with"), *prepositional(paper, "with")]


def _is_body(token: Token) -> bool:
    """Return whether a name is that of a body between states, or of a state's: its words say what it is."""
    return token.pos_ == "PROPN" and any(t.text in _BODIES for t in token.subtree)
