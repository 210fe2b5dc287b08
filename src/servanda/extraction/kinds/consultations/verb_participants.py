"""Who took part, where a verb tells of the consultation: who meets, receives, visits, signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import (
    children,
    governor,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.report_context import other_party
from servanda.extraction.kinds.consultations.company import (
    GROUP_NOUNS,
    actors,
    add_company,
    parties_within,
    who,
)
from servanda.extraction.kinds.consultations.consultation_words import (
    DISCUSSING,
    RECEIVING,
    TELLING,
)
from servanda.extraction.kinds.consultations.event_mentions import LOTS, company, signed_papers
from servanda.extraction.kinds.consultations.event_noun_words import is_event_noun
from servanda.extraction.kinds.consultations.noun_participants import fill_noun
from servanda.model import ConsultationForm as Form
from servanda.world.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.consultations.event_model import Mention
    from servanda.parsing.people import Person

__all__ = ["fill_people", "signatories"]


# Words by which a name tells that it is a public body's.
_BODIES = word_set("extraction", "bodies", "consultation_words")

_TRADING = word_set("extraction", "trading", "consultation_words")
_OCCASIONS = word_set("extraction", "occasions", "consultation_words")


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
        and (_of_both(papers) or (is_passive(verb) and _are_their_own(verb, papers)))
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


def _signed_with(verb: Token, paper: Token) -> list[Token]:
    return [*prepositional(verb, "with"), *prepositional(paper, "with")]


def _is_body(token: Token) -> bool:
    """Return whether a name is that of a body between states, or of a state's: its words say what it is."""
    return token.pos_ == "PROPN" and any(t.text in _BODIES for t in token.subtree)


# -- Who took part, where a verb tells of the consultation: who meets, receives, visits, sign


_OFFICERS = word_set("extraction", "officers", "consultation_words")
_IN_PERSON = re.compile(r"\b(?:face[ -]to[ -]face|in person|in-person)\b", re.IGNORECASE)


def fill_people(discourse: Discourse, mention: Mention) -> bool:
    """Fill who took part, in place; False where the words are about something else."""
    if mention.noun:
        fill_noun(discourse, mention)
        return True
    told = _of_verb(discourse, mention)
    return _lend_other_side(discourse, mention) or told


def _lend_other_side(discourse: Discourse, mention: Mention) -> bool:
    """Give "A and his Norland colleague B" both sides, where the report has two and A stands for neither yet."""
    unknown = [p for p in mention.people if p.party is None]
    if (
        len(mention.people) != 2
        or len(unknown) != 1
        or len(mention.parties) != 1
        or len(discourse.main_parties) != 2
        or mention.parties[0] not in discourse.main_parties
        or mention.form not in (Form.SIGNING, Form.MEETING)
    ):
        return False
    other = next(p for p in discourse.main_parties if p != mention.parties[0])
    mention.parties.append(other)
    mention.lent = {**mention.lent, unknown[0].index: other}
    return True


