"""Drafts of commitments: a promise with its slots filled and its words at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    conjuncts,
    extent,
    is_passive,
    prepositional,
    subject,
)
from servanda.extraction.kinds.commitments.obligors import (
    beneficiary_of,
    obligors_of,
    speaker_of_promise,
)
from servanda.extraction.kinds.commitments.promise_terms import condition_of, due_of, rescheduled
from servanda.extraction.kinds.commitments.signed_papers import SIGNED
from servanda.extraction.phrases import (
    action_words,
    object_words,
    shares_object_with,
    target_of,
    thing_words,
)
from servanda.model import BlockKind, Commitment, Direction, Evidence, Modality, TimeRef

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.kinds.commitments.promises_found import Promise
    from servanda.parsing.document import Parsed

__all__ = ["Draft", "draft_of"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A commitment read, with its words and what made it; a headline only adds to what the body tells.

    `sentence` is the number of the sentence of its action, -1 where it is told by another kind of claim or
    points back to a target told before ("and to hold it in May").
    """

    body: Commitment
    evidence: tuple[Evidence, ...]
    rule: str
    confidence: float
    headline: bool
    sentence: int = -1


def draft_of(discourse: Discourse, promise: Promise) -> Draft | None:
    """Fill the slots of a promise; None where nobody is bound, or nothing is said to be done."""
    obligors = obligors_of(discourse, promise)
    if not obligors and not _stands_alone(discourse, promise):
        return None
    action = promise.action
    siblings = tuple(t for t in children(action, "conj") if t.pos_ in ("VERB", "AUX"))
    sharing = shares_object_with(action) is not None
    start, end = _span(discourse.parsed, promise, () if sharing else siblings)
    evidence = _evidence(discourse.parsed, promise, start, end)
    wording = _object(discourse, promise, end)
    named = _named(promise)
    comes_about = promise.rule == "commitment.begun" or _moves_itself(discourse, promise)
    if comes_about:
        if action.lemma_ == "be":
            named = f"{named} {wording}".strip()
        wording = thing_words(discourse, action)  # the thing is what was promised
    body = Commitment(
        obligors=obligors,
        action=named,
        object=wording,
        comes_about=comes_about,
        modality=promise.modality,
        beneficiary=_receiving(discourse, promise) or beneficiary_of(discourse, action, obligors),
        due=_due(discourse, promise, siblings),
        condition=condition_of(discourse, action, promise.matrix),
        speaker=speaker_of_promise(discourse, promise),
        target=target_of(action),
        rescheduled=rescheduled(discourse, start, end),
    )
    sentence = discourse.parsed.sentence_of(action)
    headline = sentence.block is BlockKind.HEADLINE
    told_in = -1 if _points_back(action) else sentence.index
    if not body.object and not body.due and action.pos_ in ("VERB", "AUX"):
        return None
    return Draft(body, evidence, promise.rule, promise.confidence, headline, told_in)


_LISTED = "commitment.listed"
_RECEIVED = "commitment.to_receive"  # told of who gets it; who gives it is bound


def _evidence(parsed: Parsed, promise: Promise, start: int, end: int) -> tuple[Evidence, ...]:
    """Return the words that tell a promise, and those of a heading or a signing that carry its verb."""
    matrix = promise.matrix
    if promise.rule == _LISTED:
        return parsed.evidence(start, end), parsed.evidence(*extent(matrix))
    if promise.part is not None:
        signing = extent(matrix, without=children(matrix, *_BESIDE_SIGNING))
        return parsed.evidence(start, end), parsed.evidence(*signing)
    return (parsed.evidence(start, end),)


def _points_back(action: Token) -> bool:
    """Whether what is acted on is told by a pronoun: "agreed to start an exercise and to hold it in May"."""
    return any(t.pos_ == "PRON" for t in children(action, "dobj"))


_BESIDE_SIGNING = ("prep", "dobj", "conj", "cc", "advcl", "mark", "ccomp")


def _named(promise: Promise) -> str:
    """Return the action as words; each of a row of papers is signed, whoever only saw it."""
    if promise.rule == _RECEIVED:
        return "supply"
    if promise.part is not None and promise.rule in SIGNED:
        return "sign" if promise.rule == "commitment.witnessed" else action_words(promise.matrix)
    return action_words(promise.action)


def _span(parsed: Parsed, promise: Promise, siblings: tuple[Token, ...]) -> tuple[int, int]:
    """Return the characters that tell a promise: the action, and the word that makes it one."""
    if promise.part is not None:
        return promise.part.start, promise.part.end
    start, end = extent(promise.action, without=siblings)
    if promise.rule == _LISTED:
        return start, max(end, _item_end(parsed, promise.action))
    if promise.matrix != promise.action and promise.action.dep_ != "conj":
        start = min(start, promise.matrix.idx)
    return start, end


