"""Speakers: who says the words between quotation marks, and who passes them on.

A whole sentence in quotation marks belongs to the subject of the verb of saying beside it; a
few words within a sentence belong to whoever acts in their clause, and the verb of saying
above or beside it names who tells it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.readers.clauses import children, extent, is_passive, prepositional, subject, walk_up
from servanda.text.gazetteer import PartySort, gazetteer

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse
    from servanda.text.people import Person
    from servanda.text.quotation import QuotedSpan

__all__ = ["SAYING", "Attribution", "name_of", "speaker_of", "tellers"]

# Verbs that report speech; the subject is the speaker, what follows is what is said.
SAYING = frozenset(
    "say tell add note stress state declare warn call describe reiterate emphasize emphasise underscore underline reply "
    "respond explain write announce urge argue comment remark insist mention report claim acknowledge admit suggest "
    "quote cite concede contend continue observe recall point highlight conclude assert affirm reaffirm confirm reconfirm "
    "pledge vow promise express ask predict believe indicate clarify disclose reveal read go label dub term hail praise "
    "accuse condemn denounce criticize criticise deny reject refer vow tweet post cable share".split()
)
# Verbs whose object may be the subject's own words, though nobody is said to speak.
_VOICING = frozenset(
    "have share hold voice hear offer send use demand thank hope want seek need welcome reach".split()
)
# Nouns for those who speak without being named.
_VOICES = frozenset(
    "official officials ministry department government administration embassy office agency military army navy source sources "
    "spokesman spokeswoman spokesperson minister president leader leaders side sides diplomat diplomats aide adviser expert "
    "analyst commander general media newspaper daily parliament council committee bureau company party group".split()
)
_LOOSE = (
    "relcl",
    "acl",
    "appos",
    "punct",
    "conj",
    "cc",
    "det",
    "prep",
    "advmod",
    "preconj",
    "case",
)
# What a text that speaks is called: its words are the institution's or the text's own.
_TEXTS = frozenset(
    "statement readout communique communiqué letter report document declaration release transcript draft text post summary".split()
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something: a person or a name as printed, the party, and who passes it on."""

    name: str
    person: Person | None
    party: str | None
    via: str | None
    verb: int  # index of the verb of saying, or -1
    same_clause: (
        bool  # the quoted words are part of the speaker's clause, not a sentence of their own
    )


def speaker_of(discourse: Discourse, quoted: QuotedSpan) -> Attribution | None:
    """Return who says the quoted words, or None where the text does not tell."""
    tokens = discourse.parsed.tokens_within(quoted.start, quoted.end)
    if not tokens:
        return None
    within = {t.i for t in tokens}
    inner = [t for t in tokens if not t.is_punct and not t.is_space]
    if not inner:
        return None
    whole = _is_sentence(discourse, quoted, inner)
    if not whole:
        part = _part_of_clause(discourse, inner, within)
        if part is not None:
            return part
    beside = _beside(discourse, quoted, tokens, within)
    if beside is not None:
        return beside
    return _carried_over(discourse, quoted) if whole else None


def _is_sentence(discourse: Discourse, quoted: QuotedSpan, inner: list[Token]) -> bool:
    """Whether the quotation is a sentence of its own rather than words within one."""
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in inner)
    return inner[0].text[0].isupper() and (finite or len(inner) > 5) and len(inner) > 2


def _part_of_clause(
    discourse: Discourse, inner: list[Token], within: set[int]
) -> Attribution | None:
    """Find whose words a phrase within a clause is: the innermost one who says something above it.

    Where nobody above says anything, whoever tells the sentence ("..., the ministry said") is the
    speaker, and failing that the one who acts in the clause.
    """
    top = next((t for t in inner if t.head.i not in within), inner[0])
    saying: list[tuple[Token, Token]] = []
    acts: tuple[Token, Token] | None = None
    for token in walk_up(top):
        if token.i in within or token.pos_ not in ("VERB", "AUX"):
            continue
        acting = _actor(token)
        if acting is None or acting.i in within or not _speaks(discourse, acting):
            continue
        if token.lemma_.lower() in SAYING:
            saying.append((acting, token))
        elif acts is None:
            acts = (acting, token)
    told = [
        (t, t.head) for t in tellers(discourse, top) if t.i not in within and _speaks(discourse, t)
    ]
    ordered = [*saying, *(x for x in told if x[0] not in [a for a, _ in saying])]
    if not ordered and acts is not None and _may_own(discourse, *acts):
        ordered = [acts]
    named = [
        (name, acting, verb)
        for acting, verb in ordered
        if (name := name_of(discourse, acting)) is not None
    ]
    if not named:
        return None
    name, acting, verb = named[0]
    via = next((other for other, *_ in named[1:] if other != name), None)
    return _attribution(discourse, name, acting, via, verb.i, same_clause=True)


def _attribution(
    discourse: Discourse, name: str, acting: Token, via: str | None, verb: int, *, same_clause: bool
) -> Attribution:
    people = discourse.people(acting)
    party = discourse.parties(acting)
    person = people[0] if len(people) == 1 else None
    return Attribution(name, person, party[0] if party else None, via, verb, same_clause)


def _actor(verb: Token) -> Token | None:
    """Return who does what the verb says; for a passive only who is named with "by"."""
    if is_passive(verb):
        by = [t for t in prepositional(verb, "by") if t.pos_ in ("NOUN", "PROPN", "PRON")]
        return by[0] if by else None
    return subject(verb)


