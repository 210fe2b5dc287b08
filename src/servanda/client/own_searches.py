"""Saved searches of whoever the client is for."""

from __future__ import annotations

import json

from servanda.client.connection import Connection, Row, part

__all__ = ["OwnSearches"]


class OwnSearches:
    """The saved searches of whoever asks: `Client.searches`."""

    def __init__(self, desk: Connection) -> None:
        self._desk = desk

    def all(self) -> list[Row]:
        """Return them by name."""
        found: list[Row] = json.loads(self._desk.got("/searches", {}))
        return found

    def get(self, identity: str) -> Row:
        """Return one."""
        return self._desk.row(f"/searches/{part(identity)}")

    def save(
        self, words: str, *, name: str = "", kind: str = "", party: str = "", source: str = ""
    ) -> Row:
        """Keep a search; without a name it is called by its words."""
        asked = {"q": words, "name": name, "kind": kind, "party": party, "source": source}
        found: Row = self._desk.asked("POST", "/searches", json=asked)
        return found

    def rename(self, identity: str, name: str) -> Row:
        """Give one another name."""
        path = f"/searches/{part(identity)}/name"
        found: Row = self._desk.asked("PUT", path, json={"name": name})
        return found

    def delete(self, identity: str) -> None:
        """Delete one, and its addresses with it."""
        self._desk.asked("DELETE", f"/searches/{part(identity)}")

    def feed(self, identity: str) -> bytes:
        """Return what one finds as an Atom feed."""
        return self._desk.got(f"/searches/{part(identity)}/feed", {})

    def calendar(self, identity: str) -> bytes:
        """Return the deadlines and consultations that one finds as a calendar."""
        return self._desk.got(f"/searches/{part(identity)}/calendar", {})

    def make_addresses(self, identity: str) -> Row:
        """Make addresses with a key, `feed` and `calendar`, for programs that cannot log in.

        Those made before end. A token cannot make any.
        """
        found: Row = self._desk.asked("POST", f"/searches/{part(identity)}/address")
        return found

    def end_addresses(self, identity: str) -> None:
        """End the addresses of one."""
        self._desk.asked("DELETE", f"/searches/{part(identity)}/address")
