"""Train the detector that the package ships: `make train`, or `python -m eval.train`.

    python -m eval.train             folds, thresholds, confidence, then all reports; writes the model and its card,
                                     and the counts and the table of the confidence of rules
    python -m eval.train --dry-run   the same without writing

Exit status: 0 done; 1 the texts, the keys or scikit-learn are missing or damaged (nothing is changed).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval import calibration
from eval.counts import COUNTS, Counted
from eval.fitting import holds_among_strangers, with_unsure
from eval.keyed_reports import (
    GROUPS,
    KeyedReport,
    MissingTextsError,
    complete,
    load,
    plain_claims,
    texts_folder,
)
from eval.left_out_confidence import by_rules, left_out, sure_of, with_groups
from eval.pairing import pair
from eval.score import Result
from eval.strangers import Fold, by_group, folds, read_fold, result_of, settings_of_all
from servanda.extraction.detector.models import Models, pack
from servanda.extraction.detector.proposals import KINDS, LOWEST, WORD_SHARE, anywhere

if TYPE_CHECKING:
    from servanda.model import Claim

__all__ = ["main"]

_ROOT = Path(__file__).resolve().parents[1]
MODEL = _ROOT / "src/servanda/extraction/detector/data/detector.npz"
CARD = _ROOT / "docs/model-card.md"
TABLE = calibration.TABLE
_TRIED = Path(__file__).with_name("tried.md")
_LARGEST = 3_000_000  # bytes of the model that the package carries
_NEVER = 99.0
_OF_PROMISES = ("commitment", "assurance")
_LETTING_IN = ("promise", "consultation", "incident", "omission")
_SURE = 0.73
"""The confidence of a proposal that lets a report in which the rules set aside; short texts score low, as much in them is new."""
_SUREST = 0.9
_MOST, _UNSURE = 0.97, 0.89
"""What is stated at most: of a kind whose sure claims hold nine times in ten among strangers, and of others."""
_REACHED = 4.0  # per cent of firing sentences that may lie out of reach


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="eval.train", description="Train the detector.")
    parser.add_argument("--texts", type=Path, default=texts_folder())
    parser.add_argument("--dry-run", action="store_true")
    given = parser.parse_args(arguments)
    try:
        reports = load(given.texts)
        complete(reports, KINDS)
    except MissingTextsError as missing:
        sys.stderr.write(f"nothing was changed: {missing}\n")
        return 1
    try:
        from eval.detector_training import Corpus
    except ImportError as error:
        sys.stderr.write(
            f"nothing was changed: {error.name} is not installed (dependency group dev)\n"
        )
        return 1
    corpus = Corpus(reports)
    trained, found, table = _folded(corpus, reports)
    models = shipped_models(corpus, trained, found, data_hash(reports))
    if given.dry_run:
        sys.stdout.write(f"{table}\n")
        return 0
    counted, sure = _of_confidence(reports)
    effects = with_unsure(counted.counts)
    new = MODEL.with_suffix(".new")
    try:
        size = pack(models, new)
        if size > _LARGEST:
            sys.stderr.write(f"nothing was changed: the model would take {size} bytes\n")
            return 1
        card = model_card(models, found, table, sure, size)
        counted.save(COUNTS)
        TABLE.write_text(calibration.table(counted, effects), encoding="utf-8")
        new.replace(MODEL)
        CARD.write_text(card, encoding="utf-8")
    finally:
        new.unlink(missing_ok=True)
    sys.stdout.write(f"{table}\n{sure}\n{MODEL.name}: {size} bytes\n")
    return 0


def _of_confidence(reports: Sequence[KeyedReport]) -> tuple[Counted, str]:
    """Count which claims of the rules hold; lay out what the stated confidence of rules and models is worth."""
    judged = by_rules(reports)
    counted = with_groups(Counted.load(COUNTS), judged, "claims of the rules, keys open/keys.jsonl")
    rows = [
        (one.claim.kind, one.claim.confidence, one.holds) for _, one in left_out(counted, judged)
    ]
    for group in GROUPS:
        others = _proposals(reports, [one for one in GROUPS if one != group])
        of_kind = {kind: _confidence(kind, others) for kind in KINDS}
        for kind, score, holds in _proposals(reports, [group])[group]:
            rows.append((f"detector.{kind}", _stated(score, of_kind[kind]), holds))
    return counted, sure_of(rows)


_Proposals = dict[str, list[tuple[str, float, bool]]]


def _proposals(reports: Sequence[KeyedReport], groups: Sequence[str] = GROUPS) -> _Proposals:
    """Return kind, score and truth of what the models proposed in reports, by group of publishers."""
    return {
        group: [p for r in reports if r.group == group for p in r.memo.get("proposed", ())]
        for group in groups
    }


def _stated(score: float, settings: Mapping[str, float]) -> float:
    """Return the confidence that is stated of a score, as it is at run time."""
    odds = settings["slope"] * score + settings["offset"]
    return min(settings["most"], 1 / (1 + float(np.exp(-odds))))


def _folded(corpus: Any, reports: Sequence[KeyedReport]) -> tuple[list[Fold], Result, str]:
    trained = folds(corpus)
    by_left_out = {fold.group: fold for fold in trained}
    judged = [r for r in reports if r.collection == "open"]
    made = {id(r): read_fold(by_left_out[r.group], r) for r in judged}
    for fold in trained:
        own = {id(r): made[id(r)] for r in judged if r.group == fold.group}
        for report in judged:
            if report.group == fold.group:
                report.memo["proposed"] = list(judged_proposals(report, fold, own[id(report)]))
    read = lambda report: made[id(report)]  # noqa: E731
    return trained, result_of(judged, read), by_group(judged, read)


def judged_proposals(
    report: KeyedReport, fold: Fold, claims: Sequence[Claim]
) -> list[tuple[str, float, bool]]:
    """Return kind, score and truth of each claim that the models of a fold proposed."""
    parsed = report.discourse.parsed
    found = []
    for kind in KINDS:
        kinds = _OF_PROMISES if kind == "promise" else (kind,)
        own = [c for c in claims if c.kind in kinds]
        scored = "commitment" if kind == "promise" else kind
        right = {
            p.claim
            for p in pair(scored, report.items(kind), plain_claims(report, own), report.located)
        }
        for number, claim in enumerate(own):
            if claim.rule.startswith("detector."):
                at = claim.evidence[0].start
                sentence = next(s for s in parsed.sentences if s.start <= at < s.end)
                score = fold.scores[id(report)].sentence(sentence)[kind]
                found.append((kind, score, number in right))
    return found


def shipped_models(corpus: Any, trained: Sequence[Fold], found: Result, data: str) -> Models:
    """Train on every report; thresholds and confidence rest on what the folds left out."""
    from eval.detector_training import train_choosers, train_detectors

    linear = train_detectors(corpus) | train_choosers(corpus.reports)
    settings: dict[str, Mapping[str, float]] = {}
    proposed = _proposals(corpus.reports)
    chosen = settings_of_all(trained, corpus.reports)
    for kind in KINDS:
        settings[kind] = {
            **{name: round(float(value), 4) for name, value in chosen[kind].items()},
            **_confidence(kind, proposed),
            "reach": _reach(kind, corpus.reports, trained, chosen[kind]["sentence"]),
        }
    settings["relevance"] = _margins(settings)
    figures = {name: round(value, 4) for name, value in sorted(found.figures().items())}
    about = {
        "data": data,
        "reports": len(corpus.reports),
        "pool": sum(report.collection == "pool" for report in corpus.reports),
        "folds": list(GROUPS),
        "figures": figures,
    }
    return Models(linear, settings, about)


def _reach(
    kind: str, reports: Sequence[KeyedReport], trained: Sequence[Fold], threshold: float
) -> float:
    """Return what a sentence as a whole must score for its words to be looked at."""
    found = []
    for fold in trained:
        for report in reports:
            scores = fold.scores.get(id(report)) if report.group == fold.group else None
            for sentence in report.discourse.parsed.sentences if scores is not None else ():
                score = scores.sentence(sentence)[kind]
                if score >= threshold:
                    words = (scores.word(t)[anywhere(kind)] for t in report.words[sentence.index])
                    found.append(score - WORD_SHARE * max(words, default=LOWEST))
    return round(float(np.percentile(found, _REACHED)), 4) if found else _NEVER


def _margins(settings: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Return how far above its threshold a sentence must score to let its report in."""
    odds = float(np.log(_SURE / (1 - _SURE)))
    return {
        kind: round((odds - one["offset"]) / one["slope"] - one["sentence"], 4)
        for kind, one in settings.items()
        if kind in _LETTING_IN and one["slope"] > 0
    }


