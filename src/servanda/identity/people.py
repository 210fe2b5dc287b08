"""People: whom a name in a claim means, across reports, orders of names and ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.identity.names import Likeness, Name, compare, parse
from servanda.identity.offices import office
from servanda.identity.order import in_order, reports_of, telling, thing_id
from servanda.identity.sets import Groups
from servanda.model import (
    Assurance,
    ClaimId,
    Commitment,
    Consultation,
    Omission,
    Quote,
    ResolvedClaim,
    Tenure,
    Thing,
    ThingId,
)

__all__ = ["Mention", "People", "find_people", "mentions"]

_JOINED = frozenset({"and", "&", "or"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a claim, with the office and party it is given there."""

    name: str
    claim: ResolvedClaim
    office: str | None = None
    party: str | None = None
    introduces: bool = True  # false for a speaker, who may be a ministry


@dataclass(frozen=True, slots=True)
class People:
    """The persons found: things, whom each name means, and each person's fullest name."""

    things: tuple[Thing, ...]
    means: Mapping[tuple[ClaimId, str], ThingId]
    names: Mapping[ThingId, str]


@dataclass(slots=True)
class _Node:
    """Mentions of one name, as long as nothing speaks for two persons behind it."""

    key: str
    part: int
    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> str:
        return min((m.name for m in self.mentions), key=lambda n: (-len(n), n))

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(m.party for m in self.mentions if m.party)

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(m.office for m in self.mentions if m.office)

    @property
    def sources(self) -> frozenset[str]:
        return frozenset(m.claim.source for m in self.mentions)


def mentions(claims: Iterable[ResolvedClaim]) -> Iterator[Mention]:
    """Go through the names of persons in `claims`; "A and B" is nobody's name."""
    for mention in _mentions(claims):
        words = mention.name.split()
        if not _JOINED & set(words) and ", " not in mention.name.rstrip(".").removesuffix(", Jr"):
            yield mention


def _mentions(claims: Iterable[ResolvedClaim]) -> Iterator[Mention]:
    for claim in claims:
        body = claim.claim.body
        if isinstance(body, Tenure):
            yield _mention(body.person, claim, body.office, body.party)
        elif isinstance(body, Consultation):
            for one in body.participants:
                yield _mention(one.name, claim, one.office, one.party)
        elif isinstance(body, Quote | Commitment | Assurance) and body.speaker:
            yield Mention(body.speaker, claim, introduces=False)
        elif isinstance(body, Omission) and body.who:
            yield Mention(body.who, claim, introduces=False)


def find_people(claims: Sequence[ResolvedClaim]) -> People:
    """Group the names in `claims` into persons.

    Full names decide; a single name means the one person of that name in the same report, else
    the one of that office and party, else nobody known. A speaker that is no known person is
    left out: it may be a ministry.
    """
    found = sorted(mentions(claims), key=lambda m: (telling(m.claim), m.name))
    nodes = _full_names([m for m in found if m.introduces and len(parse(m.name).words) > 1])
    groups = _joined(nodes)
    owners: dict[int, int] = {}
    reasons: dict[int, list[str]] = {}
    members: list[list[Mention]] = []
    for at, (group, why) in enumerate(groups.all()):
        members.append([m for i in group for m in nodes[i].mentions])
        forms = sorted({m.name for m in members[-1]})
        reasons[at] = [*why, *(compare(forms[0], other)[1] for other in forms[1:])]
        owners.update(dict.fromkeys(group, at))
    _attach(found, members, reasons)
    return _answer(members, reasons)


def _mention(name: str, claim: ResolvedClaim, title: str | None, party: str | None) -> Mention:
    known = office(title)
    return Mention(name, claim, known.key if known else None, party)


def _full_names(found: list[Mention]) -> list[_Node]:
    by_key: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        by_key[parse(mention.name).key].append(mention)
    nodes = []
    for key in sorted(by_key):
        for part, group in enumerate(_by_state(by_key[key])):
            nodes.append(_Node(key, part, group))
    return nodes


def _by_state(found: list[Mention]) -> list[list[Mention]]:
    """Split one name's mentions where two states each have a holder of their own office."""
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for mention in found:
        if mention.party and mention.office:
            offices[mention.party].add(mention.office)
    states = sorted(offices)
    clash = len(states) > 1 and all(
        offices[a].isdisjoint(offices[b]) for a in states for b in states if a < b
    )
    if not clash:
        return [found]
    parts = {state: [m for m in found if m.party == state] for state in states}
    sources = {state: {m.claim.source for m in parts[state]} for state in states}
    for mention in found:
        if mention.party not in parts:
            near = [s for s in states if mention.claim.source in sources[s]]
            if len(near) == 1:
                parts[near[0]].append(mention)
    return [parts[state] for state in states]


