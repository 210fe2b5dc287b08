"""What a document states of itself, as far as its own text bears it out: templates and file names do not."""

from __future__ import annotations

__all__ = ["borne_out"]


_HEAD = 1_000  # characters of the text in which its title has to stand
_FEWEST = 3  # words of a title


def borne_out(title: str, text: str) -> dict[str, str]:
    """Return the title as metadata, if the head of the text has it; else nothing.

    Programs fill the title of a file with its name, its template, or the title of another document.
    """
    words = title.split()
    head = " ".join(text[:_HEAD].split()).casefold()
    if len(words) < _FEWEST or " ".join(words).casefold() not in head:
        return {}
    return {"title": " ".join(words)}
