"""Lots found: each place that says somebody has or gets a system, or a number of them.

A system is told by a noun of arms with a name, a type or a number in front ("60 Heron drones"), by a
model with a number ("200 Block II"), or by its kin: what carries it, what it varies, who buys it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, conjuncts, governor, prepositional, subject
from servanda.extraction.kinds.capabilities.possession import (
    Held,
    class_words,
    holding,
    is_time,
    party_of,
    time_of,
)
from servanda.extraction.kinds.capabilities.system_names import (
    NUMBER_WORDS,
    class_name,
    digits_of,
    is_model,
    key_of,
    modifiers,
    quantity_of,
    system_name,
)
from servanda.extraction.refutation import is_refuted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence

__all__ = ["Lot", "find_lots"]


@dataclass(slots=True)
class Lot:
    """A system, or a number of them, where the text tells of it; `words` are what its name is known by."""

    head: Token
    sentence: Sentence
    name: str
    words: frozenset[str]
    quantity: str | None
    unit: str | None
    holder: str | None
    supplier: str | None
    when: TimeRef | None
    range_km: int | None = None
    price: str | None = None
    more: list[Sentence] = field(default_factory=list)


_MODEL_LOT = re.compile(
    rf"(?<![\w-])(?<![\d,],)(\d[\d,]*+|{'|'.join(NUMBER_WORDS)})[ \u00a0](?:(?:of|the|those|older|newer|newest|latest|upgraded|additional|more|new)[ \u00a0])*"
    r"((?:Block|Type|Mk|Mark|Batch|Variant)[ \u00a0-](?:[IVX]+[A-Z]?|\d+[A-Z]?))\b"
)
_SUPPORT = frozenset({"support", "vehicle"})  # arms where a number counts them
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
# A sentence that tells of what was planned before and no longer is.
_SUPERSEDED = re.compile(
    r"at first|originally|initially|(?:earlier|previous|original) plan|had (?:been )?planned|instead of",
    re.IGNORECASE,
)


def find_lots(discourse: Discourse) -> Iterator[Lot]:
    """Find every place that says somebody has or gets a system, in order of the text."""
    parsed = discourse.parsed
    known = _known_names(discourse)
    for sentence in parsed.sentences:
        if _SUPERSEDED.search(parsed.words(sentence.start, sentence.end)):
            continue
        taken: set[int] = set()
        for model in _model_lots(discourse, sentence, known):
            taken |= {t.i for t in model.head.subtree}
            yield model
        for token in sentence.span:
            if token.pos_ not in ("NOUN", "PROPN") or not _may_head(token, known):
                continue
            if _stands_for_else(discourse, token):
                continue
            if is_refuted(token):
                continue
            if token.i not in taken or quantity_of(token) is None:
                yield from _lots_at(discourse, sentence, token, known)


def _known_names(discourse: Discourse) -> list[str]:
    """Return the proper names that the report sets in front of a kind of weapon, in order."""
    return [
        child.text
        for token in discourse.parsed.doc
        if _is_system(token) and token.pos_ in ("NOUN", "PROPN")
        for child in modifiers(token)
        if child.pos_ == "PROPN"
        and child.text[0].isupper()
        and len(child) > 3
        and child.lower_ not in class_words("model")
        and not is_model(child)
        and discourse.parsed.party_at(child) is None
    ]


def _is_system(token: Token) -> bool:
    return token.lemma_.lower() in class_words("system")


def _stands_for_else(discourse: Discourse, head: Token) -> bool:
    """Return whether a noun names a person, a party, an office or a time, or only stands before a head."""
    parsed, above = discourse.parsed, head.head
    inside = head.dep_ in ("compound", "nmod") and above.pos_ in ("NOUN", "PROPN")
    if inside and (_is_system(above) or above.i == head.i + 1):
        return True
    named = (parsed.person_at(head), parsed.party_at(head), parsed.office_at(head))
    return any(one is not None for one in named) or is_time(discourse, head)


# -- the sorts of lots ---------------------------------------------------------------------------


def _model_lots(discourse: Discourse, sentence: Sentence, known: list[str]) -> Iterator[Lot]:
    """Find "200 Block II and 50 Block III rockets": each model with a number is a lot of its family."""
    parsed = discourse.parsed
    for match in _MODEL_LOT.finditer(parsed.content[sentence.start : sentence.end]):
        start, end = (sentence.start + at for at in match.span(2))
        tokens = parsed.tokens_within(start, end)
        if not tokens:
            continue
        words, model = match.group(1), " ".join(match.group(2).split())
        quantity = NUMBER_WORDS.get(words.lower(), words.replace(",", ""))
        name = f"{known[0]} {model}" if known and model.startswith("Block") else model
        head = tokens[-1]
        held = holding(discourse, head) or Held(None, None, head)
        yield _made(discourse, sentence, head, name, held, quantity)


def _may_head(head: Token, known: list[str]) -> bool:
    """Return whether a noun is one that can head a lot; most are not."""
    lemma = head.lemma_.lower()
    named = any(lemma in class_words(name) for name in ("system", "model_kind", "variant"))
    return named or is_model(head) or _is_known(head, known)


def _lots_at(
    discourse: Discourse, sentence: Sentence, head: Token, known: list[str]
) -> Iterator[Lot]:
    """Give the lot that a noun heads, if any."""
    lemma, quantity, inner = head.lemma_.lower(), *_counted(discourse, head)
    if _is_system(head):
        held = holding(discourse, head)
        if held is None:
            return
        if _is_arms(head, inner, quantity, held, known):
            name = system_name(discourse, sorted({*inner, head}, key=lambda t: t.i))
            yield _made(discourse, sentence, head, name, held, quantity, head.text)
        else:
            yield from _for_carrier(discourse, sentence, head, held, quantity)
    elif lemma in class_words("model_kind") and class_name(head):
        held = holding(discourse, head) or Held(None, None, head)
        yield Lot(head, sentence, *_named(class_name(head)), None, None, held.holder, None, None)
    elif lemma in class_words("variant"):
        yield from _variant(discourse, sentence, head)
    elif quantity is not None and (is_model(head) or _is_known(head, known)):
        held = holding(discourse, head)
        if held is not None:
            name = system_name(discourse, sorted({*inner, head}, key=lambda t: t.i))
            yield _made(discourse, sentence, head, name, held, quantity, head.text)


def _counted(discourse: Discourse, head: Token) -> tuple[str | None, list[Token]]:
    """Return how many a noun tells of, and the words in front that name it."""
    parsed, quantity = discourse.parsed, quantity_of(head)
    inner = [t for t in modifiers(head) if parsed.party_at(t) is None and not is_time(discourse, t)]
    while inner and _counts(inner[0]):  # "its first two AB-1 helicopters"
        quantity = quantity or digits_of(inner[0])
        inner = inner[1:]
    while inner and (
        _ORDINAL.fullmatch(inner[0].lower_) or inner[0].lower_ in class_words("ordinal")
    ):
        inner = inner[1:]
    return quantity, inner


def _counts(token: Token) -> bool:
    return bool(token.like_num and not is_model(token) and token.lower_ not in class_words("model"))


def _is_known(head: Token, known: list[str]) -> bool:
    return head.pos_ == "PROPN" and head.text.removesuffix("s") in known


def _is_arms(
    head: Token, inner: list[Token], quantity: str | None, held: Held, known: list[str]
) -> bool:
    """Return whether a noun of arms and civil things is one system of arms: by name, type, number or who gets it."""
    lemma, words = head.lemma_.lower(), {t.lower_ for t in inner}
    if lemma == "round":
        return bool(words.union(_of(head)) & class_words("ammunition"))
    counted = quantity is not None
    if counted and ({lemma, *words} >= _SUPPORT or _beside_arms(head)):
        return True
    if _is_typed(inner) or (counted and lemma in class_words("counted_alone")):
        words -= class_words("civil") if lemma == "system" else frozenset()
        arms = lemma not in class_words("dual_use") or bool(words & class_words("military"))
        return arms or _names_arms(inner, known)
    return counted and lemma in class_words("counted_by_forces") and _in_uniform(held.word)


def _names_arms(inner: list[Token], known: list[str]) -> bool:
    return any(is_model(t) or t.text in known for t in inner)


def _beside_arms(head: Token) -> bool:
    """Return whether arms are counted in one list with it: "96 helicopters and 1,844 missiles"."""
    if head.lemma_.lower() not in class_words("dual_use"):
        return False
    first = head.head if head.dep_ == "conj" else head
    arms = class_words("counted_alone") - class_words("dual_use")
    return any(t.lemma_.lower() in arms and children(t, "nummod") for t in conjuncts(first))


def _of(head: Token) -> set[str]:
    return {t.lemma_ for t in prepositional(head, "of")}


def _is_typed(inner: list[Token]) -> bool:
    """Return whether words in front of a head make it one system: a name, a model, or two words of any sort."""
    named = any(t.pos_ == "PROPN" or is_model(t) or _is_initials(t) for t in inner)
    return named or len([t for t in inner if t.pos_ != "ADV"]) > 1


def _is_initials(token: Token) -> bool:
    """Return whether a word is initials that name a weapon, though taken for a plain noun: "ABRAAM missiles"."""
    upper = token.text.isupper() and token.text.isalpha()
    return token.dep_ == "compound" and upper and len(token) > 3


def _in_uniform(word: Token) -> bool:
    """Return whether armed forces act in a verb: what an air force buys is arms without more words."""
    verb = word if word.pos_ in ("VERB", "AUX") else governor(word) or word
    acting = subject(verb)
    return acting is not None and any(
        t.lemma_.lower() in class_words("force") for t in acting.subtree
    )


def _for_carrier(
    discourse: Discourse, sentence: Sentence, head: Token, held: Held, quantity: str | None
) -> Iterator[Lot]:
    """Read "missiles for the F-1 fighters of Norland": arms known by what carries them."""
    after = head.nbor(1) if head.i + 1 < sentence.span.end else head
    for carrier in children(after, "pobj") if after.lower_ == "for" else []:
        kind = _is_system(carrier) or is_model(carrier)
        if not kind or not any(is_model(t) for t in [carrier, *modifiers(carrier)]):
            continue
        owner = party_of(discourse, [*children(carrier, "poss"), *prepositional(carrier, "of")])
        last = max([carrier, *children(carrier, "compound", "nmod")], key=lambda t: t.i)
        name = discourse.parsed.words(head.idx, last.idx + len(last))
        held = Held(held.holder or owner, held.supplier, held.word)
        yield _made(discourse, sentence, head, name, held, quantity, head.text)
        return


def _variant(discourse: Discourse, sentence: Sentence, head: Token) -> Iterator[Lot]:
    """Read "a Polar variant of the AB2": a type of its own of a known one."""
    models = [t for t in prepositional(head, "of") if is_model(t)]
    held = holding(discourse, head) if models else None
    if held is not None:
        first = next((t for t in head.lefts if t.dep_ in ("amod", "compound")), head)
        name = discourse.parsed.words(first.idx, models[0].idx + len(models[0]))
        lot = _made(discourse, sentence, head, name, held, None)
        lot.words = frozenset({f"variant {models[0].lower_}"})
        yield lot


def _made(
    discourse: Discourse,
    sentence: Sentence,
    head: Token,
    name: str,
    held: Held,
    quantity: str | None,
    unit: str | None = None,
) -> Lot:
    """Make a lot; whoever has it is not its supplier, and a unit counts only with a number."""
    supplier = held.supplier if held.supplier != held.holder else None
    when = time_of(discourse, sentence, head, held.word)
    counted = unit if quantity else None
    return Lot(head, sentence, *_named(name), quantity, counted, held.holder, supplier, when)


def _named(name: str) -> tuple[str, frozenset[str]]:
    return name, key_of(name)
