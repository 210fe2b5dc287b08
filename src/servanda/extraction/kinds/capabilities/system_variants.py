"""Kin of systems: arms known by what carries them, by what they vary, by who buys them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, governor, prepositional, subject
from servanda.extraction.kinds.capabilities.possession import holding, time_of
from servanda.extraction.kinds.capabilities.system_names import is_model, key_of, modifiers
from servanda.extraction.kinds.capabilities.system_words import SYSTEMS, Lot

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.parsing.document import Sentence

__all__ = ["for_carrier", "in_uniform", "variant"]


def for_carrier(
    discourse: Discourse, sentence: Sentence, head: Token, quantity: str | None
) -> Lot | None:
    """Read "missiles for the F-1 fighters of Norland": arms known by what carries them."""
    after = head.nbor(1) if head.i + 1 < sentence.span.end else head
    carriers = children(after, "pobj") if after.lower_ == "for" else []
    for carrier in carriers:
        kind = carrier.lemma_.lower() in SYSTEMS or is_model(carrier)
        if not kind or not any(is_model(t) for t in [carrier, *modifiers(carrier)]):
            continue
        held = holding(discourse, head)
        owners = [*children(carrier, "poss"), *prepositional(carrier, "of")]
        owner = next((p for t in owners if (p := next(iter(discourse.parties(t)), None))), None)
        if held is None:
            continue
        last = max([carrier, *children(carrier, "compound", "nmod")], key=lambda t: t.i)
        name = discourse.parsed.words(head.idx, last.idx + len(last))
        when = time_of(discourse, sentence, head, held[2])
        holder = held[0] or owner
        unit = head.text if quantity else None
        return Lot(
            head, sentence, name, key_of(name), quantity, unit, holder, held[1], when, firm=True
        )
    return None


def variant(discourse: Discourse, sentence: Sentence, head: Token) -> Lot | None:
    """Read "a Polar variant of the AB2": a type of its own of a known one."""
    models = [t for t in prepositional(head, "of") if is_model(t)]
    held = holding(discourse, head)
    if not models or held is None:
        return None
    first = next((t for t in head.lefts if t.dep_ in ("amod", "compound")), head)
    name = discourse.parsed.words(first.idx, models[0].idx + len(models[0]))
    when = time_of(discourse, sentence, head, held[2])
    return Lot(
        head,
        sentence,
        name,
        frozenset({f"variant {models[0].lower_}"}),
        None,
        None,
        held[0],
        held[1],
        when,
        firm=True,
    )


def in_uniform(verb: Token) -> bool:
    """Whether armed forces act in a verb: what an air force buys is arms without more words."""
    acting = subject(governor(verb) or verb) if verb.pos_ not in ("VERB", "AUX") else subject(verb)
    return acting is not None and any(t.lemma_.lower() in _FORCES for t in acting.subtree)


_FORCES = frozenset("force forces navy army military guard marines".split())
