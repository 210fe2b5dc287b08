"""Answers of a language model, kept as facts and short quotations, and made whole again from the texts.

    python -m eval.second_reader.recorded ANSWERS...    take in batch files of answers about keyed reports

The texts lie outside the repository, so no long words of theirs are kept here: of a quotation or cell of
more than eight words, counted by letters and figures, only its ends and its length. With the text at hand that is the
whole again, letter by letter; without it nothing can be measured. A list of names of more words than that is kept from
its last to its first, as in the text they stand in a row. `answers.jsonl` has a row for each report and
kind of claim: the report's id in its key, the beginning of the SHA-256 of the words that the model was shown, the prompt's hash.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.files import read_lines
from eval.keyed_reports import KeyedReport, MissingTextsError, load, texts_folder
from servanda.errors import InputError
from servanda.model.second_opinion import Answer
from servanda.second_reader.batch_lines import answers_in
from servanda.second_reader.reading_task import material

__all__ = [
    "ANSWERS",
    "MODEL",
    "ShortenedError",
    "answers_of",
    "load_rows",
    "main",
    "recorded",
    "shortened",
    "whole",
]

ANSWERS = Path(__file__).with_name("answers.jsonl")
MODEL = "a-large-language-model"
"""How the model is named in claims; the README beside this file says what it was and when it answered."""

_WORD = re.compile(r"\w+")
_LONG = 8  # words of a text from which on only its ends are kept
_ENDS = 4  # words of each end; of fewer than nine parted by spaces, three
_HASH = 16  # hexadecimal digits of the hash of a text: enough to see that it is another


class ShortenedError(Exception):
    """A text of which only the ends are kept stands nowhere in its report, or at several places."""


def shortened(value: Any, text: str) -> Any:
    """Shorten every long text in a value to its ends and its length. Raises ShortenedError."""
    if isinstance(value, dict):
        return {key: shortened(one, text) for key, one in value.items()}
    if isinstance(value, list):
        short = [shortened(one, text) for one in value]
        if (
            all(isinstance(one, str) for one in short)
            and len(_WORD.findall(" ".join(short))) > _LONG
        ):
            return {"backwards": short[::-1]}
        return short
    words = value.split(" ") if isinstance(value, str) else []
    if not isinstance(value, str) or len(_WORD.findall(value)) <= _LONG:
        return value
    kept = _ENDS if len(words) > _LONG else _ENDS - 1
    ends = {
        "begins": " ".join(words[:kept]),
        "ends": " ".join(words[-kept:]),
        "letters": len(value),
    }
    if whole(ends, text) != value:
        message = f"the ends of “{value[:60]}” do not give it back"
        raise ShortenedError(message)
    return ends


def whole(value: Any, text: str) -> Any:
    """Give back what was shortened. Raises ShortenedError where the text does not hold it once."""
    if isinstance(value, dict) and value.keys() == {"begins", "ends", "letters"}:
        return _between(value["begins"], value["ends"], value["letters"], text)
    if isinstance(value, dict) and value.keys() == {"backwards"}:
        return value["backwards"][::-1]
    if isinstance(value, dict):
        return {key: whole(one, text) for key, one in value.items()}
    return [whole(one, text) for one in value] if isinstance(value, list) else value


def _between(begins: str, ends: str, letters: int, text: str) -> str:
    found: dict[str, None] = {}
    at = text.find(begins)
    while at >= 0:
        words = text[at : at + letters]
        if words.endswith(ends):
            found[words] = None
        at = text.find(begins, at + 1)
    if len(found) != 1:
        message = f"“{begins} … {ends}” stands at {len(found)} places"
        raise ShortenedError(message)
    return next(iter(found))


def recorded(reports: Iterable[KeyedReport], answers: Iterable[Answer]) -> list[dict[str, Any]]:
    """Return the rows to keep of answers about reports, in the order of the reports; others are left out."""
    of: dict[str, list[Answer]] = {}
    for one in answers:
        of.setdefault(one.report, []).append(one)
    rows = []
    for report in reports:
        text = material(report.discourse.parsed.report)
        for one in of.get(report.discourse.parsed.report.id, ()):
            claims = shortened(json.loads(one.content)["claims"], text)
            rows.append(
                {
                    "id": report.id,
                    "text": _sha256(text),
                    "kind": one.kind,
                    "prompt": one.prompt,
                    "claims": [_full(claim) for claim in claims],
                }
            )
    return rows


def _full(claim: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: the words around a quotation, and cells."""
    quotations = [{key: part for key, part in one.items() if part} for one in claim["quotations"]]
    cells = {key: cell for key, cell in claim["cells"].items() if cell}
    return {"quotations": quotations, "cells": cells}


def answers_of(
    reports: Iterable[KeyedReport], rows: Sequence[Mapping[str, Any]]
) -> dict[str, tuple[Answer, ...]]:
    """Give back the answers about each report of which there are any, by its id in the key.

    Raises ShortenedError where a text is not the one that the model was shown.
    """
    of: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        of.setdefault(row["id"], []).append(row)
    found = {}
    for report in reports:
        if report.id not in of:
            continue
        read = report.discourse.parsed.report
        text = material(read)
        if any(row["text"] != _sha256(text) for row in of[report.id]):
            message = f"{report.id}: its text is another than the one that was answered about"
            raise ShortenedError(message)
        found[report.id] = tuple(
            Answer(
                read.id,
                row["kind"],
                MODEL,
                row["prompt"],
                json.dumps({"claims": whole(row["claims"], text)}, ensure_ascii=False),
            )
            for row in of[report.id]
        )
    return found


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:_HASH]


def load_rows() -> list[dict[str, Any]]:
    """Load the rows that are kept."""
    return read_lines(ANSWERS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="eval.second_reader.recorded", description=__doc__)
    parser.add_argument("answers", nargs="+", type=Path)
    parser.add_argument("--texts", type=Path, default=texts_folder())
    given = parser.parse_args(arguments)
    try:
        reports = load(given.texts, ("open",))
    except MissingTextsError as missing:
        sys.stderr.write(f"nothing was changed: {missing}\n")
        return 1
    answers = []
    for path in given.answers:
        for one in answers_in(path.read_bytes().splitlines(), str(path), MODEL):
            if isinstance(one, InputError):
                sys.stderr.write(f"nothing was changed: {one}\n")
                return 1
            answers.append(one)
    rows = recorded(reports, answers)
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    ANSWERS.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    about = len({row["id"] for row in rows})
    sys.stdout.write(f"{len(rows)} answers about {about} reports\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
