"""Training of the detector: labels from keys, linear models by scikit-learn, thresholds on training groups.

Everything is fitted on a chosen set of reports, so that the same code makes the shipped models and
those that a group left out is scored by. Needs scikit-learn (development only).
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from eval.agreement import codes, same_person, same_when
from eval.matching import listed
from servanda.extraction.detector.closed_cells import cell_features, modality_features
from servanda.extraction.detector.linking import Linker
from servanda.extraction.detector.models import Linear, Models
from servanda.extraction.detector.proposals import (
    KINDS,
    LOWEST,
    SORTS,
    WORD_SHARE,
    Scores,
    anywhere,
    of_kinds,
)
from servanda.extraction.detector.proposed_claims import status_of
from servanda.extraction.detector.role_candidates import (
    obligor_candidates,
    participant_candidates,
    time_candidates,
)
from servanda.store.claim_times import by_calendar

if TYPE_CHECKING:
    from spacy.tokens import Token

    from eval.keyed_reports import KeyedReport
    from servanda.extraction.detector.features import FeatureReader
    from servanda.parsing.document import Sentence

__all__ = [
    "SETTINGS",
    "Corpus",
    "KnownScores",
    "likeliest",
    "train_choosers",
    "train_detectors",
]

SETTINGS: dict[str, dict[str, float]] = {
    "promise": {"word": 1.0, "link": -1.0},
    "consultation": {"word": 0.5, "link": 0.5},
    "incident": {"word": 1.0, "link": -0.75},
    "structure": {"word": 1.0, "link": 0.0},
    "capability": {"word": -0.5, "link": -0.75},
    "omission": {"word": 1.0, "link": -1.0},
}
"""What no fold chooses: when a word is a second claim of its sentence, when two mentions are one event."""

_KEPT = 50_000  # features of the sentence models that are shipped
_KEPT_OF_WORDS = 36_000
_KEPT_OF_CELLS = 6_000
_DRAWN = 9_000  # words that tell nothing, beside those that do
_PAIRED = 25  # mentions of one report that are paired with one another
_STRENGTH = {"word": 20.0, "role": 0.3, "cell": 0.05, "link": 0.05}
_STRENGTH_OF_SENTENCES = dict.fromkeys(
    ("promise", "commitment", "assurance", "consultation"), (6.0, 60.0)
)
_STRENGTH_OF_RARE = (24.0, 240.0)
"""How freely weights may grow, of the flat and of the scaled part: more freely where a kind has few examples."""

Matrix = Any


# -- features as matrices --------------------------------------------------------------------


class Corpus:
    """Keyed reports with the hashed features and labels of their sentences and words."""

    def __init__(self, reports: Sequence[KeyedReport]) -> None:
        self.reports = list(reports)
        self.groups = np.array([r.group for r in reports for _ in r.words])
        self.numbers = np.array([n for n, r in enumerate(reports) for _ in r.words])
        self.sentences = Hashed.of(
            r.reader.sentence(s) for r in reports for s in r.discourse.parsed.sentences
        )
        words = [(r, t) for r in reports for ws in r.words for t in ws]
        self.word_groups = np.array([r.group for r, _ in words])
        self.word_numbers = np.array(
            [n for n, r in enumerate(reports) for ws in r.words for _ in ws]
        )
        self.words = Hashed.of(r.reader.predication(t) for r, t in words)
        self.told = {kind: self._told(kind) for kind in _SENTENCE_MODELS}
        self.word_told = {kind: self._words_told(kind) for kind in KINDS}

    def _told(self, kind: str) -> Any:
        told = [r.sentences_told(kind) for r in self.reports]
        return np.array(
            [
                s.index in one
                for r, one in zip(self.reports, told, strict=True)
                for s in r.discourse.parsed.sentences
            ]
        )

    def _words_told(self, kind: str) -> tuple[Any, Any]:
        """Return which words tell an item of a kind, and which stand in a sentence that tells one."""
        right, beside = [], []
        for report in self.reports:
            told = {t.i for _, tokens in report.mentions(kind) for t in tokens}
            for words in report.words:
                here = [t.i in told for t in words]
                right += here
                beside += [any(here)] * len(words)
        return np.array(right), np.array(beside)


@dataclass(frozen=True, slots=True)
class Hashed:
    """Sets of features as a matrix of ones over the keys that at least two sets hold.

    `sizes` says how many features each set has, those that are left out of the matrix too.
    """

    matrix: Matrix
    keys: Any
    sizes: Any

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]], least: int = 2) -> Hashed:
        """Hash the features of each row."""
        crc, memo = zlib.crc32, {}
        at: list[int] = []
        ends = [0]
        for row in rows:
            found = set()
            for feature in row:
                key = memo.get(feature)
                if key is None:
                    key = memo[feature] = crc(feature.encode())
                found.add(key)
            at.extend(found)
            ends.append(len(at))
        keys, columns = np.unique(np.array(at, dtype=np.uint32), return_inverse=True)
        ones = np.ones(len(at), dtype=np.float32)
        matrix = sparse.csr_matrix(
            (ones, columns, np.array(ends)), shape=(len(ends) - 1, len(keys))
        )
        return cls(matrix, keys, np.diff(ends)).common(least)

    def common(self, least: int, rows: Any = None) -> Hashed:
        """Keep the features that at least `least` rows hold, counted among `rows`."""
        counted = self.matrix if rows is None else self.matrix[rows]
        kept = np.flatnonzero(np.asarray(counted.sum(axis=0)).ravel() >= least)
        return Hashed(self.matrix[:, kept].tocsr(), self.keys[kept], self.sizes)

    def of_rows(self, rows: Any) -> Hashed:
        """Return some of the sets."""
        return Hashed(self.matrix[rows], self.keys, self.sizes[rows])

    def of_keys(self, keys: Any) -> Hashed:
        """Return the sets as a model with these keys sees them."""
        return Hashed(self.matrix[:, np.searchsorted(self.keys, keys)], keys, self.sizes)


def _divided(sets: Hashed) -> Matrix:
    """Divide each row by the root of how many features the set has."""
    return sparse.diags(1 / np.sqrt(np.maximum(1, sets.sizes))) @ sets.matrix


def _rare(sets: Hashed, scale: Any, unknown: float) -> Matrix:
    """Weigh features by their rarity, and bring each set to length one; `unknown` is that of features left out."""
    scaled = sets.matrix @ sparse.diags(scale)
    strange = sets.sizes - np.asarray(sets.matrix.sum(axis=1)).ravel()
    squares = np.asarray(scaled.multiply(scaled).sum(axis=1)).ravel() + strange * unknown**2
    return sparse.diags(1 / np.maximum(1e-9, np.sqrt(squares))) @ scaled


def _regression(strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, solver="liblinear", random_state=0)


# -- sentences and words ---------------------------------------------------------------------


def train_detectors(
    corpus: Corpus,
    without: Iterable[str] = (),
    drawn: Iterable[int] | None = None,
) -> dict[str, Linear]:
    """Train the sentence and word models on all groups but `without`, with as many features as are shipped.

    `drawn` names the reports, by their number in the corpus, from which is learned; None means all.
    """
    out = list(without)
    numbers = np.arange(len(corpus.reports)) if drawn is None else np.array(sorted(drawn))
    learned = ~np.isin(corpus.groups, out) & np.isin(corpus.numbers, numbers)
    found = {"sentence": _train_sentences(corpus, np.flatnonzero(learned))}
    learned = ~np.isin(corpus.word_groups, out) & np.isin(corpus.word_numbers, numbers)
    rows = np.flatnonzero(learned)
    found["word"] = _train_words(corpus, rows)
    return found


def _train_sentences(corpus: Corpus, rows: Any) -> Linear:
    hashed = corpus.sentences.common(2, rows)
    chosen = hashed.of_rows(rows)
    held = np.asarray(chosen.matrix.sum(axis=0)).ravel()
    scale = np.log(len(rows) / (1 + held)).astype(np.float32)
    unknown = round(float(np.log(len(rows) / 2)), 4)  # as rare as what a single sentence holds
    divided, rare = _divided(chosen).tocsr(), _rare(chosen, scale, unknown).tocsr()
    flat, scaled, bias = [], [], []
    for kind in _SENTENCE_MODELS:
        told = corpus.told[kind][rows]
        ratio = np.abs(_log_ratio(chosen.matrix, told))
        flat_strength, scaled_strength = _STRENGTH_OF_SENTENCES.get(kind, _STRENGTH_OF_RARE)
        first = _regression(flat_strength).fit((divided @ sparse.diags(ratio)).tocsr(), told)
        second = _regression(scaled_strength).fit(rare, told)
        flat.append(first.coef_[0] * ratio)
        scaled.append(second.coef_[0])
        bias.append(first.intercept_[0] + second.intercept_[0])
    one, two = np.array(flat).T, np.array(scaled).T
    keys = hashed.keys
    weight = np.maximum(np.abs(one) / 3, np.abs(two) * scale[:, None] / 12)
    weight = weight[:, : len(KINDS)].max(axis=1)  # a sort of a kind takes no feature from others
    best = _weightiest(weight, held, _KEPT)
    one, two, scale, keys = one[best], two[best], scale[best], keys[best]
    floats = [a.astype(np.float32) for a in (one, np.array(bias), two, scale)]
    return Linear.of(_SENTENCE_MODELS, keys, *floats, unknown=unknown)


def _log_ratio(matrix: Matrix, told: Any) -> Any:
    """Return how much more often a feature stands where something is told, as a log ratio."""
    right = 1 + np.asarray(matrix[told].sum(axis=0)).ravel()
    wrong = 1 + np.asarray(matrix[~told].sum(axis=0)).ravel()
    return np.log((right / right.sum()) / (wrong / wrong.sum()))


def _train_words(corpus: Corpus, rows: Any) -> Linear:
    """Train two models a kind: which word of a sentence that tells, and which word of all."""
    hashed = corpus.words.common(2, rows)
    weights, bias = [], []
    drawn = np.random.RandomState(0)
    divided = _divided(hashed).tocsr()
    for here in (True, False):
        for kind in KINDS:
            right, beside = corpus.word_told[kind]
            chosen = rows[beside[rows]]
            if not here:
                wrong = rows[~right[rows]]
                few = drawn.choice(wrong, min(len(wrong), _DRAWN), replace=False)
                chosen = np.concatenate([rows[right[rows]], few])
            fitted = _regression(_STRENGTH["word"]).fit(divided[chosen], right[chosen])
            weights.append(fitted.coef_[0])
            bias.append(fitted.intercept_[0])
    flat, keys = np.array(weights).T.astype(np.float32), hashed.keys
    held = np.asarray(hashed.matrix[rows].sum(axis=0)).ravel()
    used = _weightiest(np.abs(flat).max(axis=1), held, _KEPT_OF_WORDS)
    flat, keys = flat[used], keys[used]
    return Linear.of(_WORD_MODELS, keys, flat, np.array(bias, dtype=np.float32), divided=True)


def _weightiest(weight: Any, held: Any, kept: int) -> Any:
    """Return, ascending, which features move scores most: by weight, and by how often they are met.

    What weighs much and is hardly ever met moves few scores: a quarter of the features then gives those of all
    (correlation .999 among strangers, where by weight alone it was .97 at three quarters of the spread).
    """
    return np.sort(np.argsort(-weight * np.sqrt(held), kind="stable")[:kept])


def sentence_scores(corpus: Corpus, model: Linear) -> Any:
    """Score every sentence of a corpus: sentences by kinds."""
    assert model.scaled is not None
    assert model.scale is not None
    seen = corpus.sentences.of_keys(model.keys)
    rare = _rare(seen, model.scale, model.unknown)
    return of_kinds(model.names, _divided(seen) @ model.flat + rare @ model.scaled + model.bias)


def word_scores(corpus: Corpus, model: Linear) -> Any:
    """Score every word of a corpus: words by kinds."""
    return _divided(corpus.words.of_keys(model.keys)) @ model.flat + model.bias


_SENTENCE_MODELS = (*KINDS, *itertools.chain.from_iterable(SORTS.values()))
_WORD_MODELS = (*KINDS, *map(anywhere, KINDS))


class KnownScores(Scores):
    """Scores of one report that were worked out for the whole corpus at once."""

    def __init__(
        self, reader: FeatureReader, sentences: Mapping[int, Any], words: Mapping[int, Any]
    ) -> None:
        self.reader = reader
        self._telling: dict[int, list[Token]] = {}
        self._known_sentences = sentences
        self._known_words = words

    def sentence(self, sentence: Sentence) -> dict[str, float]:
        """Return the score of a sentence for each kind."""
        return dict(zip(KINDS, self._known_sentences[sentence.index], strict=True))

    def word(self, token: Token) -> dict[str, float]:
        """Return the score of a word for each kind."""
        return dict(zip(_WORD_MODELS, self._known_words[token.i], strict=True))


def known_scores(corpus: Corpus, sentences: Any, words: Any) -> list[KnownScores]:
    """Part scores of a whole corpus by report; each sentence's likeliest word counts with it."""
    found = []
    sentences = sentences + likeliest(corpus, words)
    first = word = 0
    for report in corpus.reports:
        own = {i: sentences[first + i] for i in range(len(report.words))}
        first += len(report.words)
        tokens = [t for ws in report.words for t in ws]
        told = {t.i: words[word + n] for n, t in enumerate(tokens)}
        word += len(tokens)
        found.append(KnownScores(report.reader, own, told))
    return found