def _object(discourse: Discourse, promise: Promise, end: int) -> str:
    """Return the words for what will be done or given."""
    parsed, action, thing = discourse.parsed, promise.action, promise.inner
    if promise.part is not None:
        verb = promise.rule not in SIGNED and action.pos_ in ("VERB", "AUX")
        return parsed.words(action.idx + len(action), end) if verb else promise.part.named
    if promise.rule == "commitment.to_be_done" and thing is not None:
        return parsed.words(*extent(thing, without=children(thing, "acl", "relcl")))
    if action.pos_ not in ("VERB", "AUX"):
        if promise.rule == _LISTED:
            return parsed.words(action.idx + len(action), end)
        return _noun_object(discourse, action)
    wording = object_words(discourse, action)
    if promise.rule == "commitment.signed" and len(wording.split()) <= _BARE:
        return " ".join((wording, *_purport(parsed, action))).strip()
    return wording


def _receiving(discourse: Discourse, promise: Promise) -> str | None:
    """Return who gets what another is to give, or None where a promise is told by its giver."""
    if promise.rule != _RECEIVED:
        return None
    return next(iter(discourse.parties(subject(promise.action))), None)


def _item_end(parsed: Parsed, action: Token) -> int:
    """Return where the first clause of a list item ends: at its colon or semicolon, or at its stop."""
    sentence = parsed.sentence_of(action)
    for token in sentence.span:
        if token.i > action.i and token.text in (":", ";"):
            return token.idx
    last = [t for t in sentence.span if not (t.is_space or t.is_punct)][-1]
    return last.idx + len(last)


_BARE = 4  # words of an object that names a paper and not its matter


def _purport(parsed: Parsed, verb: Token) -> list[str]:
    """Return what a signed paper is for, where the parser hung it on the verb: "signed a pact … on fish"."""
    return [
        parsed.words(*extent(prep))
        for prep in children(verb, "prep")
        if prep.lower_ in ("for", "on", "under")
        and prep.i > verb.i
        and not parsed.times_within(*extent(prep))
    ][:1]


_WILLED = (Modality.AGREED, Modality.VOWS, Modality.REAFFIRMED)


def _moves_itself(discourse: Discourse, promise: Promise) -> bool:
    """Whether a thing is to move, open or be ready: it says what is promised, not who promises."""
    acting = promise.inner
    if promise.modality in _WILLED or acting is None:
        return False  # whoever agrees is no thing, by whatever noun it is called
    if discourse.is_actor(acting) or is_passive(promise.action):
        return False
    return promise.action.pos_ in ("VERB", "AUX") and not children(promise.action, "dobj")


def _stands_alone(discourse: Discourse, promise: Promise) -> bool:
    """Whether a thing is to be done by a day, whoever is to do it: worth keeping, its obligor unknown."""
    arranged = promise.rule in (
        "commitment.is_to",
        "commitment.to_be_done",
        "commitment.set_to",
        "commitment.is_planned",
        "commitment.will_be_ready",
        "commitment.will_be_done",
        "commitment.starts",
    )
    return (
        arranged
        and due_of(discourse, promise.action) is not None
        and len(discourse.main_parties) > 1
    )


def _noun_object(discourse: Discourse, noun: Token) -> str:
    """Return what a noun of action is about: "revisions planned by June for three documents"."""
    heads = [noun, *children(noun, "acl"), *([noun.head] if noun.dep_ == "nsubjpass" else [])]
    for head in heads:
        for target in prepositional(head, "of", "for", "to", "in", "on"):
            if not discourse.parsed.times_within(*extent(target)):
                return discourse.parsed.words(*extent(target))
    return ""


_PERFORMED = frozenset(
    {
        "commitment.signed",
        "commitment.performing",
        "commitment.kept",
        "commitment.begun",
        "commitment.agreed_on",
        "commitment.witnessed",
        "commitment.launched",
    }
)


_DEADLINES = ("by", "until", "within")


def _due(discourse: Discourse, promise: Promise, siblings: tuple[Token, ...]) -> TimeRef | None:
    action = promise.action
    found = due_of(discourse, action, siblings=siblings)
    performed = promise.rule in _PERFORMED or promise.rule.startswith("commitment.pledged")
    if performed and (found is None or found.relation not in _DEADLINES):
        return None  # the day of the signing is no deadline
    if found is None and promise.matrix.tag_ in ("VBZ", "VBP"):
        found = _ahead(discourse, promise)
    if found is None and siblings:
        # A time at the end of a coordination holds for all its members: "build and open … by June".
        last = conjuncts(action)[-1]
        shared = due_of(discourse, last) if last != action else None
        if shared is not None and shared.relation in _DEADLINES:
            found = shared
    return found


def _ahead(discourse: Discourse, promise: Promise) -> TimeRef | None:
    """Read "later this year Norland intends to invite them": a time to come beside the promising verb."""
    first = promise.matrix.left_edge.idx
    for ref in discourse.parsed.times_within(first, promise.matrix.idx):
        tokens = discourse.parsed.tokens_within(ref.start, ref.end)
        beside = tokens and any(promise.matrix in (t.head, t.head.head) for t in tokens)
        if beside and (ref.direction is Direction.FUTURE or "later" in ref.text.lower()):
            return ref
    return None
