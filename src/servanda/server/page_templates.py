"""Drawing pages: Jinja with every text of the record escaped, and the files that pages load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup, escape

from servanda.analysis.plan_status import status_words
from servanda.export.date_words import day, plural, said
from servanda.export.drawings.network_drawing import network_css
from servanda.export.html_page import timeline_css
from servanda.export.page_rows import called, capital
from servanda.export.safe_text import clean, shown
from servanda.server.kind_words import KIND_WORDS
from servanda.server.plain_times import day_words, plain_when, time_words
from servanda.server.visit import BROWSER

if TYPE_CHECKING:
    from fastapi import Request
    from jinja2 import Environment

    from servanda.server.failures import Problem
    from servanda.server.visit import Visit

__all__ = [
    "ASSETS",
    "asset",
    "asset_bytes",
    "colours",
    "draw",
    "failure_page",
    "page",
    "query_of",
    "redirect",
    "web_address",
]


ASSETS = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "htmx-4.0.1-a0abb04f.min.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "places.js": "text/javascript; charset=utf-8",
}
"""Our own files that a page may load, with their types; nothing else is loaded from anywhere."""

_SECTIONS = (
    ("/", "Today"),
    ("/reports", "Reports"),
    ("/commitments", "Commitments"),
    ("/timeline", "Timeline"),
    ("/network", "Network"),
    ("/snapshot", "Snapshot"),
    ("/people", "People"),
    ("/wording", "Wording"),
    ("/sources", "Sources"),
    ("/search", "Search"),
    ("/review", "Review"),
    ("/add", "Add"),
)
_FOLDERS = ("", "parts", "one_report")  # of templates; a template is called by its name alone
_BLANKS = re.compile(r"[^\S\u00a0]+")  # a blank that no line may break at stays
_YEAR = 31_536_000


def page(visit: Visit, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Draw a page for a visit."""
    answer = HTMLResponse(draw(visit, template, **values), status)
    if visit.new_browser:
        answer.set_cookie(
            BROWSER,
            visit.browser,
            max_age=_YEAR,
            httponly=True,
            samesite="strict",
            secure=visit.desk.settings.secure,
        )
    return answer


def draw(visit: Visit, template: str, **values: Any) -> str:
    """Draw a page, or a part of one, as text."""
    path = visit.request.url.path
    return (
        _templates()
        .get_template(template)
        .render(
            visit=visit,
            person=visit.person,
            desk=visit.desk,
            sections=[(href, name, _within(path, href)) for href, name in _SECTIONS],
            notes=visit.notes,
            today=visit.moment.today,
            **values,
        )
    )


def _within(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href}/"))


def failure_page(request: Request, problem: Problem, headers: Mapping[str, str]) -> Response:
    """Draw what went wrong, with what to do about it."""
    text = _templates().get_template("failure.html.j2").render(problem=problem, sections=_SECTIONS)
    return HTMLResponse(text, problem.status, dict(headers))


def redirect(address: str) -> RedirectResponse:
    """Lead to another of our own pages after a form was sent."""
    return RedirectResponse(address if address.startswith("/") else "/", 303)


# -- files -----------------------------------------------------------------------------------


@cache
def asset(name: str) -> str:
    """Return the address of one of our files; it changes with what is in it."""
    digest = sha256(asset_bytes(name)).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


@cache
def asset_bytes(name: str) -> bytes:
    """Return what is in one of our files; the desk's style begins with what it shares with the report."""
    own = resources.files("servanda.server").joinpath("static", name).read_bytes()
    return (timeline_css() + network_css()).encode() + own if name == "desk.css" else own


def colours() -> str:
    """Return what colours and fonts are called, as in the light, for a drawing that stands alone."""
    lines = asset_bytes("desk.css").decode().splitlines()
    first = next(at for at, line in enumerate(lines) if line.startswith(":root"))
    return "\n".join(lines[first : lines.index("}", first) + 1])


# -- words -----------------------------------------------------------------------------------


@cache
def _templates() -> Environment:
    from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=ChoiceLoader(
            [
                *(PackageLoader("servanda.server", f"templates/{each}") for each in _FOLDERS),
                PackageLoader("servanda.export"),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "called": called,
        "capital": capital,
        "day": day,
        "exact": exact,
        "iso_day": day_words,
        "link": path_of,
        "plural": plural,
        "query": query_of,
        "said": said,
        "status": status_words,
        "time": time_words,
        "web": web_address,
        "when": plain_when,
    }
    found.globals |= {"asset": asset, "htmx": HTMX, "kind_words": KIND_WORDS}
    return found


HTMX = next(name for name in ASSETS if name.startswith("htmx-"))


def _safe(value: Any) -> Any:
    """Make a text one clean line, whatever a report put into it; markup of the templates stays."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        words = shown(value)
        # What can be printed has no blank but the space.
        return words if words.isprintable() and "  " not in words else _BLANKS.sub(" ", words)
    return value


def exact(text: str) -> Markup:
    """Escape the words of a report and keep their blanks and line breaks."""
    return escape(shown(text)).replace("\r", Markup("&#13;"))  # else a browser takes it away


def path_of(part: str) -> str:
    """Write something as one part of a path."""
    return quote(clean(part), safe="")


def query_of(values: Mapping[str, Any], **changed: Any) -> str:
    """Write an address's query of what is asked, with some of it changed; empty ones are left out."""
    merged = {**values, **changed}
    pairs = [
        (key, one)
        for key, value in merged.items()
        for one in (value if isinstance(value, (list, tuple)) else [value])
        if one not in (None, "", False)
    ]
    return urlencode(pairs)


def web_address(url: str | None) -> str | None:
    """Return an address that a page may lead to; None for any scheme but http and https."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
