"""What a briefing on one report of a record needs, found through the index and the words of texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from servanda.analysis.briefing import (
    Beside,
    Brief,
    brief_beside,
    compared_with,
    few,
    first_day,
    named_before,
    span_of,
)
from servanda.analysis.indexed.phrase_keys import (
    exact_phrases,
    matter_phrases,
    readout_phrase,
    same_phrase,
    sentence_phrases,
)
from servanda.analysis.indexed.selection import FOUND_ANEW, Selection
from servanda.analysis.indexed.stored_copies import stories_of
from servanda.analysis.silence import LOOKED_AT, one_for_each_story, pair_of
from servanda.analysis.wordings.assured_matters import MATTER
from servanda.model import Assurance, ClaimId, EntityId, Report, ResolvedClaim, Tenure, When
from servanda.resolution import OfficeSpan, Resolution
from servanda.resolution.claim_order import dated
from servanda.resolution.persons.roster import ShownWords

if TYPE_CHECKING:
    from servanda.store.index.entities import PhraseUse

__all__ = ["brief_by_index"]


Claims = Mapping[ClaimId, ResolvedClaim]
_SPOKEN = ("assurance", "quote")  # what is one where it is said in the same words
_LOOKED_AT = 20  # reports by which it is told first whether somebody was named before


def brief_by_index(selection: Selection, report: Report) -> Brief:
    """Lay a report of a record beside those that appeared before it, as `brief` does with all."""
    return _Briefing(selection, report).brief()


@dataclass(slots=True)
class _Briefing:
    """A briefing in the making: the report, and its own claims."""

    selection: Selection
    report: Report
    own: Claims = field(init=False)
    first: date | None = field(init=False)

    def __post_init__(self) -> None:
        self.own = self.selection.of_reports([self.report.id])
        self.first = first_day(self.report)

    def brief(self) -> Brief:
        """Find what the report is laid beside, and lay it there."""
        selection, report = self.selection, self.report
        sentences = sentence_phrases(report)
        spoken = [one for one in self.own.values() if one.claim.kind in _SPOKEN]
        talks = self._talks()
        uses = self._uses(talks.union(sentences.values(), *map(_phrases, spoken)))
        said = {words: uses.before(phrase) for words, phrase in sentences.items()}
        alike = {use.report for found in said.values() for use in _few(found)}
        told = _told_again(spoken, uses)
        last = self._readouts(
            [use for phrase in talks for use in uses.before(phrase)], alike | told
        )
        texts = {one.id: one for one in selection.texts(alike.union(last))}
        readouts = [texts[one] for one in last]
        resolution, known = self._with_holders(self._loaded(spoken, uses, readouts))
        count, note = self._compared()
        beside = Beside(
            known,
            count,
            note,
            [texts[one] for one in alike],
            readouts,
            ShownWords(selection.roster) if readouts else (),
            uses.told(one for one in spoken if one.claim.kind not in selection.matched_kinds),
            {words: len(found) for words, found in said.items()},
        )
        return brief_beside(resolution, report, beside)

    def _talks(self) -> set[int]:
        """Return what finds the readouts of the pair that the report is about, where there is one."""
        pair = pair_of(Resolution(claims=self.own), self.report)
        return {readout_phrase(pair)} if len(pair) > 1 else set()

    def _compared(self) -> tuple[int, str]:
        """Say how many reports there are to compare with, and which they are."""
        count, others = self.selection.index.day_counts(self.first)
        vague = sum(one.reports for one in others if dated(_when(one.first, one.last)) is None)
        if self.first is None and self.report.relevant:
            count -= 1  # the report itself
        return count, compared_with(self.report, count, vague)

    def _uses(self, phrases: Collection[int]) -> _Uses:
        found = self.selection.index.saying(phrases) if phrases else ()
        return _Uses(found, self.report.id, self.first)

    def _readouts(self, told: Sequence[PhraseUse], others: Collection[str]) -> list[str]:
        """Return the last readouts of the report's pair, one for each story, by their ids.

        `others` are reports that are asked for next: what is known of all is read in one go.
        """
        selection = self.selection
        order = [one for one in told if one.earliest or one.latest]
        order.sort(key=_as_readouts)
        last = [one.report for one in order[-LOOKED_AT:]]
        heads = {head.id: head for head in selection.headers({*last, *others})}
        stories = stories_of(selection.index, [heads[key] for key in last if key in heads])
        return [one.id for one in one_for_each_story((heads[key] for key in last), stories)]

    # -- what is told ------------------------------------------------------------------------

    def _loaded(
        self, spoken: Sequence[ResolvedClaim], uses: _Uses, readouts: Sequence[Report]
    ) -> Resolution:
        """Load all that the report tells of, and what the last readouts all do.

        Of what is said in the same words again and again, only some mentions are.
        """
        selection, own = self.selection, self.own
        last = [one.id for one in readouts]
        told: defaultdict[str, set[EntityId]] = defaultdict(set)
        for report, entity in selection.index.in_each([self.report.id, *last]):
            told[report].add(entity)
        common = set.intersection(*(told[one] for one in last)) if last else set[EntityId]()
        found = selection.told(told[self.report.id] | common)
        beside = dict(selection.of_reports(last)) if last else {}
        loaded = {**beside, **own, **self._said_again(spoken, uses, beside, last)}
        entities = list(found.entities)
        for kind in sorted(FOUND_ANEW):
            mine = {key: one for key, one in loaded.items() if one.claim.kind == kind}
            if mine and (kind not in _SPOKEN or kind in selection.matched_kinds):
                mine |= selection.alike(kind, list(mine.values()))
                loaded |= mine
            entities += selection.found_anew(kind, mine)
        return replace(
            found,
            entities=tuple(sorted(entities, key=lambda one: (one.kind, one.id))),
            claims={**found.claims, **loaded},
            copies=selection.copies_of(self.report.id),
        )

    def _said_again(
        self, spoken: Sequence[ResolvedClaim], uses: _Uses, beside: Claims, last: Sequence[str]
    ) -> dict[ClaimId, ResolvedClaim]:
        """Return the assurances and quotes of the reports that say what this one, or the last all say.

        The first report of all is among them, whose claim gives an entity its id.
        """
        wanted = _told_again(spoken, uses)
        matters = [one for one in spoken if not uses.before(same_phrase(one))]
        wanted.update(self._of_one_matter([one.claim.body for one in matters]))
        unsaid = _pledged(beside.values(), last) - {same_phrase(one) for one in spoken}
        again = self._uses(unsaid)
        wanted.update(use.report for phrase in unsaid for use in again.first(phrase))
        return self.selection.of_reports(wanted, _SPOKEN) if wanted else {}

    def _of_one_matter(self, bodies: Iterable[object]) -> set[str]:
        """Return the reports in which the same parties may have assured of the same matter before."""
        wanted: set[str] = set()
        sought = [matter_phrases(body) for body in bodies if isinstance(body, Assurance)]
        uses = self._uses(frozenset[int]().union(*sought) if sought else ())
        for words in sought:
            shared = Counter(one.report for word in words for one in uses.before(word))
            least = MATTER * len(words)
            wanted.update(report for report, count in shared.items() if count >= least)
        return wanted

    # -- who holds what ----------------------------------------------------------------------

    def _with_holders(self, resolution: Resolution) -> tuple[Resolution, frozenset[str]]:
        """Add who holds the offices that the report tells of; return the reports known, too.

        Others who held an office are looked for only where somebody is first named with it.
        """
        selection = self.selection
        people = selection.people(self.own)
        spans = selection.held_by(people.names)
        sources = {one.source for one in resolution.claims.values()}
        sources.update(name for one in spans for name in one.reports[:_LOOKED_AT])
        known = self._before(sources)
        found = replace(resolution, people=people.means, names=people.names, offices=spans)
        if self._first_named(found, known):
            known |= self._before(name for one in spans for name in one.reports[_LOOKED_AT:])
        new = self._first_named(found, known)
        return self._with_earlier_holders(found, known, new) if new else (found, known)

    def _with_earlier_holders(
        self, found: Resolution, known: frozenset[str], new: Sequence[OfficeSpan]
    ) -> tuple[Resolution, frozenset[str]]:
        """Add who was named last with the offices of those that are first named with them."""
        selection, index = self.selection, self.selection.index
        offices = selection.spans_of(found.names)
        rivals = [_rivals(offices, held) for held in new]
        placed = index.placed({claim for claims in rivals for claim in claims})
        known |= self._before(one[2] for one in placed)
        days = {one[0]: one[4] or one[3] or date.min for one in placed if one[2] in known}
        last = {claim for claims in rivals for claim in _last_of(days, claims)}
        claims = {**found.claims, **selection.claims(last)}
        return replace(found, offices=offices, claims=claims), known

    def _first_named(self, found: Resolution, known: frozenset[str]) -> list[OfficeSpan]:
        """Return who is named with an office that no report before names them with."""
        return [one for one in self._named(found) if not named_before(found, one, known)]

    def _named(self, found: Resolution) -> list[OfficeSpan]:
        """Return who is told to be in office, as far as the report's own claims say so."""
        spans = (
            span_of(found, one)
            for one in self.own.values()
            if isinstance(one.claim.body, Tenure) and not one.claim.body.former
        )
        return [one for one in spans if one is not None]

    def _before(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of some reports, by name, that this one is compared with."""
        found = self.selection.index.before(frozenset(names), self.first)
        return found - {self.report.name}


def _pledged(claims: Iterable[ResolvedClaim], reports: Sequence[str]) -> set[int]:
    """Return the phrases of the assurances that all of some reports give, by claims of theirs."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for one in claims:
        if one.claim.kind == Assurance.kind:
            found[same_phrase(one)].add(one.claim.report)
    return {phrase for phrase, given in found.items() if len(given) == len(reports)}


class _Uses:
    """The reports that have some phrases, in order, as one report compares them."""

    def __init__(self, uses: Iterable[PhraseUse], own: str, first: date | None) -> None:
        """Take the uses, the id of the report, and the day that what came before it is told by."""
        self._all: defaultdict[int, list[PhraseUse]] = defaultdict(list)
        self._before: defaultdict[int, list[PhraseUse]] = defaultdict(list)
        day = None if first is None else first.isoformat()
        for one in sorted(uses, key=_in_order):
            self._all[one.hash].append(one)
            there = one.relevant and one.report != own
            if there and (day is None or (one.latest is not None and one.latest < day)):
                self._before[one.hash].append(one)

    def first(self, phrase: int) -> Sequence[PhraseUse]:
        """Return the first report of all that has a phrase, or nothing."""
        return self._all[phrase][:1]

    def before(self, phrase: int) -> Sequence[PhraseUse]:
        """Return the reports before, earliest first."""
        return self._before[phrase]

    def told(self, claims: Iterable[ResolvedClaim]) -> dict[ClaimId, tuple[int, int]]:
        """Count the reports before that say what claims say, and those that do so word for word."""
        return {
            one.claim.id: (len(self._before[same_phrase(one)]), self._exact(one)) for one in claims
        }

    def _exact(self, claim: ResolvedClaim) -> int:
        found = (one.report for phrase in exact_phrases(claim) for one in self._before[phrase])
        return len(set(found))


def _phrases(claim: ResolvedClaim) -> frozenset[int]:
    """Return what finds the reports that say what a claim says, word for word or not."""
    return exact_phrases(claim) | {same_phrase(claim)}


def _told_again(spoken: Iterable[ResolvedClaim], uses: _Uses) -> set[str]:
    """Return the reports that say what is said: of each the first of all, and a few of the others."""
    found: set[str] = set()
    for one in spoken:
        found.update(use.report for use in uses.first(same_phrase(one)))
        for phrase in _phrases(one):
            found.update(use.report for use in _few(uses.before(phrase)))
    return found


def _few(uses: Sequence[PhraseUse]) -> list[PhraseUse]:
    return few(uses, lambda one: one.report)


def _in_order(use: PhraseUse) -> tuple[str, str]:
    """Sort as claims are sorted by their reports (`servanda.resolution.claim_order`)."""
    return _day(use.earliest, use.latest), use.name


@lru_cache(maxsize=8192)
def _day(earliest: str | None, latest: str | None) -> str:
    when = dated(_when(_date(earliest), _date(latest)))
    return (when.earliest if when and when.earliest else date.max).isoformat()


def _as_readouts(use: PhraseUse) -> tuple[str, str, str, str]:
    """Sort readouts by their first day, and where that is one as views do."""
    return str(use.earliest), use.earliest or "", use.latest or "~", use.name


def _rivals(offices: Sequence[OfficeSpan], held: OfficeSpan) -> list[ClaimId]:
    """Return the claims on others in the same office."""
    of = held.party, held.office
    same = (one for one in offices if (one.party, one.office) == of)
    return [claim for one in same if one.person != held.person for claim in one.claims]


def _last_of(days: Mapping[ClaimId, date], claims: Iterable[ClaimId]) -> list[ClaimId]:
    """Return those of some claims that are of the last day."""
    there = [one for one in claims if one in days]
    last = max((days[one] for one in there), default=None)
    return [one for one in there if days[one] == last]


def _date(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _when(first: date | None, last: date | None) -> When | None:
    """Return the interval of two days."""
    return When.between(first, last) if first or last else None
