"""The server: tools, resources and prompts as the official SDK of the Model Context Protocol has them.

The only module that imports it. Nothing here writes to a record.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from servanda.assistant_protocol.record_tools import RecordTools
from servanda.errors import ServandaError

if TYPE_CHECKING:
    from servanda.store import Record

__all__ = ["make_server", "serve_stdio"]


Answer = dict[str, Any]
Start = Annotated[
    int, Field(ge=0, le=100_000_000, description="where to go on: `next_start` of the last answer")
]
Party = Annotated[
    list[str],
    Field(
        max_length=10, description="only what lies between these: codes or names (JP, Norway, NATO)"
    ),
]
Day = Annotated[str, Field(max_length=10, description="a day, YYYY-MM-DD")]
Words = Annotated[str, Field(min_length=1, max_length=500)]
Name = Annotated[str, Field(max_length=300, description="a report's name or id")]
Status = Annotated[str, Field(max_length=100, description="one status, or several with commas")]
Kind = Annotated[str, Field(max_length=20, description="only entries of this kind")]

_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


@cache
def _words() -> dict[str, Any]:
    source = resources.files("servanda.assistant_protocol.data").joinpath("assistant_words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def serve_stdio(record: Record, today: Callable[[], date], version: str) -> None:
    """Serve a record over standard input and output, until the other side hangs up."""
    make_server(record, today, version).run("stdio")


def make_server(record: Record, today: Callable[[], date], version: str) -> MCPServer[Any]:
    """Make the server of a record; `today` tells the day that statuses are measured against."""
    tools = RecordTools(record, today)
    server: MCPServer[Any] = MCPServer(
        "servanda",
        title="servanda: the record of relations between states",
        instructions=_words()["instructions"].strip(),
        version=version,
        log_level="WARNING",
    )
    _add_lists(server, tools)
    _add_single(server, tools)
    _add_resources(server, tools)
    _add_prompts(server)
    return server


def _told(answer: Callable[..., Answer], *args: Any, **given: Any) -> Answer:
    """Answer, or say what was wrong in one line."""
    try:
        return answer(*args, **given)
    except ServandaError as error:
        raise ToolError(str(error)) from error


def _tool(server: MCPServer[Any], name: str) -> Callable[[Callable[..., Any]], Any]:
    about = _words()["tools"][name]
    return server.tool(name, description=about, annotations=_READ_ONLY, structured_output=True)


def _add_lists(server: MCPServer[Any], tools: RecordTools) -> None:
    @_tool(server, "search")
    def search(
        query: Words,
        kind: Kind | None = None,
        party: Party | None = None,
        since: Day | None = None,
        until: Day | None = None,
        start: Start = 0,
    ) -> Answer:
        narrow = {"party": party, "since": since, "until": until}
        return _told(tools.search, query, kind=kind, start=start, **narrow)

    @_tool(server, "commitments")
    def commitments(
        party: Party | None = None,
        status: Status | None = None,
        report: Name | None = None,
        since: Day | None = None,
        until: Day | None = None,
        known_by: Day | None = None,
        start: Start = 0,
    ) -> Answer:
        narrow = {"party": party, "status": status, "report": report, "since": since}
        return _told(tools.commitments, start=start, until=until, known_by=known_by, **narrow)

    @_tool(server, "due")
    def due(
        within: Annotated[str, Field(max_length=10, description="90d, 6w, 3m, 1y")] | None = None,
        party: Party | None = None,
        kind: Kind | None = None,
        today: Day | None = None,
        start: Start = 0,
    ) -> Answer:
        return _told(tools.due, within=within, kind=kind, start=start, party=party, today=today)

    @_tool(server, "timeline")
    def timeline(
        party: Party | None = None,
        kind: Kind | None = None,
        since: Day | None = None,
        until: Day | None = None,
        start: Start = 0,
    ) -> Answer:
        narrow = {"party": party, "since": since, "until": until}
        return _told(tools.timeline, kind=kind, start=start, **narrow)

    @_tool(server, "snapshot")
    def snapshot(
        day: Day | None = None,
        party: Party | None = None,
        known_by: Day | None = None,
        start: Start = 0,
    ) -> Answer:
        return _told(tools.snapshot, day=day, start=start, party=party, known_by=known_by)

    @_tool(server, "reports")
    def reports(since: Day | None = None, until: Day | None = None, start: Start = 0) -> Answer:
        return _told(tools.reports, start=start, since=since, until=until)


def _add_single(server: MCPServer[Any], tools: RecordTools) -> None:
    @_tool(server, "brief")
    def brief(report: Name, start: Start = 0) -> Answer:
        return _told(tools.brief, report, start=start)

    @_tool(server, "why")
    def why(id: Annotated[str, Field(max_length=300)], start: Start = 0) -> Answer:  # noqa: A002
        return _told(tools.why, id, start=start)

    @_tool(server, "report_text")
    def report_text(report: Name, start: Start = 0) -> Answer:
        return _told(tools.text, report, start=start)


def _add_resources(server: MCPServer[Any], tools: RecordTools) -> None:
    def read(answer: Callable[..., Answer], name: str) -> Answer:
        try:
            return answer(name)
        except ServandaError as error:
            raise ResourceError(str(error)) from error

    @server.resource(
        "servanda://report/{identity}",
        name="report",
        description=_words()["tools"]["report_text"],
        mime_type="application/json",
    )
    def report(identity: str) -> Answer:
        return read(tools.text, identity)

    @server.resource(
        "servanda://entity/{identity}",
        name="entity",
        description=_words()["tools"]["why"],
        mime_type="application/json",
    )
    def entity(identity: str) -> Answer:
        return read(tools.why, identity)


def _add_prompts(server: MCPServer[Any]) -> None:
    said = _words()["prompts"]

    def prompt(name: str) -> Callable[[Callable[..., Any]], Any]:
        return server.prompt(name, description=said[name]["about"])

    def write(name: str, **given: str) -> str:
        text: str = said[name]["text"]
        for key, value in given.items():
            text = text.replace(f"{{{key}}}", value)
        return text

    def also(party: str) -> str:
        return f" and party=[{_plain(party)}]" if party else ""

    @prompt("what_is_due")
    def what_is_due(within: str = "90d", party: str = "") -> str:
        return write("what_is_due", within=_plain(within), party=also(party))

    @prompt("brief_me")
    def brief_me(report: str) -> str:
        return write("brief_me", report=_plain(report))

    @prompt("who_promised_what")
    def who_promised_what(party: str) -> str:
        return write("who_promised_what", party=f"[{_plain(party)}]")

    @prompt("how_it_stood")
    def how_it_stood(day: str, party: str = "") -> str:
        return write("how_it_stood", day=_plain(day), party=also(party))

    @prompt("check_a_statement")
    def check_a_statement(statement: str) -> str:
        return write("check_a_statement", statement=_plain(statement).replace(">>>", ""))


def _plain(given: str) -> str:
    """Return what was given as one line of bounded length, in quotation marks of ours."""
    words = " ".join(given.split())[:500].replace('"', "'")
    return f'"{words}"'