def _of_verb(discourse: Discourse, mention: Mention) -> bool:
    verb, form = mention.token, mention.form
    acting = subject(verb)
    acting_all = actors(verb)
    if mention.trip:
        return True
    if mention.adds:  # "A attended", "B was present": they took part in what was told before
        if any(not discourse.people(o) for o in objects(verb)) and verb.lemma_ != "witness":
            return False
        add_company(discourse, mention, acting_all)
        return bool(mention.people)
    if form is None:  # "A and B agreed on Thursday": both have to be named as those who decide
        told = objects(verb) if verb.lemma_.lower() in TELLING else []
        if verb.lemma_.lower() in DISCUSSING or verb.lemma_ == "take":
            told = company(verb)
        add_company(discourse, mention, [*acting_all, *prepositional(verb, "with"), *told])
        if told and (len(mention.people) != 2 or len(mention.parties) != 2):
            return False
        return len(mention.people) > 1 or len(mention.parties) > 1
    if form is Form.VISIT:
        return _traveller(discourse, mention, acting)
    if form is Form.SIGNING:
        return signatories(discourse, mention)
    acted = objects(verb)
    with_whom = prepositional(verb, "with", "to", "between", "against") or []
    if form is Form.PROTEST:
        mention.by = None if is_passive(verb) else _first_party(discourse, acting_all)
        if mention.by is not None and mention.by == _first_party(discourse, acted):
            mention.by = None  # nobody summons his own envoy: whose ministry it is, is not told
        with_whom = [
            *with_whom,
            *(t for o in acted for t in prepositional(o, "with", "to", "against")),
        ]
    with_whom = [*with_whom, *(t for t in _stretch_with(discourse, verb) if t not in with_whom)]
    if form is Form.COURTESY:
        acted = prepositional(verb, "on")
    if is_passive(verb):
        add_company(discourse, mention, prepositional(verb, "by"))
    else:
        add_company(discourse, mention, acting_all)
    before = (len(mention.people), len(mention.parties))
    acted = [*acted, *_guests_below(mention)]
    known = list(mention.people)
    add_company(discourse, mention, [*acted, *with_whom], guests=True)
    mention.guests = [p for p in mention.people if p not in known]
    grown = (len(mention.people), len(mention.parties)) != before or (
        mention.foreigners and bool(acted or with_whom)
    )
    if verb.lemma_.lower() in RECEIVING and not _hosts(discourse, mention, acted):
        return False
    if form is Form.MEETING and (acted or with_whom) and not grown:
        return False
    if form is Form.PROTEST:
        if len(mention.parties) == 1 and not mention.foreigners:
            # "lodged a protest after Norland's ships rammed its boat"
            other = other_party(discourse, mention.sentence, mention.parties[0])
            mention.parties.extend([other] if other else [])
        return len(mention.parties) > 1
    _meet_each_other(discourse, mention, acting, [*acted, *with_whom])
    together = any(
        p in gazetteer().members for p in mention.parties
    )  # "the ministers of NATO meet"
    return grown or together or len(mention.parties) > 1


def _guests_below(mention: Mention) -> list[Token]:
    """Return whom parsers put into a clause of their own: "met visiting Minister A B", "see A B in person"."""
    found: list[Token] = []
    seen = mention.token.lemma_ == "see" and _IN_PERSON.search(mention.sentence.span.text)
    for child in children(mention.token, "xcomp", "ccomp", "advcl"):
        if child.lower_ == "visiting":
            found += [*objects(child), *children(child, "nsubj")]
        elif seen:
            found += children(child, "nsubj")
    return found


def _meet_each_other(
    discourse: Discourse, mention: Mention, acting: Token | None, others: list[Token]
) -> None:
    """Read "we met in Norville last May", with no others named, in place: the report's two."""
    we = acting is not None and acting.lower_ in ("we", "they")
    alone = we and not others and mention.form is Form.MEETING
    if alone and len(discourse.main_parties) == _PAIR:
        mention.parties = list(discourse.main_parties)


_PAIR = 2


def _first_party(discourse: Discourse, tokens: list[Token]) -> str | None:
    """Return the first party that noun phrases stand for, or None."""
    return next((party for t in tokens for party in discourse.parties(t)), None)


def _stretch_with(discourse: Discourse, verb: Token) -> list[Token]:
    """Return who is named right behind "with", where the parser took "with" for something else."""
    stretch = verb.doc[verb.i + 1 : verb.sent.end]
    start = next((t.i for t in stretch[:8] if t.lower_ == "with"), None)
    if start is None and verb.lemma_ in ("meet", "host", "receive"):
        start = verb.i  # "met A, B and C, TASS reports", where A became who reports
    if start is None or any(t.pos_ == "VERB" for t in verb.doc[verb.i + 1 : start]):
        return []
    found: list[Token] = []
    for token in verb.doc[start + 1 : verb.sent.end]:
        if (
            token.pos_ in ("VERB", "AUX", "PART")
            or token.lower_ in ("in", "at", "on", "during", "about", "regarding", "by")
            or token.text in (".", ";")
        ):
            break
        if discourse.parsed.person_at(token) is not None:
            found.append(token)
    return found


