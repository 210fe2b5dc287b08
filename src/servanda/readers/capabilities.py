"""Capabilities: named weapons, platforms and stocks that somebody has, builds, buys or will get."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.dates import is_calendar, with_country
from servanda.model import Capability, Claim
from servanda.readers.base import reader
from servanda.readers.capability_words import (
    COUNTED_ALONE,
    DUAL_USE,
    FOR_ITS_SAKE,
    GIVING,
    HAVING_NOUNS,
    MILITARY,
    MODEL_WORDS,
    SUPERSEDED,
    SYSTEMS,
    TAKING,
)
from servanda.readers.clauses import (
    children,
    extent,
    is_negated,
    objects,
    prepositional,
    subject,
    walk_up,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from servanda.model import TimeRef
    from servanda.readers.discourse import Discourse
    from servanda.text.parse import Sentence

__all__ = ["read_capabilities"]

_RANGE = re.compile(
    r"(?:\brange (?:of|near)?|\breach(?:es)?|\bhit targets|\btravel|\bfly|\brange)\b[^.;]{0,40}?\b([\d][\d,.]*)[ -]?(kilomet(?:er|re)s?|km|miles?)\b"
    r"|\b([\d][\d,.]*)[ -](kilomet(?:er|re)|km|mile)[ -]range",
    re.IGNORECASE,
)
_SUM = r"(?:(?:US|A|C)?[$€£¥] ?\d[\d,.]*(?: (?:million|billion|trillion))?|\b\d[\d,.]*(?: (?:million|billion|trillion))? (?:dollars|euros|yen|pounds|won|yuan|rupees))"
_PAID = re.compile(
    rf"\b(?:for|worth|pay|costs?|costing|cost of|price of|valued at)(?: (?:about|around|some|nearly|over|roughly|approximately|an estimated))? ({_SUM})"
    rf"|({_SUM})[ -](?:sale|deal|contract|purchase|order|package of)\b",
    re.IGNORECASE,
)
_KM_PER_MILE = 1.609344
_NUMBER_WORDS = {
    w: str(i)
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"dozen": "12"}
_MODEL_LOT = re.compile(
    r"(?<![\w-])(\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten)[ \u00a0](?:(?:of|the|those|older|newer|newest|latest|upgraded|additional|more|new)[ \u00a0])*"
    r"((?:Block|Type|Mk|Mark|Batch|Variant)[ \u00a0-](?:[IVX]+[A-Z]?|\d+[A-Z]?))\b"
)
_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
)
_DIGITS = re.compile(r"\d[\d,]*")


@dataclass(slots=True)
class _Lot:
    head: Token
    sentence: Sentence
    name: str
    words: frozenset[str]
    quantity: str | None
    unit: str | None
    holder: str | None
    supplier: str | None
    when: TimeRef | None
    firm: bool
    range_km: int | None = None
    price: str | None = None
    more: list[Sentence] = field(default_factory=list)


@reader("capability")
def read_capabilities(discourse: Discourse) -> Iterator[Claim]:
    """Make one claim of each system, and one of each lot that has a number of its own."""
    parsed = discourse.parsed
    for lot in _merged(discourse, list(_lots(discourse))):
        spans = {s.index: s for s in [lot.sentence, *lot.more]}
        evidence = tuple(parsed.sentence_evidence(s) for s in spans.values())
        body = Capability(
            lot.name,
            lot.holder,
            lot.quantity,
            lot.unit,
            lot.range_km,
            lot.price,
            lot.supplier,
            _fiscal(lot),
        )
        confidence = (
            0.55
            + 0.15 * (lot.quantity is not None)
            + 0.1 * (lot.holder is not None)
            + 0.1 * (lot.when is not None)
        )
        yield Claim.make(
            parsed.report.id,
            body,
            evidence,
            rule="capability.lot" if lot.quantity else "capability.system",
            confidence=round(confidence, 2),
        )


def _fiscal(lot: _Lot) -> TimeRef | None:
    """Return its time; a fiscal year is the holder's."""
    if lot.when is None or lot.holder is None:
        return lot.when
    return with_country(lot.when, lot.holder)


