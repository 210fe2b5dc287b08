"""Proposals: the sentences a model fires on, their words, and which of them tell one event.

The claims of the rules come first; a mention that they do not cover joins one of them or begins a
claim of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from servanda.extraction.detector.linking import Linker
from servanda.extraction.detector.predications import related
from servanda.model import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from servanda.extraction.detector.features import FeatureReader
    from servanda.extraction.detector.models import Floats, Models
    from servanda.model import Claim, Evidence
    from servanda.parsing.document import Sentence

__all__ = [
    "KINDS",
    "LOWEST",
    "SORTS",
    "WORD_SHARE",
    "Group",
    "Proposer",
    "Scores",
    "anywhere",
    "of_kinds",
]

KINDS = ("promise", "consultation", "incident", "structure", "capability", "omission")
"""What the models find. A promise becomes a commitment or an assurance."""

LOWEST = -9.0
"""The score of a sentence's words where none is looked at."""

WORD_SHARE = 1.0
"""What a sentence's likeliest word counts beside the sentence as a whole."""

NEVER = 99.0
"""A threshold that no sentence reaches: the rules read such a kind alone."""

SORTS = {"promise": ("commitment", "assurance")}
"""Kinds of two sorts, of which each is claimed by itself and has words of its own."""

_MOST = 4  # claims of one kind that one sentence may tell
# Events of one kind that a word is compared with, the last ones: as many as a report can tell, and
# fewer where a text has so many words that tell of some that more pairs would come together: so many
# however short it is, and one more for so many characters.
_GROUPS, _FEWEST, _PAIRS, _PAIR_EVERY = 300, 3, 2_000, 10
# Words of one kind, beside those of the rules, that a text can tell by: so many however short it is, and one
# more for so many characters. Where reports tell most, one stands in 200; what is denser is no report.
_ANYWAY, _EVERY = 20, 100
_TOUCHED = 100  # sentences that one piece of evidence may touch
_ASKED = 6  # mentions of an event that a new one is compared with


def of_kinds(names: Sequence[str], scores: Floats) -> Floats:
    """Return the score of each kind, along the last axis, of those that a model of sentences gives by name.

    Of a kind of two sorts it is the mean of what is learned of both together and of each by itself, where
    the likelier sort counts: among strangers that ranks sentences better than either alone.
    """
    columns = []
    for kind in KINDS:
        own = scores[..., names.index(kind)]
        sorts = [scores[..., names.index(sort)] for sort in SORTS.get(kind, ()) if sort in names]
        columns.append((own + np.logaddexp.reduce(sorts)) / 2 if sorts else own)
    return np.stack(columns, axis=-1)


class Scores:
    """The scores of sentences and words of one report, each worked out once.

    A sentence's score is that of the sentence as a whole and a share of that of its likeliest word. The
    words are looked at only where the whole scores at least the `reach` of its kind.
    """

    def __init__(self, reader: FeatureReader, models: Models) -> None:
        self.reader = reader
        self.models = models
        self._sentences: dict[int, dict[str, float]] = {}
        self._words: dict[int, dict[str, float]] = {}
        self._telling: dict[int, list[Token]] = {}

    def sentence(self, sentence: Sentence) -> dict[str, float]:
        """Return the score of a sentence for each kind."""
        known = self._sentences.get(sentence.index)
        if known is None:
            model = self.models["sentence"]
            scores = of_kinds(model.names, model.scores(self.reader.sentence(sentence)))
            known = dict(zip(KINDS, scores.tolist(), strict=True))
            for kind, whole in known.items():
                if whole < self.models.settings[kind]["reach"]:
                    known[kind] = whole + WORD_SHARE * LOWEST
                else:
                    name = anywhere(kind)
                    words = (scores[name] for scores in self._scored(sentence))
                    known[kind] = whole + WORD_SHARE * max(words, default=LOWEST)
            self._sentences[sentence.index] = known
        return known

    def words(self, sentence: Sentence) -> list[Token]:
        """Return the words of a sentence that may tell something."""
        known = self._telling.get(sentence.index)
        if known is None:
            known = self._telling[sentence.index] = self.reader.telling_words(sentence)
        return known

    def word(self, token: Token) -> dict[str, float]:
        """Return the scores of a word: for each kind within its sentence, and wherever it stands."""
        known = self._words.get(token.i)
        if known is None:
            self._score([token])
            known = self._words[token.i]
        return known

    def _scored(self, sentence: Sentence) -> list[dict[str, float]]:
        """Return the scores of the words of a sentence, worked out together."""
        words = self.words(sentence)
        new = [token for token in words if token.i not in self._words]
        if new:
            self._score(new)
        return [self._words[token.i] for token in words]

    def _score(self, tokens: list[Token]) -> None:
        """Score words of one sentence."""
        model, reader = self.models["word"], self.reader
        shared = reader.place_of_words(reader.parsed.sentence_of(tokens[0]))
        rows = model.scores_of_all(shared, [reader.own(token) for token in tokens]).tolist()
        for token, row in zip(tokens, rows, strict=True):
            self._words[token.i] = dict(zip(model.names, row, strict=True))


