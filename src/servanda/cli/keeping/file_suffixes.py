"""Whether a file's name suits what is written into it."""

from __future__ import annotations

from pathlib import PurePath

from servanda.errors import UsageError
from servanda.export.formats import EXPORTS, Export

__all__ = ["must_suit", "must_suit_page"]


# Suffixes of formats that people may expect, and no export writes.
_OTHERS = frozenset(".doc .docx .odt .ods .pdf .rtf .xls .html .htm .xml .txt .zip .gz".split())
_PAGES = (".html", ".htm", ".xhtml")


def must_suit(output: str, suffix: str, export: Export, *, asked: bool) -> None:
    """Raise UsageError where a file's name says another format than the one that is written.

    A name without a suffix suits every format; where the format was `asked` for, one with a suffix
    that is no format's does too.
    """
    ending = PurePath(output).suffix.casefold()
    if not ending or output.casefold().endswith(suffix) or _is_device(output):
        return
    written = ", ".join(f"x{one.suffix}" for one in export.formats if one.files is None)
    if asked and ending not in _known():
        return
    if asked:
        reason = f"its name ends in {ending}, and {suffix.lstrip('.')} is asked for"
        raise UsageError(output, reason, f"name it x{suffix}, or leave --format out")
    raise UsageError(
        output, f"'{export.name}' cannot be written as {ending}", f"it can be {written}"
    )


def must_suit_page(output: str) -> None:
    """Raise UsageError where a file's name says another format than HTML."""
    ending = PurePath(output).suffix.casefold()
    if ending and ending not in _PAGES and not _is_device(output):
        reason = f"a report cannot be written as {ending}"
        raise UsageError(output, reason, "it can be x.html, which every browser prints")


def _is_device(output: str) -> bool:
    return output.startswith("/dev/")


def _known() -> frozenset[str]:
    return _OTHERS | {one.suffix for each in EXPORTS.values() for one in each.formats}
