"""Lots found: each place that says somebody has or gets a system, or a number of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.extraction.clauses import prepositional
from servanda.extraction.kinds.capabilities.possession import holding, is_time, time_of
from servanda.extraction.kinds.capabilities.system_names import (
    DIGITS,
    NUMBER_WORDS,
    class_name,
    is_model,
    key_of,
    modifiers,
    quantity_of,
    system_name,
)
from servanda.extraction.kinds.capabilities.system_variants import for_carrier, in_uniform, variant
from servanda.extraction.kinds.capabilities.system_words import (
    COUNTED_ALONE,
    DUAL_USE,
    MILITARY,
    MODEL_WORDS,
    SUPERSEDED,
    SYSTEMS,
    Lot,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["find_lots"]


_MODEL_LOT = re.compile(
    r"(?<![\w-])(\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)[ \u00a0](?:(?:of|the|those|older|newer|newest|latest|upgraded|additional|more|new)[ \u00a0])*"
    r"((?:Block|Type|Mk|Mark|Batch|Variant)[ \u00a0-](?:[IVX]+[A-Z]?|\d+[A-Z]?))\b"
)


_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)


# Words that with "system" name as often something civil.
_CIVIL = {"surveillance", "transport", "supply", "support", "maritime"}


def find_lots(discourse: Discourse) -> Iterator[Lot]:
    """Find every place that says somebody has or gets a system, in order of the text."""
    parsed = discourse.parsed
    known = _known_names(discourse)
    for sentence in parsed.sentences:
        text = parsed.words(sentence.start, sentence.end).lower()
        if any(words in text for words in SUPERSEDED):
            continue
        taken = set()
        for model in _model_lots(discourse, sentence, known):
            taken |= {t.i for t in model.head.subtree} | {model.head.i}
            yield model
        for token in sentence.span:
            if token.i in taken and quantity_of(token) is not None:
                continue
            if token.pos_ in ("NOUN", "PROPN"):
                lot = _lot(discourse, sentence, token, known)
                if lot is not None:
                    yield lot


def _known_names(discourse: Discourse) -> list[str]:
    """Return the proper names that the report sets in front of a kind of weapon, in order."""
    found: list[str] = []
    for token in discourse.parsed.doc:
        if token.lemma_.lower() in SYSTEMS and token.pos_ in ("NOUN", "PROPN"):
            for child in modifiers(token):
                plain = (
                    child.pos_ == "PROPN"
                    and child.text[0].isupper()
                    and child.lower_ not in MODEL_WORDS
                )
                if (
                    plain
                    and not is_model(child)
                    and discourse.parsed.party_at(child) is None
                    and len(child) > 3
                ):
                    found.append(child.text)
    return found


def _model_lots(discourse: Discourse, sentence: Sentence, known: list[str]) -> Iterator[Lot]:
    """Find "200 Block II and 50 Block III rockets": each model with a number is a lot of its family."""
    parsed = discourse.parsed
    family = next(iter(known), None)
    for match in _MODEL_LOT.finditer(parsed.content[sentence.start : sentence.end]):
        tokens = parsed.tokens_within(
            sentence.start + match.start(2), sentence.start + match.end(2)
        )
        if not tokens:
            continue
        words = match.group(1)
        quantity = NUMBER_WORDS.get(words.lower(), words.replace(",", ""))
        model = " ".join(match.group(2).split())
        name = f"{family} {model}" if family and match.group(2).startswith("Block") else model
        held = holding(discourse, tokens[-1])
        holder, supplier, verb = held if held is not None else (None, None, tokens[-1])
        when = time_of(discourse, sentence, tokens[-1], verb)
        yield Lot(
            tokens[-1],
            sentence,
            name,
            key_of(name),
            quantity,
            None,
            holder,
            supplier,
            when,
            firm=held is not None,
        )


def _initials(token: Token) -> bool:
    """Whether a word is initials that name a weapon, though taken for a plain noun: "ABRAAM missiles"."""
    return (
        token.dep_ == "compound"
        and token.text.isupper()
        and token.text.isalpha()
        and len(token) > 3
    )


def _lot(discourse: Discourse, sentence: Sentence, head: Token, known: list[str]) -> Lot | None:
    parsed = discourse.parsed
    if (
        head.dep_ in ("compound", "nmod")
        and head.head.pos_ in ("NOUN", "PROPN")
        and (head.head.lemma_.lower() in SYSTEMS or head.head.i == head.i + 1)
    ):
        return None
    if (
        parsed.person_at(head) is not None
        or parsed.party_at(head) is not None
        or parsed.office_at(head) is not None
        or is_time(discourse, head)
    ):
        return None
    system = head.lemma_.lower() in SYSTEMS
    inner = [c for c in modifiers(head) if parsed.party_at(c) is None and not is_time(discourse, c)]
    named = [t for t in inner if t.pos_ == "PROPN" or is_model(t) or _initials(t)]
    quantity = quantity_of(head)
    while (
        inner
        and inner[0].like_num
        and not is_model(inner[0])
        and inner[0].lower_ not in MODEL_WORDS
    ):  # "its first two AB-1 helicopters"
        counted = NUMBER_WORDS.get(inner[0].lower_, inner[0].text.replace(",", ""))
        quantity = quantity or (counted if DIGITS.fullmatch(counted) else None)
        inner = inner[1:]
    while inner and _ORDINAL.fullmatch(inner[0].lower_):
        inner = inner[1:]
    proper = head.pos_ == "PROPN"
    if system:
        typed = (
            bool(named)
            or (quantity is not None and head.lemma_.lower() in COUNTED_ALONE)
            or len([t for t in inner if t.pos_ != "ADV"]) > 1
        )
        words = {t.lower_ for t in inner} - (_CIVIL if head.lemma_ == "system" else set())
        arms = bool(words & MILITARY) or any(is_model(t) or t.text in known for t in inner)
        if (
            quantity is not None
            and not typed
            and head.lemma_.lower() in ("aircraft", "jet", "helicopter")
        ):
            held = holding(discourse, head)
            typed = arms = held is not None and in_uniform(held[2])
        if head.lemma_ == "round":
            typed = arms = bool(words & {"artillery", "mortar", "tank"}) or any(
                t.lemma_ in ("ammunition", "artillery") for t in prepositional(head, "of")
            )
        if "support" in words and head.lemma_ == "vehicle" and quantity is not None:
            typed = arms = True
        if not typed or (head.lemma_.lower() in DUAL_USE and not arms):
            return for_carrier(discourse, sentence, head, quantity)
    elif head.lemma_ in ("class", "type", "model") and class_name(head):
        held = holding(discourse, head)
        name = class_name(head)
        return Lot(
            head,
            sentence,
            name,
            key_of(name),
            None,
            None,
            held[0] if held else None,
            None,
            None,
            firm=False,
        )
    elif head.lemma_ in ("variant", "version", "derivative"):
        return variant(discourse, sentence, head)
    elif quantity is None or not (
        is_model(head) or (proper and head.text.removesuffix("s") in known)
    ):
        return None
    held = holding(discourse, head)
    if held is None:
        return None
    holder, supplier, verb = held
    supplier = supplier if supplier != holder else None
    name_tokens = sorted({*inner, head}, key=lambda t: t.i)
    name = system_name(discourse, name_tokens)
    if not system and not DIGITS.match(quantity or ""):
        return None
    unit = head.text if quantity else None
    when = time_of(discourse, sentence, head, verb)
    return Lot(
        head, sentence, name, key_of(name), quantity, unit, holder, supplier, when, firm=True
    )
