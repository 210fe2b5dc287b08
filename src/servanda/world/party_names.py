"""Which party a reader means: a code, a name, an adjective or a seat, in any case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from servanda.data_tables import rows
from servanda.errors import UsageError
from servanda.model.text_folding import fold
from servanda.world.country_codes import country_names, party_name
from servanda.world.gazetteer import gazetteer

__all__ = ["party_code", "party_known"]


def party_code(name: str) -> str:
    """Return the code of the party that `name` means: "jp", "Japan", "JPN", "Japanese", "nato".

    Raises UsageError, which names what is spelled most like it, where no party is called that.
    """
    found = party_known(name)
    if found is None:
        raise UsageError(name, "no party is called that", _suggestion(name))
    return found


def party_known(name: str) -> str | None:
    """Return the code of the party that `name` means, or None."""
    key = _key(name)
    return _called().get(key) or _called().get(key.removeprefix("the "))


def _suggestion(name: str) -> str:
    from rapidfuzz import fuzz, process

    called = _called()
    nearest, _, _ = process.extractOne(_key(name), list(called), scorer=fuzz.ratio)
    code = called[nearest]
    full = party_name(code)
    return f"did you mean {full}{f' ({code})' if code != full else ''}?"


@cache
def _called() -> dict[str, str]:
    """Map everything that a party can be called to its code; of two, the plainer name goes first."""
    found: dict[str, str] = {}
    for name, code in _names():
        found.setdefault(_key(name), code)
    return found


def _names() -> Iterator[tuple[str, str]]:
    known = gazetteer()
    yield from ((code, code) for code in known.names)
    yield from country_names()
    for code in known.names:
        yield from ((name, code) for name in known.called(code))
    for code, names in rows("world", "own_names"):
        yield from ((name, code) for name in names.split("|"))
    yield from known.seats.items()


def _key(name: str) -> str:
    return fold(" ".join(name.replace("’", "'").split()))
