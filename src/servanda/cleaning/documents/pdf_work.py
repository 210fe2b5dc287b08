"""How much work a PDF may be: what its pages draw, counted as often as they draw it, before it is drawn.

A file of some kilobytes can unpack to many megabytes, and name these again on each of its pages, in
forms within forms. So what each page makes a program read is added up: its own content, the forms that
it draws, the tables of its fonts. pypdf's own bounds hold for one stream, these for the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

__all__ = ["PageWork", "TooMuchWork", "within_bounds"]


_LARGEST = 200_000_000  # bytes read for all pages together; some minutes
_GROWTH = 30  # times its size; what programs print becomes some 3 to 8 times as large
_GROWTH_FROM = 1_000_000  # bytes up to which nobody asks how much a file has grown
_EACH = 500  # bytes that naming a form or a font counts as
_DEEPEST = 30  # forms within one another
_STREAM = 20_000_000  # bytes of one stream, unpacked
_OPERATIONS = 1_000_000  # operands and operators of one stream


class TooMuchWork(Exception):  # noqa: N818 - it says what a file is
    """What the pages of a file draw is too much for one report; the message says how much that is."""


@contextmanager
def within_bounds() -> Iterator[None]:
    """Let pypdf unpack no stream further than a page of a report needs, and start no other program."""
    from pypdf import apply_configuration

    with apply_configuration(
        array_based_stream_maximum_output_length=_STREAM,
        brotli_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        zlib_maximum_output_length=_STREAM,
        stream_parsing_work_maximum_count=_OPERATIONS,
        page_tree_maximum_entries=10_000,
        jbig2dec_binary=None,
    ):
        yield


class PageWork:
    """The work that the pages of one file are."""

    def __init__(self, size: int) -> None:
        """Take the size of the file in bytes."""
        self._most = min(_LARGEST, max(_GROWTH_FROM, _GROWTH * size))
        self._done = 0
        self._sizes: dict[
            int, int
        ] = {}  # of a stream, by its object's id; the reader keeps them all
        self._kept: list[Any] = []  # what these ids are of, so that no other object gets one
        self._forms: dict[str, int] = {}

    def begin(self, page: PageObject) -> None:
        """Count what a page draws, before it is read. Raises TooMuchWork where that exceeds the bound."""
        content = page.get("/Contents")
        parts = content.get_object() if content is not None else []
        for part in parts if isinstance(parts, list) else [parts]:
            self._spend(self._size(part))
        self._forms = {}
        self._look(page.get("/Resources"), 0)

    def drawn(self, operator: bytes, operands: Any, *_: Any) -> None:
        """Count a form each time it is drawn; for pypdf, before each operation. Raises TooMuchWork."""
        if operator == b"Do" and operands:
            self._spend(_EACH + self._forms.get(str(operands[0]), 0))
        elif (
            self._done > self._most
        ):  # it was raised within a form, where pypdf takes it for damage
            self._spend(0)

    def _look(self, resources: Any, depth: int) -> int:
        """Note how large the forms are that resources name, and return how large their fonts are."""
        named = resources.get_object() if resources is not None else None
        if not isinstance(named, Mapping) or depth > _DEEPEST:
            return 0
        fonts = sum(self._size(one, "/ToUnicode") for _, one in self._each(named, "/Font"))
        self._spend(fonts)
        for name, form in self._each(named, "/XObject"):
            if isinstance(form, Mapping) and form.get("/Subtype") == "/Form":
                size = self._size(form) + self._look(form.get("/Resources"), depth + 1)
                self._forms[name] = max(size, self._forms.get(name, 0))
        return fonts

    def _each(self, resources: Any, sort: str) -> Iterator[tuple[str, Any]]:
        """Go through what resources name of a sort."""
        named = resources.get(sort)
        found = named.get_object() if named is not None else None
        for name, one in found.items() if isinstance(found, Mapping) else ():
            self._spend(_EACH)
            yield str(name), one.get_object()

    def _size(self, part: Any, entry: str = "") -> int:
        """Return how many bytes a stream unpacks to, or the one that an entry of it names."""
        stream = part.get_object()
        if entry:
            named = stream.get(entry) if isinstance(stream, Mapping) else None
            stream = named.get_object() if named is not None else None
        if not hasattr(stream, "get_data"):
            return 0
        if id(stream) not in self._sizes:
            self._kept.append(stream)
            self._sizes[id(stream)] = size = len(stream.get_data())
            self._spend(size // 4)  # unpacking alone takes little
        return self._sizes[id(stream)]

    def _spend(self, count: int) -> None:
        self._done += count
        if self._done > self._most:
            message = f"what its pages draw unpacks to more than {self._most / 1e6:,.0f} MB"
            raise TooMuchWork(message)
