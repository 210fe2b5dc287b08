"""Who may be meant: candidates for obligors, participants and times of a mention, by grammatical path.

A candidate comes with the paths that lead to it (subject, speaker, behind "with", in the same clause
…); a linear model weighs them. Nothing here knows a verb by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from servanda.extraction.clauses import children, objects, subject, walk_up
from servanda.extraction.coreference.voices import tellers
from servanda.extraction.kinds.commitments.obligors import obligors_of
from servanda.extraction.kinds.commitments.promise import Promise, noun_modality, verb_modality
from servanda.extraction.phrases import calendar_times
from servanda.model import Modality
from servanda.parsing.publishing_state import publishing_state

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader
    from servanda.model import TimeRef
    from servanda.parsing.document import Sentence
    from servanda.parsing.person import Person

__all__ = ["obligor_candidates", "participant_candidates", "promise_at", "time_candidates"]

_CLAUSES = ("xcomp", "ccomp", "acl")
_VERBS = ("VERB", "AUX")
_PREDICATIVE = ("VERB", "AUX", "ADJ")
_GOVERNING = (*_PREDICATIVE, "NOUN")
_GOVERNORS = 4  # a word and up to three verbs that govern it
_MENTIONS, _TIMED = 3, 4  # mentions of one event that its people and its times are looked for in
_SOURCES = frozenset({"subj0", "subj1", "obl", "home", "speaker"})


class _Paths:
    """What leads to whom: paths by candidate, and all paths that lead to anybody."""

    def __init__(self) -> None:
        self.of: dict[object, list[str]] = {}
        self.taken: dict[str, None] = {}

    def add(self, whom: Iterable[object], path: str) -> None:
        for one in whom:
            self.of.setdefault(one, []).append(path)
            self.taken[path] = None


def _governors(token: Token) -> list[Token]:
    """Return a word and the verbs that govern it, through control and speech."""
    above = [t for t in walk_up(token) if t.i != token.i and t.pos_ in _VERBS and t.dep_ != "aux"]
    return [token, *above[: _GOVERNORS - 1]]


def _acted_on(token: Token) -> list[Token]:
    return objects(token) if token.pos_ in _VERBS else []


# -- promises --------------------------------------------------------------------------------


def promise_at(token: Token) -> Promise:
    """Read a mention as a promise: the action below it or itself, and what makes it one."""
    below = [c for c in token.children if c.dep_ in _CLAUSES]
    action = below[0] if below and token.pos_ in _GOVERNING else token
    matrix = token
    if action.i == token.i and token.dep_ in _CLAUSES:
        matrix = token.head
    inner = subject(action) if action.pos_ in _VERBS else None
    lemma = matrix.lemma_.lower()
    modality = verb_modality(lemma) or noun_modality(lemma) or Modality.WILL
    rule = "commitment.will" if matrix.i == action.i else "commitment.verb"
    if matrix.pos_ == "NOUN":
        rule = "commitment.noun"
    return Promise(action, matrix, modality, _acting(matrix), inner, rule, 0.6)


def _acting(matrix: Token) -> Token | None:
    """Return the subject of what makes a promise, or of the verb above it."""
    governing = matrix
    if matrix.pos_ not in _PREDICATIVE:
        governing = next((t for t in walk_up(matrix) if t.pos_ in _VERBS), matrix)
    return subject(governing) if governing.pos_ in _PREDICATIVE else None


def obligor_candidates(reader: FeatureReader, token: Token) -> list[tuple[str, list[str]]]:
    """Return the parties that may be bound by the promise at `token`, each with its features."""
    paths = _Paths()
    subjects = _by_grammar(reader, token, paths)
    _by_context(reader, token, paths)
    sentence = reader.parsed.sentence_of(token)
    parties = _parties_in(reader, sentence)
    context = [f"n{min(3, len(set(parties)))}", f"lem:{token.lemma_.lower()}", f"pos:{token.pos_}"]
    context += subjects
    found = []
    for whom, steps in paths.of.items():
        party = str(whom)
        own = list(dict.fromkeys(steps))
        plain = sorted(s for s in own if ":" not in s)
        features = ["1", f"body{len(party) > 2}", *own]
        features += [f"{a}&{b}" for a, b in combinations(plain, 2)]
        features += [f"not:{s}" for s in paths.taken if s not in own]
        features += [f"{s}&{c}" for s in own if s in _SOURCES for c in context]
        found.append((party, features))
    return found


def _by_grammar(reader: FeatureReader, token: Token, paths: _Paths) -> list[str]:
    """Add who stands in the clause of a promise; return what its subjects are."""
    discourse = reader.discourse
    promise = promise_at(token)
    bound = obligors_of(discourse, promise)
    for path in ("obl", f"obl:{promise.rule}", f"obl{len(bound)}"):
        paths.add(bound, path)
    subjects = []
    for step, verb in enumerate(_governors(token)):
        acting = subject(verb) if verb.pos_ in ("VERB", "AUX", "ADJ") else None
        if acting is None:
            continue
        parties, kind = discourse.parties(acting), reader.kind_of(acting)
        paths.add(parties, f"subj{step}")
        paths.add(parties, f"subj{step}:{kind}")
        subjects.append(f"s{step}:{kind}")
        if verb.tag_ == "VBN":
            paths.add(parties, f"subj{step}:pass{bool(children(verb, 'auxpass'))}")
    for child in children(token, "poss", "compound", "amod", "nmod"):
        paths.add(discourse.parties(child), f"mod:{child.dep_}")
    for child in children(token, "prep", "agent"):
        for inner in children(child, "pobj"):
            paths.add(discourse.parties(inner), f"prep:{child.lower_}")
    for thing in _acted_on(token):
        paths.add(discourse.parties(thing), "obj")
    for teller in tellers(discourse, token)[:1]:
        paths.add(discourse.parties(teller), "teller")
    return subjects


def _by_context(reader: FeatureReader, token: Token, paths: _Paths) -> None:
    """Add who speaks, who publishes, and who is named around a promise."""
    discourse, parsed = reader.discourse, reader.parsed
    sentence = parsed.sentence_of(token)
    speaker = discourse.speaker(parsed.quoted_at(token.idx))
    if speaker is not None and speaker.party:
        paths.add((speaker.party,), "speaker")
    publisher = publishing_state(parsed.report)
    paths.add((parsed.home,) if parsed.home else (), "home")
    paths.add((publisher,) if publisher else (), "pub")
    for rank, party in enumerate(discourse.main_parties[:3]):
        paths.add((party,), f"main{rank}")
    if discourse.is_joint:
        paths.add(discourse.joint_parties, "joint")
    before = _parties_in(reader, sentence, until=token.idx)
    paths.add(dict.fromkeys(before), "before")
    paths.add(before[-1:], "lastbefore")
    paths.add(before[:1], "firstbefore")
    paths.add(dict.fromkeys(_parties_in(reader, sentence, since=token.idx)), "after")
    people = [p for _, p in _people_in(reader, sentence)]
    paths.add(dict.fromkeys(p.party for p in people if p.party), "person")
    if sentence.index > 0:
        earlier = parsed.sentences[sentence.index - 1]
        paths.add(dict.fromkeys(_parties_in(reader, earlier)), "prev")


def _parties_in(
    reader: FeatureReader, sentence: Sentence, since: int = 0, until: int | None = None
) -> list[str]:
    first = max(sentence.start, since)
    last = sentence.end if until is None else min(sentence.end, until)
    return [p.party for p in reader.parsed.parties_in(first, last) if p.party]


def _people_in(reader: FeatureReader, sentence: Sentence) -> list[tuple[int, Person]]:
    people = reader.parsed.people.people
    named = reader.parsed.names_in(sentence.start, sentence.end)
    return [(m.start, people[m.person]) for m in named]


# -- people ----------------------------------------------------------------------------------


def participant_candidates(
    reader: FeatureReader, mentions: list[Token]
) -> list[tuple[Person, list[str]]]:
    """Return the people who may have taken part in what `mentions` tell, each with features."""
    paths = _Paths()
    for number, token in enumerate(mentions[:_MENTIONS]):
        late = "2" if number else ""
        _around_event(reader, token, late, paths)
        for index, found in _to_people(reader, token):
            for path in found:
                paths.add((index,), f"{path}{late}")
    for rank, person in enumerate(reader.parsed.people.people[:4]):
        paths.add((person.index,), f"rank{rank}")
    people = reader.parsed.people.people
    common = f"np{min(4, len(people))}", mentions[0].lemma_.lower()
    told = [people[at] for at in sorted(at for at in paths.of if isinstance(at, int))]
    return [(person, _of_person(reader, person, paths, common)) for person in told]


_AT_VERB = ("in", "before", "after", "subj0", "obj", "in2")


def _of_person(
    reader: FeatureReader, person: Person, paths: _Paths, common: tuple[str, str]
) -> list[str]:
    """Return the features of one person: office, party, paths, and paths that lead to others only."""
    count, lemma = common
    own = list(dict.fromkeys(paths.of[person.index]))
    spokes = any(h.head.startswith("spokes") for h in person.holdings)
    features = ["1", f"hold{bool(person.holdings)}", f"party{bool(person.party)}"]
    features += [f"home{person.party == reader.parsed.home}", count, f"spokes{spokes}", *own]
    features += [f"not:{s}" for s in paths.taken if s not in own and not s.startswith("head")]
    features += [f"{a}&{b}" for a, b in combinations([s for s in own if ":" not in s], 2)]
    return features + [f"lem:{lemma}&{s}" for s in own if s in _AT_VERB]


def _around_event(reader: FeatureReader, token: Token, late: str, paths: _Paths) -> None:
    """Add the people of a mention's sentence, and those in its clause's roles."""
    discourse = reader.discourse
    sentence = reader.parsed.sentence_of(token)
    inside = _people_in(reader, sentence)
    before = [p.index for at, p in inside if at < token.idx]
    after = [p.index for at, p in inside if at > token.idx]
    for path, whom in (
        ("in", [p.index for _, p in inside]),
        ("firstbefore", before[:1]),
        ("firstafter", after[:1]),
        ("before", before),
        ("after", after),
    ):
        paths.add(whom, f"{path}{late}")
    for step, verb in enumerate(_governors(token)[:3]):
        acting = subject(verb) if verb.pos_ in _VERBS else None
        paths.add((p.index for p in discourse.people(acting)), f"subj{step}{late}")
    for child in children(token, "prep", "agent"):
        for inner in children(child, "pobj"):
            paths.add((p.index for p in discourse.people(inner)), f"p:{child.lower_}{late}")
    for thing in _acted_on(token):
        paths.add((p.index for p in discourse.people(thing)), f"obj{late}")


def _to_people(reader: FeatureReader, token: Token) -> Iterator[tuple[int, list[str]]]:
    """Give each person named in a mention's sentence with the grammar that leads to them."""
    parsed = reader.parsed
    sentence = parsed.sentence_of(token)
    for mention in parsed.names_in(sentence.start, sentence.end):
        tokens = parsed.tokens_within(mention.start, mention.end)
        if not tokens:
            continue
        inside = {t.i for t in tokens}
        top = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])
        yield mention.person, list(_up_from(top, token))


