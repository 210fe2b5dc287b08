"""A client of the REST interface of a desk: lists that page by themselves, answers kept while they hold.

    with Client("http://127.0.0.1:8765") as desk:
        for row in desk.due(within="90d", party=["NO"]):
            print(row["what"], row["due"])

Rows are those of `servanda … --format json`. What the desk refuses is a RefusedError with subject, reason
and remedy, as every other error.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypedDict, Unpack
from urllib.parse import quote

import httpx

from servanda.errors import ServandaError

__all__ = ["Asked", "Client", "Job", "Kind", "RefusedError", "Row", "Who"]


Row = dict[str, Any]
"""Plain values with the keys that docs/reference/formats.md lists."""

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
_KEPT = 64  # answers
_LARGE = 2_000_000  # bytes of an answer that is not kept


class RefusedError(ServandaError):
    """The desk refused a request, or could not be reached; `status` is that of HTTP, 0 without an answer.

    `wait` says for how many seconds, where there were too many requests.
    """

    def __init__(
        self, subject: str, reason: str, remedy: str = "", *, status: int = 0, wait: int = 0
    ) -> None:
        super().__init__(subject, reason, remedy)
        self.status = status
        self.wait = wait


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
        self._own = http is None
        self._http = http or httpx.Client(base_url=address, timeout=timeout)
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._known: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

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
        if self._own:
            self._http.close()

    # -- looking -----------------------------------------------------------------------------

    def about(self) -> Row:
        """Say what record is served and how much is in it."""
        return self._row("/about")

    def me(self) -> Who:
        """Say who the desk takes this client for."""
        found = self._row("/me")
        return Who(found["name"], found["role"], frozenset(found["rights"]))

    def reports(
        self, *, order: Literal["recorded", "published"] = "recorded", **asked: Unpack[Asked]
    ) -> Iterator[Row]:
        """Go through the reports, the last recorded first, or by the day of publication."""
        return self._rows("/reports", asked, order=order)

    def report(self, identity: str, **asked: Unpack[Asked]) -> Row:
        """Return one report by its id or name, without its text."""
        return self._row(f"/reports/{_part(identity)}", asked)

    def text(self, identity: str) -> str:
        """Return the text of a report as stored; offsets of evidence count its characters."""
        return self._got(f"/reports/{_part(identity)}/text", {}).decode()

    def claims_of(self, identity: str, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through the claims of a report."""
        return self._rows(f"/reports/{_part(identity)}/claims", asked)

    def brief(self, identity: str, *, only: Sequence[str] = ()) -> Row:
        """Say what a report says that the record did not know before its date."""
        return self._row(f"/reports/{_part(identity)}/brief", only=only)

    def claims(self, *, kind: str | None = None, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through the claims, those of the report recorded last first."""
        return self._rows("/claims", asked, kind=kind)

    def claim(self, identity: str) -> Row:
        """Return one claim by its id, rejected or not."""
        return self._row(f"/claims/{_part(identity)}")

    def show(self, kind: Kind, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through what the record holds of a kind."""
        return self._rows(f"/{kind}", asked)

    def entity(self, identity: str, **asked: Unpack[Asked]) -> Row:
        """Return one entity of any kind by its id."""
        return self._row(f"/entities/{_part(identity)}", asked)

    def due(
        self, *, within: str | None = None, kind: Sequence[str] = (), **asked: Unpack[Asked]
    ) -> Iterator[Row]:
        """Go through what is due, the longest overdue first."""
        return self._rows("/due", asked, within=within, kind=kind)

    def timeline(self, *, kind: Sequence[str] = (), **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through everything dated, in order."""
        return self._rows("/timeline", asked, kind=kind)

    def candidates(self, report: str) -> Iterator[Row]:
        """Go through what was looked at in a report, and what became of it."""
        return self._rows(f"/reports/{_part(report)}/candidates", {})

    def to_review(self, *, report: str | None = None, kind: str | None = None) -> Iterator[Row]:
        """Go through the judgements that the record rests on, the weakest first."""
        return self._rows("/review", {}, report=report, kind=kind)

    def snapshot(self, **asked: Unpack[Asked]) -> Row:
        """Return the system as it stood on a day."""
        return self._row("/snapshot", asked)

    def search(
        self, words: str, *, kind: str | None = None, **asked: Unpack[Asked]
    ) -> Iterator[Row]:
        """Go through the places where words stand."""
        return self._rows("/search", asked, q=words, kind=kind)

    def drift(self, words: str, **asked: Unpack[Asked]) -> Row:
        """Say who used a wording, when, and how it changed."""
        return self._row("/drift", asked, words=words)

    def wordings(self, **asked: Unpack[Asked]) -> Iterator[Row]:
        """Go through the assurances that independent reports share."""
        return self._rows("/wordings", asked)

    def why(self, identity: str, **asked: Unpack[Asked]) -> list[Row]:
        """Say what an entry rests on, step by step."""
        found: list[Row] = json.loads(self._got(f"/why/{_part(identity)}", _written(asked)))
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
        given = _written({**asked, "format": form, "past": past, "alarm": alarm})
        request = self._request("GET", f"/export/{_part(what)}", params=given)
        with self._sent(request, stream=True) as answer:
            yield from answer.iter_bytes()

    # -- deciding ----------------------------------------------------------------------------

    def decisions(self) -> Iterator[Row]:
        """Go through everything that persons decided, undone words too."""
        return self._rows("/decisions", {})

    def decision(self, identity: str) -> Row:
        """Return one decision by its id."""
        return self._row(f"/decisions/{_part(identity)}")

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
        found: Row = self._asked(
            "POST", f"/decisions/{_part(identity)}/undo", json={"reason": reason}
        )
        return found

    def _decide(self, **asked: Any) -> list[Row]:
        found: list[Row] = self._asked("POST", "/decisions", json=asked)
        return found

    # -- adding ------------------------------------------------------------------------------

    def add_text(
        self, text: str, *, name: str = "", title: str = "", published: str = "", url: str = ""
    ) -> Job:
        """Have a text read in the background."""
        asked = {"text": text, "name": name, "title": title, "published": published, "url": url}
        return Job.of(self._asked("POST", "/reports", json=asked))

    def add_address(self, address: str) -> Job:
        """Have a page or a feed of the public web fetched and read in the background."""
        return Job.of(self._asked("POST", "/reports", json={"address": address}))

    def add_files(self, paths: Iterable[str | Path]) -> Job:
        """Have files read in the background."""
        files = [("files", (Path(one).name, Path(one).read_bytes())) for one in paths]
        return Job.of(self._asked("POST", "/reports/files", files=files))

    def jobs(self) -> list[Job]:
        """Return the readings since the desk was started, the newest first."""
        return [Job.of(one) for one in json.loads(self._got("/jobs", {}))]

    def job(self, identity: str) -> Job:
        """Return a reading as it stands."""
        return Job.of(self._row(f"/jobs/{_part(identity)}"))

    def cancel(self, identity: str) -> Job:
        """Stop a reading after the report in hand."""
        return Job.of(self._asked("POST", f"/jobs/{_part(identity)}/cancel"))

    def follow(self, identity: str) -> Iterator[Job]:
        """Give a reading whenever it has come further, until it is over."""
        request = self._request("GET", f"/jobs/{_part(identity)}/events")
        with self._sent(request, stream=True) as answer:
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
        found: list[Row] = json.loads(self._got("/accounts", {}))
        return found

    def add_account(self, name: str, role: str, password: str) -> Row:
        """Make an account."""
        asked = {"name": name, "role": role, "password": password}
        found: Row = self._asked("POST", "/accounts", json=asked)
        return found

    def change_role(self, name: str, role: str) -> Row:
        """Give an account another role."""
        found: Row = self._asked("PUT", f"/accounts/{_part(name)}/role", json={"role": role})
        return found

    def remove_account(self, name: str) -> None:
        """Take an account away."""
        self._asked("DELETE", f"/accounts/{_part(name)}")

    # -- within ------------------------------------------------------------------------------

    def _rows(self, path: str, asked: Mapping[str, Any], **more: Any) -> Iterator[Row]:
        """Go through all pages of a list."""
        given = _written({**asked, **more})
        cursor = None
        while True:
            page = json.loads(self._got(path, {**given, **({"cursor": cursor} if cursor else {})}))
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _row(self, path: str, asked: Mapping[str, Any] | None = None, **more: Any) -> Row:
        found: Row = json.loads(self._got(path, _written({**(asked or {}), **more})))
        return found

    def _got(self, path: str, params: Mapping[str, Any]) -> bytes:
        """Ask, and take what is known already where the desk says that it still holds."""
        request = self._request("GET", path, params=params)
        key = str(request.url)
        known = self._known.get(key)
        if known is not None:
            request.headers["If-None-Match"] = known[0]
        answer = self._sent(request)
        if answer.status_code == 304 and known is not None:
            self._known.move_to_end(key)
            return known[1]
        tag: str | None = answer.headers.get("etag")
        body: bytes = answer.content
        if tag and len(body) < _LARGE:
            self._known[key] = (tag, body)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return body

    def _asked(self, method: str, path: str, **given: Any) -> Any:
        body = self._sent(self._request(method, path, **given)).content
        return json.loads(body) if body else None

    def _request(self, method: str, path: str, **given: Any) -> httpx.Request:
        return self._http.build_request(method, f"/api/v1{path}", headers=self._headers, **given)

    def _sent(self, request: httpx.Request, *, stream: bool = False) -> Any:
        """Send a request; return the answer, to be closed where it is a stream. Raises RefusedError."""
        try:
            answer = self._http.send(request, stream=stream)
            if answer.is_error and stream:
                answer.read()
        except httpx.HTTPError as error:
            where = str(request.url.copy_with(path="/", query=None))
            remedy = "see that the desk is running: servanda serve"
            raise RefusedError(where, f"it does not answer ({error})", remedy) from error
        if answer.is_error:
            raise _refused(answer)
        return _Closing(answer) if stream else answer


class _Closing:
    """An answer that is closed at the end."""

    def __init__(self, answer: httpx.Response) -> None:
        self._answer = answer

    def __enter__(self) -> httpx.Response:
        return self._answer

    def __exit__(self, *error: object) -> None:
        self._answer.close()


def _refused(answer: httpx.Response) -> RefusedError:
    wait = answer.headers.get("retry-after", "")
    try:
        found = answer.json()
        parts = (found["subject"], found["reason"], found["remedy"])
    except (ValueError, KeyError, TypeError):  # whoever answered is no desk
        parts = ("the desk", f"it answered {answer.status_code}", "see that the address is right")
    seconds = int(wait) if wait.isdigit() else 0
    return RefusedError(*parts, status=answer.status_code, wait=seconds)


_NAMES = {"giver": "from", "receiver": "to"}


def _written(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Write what is asked as parameters of an address."""
    found = {}
    for name, value in asked.items():
        if value is None or value == ():
            continue
        plain = value.isoformat() if isinstance(value, date) else value
        found[_NAMES.get(name, name)] = plain
    return found


def _part(text: str) -> str:
    """Write a text as one part of a path."""
    return quote(text, safe="")
