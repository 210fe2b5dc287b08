"""The file of saved searches: beside the accounts, or beside the record where nobody logs in.

Searches are their owners' and not the record's, which is copied and given to others; the hashes of
their addresses' keys must not go with it. So they are a file of their own, as accounts are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from servanda.errors import NotFoundError, UnreadableError, UsageError
from servanda.server.access.locked_file import LockedFile
from servanda.server.searches.saved_searches import Owner, SavedSearch
from servanda.server.searches.word_search import WordSearch

__all__ = ["SearchFile"]


_FORMAT = "servanda searches 1"
_MOST = 50  # searches of one owner


class SearchFile:
    """The saved searches of a server. A file that is not there yet has none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = LockedFile(path, self._parsed, "name another file with --searches")

    def of(self, owner: Owner) -> tuple[SavedSearch, ...]:
        """Return somebody's searches by name. Raises UnreadableError where the file is no such file."""
        mine = [one for one in self._all().values() if one.owner == owner]
        return tuple(sorted(mine, key=lambda one: (one.name.casefold(), one.id)))

    def get(self, identity: str) -> SavedSearch | None:
        """Return the search of an id, whosever it is; None where there is none."""
        return self._all().get(identity)

    def add(self, made: SavedSearch) -> None:
        """Keep a new search. Raises UsageError where its owner has one of that name, or too many."""

        def added(found: dict[str, SavedSearch]) -> None:
            _must_be_free(found, made)
            if sum(one.owner == made.owner for one in found.values()) >= _MOST:
                reason = f"you have {_MOST} already"
                raise UsageError("the search", reason, "delete one that you no longer need")
            found[made.id] = made

        self._change(added)

    def change(
        self, identity: str, owner: Owner, make: Callable[[SavedSearch], SavedSearch]
    ) -> SavedSearch:
        """Put another search in the place of one of its owner's, and return it. Raises NotFoundError."""
        kept: list[SavedSearch] = []

        def changed(found: dict[str, SavedSearch]) -> None:
            kept.append(make(_own(found, identity, owner)))
            _must_be_free(found, kept[0])
            found[identity] = kept[0]

        self._change(changed)
        return kept[0]

    def remove(self, identity: str, owner: Owner) -> None:
        """Delete one of its owner's searches, with its address. Raises NotFoundError."""

        def removed(found: dict[str, SavedSearch]) -> None:
            del found[_own(found, identity, owner).id]

        self._change(removed)

    # -- within ------------------------------------------------------------------------------

    def _all(self) -> dict[str, SavedSearch]:
        return self._file.read() if self.path.exists() else {}

    def _change(self, change: Callable[[dict[str, SavedSearch]], None]) -> None:
        with self._file.alone():
            found = dict(self._all())
            change(found)
            plain = {"format": _FORMAT, "searches": [_plain(one) for one in found.values()]}
            self._file.write(orjson.dumps(plain, option=orjson.OPT_INDENT_2))

    def _parsed(self, data: bytes) -> dict[str, SavedSearch]:
        try:
            plain = orjson.loads(data)
            known = plain["format"] == _FORMAT
            found = [_search(one) for one in plain["searches"]] if known else []
        except (ValueError, KeyError, TypeError) as error:
            reason = "this is no file of saved searches, or it is damaged"
            raise UnreadableError(str(self.path), reason, "restore a copy of it") from error
        if not known:
            remedy = "see which servanda wrote it"
            raise UnreadableError(str(self.path), "it is of another format", remedy)
        return {one.id: one for one in found}


def _own(found: Mapping[str, SavedSearch], identity: str, owner: Owner) -> SavedSearch:
    one = found.get(identity)
    if one is None or one.owner != owner:
        raise NotFoundError("this search", "you have none of that id", "see the list of them")
    return one


def _must_be_free(found: Mapping[str, SavedSearch], one: SavedSearch) -> None:
    name = one.name.casefold()
    for other in found.values():
        if other.id != one.id and other.owner == one.owner and other.name.casefold() == name:
            raise UsageError(one.name, "you have a search of that name", "give it another name")


def _plain(one: SavedSearch) -> dict[str, Any]:
    return {
        "id": one.id,
        "owner": one.owner.name,
        "since": one.owner.since.isoformat() if one.owner.since else None,
        "name": one.name,
        "asked": one.asked.plain(),
        "made": one.made.isoformat(),
        "secret": one.secret,
    }


def _search(plain: Mapping[str, Any]) -> SavedSearch:
    asked, since, secret = plain["asked"], plain["since"], plain["secret"]
    return SavedSearch(
        str(plain["id"]),
        Owner(str(plain["owner"]), datetime.fromisoformat(since) if since else None),
        str(plain["name"]),
        WordSearch(*(str(asked[key]) for key in ("q", "kind", "party", "source"))),
        datetime.fromisoformat(plain["made"]),
        None if secret is None else str(secret),
    )