def likeliest(corpus: Corpus, words: Any) -> Any:
    """Return what the likeliest word of each sentence adds to its score, for each kind."""
    counts = [len(ws) for report in corpus.reports for ws in report.words]
    highest = np.full((len(counts), len(KINDS)), LOWEST)
    sentence = np.repeat(np.arange(len(counts)), counts)
    np.maximum.at(highest, sentence, words[:, len(KINDS) :])
    return WORD_SHARE * highest


# -- choosers and linkers --------------------------------------------------------------------

_HELD = {"past-mention": "held", "past": "held"}


def train_choosers(reports: Sequence[KeyedReport]) -> dict[str, Linear]:
    """Train what fills cells and what links mentions, on keyed reports."""
    found = {
        "obligor": _chooser(_obligors(reports), "role"),
        "participant": _chooser(_participants(reports), "role"),
    }
    for kind in ("consultation", "incident", "structure"):
        found[f"time.{kind}"] = _chooser(_times(reports, kind), "role")
    for name, (kind, features, value) in _CELLS.items():
        found[name] = _choices(reports, kind, features, value)
    models = Models(found, {}, {})
    for kind in KINDS:
        found[f"link.{kind}"] = _chooser(_pairs(reports, kind, models), "link")
    return found


def _memo(report: KeyedReport, key: Any, make: Callable[[], Any]) -> Any:
    if key not in report.memo:
        report.memo[key] = make()
    return report.memo[key]


