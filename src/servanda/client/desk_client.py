"""The client of a desk: what is asked of it, what is decided at it, and what is added."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypedDict, Unpack

import httpx

from servanda.client.coders_judgements import Judgements
from servanda.client.connection import Connection, Row, part, written
from servanda.client.own_searches import OwnSearches

__all__ = ["Asked", "Client", "Job", "Kind", "Who"]


_MANY = 500  # rows of a page, the most a desk gives
Kind = Literal[
    "consultations",
    "commitments",
    "assurances",
    "capabilities",
    "structures",
    "incidents",
    "offices",
    "omissions",
    "quotes",
    "dates",
]


class Asked(TypedDict, total=False):
    """From which moment, and of what: the three times and the filters of lists."""

    today: date
    as_of: date
    known_by: date
    recorded_by: datetime | date
    judged: Literal["applied", "all", "none"]
    reliability: str
    credibility: str
    min_confidence: float
    party: Sequence[str]
    giver: Sequence[str]
    receiver: Sequence[str]
    since: date
    until: date
    status: str
    report: str


@dataclass(frozen=True, slots=True)
class Who:
    """Who the desk takes this client for, and what they may do."""

    name: str
    role: str | None
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class Job:
    """A reading: how far it has come, the names of its reports, what was refused and why."""

    id: str
    state: str
    what: str
    author: str
    done: int
    total: int | None
    reports: tuple[str, ...]
    refused: tuple[Mapping[str, str], ...]

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "cancelled", "failed")

    @classmethod
    def of(cls, plain: Row) -> Job:
        """Read a job as the desk writes it."""
        return cls(
            plain["id"],
            plain["state"],
            plain["what"],
            plain["author"],
            plain["done"],
            plain["total"],
            tuple(plain["reports"]),
            tuple(plain["refused"]),
        )


class Client:
    """A desk at an address. `token` is that of an account, where the desk has some."""

    def __init__(
        self,
        address: str = "http://127.0.0.1:8765",
        token: str | None = None,
        *,
        timeout: float = 60.0,
        http: httpx.Client | None = None,
    ) -> None:
        """`http` stands in for a connection of its own, and is then not closed."""
        self._desk = Connection(address, token, timeout=timeout, http=http)
        self.searches = OwnSearches(self._desk)
        self.judgements = Judgements(self._desk)

    def __enter__(self) -> Self:
        """Give the client itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        del kind, error, trace
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._desk.close()

    # -- looking -----------------------------------------------------------------------------

    def about(self) -> Row:
        """Say what record is served and how much is in it."""
        return self._desk.row("/about")

    def me(self) -> Who:
        """Say who the desk takes this client for."""
        found = self._desk.row("/me")
        return Who(found["name"], found["role"], frozenset(found["rights"]))

    def reports(
        self, *, order: Literal["recorded", "published"] = "recorded", **asked: Unpack[Asked]
    ) -> Iterator[Row]:
        """Go through the reports, the last recorded first, or by the day of publication."""
        return self._desk.rows("/reports", asked, order=order)

    def report(self, identity: str, **asked: Unpack[Asked]) -> Row:
        """Return one report by its id or name, without its text."""
        return self._desk.row(f"/reports/{part(identity)}", asked)

    def text(self, identity: str) -> str:
        """Return the text of a report as stored; offsets of evidence count its characters."""
        return self._desk.got(f"/reports/{part(identity)}/text", {}).decode()

    def claims_of(self, identity: str, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through the claims of a report."""
        return self._desk.rows(f"/reports/{part(identity)}/claims", asked)

    def brief(self, identity: str, *, only: Sequence[str] = ()) -> Row:
        """Say what a report says that the record did not know before its date."""
        return self._desk.row(f"/reports/{part(identity)}/brief", only=only)

    def claims(self, *, kind: str | None = None, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through the claims, those of the report recorded last first."""
        return self._desk.rows("/claims", asked, kind=kind)

    def claim(self, identity: str) -> Row:
        """Return one claim by its id, rejected or not."""
        return self._desk.row(f"/claims/{part(identity)}")

    def show(self, kind: Kind, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through what the record holds of a kind."""
        return self._desk.rows(f"/{kind}", asked)

    def entity(self, identity: str, **asked: Unpack[Asked]) -> Row:
        """Return one entity of any kind by its id."""
        return self._desk.row(f"/entities/{part(identity)}", asked)

    def due(
        self, *, within: str | None = None, kind: Sequence[str] = (), **asked: Unpack[Asked]
    ) -> Iterator[Row]:
        """Go through what is due, the longest overdue first."""
        return self._desk.rows("/due", asked, within=within, kind=kind)

    def timeline(self, *, kind: Sequence[str] = (), **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through everything dated, in order."""
        return self._desk.rows("/timeline", asked, kind=kind)

    def candidates(self, report: str) -> Iterator[Row]:
        """Go through what was looked at in a report, and what became of it."""
        return self._desk.rows(f"/reports/{part(report)}/candidates", {})

    def to_review(self, *, report: str | None = None, kind: str | None = None) -> Iterator[Row]:
        """Go through the judgements that the record rests on, the weakest first."""
        return self._desk.rows("/review", {}, report=report, kind=kind)

    def snapshot(self, **asked: Unpack[Asked]) -> Row:
        """Return the system as it stood on a day, all pages of it in one."""
        first, *others = self._desk.pages("/snapshot", asked, limit=_MANY)
        for page in others:
            for name in first["counts"]:
                first[name] += page[name]
        return first | {"next": None}

    def search(
        self, words: str, *, kind: str | None = None, **asked: Unpack[Asked]
    ) -> Iterator[Row]:
        """Go through the places where words stand."""
        return self._desk.rows("/search", asked, q=words, kind=kind)

    def drift(self, words: str, **asked: Unpack[Asked]) -> Row:
        """Say who used a wording, when, and how it changed."""
        return self._desk.row("/drift", asked, words=words)

    def wordings(self, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through the assurances that independent reports share."""
        return self._desk.rows("/wordings", asked)

    def why(self, identity: str, **asked: Unpack[Asked]) -> list[Row]:
        """Say what an entry rests on, step by step."""
        found: list[Row] = json.loads(self._desk.got(f"/why/{part(identity)}", written(asked)))
        return found

    def times(
        self,
        text: str,
        *,
        published: date | None = None,
        country: str | None = None,
        why: bool = False,
    ) -> list[Row]:
        """Return the time expressions of a text, which the desk does not keep."""
        day = published.isoformat() if published else None
        body = {"text": text, "dct": day, "country": country, "why": why}
        found: list[Row] = self._desk.asked("POST", "/times", json=body)["timex"]
        return found

    def check(self) -> Row:
        """Say what the last check of the record found, or that one goes on."""
        return self._desk.row("/check")

    def begin_check(self) -> Row:
        """Have every piece of evidence and every constraint of the record checked in the background."""
        found: Row = self._desk.asked("POST", "/check")
        return found

    def export(
        self,
        what: str,
        *,
        form: str | None = None,
        past: bool | None = None,
        alarm: str | None = None,
        **asked: Unpack[Asked],
    ) -> Iterator[bytes]:
        """Give an export piece by piece, as it is made; `past` and `alarm` (7d, 2w) are of calendars."""
        given = written({**asked, "format": form, "past": past, "alarm": alarm})
        request = self._desk.request("GET", f"/export/{part(what)}", params=given)
        with self._desk.sent(request, stream=True) as answer:
            yield from answer.iter_bytes()

    # -- deciding ----------------------------------------------------------------------------

    def decisions(
        self,
        *,
        action: str | None = None,
        author: str | None = None,
        about: str | None = None,
        undone: bool | None = None,
    ) -> Iterator[Row]:
        """Go through everything that persons decided, undone words too, or what is asked of it."""
        return self._desk.rows(
            "/decisions", {}, action=action, author=author, about=about, undone=undone
        )

    def decision(self, identity: str) -> Row:
        """Return one decision by its id."""
        return self._desk.row(f"/decisions/{part(identity)}")

    def accept(self, *ids: str, reason: str = "", blind: bool = False) -> Row:
        """Say that reports do say so: `ids` are of claims, or of entities, for all their claims."""
        return self._decide(action="accept", ids=ids, reason=reason, blind=blind)[0]

    def reject(self, *ids: str, reason: str = "", blind: bool = False) -> Row:
        """Say that reports do not say so."""
        return self._decide(action="reject", ids=ids, reason=reason, blind=blind)[0]

    def tie(
        self, one: str, other: str, sort: str | None = None, *, holds: bool = True, reason: str = ""
    ) -> Row:
        """Say whether a tie between two entities holds; one whose type is named can be added."""
        action = "accept" if holds else "reject"
        return self._decide(action=action, ids=[one], tie_to=other, tie=sort, reason=reason)[0]

    def merge(self, *ids: str, reason: str = "", blind: bool = False) -> Row:
        """Say that claims are about one entity, or that persons are one."""
        return self._decide(action="merge", ids=ids, reason=reason, blind=blind)[0]

    def split(self, identity: str, *others: str, reason: str = "", blind: bool = False) -> Row:
        """Say that claims are not about one entity."""
        return self._decide(action="split", id=identity, others=others, reason=reason, blind=blind)[
            0
        ]

    def amend(self, identity: str, fields: Mapping[str, str], *, reason: str = "") -> list[Row]:
        """Put other values in fields of a claim, as a person writes them.

        The field `evidence` lets it rest on other words: `120-180`, or words that stand there once.
        """
        return self._decide(action="amend", id=identity, fields=dict(fields), reason=reason)

    def add_claim(
        self,
        report: str,
        kind: str,
        cells: Mapping[str, str],
        evidence: Iterable[tuple[int, int]],
        *,
        reason: str = "",
    ) -> Row:
        """Add a claim that no reader found, in cells as a person writes them; `evidence` are offsets."""
        places = [{"start": start, "end": end} for start, end in evidence]
        return self._decide(
            action="add",
            report=report,
            kind=kind,
            cells=dict(cells),
            evidence=places,
            reason=reason,
        )[0]

    def undo(self, identity: str, *, reason: str = "") -> Row:
        """Take a decision back."""
        found: Row = self._desk.asked(
            "POST", f"/decisions/{part(identity)}/undo", json={"reason": reason}
        )
        return found

    def _decide(self, **asked: Any) -> list[Row]:
        found: list[Row] = self._desk.asked("POST", "/decisions", json=asked)
        return found

    # -- adding ------------------------------------------------------------------------------

    def add_text(
        self, text: str, *, name: str = "", title: str = "", published: str = "", url: str = ""
    ) -> Job:
        """Have a text read in the background."""
        asked = {"text": text, "name": name, "title": title, "published": published, "url": url}
        return Job.of(self._desk.asked("POST", "/reports", json=asked))

    def add_address(self, address: str) -> Job:
        """Have a page or a feed of the public web fetched and read in the background."""
        return Job.of(self._desk.asked("POST", "/reports", json={"address": address}))

    def add_files(self, paths: Iterable[str | Path]) -> Job:
        """Have files read in the background."""
        files = [("files", (Path(one).name, Path(one).read_bytes())) for one in paths]
        return Job.of(self._desk.asked("POST", "/reports/files", files=files))

    def jobs(self) -> list[Job]:
        """Return the readings since the desk was started, the newest first."""
        return [Job.of(one) for one in json.loads(self._desk.got("/jobs", {}))]

    def job(self, identity: str) -> Job:
        """Return a reading as it stands."""
        return Job.of(self._desk.row(f"/jobs/{part(identity)}"))

    def cancel(self, identity: str) -> Job:
        """Stop a reading after the report in hand."""
        return Job.of(self._desk.asked("POST", f"/jobs/{part(identity)}/cancel"))

    def follow(self, identity: str) -> Iterator[Job]:
        """Give a reading whenever it has come further, until it is over."""
        request = self._desk.request("GET", f"/jobs/{part(identity)}/events")
        with self._desk.sent(request, stream=True) as answer:
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    yield Job.of(json.loads(line.removeprefix("data: ")))

    def wait(self, identity: str, *, seconds: float = 600.0, pause: float = 0.5) -> Job:
        """Wait until a reading is over, or some seconds; return it as it stands."""
        last = time.monotonic() + seconds
        while not (found := self.job(identity)).over and time.monotonic() < last:
            time.sleep(pause)
        return found

    # -- accounts ----------------------------------------------------------------------------

    def accounts(self) -> list[Row]:
        """Return who may log in. Takes the right to admin, as all of these."""
        found: list[Row] = json.loads(self._desk.got("/accounts", {}))
        return found

    def add_account(self, name: str, role: str, password: str) -> Row:
        """Make an account."""
        asked = {"name": name, "role": role, "password": password}
        found: Row = self._desk.asked("POST", "/accounts", json=asked)
        return found

    def change_role(self, name: str, role: str) -> Row:
        """Give an account another role."""
        found: Row = self._desk.asked("PUT", f"/accounts/{part(name)}/role", json={"role": role})
        return found

    def remove_account(self, name: str) -> None:
        """Take an account away."""
        self._desk.asked("DELETE", f"/accounts/{part(name)}")
