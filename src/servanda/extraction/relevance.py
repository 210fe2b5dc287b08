"""Relevance: whether a report tells of relations between states at all.

A page about football or farming may name a country; it is about relations between states when
more than one party has a part in it and somebody speaks or acts for one. An office that puts a
text out has a part in it, named or not. Transcripts, opinion and digests are no reports.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.brief_reports import faces_outward, is_brief, takes_part
from servanda.extraction.genre import is_formal, is_release, other_genre
from servanda.model import BlockKind
from servanda.world.gazetteer import PartySort

if TYPE_CHECKING:
    from servanda.parsing.document import Parsed

__all__ = ["irrelevant_because"]


_NAMING = (PartySort.NAME, PartySort.ADJECTIVE, PartySort.ORGANISATION)
_DIPLOMATIC = word_set("extraction", "diplomatic", "relevance_words")
# Words of any government at home as well.
_DOMESTIC = word_set("extraction", "domestic", "relevance_words")
_FOREIGN = _DIPLOMATIC - _DOMESTIC
# Dealings with others: that a text is about more than one state although it names only one.
_DEALINGS = re.compile(
    r"\b(?:ambassadors?|envoys?|embass(?:y|ies)|summit|treat(?:y|ies)|convention|bilateral|trilateral|multilateral|counterparts?|"
    r"diplomatic|diplomacy|diplomats?|allies|heads of (?:state|government)|foreign ministers?|secretary[- ]general|"
    r"(?:both|two|partner|other|all|regional|neighbou?ring|island) (?:countries|nations|governments)|partner countries|"
    r"our (?:two )?(?:countries|nations|peoples|neighbou?rs|partners)|global (?:health|partners)|international partners)\b",
    re.IGNORECASE,
)
# Regions: several states at once, none by name.
_REGION = re.compile(
    r"\b(?:Africans?|Caribbean|Central Americans?|Latin Americans?|South Americans?|the Americas|Western Hemisphere|Middle East|"
    r"Europeans?|Balkans?|Southeast Asian?|South Asian?|Central Asian?|Indo-Pacific|Asia-Pacific|Pacific Islands?|Transatlantic|"
    r"Nordic|Baltic states|Gulf states|Sahel|Arctic states|Horn of Africa)\b"
)
_PLAY = word_set("extraction", "play", "relevance_words")
_SPORT = word_set("extraction", "sport", "relevance_words")
_MARKET = word_set("extraction", "market", "relevance_words")
_NO_STATE = "no state is named"
_HEAD = 600  # characters in which a text names those it is about
_PLAYED = 4  # words of play, and of sport beside them, that outweigh a minister in the stand
_PLAY_SHARE = 0.02  # of all words, so that a long communiqué with its goals is no game
_MARKET_SHARE = 0.04
_CUES = 2  # diplomatic words that make up for officers who are not named
_ASIDE = 2  # mentions of another state that may be in passing
_MANY = 3  # kinds of dealing that show a text with one state's name to be about others too
_PEOPLE_OF = re.compile(
    r"\b(?:people|government|authorities|president|prime minister|premier|chancellor|king|queen|sultan|emir|minister|"
    r"leaders?|ambassador|embassy|republic|kingdom) (?:(?:of|to) )?(?:the )?(?:(?:republic|kingdom|state) of (?:the )?)?$",
    re.IGNORECASE,
)


def irrelevant_because(parsed: Parsed) -> str | None:
    """Say why a report is not about relations between states, or None where it is."""
    if parsed.names_nobody:  # which is known before it is parsed, so that it comes first
        return _NO_STATE
    genre = other_genre(parsed)
    if genre is not None:
        return genre
    because = _unrelated(parsed)
    if because is None or because.startswith("a page about") or not is_brief(parsed):
        return because
    if sum(token.lower_ in _PLAY | _SPORT for token in parsed.doc) > 1:
        return because  # a game told in a sentence or two
    return None if takes_part(parsed) or faces_outward(parsed) else because


def _unrelated(parsed: Parsed) -> str | None:
    named, acting = _named(parsed), _acting(parsed)
    parties = named | acting | _speaking(parsed)
    if len(parties) < 2:
        if _deals(parsed, parties):
            return None
        return "only one state is named" if named else _NO_STATE
    if _is_official(parsed, acting):
        return None
    words = [token.lower_ for token in parsed.doc if token.is_alpha]
    cues = [t.lower_ for t in parsed.doc if t.pos_ != "VERB" and t.lower_ in _DIPLOMATIC]
    if _is_game(words):
        return "a page about sport"
    if _is_trade(words, len(cues)):
        return "a page about business and markets"
    if _acts_of_state(parsed):
        return None
    if _at_home(parsed):
        return "one state's own affairs: others are named in passing"
    if _tells_of_dealings(parsed, acting, cues):
        return None
    return "states are named, but nobody acts or speaks for one"


_BODY = PartySort.BODY


def _named(parsed: Parsed) -> set[str]:
    """Return the states and organisations that are named; where some are, those whose seat is named too."""
    named = {m.party for m in parsed.parties if m.party and m.sort in _NAMING}
    seats = {m.party for m in parsed.parties if m.party and m.sort is PartySort.SEAT}
    return named | seats if named else named


def _acting(parsed: Parsed) -> set[str]:
    """Return those whose officers are named."""
    return {p.party for p in parsed.people.people if p.party and p.holdings}


def _speaking(parsed: Parsed) -> set[str]:
    """Return those that a body of theirs stands for, and whose office puts the text out."""
    bodies = {m.party for m in parsed.parties if m.party and m.sort is _BODY}
    return bodies | {parsed.home} if is_release(parsed) and parsed.home else bodies


def _is_official(parsed: Parsed, acting: set[str]) -> bool:
    """Whether officers of two states are in one report, or an office puts it out that speaks of another."""
    if len(acting) > 1 or is_formal(parsed):
        return True
    return is_release(parsed) and (_has_officers(parsed, acting) or _has_bodies(parsed))


def _has_officers(parsed: Parsed, acting: set[str]) -> bool:
    return bool(acting) or bool(parsed.offices)


def _has_bodies(parsed: Parsed) -> bool:
    return any(m.sort in (_BODY, PartySort.ORGANISATION) for m in parsed.parties)


def _is_game(words: list[str]) -> bool:
    played = sum(word in _PLAY for word in words)
    if played < 2:
        return False
    return _much(played + sum(word in _SPORT for word in words), words, _PLAY_SHARE)


def _is_trade(words: list[str], cues: int) -> bool:
    """Whether words of the market outweigh the diplomatic ones."""
    traded = sum(word in _MARKET for word in words)
    return traded > 2 * cues and _much(traded, words, _MARKET_SHARE)


def _tells_of_dealings(parsed: Parsed, acting: set[str], cues: list[str]) -> bool:
    """Whether there are diplomatic words enough, fewer beside officers; `cues` are those words."""
    foreign = any(word in _FOREIGN for word in cues)
    if len(cues) >= _CUES + (not foreign):
        return True
    return _has_officers(parsed, acting) and (bool(cues) or _has_bodies(parsed))


def _much(count: int, words: list[str], share: float) -> bool:
    return count >= _PLAYED and count / max(1, len(words)) >= share


def _deals(parsed: Parsed, parties: set[str]) -> bool:
    """Whether a text that names one party tells of its dealings with others all the same."""
    if not parties:
        return False
    if any(len(party) > 2 for party in parties) and parsed.offices:
        return True  # an organisation is several states already
    dealings = {match.group().lower() for match in _DEALINGS.finditer(parsed.content)}
    if is_release(parsed) and _of_another(parsed):
        return True
    regions = _REGION.search(parsed.content, 0, _HEAD) is not None
    return len(dealings) >= (1 if regions else _MANY)


def _of_another(parsed: Parsed) -> bool:
    """Whether an office that names no state of its own speaks of "the people of", "the premier of" one."""
    own = {p.party for p in parsed.people.people if p.holdings and not p.party_assumed}
    return any(
        m.sort is PartySort.NAME
        and m.party not in own
        and _PEOPLE_OF.search(parsed.content, max(0, m.start - 60), m.start)
        for m in parsed.parties
    )


def _at_home(parsed: Parsed) -> bool:
    """Whether the head of a report is about one state and others are named in passing."""
    counts: dict[str, int] = {}
    first: set[str] = set()
    body = next((one.end for one in parsed.sentences if one.block is BlockKind.BODY), 0)
    for mention in parsed.parties:
        if mention.party and mention.sort is not PartySort.PLACE:
            counts[mention.party] = counts.get(mention.party, 0) + 1
            if mention.start < body:
                first.add(mention.party)
    others = sum(counts.values()) - max(counts.values(), default=0)
    dealing = any(token.lower_ in _FOREIGN for token in parsed.doc)
    return (
        len(first) < 2 and others <= _ASIDE and not dealing and not _DEALINGS.search(parsed.content)
    )


_STATECRAFT = word_set("extraction", "statecraft", "relevance_words")
_MINISTERS = word_set("extraction", "ministers", "relevance_words")


def _acts_of_state(parsed: Parsed) -> bool:
    """Whether a state, or the ministers of some, do what states do: sign, agree, condemn, deploy."""
    for token in parsed.doc:
        if token.dep_ != "nsubj" or token.head.lemma_.lower() not in _STATECRAFT | {"meet"}:
            continue
        mention = parsed.party_at(token)
        state = mention is not None and mention.sort in (PartySort.NAME, PartySort.SEAT)
        if state and token.head.lemma_.lower() in _STATECRAFT:
            return True
        of_states = any(parsed.party_at(t) is not None for t in token.subtree)
        if token.lemma_.lower() in _MINISTERS and of_states:
            return True
    return False