def anywhere(kind: str) -> str:
    """Name the model that scores words of a kind wherever they stand."""
    return f"{kind} anywhere"


@dataclass(slots=True)
class Group:
    """One event: the claim of a rule, if there is one, and the words that tell of it.

    `added` are those that the models found.
    """

    kind: str
    claim: Claim | None
    mentions: list[Token]
    score: float
    added: list[Token] = field(default_factory=list)


class Proposer:
    """Finds, kind by kind, what a report tells beside the claims of the rules."""

    def __init__(
        self,
        reader: FeatureReader,
        models: Models,
        claims: Sequence[Claim],
        scores: Scores | None = None,
    ) -> None:
        self.reader = reader
        self.models = models
        self.claims = claims
        self.scores = scores or Scores(reader, models)
        self.linker = Linker(reader, models)
        self._claims: dict[str, list[Claim]] = {}
        self._resting: dict[str, dict[int, dict[int, list[Evidence]]]] = {}
        self.crowded: dict[str, list[Sentence]] = {}
        """The sentences of a kind, with words that were left because too many stand too close."""

    def groups(self, kind: str, settings: Mapping[str, float] | None = None) -> list[Group]:
        """Return the events of one kind: those of the rules in their order, then those proposed.

        `settings` replace those of the models.
        """
        settings = settings or self.models.settings[kind]
        fired = self.fired(kind, settings["sentence"])
        found = [Group(kind, claim, [], 0.0) for claim in self._ruled(kind)]
        resting = self._resting_on(kind)
        free: list[Token] = []
        for sentence in fired:
            own = [found[number] for number in resting.get(sentence.index, {})]
            free.extend(self._free(kind, sentence, own, settings["word"]))
        free = self._likeliest(kind, free)
        pairs = _PAIRS + len(self.reader.parsed.content) // _PAIR_EVERY
        looked_at = min(_GROUPS, max(_FEWEST, pairs // max(1, len(free))))
        if free:
            self.linker.told(kind, [*free, *(t for group in found for t in self.mentions(group))])
        for token in free:
            self._place(kind, token, found, settings["link"], looked_at)
        return found

    def _likeliest(self, kind: str, free: list[Token]) -> list[Token]:
        """Return, in their order, as many of the words as a text of that length can tell by."""
        most = _ANYWAY + len(self.reader.parsed.content) // _EVERY
        if len(free) <= most:
            return free
        sentence_of = self.reader.parsed.sentence_of
        score = self.scores.sentence
        order = sorted(free, key=lambda t: (-score(sentence_of(t))[kind], t.i))
        self.crowded[kind] = [sentence_of(t) for t in order[most:]]
        return sorted(order[:most], key=lambda t: t.i)

    def _resting_on(self, kind: str) -> dict[int, dict[int, list[Evidence]]]:
        """Return by sentence which claims of the rules rest on it, by their number among those of a kind.

        With each are the pieces of its evidence there: a claim may have a piece in every sentence of a report.
        """
        known = self._resting.get(kind)
        if known is None:
            known = self._resting[kind] = {}
            at = self.reader.parsed.sentences_at
            for number, claim in enumerate(self._ruled(kind)):
                for piece in claim.evidence:
                    for touched in at(piece.start, piece.end):
                        known.setdefault(touched.index, {}).setdefault(number, []).append(piece)
        return known

    def fired(self, kind: str, threshold: float) -> list[Sentence]:
        """Return the sentences that score at least `threshold` for a kind; captions tell nothing.

        Nor does a headline above a story: the story tells it in full, with who and when, and a headline's
        clipped grammar gives wrong cells.
        """
        if threshold >= NEVER:
            return []
        sentences = self.reader.parsed.sentences
        silent = {BlockKind.CAPTION}
        if any(s.block is BlockKind.BODY for s in sentences):
            silent.add(BlockKind.HEADLINE)
        return [
            s
            for s in sentences
            if s.block not in silent and self.scores.sentence(s)[kind] >= threshold
        ]

    def picks(self, kind: str, sentence: Sentence, threshold: float) -> list[Token]:
        """Return the best word of a sentence, and further ones above `threshold`, unrelated to it."""
        order = sorted(self.scores.words(sentence), key=lambda t: (-self.scores.word(t)[kind], t.i))
        found: list[Token] = []
        for token in order:
            if found and (self.scores.word(token)[kind] < threshold or len(found) >= _MOST):
                break
            if not any(related(token, other) for other in found):
                found.append(token)
        return found

    def rules_at(self, kind: str, sentence: Sentence) -> list[str]:
        """Return the rules whose claims of a kind rest on a sentence."""
        claims = self._ruled(kind)
        touching = self._resting_on(kind).get(sentence.index, {})
        return list(dict.fromkeys(claims[number].rule for number in touching))

    # -- beside the rules --------------------------------------------------------------------

    def _ruled(self, kind: str) -> list[Claim]:
        known = self._claims.get(kind)
        if known is None:
            kinds = SORTS.get(kind, (kind,))
            known = self._claims[kind] = [c for c in self.claims if c.kind in kinds]
        return known

    def _free(
        self, kind: str, sentence: Sentence, own: list[Group], threshold: float
    ) -> list[Token]:
        """Return the words of a sentence that no claim of the rules has told already; `own` rest on it."""
        words = self.picks(kind, sentence, threshold)
        if not own:
            return words
        if kind == "promise":
            return self._outside(words, own, sentence, threshold)
        for group in own:
            if not words:
                break
            last = group.claim.rule.rsplit(".", 1)[-1] if group.claim else ""
            words.remove(next((w for w in words if w.lemma_.lower() == last), words[0]))
        return words

    def _outside(
        self, words: list[Token], own: list[Group], sentence: Sentence, threshold: float
    ) -> list[Token]:
        """Return promising words outside the evidence of the claims that the rules made there."""
        resting = self._resting_on("promise").get(sentence.index, {})
        spans = [(piece.start, piece.end) for pieces in resting.values() for piece in pieces]
        start, end = sentence.span.start, sentence.span.end
        told = [t for g in own for t in self.mentions(g) if start <= t.i < end]
        return [
            word
            for word in words
            if self.scores.word(word)["promise"] >= threshold
            and not any(start <= word.idx < end for start, end in spans)
            and not any(related(word, other) for other in told)
        ]

    def mentions(self, group: Group) -> list[Token]:
        """Return the words that tell of an event; of a rule's claim, the likeliest one a piece of evidence."""
        if group.claim is not None and not group.mentions:
            group.mentions.extend(self._of_evidence(group.kind, group.claim))
        return group.mentions

    def _of_evidence(self, kind: str, claim: Claim) -> list[Token]:
        found: dict[int, Token] = {}
        for piece in claim.evidence:
            sentences = self.reader.parsed.sentences
            first = bisect_right(sentences, piece.start, key=lambda one: one.end)
            for sentence in sentences[first : first + _TOUCHED]:
                if sentence.start >= piece.end:
                    break
                words = self.scores.words(sentence)
                inside = [t for t in words if piece.start <= t.idx < piece.end] or words
                if inside:
                    best = max(inside, key=lambda t: self.scores.word(t)[kind])
                    found.setdefault(best.i, best)
                    break
        return list(found.values())

    def _place(
        self, kind: str, token: Token, groups: list[Group], threshold: float, looked_at: int
    ) -> None:
        """Join a word to the event it fits best, of the last ones that are looked at, or begin one with it."""
        best, most = None, threshold
        for group in groups[-looked_at:]:
            told = self.mentions(group)[:_ASKED]
            if any(token.i == other.i for other in told) or not told:
                continue
            if any(self.linker.apart(kind, token, other) for other in told):
                continue
            score = max(self.linker.score(kind, token, other) for other in told)
            if score > most:
                best, most = group, score
        if best is None:
            sentence = self.reader.parsed.sentence_of(token)
            best = Group(kind, None, [], self.scores.sentence(sentence)[kind])
            groups.append(best)
        best.mentions.append(token)
        best.added.append(token)
