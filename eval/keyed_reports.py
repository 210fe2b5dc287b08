"""Reports with a key made blind, parsed and read by the rules: what the detector learns and is judged by.

The texts lie outside the repository, in a folder beside it (`../shared`, or what SERVANDA_TEXTS names):
`open/` with 487 openly licensed documents of seven publishers, `reports/` with 23, `whitehouse/` with 54;
and more documents of the seven publishers from `open/pool.jsonl`, whose keys are kept here (`eval/pool`): they tell
promises, consultations, incidents, structures, capabilities and omissions alone and are only learned from.
What the language model makes of a text is kept in a folder (SERVANDA_PARSES, else the user's cache).
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.files import read_lines
from eval.matching import Located, anchors
from eval.score import KINDS, as_commitment
from servanda.cleaning.assembly import make_report, prepare
from servanda.dating.by_own_words import date_report
from servanda.export.claim_lines import evidence_plain
from servanda.extraction.coreference.discourse import Discourse
from servanda.extraction.detector.features import FeatureReader
from servanda.extraction.detector.predications import depth, predications
from servanda.extraction.detector.proposals import SORTS
from servanda.extraction.registry import claims_by_rules
from servanda.extraction.relevance import irrelevant_because
from servanda.model import Claim, RawItem, Report, ResolvedClaim
from servanda.model.claim_cells import claim_cells
from servanda.parsing.document import assemble, bare_docs
from servanda.parsing.spacy_model import DEFAULT_MODEL, load_model
from servanda.store.claim_times import by_calendar, countries, resolve_times

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = [
    "COLLECTIONS",
    "GROUPS",
    "KeyedReport",
    "MissingTextsError",
    "complete",
    "load",
    "plain_claims",
    "texts_folder",
]

GROUPS = ("voa", "state", "kremlin", "australia+ukraine", "wikinews+field")
"""Groups of publishers of which one is left out at a time."""

COLLECTIONS = ("open", "pool", "r23", "wh")
"""The sets that are learned from. Strangers are judged on `open` alone, which is keyed whole."""

_JOINED = {
    "australia": "australia+ukraine",
    "ukraine": "australia+ukraine",
    "wikinews": "wikinews+field",
    "field-releases": "wikinews+field",
}
_ROOT = Path(__file__).resolve().parents[1]
_META = ("published", "publisher", "url", "title")
_WHITE_HOUSE = _ROOT / "eval" / "whitehouse" / "keys.jsonl"
_POOL = _ROOT / "eval" / "pool" / "keys.jsonl"


_FEWEST = 5
"""Items of a kind below which nothing can be learned of it."""


class MissingTextsError(Exception):
    """Texts or keys that are not there or cannot be read; says which and where they are looked for."""


@dataclass(eq=False)
class KeyedReport:
    """A report, its key, what the rules find in it and whether the gate lets it in.

    `group` is its group of publishers, `collection` the set it comes from: open, pool, r23, wh-dev, …
    """

    id: str
    group: str
    collection: str
    key: dict[str, Any]
    discourse: Discourse
    rules: tuple[Claim, ...]
    relevant: bool
    memo: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def reader(self) -> FeatureReader:
        """The features of this report."""
        return FeatureReader(self.discourse, self.rules)

    @cached_property
    def located(self) -> Located:
        """The text, prepared for looking up anchors."""
        return Located.of(self.discourse.parsed.content)

    @cached_property
    def words(self) -> list[list[Token]]:
        """The predications of each sentence."""
        return [predications(s) for s in self.discourse.parsed.sentences]

    def items(self, kind: str) -> list[dict[str, Any]]:
        """Return the key's items of a kind of the detector, or of one of the two sorts of promises."""
        if kind in SORTS["promise"]:
            told = self.items("promise")
            return [i for i in told if (i.get("kind") == "assurance") == (kind == "assurance")]
        return self.key.get(KINDS["commitment" if kind == "promise" else kind]) or []

    def sentences_told(self, kind: str) -> set[int]:
        """Return the sentences in which an anchor of the kind begins."""
        found = set()
        for item in self.items(kind):
            for start, end in self._places(item):
                hit = (
                    s.index
                    for s in self.discourse.parsed.sentences
                    if s.start < end and start < s.end
                )
                found |= set(list(hit)[:1])
        return found

    def mentions(self, kind: str) -> list[tuple[dict[str, Any], list[Token]]]:
        """Return each item of a kind with the words that tell it, the main anchor's first."""
        known = self.memo.get(("mentions", kind))
        if known is None:
            known = []
            for item in self.items(kind):
                tokens = (self._told_at(*place) for place in self._places(item))
                known.append((item, list(dict.fromkeys(t for t in tokens if t is not None))))
            self.memo["mentions", kind] = known
        return known

    def _places(self, item: dict[str, Any]) -> Iterator[tuple[int, int]]:
        for anchor in anchors(item):
            yield from self.located.all(anchor)

    def _told_at(self, start: int, end: int) -> Token | None:
        """Return the topmost predication within an anchor, or the one next to where it begins."""
        for sentence in self.discourse.parsed.sentences:
            if sentence.start < end and start < sentence.end:
                words = self.words[sentence.index]
                inside = [t for t in words if t.idx < end and start < t.idx + len(t)]
                if inside:
                    return min(inside, key=lambda t: (depth(t), t.pos_ not in _VERBS, t.i))
                return min(words, key=lambda t: abs(t.idx - start), default=None)
        return None


