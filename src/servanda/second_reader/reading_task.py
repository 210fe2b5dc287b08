"""What is asked of a model: the question, the cells and an example of each kind, as data with a hash.

A task is a file `tasks/<kind>_task.toml`. From it come the messages and the JSON Schema of the
answer; the hash of all of it names the prompt in every claim that comes of it.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from servanda.second_reader.claim_bodies import BODY_MAKERS

if TYPE_CHECKING:
    from servanda.model import Report

__all__ = ["KINDS", "Cell", "ReadingTask", "material", "reading_task"]


KINDS = tuple(BODY_MAKERS)
"""The kinds of claims that a model is asked for."""

_HASH = 12  # hexadecimal digits of a prompt's hash: enough to tell any two of ours apart


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a kind: how it is written (text, names or one of `values`), and whether it must be filled."""

    name: str
    sort: str
    about: str
    need: bool
    values: tuple[str, ...]

    def schema(self) -> dict[str, Any]:
        """Describe it in JSON Schema; what is empty is null."""
        if self.sort == "names":
            return {"type": "array", "items": {"type": "string"}, "description": self.about}
        if self.values:
            return {"type": "string", "enum": list(self.values), "description": self.about}
        kind: Any = "string" if self.need else ["string", "null"]
        return {"type": kind, "description": self.about}


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """One question to a model: what kind of claim it asks for, in which words, with which cells."""

    kind: str
    version: str
    system: str
    asks: str
    cells: tuple[Cell, ...]
    example: str
    answer: Mapping[str, Any]

    @property
    def prompt(self) -> str:
        """The hash of all that is asked, the report aside: it names the prompt."""
        asked = [self.messages(""), self.schema()]
        text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
        return sha256(text.encode()).hexdigest()[:_HASH]

    def schema(self) -> dict[str, Any]:
        """Give the JSON Schema of an answer, in the strict form that structured output asks for."""
        text = {"type": "string"}
        maybe = {"type": ["string", "null"]}
        quotation = _object({"exact": text, "before": maybe, "after": maybe})
        cells = _object({cell.name: cell.schema() for cell in self.cells})
        quotations = {"type": "array", "items": quotation}
        claim = _object({"quotations": quotations, "cells": cells})
        return _object({"claims": {"type": "array", "items": claim}})

    def messages(self, text: str) -> list[dict[str, str]]:
        """Write the messages that ask for what `text` says of the kind."""
        mark = f"report-{sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:_HASH]}"
        cells = "\n".join(_line(cell) for cell in self.cells)
        shown = json.dumps(dict(self.answer), ensure_ascii=False)
        user = (
            f"{self.asks}\n\nThe cells of an entry:\n{cells}\n\n"
            f"An example. Of the words: {self.example}\nThe answer is: {shown}\n\n"
            f"<{mark}>\n{text}\n</{mark}>\n\nAnswer with one JSON object and nothing else."
        )
        return [{"role": "system", "content": self.system}, {"role": "user", "content": user}]


@cache
def reading_task(kind: str) -> ReadingTask:
    """Load the task of a kind of claim. Raises FileNotFoundError where there is none."""
    common, own = _load("common"), _load(kind)
    cells = tuple(
        Cell(
            name,
            cell["sort"],
            cell["about"],
            cell.get("need", False),
            tuple(cell.get("of", "").split()),
        )
        for name, cell in own["cells"].items()
    )
    claims = []
    for shown in own["answer"]:
        given = {
            cell.name: shown.get(cell.name, [] if cell.sort == "names" else None) for cell in cells
        }
        quotation = {"exact": shown["quote"], "before": None, "after": None}
        claims.append({"quotations": [quotation], "cells": given})
    return ReadingTask(
        kind,
        f"{common['version']}.{own['version']}",
        " ".join(common["system"].strip().splitlines()).replace(" - ", "\n- "),
        own["asks"],
        cells,
        own["example"],
        MappingProxyType({"claims": claims}),
    )


def material(report: Report) -> str:
    """Return the words of a report that a model is shown: the report itself, nothing that stands around it."""
    from servanda.cleaning.reading_text import as_read

    read, _ = as_read(report)
    parts = (read.text.slice(block) for block in read.text.blocks if block.kind.is_report)
    return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())


def _load(name: str) -> dict[str, Any]:
    source = resources.files("servanda.second_reader.tasks").joinpath(f"{name}_task.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _line(cell: Cell) -> str:
    one_of = f" (one of: {', '.join(cell.values)})" if cell.values else ""
    need = ", always" if cell.need else ""
    return f"- {cell.name}{need}: {cell.about}{one_of}"
