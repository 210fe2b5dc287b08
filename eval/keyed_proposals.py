"""How narrow the gate of a second reader is: what people keyed, proposed as a model would, and made false.

    python -m eval.keyed_proposals            of every eighth keyed report
    python -m eval.keyed_proposals --every 1  of all

Each item of a key becomes a proposal that quotes the sentence of its anchor, and the first sentence that
names each party that this one does not. What is refused is counted by its ground: a good model loses that.
Then every proposal is made false in several ways, each of which the gate must refuse. Where the texts
(eval/keyed_reports.py) are not there, it says so and ends with 0.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from eval.keyed_reports import KeyedReport, MissingTextsError, load, texts_folder
from servanda.extraction.confidence import measured
from servanda.model.second_opinion import Answer
from servanda.second_reader.agreement import joined
from servanda.second_reader.gate import Gate
from servanda.second_reader.proposal import Proposal, Quotation, Weighed
from servanda.world.gazetteer import gazetteer

__all__ = ["FALSE", "main", "proposals_of"]

_STATUSES = ("held", "planned", "cancelled", "proposed")


def proposals_of(report: KeyedReport) -> Iterator[Proposal]:
    """Give what a key says of commitments, consultations and incidents, in the form that a model answers."""
    for item in report.key.get("commitments") or ():
        if item.get("kind") != "assurance":
            cells = {"obligors": item["parties"], "modality": item["modality"]}
            yield from _proposal(report, "commitment", "action", item, cells, item["parties"])
    for item in report.key.get("consultations") or ():
        if item.get("status") in _STATUSES:
            states = item.get("states") or []
            cells = {
                "form": item["kind"],
                "status": item["status"],
                "participants": item.get("participants") or [],
                "parties": states,
            }
            yield from _proposal(report, "consultation", "event", item, cells, states)
    for item in report.key.get("incidents") or ():
        yield from _proposal(report, "incident", "act", item, {}, ())


def _proposal(
    report: KeyedReport,
    kind: str,
    telling: str,
    item: dict[str, Any],
    cells: dict[str, Any],
    parties: Any,
) -> Iterator[Proposal]:
    places = list(report.located.all(item["anchor"]))
    if not places:
        return
    content = report.discourse.parsed.content
    start, end = places[0]
    sentences = report.discourse.parsed.sentences
    own = [s for s in sentences if s.start < end and start < s.end]
    if not own:
        return
    quoted = [content[own[0].start : own[-1].end]]
    names = [part for party in parties for part in gazetteer().called(_code(party))]
    if names and not any(name in quoted[0] for name in names):
        naming = (content[s.start : s.end] for s in sentences)
        quoted += [text for text in naming if any(name in text for name in names)][:1]
    whole = {**cells, telling: content[start:end]}
    if "participants" in whole:  # a model copies what stands there
        people = whole["participants"]
        whole["participants"] = [name for name in people if name.split()[-1] in quoted[0]]
    yield Proposal(kind, whole, tuple(Quotation(" ".join(text.split())) for text in quoted))


def _code(party: str) -> str:
    return gazetteer().party(party) or party


# -- made false ------------------------------------------------------------------------------


def _word_added(one: Proposal, rng: random.Random) -> Proposal:
    words = one.quotations[0].exact.split()
    words.insert(rng.randrange(1, len(words) + 1), rng.choice(["reportedly", "42", "never"]))
    return replace(one, quotations=(Quotation(" ".join(words)), *one.quotations[1:]))


def _word_left_out(one: Proposal, rng: random.Random) -> Proposal:
    words = one.quotations[0].exact.split()
    if len(words) < 4:
        return _word_added(one, rng)
    del words[rng.randrange(1, len(words) - 1)]
    return replace(one, quotations=(Quotation(" ".join(words)), *one.quotations[1:]))


def _other_party(one: Proposal, rng: random.Random) -> Proposal:
    """Put a state that is named nowhere in what is quoted; which that is, the words decide."""
    quoted = " ".join(quotation.exact for quotation in one.quotations)
    known = gazetteer()
    absent = [
        code
        for code in ("FJ", "BT", "LS", "SM")
        if not any(name in quoted for name in known.called(code))
    ]
    cell = {"commitment": "obligors", "consultation": "parties", "incident": "actor"}[one.kind]
    party = rng.choice(absent)
    return replace(one, cells={**one.cells, cell: party if cell == "actor" else [party]})


def _day_worked_out(one: Proposal, rng: random.Random) -> Proposal:
    cell = "due" if one.kind == "commitment" else "when"
    return replace(one, cells={**one.cells, cell: f"2044-0{rng.randrange(1, 10)}-11"})


def _other_number(one: Proposal, rng: random.Random) -> Proposal:
    cell = {"commitment": "quantity", "consultation": "duration", "incident": "place"}[one.kind]
    return replace(one, cells={**one.cells, cell: f"{rng.randrange(70_000, 80_000)} minutes"})


FALSE: dict[str, Callable[[Proposal, random.Random], Proposal]] = {
    "a word added to the quotation": _word_added,
    "a word left out of it": _word_left_out,
    "a party that is not there": _other_party,
    "a day worked out": _day_worked_out,
    "a number that is not there": _other_number,
}
"""Ways to make a proposal false."""


def main(every: int) -> int:
    """Print what passes, what is refused, and what became of the false ones; return the exit status."""
    try:
        reports = load(texts_folder(), ("open",))[::every]
    except MissingTextsError as error:
        print(f"{error}: nothing was measured")
        return 0
    told: Counter[tuple[str, str]] = Counter()
    passed: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    rng = random.Random(1)  # noqa: S311 - the same each time
    for report in reports:
        gate = Gate(report.discourse.parsed)
        proposals = list(proposals_of(report))
        weighed = gate.weigh(proposals, "a key")
        told.update((one.proposal.kind, _outcome(one)) for one in weighed)
        outcomes.update(_joined(report, weighed))
        for name, falsify in FALSE.items():
            false = [falsify(one, rng) for one in proposals]
            passed[name] += sum(one.claim is not None for one in gate.weigh(false, "a key"))
    _print(len(reports), told, passed, outcomes)
    return 0


def _outcome(one: Weighed) -> str:
    if one.refusal is None:
        return "passes"
    return f"refused: {one.refusal.ground.value} {one.refusal.cell}".strip()


def _joined(report: KeyedReport, weighed: list[Weighed]) -> list[str]:
    """Say what becomes of what passed, beside the claims of the rules."""
    answer = Answer(report.id, "any", "key", "0" * 12, "")
    rules = map(measured, report.rules)
    _, said = joined(rules, [(answer, weighed)])
    return [one.outcome.value for one in said if one.ground == ""]


def _print(
    reports: int,
    told: Counter[tuple[str, str]],
    passed: Counter[str],
    outcomes: Counter[str],
) -> None:
    print(f"{reports} keyed reports")
    for kind in ("commitment", "consultation", "incident"):
        every = {name: count for (of, name), count in told.items() if of == kind}
        total = sum(every.values())
        print(f"\n{kind}: {total} items")
        for name, count in sorted(every.items(), key=lambda pair: -pair[1]):
            print(f"  {count:5}  {count / total:6.1%}  {name}")
    total = sum(told.values())
    print(f"\nmade false, {total} each: let through")
    for name, count in passed.items():
        print(f"  {count:5}  {name}")
    print("\nwhat passed, beside the claims of the rules: ", end="")
    print(", ".join(f"{count} {name}" for name, count in outcomes.most_common()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=8, help="take every Nth report only")
    sys.exit(main(parser.parse_args().every))
