"""Conflicts of persons' decisions with each other or with reports, and decisions that lost their claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from servanda.analysis.decision_words import told_word
from servanda.analysis.descriptions import claim_line, entity_line
from servanda.analysis.lifecycle import fate, said_of
from servanda.model import Action, ClaimId, CommitmentStatus, Concern, Decision, DecisionId, Word
from servanda.resolution import Resolution
from servanda.resolution.judgements import overruled_decisions
from servanda.review.queue import ReviewItem
from servanda.store.decisions.decision_carrying import Carried

__all__ = ["review_words"]


_LOST, _AGAINST, _MOVED = 0.0, 0.1, 0.15
_MET = (CommitmentStatus.DONE, CommitmentStatus.PARTLY_DONE)


def review_words(
    resolution: Resolution, words: Sequence[Word], carried: Iterable[Carried], *, today: date
) -> tuple[ReviewItem, ...]:
    """List what needs attention about persons' decisions, worst first.

    `words` are those in force, `carried` what became of judged claims that were read anew.
    """
    found = [
        *_moved(words, carried),
        *_overruled(resolution),
        *_verdicts(resolution),
        *_statuses(resolution, today),
    ]
    return tuple(sorted(found, key=lambda i: (i.score, i.kind, i.ids)))


def _moved(words: Sequence[Word], carried: Iterable[Carried]) -> Iterator[ReviewItem]:
    """List the judged claims that a later reading of their report lacks, and what replaced them."""
    by_id = {word.id: word for word in words}
    for one in carried:
        word, place = by_id.get(one.word), one.anchor
        if word is None:
            continue
        about, score, what = _became(one)
        yield ReviewItem(
            "decision",
            about,
            score,
            what,
            (told_word(word), f"“{one.unplaced or place.exact}”"),
            (word.id,),
            (place.claim,) if one.to is None else (place.claim, one.to),
            (place.source,),
        )


def _became(one: Carried) -> tuple[str, float, str]:
    """Say what became of a judged claim: a word for it, how well the decision is founded, a line."""
    place = one.anchor
    if one.to is None:
        return "orphaned", _LOST, f"{place.source} as read now has no such {place.kind}"
    if one.unplaced:
        what = (
            f"{place.source} was corrected: it is not clear where the words that were chosen stand"
        )
        return "unplaced", _LOST, what
    return "carried", _MOVED, f"{place.source} was read anew: carried over to {one.to}"


def _overruled(resolution: Resolution) -> Iterator[ReviewItem]:
    """List the decisions on what is the same that later ones of somebody else overrule."""
    by_id = {one.id: one for one in resolution.decisions}
    pairs: defaultdict[tuple[DecisionId, DecisionId], set[ClaimId]] = defaultdict(set)
    for one in overruled_decisions(resolution.claims, resolution.decisions):
        pairs[one.decision, one.to].update(one.claims)
    for (decision, to), claims in sorted(pairs.items()):
        if by_id[decision].author != by_id[to].author:
            what = f"{len(claims)} claims judged the same and not the same"
            yield _against(resolution, what, [by_id[decision], by_id[to]], sorted(claims))


def _verdicts(resolution: Resolution) -> Iterator[ReviewItem]:
    """List the claims on which two persons decided differently."""
    decided: defaultdict[tuple[ClaimId, str | None], dict[str, Decision]] = defaultdict(dict)
    for one in resolution.decisions:
        if one.concern is Concern.CLAIM and one.action is not Action.ADD:
            for claim in one.targets:
                decided[claim, one.field][one.author] = one
    for (claim, _), by in sorted(decided.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        ones = sorted(by.values(), key=lambda d: (d.at, d.id))
        if len({(one.action, repr(one.value)) for one in ones}) > 1:
            found = resolution.claims.get(claim)
            what = claim_line(found) if found else "a rejected claim"
            yield _against(resolution, what, ones, [claim])


def _statuses(resolution: Resolution, today: date) -> Iterator[ReviewItem]:
    """List the statuses set by a person that other persons or reports contradict."""
    for entity in resolution.of("commitment"):
        stated = said_of(resolution, entity, today)
        if not stated:
            continue
        line = entity_line(resolution, entity)
        ones = [one.decision for one in stated]
        if len({one.status for one in stated}) > 1 and len({one.author for one in ones}) > 1:
            yield _against(resolution, line, ones, list(entity.claims))
        met = [
            step.report
            for step in fate(resolution, entity, today).steps
            if step.status in _MET and step.report
        ]
        if met and stated[-1].status not in _MET:
            names = ", ".join(dict.fromkeys(met))
            item = _against(resolution, line, ones[-1:], list(entity.claims))
            yield ReviewItem(
                item.kind,
                item.about,
                item.score,
                line,
                (*item.why, f"{names} says otherwise"),
                item.ids,
                item.claims,
                entity.reports,
            )


def _against(
    resolution: Resolution, what: str, ones: Sequence[Decision], claims: Sequence[ClaimId]
) -> ReviewItem:
    reports = (resolution.claims[one].source for one in claims if one in resolution.claims)
    return ReviewItem(
        "decision",
        "contradicted",
        _AGAINST,
        what,
        tuple(told_word(one) for one in ones),
        tuple(one.id for one in ones),
        tuple(claims),
        tuple(dict.fromkeys(reports)),
    )
