"""The models at run time: hashed features, half-precision weights in one file, plain numpy.

A feature's key is the CRC-32 of its words, so that a file holds numbers only. The same features
give the same score on every machine: sums run in single precision, in the order of the features.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import accumulate, chain, repeat
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Linear", "Models", "feature_key", "load", "pack", "shipped"]

Floats = npt.NDArray[np.float32]
_MODEL = "detector.npz"
_REMEMBERED = 300_000  # features of which a model remembers the place, so that memory stays bounded


def feature_key(feature: str) -> int:
    """Return the 32-bit key of a feature."""
    return zlib.crc32(feature.encode())


class _Places(dict[str, int]):
    """The place of a feature among the keys of a model, -1 for one it does not know.

    Most features come again in the next report, so that their places are remembered, up to a limit.
    """

    __slots__ = ("_of_key",)

    def __init__(self, of_key: Mapping[int, int]) -> None:
        super().__init__()
        self._of_key = of_key

    def __missing__(self, feature: str) -> int:
        if len(self) > _REMEMBERED:
            self.clear()
        at = self[feature] = self._of_key.get(zlib.crc32(feature.encode()), -1)
        return at

    def seldom(self, features: Iterable[str]) -> Iterator[int]:
        """Give the place of each feature without remembering it, for features that seldom come again."""
        return map(self._of_key.get, map(zlib.crc32, map(str.encode, features)), repeat(-1))


@dataclass(frozen=True, slots=True)
class Linear:
    """Several linear models over one vocabulary of hashed features.

    `flat` (features by models) is weighed over features divided by the root of their number,
    `scaled` over features times `scale` (their rarity), brought to length one. A score is the sum
    of both and of `bias`. A model without `scaled` weights is flat alone, `divided` or not.

    Features that a model does not know count in their number, and in the length with the rarity `unknown`:
    so a score means the same whether rare features were left out of a file or were never met.
    """

    names: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    flat: Floats
    bias: Floats
    scaled: Floats | None = None
    scale: Floats | None = None
    divided: bool = False
    unknown: float = 0.0
    known: _Places = field(default_factory=lambda: _Places({}), repr=False)

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        keys: npt.NDArray[np.uint32],
        flat: Floats,
        bias: Floats,
        scaled: Floats | None = None,
        scale: Floats | None = None,
        *,
        divided: bool = False,
        unknown: float = 0.0,
    ) -> Linear:
        """Build a model; keys ascend and are distinct."""
        place = {int(key): at for at, key in enumerate(keys)}
        known = _Places(place)
        return cls(tuple(names), keys, flat, bias, scaled, scale, divided, unknown, known)

    def scores(self, features: Iterable[str]) -> Floats:
        """Return the score of each model for one set of features."""
        distinct = dict.fromkeys(features)
        return self._scores_at(list(self._places(distinct)), len(distinct))

    def _scores_at(self, at: list[int], count: int) -> Floats:
        """Return the scores of the features at some places, of `count` features in all."""
        if not at:
            return self.bias
        flat: Floats = self.flat.take(at, axis=0).sum(axis=0)
        if self.scaled is None or self.scale is None:
            return (flat / np.float32(count**0.5) if self.divided else flat) + self.bias
        scale = self.scale.take(at)
        total: Floats = flat / np.float32(count**0.5) + self.bias
        total += (scale @ self.scaled.take(at, axis=0)) / self._length(scale, count)
        return total

    def _length(self, scale: Floats, count: int) -> np.float32:
        """Return the length of features of which `scale` has the rarity of those that are known."""
        strange = (count - len(scale)) * self.unknown**2
        return np.float32((float(scale @ scale) + strange) ** 0.5 or 1.0)

    def scores_of_all(self, shared: Collection[str], own: Sequence[Collection[str]]) -> Floats:
        """Return the scores of several sets of features, a row each: `shared` ones and their own.

        A row is the same, to the bit, as `scores` gives for the shared features and then its own.
        """
        every = frozenset(shared)
        common = self._places(shared)
        rows = [common | self._places(features) for features in own]
        counts = [len(every.union(features)) for features in own]
        if self.scaled is not None or not rows or not all(rows):
            scored = [self._scores_at(list(row), n) for row, n in zip(rows, counts, strict=True)]
            return np.array(scored, dtype=np.float32)
        lengths = [len(row) for row in rows]
        places = np.fromiter(chain.from_iterable(rows), dtype=np.intp, count=sum(lengths))
        starts = [0, *accumulate(lengths[:-1])]
        sums: Floats = np.add.reduceat(self.flat.take(places, axis=0), starts, axis=0)
        if self.divided:
            sums /= np.sqrt(np.array(counts, dtype=np.float64)).astype(np.float32)[:, None]
        sums += self.bias
        return sums

    def score(self, features: Iterable[str]) -> float:
        """Return the score of the first model for one set of features."""
        return float(self.scores(features)[0])

    def best(self, features: Iterable[str]) -> str:
        """Return the name of the model that scores highest."""
        return self.names[int(np.argmax(self.scores(features)))]

    def why(self, features: Iterable[str], name: str, most: int = 8) -> list[tuple[str, float]]:
        """Return the features that counted most for one model, with what each added."""
        row = self.names.index(name)
        distinct = dict.fromkeys(features)
        known = [(f, at) for f in distinct if (at := self.known[f]) >= 0]
        if not known:
            return []
        places = [at for _, at in known]
        added = self.flat[places, row].astype(np.float64)
        if self.divided or self.scaled is not None:
            added = added / np.sqrt(len(distinct))
        if self.scaled is not None and self.scale is not None:
            scale = self.scale[places]
            length = self._length(scale, len(distinct))
            added = added + self.scaled[places, row] * scale / length
        order = np.argsort(-np.abs(added), kind="stable")[:most]
        return [(known[i][0], round(float(added[i]), 3)) for i in order]

    def _places(self, features: Iterable[str]) -> dict[int, None]:
        """Return the places of the known features, each once, in the order given."""
        if self.scaled is not None:  # a model of sentences: most runs of words are new
            found = dict.fromkeys(self.known.seldom(features))
        else:
            found = dict.fromkeys(map(self.known.__getitem__, features))
        found.pop(-1, None)
        return found


@dataclass(frozen=True, slots=True)
class Models:
    """All models of the detector, by name, with their thresholds and what they were trained on.

    `settings` holds, for each kind, the score from which a sentence proposes (`sentence`), a word
    is a second claim of it (`word`) and two mentions are one event (`link`), and how a score
    becomes a confidence (`slope`, `offset`, at most `most`). `about` says what the models were trained on.
    """

    linear: Mapping[str, Linear]
    settings: Mapping[str, Mapping[str, float]]
    about: Mapping[str, Any]

    def __getitem__(self, name: str) -> Linear:
        return self.linear[name]


def pack(models: Models, path: Path) -> int:
    """Write models in half precision, compressed; return the size of the file in bytes."""
    arrays: dict[str, Any] = {}
    for name, one in models.linear.items():
        arrays[f"{name}/keys"] = one.keys
        arrays[f"{name}/flat"] = one.flat.astype(np.float16)
        arrays[f"{name}/bias"] = one.bias.astype(np.float32)
        if one.scaled is not None and one.scale is not None:
            arrays[f"{name}/scaled"] = one.scaled.astype(np.float16)
            arrays[f"{name}/scale"] = one.scale.astype(np.float16)
    head = {
        "names": {name: list(one.names) for name, one in models.linear.items()},
        "divided": [name for name, one in models.linear.items() if one.divided],
        "unknown": {name: one.unknown for name, one in models.linear.items() if one.unknown},
        "settings": models.settings,
        "about": models.about,
    }
    text = json.dumps(head, ensure_ascii=False, sort_keys=True).encode()
    arrays["head"] = np.frombuffer(text, dtype=np.uint8)
    whole = io.BytesIO()
    np.savez_compressed(whole, **arrays)
    return path.write_bytes(whole.getvalue())


def load(data: bytes) -> Models:
    """Read models from the bytes of a file; weights become single precision again.

    Raises ValueError or KeyError where the bytes are no such file.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        head = json.loads(file["head"].tobytes().decode())
        linear = {}
        for name, outputs in head["names"].items():
            floats = {
                part: file[f"{name}/{part}"].astype(np.float32)
                for part in ("flat", "bias", "scaled", "scale")
                if f"{name}/{part}" in file.files
            }
            linear[name] = Linear.of(
                outputs,
                file[f"{name}/keys"],
                divided=name in head["divided"],
                unknown=head["unknown"].get(name, 0.0),
                **floats,
            )
    return Models(linear, head["settings"], head["about"])


@cache
def shipped() -> Models | None:
    """Return the models that come with the package, or None where there are none."""
    file = resources.files("servanda.extraction.detector.data").joinpath(_MODEL)
    if not file.is_file():
        return None
    return load(file.read_bytes())
