"""Nouns of consultation: "the talks", "a phone call", "the 2+2", and the verbs that bear them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.data_tables import word_set
from servanda.extraction.clauses import children, governor, is_finite
from servanda.extraction.kinds.consultations.consultation_words import (
    AGREEING,
    BEARING,
    EVENT_NOUNS,
    GENERIC,
    MEETING_VERBS,
    RECEIVING,
)
from servanda.extraction.kinds.consultations.event_model import Mention
from servanda.extraction.kinds.consultations.event_noun_words import (
    HOLDING,
    MARGINS,
    PHONE,
    attends,
    event_lemma,
    is_event,
    is_event_noun,
    own_modifiers,
    sitting_of,
    takes_place,
    title_of,
)
from servanda.model import BlockKind
from servanda.model import ConsultationForm as Form
from servanda.parsing.word_table import word_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Parsed, Sentence

__all__ = ["named_events", "noun_mentions", "participles"]


_TWO_PLUS_TWO = re.compile(r"(?<![\w-])(?:2\s?\+\s?2|two[- ]plus[- ]two)(?![\w])", re.IGNORECASE)


_NUMBERED_EVENT = re.compile(r"\bCOP ?\d{2}\b")


_DEFINITE = frozenset("the this that these those".split())
_DURING = word_set("extraction", "during", "consultation_words")
_MEANWHILE = word_set("extraction", "meanwhile", "consultation_words")
_AHEAD = word_set("extraction", "before_events", "consultation_words")
_LASTING = word_set("extraction", "lasting", "consultation_words")
# Verbs behind which "for talks" tells of the talks themselves.
_FOR_EVENTS = RECEIVING | MEETING_VERBS | {"join", "sit", "gather"}
# Where a noun stands of which a verb tells directly.
_OWN_PLACES = ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "conj", "ROOT", "appos", "npadvmod")
_BEFORE = frozenset("last previous earlier past prior recent latest".split())
# "Thanked her for the visit": what one is thanked for is past.
_THANKING = word_set("extraction", "thanking", "consultation_words")
_PORTIONS = word_set("extraction", "portions_of_time", "consultation_words")
_SIDES = word_set("extraction", "numbered_sides", "consultation_words")


def named_events(discourse: Discourse, sentence: Sentence) -> Iterator[Mention]:
    """Find "the 2+2", "a two-plus-two meeting", "COP31": one mention at the noun, or at the figure where no noun follows."""
    yield from _two_plus_twos(discourse.parsed, sentence)
    yield from _numbered_events(discourse.parsed, sentence)


def _two_plus_twos(parsed: Parsed, sentence: Sentence) -> Iterator[Mention]:
    for _, figure in _matching(parsed, sentence, _TWO_PLUS_TWO):
        token = _noun_of_figure(sentence, figure)
        if token is not None:
            rule = "consultation.two_plus_two"
            yield _of_noun(Mention(token, sentence, Form.TWO_PLUS_TWO, noun=True, rule=rule))


def _numbered_events(parsed: Parsed, sentence: Sentence) -> Iterator[Mention]:
    for name, (token, *_) in _matching(parsed, sentence, _NUMBERED_EVENT):
        bracketed = token.i > 1 and token.nbor(-1).text == "(" and is_event_noun(token.nbor(-2))
        if parsed.office_at(token) is not None or bracketed:
            continue
        rule, title = "consultation.named", frozenset({name.replace(" ", "").lower()})
        mention = Mention(token, sentence, Form.MULTILATERAL, noun=True, title=title, rule=rule)
        _of_noun(mention).definite = True
        yield mention


def _matching(
    parsed: Parsed, sentence: Sentence, pattern: re.Pattern[str]
) -> Iterator[tuple[str, list[Token]]]:
    """Give what matches a pattern in a sentence, and the words it touches."""
    text = parsed.content[sentence.start : sentence.end]
    for match in pattern.finditer(text):
        place = (sentence.start + match.start(), sentence.start + match.end())
        tokens = parsed.tokens_within(*place)
        if tokens:
            yield match.group(), tokens


def _noun_of_figure(sentence: Sentence, figure: list[Token]) -> Token | None:
    """Return the word that "2+2" stands for: the noun behind it, or else before its bracket, or what it hangs on.

    None where it is the nickname of a body in brackets, not a meeting.
    """
    doc, first = figure[0].doc, figure[0].i
    noun = _noun_behind(figure[-1], sentence.span.end)
    if noun is not None:
        return noun
    bracketed = any(t.text == "(" for t in doc[max(0, first - 4) : first])
    before = [t for t in doc[max(sentence.span.start, first - 4) : first] if is_event_noun(t)]
    if bracketed and not before:
        return None
    token = before[-1] if bracketed else figure[-1]
    while token.dep_ in ("nummod", "appos", "nmod", "compound") and abs(token.head.i - first) <= 3:
        token = token.head
    return token


def _noun_behind(figure: Token, end: int) -> Token | None:
    """Return the last event noun of the phrase that a figure opens, or None."""
    noun = None
    for token in figure.doc[figure.i + 1 : min(figure.i + 8, end)]:
        if token.pos_ in ("VERB", "AUX", "ADP", "DET") or token.text in (".", ",", ")"):
            break
        noun = token if is_event_noun(token) else noun
    return noun


def _event_nouns(sentence: Sentence) -> Iterator[Token]:
    """Give the nouns of a sentence that name an event."""
    span = sentence.span
    doc = span.doc
    words = word_table(doc)
    for at in range(span.start, span.end):
        if words.pos[at] in ("NOUN", "PROPN") or words.tag[at] == "VBG":
            token = doc[at]
            if is_event_noun(token) and is_event(token):
                yield token
        elif at == span.start and _heads_a_title(sentence, doc[at]):
            yield doc[at]


def _heads_a_title(sentence: Sentence, token: Token) -> bool:
    """Whether a heading opens with a noun that is taken for a verb: "Visit to Norland", "Call with A B"."""
    heading = sentence.block in (BlockKind.HEADLINE, BlockKind.HEADING)
    if not heading or token.tag_ != "VB" or token.i + 1 >= sentence.span.end:
        return False
    return token.lemma_.lower() in EVENT_NOUNS and token.nbor(1).lower_ in ("to", "with", "by")


def _ceremonies(sentence: Sentence) -> Iterator[Mention]:
    """Give the ceremonies of a sentence at which something is signed."""
    span = sentence.span
    doc = span.doc
    lemmas = word_table(doc).lemma
    for token in (doc[at] for at in range(span.start, span.end) if lemmas[at] == "ceremony"):
        if any(c.lower_ == "signing" for c in own_modifiers(token)):
            rule = "consultation.noun.ceremony"
            yield _of_noun(Mention(token, sentence, Form.SIGNING, noun=True, rule=rule))


def noun_mentions(sentence: Sentence) -> Iterator[Mention]:
    """Find the nouns of a sentence that name a consultation."""
    for token in _event_nouns(sentence):
        lemma = event_lemma(token)
        form = EVENT_NOUNS[lemma]
        modifiers = {c.lower_ for c in own_modifiers(token)}
        mention = Mention(
            token,
            sentence,
            form,
            noun=True,
            weak=lemma in GENERIC,
            rule=f"consultation.noun.{lemma}",
        )
        _sharpen(mention, modifiers)
        mention.title = title_of(token) or _sides_of(token)
        yield _of_noun(mention)
    yield from _ceremonies(sentence)


def _sharpen(mention: Mention, modifiers: set[str]) -> None:
    """Fill form, mode and whether it is one before, in place, from the words in front of the noun and around it."""
    token, form = mention.token, mention.form
    if modifiers & _BY_PHONE or (form is not Form.VISIT and PHONE.search(_around(token))):
        mention.form, mention.weak, mention.mode = Form.CALL, False, "phone"
    if "courtesy" in modifiers:
        mention.form, mention.weak = Form.COURTESY, False
    if modifiers & {"bilateral", "two-way"} or modifiers >= {"one", "on"}:
        mention.bilateral = True
    if (form is Form.MEETING and _is_large(token, modifiers)) or (
        form is None and _is_of_many(token)
    ):
        mention.form, mention.weak = Form.MULTILATERAL, form is Form.MEETING and mention.weak
    mention.earlier = bool(modifiers & _BEFORE)
    if modifiers & {"virtual", "online", "remote"}:
        mention.mode, mention.weak = "virtual", False
    if modifiers & {"person", "face"}:
        mention.mode = "person"


_BY_PHONE = frozenset({"phone", "telephone", "video", "telephonic"})
_LARGE = frozenset({"trilateral", "quadrilateral", "multilateral"})


def _is_large(noun: Token, modifiers: set[str]) -> bool:
    """Whether a meeting is one of several: trilateral, or a ministerial one with a name."""
    named = "ministerial" in modifiers and len(title_of(noun)) > 1
    return bool(modifiers & _LARGE) or named


def _sides_of(noun: Token) -> frozenset[str]:
    """Return what talks are called by the number of their sides: "six-party talks"; nothing for other nouns."""
    words = own_modifiers(noun)
    numbered = [t for t in words if t.pos_ == "NUM" and t.tag_ == "CD"]
    sides = [t for t in words if t.lemma_.lower() in _SIDES]
    return frozenset({f"{numbered[0].lower_}-sided"}) if numbered and sides else frozenset()


def _is_of_many(noun: Token) -> bool:
    """Whether talks are named by the number of their sides, more than two."""
    return bool(_sides_of(noun) - {"two-sided"})


def _around(token: Token) -> str:
    return token.doc[token.i : min(token.i + 12, token.sent.end)].text


def _of_noun(mention: Mention) -> Mention:
    """Find the verb that bears a noun of consultation, and which words belong to it."""
    token = mention.token
    mention.near = {token.i, *(t.i for t in participles(token))}
    determined = any(c.lower_ in _DEFINITE for c in children(token, "det"))
    mention.definite = determined or bool(children(token, "poss"))
    mention.host = mention.form is not Form.VISIT and _on_margins(token)
    pivot = mention.pivot = sitting_of(token) or _portioned(token)
    above = governor(pivot)
    while above is not None and any(c.lower_ == "since" for c in children(above, "mark")):
        above = governor(above)  # "their first talks since A took office": the clause only dates it
    if above is None:
        return mention
    if pivot.dep_ == "pobj" and pivot.head.pos_ in ("ADP", "SCONJ", "VERB"):
        _hang_on_preposition(mention, pivot.head, above)
    elif pivot.dep_ in _OWN_PLACES:
        mention.verb = above
        mention.near.add(above.i)
        if not is_finite(above) and not mention.weak:
            _climb(mention, above)
    return mention


def participles(noun: Token) -> Iterator[Token]:
    """Give the verbs behind a noun that say how it is held: "talks held in May", "set to take place"."""
    for child in children(noun, "acl", "relcl"):
        if child.lemma_.lower() in BEARING or child.lemma_ in _LASTING or takes_place(child):
            yield child
            yield from (c for c in children(child, "xcomp") if c.lemma_ in ("take", "hold", "be"))
    yield from _held_behind(noun) or _held_below(noun)


def _portioned(noun: Token) -> Token:
    """Return the portion in "two days of talks", "a new round of talks", else the noun."""
    of = noun.dep_ == "pobj" and noun.head.lower_ == "of"
    return noun.head.head if of and noun.head.head.lemma_ in _PORTIONS else noun


def _hang_on_preposition(mention: Mention, preposition: Token, above: Token) -> None:
    """Tell by a preposition whether the event lies ahead or goes on, in place; `above` is the verb it hangs on."""
    top = preposition
    while top.dep_ in ("prep", "pcomp") and top.head.pos_ in ("ADP", "SCONJ", "ADV"):
        top = top.head
    words = {preposition.lower_, top.lower_}
    mention.host |= _is_within(mention, top)
    if words & {"before", "ahead", "until"}:
        mention.ahead = True
    elif "for" in words and above.lemma_.lower() in _FOR_EVENTS:
        mention.verb = _climb(mention, above)  # "hosted A for talks": one event, told by the verb
    elif words & _DURING:
        if words & _MEANWHILE or (mention.form is Form.VISIT and "on" in words):
            tensed = _climb(mention, above)
            # "is scheduled to participate in": the infinitive tells
            mention.verb = above if attends(above) else tensed
    elif words & _AHEAD:
        mention.ahead = above.lemma_ not in _THANKING


def _is_within(mention: Mention, preposition: Token) -> bool:
    """Whether what is told happened on an event's margins, or as a part of it; what one does on a visit is no such."""
    part = preposition.head.lower_ == "part" and preposition.lower_ == "of"
    inside = part or preposition.head.lemma_.lower() in MARGINS
    return inside and mention.form is not Form.VISIT