Examples = Iterable[tuple[list[str], bool]]


def _chooser(examples: Examples, strength: str) -> Linear:
    rows, right = [], []
    for features, holds in examples:
        rows.append(features)
        right.append(holds)
    hashed = Hashed.of(rows)
    told = np.array(right)
    if told.sum() < 2 or told.all():
        return Linear.of(
            ("holds",), hashed.keys[:0], np.zeros((0, 1), np.float32), np.array([-9.0], np.float32)
        )
    fitted = _regression(_STRENGTH[strength]).fit(hashed.matrix, told)
    return Linear.of(
        ("holds",),
        hashed.keys,
        fitted.coef_.T.astype(np.float32),
        fitted.intercept_.astype(np.float32),
    )


def _obligors(reports: Sequence[KeyedReport]) -> Examples:
    for report in reports:
        for item, tokens in report.mentions("promise"):
            wanted = codes(item.get("parties"))
            for token in tokens[:1]:
                made = _memo(
                    report,
                    ("obligor", token.i),
                    lambda r=report, t=token: obligor_candidates(r.reader, t),
                )
                for party, features in made:
                    yield features, bool(codes([party]) & wanted)


def _participants(reports: Sequence[KeyedReport]) -> Examples:
    for report in reports:
        aliases = report.key.get("aliases") or {}
        spelled = {form.lower(): name for name, forms in aliases.items() for form in forms}
        for item, tokens in report.mentions("consultation"):
            wanted = [str(name).lower() for name in item.get("participants") or ()]
            if not tokens or not wanted:
                continue
            made = _memo(
                report,
                ("participant", *(t.i for t in tokens[:3])),
                lambda r=report, t=tokens: participant_candidates(r.reader, t),
            )
            for person, features in made:
                name = spelled.get(person.name.lower(), person.name).lower()
                yield features, any(same_person(name, one) for one in wanted)


