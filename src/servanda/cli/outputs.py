"""Write a result to standard output, to one file (whole or not at all), or to a folder of files."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.export.formats import Format

__all__ = ["put_file", "put_folder", "put_out"]


def put_out(pieces: Iterable[bytes], form: Format, *, first: bytes = b"") -> None:
    """Write to standard output. Raises UsageError where a terminal would get a binary file."""
    if form.binary and sys.stdout.isatty():
        raise UsageError(
            f"--format {form.name}", "a terminal cannot show it", f"name a file: -o x{form.suffix}"
        )
    if first:
        click.echo(first, nl=False)
    for piece in pieces:
        click.echo(piece, nl=False)


def put_file(output: str, pieces: Iterable[bytes], *, first: bytes = b"") -> None:
    """Write a file whole: until it is complete, an older file of that name stays as it was.

    Raises UsageError where it cannot be written.
    """
    path = Path(output)
    with _refused(path):
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        if path.exists() and not path.is_file():  # a pipe, a device: there is nothing to keep
            with path.open("wb") as file:
                file.write(first)
                file.writelines(pieces)
            return
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(first)
                file.writelines(pieces)
            _as_usual(name, path)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise


def _as_usual(name: str, path: Path) -> None:
    """Give a new file the usual permissions, or those of the file it replaces."""
    if path.exists():
        mode = path.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    Path(name).chmod(mode)


def put_folder(output: str | None, files: Iterable[tuple[str, str]]) -> None:
    """Write files into a folder, which is created if it is missing.

    A file that servanda did not write is never overwritten: UsageError names it.
    """
    assert output is not None
    folder = Path(output)
    with _refused(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files:
            path = folder / name
            if path.exists() and not _ours(path):
                raise UsageError(
                    str(path),
                    "servanda did not write it and will not overwrite it",
                    "name another folder",
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            put_file(str(path), (text.encode(),))


def _ours(path: Path) -> bool:
    with path.open("rb") as file:
        return b"generator: servanda" in file.read(4000)


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            str(path), f"it cannot be written: {error.strerror or error}", "name another place: -o"
        ) from error