def _lots(discourse: Discourse) -> Iterator[_Lot]:
    parsed = discourse.parsed
    known = _known_names(discourse)
    for sentence in parsed.sentences:
        text = parsed.words(sentence.start, sentence.end).lower()
        if any(words in text for words in SUPERSEDED):
            continue
        taken = set()
        for model in _model_lots(discourse, sentence):
            taken |= {t.i for t in model.head.subtree} | {model.head.i}
            yield model
        for token in sentence.span:
            if token.i in taken and _quantity(token) is not None:
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
            for child in _modifiers(token):
                plain = (
                    child.pos_ == "PROPN"
                    and child.text[0].isupper()
                    and child.lower_ not in MODEL_WORDS
                )
                if (
                    plain
                    and not _is_model(child)
                    and discourse.parsed.party_at(child) is None
                    and len(child) > 3
                ):
                    found.append(child.text)
    return found


def _model_lots(discourse: Discourse, sentence: Sentence) -> Iterator[_Lot]:
    """ "200 Block II and 50 Block III rockets": each model with a number is a lot of its family."""
    parsed = discourse.parsed
    family = next(iter(_known_names(discourse)), None)
    for match in _MODEL_LOT.finditer(parsed.content[sentence.start : sentence.end]):
        tokens = parsed.tokens_within(
            sentence.start + match.start(2), sentence.start + match.end(2)
        )
        if not tokens:
            continue
        words = match.group(1)
        quantity = _NUMBER_WORDS.get(words.lower(), words.replace(",", ""))
        model = " ".join(match.group(2).split())
        name = f"{family} {model}" if family and match.group(2).startswith("Block") else model
        held = _holding(discourse, tokens[-1])
        holder, supplier, verb = held if held is not None else (None, None, tokens[-1])
        when = _time(discourse, sentence, tokens[-1], verb)
        yield _Lot(
            tokens[-1],
            sentence,
            name,
            _key(name),
            quantity,
            None,
            holder,
            supplier,
            when,
            firm=held is not None,
        )


def _lot(discourse: Discourse, sentence: Sentence, head: Token, known: list[str]) -> _Lot | None:
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
        or _is_time(discourse, head)
    ):
        return None
    system = head.lemma_.lower() in SYSTEMS
    inner = [
        c for c in _modifiers(head) if parsed.party_at(c) is None and not _is_time(discourse, c)
    ]
    named = [t for t in inner if t.pos_ == "PROPN" or _is_model(t)]
    quantity = _quantity(head)
    while (
        inner
        and inner[0].like_num
        and not _is_model(inner[0])
        and inner[0].lower_ not in MODEL_WORDS
    ):  # "its first two AB-1 helicopters"
        counted = _NUMBER_WORDS.get(inner[0].lower_, inner[0].text.replace(",", ""))
        quantity = quantity or (counted if _DIGITS.fullmatch(counted) else None)
        inner = inner[1:]
    while inner and _ORDINAL.fullmatch(inner[0].lower_):
        inner = inner[1:]
    proper = head.pos_ == "PROPN"
    if system:
        typed = (
            bool(named)
            or (quantity is not None and head.lemma_.lower() in COUNTED_ALONE)
            or len(inner) > 1
        )
        arms = any(t.lower_ in MILITARY or _is_model(t) or t.text in known for t in inner)
        if not typed or (head.lemma_.lower() in DUAL_USE and not arms):
            return None
    elif head.lemma_ in ("class", "type", "model") and _class_name(head):
        held = _holding(discourse, head)
        name = _class_name(head)
        return _Lot(
            head,
            sentence,
            name,
            _key(name),
            None,
            None,
            held[0] if held else None,
            None,
            None,
            firm=False,
        )
    elif not (
        proper
        and quantity is not None
        and (_is_model(head) or head.text.removesuffix("s") in known)
    ):
        return None
    held = _holding(discourse, head)
    if held is None:
        return None
    holder, supplier, verb = held
    name_tokens = sorted({*inner, head}, key=lambda t: t.i)
    name = _name(discourse, name_tokens)
    if not system and not _DIGITS.match(quantity or ""):
        return None
    unit = head.text if quantity else None
    when = _time(discourse, sentence, head, verb)
    return _Lot(head, sentence, name, _key(name), quantity, unit, holder, supplier, when, firm=True)


def _modifiers(head: Token) -> list[Token]:
    """Return the words in front of a head that are part of its name, without numbers that count it."""
    found: list[Token] = []
    for child in children(head, "compound", "amod", "nmod", "nummod", "punct"):
        if child.i > head.i or child.is_quote or child.text in (",", "(", ")"):
            continue
        counts = child.dep_ == "nummod" and not _is_model(child)
        if counts and not (child.i and child.nbor(-1).lower_ in MODEL_WORDS):
            continue
        if child.dep_ == "amod" and child.lower_ in _PLAIN:
            continue
        found.extend(
            t for t in child.subtree if t.i < head.i and t.dep_ != "det" and not t.is_quote
        )
    last = max((t.i for t in found if t.dep_ == "cc" or t.text == ","), default=-1)
    return [t for t in found if t.i > last]