_VERBS = ("VERB", "AUX")


def texts_folder() -> Path:
    """Return the folder with the keyed texts: SERVANDA_TEXTS, else `../shared` beside the repository."""
    given = os.environ.get("SERVANDA_TEXTS")
    return Path(given) if given else _ROOT.parent / "shared"


def _cache_folder() -> Path:
    given = os.environ.get("SERVANDA_PARSES")
    return Path(given) if given else Path.home() / ".cache" / "servanda" / "parses"


def load(folder: Path, collections: Iterable[str] = COLLECTIONS) -> list[KeyedReport]:
    """Load the keyed reports of the collections. Raises MissingTextsError saying what is not there."""
    rows = [row for name in collections for row in _COLLECTIONS[name](folder)]
    made = []
    for row, key, group, collection in rows:
        metadata = {name: str(row[name]) for name in _META if row.get(name)}
        item = RawItem(
            row["id"],
            row["text"].encode(),
            "text/plain",
            row["id"],
            {**metadata, "encoding": "utf-8"},
        )
        prepared = prepare(item)
        made.append((make_report(prepared), prepared, key, group, collection))
    found = []
    for (report, prepared, key, group, collection), doc in zip(
        made, _kept_docs([report for report, *_ in made]), strict=True
    ):
        parsed = assemble(doc, report)
        dating = date_report(report.text, parsed.all_times, metadata=prepared.metadata)
        parsed.report = replace(report, dating=dating)
        relevant = report.irrelevant_because is None and irrelevant_because(parsed) is None
        discourse = Discourse(parsed)
        rules = tuple(claims_by_rules(discourse))
        found.append(KeyedReport(report.name, group, collection, key, discourse, rules, relevant))
    return found


def complete(reports: Sequence[KeyedReport], kinds: Iterable[str]) -> None:
    """See that models can be trained without any two groups of publishers.

    Raises MissingTextsError that names a group without a report, or a kind with too few keyed items.
    """
    for group in GROUPS:
        if not any(r.group == group for r in reports):
            message = f"open/input.jsonl and open/keys.jsonl: no report of the group {group}"
            raise MissingTextsError(message)
    for kind in kinds:
        for out in itertools.combinations(GROUPS, 2):
            told = sum(len(r.mentions(kind)) for r in reports if r.group not in out)
            if told < _FEWEST:
                message = f"keys: {told} items of {kind} without {' and '.join(out)}, too few"
                raise MissingTextsError(message)