def _held_below(noun: Token) -> list[Token]:
    """Return the participle behind the name of whom one met, wherever it hangs: "his meeting with A B held in Norville"."""
    for token in noun.doc[noun.i + 1 : min(noun.i + _FAR, noun.sent.end)]:
        if token.pos_ in ("VERB", "AUX"):
            held = token.tag_ == "VBN" and token.lemma_.lower() in HOLDING
            who = token.nbor(-1)
            somebody = who.pos_ == "PROPN" or who.lemma_.lower() in _SOMEBODY
            return [token] if held and somebody and not children(token, "aux", "auxpass") else []
        if is_event_noun(token):
            break
    return []


_SOMEBODY = word_set("extraction", "group_nouns", "consultation_words") | word_set(
    "extraction", "states", "consultation_words"
)
_FAR = 20  # words in which whom one met is named in full


def _held_behind(noun: Token) -> list[Token]:
    """Return the participle right behind a noun, wherever the parser hung it: "COP31 to be convened in Norville"."""
    behind = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]
    words = [t for t in behind if t.lower_ not in ("to", "be", ",")]
    held = bool(words) and words[0].tag_ == "VBN" and words[0].lemma_.lower() in HOLDING
    return words[:1] if held and words[0].dep_ in _BEHIND else []


_BEHIND = ("acl", "advcl", "relcl", "ccomp")  # what a participle behind its noun is taken for