def _may_own(discourse: Discourse, acting: Token, verb: Token) -> bool:
    """Whether words in a clause that nobody tells may be its subject's own: people voice, states do not."""
    return bool(discourse.people(acting)) or verb.lemma_.lower() in _VOICING


def _beside(
    discourse: Discourse, quoted: QuotedSpan, tokens: list[Token], within: set[int]
) -> Attribution | None:
    """Find the verb of saying next to a quoted sentence: behind it, in front of it, or around it."""
    doc = discourse.parsed.doc
    after = _first_clause(discourse, doc[tokens[-1].i + 1 : tokens[-1].i + 16], within, quoted.end)
    before = None
    for token in reversed(list(doc[max(0, tokens[0].i - 25) : tokens[0].i])):
        if discourse.parsed.quoted_at(token.idx) is not None or _ends_sentence(discourse, token):
            break
        if token.lemma_.lower() in SAYING and token.pos_ == "VERB":
            before = token
            break
    gap = discourse.parsed.content[quoted.end : quoted.end + 3]
    prefer_before = before is not None and discourse.parsed.content[: quoted.start].rstrip()[
        -1:
    ] in (",", ":")
    for verb in (before, after) if prefer_before else (after, before):
        if verb is None or (verb is after and "\n\n" in gap):
            continue
        acting = subject(verb)
        if acting is None or acting.i in within:
            acting = _inverted(discourse, verb, within)
        if acting is not None and name_of(discourse, acting) is not None:
            name = name_of(discourse, acting) or ""
            return _attribution(discourse, name, acting, None, verb.i, same_clause=False)
    return None


def _first_clause(
    discourse: Discourse, tokens: list[Token] | object, within: set[int], end: int
) -> Token | None:
    for token in tokens:  # type: ignore[attr-defined]
        if token.i in within:
            continue
        if discourse.parsed.quoted_at(token.idx) is not None or _ends_sentence(discourse, token):
            return None
        if token.lemma_.lower() in SAYING and token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _ends_sentence(discourse: Discourse, token: Token) -> bool:
    """Whether a full stop really ends its sentence, rather than an abbreviation."""
    if token.text not in (".", "!", "?"):
        return False
    sentence = discourse.parsed.sentence_of(token)
    return token.idx + 1 >= sentence.end


def _inverted(discourse: Discourse, verb: Token, within: set[int]) -> Token | None:
    """ "said A B": where the parser missed the subject, take the person printed beside the verb."""
    doc = verb.doc
    for token in [*doc[verb.i + 1 : verb.i + 8], *reversed(list(doc[max(0, verb.i - 6) : verb.i]))]:
        if token.i not in within and discourse.parsed.person_at(token) is not None:
            return token
    return None


def _carried_over(discourse: Discourse, quoted: QuotedSpan) -> Attribution | None:
    """A quoted sentence without a verb of saying goes on from the quotation before it."""
    earlier = [q for q in discourse.parsed.quoted if q.end <= quoted.start]
    if not earlier:
        return None
    between = discourse.parsed.content[earlier[-1].end : quoted.start]
    if between.count("\n\n") > 1 or len(between) > 220:
        return None
    return speaker_of(discourse, earlier[-1])


def _speaks(discourse: Discourse, token: Token) -> bool:
    """Whether a noun can be one who says something: a person, a state, a body, a text, an official."""
    if discourse.people(token):
        return True
    mention = discourse.parsed.party_at(token)
    if (
        mention is not None
        and mention.party is not None
        and mention.sort is not PartySort.ADJECTIVE
    ):
        return True
    if discourse.parsed.office_at(token) is not None:
        return True
    lower, lemma = token.lower_, token.lemma_.lower()
    return (
        lower in _VOICES
        or lemma in _VOICES
        or lemma in _TEXTS
        or (token.pos_ == "PRON" and bool(discourse.parties(token)))
    )


def name_of(discourse: Discourse, token: Token | None) -> str | None:
    """Return what to call the one that `token` stands for: people by name, else the words.

    A pronoun that stands for nobody known gives None, one that stands for a state its name.
    """
    if token is None:
        return None
    people = discourse.people(token)
    if people:
        return " and ".join(p.name for p in people[:3])
    if token.pos_ == "PRON" or token.lower_ in ("two", "both"):
        parties = discourse.parties(token)
        return gazetteer().names.get(parties[0], parties[0]) if len(parties) == 1 else None
    loose = [
        c
        for c in token.children
        if c.dep_ in _LOOSE and not (c.dep_ == "prep" and c.lower_ == "of")
    ]
    start, end = extent(token, without=loose)
    words = discourse.parsed.words(start, end).strip('"“”,.: ')
    return words.removesuffix("'s").removesuffix("’s") or None


def tellers(discourse: Discourse, token: Token) -> list[Token]:
    """Return who says or is said to say what stands at `token`: subjects of verbs of saying above it,
    and "according to X"; innermost first."""
    found: list[Token] = []
    for other in walk_up(token):
        if other.pos_ == "VERB" and other.lemma_.lower() in SAYING and other is not token:
            acting = subject(other)
            if acting is not None and acting not in found:
                found.append(acting)
    sentence = discourse.parsed.sentence_of(token)
    for other in sentence.span:
        if other.lower_ == "according":
            found.extend(t for t in prepositional(other, "to") if t not in found)
        elif (
            other.lemma_ in ("say", "add")
            and other.dep_ in ("ROOT", "parataxis", "ccomp", "conj")
            and other is not token
        ):
            acting = subject(other)
            if acting is not None and acting not in found:
                found.append(acting)
    return found