def _class_name(token: Token) -> str:
    """Return the name in apposition to "a new class": "a new class, ABC-DEFGH"; empty where there is none."""
    for child in children(token, "appos"):
        inner = [
            t for t in child.subtree if t.dep_ in ("compound", "punct", "appos") and t.text != ","
        ]
        name = child.doc[inner[0].i : child.i + 1].text if inner else child.text
        if child.pos_ == "PROPN" and name.isupper() and "-" in name:
            return name
    return ""


_PLAIN = frozenset(
    "new old older newer newest latest upgraded additional more other several many advanced modern such first second same own "
    "foreign current existing future military powerful remaining key major various domestic large small up to nuclear-capable "
    "home-made made".split()
)


def _is_model(token: Token) -> bool:
    return any(c.isdigit() for c in token.text) and any(c.isalpha() for c in token.text)


def _quantity(head: Token) -> str | None:
    for child in children(head, "nummod", "amod", "compound"):
        if child.i and child.i < head.i and child.nbor(-1).lower_ in MODEL_WORDS:
            continue
        for token in [child, *child.children]:
            digits = _DIGITS.fullmatch(token.text)
            if digits and child.dep_ == "nummod":
                return digits.group().replace(",", "")
            if (
                token.lower_ in _NUMBER_WORDS
                and token.dep_ in ("nummod", "compound")
                and child.dep_ == "nummod"
            ):
                return _NUMBER_WORDS[token.lower_]
    return None


def _holding(discourse: Discourse, head: Token) -> tuple[str | None, str | None, Token] | None:
    """Return who has or gets it, who supplies it, and the word that says so; None where nobody is said to."""
    supplier = None
    named: Token | None = None
    for clause in children(head, "relcl", "acl"):  # "40 drones that Norland is to buy"
        actor = subject(clause)
        verbs = [clause, *children(clause, "xcomp")]
        getting = any(v.lemma_.lower() in TAKING for v in verbs) and not is_negated(clause)
        if getting and actor is not None and actor.i != head.i:
            return _party(discourse, actor), None, clause
    for inner in prepositional(head, "from"):
        supplier = supplier or _party(discourse, inner)
    for other in walk_up(head):
        lemma = other.lemma_.lower()
        if other == head:
            continue
        if (
            other.lower_ == "for"
            and other.head.pos_ == "VERB"
            and other.head.lemma_ not in FOR_ITS_SAKE
        ):
            return None  # what it is for is told in passing
        if other.pos_ == "VERB":
            if is_negated(other):
                return None
            acting = subject(other)
            if lemma in TAKING:
                supplier = supplier or next(
                    (p for t in prepositional(other, "from") if (p := _party(discourse, t))), None
                )
                return (
                    _party(discourse, acting)
                    if acting != head
                    else next(
                        (p for t in prepositional(other, "by") if (p := _party(discourse, t))), None
                    ),
                    supplier,
                    other,
                )
            if lemma in GIVING:
                goals = [
                    *children(other, "dative"),
                    *prepositional(other, "to"),
                    *(o for o in objects(other) if o != head),
                ]
                holder = next((p for t in goals if (p := _party(discourse, t))), None)
                return holder, supplier or _party(discourse, acting), other
            if lemma in ("be", "say", "announce", "agree", "tell") or other.dep_ in (
                "ROOT",
                "ccomp",
                "relcl",
            ):
                break
        elif other.pos_ in ("NOUN", "PROPN") and lemma in HAVING_NOUNS:
            holder = next(
                (
                    p
                    for t in [*children(other, "poss"), *prepositional(other, "by", "to", "for")]
                    if (p := _party(discourse, t))
                ),
                None,
            )
            supplier = supplier or next(
                (p for t in prepositional(other, "from") if (p := _party(discourse, t))), None
            )
            if holder is not None:
                return holder, supplier, other
            named = other
    if named is not None:
        return None, supplier, named
    owner = next((p for t in children(head, "poss") if (p := _party(discourse, t))), None)
    if owner is not None:
        return owner, supplier, head
    goal = next((p for t in prepositional(head, "for") if (p := _party(discourse, t))), None)
    return (goal, supplier, head) if goal is not None else None


