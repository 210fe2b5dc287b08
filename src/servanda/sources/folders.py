"""The files of a folder and of all folders below it, in the order of their names; links stay inside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from servanda.errors import InputError, UnreadableError
from servanda.sources.files import why

__all__ = ["files_below"]


def files_below(folder: Path, *, follow: bool = False) -> Iterator[Path | InputError]:
    """Yield the files below a folder: first its own, then those of each folder in it.

    Hidden ones are passed over. A link to a file within the folder is that file; links that lead
    out of it are refused by name unless `follow`, and a folder is gone through once, whatever
    links lead to it. What cannot be looked into is yielded as an InputError.
    """
    root = Path(os.path.realpath(folder))
    seen = {root}
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            yield UnreadableError(str(error.filename or place), *why(error))
            continue
        below: list[Path] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = place / entry.name
            if entry.is_symlink():
                yield from _linked(path, root, seen, below, follow=follow)
            elif entry.is_dir():
                below.append(path)
            else:
                yield path
        waiting.extend(reversed(below))


def _linked(
    path: Path, root: Path, seen: set[Path], below: list[Path], *, follow: bool
) -> Iterator[Path | InputError]:
    """Yield the file that a link leads to, or put the folder that it leads to with those `below`."""
    try:
        target = Path(
            os.path.realpath(path, strict=True)
        )  # Path's own raises RuntimeError in circles
        folder = target.is_dir()
    except OSError as error:
        yield UnreadableError(str(path), f"a link that leads nowhere: {why(error)[0]}", "remove it")
        return
    inside = target.is_relative_to(root)
    if not inside and not follow:
        remedy = "name what it leads to, or use --follow-links"
        yield UnreadableError(str(path), "a link that leads out of the folder", remedy)
    elif not folder:
        yield path
    elif not inside and target not in seen:
        seen.add(target)
        below.append(path)
