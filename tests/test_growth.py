"""Linear time: no regular expression of ours grows faster than its text, where its text may be long."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import servanda
from attack_strings import attacks, seconds, slow_attack

PACKAGES = (
    *(
        "analysis",
        "cleaning",
        "dating",
        "export",
        "extraction",
        "indexing",
        "model",
        "parsing",
        "resolution",
        "review",
    ),
    *("second_reader", "sources", "store", "timex", "world"),
)
WHOLE = frozenset({"match", "fullmatch"})  # what looks at a text's beginning only
BOUNDED = Path(__file__).parent / "hostile" / "bounded_patterns.tsv"
# Phrases of residue that are looked for where a line begins.
AT_START = re.compile(r"cleaning\.residue:_patterns\(\)\[\('\w+', '(?:start|line)'\)\]")
MOST = 0.1  # seconds of processor time on the longest text that a pattern for short texts is given
DAILY, THOROUGH = 0.02, 3.0  # seconds of attacks on one pattern


def modules() -> Iterator[ModuleType]:
    """Load every module of the packages that words of a report come to."""
    for package in PACKAGES:
        top = importlib.import_module(f"servanda.{package}")
        for module in pkgutil.walk_packages(top.__path__, f"servanda.{package}."):
            if not module.name.endswith((".data", ".kept_models")) and ".env" not in module.name:
                yield importlib.import_module(module.name)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Find every pattern of a module, by module:name: in its tables, in what it makes once, and in its calls."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        own = module.__name__.removeprefix("servanda.")
        for name, value in vars(module).items():
            for path, pattern in within(value, name):
                found.setdefault(f"{own}:{path}", pattern)
        for path, pattern in called(module):
            found.setdefault(f"{own}:{path}", pattern)
    return found


def called(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield the patterns that are written where they are used, named by the call and the pattern."""
    source = Path(module.__file__).read_text(encoding="utf-8") if module.__file__ else ""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "re":
            written = node.args[0]
            if node.func.attr != "compile" and isinstance(written, ast.Constant | ast.JoinedStr):
                made = eval(ast.unparse(written), dict(vars(module)))  # noqa: S307 - our own source
                yield f"re.{node.func.attr}({made!r})", re.compile(made, flags(node, module))


def flags(call: ast.Call, module: ModuleType) -> int:
    """Return the flags that a call of `re` is given by name."""
    given = next((one.value for one in call.keywords if one.arg == "flags"), None)
    return int(eval(ast.unparse(given), dict(vars(module)))) if given is not None else 0  # noqa: S307


def within(value: Any, name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from within(inner, f"{name}[{key!r}]")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from within(inner, f"{name}[{index}]")
    elif hasattr(value, "cache_info") and not inspect.signature(value).parameters:
        made = value()
        yield from within(made, f"{name}()")
        if type(made).__module__.startswith("servanda."):
            for key, inner in getattr(made, "__dict__", {}).items():
                yield from within(inner, f"{name}().{key}")


def bounded() -> dict[str, int]:
    """Read which patterns are given short texts only, and how long these are at most."""
    rows = (line.split("\t") for line in BOUNDED.read_text(encoding="utf-8").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 3}


SHORT = bounded()


def test_the_patterns_are_found() -> None:
    assert len(patterns()) > 400
    assert any(":re." in name for name in patterns())
    assert SHORT.keys() <= patterns().keys()
    assert "servanda" in servanda.__name__


def is_anchored(name: str) -> bool:
    """Whether a module uses a pattern of its own for `match` and `fullmatch` alone."""
    module, _, own = name.partition(":")
    if AT_START.fullmatch(name) or own.startswith(("re.match(", "re.fullmatch(")):
        return True
    if not own.isidentifier():
        return False
    source = inspect.getsource(importlib.import_module(f"servanda.{module}"))
    uses = re.findall(rf"(?<![\w.]){own}\b(\.\w+|)", source)
    return bool(uses[1:]) and all(use[1:] in WHOLE for use in uses[1:])


def grown(budget: float) -> list[str]:
    wrong = []
    for name, pattern in patterns().items():
        if name not in SHORT:
            attack = slow_attack(pattern, budget, anchored=is_anchored(name))
            if attack is not None:
                wrong.append(f"{name} on {attack}")
    return wrong


@pytest.mark.costly
def test_time_grows_with_the_text() -> None:
    assert not grown(DAILY)


@pytest.mark.slow  # half a minute of processor time
def test_time_grows_with_the_text_whatever_is_tried() -> None:
    assert not grown(THOROUGH)


def slow_on_short_texts(most_tried: int) -> list[str]:
    wrong = []
    for name, length in SHORT.items():
        for before, unit, end in attacks(patterns()[name])[:most_tried]:
            text = (before + unit * (length // len(unit)))[: length - len(end)] + end
            if seconds(patterns()[name], text, anchored=is_anchored(name)) > MOST:
                wrong.append(f"{name} on {before, unit, end}")
    return wrong


@pytest.mark.costly
def test_patterns_for_short_texts_are_quick_on_them() -> None:
    assert not slow_on_short_texts(10)


@pytest.mark.slow
def test_patterns_for_short_texts_are_quick_on_whatever_is_tried() -> None:
    assert not slow_on_short_texts(10_000)


@pytest.mark.costly
def test_a_pattern_that_runs_away_is_found() -> None:
    assert slow_attack(re.compile(r"(a|a)*b"), 0.0) or slow_attack(re.compile(r"\s+$"), 1.0)
    assert slow_attack(re.compile(r"\s+x"), 1.0)
    assert slow_attack(re.compile(r"(?<!\s)\s++x"), 1.0) is None
