"""Likeness of promises: the same obligor, the same object, a compatible time.

Likeness of words alone never makes two claims one promise.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from servanda.identity.names import fold
from servanda.identity.promises import Promise, spelt
from servanda.identity.rarity import own, rare, weigh
from servanda.identity.times import dated, same_end
from servanda.identity.words import content, generic, share, stem

__all__ = ["ALIKE", "SENTENCE", "Match", "apart", "likeness"]

_ENOUGH = 0.62  # weighted share of the shorter promise's words that both must have
SENTENCE = 5  # words that are no chance agreement
ALIKE = 0.8  # of all words of both, where nobody is said to be bound
_OBJECT = 0.34  # of all words of both objects, where more than one that tells is shared
_ONE_WORD = 0.5  # where only one is
_TELLING = 11.0  # weight of the words alike from which they tell a promise from others
_LATER = 20.0  # and from which they do months later, where less than half is alike
_HALF = 0.5  # where a name is among what is alike
_MORE_THAN_HALF = 0.6
_OTHERS = 18.0  # where others are bound as well, and weeks lie between
_MOSTLY = 0.7
_PAPER = stem("pact")
_SUMS = frozenset({"million", "billion", "trillion"})
_DAYS = 5
_TITLE = re.compile(r"(?:(?:[A-Z]\.)+|[A-Z][\w’'-]+)(?: (?:(?:[A-Z]\.)+|[A-Z][\w’'-]+)){2,}")
_SOON = 60  # days
_NEARLY = 0.8  # of the weight of all words, where it is less
_LITTLE = 5.0  # and what the least of it is where not the same parties are bound
_WEEKS = 14  # days
_MORE = re.compile(r"^(?:an? )?(?:another|(?:\w+ )?additional)\b", re.IGNORECASE)
_SURE = 0.75  # where the obligors or the verbs differ
_JACCARD = 0.34  # and of all words of both
_RECURRING = frozenset(
    map(stem, ("exercise", "meeting", "summit", "talk", "visit", "dialogue", "drill", "visit"))
)
# Deeds that are never one another: to found a thing is not to strengthen it.
_DEEDS = frozenset(
    map(
        stem,
        ("buy", "sell", "establish", "strengthen", "end", "cut", "reorganize", "train", "sign"),
    )
)


class Match(NamedTuple):
    """How alike two promises are, 0 to 1, whether their deadlines differ, and why."""

    score: float
    moved: bool
    why: str


def likeness(a: Promise, b: Promise) -> Match | None:
    """Say whether two claims are one promise, or one promise with its deadline moved."""
    if a.obligors and a.obligors == b.obligors and _same_words(a, b):
        return Match(1.5, False, "the same words")  # noqa: FBT003
    if not (a.words and b.words) or _different_matter(a, b):
        return None
    if not a.obligors or not b.obligors:
        return _unbound(a, b)
    equal = a.obligors == b.obligors
    if not equal and not (a.obligors <= b.obligors or b.obligors <= a.obligors):
        return None
    a, b = spelt(a, b), spelt(b, a)
    common = a.words & b.words
    part = weigh(common) / max(min(weigh(a.words), weigh(b.words)), 1e-9)
    jaccard = weigh(common) / max(weigh(a.words | b.words), 1e-9)
    named = bool(rare((a.names & b.names) - generic(), a.obligors & b.obligors))
    if not _same_object(a, b, named=named) or _too_little(a, b, named=named) or _another(a, b):
        return None
    if a.objects == b.objects and share(a.telling, b.telling) >= _ENOUGH:
        part = max(part, _SURE)
    if part < (_ENOUGH if not named else _ENOUGH - 0.12) or jaccard < (
        _JACCARD if not named else 0.2
    ):
        return None
    if len(common) < 2 and not named:
        return None
    if not equal and not named and part < _SURE:
        return None
    if part < _SURE and content(a.body.action).isdisjoint(content(b.body.action)):
        return None
    moved = a.due is not None and b.due is not None and not same_end(a.due, b.due)
    if moved and (a.words | b.words) & _RECURRING:
        return None  # a yearly exercise or meeting: another date is another instance
    who = ", ".join(sorted(a.obligors & b.obligors))
    what = " ".join(sorted(common))
    if moved and a.due and b.due:
        return Match(part, True, f"{who}: {what}; due {a.due.edtf} and {b.due.edtf}")  # noqa: FBT003
    return Match(part + 0.1 * equal + 0.1 * (a.due == b.due), False, f"{who}: {what}")  # noqa: FBT003


def _too_little(a: Promise, b: Promise, *, named: bool) -> bool:
    """Whether what is said alike, without whose promise it is, is too little to tell one from others.

    "Strengthen the partnership" is said of every partner, and of each year anew; what is said months
    later, or by others as well, must be told by more.
    """
    if a.due is not None and b.due is not None and same_end(a.due, b.due):
        return False
    if _titles(a.body.object) & _titles(b.body.object):
        return False  # one name in full, though its words be those of parties and units
    bound = a.obligors | b.obligors | a.relation | b.relation
    spare = generic().union(*(own(party) for party in bound))
    left, right = a.words - spare, b.words - spare
    alike, either = weigh(left & right), weigh(left | right)
    equal, days = a.obligors == b.obligors, _days(a, b)
    if not equal and days > _WEEKS:
        return alike < _OTHERS or alike < (_HALF if named else _MOSTLY) * either
    deeds = content(a.body.action) | content(b.body.action)
    matter = {word for word in (left & right) - deeds if not word[0].isdigit()} - _SUMS
    if days > _WEEKS and not matter and (_PAPER in a.words & b.words or left & right & _SUMS):
        return True  # which memorandum, or what the money is for, nobody says
    if alike >= _TELLING:
        part = _HALF if named else _MORE_THAN_HALF
        return alike < _LATER and days > _SOON and alike < part * either
    if not either:
        return not equal
    return alike < _NEARLY * either or (not equal and alike < _LITTLE)


def _titles(text: str) -> frozenset[str]:
    """Return the names of three words or more in a text, as runs of capital letters."""
    return frozenset(fold(run).replace(".", "") for run in _TITLE.findall(text))


def _another(a: Promise, b: Promise) -> bool:
    """Whether both speak of another one of a sort, days apart: two, not one."""
    if not (_MORE.search(a.body.object) and _MORE.search(b.body.object)):
        return False
    return _days(a, b) > _DAYS


def _days(a: Promise, b: Promise) -> int:
    """Count the days between two reports; none where one is not dated well enough."""
    first, second = dated(a.claim.published), dated(b.claim.published)
    if first is None or second is None or first.earliest is None or second.earliest is None:
        return 0
    return abs((first.earliest - second.earliest).days)


def apart(a: Promise, b: Promise) -> bool:
    """Whether something says that two claims are two promises, however alike."""
    if a.claim.claim.report == b.claim.claim.report:
        return True
    if a.obligors and b.obligors and a.obligors.isdisjoint(b.obligors):
        return True
    if a.due is not None and b.due is not None and not same_end(a.due, b.due):
        return True
    return _different_matter(a, b)


def _same_words(a: Promise, b: Promise) -> bool:
    """Whether two reports carry the very same sentence."""
    return a.sentence == b.sentence and a.sentence.count(" ") >= SENTENCE - 1


def _unbound(a: Promise, b: Promise) -> Match | None:
    """Match a promise whose obligor is not told: only the same words by the same day will do."""
    if a.due is None or b.due is None or not same_end(a.due, b.due):
        return None
    common = a.words & b.words
    if len(common) < 2 or len(common) < ALIKE * len(a.words | b.words):
        return None
    return Match(0.6, False, f"{' '.join(sorted(common))}; due {a.due.edtf} in both")  # noqa: FBT003


def _same_object(a: Promise, b: Promise, *, named: bool) -> bool:
    """Whether both name one thing that says more than "the alliance" or "cooperation".

    What every other promise is about ("ties", "defence") is the same thing only between the same
    parties; "these ties" promised to two states are two.
    """
    if not a.objects or not b.objects:
        return False
    common = a.obligors & b.obligors
    beyond = a.relation - common, b.relation - common
    known = (a.obligors == b.obligors and len(common) > 1) or bool(beyond[0] & beyond[1])
    dated = a.due is not None and b.due is not None and same_end(a.due, b.due)
    between = known or not any(beyond) or (dated and not all(beyond))
    if not between and not named:
        return False
    cores = []
    for one in (a, b):
        usual = one.names - rare(one.names, common, between=known)
        cores.append({word for word in one.objects - generic() - usual if not word.isdigit()})
    if not cores[0] and not cores[1]:
        return between and a.objects == b.objects
    both = frozenset(cores[0] & cores[1])
    alike = len(a.objects & b.objects) / len(a.objects | b.objects)
    if alike < (_OBJECT if len(both) > 1 else _ONE_WORD):
        return False
    return bool(rare(both, common, between=known)) or (between and len(both) > 1)


def _different_matter(a: Promise, b: Promise) -> bool:
    deeds = content(a.body.action) & _DEEDS, content(b.body.action) & _DEEDS
    if all(deeds) and deeds[0].isdisjoint(deeds[1]):
        return True
    if a.body.target and b.body.target and a.body.target.quantity != b.body.target.quantity:
        return True
    if a.numbers and b.numbers and a.numbers.isdisjoint(b.numbers):
        return True
    if a.body.beneficiary and b.body.beneficiary and a.body.beneficiary != b.body.beneficiary:
        return True
    left, right = content(a.body.condition or ""), content(b.body.condition or "")
    return bool(left and right) and share(left, right) < 0.3