def _times(reports: Sequence[KeyedReport], kind: str) -> Examples:
    for report in reports:
        published = report.discourse.parsed.report.dating.when
        for item, tokens in report.mentions(kind):
            wanted = item.get("date") or item.get("by")
            readings = [wanted, *listed(item.get("date_alt")), *listed(item.get("text_date"))]
            for ref, features in time_candidates(report.reader, tokens) if tokens else ():
                when = by_calendar("when", ref, published, None).when
                given = when.to_json() if when is not None else None
                right = bool(wanted) and given is not None
                yield features, right and max(same_when(one, given) for one in readings) >= 0.5


def _mode(item: Mapping[str, Any]) -> str:
    low = str(item.get("kind", "")).lower()
    if "courtesy" in low:
        return "meet"
    table = (
        ("call", "call"),
        ("phone", "call"),
        ("visit", "visit"),
        ("multilateral", "many"),
        ("quad", "many"),
        ("trilateral", "many"),
    )
    return next((form for word, form in table if word in low), "meet")


def _status(given: str) -> str:
    """Return the status that a key's own word stands for; nothing where it gives none."""
    return status_of(_HELD.get(given, given)).value if given else ""


_CELLS: dict[str, tuple[str, Callable[..., list[str]], Callable[[Mapping[str, Any]], str]]] = {
    "modality": ("promise", modality_features, lambda item: str(item.get("modality") or "")),
    "assurance": (
        "promise",
        modality_features,
        lambda item: "yes" if item.get("kind") == "assurance" else "no",
    ),
    "status": (
        "consultation",
        cell_features,
        lambda item: _status(str(item.get("status") or "")),
    ),
    "form": ("consultation", cell_features, _mode),
    "sort": ("omission", cell_features, lambda item: str(item.get("kind") or "")),
}


