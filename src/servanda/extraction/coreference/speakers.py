"""Speakers: who says the words between quotation marks, and who passes them on.

A whole sentence in quotation marks belongs to the subject of the verb of saying beside it; a
few words within a sentence belong to the innermost one who says something around them, and
those further out pass them on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from servanda.extraction.clauses import (
    children,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.voices import (
    SAYING,
    TELLING,
    VOICING,
    actor,
    can_speak,
    name_of,
    says,
    tellers,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.people import Person
    from servanda.parsing.quotation import QuotedSpan

__all__ = ["SAYING", "Attribution", "name_of", "speaker_of", "tellers"]


_FAR = 220  # characters between quotations beyond which one does not go on from the other
_ASIDE = ("relcl", "advcl", "nsubj", "nsubjpass", "npadvmod")  # edges by which words are not said


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says something: a person or a name as printed, the party, and who passes it on.

    `verb` is the index of the verb of saying, or -1; `same_clause` says that the quoted words are
    part of the speaker's clause rather than a sentence of their own.
    """

    name: str
    person: Person | None
    party: str | None
    via: str | None
    verb: int
    same_clause: bool


def speaker_of(discourse: Discourse, quoted: QuotedSpan) -> Attribution | None:
    """Return who says the quoted words, or None where the text does not tell.

    A quoted sentence without a verb of saying goes on from the quotation before it, and that from
    the one before that: the way back is gone once, not once for each of them.
    """
    memo, on_the_way = discourse.memo, []
    found: Attribution | None = None
    at: QuotedSpan | None = quoted
    while at is not None:
        key = ("speaker", at.start)
        if key in memo:
            found = cast("Attribution | None", memo[key])
            break
        on_the_way.append(key)
        found, whole = _by_its_own_words(discourse, at)
        at = _before(discourse, at) if found is None and whole else None
    for key in on_the_way:
        memo[key] = found
    return found


def _by_its_own_words(discourse: Discourse, quoted: QuotedSpan) -> tuple[Attribution | None, bool]:
    """Return who says the quoted words by what stands around them; whether they are a sentence."""
    tokens = discourse.parsed.tokens_within(quoted.start, quoted.end)
    inner = [t for t in tokens if not t.is_punct and not t.is_space]
    if not inner:
        return None, False
    within = {t.i for t in tokens}
    whole = _is_sentence(inner)
    if not whole:
        part = _part_of_clause(discourse, inner, within)
        if part is not None:
            return part, False
    return _beside(discourse, quoted, tokens, within), whole


def _is_sentence(inner: list[Token]) -> bool:
    """Whether the quotation is a sentence of its own rather than words within one."""
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in inner)
    if inner[0].text[0].isupper() and _stands_alone(inner):
        return True
    return inner[0].text[0].isupper() and (finite or len(inner) > 5) and len(inner) > 2


def _stands_alone(inner: list[Token]) -> bool:
    """Whether a few words are a sentence of their own: "he said, laughing. 'No kitchen!'"."""
    doc = inner[0].doc
    behind = (doc[i] for i in range(inner[0].i - 1, -1, -1))
    before = next((t for t in behind if not t.is_space and not t.is_quote), None)
    after = doc[inner[-1].i + 1] if inner[-1].i + 1 < len(doc) else None
    closed = after is not None and after.text in ("!", "?", ".")
    return closed and (before is None or before.text in (".", "!", "?"))


# -- a phrase within a clause ------------------------------------------------------------------


def _part_of_clause(
    discourse: Discourse, inner: list[Token], within: set[int]
) -> Attribution | None:
    """Find whose words a phrase within a clause is: the innermost one who says something above it.

    Where nobody above says anything, whoever tells the sentence ("..., the ministry said") is the
    speaker, and failing that one who has, shares or voices what is quoted.
    """
    top = next((t for t in inner if t.head.i not in within), inner[0])
    found = _saying_above(discourse, top, within)
    seen = {acting.i for acting, _ in found}
    for teller in tellers(discourse, top):
        if teller.i not in within and teller.i not in seen and can_speak(discourse, teller):
            found.append((teller, teller.head))
    if not found:
        found = _acting_above(discourse, top, within)
    named = [(name, a, v) for a, v in found if (name := name_of(discourse, a)) is not None]
    if not named:
        return None
    name, acting, verb = named[0]
    via = next((other for other, *_ in named[1:] if other != name), None)
    return _attribution(discourse, name, acting, via, verb.i, same_clause=True)


def _saying_above(discourse: Discourse, top: Token, within: set[int]) -> list[tuple[Token, Token]]:
    """Return speaker and verb of saying for each that takes the words at `top` as its content."""
    found: list[tuple[Token, Token]] = []
    below = top
    for token in walk_up(top):
        if token.i not in within and says(token):
            acting = actor(discourse, token) or _agent_behind(token, within)
            aside = token is not below and below.dep_ in _ASIDE
            heard = acting is not None and acting.i not in within and not aside
            if heard and acting is not None and can_speak(discourse, acting):
                found.append((acting, token))
        below = token
    return found


def _agent_behind(verb: Token, within: set[int]) -> Token | None:
    """Read "was called 'a good plan' by Norland": the parser may hang "by" on the quoted words."""
    if not is_passive(verb):
        return None
    for token in verb.subtree:
        if token.lower_ == "by" and token.i not in within and token.head.i in within:
            inner: list[Token] = children(token, "pobj")
            return inner[0] if inner else None
    return None


