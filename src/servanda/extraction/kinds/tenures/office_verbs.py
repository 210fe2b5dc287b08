"""Offices told by a verb: who became minister, who commands a division, who succeeded whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, extent, is_future, objects, prepositional, subject
from servanda.extraction.kinds.tenures.office_wording import Offer
from servanda.parsing.word_table import word_table
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse

__all__ = ["by_verb"]


_BECOMING = word_set("extraction", "becoming", "tenure_words")
# "who commands the 3rd Division": the verb and the office that goes with it.
_LEADING = {
    "command": "commander",
    "head": "head",
    "chair": "chair",
    "lead": "head",
    "direct": "director",
}
_CHARGES = {"command": "commander", "helm": "head", "charge": "head", "leadership": "head"}
_UNIT_WORDS = word_set("extraction", "unit_words", "tenure_words")


def by_verb(discourse: Discourse, found: dict[int, list[Offer]]) -> Iterator[tuple[int, Offer]]:
    """Find offices told by verbs; `found` are those that stand beside names, by person."""
    doc = discourse.parsed.doc
    words = word_table(doc)
    for at in words.verbs:
        token, lemma = doc[at], words.lemma[at]
        if lemma in _BECOMING:
            yield from _became(discourse, token)
        elif lemma in ("succeed", "replace"):
            yield from _succeeds(discourse, token, found)
        elif lemma in ("take", "assume"):
            yield from _takes_over(discourse, token)
        elif lemma in _LEADING:
            yield from _leads(discourse, token, _LEADING[lemma])


def _became(discourse: Discourse, verb: Token) -> Iterator[tuple[int, Offer]]:
    """Read "A B became defence minister", "was appointed as envoy", "has been the prime minister"."""
    acting = subject(verb)
    if acting is None:
        return
    person = discourse.parsed.person_at(acting)
    if person is None and acting.lower_ in ("he", "she", "who"):
        people = discourse.people(acting)
        person = people[0] if len(people) == 1 else None
    if person is None:
        return
    for target in [*children(verb, "attr", "oprd", "xcomp", "dobj"), *prepositional(verb, "as")]:
        office = discourse.parsed.office_at(target)
        if office is None or discourse.parsed.person_at(target) is not None:
            continue
        if verb.lemma_ == "be" and (target.dep_ != "attr" or office.head == "chief"):
            continue
        start, end = acting.idx, office.end
        incoming = office.incoming or is_future(verb) or verb.lemma_ == "nominate"
        yield (
            person.index,
            Offer(
                min(start, office.start),
                max(end, acting.idx + len(acting)),
                office.office,
                office.head,
                office.party,
                "verb",
                office.former,
                incoming,
            ),
        )
        return


def _leads(discourse: Discourse, verb: Token, office: str) -> Iterator[tuple[int, Offer]]:
    """Read "who commands the 3rd Division": commander of the 3rd Division."""
    acting = subject(verb)
    person = discourse.parsed.person_at(acting) if acting is not None else None
    if person is None or verb.tag_ not in ("VBZ", "VBP", "VBD", "VBG"):
        return
    for target in objects(verb):
        words = {t.lower_ for t in target.subtree}
        if not words & _UNIT_WORDS or target.lower_ not in _UNIT_WORDS:
            continue
        if office == "head" and not _is_named(discourse, target):
            continue  # "led a delegation" is no office
        start, end = extent(
            target,
            without=[c for c in target.children if c.dep_ in ("relcl", "acl", "appos", "prep")],
        )
        unit = discourse.parsed.words(start, end)
        owners = discourse.parties(target)
        yield (
            person.index,
            Offer(
                verb.idx,
                end,
                f"{office} of {unit}",
                office,
                owners[0] if len(owners) == 1 else None,
                "verb",
                verb.tag_ == "VBD",
            ),
        )
        return


def _succeeds(
    discourse: Discourse, verb: Token, found: dict[int, list[Offer]]
) -> Iterator[tuple[int, Offer]]:
    """Read "Minister A B, who succeeded C D": C D held the same office before."""
    acting = subject(verb)
    person = discourse.parsed.person_at(acting) if acting is not None else None
    given = found.get(person.index, []) if person is not None else []
    held = [o for o in given if not o.by_rank and not o.counterpart and not o.former]
    for target in objects(verb) if person is not None and held else ():
        earlier = discourse.parsed.person_at(target)
        if earlier is not None and earlier.index not in found:
            party = held[0].party or (person.party if person is not None else None)
            start, end = verb.idx, target.idx + len(target)
            yield (
                earlier.index,
                Offer(start, end, held[0].office, held[0].head, party, "verb", former=True),
            )


def _takes_over(discourse: Discourse, verb: Token) -> Iterator[tuple[int, Offer]]:
    """Read "assumed command of the 5th Fleet": commander of the 5th Fleet."""
    acting = subject(verb)
    person = discourse.parsed.person_at(acting) if acting is not None else None
    for charge in objects(verb):
        office = _CHARGES.get(charge.lower_)
        units = prepositional(charge, "of")
        if person is None or office is None or not units or not _is_named(discourse, units[0]):
            continue
        loose = [c for c in units[0].children if c.dep_ in ("relcl", "acl", "appos", "prep")]
        start, end = extent(units[0], without=loose)
        words = f"{office} of {discourse.parsed.words(start, end)}"
        party = discourse.parties(units[0])
        owner = party[0] if len(party) == 1 else None
        yield person.index, Offer(verb.idx, end, words, office, owner, "verb")
        return


def _is_named(discourse: Discourse, target: Token) -> bool:
    mention = discourse.parsed.party_at(target)
    return (
        mention is not None and mention.sort in (PartySort.BODY, PartySort.ORGANISATION)
    ) or target.pos_ == "PROPN"