def _confidence(kind: str, proposed: _Proposals) -> dict[str, float]:
    """Fit the log-odds that a proposal of a kind holds to its score, and bound what is stated.

    Where claims stated as sure were not found to hold in groups that the fit had not seen, none is stated so.
    """
    stated = held = 0
    for group, rows in proposed.items():
        others = [row for one, rest in proposed.items() if one != group for row in rest]
        settings = {**_fitted(kind, others), "most": 1.0}
        for own, score, holds in rows:
            if own == kind and round(_stated(score, settings), 2) >= _SUREST:
                stated += 1
                held += holds
    sure = holds_among_strangers(stated, held)
    everyone = [row for rows in proposed.values() for row in rows]
    return {**_fitted(kind, everyone), "most": _MOST if sure else _UNSURE}


def _fitted(kind: str, everyone: Sequence[tuple[str, float, bool]]) -> dict[str, float]:
    """Fit odds to scores; a kind of few proposals takes all kinds'."""
    from sklearn.linear_model import LogisticRegression

    own = [p for p in everyone if p[0] == kind]
    rows = own if len(own) >= 20 and len({p[2] for p in own}) > 1 else everyone
    if len({p[2] for p in rows}) < 2:
        return {"slope": 1.0, "offset": 0.0}
    scores = np.array([[p[1]] for p in rows])
    fitted = LogisticRegression(C=1.0).fit(scores, [p[2] for p in rows])
    return {
        "slope": round(float(fitted.coef_[0][0]), 4),
        "offset": round(float(fitted.intercept_[0]), 4),
    }