def _on_margins(noun: Token) -> bool:
    """Whether "on the margins of" stands in front, with nothing but the noun's own words between."""
    for token in reversed(list(noun.doc[max(noun.sent.start, noun.i - 14) : noun.i])):
        if token.pos_ in ("VERB", "AUX") or is_event_noun(token):
            return False
        named = noun.lemma_.lower() in ("summit", "conference", "forum")
        if token.lower_ in MARGINS or (named and token.lower_ == "framework"):
            return True
    return False


def _climb(mention: Mention, verb: Token) -> Token:
    """Climb from an infinitive or participle to the verb that carries tense; all of them are near."""
    mention.near.add(verb.i)
    current = verb
    for _ in range(4):
        purpose = (
            current.dep_ == "relcl" and current.tag_ == "VB"
        )  # "discussed ways to boost trade during talks"
        climbs = current.dep_ in ("xcomp", "advcl", "pcomp", "acl", "conj") or purpose
        if is_finite(current) or not climbs:
            break
        above = governor(current)
        if above is None:
            break
        current = above
        borne = verb.lemma_.lower() in BEARING and verb.i < mention.token.i
        if borne and current.lemma_.lower() in AGREEING and current.tag_ in ("VBD", "VBN"):
            break  # "agreed on 3 May to hold talks": the day is not that of the talks
        mention.far.add(current.i)
    return current
