"""The written list of hostile inputs: texts, pages and files, made as long as a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.model import RawItem
from servanda.sources import open_path

__all__ = ["COUNTED", "LEAD", "Hostile", "files", "ordinary", "pages", "texts"]

_LISTS = Path(__file__).resolve().parents[1] / "hostile"
LEAD = (
    "The ministers of France and Germany met in Vienna on Monday and agreed to build a port by "
    "June 2032, they said in a statement.\n\n"
)
_PAGE = (
    "<html lang=en><head><title>Talks</title>",
    f"</head><body><article><h1>Talks</h1><p>{LEAD}</p>",
    "</article></body></html>",
)


def _word(number: int) -> str:
    """Return a word that no other number has: "bako", "bakole"."""
    syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
    word = ""
    while number or len(word) < 4:
        number, last = divmod(number, len(syllables))
        word += syllables[last]
    return word


COUNTED: dict[str, Callable[[int], str]] = {
    "⟦n⟧": str,
    "⟦word⟧": _word,
    "⟦name⟧": lambda number: _word(number).title(),
    "⟦other⟧": lambda number: _word(7 * number + 1_000).title(),
}


@dataclass(frozen=True, slots=True)
class Hostile:
    """A hostile input: what is repeated, between a beginning and an end, under a file's name.

    Where the unit holds one of `COUNTED`, no two repetitions are alike: each has its number, or a word
    or name of its own.
    """

    id: str
    name: str
    before: bytes
    unit: bytes
    after: bytes

    def data(self, size: int) -> bytes:
        """Return it, about `size` bytes long."""
        room = size - len(self.before) - len(self.after)
        if any(mark.encode() in self.unit for mark in COUNTED):
            return self.before + b"".join(self._counted(room)) + self.after
        times = max(1, room // len(self.unit)) if self.unit else 0
        times -= times % 2 == 0  # of an even number, half is taken for a copy and left out
        return self.before + self.unit * times + self.after

    def _counted(self, room: int) -> Iterator[bytes]:
        """Give units, the first at least, for as long as there is room."""
        number = 0
        while number == 0 or room > 0:
            number += 1
            unit = self.unit
            for mark, made in COUNTED.items():
                unit = unit.replace(mark.encode(), made(number).encode())
            room -= len(unit)
            yield unit

    def items(self, size: int, folder: Path) -> list[object]:
        """Return what the one door makes of it, as a file of that name."""
        path = folder / self.name
        path.write_bytes(self.data(size))
        return list(open_path(path))

    def item(self, size: int) -> RawItem:
        """Return it as a source hands it over; a text is said to be English, so that it is parsed."""
        media = "text/html" if self.name.endswith(".html") else "text/plain"
        stated = {"language": "en", "encoding": "utf-8"}
        return RawItem(self.name, self.data(size), media, self.name, stated)


def _rows(name: str) -> list[list[str]]:
    lines = (_LISTS / name).read_text(encoding="utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [[*(_unescaped(cell) for cell in row), "", "", ""] for row in rows]


def _unescaped(cell: str) -> str:
    return cell.encode("latin-1", "backslashreplace").decode("unicode_escape")


def texts() -> list[Hostile]:
    """Return the hostile texts, each behind an ordinary paragraph."""
    return [
        Hostile(
            f"text-{row[0]}",
            f"{row[0]}.txt",
            (LEAD + row[1]).encode("utf-8", "surrogatepass"),
            row[2].encode("utf-8", "surrogatepass"),
            row[3].encode("utf-8", "surrogatepass"),
        )
        for row in _rows("texts.tsv")
    ]


def pages() -> list[Hostile]:
    """Return the hostile pages."""
    around = {
        "head": (_PAGE[0], _PAGE[1] + _PAGE[2]),
        "body": (_PAGE[0] + _PAGE[1], _PAGE[2]),
        "raw": ("", ""),
    }
    return [
        Hostile(
            f"page-{row[0]}",
            f"{row[0]}.html",
            around[row[1]][0].encode(),
            row[2].encode(),
            around[row[1]][1].encode(),
        )
        for row in _rows("pages.tsv")
    ]


def files() -> list[Hostile]:
    """Return the hostile files: feeds, rows, JSON, front matter, bytes that are no text."""
    return [
        Hostile(f"file-{row[0]}", row[1], *(cell.encode("latin-1") for cell in row[2:5]))
        for row in _rows("files.tsv")
    ]


def ordinary(size: int) -> Hostile:
    """Return what the hostile inputs are compared with: an ordinary text of sentences, no two of them alike."""
    text = "".join(
        f"The foreign minister of France told reporters on May {n % 28 + 1} that {n + 2} ships would sail. "
        f"He met his German counterpart in Vienna {n % 7 + 2} days later.{chr(10) * 2 * (n % 3 == 0)}"
        for n in range(size // 120 + 1)
    )
    return Hostile("ordinary", "ordinary.txt", b"", text.encode()[:size], b"")