def data_hash(reports: Sequence[KeyedReport]) -> str:
    """Return the SHA-256 of all texts and keys, in the order they were loaded."""
    found = hashlib.sha256()
    for report in reports:
        found.update(report.discourse.parsed.content.encode())
        found.update(json.dumps(report.key, sort_keys=True).encode())
    return found.hexdigest()


def model_card(models: Models, found: Result, table: str, sure: str, size: int) -> str:
    """Write the model card: what the models are, what they were trained on, how well they do."""
    from eval.score import render

    about = models.about
    features = ", ".join(f"{name} {len(one.keys)}" for name, one in sorted(models.linear.items()))
    thresholds = "\n".join(
        f"| {kind} | {one['sentence']:.2f} | {one['word']:.2f} | {one['link']:.2f} |"
        if one["sentence"] < 99
        else f"| {kind} | rules alone | – | – |"
        for kind, one in models.settings.items()
        if kind in KINDS
    )
    return _CARD.format(
        size=size,
        reports=about["reports"],
        pool=about["pool"],
        data=about["data"],
        features=features,
        figures=render(found),
        table=table,
        sure=sure,
        tried=_TRIED.read_text(encoding="utf-8"),
        thresholds=thresholds,
    )


_CARD = """# Model card: the detector

Written by `make train`; not edited by hand.

**What it is.** Linear models that say which sentences of a report tell of a promise, a consultation, an incident, a
change of structure, a capability or an omission, which words tell it, which words tell one event, and who, what and when
is meant. They look at words, lemmas, classes of words, dependencies and what the rules found; names, numbers and times
are replaced by their class. Plain numpy reads them; the same text gives the same scores. `servanda explain FILE` shows
each candidate with the features that counted.

**Use.** Claims that the models propose bear the rule `detector.KIND` and a confidence: the share of such proposals that
held in reports of publishers left out of training. What a rule finds keeps the rule's cells; the models add evidence to it.

**Data.** {reports} reports with keys made blind (one annotator each; a second one agreed at macro F1 .95 on 24): 487 openly
licensed documents of seven publishers (Voice of America as re-split by the Groningen Meaning Bank, U.S. State Department,
the President of Russia, Prime Ministers of Australia, the President of Ukraine, Wikinews, field releases of the re3d set),
23 reports of news pages, 54 White House texts, and {pool} more of the openly licensed publishers, keyed for promises,
consultations, incidents, structures, capabilities and omissions alone; these are learned from, and nobody is judged by them. The texts are not in the repository; the sources named here have them.
SHA-256 of texts and keys: `{data}`.

**Folds.** One group of publishers is left out of training, and every threshold is chosen on the other groups. Pooled:

```
{figures}
```

F1 by group:

```
{table}
```

**Confidence.** Claims stated at least 0.9 by fits that have not seen the group that is judged: those of rules by their
kind, those that models propose as `detector.KIND`. They hold where the key tells the same at the same words.

```
{sure}
```
**Thresholds.** A sentence proposes from the first score on, a further word of it from the second, two mentions are one
event from the third.

| kind | sentence | word | link |
|---|---|---|---|
{thresholds}

**Size.** {size} bytes; features by model: {features}.

{tried}

**Bad at.** Structures (few examples: the rules find them alone where no threshold is given above), capabilities named in
passing, telling two events in one sentence apart, promises in speech that only restate a policy, obligors behind "we"
where no speaker is named, incidents between a state and a group that is none. English only; reports on relations between
states only. The keys' shares of kinds are not those of the press: half of them were drawn for what is rare.
"""


if __name__ == "__main__":
    raise SystemExit(main())