def _hosts(discourse: Discourse, mention: Mention, guests: list[Token]) -> bool:
    """Whether what is received, welcomed or seen is somebody, and the place or manner makes it a meeting."""
    verb, lemma = mention.token, mention.token.lemma_.lower()
    if lemma == "host" and _hosts_body(discourse, mention, guests):
        return True
    guests = [g for g in guests if not is_event_noun(g)]
    named = [p for g in guests for p in who(discourse, g)[0]]
    groups = any(g.lemma_.lower() in GROUP_NOUNS for g in guests)
    if not all(_is_guest(discourse, g) for g in guests):
        return False
    if not (named or groups):
        return False
    if lemma == "see":
        return (
            bool(_IN_PERSON.search(mention.sentence.span.text))
            or bool(prepositional(verb, "in", "at"))
            or any(prepositional(g, "in", "at") for g in guests)
        )
    return lemma not in ("welcome", "greet") or any(map(_is_placed, (verb, *guests)))


def _is_guest(discourse: Discourse, token: Token) -> bool:
    """Whether what is received is somebody: a person, an officer, a group of them, or "me" who reports."""
    if token.lower_ == "me":
        return bool(discourse.people(token))
    titled = discourse.parsed.person_at(token) or discourse.parsed.office_at(token)
    return bool(titled) or token.lemma_.lower() in GROUP_NOUNS


def _is_placed(token: Token) -> bool:
    """Whether it is said where one is welcomed: "to Norville", "at the palace"."""
    return bool(prepositional(token, "to", "at", "in"))


def _hosts_body(discourse: Discourse, mention: Mention, guests: list[Token]) -> bool:
    """Read "Norland will host APEC in 2031": a body that meets is hosted."""
    for guest in guests:
        named = discourse.parsed.party_at(guest)
        if named is not None and named.sort is PartySort.ORGANISATION:
            mention.form, mention.weak = Form.MULTILATERAL, False
            return True
    return False


def _traveller(discourse: Discourse, mention: Mention, acting: Token | None) -> bool:
    verb = mention.token
    own = children(verb, "nsubj")  # "an invitation for him to visit Norland"
    invited = verb.head.lemma_ in {"invitation", "accept"} and not own
    if invited:  # "A welcomed B's invitation to visit Norland": the traveller is A
        above = next((t for t in walk_up(verb.head) if t.pos_ == "VERB"), None)
        acting = subject(above) if above is not None else None
    if own and own[0].lower_ in ("him", "her") and verb.head.lemma_ == "invitation":
        mention.people = _invited(discourse, mention)
        mention.parties = [p.party for p in mention.people if p.party]
    elif acting is not None:
        add_company(discourse, mention, [acting] if invited else actors(verb))
        if not mention.people and not is_passive(verb) and _is_officer(discourse, acting):
            mention.foreigners = True  # "Norland's foreign ministers have arrived in Sudmark"
    return bool(mention.people) or mention.foreigners


def _is_officer(discourse: Discourse, token: Token) -> bool:
    """Return whether a noun is an office, or several: "the foreign minister", "ministers"."""
    lemma = token.lemma_.lower()
    sent = lemma in GROUP_NOUNS | _OFFICERS and bool(discourse.parties(token))
    return discourse.parsed.office_at(token) is not None or sent


def _invited(discourse: Discourse, mention: Mention) -> list[Person]:
    """Return who is meant in "A thanked B and conveyed an invitation for him to visit": not the one who invites."""
    verb = mention.token
    above = governor(verb.head)
    hosts = discourse.people(subject(above)) if above is not None else ()
    before = verb.doc[mention.sentence.span.start : verb.i]
    named = [p for t in reversed(list(before)) if (p := discourse.parsed.person_at(t)) is not None]
    return [p for p in named if p not in hosts][:1]
