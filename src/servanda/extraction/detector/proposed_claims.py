"""Claims of what the models proposed: who, what, when, by roles of grammar that small models weigh.

A claim of a rule keeps its own cells; where the models found more words for it, they are added to its evidence.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.extraction.clauses import (
    children,
    extent,
    is_negated,
    is_passive,
    objects,
    prepositional,
    subject,
    walk_up,
)
from servanda.extraction.coreference.voices import voice_name
from servanda.extraction.detector.closed_cells import cell_features, modality_features
from servanda.extraction.detector.incident_sides import incident_sides
from servanda.extraction.detector.role_candidates import (
    obligor_candidates,
    participant_candidates,
    promise_at,
    time_candidates,
)
from servanda.extraction.frame_tables import frame_table
from servanda.extraction.kinds.commitments.obligors import beneficiary_of, speaker_of_promise
from servanda.extraction.kinds.commitments.promise_predicates import is_text
from servanda.extraction.kinds.commitments.promise_terms import condition_of, due_of
from servanda.extraction.kinds.consultations.event_model import Mention
from servanda.extraction.kinds.consultations.event_place import fill_place
from servanda.extraction.kinds.incidents.acts import day_of_saying
from servanda.extraction.phrases import (
    action_words,
    agents_of,
    object_words,
    target_of,
    thing_words,
)
from servanda.model import (
    Assurance,
    Capability,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    Evidence,
    Incident,
    Modality,
    Omission,
    OmissionSort,
    Participant,
    Structure,
    StructureStatus,
    TimeRef,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.coreference.discourse import Discourse
    from servanda.extraction.detector.features import FeatureReader
    from servanda.extraction.detector.models import Models
    from servanda.extraction.detector.proposals import Group
    from servanda.model.claim import Body
    from servanda.parsing.person import Person

__all__ = ["ClaimMaker", "is_foreseen", "status_of"]

_COMES = "come about"  # what a thing does that was announced for a day
_LONG = 200  # characters of what a cell quotes
_UNSURE = -1.5  # a lone candidate below this is not taken, though somebody is bound
_NOT_NAMES = ("det", "nummod", "poss", "relcl", "acl", "advcl", "appos", "cc", "conj", "prep")
_TAKEN = frame_table("capability").classes["take"]
_CLAUSE_ONLY = ("promise", "omission", "structure")
_FORMS = {
    "call": ConsultationForm.CALL,
    "visit": ConsultationForm.VISIT,
    "many": ConsultationForm.MULTILATERAL,
    "meet": ConsultationForm.MEETING,
}
_STATUSES = {
    "ongoing": ConsultationStatus.HELD,
    "under way": ConsultationStatus.HELD,
    **dict.fromkeys(
        ("postponed", "suspended", "broken off", "not held"), ConsultationStatus.CANCELLED
    ),
}
"""What keys call a meeting that is neither held, planned, cancelled nor proposed."""
_SIGNING = frozenset({"sign", "signing", "initial"})
_PROTESTING = frozenset({"protest", "summon", "demarche"})
_SUMMITS = frozenset({"summit"})
_SUREST, _LEAST = 0.97, 0.05


class ClaimMaker:
    """Makes claims of the events that the models found in one report."""

    def __init__(self, reader: FeatureReader, models: Models) -> None:
        self.reader = reader
        self.models = models
        self._bodies: dict[str, Callable[[list[Token]], Body]] = {
            "promise": self._promise,
            "consultation": self._consultation,
            "incident": self._incident,
            "structure": self._structure,
            "capability": self._capability,
            "omission": self._omission,
        }

    def claim(self, group: Group) -> Claim:
        """Return the claim of an event: the rule's with more evidence, or one of the models' own."""
        evidence = tuple(dict.fromkeys(self.evidence(group.kind, t) for t in group.added))
        if group.claim is not None:
            spans = [(e.start, e.end) for e in group.claim.evidence]
            more = tuple(
                e
                for e in evidence
                if not any(e.start < end and start < e.end for start, end in spans)
            )
            return (
                replace(group.claim, evidence=(*group.claim.evidence, *more))
                if more
                else group.claim
            )
        body = self._bodies[group.kind](group.mentions)
        return Claim.make(
            self.reader.parsed.report.id,
            body,
            evidence,
            rule=f"detector.{body.kind}",
            confidence=self.confidence(group),
        )

    def confidence(self, group: Group) -> float:
        """Return the share of such proposals that held on publishers left out of training."""
        settings = self.models.settings[group.kind]
        odds = settings["slope"] * group.score + settings["offset"]
        most = settings.get("most", _SUREST)
        return round(min(most, max(_LEAST, 1 / (1 + math.exp(-odds)))), 2)

    def evidence(self, kind: str, token: Token) -> Evidence:
        """Return the words for a mention: its clause, or the sentence where more of it counts."""
        parsed = self.reader.parsed
        if kind in _CLAUSE_ONLY:
            return parsed.evidence(*extent(token))
        return parsed.sentence_evidence(parsed.sentence_of(token))

    # -- promises ----------------------------------------------------------------------------

    def obligors(self, token: Token) -> tuple[str, ...]:
        """Return the parties that a promise binds: the likely ones, or the likeliest if none is."""
        by = self._agents(token)
        if by:
            return by  # "will be supplied with 40 trucks by Norland"
        model = self.models["obligor"]
        scored = [(model.score(f), party) for party, f in obligor_candidates(self.reader, token)]
        found = tuple(party for score, party in scored if score > 0)
        if found or not scored:
            return found
        best = max(scored, key=lambda pair: pair[0])
        return (best[1],) if best[0] > _UNSURE else ()

    def _agents(self, token: Token) -> tuple[str, ...]:
        """Return the parties by whom it is said to be done, where a passive names them."""
        if not is_passive(token):
            return ()
        parties = map(self.reader.discourse.parties, agents_of(token))
        return next((found for found in parties if found), ())

    def _promise(self, mentions: list[Token]) -> Commitment | Assurance:
        token, discourse = mentions[0], self.reader.discourse
        promise, bound = promise_at(token), self.obligors(token)
        features = modality_features(self.reader, token)
        standing, foreseen = _stands_now(promise.action), is_foreseen(discourse, promise.action)
        modality = Modality(self.models["modality"].best(features))
        if standing:
            modality = Modality.REAFFIRMED
        elif _is_provided_for(discourse, promise.action):
            modality = Modality.AGREED
        elif foreseen:
            modality = Modality.PLANS
        speaker = speaker_of_promise(discourse, promise)
        if standing or self.models["assurance"].score(features) > 0:
            words = self._words(token)
            return Assurance(bound, words, words, speaker, modality)
        action = promise.action
        return Commitment(
            obligors=bound,
            action=_COMES if foreseen else action_words(action),
            object=self._object(action, foreseen=foreseen),
            comes_about=foreseen,
            modality=modality,
            beneficiary=beneficiary_of(discourse, action, bound),
            due=due_of(discourse, action),
            condition=condition_of(discourse, action, promise.matrix),
            speaker=speaker,
            target=target_of(action),
        )

    def _object(self, action: Token, *, foreseen: bool) -> str:
        """Return what is acted on, of what is announced for a day the thing that will be there."""
        if action.pos_ not in ("VERB", "AUX"):
            return self._words(action)
        return (thing_words if foreseen else object_words)(self.reader.discourse, action)

    # -- events ------------------------------------------------------------------------------

    def participants(self, mentions: list[Token]) -> list[Person]:
        """Return the people who took part in an event, in the order the report names them."""
        model = self.models["participant"]
        candidates = participant_candidates(self.reader, mentions)
        return [person for person, features in candidates if model.score(features) > 0]

    def time(self, kind: str, mentions: list[Token]) -> TimeRef | None:
        """Return the time that dates an event, or None."""
        model = self.models[f"time.{kind}"]
        scored = [(model.score(f), ref) for ref, f in time_candidates(self.reader, mentions)]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] > 0 else None

    def _consultation(self, mentions: list[Token]) -> Consultation:
        token = mentions[0]
        features = cell_features(self.reader, token)
        people = self.participants(mentions)
        form = _FORMS[self.models["form"].best(features)]
        lemmas = {t.lemma_.lower() for t in mentions}
        if form is ConsultationForm.MEETING:
            form = _special(lemmas) or form
        place, country = self._place(token, form)
        return Consultation(
            form=form,
            status=status_of(self.models["status"].best(features)),
            participants=tuple(Participant(p.name, p.office, p.party) for p in people),
            parties=self._sides(token, people),
            place=place,
            country=country,
            when=self.time("consultation", mentions),
        )

    def _sides(self, token: Token, people: list[Person]) -> tuple[str, ...]:
        """Return the parties that met: those of the people, and those with a role in the clause."""
        discourse = self.reader.discourse
        found = [p.party for p in people if p.party]
        verb = next((t for t in walk_up(token) if t.pos_ in ("VERB", "AUX")), token)
        roles = [*(objects(verb) if verb.pos_ in ("VERB", "AUX") else ())]
        roles += [*prepositional(token, "with", "between", "of"), *prepositional(verb, "with")]
        for role in (subject(verb), *roles):
            found.extend(discourse.parties(role))
        return tuple(dict.fromkeys(found))

    def _place(self, token: Token, form: ConsultationForm) -> tuple[str | None, str | None]:
        if form is ConsultationForm.CALL:
            return None, None
        sentence = self.reader.parsed.sentence_of(token)
        verb = next((t for t in walk_up(token) if t.pos_ in ("VERB", "AUX")), None)
        noun = token.pos_ not in ("VERB", "AUX")
        mention = Mention(token, sentence, form, verb=verb, noun=noun)
        fill_place(self.reader.discourse, mention)
        return mention.place, mention.country if mention.place else None

    def _incident(self, mentions: list[Token]) -> Incident:
        token = mentions[0]
        actor, target = incident_sides(self.reader.discourse, token)
        place, _ = self._place(token, ConsultationForm.MEETING)
        return Incident(
            act=self._words(token),
            actor=actor,
            target=target,
            place=place,
            when=self.time("incident", mentions)
            or day_of_saying(self.reader.discourse, token, actor),
        )

    # -- things ------------------------------------------------------------------------------

    def _structure(self, mentions: list[Token]) -> Structure:
        token = mentions[0]
        verb = next((t for t in walk_up(token) if t.pos_ in ("VERB", "AUX")), token)
        unit = next(iter(objects(verb) if verb.pos_ in ("VERB", "AUX") else ()), token)
        party = next(iter(self.reader.discourse.parties(subject(verb))), None)
        when = self.time("structure", mentions)
        return Structure(self._words(unit), self._words(token), StructureStatus.DONE, party, when)

    def _capability(self, mentions: list[Token]) -> Capability:
        token, discourse = mentions[0], self.reader.discourse
        thing = token
        if token.pos_ in ("VERB", "AUX"):
            thing = next(iter(objects(token)), None) or subject(token) or token
        number = next((t.text for t in children(thing, "nummod")), None)
        verb = next((t for t in walk_up(token) if t.pos_ in ("VERB", "AUX")), token)
        owners = [*discourse.thing_owner(thing), *discourse.parties(subject(verb))]
        if verb.lemma_.lower() in _TAKEN and not is_passive(verb):
            owners.reverse()  # "asked to buy ten jets from Norland": whoever takes has them
        unit = thing.text if number else None
        return Capability(self._name(thing), next(iter(owners), None), number, unit)

    def _omission(self, mentions: list[Token]) -> Omission:
        token = mentions[0]
        verb = next((t for t in walk_up(token) if t.pos_ in ("VERB", "AUX")), token)
        sort = OmissionSort(self.models["sort"].best(cell_features(self.reader, token)))
        who = voice_name(self.reader.discourse, subject(verb))
        return Omission(self._words(token), sort, who)

    def _name(self, noun: Token) -> str:
        """Return what a noun names: its phrase without article, number and clauses that follow."""
        return self.reader.parsed.words(*extent(noun, without=children(noun, *_NOT_NAMES)))[:_LONG]

    def _words(self, token: Token) -> str:
        return self.reader.parsed.words(*extent(token))[:_LONG]


def _is_provided_for(discourse: Discourse, action: Token) -> bool:
    """Whether a text is what acts: "the deal will cut tariffs" is agreed."""
    acting = subject(action) if action.pos_ in ("VERB", "AUX") else None
    return acting is not None and is_text(discourse, acting)


def is_foreseen(discourse: Discourse, action: Token) -> bool:
    """Whether a participle tells for when a thing is meant: "a paper, announced for this year"."""
    foreseen = frame_table("commitment").classes["foreseen_for_a_day"]
    described = action.dep_ == "acl" and action.lower_ in foreseen
    return described and due_of(discourse, action) is not None


def _stands_now(action: Token) -> bool:
    """Whether words deny what is so now, which is to assure: "the move does not weaken the alliance"."""
    present = any(a.tag_ in ("VBZ", "VBP") and a.lemma_ == "do" for a in children(action, "aux"))
    return present and is_negated(action)


def status_of(name: str) -> ConsultationStatus:
    """Return the status that a name given by a key, or by a model trained on keys, stands for."""
    return _STATUSES.get(name) or ConsultationStatus(name)


def _special(lemmas: set[str]) -> ConsultationForm | None:
    """Return the form that a meeting's own word gives it."""
    if lemmas & _SIGNING:
        return ConsultationForm.SIGNING
    if lemmas & _PROTESTING:
        return ConsultationForm.PROTEST
    return ConsultationForm.SUMMIT if lemmas & _SUMMITS else None
