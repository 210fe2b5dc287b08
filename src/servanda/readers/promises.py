"""Promises: every verb in a report that says what somebody binds himself to do.

A promise is found from the action upwards: the verb of the action, and above or around it the
words that make it a promise ("agreed to", "plan to", "is committed to", "will"). What is
merely wished, asked of others, foretold or denied is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.model import Modality
from servanda.readers import clauses
from servanda.readers.clauses import children, is_negated, is_passive, subject, walk_up
from servanda.readers.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.readers.discourse import Discourse

__all__ = ["Promise", "find_promises"]


@dataclass(frozen=True, slots=True)
class Promise:
    """An action somebody is bound to: its verb, what makes it a promise, and who stands there.

    `action` is the verb (or the noun of an action), `matrix` the commissive word or the action
    itself, `outer` the subject of the matrix, `inner` that of the action.
    """

    action: Token
    matrix: Token
    modality: Modality
    outer: Token | None
    inner: Token | None
    rule: str
    confidence: float


def _w(kind: str) -> frozenset[str]:
    return words("commissives", kind)


_VERBS = {
    Modality.AGREED: "verb_agreed",
    Modality.VOWS: "verb_vows",
    Modality.PLANS: "verb_plans",
    Modality.REAFFIRMED: "verb_reaffirmed",
    Modality.CONSIDERING: "verb_considering",
}
_NOUNS = {
    Modality.AGREED: "noun_agreed",
    Modality.VOWS: "noun_vows",
    Modality.PLANS: "noun_plans",
    Modality.CONSIDERING: "noun_considering",
}
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MODALS_OF_DOUBT = frozenset({"could", "may", "might", "can", "should", "must", "ought"})
_SUPERSEDED = frozenset({"originally", "initially", "previously", "earlier", "formerly"})


def verb_modality(lemma: str) -> Modality | None:
    """Return the modality a commissive verb carries, or None for another verb."""
    return next((m for m, kind in _VERBS.items() if lemma in _w(kind)), None)


def noun_modality(lemma: str) -> Modality | None:
    """Return the modality a promising noun carries, or None for another noun."""
    return next((m for m, kind in _NOUNS.items() if lemma in _w(kind)), None)


def find_promises(discourse: Discourse) -> Iterator[Promise]:
    """Find the promises of a report, ascending by action."""
    for token in discourse.parsed.doc:
        if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "auxpass"):
            continue
        promise = _of_action(discourse, token)
        if promise is not None and _stands(discourse, promise):
            yield promise


def _of_action(discourse: Discourse, verb: Token) -> Promise | None:
    return (
        _under_verb(verb)
        or _under_noun(verb)
        or _under_adjective(verb)
        or _priority(verb)
        or _planned_participle(verb)
        or _tasked(verb)
        or _plans_things(verb)
        or _kept(verb)
        or _begun(verb)
        or _signed(verb)
        or _performed(discourse, verb)
        or _will(discourse, verb)
        or _to_be_done(verb)
        or _futurate(discourse, verb)
    )


def _first_of_conj(verb: Token) -> Token:
    """Return the first of the coordinated verbs, so that each shares what governs the first."""
    current = verb
    while current.dep_ == "conj" and current.head.pos_ in ("VERB", "AUX") and not _own_clause(current):
        current = current.head
    return current


def _own_clause(verb: Token) -> bool:
    """Whether a coordinated verb has tense or a subject of its own ("agreed …, and said …")."""
    if children(verb, "nsubj", "nsubjpass"):
        return True
    return verb.tag_ in ("VBD", "VBZ", "VBP") and not clauses.auxiliaries(verb)


def _infinitive(verb: Token) -> bool:
    return any(c.lower_ == "to" for c in children(verb, "aux"))


def _under_verb(verb: Token) -> Promise | None:
    """"agreed to build", "vowed that it will build", "is planning to build", "considers building"."""
    first = _first_of_conj(verb)
    matrix = first.head
    if matrix is first or matrix.pos_ != "VERB":
        return _under_on(first, verb)
    modality = verb_modality(matrix.lemma_.lower())
    if modality is None:
        return None
    if first.dep_ == "xcomp" and (_infinitive(first) or modality is Modality.CONSIDERING):
        if matrix.lemma_ in ("confirm", "renew") or (matrix.lemma_ == "propose" and not _infinitive(first) and False):
            return None
        return Promise(verb, matrix, modality, subject(matrix), subject(verb), f"commitment.verb.{matrix.lemma_}", 0.9)
    if first.dep_ in ("ccomp", "advcl") and _infinitive(first) and not children(first, "mark") and first.i > matrix.i:
        if first.dep_ == "advcl" and (children(matrix, "dobj", "ccomp") or modality is Modality.REAFFIRMED):
            return None  # a purpose: "confirmed the plan to …"
        return Promise(verb, matrix, modality, subject(matrix), subject(verb), f"commitment.verb.{matrix.lemma_}", 0.8)
    if first.dep_ == "ccomp" and first.i > matrix.i and (clauses.is_future(verb) or clauses.is_future(first)):
        confidence = 0.85 if modality is not Modality.PLANS else 0.7
        return Promise(verb, matrix, modality, subject(matrix), subject(verb), f"commitment.that.{matrix.lemma_}", confidence)
    return None


def _under_on(first: Token, verb: Token) -> Promise | None:
    """"agreed on building", "committed to building": a gerund under a preposition of the matrix."""
    if first.dep_ != "pcomp" or first.head.dep_ != "prep":
        return None
    prep, matrix = first.head, first.head.head
    lemma = matrix.lemma_.lower()
    if matrix.pos_ == "VERB" and ((prep.lower_ == "to" and lemma in ("commit", "recommit")) or (prep.lower_ == "on" and lemma in ("agree", "decide"))):
        modality = verb_modality(lemma) or Modality.VOWS
        modality = _remaining(matrix, modality)
        return Promise(verb, matrix, modality, subject(matrix), None, f"commitment.verb.{lemma}", 0.85)
    if matrix.pos_ == "ADJ" and prep.lower_ == "to" and matrix.lower_ in _w("adjective_vows"):
        return Promise(verb, matrix, _remaining(matrix, Modality.VOWS), subject(_copula(matrix)), None, "commitment.committed", 0.85)
    if matrix.pos_ in ("NOUN", "PROPN") and prep.lower_ in ("to", "of", "on", "for", "in"):
        return _of_promising_noun(verb, matrix, prep.lower_)
    return None


def _remaining(matrix: Token, modality: Modality) -> Modality:
    """"remains committed" restates; "is committed" vows."""
    copula = _copula(matrix)
    if copula.lemma_ in ("remain", "stay") or any(c.lower_ in ("still", "continue") for c in children(copula, "advmod")):
        return Modality.REAFFIRMED
    return modality


def _copula(adjective: Token) -> Token:
    head = adjective.head
    return head if adjective.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("AUX", "VERB") else adjective


def _under_noun(verb: Token) -> Promise | None:
    """"the plan to build", "Norland's decision to build", "an agreement under which it builds"."""
    first = _first_of_conj(verb)
    noun = first.head
    beside = _noun_beside(first)
    if beside is not None and beside is not noun and _holds_promise(beside):
        return _of_promising_noun(verb, beside, "to")  # the parser hung the infinitive too high
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    if first.dep_ in ("acl", "relcl", "xcomp", "ccomp", "advcl") and _infinitive(first):
        return _of_promising_noun(verb, noun, "to")
    if first.dep_ == "relcl" and noun.lemma_.lower() in _w("noun_agreed"):
        under = [c for c in children(first, "prep") if c.lower_ == "under"]
        if under:
            return Promise(verb, noun, Modality.AGREED, _owner(noun), subject(verb), "commitment.under_which", 0.8)
    return None


def _noun_beside(verb: Token) -> Token | None:
    """Return the noun right in front of an infinitive, times and adverbs left out."""
    to = next((c for c in children(verb, "aux") if c.lower_ == "to"), None)
    if to is None:
        return None
    for token in reversed(list(verb.doc[max(verb.sent.start, to.i - 6) : to.i])):
        if token.pos_ in ("ADV",) or token.lower_ in _TIME_WORDS or token.ent_type_ in ("DATE", "TIME"):
            continue
        return token if token.pos_ == "NOUN" else None
    return None


_TIME_WORDS = frozenset("late early last this next year month week earlier".split())


def _holds_promise(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun_modality(lemma) is not None or lemma in _w("noun_goal")


def _of_promising_noun(verb: Token, noun: Token, preposition: str) -> Promise | None:
    lemma = noun.lemma_.lower()
    modality = noun_modality(lemma)
    holder = _governing_verb(noun)
    restating = holder is not None and holder.i < noun.i and holder.lemma_.lower() in _w("verb_reaffirmed")
    if modality is None:
        if lemma not in _w("noun_goal") or not restating:
            return None
        modality = Modality.REAFFIRMED
    if lemma == "interest" and preposition != "in":
        return None
    if preposition not in ("to",) and not (lemma == "interest" or lemma in ("idea", "proposal", "plan", "option") and preposition in ("of", "for")):
        return None
    if restating and modality in (Modality.VOWS, Modality.PLANS, Modality.AGREED):
        modality = Modality.REAFFIRMED
    owner = _owner(noun)
    return Promise(verb, noun, modality, owner, None, f"commitment.noun.{lemma}", 0.8)


def _governing_verb(noun: Token) -> Token | None:
    for other in walk_up(noun):
        if other is not noun and other.pos_ in ("VERB", "AUX"):
            return other
    return None


def _owner(noun: Token) -> Token | None:
    own = children(noun, "poss")
    if own:
        return own[0]
    for prep in children(noun, "prep"):
        if prep.lower_ in ("by", "of", "between"):
            inner = children(prep, "pobj")
            if inner:
                return inner[0]
    verb = _governing_verb(noun)
    return subject(verb) if verb is not None else None


def _under_adjective(verb: Token) -> Promise | None:
    """"is determined to build", "is set to build", "is due to be built"; also "is to build"."""
    first = _first_of_conj(verb)
    if first.dep_ not in ("xcomp", "ccomp", "advcl", "relcl") or not _infinitive(first):
        return None
    matrix = first.head
    lower = matrix.lower_
    if lower in _w("adjective_vows") and matrix.pos_ in ("ADJ", "VERB"):
        modality = _remaining(matrix, Modality.VOWS)
        return Promise(verb, matrix, modality, subject(_copula(matrix)) or subject(matrix), None, "commitment.determined", 0.85)
    if lower in _w("adjective_plans") and matrix.pos_ in ("ADJ", "VERB") and (_copula(matrix).lemma_ == "be" or is_passive(matrix)):
        return Promise(verb, matrix, Modality.PLANS, None, subject(verb) or subject(_copula(matrix)), "commitment.set_to", 0.7)
    if matrix.lemma_ == "be" and first.dep_ == "xcomp" and _bare_copula(matrix, first):
        return Promise(verb, matrix, Modality.PLANS, None, subject(matrix), "commitment.is_to", 0.7)
    return None


def _bare_copula(be: Token, verb: Token) -> bool:
    """Whether nothing but adverbs stands between "is" and "to": not "is very safe to report"."""
    between = be.doc[be.i + 1 : verb.i]
    return be.tag_ in ("VBZ", "VBP", "VBD") and all(t.pos_ in ("ADV", "PART") or t.dep_ in ("aux", "auxpass") for t in between)


def _priority(verb: Token) -> Promise | None:
    """"agreed that expanding the base is a priority", "agreed it is important to expand the base"."""
    first = _first_of_conj(verb)
    be = first.head
    if be.lemma_ != "be" or be.dep_ not in ("ccomp",):
        return None
    matrix = be.head
    modality = verb_modality(matrix.lemma_.lower())
    if modality is not Modality.AGREED:
        return None
    gerund = first.dep_ == "csubj" and first.tag_ == "VBG"
    weighed = {t.lemma_.lower() for t in be.subtree} & {"priority", "important", "necessary", "essential", "crucial", "vital", "imperative"}
    if (gerund or _infinitive(first)) and weighed:
        return Promise(verb, matrix, modality, subject(matrix), None, "commitment.priority", 0.75)
    return None


def _tasked(verb: Token) -> Promise | None:
    """"tasked their teams to draw up": what leaders set their own officials to do, they have agreed on."""
    first = _first_of_conj(verb)
    matrix = first.head
    if first.dep_ != "xcomp" or not _infinitive(first) or matrix.lemma_.lower() not in ("task", "direct", "instruct", "mandate", "charge"):
        return None
    own = [c for c in children(matrix, "dobj") if any(p.dep_ == "poss" and p.lower_ in ("their", "its", "our", "his", "her") for p in c.children)]
    if not own:
        return None
    return Promise(verb, matrix, Modality.AGREED, subject(matrix), None, "commitment.tasked", 0.75)


def _plans_things(verb: Token) -> Promise | None:
    """"now plans 200 missiles", "a paper is planned": a plan for a thing, without a verb of its own."""
    if verb.lemma_ != "plan" or children(verb, "xcomp", "ccomp"):
        return None
    if is_passive(verb) and children(verb, "nsubjpass") and not clauses.is_past(verb):
        thing = children(verb, "nsubjpass")[0]
        if thing.lemma_.lower() in _w("procedure") or thing.pos_ != "NOUN":
            return None
        return Promise(thing, verb, Modality.PLANS, None, thing, "commitment.is_planned", 0.6)
    if verb.tag_ not in ("VBZ", "VBP", "VBG"):
        return None
    things = children(verb, "dobj")
    if not things or not any(t.like_num for t in things[0].subtree):
        return None
    return Promise(verb, verb, Modality.PLANS, None, subject(verb), "commitment.plans_thing", 0.7)


def _planned_participle(verb: Token) -> Promise | None:
    """"revisions planned by year-end": a noun of action that is planned."""
    if verb.dep_ != "acl" or verb.lower_ not in ("planned", "scheduled", "slated", "envisaged", "envisioned"):
        return None
    if any(c.dep_ == "xcomp" for c in verb.children):
        return None  # the infinitive below is the action
    return Promise(verb.head, verb, Modality.PLANS, None, verb.head, "commitment.planned_noun", 0.7)


def _will(discourse: Discourse, verb: Token) -> Promise | None:
    """"Norland will build": a future verb of an actor, or of a thing that is put in place."""
    aux = clauses.auxiliaries(verb)
    will = [a for a in aux if a.lower_ in _WILL]
    would = [a for a in aux if a.lower_ in ("would", "'d")]
    if not will and not (would and (_reported(verb) or _begins_later(discourse, verb))):
        return None
    acting = subject(verb)
    if acting is None or _effect(verb) or _agenda(verb):
        return None
    if discourse.is_actor(acting) and not is_passive(verb):
        confidence = 0.75 if will else 0.65
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.will", confidence)
    if verb.lemma_ == "be" and any(t.lower_ in _w("ready") for c in children(verb, "acomp", "attr") for t in c.subtree):
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.will_be_ready", 0.6)
    if verb.lemma_.lower() in _w("establish") and (is_passive(verb) or _comes_about(verb, acting)):
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.will_be_done", 0.6)
    return None


def _begins_later(discourse: Discourse, verb: Token) -> bool:
    """"deliveries would begin in 2029": told of an agreement, with a time to come."""
    if verb.lemma_.lower() not in _BEGIN or any(c.lower_ == "if" for t in verb.sent for c in [t] if t.dep_ == "mark"):
        return False
    return bool(discourse.parsed.times_within(*clauses.extent(verb)))


def _comes_about(verb: Token, acting: Token) -> bool:
    """Whether a thing changes or begins by itself ("the regiment will turn into …"), or a joint text binds."""
    if acting.lemma_.lower() in ("statement", "agreement", "deal", "declaration", "document", "pact", "accord"):
        return verb.dep_ != "relcl"
    return not children(verb, "dobj") and verb.dep_ != "relcl"


def _effect(verb: Token) -> bool:
    """Whether the clause tells what something brings about: "By easing the rules, Norland will …"."""
    first = _first_of_conj(verb)
    return any(p.lower_ in ("by", "through") and p.i < first.i and children(p, "pcomp") for p in children(first, "prep"))


def _agenda(verb: Token) -> bool:
    """Whether a coordinated verb goes on with an agenda or a purpose rather than with the promise.

    "will discuss ways to deepen ties, enhance trade": the parser takes "enhance" for a second
    thing that will be done.
    """
    first = _first_of_conj(verb)
    if first is verb:
        return False
    if first.lemma_.lower() in _w("consult"):
        return True
    between = verb.doc[first.i + 1 : verb.i]
    return any(t.lower_ == "to" and t.dep_ == "aux" and t.head.i < verb.i and first.is_ancestor(t.head) for t in between)


def _performed(discourse: Discourse, verb: Token) -> Promise | None:
    """"is announcing a grant", "announced $20 million in aid": to say it is to promise it."""
    lemma = verb.lemma_.lower()
    if lemma not in _w("performing") or verb.dep_ not in ("ROOT", "conj", "ccomp", "relcl") or is_passive(verb):
        return None
    acting = subject(verb)
    things = children(verb, "dobj")
    if acting is None or not things or not discourse.is_actor(acting) or clauses.is_future(verb):
        return None
    continuous = verb.tag_ == "VBG" and any(a.lower_ in ("is", "are", "am") for a in clauses.auxiliaries(verb))
    spoken = lemma in ("announce", "pledge", "commit", "unveil") and verb.tag_ in ("VBD", "VBZ", "VBP", "VBN")
    given = things[0].lemma_.lower() in _w("gift") or any(t.ent_type_ == "MONEY" for t in things[0].subtree)
    counted = any(t.like_num or t.ent_type_ == "MONEY" for t in things[0].subtree)
    if (continuous and (given or counted)) or (spoken and counted and given):
        return Promise(verb, verb, Modality.WILL, None, acting, "commitment.performing", 0.65)
    return None


def _signed(verb: Token) -> Promise | None:
    """"signed a memorandum on …", "concluded a contract with …": what is signed is agreed."""
    if verb.lemma_.lower() not in _w("signing") or clauses.is_future(verb) or _infinitive(verb):
        return None
    things = clauses.objects(verb)
    instruments = [t for t in things if t.lemma_.lower() in _w("instrument")]
    if not instruments or not (clauses.is_past(verb) or verb.tag_ in ("VBG", "VBZ", "VBP") or is_passive(verb)):
        return None
    if verb.dep_ == "acl" or is_negated(verb):
        return None  # "the treaty signed in 1960" is only spoken of
    for clause in (c for t in instruments for c in t.children if c.pos_ == "VERB"):
        if _infinitive(clause) or any(p.lower_ == "under" for p in children(clause, "prep")):
            return None  # what was agreed is told as the action below
    return Promise(verb, verb, Modality.AGREED, subject(verb) if not is_passive(verb) else None, None, "commitment.signed", 0.7)


def _begun(verb: Token) -> Promise | None:
    """"The first phase of the conversion has begun": what was to be done is under way."""
    if verb.lemma_.lower() not in ("begin", "start", "commence") or children(verb, "dobj", "xcomp") or is_negated(verb):
        return None
    if verb.tag_ != "VBN" or not any(a.lower_ in ("has", "have") for a in clauses.auxiliaries(verb)):
        return None
    acting = subject(verb)
    if acting is None or acting.lemma_.lower() not in _w("undertaking"):
        return None
    return Promise(verb, verb, Modality.FULFILLED, None, acting, "commitment.begun", 0.6)


def _kept(verb: Token) -> Promise | None:
    """"keeping a promise their ministers gave": a promise that is met."""
    if verb.lemma_.lower() not in _w("keep") or clauses.is_future(verb) or is_negated(verb) or _infinitive(verb):
        return None
    things = [t for t in children(verb, "dobj") if t.lemma_.lower() in ("promise", "pledge", "vow", "commitment")]
    if not things or verb.tag_ not in ("VBD", "VBG", "VBN", "VBZ"):
        return None
    return Promise(verb, verb, Modality.FULFILLED, None, subject(verb), "commitment.kept", 0.7)


def _reported(verb: Token) -> bool:
    """Whether a "would" is a "will" told in the past: "said that it would build"."""
    for other in walk_up(verb):
        if other is verb:
            continue
        if other.pos_ == "VERB" and other.tag_ in ("VBD", "VBN") and other.lemma_.lower() in _SAID:
            return not any(c.lower_ in ("if", "should", "were") for c in children(verb, "mark"))
    return False


_SAID = frozenset("say announce tell declare state add promise pledge confirm report note agree affirm reaffirm reiterate".split())


def _to_be_done(verb: Token) -> Promise | None:
    """"a command to be set up by March": a passive infinitive after a noun, with an end in time."""
    first = _first_of_conj(verb)
    if first.dep_ not in ("relcl", "acl", "xcomp", "advcl") or not _infinitive(first) or not is_passive(first):
        return None
    noun = first.head
    if noun.pos_ == "VERB" and noun.lower_ == "planned":
        return Promise(verb, noun, Modality.PLANS, None, noun.head, "commitment.to_be_done", 0.7)
    noun = _noun_beside(first) or noun
    if noun.pos_ not in ("NOUN", "PROPN") or verb.lemma_.lower() not in _w("establish"):
        return None
    return Promise(verb, verb, Modality.PLANS, None, noun, "commitment.to_be_done", 0.65)


_BEGIN = frozenset({"start", "begin", "commence", "open", "launch", "resume"})


def _futurate(discourse: Discourse, verb: Token) -> Promise | None:
    """"training starts in March": the present tense of beginning with a time to come."""
    if verb.lemma_.lower() not in _BEGIN or verb.tag_ not in ("VBZ", "VBP") or clauses.auxiliaries(verb):
        return None
    acting = subject(verb)
    start, end = clauses.extent(verb)
    times = [t for t in discourse.parsed.times_within(start, end) if t.relation or t.form]
    if acting is None or not times:
        return None
    return Promise(verb, verb, Modality.WILL, None, acting, "commitment.starts", 0.6)


# -- what does not stand ---------------------------------------------------------------------


def _stands(discourse: Discourse, promise: Promise) -> bool:
    """Whether the words assert the promise: nothing above it wishes, asks, doubts, foretells or denies."""
    matrix, action = promise.matrix, promise.action
    if is_negated(matrix) and matrix is not action:
        return False
    if matrix.lemma_ == "decision" and action.lemma_.lower() in _w("hostile"):
        return False  # what another is blamed for, not what he promised
    if is_negated(action) and promise.modality is not Modality.AGREED:
        bound = promise.inner is not None and discourse.is_actor(promise.inner)
        if not (bound and action.lemma_.lower() in _w("refrain")):
            return False
    for token in {matrix, action}:
        if any(a.lower_ in _MODALS_OF_DOUBT for a in clauses.auxiliaries(token)):
            return False
    if any(c.lower_ in _SUPERSEDED for c in matrix.children) or any(a.lower_ == "had" for a in clauses.auxiliaries(matrix)):
        return promise.modality is not Modality.PLANS
    return not _undercut(discourse, promise)


def _undercut(discourse: Discourse, promise: Promise) -> bool:
    start = promise.matrix if promise.matrix is not promise.action else promise.action
    below = promise.action
    for token in walk_up(start):
        if token is not start:
            lemma = token.lemma_.lower()
            complement = below.dep_ in ("xcomp", "ccomp", "pcomp", "acl")
            if token.pos_ in ("VERB", "ADJ", "NOUN") and complement and below.pos_ in ("VERB", "AUX"):
                if lemma in _w("request") and not (lemma in ("call", "look", "like", "tell", "help") and below.dep_ == "ccomp"):
                    return True
                if lemma in _w("doubt") or lemma in ("likely", "unlikely"):
                    return True
            if token.pos_ in ("VERB", "AUX") and lemma in ("say", "predict", "believe", "think", "expect", "allow"):
                acting = subject(token)
                if acting is not None and acting.lemma_.lower() in _w("forecaster") and not discourse.people(acting):
                    return True
        if token.pos_ in ("VERB", "AUX") and any(c.lower_ in ("if", "whether", "unless") and c.dep_ == "mark" for c in token.children):
            return True
        if token.dep_ == "relcl":
            break  # a relative clause asserts on its own
        below = token
    return promise.action.doc[promise.action.sent.end - 1].text == "?"