def _up_from(top: Token, token: Token) -> Iterator[str]:
    """Give the grammar from the head of a name up to a mention."""
    above = list(walk_up(top))
    yield f"dep:{top.dep_}"
    if top.dep_ == "pobj":
        yield f"prep:{top.head.lower_}"
    if token.i in {t.i for t in above}:
        yield "under"
    if top.dep_ == "poss":
        yield "possd"
    head = next((t for t in above if t.i != top.i and t.pos_ in ("VERB", "AUX", "NOUN")), None)
    if head is not None:
        lemma = head.lemma_.lower()
        yield from (f"head:{lemma}", f"head:{top.dep_}:{lemma}")


# -- times -----------------------------------------------------------------------------------


def time_candidates(
    reader: FeatureReader, mentions: list[Token]
) -> list[tuple[TimeRef, list[str]]]:
    """Return the times that may date what `mentions` tell, each with features."""
    seen: dict[int, tuple[TimeRef, list[str]]] = {}
    for number, token in enumerate(mentions[:_TIMED]):
        sentence = reader.parsed.sentence_of(token)
        timed = list(calendar_times(reader.parsed, sentence))
        for ref, tokens, top in timed:
            late = "2" if number else ""
            features = [f"in{late}", f"form:{ref.form}", f"rel:{ref.relation}"]
            features += [f"dir:{ref.direction}", f"nt{min(3, len(timed))}{late}"]
            features += _to_time(token, tokens[0], top, late)
            features.append(f"first{tokens[0].i - sentence.span.start < 3}")
            seen.setdefault(ref.start, (ref, []))[1].extend(features)
    count = f"N{min(3, len(seen))}"
    return [(ref, ["1", count, *dict.fromkeys(found)]) for ref, found in seen.values()]


def _to_time(token: Token, first: Token, top: Token, late: str) -> Iterator[str]:
    """Give the grammar between a mention and a time."""
    above = list(walk_up(top))
    places = [t.i for t in above]
    if token.i in places:
        yield f"under{late}"
        yield f"under{late}:{min(3, places.index(token.i))}"
    dated = next((t for t in above if t.pos_ in _VERBS), None)
    own = list(walk_up(token))
    verb = next((t for t in own if t.pos_ in _VERBS), None)
    if dated is not None and verb is not None:
        yield f"{'samev' if dated.i == verb.i else 'otherv'}{late}"
        yield f"hv:{dated.i in {t.i for t in own}}"
    yield f"dist{late}{min(5, abs(first.i - token.i) // 3)}:{first.i > token.i}"
    head = top.head
    yield f"dep:{top.dep_}:{head.lower_ if head.pos_ == 'ADP' else head.pos_}"
