"""A drawing as a file of its own: SVG whose colours any program understands, and PNG made of that.

PNG is drawn by resvg, whose wheels need no compiler and no library of the system; it fetches nothing. Words
are set in the fonts of the machine: where there is none, there would be no words, so that is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import cast

from servanda.errors import InputError, UsageError

__all__ = ["png_of", "standalone_svg"]


_NAMESPACE = "http://www.w3.org/2000/svg"
_NAMED = re.compile(r"(--[a-z]+):\s*([^;}]+)")
_USED = re.compile(r"var\((--[a-z]+)\)")
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}")
_ZOOM = 1.5  # pixels for each unit of a drawing's width
_PROBE = f'<svg xmlns="{_NAMESPACE}" width="20" height="20"><text y="15">{{}}</text></svg>'

_Draw = Callable[..., bytes]


def standalone_svg(drawing: str, style: str, width: int) -> str:
    """Write inline SVG as a file, with its style; `style` begins with what colours and fonts are named.

    Many programs know no named ones (custom properties), so each is written out.
    """
    rules = [(where.strip(), what.strip()) for where, what in _RULE.findall(style)]
    named = {
        name: value.strip()
        for where, what in rules
        if where.startswith(":root")
        for name, value in _NAMED.findall(what)
    }
    kept = [f"{where} {{ {what} }}" for where, what in rules if not where.startswith(":root")]
    css = _USED.sub(lambda match: named.get(match[1], "currentColor"), "\n".join(kept))
    fonts = named.get("--sans", "sans-serif").replace('"', "'")
    paper = named.get("--paper", "#ffffff")
    cut = drawing.index(">")
    head = drawing[:cut].replace(
        "<svg ", f'<svg xmlns="{_NAMESPACE}" width="{width}" font-family="{fonts}" ', 1
    )
    ground = f'<rect width="100%" height="100%" fill="{paper}"/>'
    return f"{head}><style>{css}</style>{ground}{drawing[cut + 1 :]}"


def png_of(svg: str) -> bytes:
    """Draw SVG as PNG, somewhat finer than its units.

    Raises UsageError where what draws it or a font is missing, InputError where it cannot be drawn.
    """
    draw = _drawer()
    if not _has_fonts():
        reason = "this machine has no font to write its words with"
        raise UsageError("PNG", reason, "save it as SVG, or install one, such as fonts-dejavu-core")
    try:
        return bytes(draw(svg_string=svg, zoom=_ZOOM))
    except ValueError as error:
        raise InputError("PNG", f"it cannot be drawn: {error}", "save it as SVG") from None


def _drawer() -> _Draw:
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        remedy = "pip install 'servanda[server]', or save it as SVG"
        raise UsageError("PNG", "the package resvg-py is missing", remedy) from None
    return cast("_Draw", svg_to_bytes)


@cache
def _has_fonts() -> bool:
    """Whether a letter leaves anything on a picture."""
    draw = _drawer()
    return draw(svg_string=_PROBE.format("A")) != draw(svg_string=_PROBE.format(""))