def _choices(
    reports: Sequence[KeyedReport],
    kind: str,
    features: Callable[..., list[str]],
    value: Callable[[Mapping[str, Any]], str],
) -> Linear:
    rows, values = [], []
    for report in reports:
        for item, tokens in report.mentions(kind):
            if tokens and value(item):
                rows.append(
                    _memo(
                        report,
                        (features.__name__, tokens[0].i),
                        lambda r=report, t=tokens: features(r.reader, t[0]),
                    )
                )
                values.append(value(item))
    hashed = Hashed.of(rows)
    if sorted(set(values)) == ["no", "yes"]:
        fitted = _regression(_STRENGTH["cell"]).fit(hashed.matrix, np.array(values) == "yes")
        names, flat, bias = ("yes",), fitted.coef_.T, fitted.intercept_
    else:
        many = OneVsRestClassifier(_regression(_STRENGTH["cell"])).fit(hashed.matrix, values)
        names = tuple(str(name) for name in many.classes_)
        flat = np.array([one.coef_[0] for one in many.estimators_]).T
        bias = np.array([one.intercept_[0] for one in many.estimators_])
    keys = hashed.keys
    held = np.asarray(hashed.matrix.sum(axis=0)).ravel()
    best = _weightiest(np.abs(flat).max(axis=1), held, _KEPT_OF_CELLS)
    flat, keys = flat[best], keys[best]
    return Linear.of(names, keys, flat.astype(np.float32), bias.astype(np.float32))


def _pairs(reports: Sequence[KeyedReport], kind: str, models: Models) -> Examples:
    for report in reports:
        told = [
            (number, token)
            for number, (_, tokens) in enumerate(report.mentions(kind))
            for token in tokens
        ][:_PAIRED]
        linker = Linker(report.reader, models)
        linker.told(kind, [token for _, token in told])
        for (one, first), (other, second) in itertools.combinations(told, 2):
            if first.i != second.i:
                yield linker.features(kind, first, second), one == other
