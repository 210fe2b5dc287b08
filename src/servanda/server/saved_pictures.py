"""Drawings of pages as files to be saved: SVG and PNG."""

from __future__ import annotations

from fastapi.responses import Response

from servanda.errors import NotFoundError
from servanda.export.drawings.picture_files import png_of, standalone_svg

__all__ = ["picture_file"]


_WIDTH = 1600  # of a saved drawing, where a program shows it as it is
_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def picture_file(name: str, form: str, drawing: str, style: str) -> Response:
    """Give a drawing as a file. Raises NotFoundError where it is asked for in another form."""
    if form not in _TYPES:
        raise NotFoundError(f"{name}.{form}"[:60], "there is no such file", "ask for .svg or .png")
    svg = standalone_svg(drawing, style, _WIDTH)
    content: str | bytes = svg if form == "svg" else png_of(svg)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(content, media_type=_TYPES[form], headers=headers)