def plain_claims(report: KeyedReport, claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Render claims as `servanda export claims` does, assurances as commitments."""
    chosen = tuple(claims)
    published = report.discourse.parsed.report.dating.when
    where = countries(chosen)
    rows = []
    for claim in chosen:
        times = resolve_times(claim.body, published, where.get(str(claim.id)), by_calendar)
        resolved = ResolvedClaim(claim, report.id, published, times.days, "", times.values)
        row = {"kind": claim.kind, "report": report.id, "id": str(claim.id)}
        row |= {"evidence": evidence_plain(claim.evidence), **claim_cells(resolved)}
        rows.append(as_commitment(row) if claim.kind == "assurance" else row)
    return rows


# -- where they come from --------------------------------------------------------------------

_Row = tuple[dict[str, Any], dict[str, Any], str, str]


def _lines(path: Path) -> list[dict[str, Any]]:
    try:
        rows = read_lines(path)
    except OSError as error:
        message = f"{path}: {(error.strerror or 'cannot be read').lower()}"
        raise MissingTextsError(message) from error
    except ValueError as error:
        message = f"{path}: damaged, {error}"
        raise MissingTextsError(message) from error
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            message = f"{path}: damaged, record {number} has no id"
            raise MissingTextsError(message)
    return rows


def _keyed(
    rows: Iterable[dict[str, Any]], keys: Iterable[dict[str, Any]], place: Path
) -> Iterator[_Row]:
    by_id = {row["id"]: row for row in rows}
    for key in keys:
        row = by_id.get(key["id"])
        if row is None or not isinstance(row.get("text"), str):
            message = f"{place}: no text of {key['id']}, which has a key"
            raise MissingTextsError(message)
        _check(key)
        yield row, key, "", ""


def _check(key: Mapping[str, Any]) -> None:
    """Raise MissingTextsError where what a key lists is no list of items with anchors."""
    for name in KINDS.values():
        items = key.get(name) or []
        sound = isinstance(items, list) and all(
            isinstance(item, dict) and isinstance(item.get("anchor"), str) for item in items
        )
        if not sound:
            message = f"key of {key['id']}: damaged, {name} is no list of items with anchors"
            raise MissingTextsError(message)


def _open(folder: Path) -> Iterator[_Row]:
    place = folder / "open" / "input.jsonl"
    for row, key, _, _ in _keyed(_lines(place), _lines(folder / "open" / "keys.jsonl"), place):
        group = str(row.get("group", ""))
        yield row, key, _JOINED.get(group, group), "open"


def _pool(folder: Path) -> Iterator[_Row]:
    place = folder / "open" / "pool.jsonl"
    for row, key, _, _ in _keyed(_lines(place), _lines(_POOL), place):
        group = str(row.get("group", ""))
        yield row, key, _JOINED.get(group, group), "pool"


def _reports(folder: Path) -> Iterator[_Row]:
    for key in _lines(folder / "keys" / "gold.jsonl"):
        place = folder / "reports" / f"{key['id']}.txt"
        try:
            text = place.read_text(encoding="utf-8")
        except OSError as error:
            message = f"{place}: {(error.strerror or 'cannot be read').lower()}"
            raise MissingTextsError(message) from error
        except UnicodeDecodeError as error:
            message = f"{place}: damaged, no UTF-8"
            raise MissingTextsError(message) from error
        _check(key)
        yield {"id": key["id"], "text": text}, key, "reports", "r23"


def _white_house(folder: Path) -> Iterator[_Row]:
    whole = folder / "whitehouse" / "corpus_2021_2022.jsonl"
    keys = _lines(_WHITE_HOUSE)
    for row, key, _, _ in _keyed(_lines(whole), keys, whole):
        yield row, key, "whitehouse", f"wh-{key['half']}"
    few = folder / "whitehouse" / "input.jsonl"
    keys = _lines(folder / "whitehouse" / "gold.jsonl")
    for row, key, _, _ in _keyed(_lines(few), keys, few):
        yield row, key, "whitehouse", "wh12"


_COLLECTIONS = {"open": _open, "pool": _pool, "r23": _reports, "wh": _white_house}


# -- parses that are kept --------------------------------------------------------------------


def _kept_docs(reports: list[Report]) -> Iterator[Doc]:
    """Give the parse of each report, from the folder of parses where it was made before."""
    from spacy.tokens import Doc

    nlp = load_model(DEFAULT_MODEL)
    version = json.dumps([nlp.meta["name"], nlp.meta["version"], nlp.meta["spacy_version"]])
    folder = _cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for report in reports:
        blocks = repr([(b.start, b.end, b.kind.value) for b in report.text.blocks])
        name = hashlib.sha256((version + blocks + report.text.content).encode()).hexdigest()
        place = folder / f"{name}.doc"
        if place.is_file():
            yield Doc(nlp.vocab).from_bytes(place.read_bytes())
            continue
        doc = next(bare_docs([report]))
        place.write_bytes(doc.to_bytes())
        yield doc