def _party(discourse: Discourse, token: Token | None) -> str | None:
    if token is None:
        return None
    found = discourse.parties(token, conj=False)
    return found[0] if found else None


def _is_time(discourse: Discourse, token: Token) -> bool:
    return any(t.start <= token.idx < t.end for t in discourse.parsed.times)


def _name(discourse: Discourse, tokens: list[Token]) -> str:
    words = discourse.parsed.words(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
    if re.search(r"\d[A-Z]?s$", words):
        return words[:-1]
    return (
        words.removesuffix("s")
        if tokens[-1].tag_ in ("NNS", "NNPS") and not words.endswith("ss")
        else words
    )


def _key(name: str) -> frozenset[str]:
    """Fold what names a system: its telling words, not the common noun at its end."""
    words = re.findall(r"[\w]+", name.lower())
    telling = [
        w
        for w in words
        if w not in SYSTEMS
        and w.removesuffix("s") not in SYSTEMS
        and w not in ("cruise", "ballistic", "guided")
    ]
    return frozenset(telling or words)


def _time(discourse: Discourse, sentence: Sentence, head: Token, verb: Token) -> TimeRef | None:
    """Return when it is bought, built or had; the day a sale was approved is not that."""
    parsed = discourse.parsed
    best: TimeRef | None = None
    for ref in parsed.times_within(sentence.start, sentence.end):
        if not is_calendar(ref):
            continue
        tokens = [t for t in parsed.tokens_within(ref.start, ref.end) if t.idx >= ref.start]
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head.i not in inside), None)
        for other in walk_up(top) if top is not None else ():
            lemma = other.lemma_.lower()
            if other.pos_ in ("VERB", "AUX") and other != top:
                if lemma in _PAPERWORK:
                    break
                if lemma in TAKING or lemma in GIVING:
                    return ref
            if other.i in (head.i, verb.i):
                best = best or ref
                break
            if other.pos_ in ("VERB", "AUX") and other != top:
                break
    return best


# Verbs of paperwork: their day is not the day the thing is had.
_PAPERWORK = frozenset("approve sign agree clear announce conclude promise pledge decide say offer".split())


def _merged(discourse: Discourse, lots: list[_Lot]) -> list[_Lot]:
    found: list[_Lot] = []
    for lot in sorted(lots, key=lambda x: (x.quantity is None, x.head.i)):
        home = next((f for f in found if _same(f, lot)), None)
        if home is None:
            found.append(lot)
            continue
        if lot.sentence.index != home.sentence.index:
            home.more.append(lot.sentence)
        home.holder = home.holder or lot.holder
        home.supplier = home.supplier or lot.supplier
        home.when = home.when or lot.when
        if len(lot.name) > len(home.name) and lot.words >= home.words:
            home.name = lot.name
    found.sort(key=lambda x: x.head.i)
    _extras(discourse, found)
    return found


def _same(first: _Lot, second: _Lot) -> bool:
    if second.quantity is not None and first.quantity != second.quantity:
        return False
    if second.quantity is None:
        return first.words <= second.words or second.words <= first.words
    return first.words == second.words or first.words <= second.words or second.words <= first.words


def _extras(discourse: Discourse, lots: list[_Lot]) -> None:
    """Give range and price to the last lot told of before them."""
    parsed = discourse.parsed
    for sentence in parsed.sentences:
        text = parsed.content[sentence.start : sentence.end]
        here = [x for x in lots if x.sentence.index == sentence.index or sentence in x.more]
        for match in _RANGE.finditer(text):
            number, unit = (
                (match.group(1), match.group(2))
                if match.group(1)
                else (match.group(3), match.group(4))
            )
            value = float(number.replace(",", "").rstrip("."))
            kilometres = round(value * (_KM_PER_MILE if unit.lower().startswith("mile") else 1))
            before = [x for x in here if x.head.idx < sentence.start + match.start()] or here
            recent = [x for x in lots if 0 <= sentence.index - x.sentence.index <= 2]
            lot = (before or recent or [None])[-1]
            if lot is not None and lot.range_km is None:
                lot.range_km = kilometres
                if sentence is not lot.sentence and sentence not in lot.more:
                    lot.more.append(sentence)
        price = _PAID.search(text)
        if price is not None and here and here[0].price is None:
            here[0].price = next(g for g in price.groups() if g)
