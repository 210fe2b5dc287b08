"""Gates of short invented reports, each parsed once a session with the real language model."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from made_texts import made_report
from servanda.parsing.document import Parsed, parse
from servanda.second_reader.gate import Gate


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Parsed]:
    """Give a function from a text to its parse."""

    @cache
    def read(text: str) -> Parsed:
        return parse(made_report(text))

    return read


@pytest.fixture(scope="session")
def gate(parsed: Callable[[str], Parsed]) -> Callable[[str], Gate]:
    """Give a function from a text to its gate."""

    @cache
    def of(text: str) -> Gate:
        return Gate(parsed(text))

    return of
