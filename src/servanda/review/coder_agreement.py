"""Agreement of coders who judged the same claims, by share, Cohen's kappa and Krippendorff's alpha."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, product
from typing import Any

from servanda.analysis.descriptions import claim_line
from servanda.model import Action, ClaimId, Concern, Decision, Grade, ResolvedClaim, Score, Word

__all__ = [
    "Agreement",
    "Codings",
    "Disagreement",
    "Level",
    "agreement",
    "cohen",
    "disagreements",
    "krippendorff",
    "raw",
    "unanimous",
]


Value = Hashable
Codings = Mapping[Any, Mapping[str, Value]]
Difference = Callable[[Value, Value], float]


class Level(StrEnum):
    """Level of measurement: what makes two values more or less different."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def raw(codings: Codings) -> float | None:
    """Return the share of pairs of codings of one unit that are equal; None where there are none."""
    pairs = [a == b for row in codings.values() for a, b in combinations(row.values(), 2)]
    return sum(pairs) / len(pairs) if pairs else None


def cohen(codings: Codings, one: str, other: str) -> float | None:
    """Return Cohen's kappa of two coders over the units that both judged.

    None where there is no such unit, or where both gave one and the same value throughout: then kappa
    is not defined.
    """
    both = [(row[one], row[other]) for row in codings.values() if one in row and other in row]
    if not both:
        return None
    total = len(both)
    observed = sum(a == b for a, b in both) / total
    left, right = Counter(a for a, _ in both), Counter(b for _, b in both)
    expected = sum(left[value] * right[value] for value in left) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff(codings: Codings, level: Level = Level.NOMINAL) -> float | None:
    """Return Krippendorff's alpha over any number of coders, who may have left units out.

    None where no unit has two codings, or where all codings are equal: alpha is not defined.
    Values are numbers where the level is not nominal.
    """
    coincidences: defaultdict[tuple[Value, Value], float] = defaultdict(float)
    for row in codings.values():
        values = list(row.values())
        for at, left in enumerate(values):
            for other, right in enumerate(values):
                if at != other:
                    coincidences[left, right] += 1 / (len(values) - 1)
    totals: defaultdict[Value, float] = defaultdict(float)
    for (left, _), count in coincidences.items():
        totals[left] += count
    everything = sum(totals.values())
    differs = _difference(level, totals)
    observed = sum(n * differs(a, b) for (a, b), n in coincidences.items())
    expected = sum(totals[a] * totals[b] * differs(a, b) for a in totals for b in totals)
    return 1 - (everything - 1) * observed / expected if expected else None


def _difference(level: Level, totals: Mapping[Value, float]) -> Difference:
    """Return the squared difference of two values at a level of measurement."""
    if level is Level.NOMINAL:
        return lambda a, b: float(a != b)
    if level is Level.INTERVAL:
        return lambda a, b: (_number(a) - _number(b)) ** 2
    order: Sequence[Value] = sorted(totals, key=_number)
    place = {value: at for at, value in enumerate(order)}

    def ordinal(a: Value, b: Value) -> float:
        first, last = sorted((place[a], place[b]))
        between = sum(totals[one] for one in order[first : last + 1])
        return (between - (totals[a] + totals[b]) / 2) ** 2

    return ordinal


def _number(value: Value) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number")
    return float(value)


# -- Agreement by kind of judgement


COMPLIANCE, MATCH = "compliance", "match"

