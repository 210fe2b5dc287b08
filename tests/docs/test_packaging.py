"""What a package index shows, and what an installer needs to know."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from typing import Any

import pytest

from .conftest import ROOT

SOURCE = ROOT / "src" / "servanda"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0].lower())


def imported() -> set[str]:
    """Return the top-level names that the package imports anywhere, without its own and Python's."""
    names = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"servanda"}


def test_what_is_imported_is_depended_on() -> None:
    listed = {name_of(one) for one in chain(PROJECT["dependencies"], *EXTRAS.values())}
    homes = packages_distributions()
    for module in imported():
        named = name_of(module)
        found = {name_of(one) for one in homes.get(module, [module])}
        found = {named} if named in found else found  # several put files into one name: `lxml`
        assert found & listed, f"{module} is imported, but {found} is no dependency"


def test_all_has_every_extra() -> None:
    (whole,) = EXTRAS["all"]
    named = re.fullmatch(r"servanda\[(.+)\]", whole)
    assert named
    assert set(named[1].split(",")) == set(EXTRAS) - {"all"}


@pytest.mark.parametrize("extra", ["all", "postgres", "xlsx", "parquet", "pdf", "docx", "server"])
def test_an_extra_exists(extra: str) -> None:
    assert EXTRAS[extra]


def test_extras_that_anything_names_exist() -> None:
    texts = [*DOCUMENTS, *SOURCE.rglob("*.py")]
    named = {
        extra.strip()
        for path in texts
        for group in re.findall(
            r"(?:servanda|\"\.)\[([a-z][a-z, ]*)\]", path.read_text(encoding="utf-8")
        )
        for extra in group.split(",")
    }
    assert named
    assert named <= set(EXTRAS)


def test_the_metadata_is_complete() -> None:
    assert PROJECT["description"]
    assert PROJECT["readme"] == "README.md"
    assert PROJECT["authors"]
    assert len(PROJECT["keywords"]) >= 5
    starts = {one.partition(" :: ")[0] for one in PROJECT["classifiers"]}
    assert starts >= {
        "Development Status",
        "Environment",
        "Intended Audience",
        "Natural Language",
        "Operating System",
        "Programming Language",
        "Topic",
        "Typing",
    }
    systems = [one for one in PROJECT["classifiers"] if one.startswith("Operating System")]
    assert len(systems) == 3