def _acting_above(discourse: Discourse, top: Token, within: set[int]) -> list[tuple[Token, Token]]:
    """Return who has, shares or voices the words, where that is the nearest verb's subject."""
    for token in walk_up(top):
        if token.i in within or token.pos_ not in ("VERB", "AUX"):
            if token.dep_ in _ASIDE and token.i not in within:
                return []
            continue
        acting = actor(discourse, token)
        voiced = token.lemma_.lower() in VOICING and token.lemma_ != "be"
        if (
            voiced
            and acting is not None
            and acting.i not in within
            and can_speak(discourse, acting)
        ):
            return [(acting, token)]
        return []
    return []


# -- a sentence of its own ---------------------------------------------------------------------


def _beside(
    discourse: Discourse, quoted: QuotedSpan, tokens: list[Token], within: set[int]
) -> Attribution | None:
    """Find the verb of saying next to a quoted sentence: behind it, in front of it, or around it."""
    doc, content = discourse.parsed.doc, discourse.parsed.content
    after = _first_saying(discourse, doc[tokens[-1].i + 1 : tokens[-1].i + 30], within)
    before = _first_saying(
        discourse, reversed(list(doc[max(0, tokens[0].i - 25) : tokens[0].i])), within
    )
    if after is not None and "\n\n" in content[quoted.end : quoted.end + 3]:
        after = None
    introduced = content[max(0, quoted.start - _FAR) : quoted.start].rstrip()[-1:] in (",", ":")
    told = _according_to(discourse, tokens[-1].i + 1)
    if told is not None and not introduced:
        return told
    for verb in (before, after) if introduced else (after, before):
        if verb is not None:
            found = _said_by(discourse, verb, within)
            if found is not None:
                return found
    return None


def _according_to(discourse: Discourse, start: int) -> Attribution | None:
    """Read ""…," according to Minister A B": who is named behind the quotation says it."""
    doc = discourse.parsed.doc
    for token in doc[start : start + 4]:
        if token.lower_ == "according" and token.i + 1 < len(doc):
            to = doc[token.i + 1]
            for acting in children(to, "pobj") if to.lower_ == "to" else ():
                name = name_of(discourse, acting)
                if name is not None and can_speak(discourse, acting):
                    return _attribution(discourse, name, acting, None, token.i, same_clause=False)
        if not (token.is_punct or token.is_space or token.is_quote):
            return None
    return None


def _first_saying(discourse: Discourse, tokens: Iterable[Token], within: set[int]) -> Token | None:
    """Return the first verb of saying, up to the end of the sentence or another quotation."""
    for token in tokens:
        if token.i in within or token.is_space:
            continue
        if discourse.parsed.quoted_at(token.idx) is not None or _ends_sentence(discourse, token):
            return None
        if says(token):
            return token
    return None


def _ends_sentence(discourse: Discourse, token: Token) -> bool:
    """Whether a full stop really ends its sentence, rather than an abbreviation."""
    if token.text not in (".", "!", "?"):
        return False
    return token.idx + 1 >= discourse.parsed.sentence_of(token).end


def _said_by(discourse: Discourse, verb: Token, within: set[int]) -> Attribution | None:
    """Return who says it by that verb; "B quoted A as saying" is said by A and told by B."""
    acting, behind = subject(verb), False
    if acting is None or acting.i in within:
        acting = _inverted(discourse, verb, within) or _noun_behind(verb, within)
        behind = acting is not None and verb.lemma_.lower() in TELLING
    via: str | None = None
    if verb.lemma_ in ("quote", "cite") and prepositional(verb, "as"):
        quoted_one = next((t for t in objects(verb) if can_speak(discourse, t)), None)
        if quoted_one is not None and quoted_one is not acting:
            via, acting = name_of(discourse, acting), quoted_one
    name = name_of(discourse, acting)
    if acting is None or name is None or not (behind or can_speak(discourse, acting)):
        return None
    return _attribution(discourse, name, acting, via, verb.i, same_clause=False)


def _inverted(discourse: Discourse, verb: Token, within: set[int]) -> Token | None:
    """Read "said A B": where the parser missed the subject, take the person printed beside the verb."""
    doc = verb.doc
    near: list[Token] = [
        *doc[verb.i + 1 : verb.i + 8],
        *reversed(list(doc[max(0, verb.i - 6) : verb.i])),
    ]
    for token in near:
        if token.i not in within and discourse.parsed.person_at(token) is not None:
            return token
    return None


def _noun_behind(verb: Token, within: set[int]) -> Token | None:
    """Return the noun right behind "said", where the parser made nothing of it."""
    last: Token | None = None
    for token in verb.doc[verb.i + 1 : min(verb.i + 7, len(verb.doc))]:
        if token.i in within:
            break
        if token.pos_ in ("NOUN", "PROPN"):
            last = token
        elif last is not None or token.pos_ not in ("DET", "ADJ", "NUM", "ADV"):
            break
    return last


def _before(discourse: Discourse, quoted: QuotedSpan) -> QuotedSpan | None:
    """Return the quotation from which a quoted sentence without a verb of saying goes on."""
    parsed = discourse.parsed
    at = bisect_left(parsed.quoted, quoted.start, key=lambda one: one.start) - 1
    while at >= 0 and parsed.quoted[at].end > quoted.start:
        at -= 1
    if at < 0:
        return None
    between = parsed.content[parsed.quoted[at].end : quoted.start]
    if between.count("\n\n") > 1 or len(between) > _FAR:
        return None
    return parsed.quoted[at]


def _attribution(
    discourse: Discourse, name: str, acting: Token, via: str | None, verb: int, *, same_clause: bool
) -> Attribution:
    people = discourse.people(acting)
    party = discourse.parties(acting)
    person = people[0] if len(people) == 1 else None
    return Attribution(name, person, party[0] if party else None, via, verb, same_clause)