def _joined(nodes: list[_Node]) -> Groups[int]:
    def apart(a: int, b: int) -> bool:
        left, right = nodes[a], nodes[b]
        states = left.parties and right.parties and left.parties.isdisjoint(right.parties)
        return bool(states) or compare(left.name, right.name)[0] is Likeness.NONE

    groups = Groups(range(len(nodes)), apart)
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for at, node in enumerate(nodes):
        for word in parse(node.name).words:
            by_word[word].append(at)
    pairs = sorted({(a, b) for group in by_word.values() for a in group for b in group if a < b})
    likeness = {pair: compare(nodes[pair[0]].name, nodes[pair[1]].name) for pair in pairs}
    fuller: defaultdict[int, set[int]] = defaultdict(set)
    for (a, b), (how, _) in likeness.items():
        if how is Likeness.PART and not apart(a, b):
            short, long = (a, b) if _size(nodes[a]) <= _size(nodes[b]) else (b, a)
            fuller[short].add(long)
    for (a, b), (how, why) in sorted(likeness.items(), key=lambda item: (-item[1][0], item[0])):
        left, right = nodes[a], nodes[b]
        if how is Likeness.SAME or (how is Likeness.PART and _one_fuller(a, b, fuller, nodes)):
            groups.join(a, b, why)
        elif (
            how is Likeness.SPELLING
            and left.parties & right.parties
            and left.offices & right.offices
        ):
            groups.join(a, b, f"{why}, with one office and state")
    return groups


def _size(node: _Node) -> tuple[int, int, bool]:
    name: Name = parse(node.name)
    return len(name.words), len(name.initials), name.suffix is not None


def _one_fuller(a: int, b: int, fuller: Mapping[int, set[int]], nodes: list[_Node]) -> bool:
    """Whether the shorter name has no second, different fuller name it could as well be."""
    short = a if _size(nodes[a]) <= _size(nodes[b]) else b
    others = sorted(fuller.get(short, ()))
    names = [nodes[i].name for i in others]
    return all(compare(x, y)[0] >= Likeness.PART for x in names for y in names if x < y)


def _attach(
    found: list[Mention], members: list[list[Mention]], reasons: dict[int, list[str]]
) -> None:
    """Give each single name, and each speaker, to the one person it can mean; add unknown ones."""
    sources = [frozenset(m.claim.source for m in group) for group in members]
    names = [min((m.name for m in group), key=lambda n: (-len(n), n)) for group in members]
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for at, group in enumerate(members):
        for mention in group:
            for word in parse(mention.name).words:
                by_word[word].add(at)
    full = len(members)
    lone: dict[tuple[str, str | None, str | None], int] = {}
    rest = [m for m in found if not (m.introduces and len(parse(m.name).words) > 1)]
    for mention in sorted(rest, key=lambda m: not m.introduces):
        words = parse(mention.name).words
        pool = sorted({at for w in words for at in by_word.get(w, ()) if at < full})
        pool = [at for at in pool if compare(mention.name, names[at])[0] is not Likeness.NONE]
        near = [at for at in pool if mention.claim.source in sources[at]]
        one = near if len(near) == 1 else [at for at in pool if _fits(mention, members[at])]
        if len(one) == 1:
            where = "in the same report" if near else "with the same office and state"
            members[one[0]].append(mention)
            reasons[one[0]].append(f"{compare(mention.name, names[one[0]])[1]}, {where}")
        elif mention.introduces and not near:
            key = (parse(mention.name).key, mention.party, mention.office)
            if key not in lone:
                lone[key] = len(members)
                members.append([])
                reasons[lone[key]] = []
            members[lone[key]].append(mention)


def _fits(mention: Mention, group: list[Mention]) -> bool:
    if not mention.introduces:
        return len(parse(mention.name).words) > 1
    return mention.party is not None and any(
        m.party == mention.party and _offices_fit(m.office, mention.office) for m in group
    )


def _offices_fit(known: str | None, given: str | None) -> bool:
    """Whether two offices may be one: "the minister" may be the defence minister."""
    if known is None or given is None:
        return known is given
    return known == given or given in known.split(":") or known in given.split(":")


def _answer(members: list[list[Mention]], reasons: Mapping[int, list[str]]) -> People:
    things: list[Thing] = []
    means: dict[tuple[ClaimId, str], ThingId] = {}
    names: dict[ThingId, str] = {}
    for at, group in enumerate(members):
        claims = list({m.claim.claim.id: m.claim for m in group}.values())
        first = min(group, key=lambda m: (telling(m.claim), m.name))
        identity = thing_id("person", claims, parse(first.name).key)
        things.append(
            Thing(
                identity,
                "person",
                in_order(claims),
                reports_of(claims),
                reasons=tuple(sorted(set(reasons[at]))),
            )
        )
        names[identity] = shown(group)
        for mention in group:
            means[mention.claim.claim.id, mention.name] = identity
    return People(tuple(sorted(things, key=lambda t: t.id)), means, names)


def shown(group: Sequence[Mention]) -> str:
    """Choose how a person is called: the most words, the surname last, then the most usual.

    Which word is the surname shows where somebody is called by it alone.
    """
    counts: defaultdict[str, int] = defaultdict(int)
    alone: set[str] = set()
    for mention in group:
        words = parse(mention.name).words
        counts[mention.name] += mention.introduces or not any(m.introduces for m in group)
        if len(words) == 1:
            alone.add(words[0])
    counts = defaultdict(int, {name: n for name, n in counts.items() if n})
    return min(counts, key=lambda n: (*_plainness(parse(n), n, alone), -counts[n], n))


def _plainness(name: Name, written: str, alone: set[str]) -> tuple[int, bool, bool, int]:
    spare = len(written.split()) - len(name.words) - len(name.initials)
    turned = bool(name.words) and name.words[0] in alone and name.words[-1] not in alone
    return -len(name.words), turned, name.family is not None, spare