Unit = tuple[str, ...]
Table = dict[Unit, dict[str, Hashable]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far some coders agree on one kind of judgement.

    `units` is how many of them two coders or more judged, `level` the level of measurement of alpha
    (ordinal for scores of compliance). `kappa` is of two coders only. A measure that is not defined,
    such as one of coders who never varied, is None.
    """

    kind: str
    coders: tuple[str, ...]
    units: int
    raw: float | None
    kappa: float | None
    alpha: float | None
    level: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One unit that coders judged differently."""

    kind: str
    what: str
    said: tuple[tuple[str, str], ...]
    ids: tuple[str, ...]


def agreement(words: Iterable[Word], coders: Iterable[str] = ()) -> tuple[Agreement, ...]:
    """Measure the agreement by kind; with `coders`, of these only.

    `words` are those in force, blind ones too. With more than two coders, every pair of them
    follows after all of them together. "claims" is all kinds of claim together.
    """
    found = []
    for kind, table in sorted(_tables(words, frozenset(coders)).items()):
        level = Level.ORDINAL if kind == COMPLIANCE else Level.NOMINAL
        shared = {unit: row for unit, row in table.items() if len(row) > 1}
        who = sorted({coder for row in shared.values() for coder in row})
        if len(who) < 2:
            continue
        found.append(_measured(kind, tuple(who), shared, level))
        if len(who) > 2:
            found += [_measured(kind, pair, shared, level) for pair in combinations(who, 2)]
    return tuple(found)


def disagreements(
    words: Iterable[Word],
    claims: Mapping[ClaimId, ResolvedClaim],
    coders: Iterable[str] = (),
) -> tuple[Disagreement, ...]:
    """List the units that coders judged differently, kind by kind."""
    found = []
    for kind, table in sorted(_tables(words, frozenset(coders)).items()):
        if kind == _ALL:
            continue
        for unit, row in sorted(table.items()):
            if len(set(row.values())) > 1:
                values = tuple((coder, _shown(row[coder])) for coder in sorted(row))
                found.append(Disagreement(kind, _what(unit, claims), values, unit))
    return tuple(found)


def unanimous(
    words: Iterable[Word], coders: Iterable[str] = ()
) -> dict[str, dict[ClaimId, tuple[str, ...]]]:
    """Return the claims that two blind coders or more judge alike, and no coder otherwise.

    By verdict (accept, reject), each claim with its coders. Claims that somebody judged openly are
    left out: that decision is applied already.
    """
    decisions = [word for word in words if isinstance(word, Decision)]
    judged = {
        claim
        for one in decisions
        if not one.blind and one.concern is Concern.CLAIM
        for claim in one.targets
    }
    blind = [one for one in decisions if one.blind]
    found: defaultdict[str, dict[ClaimId, tuple[str, ...]]] = defaultdict(dict)
    for kind, table in _tables(blind, frozenset(coders)).items():
        if kind in (_ALL, MATCH):
            continue
        for unit, row in table.items():
            claim, verdict = ClaimId(unit[0]), _common_verdict(row)
            if verdict is not None and claim not in judged:
                found[verdict][claim] = tuple(sorted(row))
    return dict(found)


def _common_verdict(row: Mapping[str, Value]) -> str | None:
    """Return the verdict (accept, reject) that two coders or more agree on, if they do."""
    verdicts = set(map(str, row.values()))
    if len(row) < 2 or len(verdicts) > 1:
        return None
    return next(iter(verdicts & {Action.ACCEPT.value, Action.REJECT.value}), None)


_ALL = "claims"


def _measured(kind: str, coders: tuple[str, ...], table: Table, level: Level) -> Agreement:
    mine = {
        unit: {coder: value for coder, value in row.items() if coder in coders}
        for unit, row in table.items()
    }
    mine = {unit: row for unit, row in mine.items() if len(row) > 1}
    kappa = cohen(mine, *coders) if len(coders) == 2 else None
    return Agreement(
        kind, coders, len(mine), raw(mine), kappa, krippendorff(mine, level), level.value
    )


def _tables(words: Iterable[Word], coders: frozenset[str]) -> dict[str, Table]:
    """Sort the last judgement of each coder by kind, unit and coder."""
    tables: defaultdict[str, Table] = defaultdict(dict)
    for word in sorted(words, key=lambda w: (w.at, w.id)):
        if coders and word.author not in coders:
            continue
        for kind, unit, value in _units(word):
            row = tables[kind].setdefault(unit, {})
            if not (
                value == Action.AMEND and word.author in row
            ):  # an amendment does not replace a verdict
                row[word.author] = value
    together: Table = {
        unit: row
        for kind, table in tables.items()
        if kind not in (COMPLIANCE, MATCH)
        for unit, row in table.items()
    }
    if len([kind for kind in tables if kind not in (COMPLIANCE, MATCH)]) > 1:
        tables[_ALL] = together
    return dict(tables)


def _units(word: Word) -> Iterator[tuple[str, Unit, Hashable]]:
    """Give what a word judges: kind, unit and value."""
    if isinstance(word, Grade):
        return
    if isinstance(word, Score):
        if word.value is not None:
            yield COMPLIANCE, (word.obligor, *word.targets), word.value
        return
    kinds = {one.claim: one.kind for one in word.anchors}
    usual = next(iter(kinds.values()), "")
    if word.action is Action.ADD:
        return  # no reader's claim is judged by it
    if word.concern is Concern.CLAIM:
        for claim in word.targets:
            yield kinds.get(claim, usual), (claim,), str(word.action)
    elif word.concern is not Concern.MATCH:
        return
    elif word.action is Action.MERGE:
        for pair in combinations(word.targets, 2):
            yield MATCH, _pair(*pair), "same"
    elif word.action is Action.SPLIT:
        for pair in product(word.targets, word.others):
            yield MATCH, _pair(*pair), "different"


def _pair(a: ClaimId, b: ClaimId) -> Unit:
    return (a, b) if a <= b else (b, a)


def _what(unit: Unit, claims: Mapping[ClaimId, ResolvedClaim]) -> str:
    known = (claims.get(ClaimId(one)) for one in unit)
    lines = [claim_line(one) for one in known if one is not None]
    return " / ".join(dict.fromkeys(lines)) or ", ".join(unit)


def _shown(value: Hashable) -> str:
    return f"{value:+d}" if isinstance(value, int) and value else str(value)
