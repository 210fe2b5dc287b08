"""A record of as many reports as one likes, made up by rule: for timing what grows with a record.

    python bench/synthetic.py URL --reports 100000

Two dozen invented states meet, promise, reaffirm, postpone and fulfil; several outlets carry
each story, a wire's copies among them; deadlines come back in report after report. Who is named, and
how often promises come back, is as in 487 real reports that were read by hand (bench/README.md). The
same seed gives the same reports. Nothing is parsed: the claims are made beside the words that say so
and written straight into the record, in large transactions.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate, islice
from random import Random

from servanda.model import (
    Assurance,
    Basis,
    Block,
    BlockKind,
    Body,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    DateMention,
    Dating,
    Evidence,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Quote,
    Report,
    Target,
    Tenure,
    Text,
    TimeRef,
    When,
    digest,
    sha256_text,
)
from servanda.store import Arrival, open_record
from servanda.timex.finding import find

__all__ = ["Made", "fill", "reports"]

Made = tuple[Report, tuple[Claim, ...]]

FIRST_DAY = date(2001, 1, 1)
READER = "synthetic"
UNDATED = 0.02  # share of reports that bear no date
_A_DAY = 14  # reports, on average
_BATCH = 500  # reports kept in one transaction
_NEW = 0.5  # share of the stories that tell of a new promise
_AGAIN = 0.4  # and of those that tell of an old one again
_COMMON, _WORDS = 6, 2  # how often the most usual thing is promised, and how many others there are
_RECENT = 3.0  # promises between two states: how far back one is told again, in the mean

# Codes that ISO 3166-1 leaves to its users: no state bears them.
_STATES = tuple(f"X{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
# Few states and few pairs are in most of the news: the weight of the nth falls as 1 / n, or slower.
_FIRSTS = tuple(accumulate(1 / (at + 1) for at in range(len(_STATES))))
_PARTNERS = tuple(accumulate(1 / (at + 4) for at in range(len(_STATES))))
_BEGINNINGS = (
    "Tarn Brix Old Van Murk Sel Pru Haan Dorn Quil Rusk Im Lod Wray Fen Gor Ab Cres Dray Elk "
    "Fros Gal Hol Is Jar Kel Lor Mos Nor Per Zub Yar Tov Sik Rop Ost Nem Mik Lub Kov"
).split()
_ENDINGS = "a as ek en er i in is o of or os ova sen son ski stad u us vic wen y".split()
_SYLLABLES = "al ber der for gen hel kan lo mar nu ni pol ra sto tan ver".split()
_PLACES = "Kestrel Valden Hollin Marsk Torrow Esker Linde Caudry Brannock Sile".split()
_HEADS = ("president", "president", "president", "prime minister", "prime minister")
_OFFICES = (*_HEADS, "foreign minister", "defence minister")
_LESSER = ("ambassador to", "deputy minister of", "director of", "spokesperson of", "envoy for")
_HEADED = 0.5  # share of the talks that are between those who are named most
_TAIL = 5  # the larger, the more who are named once and never again
_GIVEN = 440  # given names
_TERM = 1100  # days in one of these offices, and in any other
_LESSER_TERM = 700
_OUTLETS = ("Post", "Courier", "Herald", "Observer", "Dispatch", "Gazette", "Mirror", None)
_ACTS = ("flew through the airspace of", "aimed a radar at a ship of", "cut the nets of boats of")
_DEEDS = (
    ("lend", "barges"),
    ("deliver", "lorries"),
    ("build", "kilometres of track"),
    ("station", "patrol boats"),
    ("fund", "schools"),
    ("clear", "minefields"),
    ("train", "engineers"),
    ("open", "crossings"),
)
_ASSURED = ("the defence of", "friendship with", "free passage for", "the rights of fishermen of")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(slots=True)
class _Promise:
    obligor: str
    beneficiary: str
    deed: str
    entity: str
    quantity: int
    due: str
    ends: date


class _Writer:
    """A report in the making: sentences, and the claims that each of them makes."""

    def __init__(self) -> None:
        self._words = ""
        self._claims: list[tuple[Body, int, int]] = []

    def say(self, sentence: str, *bodies: Body) -> None:
        """Add a sentence; the time expressions of `bodies` count from its start."""
        start = len(self._words)
        self._words += sentence + " "
        for body in bodies:
            self._claims.append((_shifted(body, start), start, start + len(sentence)))

    def made(self, name: str, when: When | None, publisher: str | None, wire: str | None) -> Made:
        """Give the report and its claims."""
        content = self._words.rstrip()
        sha = sha256_text(content)
        identity = digest("r", name, sha)
        text = Text(identity, content, (Block(0, len(content), BlockKind.BODY),))
        dating = Dating(when, Basis.STATED, ("the page says so",)) if when else Dating()
        title = content.partition(". ")[0]
        one = Report(
            identity,
            name,
            sha,
            f"synthetic/{name}",
            text,
            dating,
            title=title,
            publisher=publisher,
            wire=wire,
            language="en",
        )
        claims = [
            Claim.make(
                identity,
                body,
                (Evidence.of(identity, content, start, end),),
                rule="made up",
                confidence=0.9,
            )
            for body, start, end in self._claims
        ]
        return one, tuple({claim.id: claim for claim in claims}.values())


def reports(
    count: int, *, seed: int = 1, prefix: str = "", undated: float = UNDATED
) -> Iterator[Made]:
    """Give `count` reports with their claims, in the order they appeared.

    Their names begin with `prefix`: with another one they come beside those of another call. A
    share `undated` of them bears no date.
    """
    world = _World(Random(seed), prefix, undated)  # noqa: S311 - made up, not secret
    return islice(world.run(), count)


class _World:
    """What happens among the states; each story is carried by one to five reports."""

    def __init__(self, dice: Random, prefix: str, undated: float) -> None:
        self._dice = dice
        self._undated = undated
        self._prefix = prefix
        self._promises: dict[tuple[str, str], list[_Promise]] = {}
        self._number = 0

    def run(self) -> Iterator[Made]:
        """Go on for ever."""
        while True:
            day = FIRST_DAY + timedelta(days=self._number // _A_DAY)
            yield from self._story(day)

    def _story(self, day: date) -> Iterator[Made]:
        dice = self._dice
        pair = first, other = self._pair()
        known = self._promises.setdefault(pair, [])
        new = self._promised(pair, day) if dice.random() < _NEW else None
        place, form = dice.choice(_PLACES), dice.choice(("met", "called"))
        people = self._people(pair, day)
        wire = "Wire" if dice.random() < 0.3 else None
        repeated = self._repeated(known)
        done = [one for one in known if one.ends < day and dice.random() < 0.3]
        moved = dice.choice(known) if known and dice.random() < 0.05 else None
        if moved is not None:
            moved.due, moved.ends = _deadline(dice, moved.ends)
            repeated = [*(one for one in repeated if one is not moved), moved]
        told = [*repeated, new] if new else repeated
        incident = dice.random() < 0.08
        price = f"the price of {dice.randrange(2, 400)} {_thing(dice)}"
        omitted = price if dice.random() < 0.1 else None
        for telling in range(dice.choice((1, 1, 1, 2, 2, 3, 5))):
            out = _Writer()
            self._meeting(out, people, place, form, day)
            for one in told:
                _promise(out, one, Modality.WILL if one is new else Modality.REAFFIRMED)
            for one in done:
                _fulfilled(out, one)
            about = _ASSURED[_STATES.index(first) % len(_ASSURED)]
            out.say(f"{first} stands firmly by {about} {other}.", _assurance(first, other, about))
            if incident:
                self._incident(out, pair)
            if omitted:
                _omitted(out, omitted)
            out.say(f"This was story {self._number} of the day." if telling and not wire else "")
            late = timedelta(days=dice.randrange(2))
            when = (
                None if dice.random() < self._undated else When.on(day + late, basis=Basis.STATED)
            )
            yield out.made(
                f"{self._prefix}{self._number:07}.txt", when, dice.choice(_OUTLETS), wire
            )
            self._number += 1
        if new is not None:
            known.append(new)
        for one in done:
            known.remove(one)

    def _pair(self) -> tuple[str, str]:
        """Choose two states that have to do with each other."""
        [first] = self._dice.choices(_STATES, cum_weights=_FIRSTS)
        other = first
        while other == first:
            [other] = self._dice.choices(_STATES, cum_weights=_PARTNERS)
        return first, other

    def _people(self, pair: tuple[str, str], day: date) -> tuple[Participant, Participant]:
        """Choose who meets: two who hold the same high office, or two of any number of others."""
        dice = self._dice
        high = dice.choice(_OFFICES) if dice.random() < _HEADED else None
        one, other = (
            _in_office(state, high, day) if high else _lesser(state, dice.random(), day)
            for state in pair
        )
        return one, other

    def _repeated(self, known: Sequence[_Promise]) -> list[_Promise]:
        """Choose what is promised again: what was promised last most often."""
        if not known or self._dice.random() >= _AGAIN:
            return []
        back = int(self._dice.expovariate(1 / _RECENT))
        return [known[-1 - back]] if back < len(known) else []

    def _promised(self, pair: tuple[str, str], day: date) -> _Promise:
        dice = self._dice
        deed, _ = dice.choice(_DEEDS)
        due, ends = _deadline(dice, day)
        return _Promise(*pair, deed, _thing(dice), dice.randrange(2, 400), due, ends)

    def _meeting(
        self,
        out: _Writer,
        people: tuple[Participant, Participant],
        place: str,
        form: str,
        day: date,
    ) -> None:
        first, second = people
        pair = (first.party or "", second.party or "")
        words = f"{day:%A}"
        sentence = (
            f"{pair[0]} {first.office} {first.name} {form} {second.office} {second.name} of {pair[1]} "
            f"in {place} on {words}."
        )
        when = _time(words, sentence)
        meeting = Consultation(
            ConsultationForm.MEETING if form == "met" else ConsultationForm.CALL,
            ConsultationStatus.HELD,
            people,
            pair,
            place,
            when=when,
        )
        tenures = [Tenure(one.name, one.office or "", one.party) for one in people]
        out.say(sentence, meeting, *tenures, DateMention(when))
        out.say(
            f"“The bond with {pair[1]} is firm,” {first.name} said.",
            Quote(first.name, f"The bond with {pair[1]} is firm,"),
        )

    def _incident(self, out: _Writer, pair: tuple[str, str]) -> None:
        act = self._dice.choice(_ACTS)
        sentence = f"Last month {pair[1]} {act} {pair[0]}."
        when = _time("Last month", sentence)
        out.say(sentence, Incident(act, pair[1], pair[0], when=when), DateMention(when))


def _in_office(state: str, office: str, day: date) -> Participant:
    """Say who holds a high office: each for some years, never two at once."""
    turn = (day.toordinal() + 137 * _STATES.index(state) + 311 * _OFFICES.index(office)) // _TERM
    return Participant(_named(state, office, turn), office, state)


def _lesser(state: str, chance: float, day: date) -> Participant:
    """Say who holds another office of a state: a few of these are often in the news, most once."""
    post = int((1 - chance) ** -_TAIL)
    office = f"{_LESSER[post % len(_LESSER)]} {_family(post * 7919)}"
    turn = (day.toordinal() + 91 * (post % 997)) // _LESSER_TERM
    return Participant(_named(state, str(post), turn), office, state)


def _named(*whom: object) -> str:
    """Give somebody a name that hardly anybody shares; of the given names some are used often."""
    number = int(sha256_text(repr(whom))[:16], 16)
    number, one = divmod(number, _GIVEN)
    family, other = divmod(number, _GIVEN)
    given, end = divmod(min(one, other), len(_ENDINGS))
    return f"{_BEGINNINGS[given]}{_ENDINGS[end]} {_family(family)}"


def _family(number: int) -> str:
    number, begins = divmod(number, len(_BEGINNINGS))
    number, middle = divmod(number, len(_SYLLABLES))
    number, more = divmod(number, len(_SYLLABLES))
    return _BEGINNINGS[begins] + _SYLLABLES[middle] + _SYLLABLES[more] + _ENDINGS[number % 22]


def _thing(dice: Random) -> str:
    """Choose what is promised, or passed over: some things often, and most never again."""
    rank = int(_COMMON / (1 - dice.random()) ** _WORDS) - _COMMON
    return f"{_family(rank * 104_729).lower()}s" if rank else dice.choice(_DEEDS)[1]


def _deadline(dice: Random, after: date) -> tuple[str, date]:
    """Choose a deadline some months ahead, in words, and its last day or a later one."""
    ends = after + timedelta(days=dice.randrange(90, 1000))
    words = dice.choice(
        (
            f"{_MONTHS[ends.month - 1]} {ends.year}",
            f"{_MONTHS[ends.month - 1]} {ends.day}, {ends.year}",
            f"the end of {ends.year}",
        )
    )
    return words, date(ends.year, 12, 31) if words.startswith("the end") else ends


def _promise(out: _Writer, one: _Promise, modality: Modality) -> None:
    object_ = f"{one.quantity} {one.entity}"
    verb = "will" if modality is Modality.WILL else "reaffirmed that it will"
    sentence = f"{one.obligor} {verb} {one.deed} {object_} to {one.beneficiary} by {one.due}."
    due = _time(one.due, sentence, "by ")
    body = Commitment(
        (one.obligor,),
        one.deed,
        object_,
        modality,
        one.beneficiary,
        due,
        target=Target(str(one.quantity), one.entity),
    )
    out.say(sentence, body, DateMention(due))


def _fulfilled(out: _Writer, one: _Promise) -> None:
    object_ = f"{one.quantity} {one.entity}"
    body = Commitment(
        (one.obligor,),
        one.deed,
        object_,
        Modality.FULFILLED,
        one.beneficiary,
        target=Target(str(one.quantity), one.entity),
    )
    out.say(f"{one.obligor} did {one.deed} {object_} to {one.beneficiary}, as promised.", body)


def _assurance(first: str, other: str, about: str) -> Assurance:
    return Assurance((first,), f"{about} {other}", "stands firmly by")


def _omitted(out: _Writer, what: str) -> None:
    body = Omission(what, OmissionSort.NOT_DISCUSSED)
    out.say(f"They did not discuss {what}.", body)


@cache
def _found(words: str, before: str) -> TimeRef:
    return find(before + words)[0]


def _time(words: str, sentence: str, before: str = "") -> TimeRef:
    """Read a time expression once, and place it in a sentence."""
    ref = _found(words, before)
    start = sentence.rindex(ref.text)
    return replace(ref, start=start, end=start + len(ref.text))


def _shifted(body: Body, by: int) -> Body:
    """Let a body's time expressions count from the start of the text, not of their sentence."""
    moved = {
        name: replace(ref, start=ref.start + by, end=ref.end + by)
        for name in ("when", "due", "ref")
        if isinstance(ref := getattr(body, name, None), TimeRef)
    }
    return replace(body, **moved) if moved else body


def fill(url: str, made: Iterable[Made], *, at: datetime | None = None) -> tuple[int, int]:
    """Put reports into the record at `url`, many in a transaction; return reports and claims."""
    at = at or datetime(2026, 1, 1, tzinfo=UTC)
    source = iter(made)
    reports_ = claims = 0
    with open_record(url) as record:
        while batch := list(islice(source, _BATCH)):
            record.put_many([Arrival(report, told, at) for report, told in batch], reader=READER)
            reports_ += len(batch)
            claims += sum(len(told) for _, told in batch)
    return reports_, claims


def main() -> None:
    """Fill a record and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", help="sqlite:///FILE or a server's URL")
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--undated", type=float, default=UNDATED)
    chosen = parser.parse_args()
    started = time.monotonic()
    count, claims = fill(
        chosen.url, reports(chosen.reports, seed=chosen.seed, undated=chosen.undated)
    )
    print(f"{count} reports, {claims} claims, {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
