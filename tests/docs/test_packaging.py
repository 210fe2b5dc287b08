"""What a package index shows, and what an installer needs to know."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain
from typing import Any

import pytest
import yaml
from click.shell_completion import get_completion_class

from servanda.cli.main import main

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


@pytest.mark.costly
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


@pytest.mark.parametrize("extra", ["all", "postgres", "xlsx", "parquet", "pdf", "server"])
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


def test_the_citation_says_what_the_package_says() -> None:
    said = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    # What the Citation File Format 1.2.0 requires, and its names for what else stands there.
    assert {"cff-version", "message", "title", "authors"} <= set(said)
    allowed = {"abstract", "date-released", "keywords", "license", "type", "url", "version"}
    assert set(said) <= {"cff-version", "message", "title", "authors"} | allowed
    assert said["cff-version"] == "1.2.0"
    assert said["type"] == "software"
    assert [one["name"] for one in said["authors"]] == [one["name"] for one in PROJECT["authors"]]
    assert str(said["version"]) == PROJECT["version"]
    assert said["license"] == PROJECT["license"]
    assert set(said["keywords"]) <= set(PROJECT["keywords"])


INSTRUCTION = re.compile(
    r"^(FROM|WORKDIR|COPY|RUN|USER|VOLUME|ENV|ENTRYPOINT|CMD) (.+)$", re.MULTILINE
)


def test_the_container_has_what_it_copies_and_runs_as_no_root() -> None:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    found = INSTRUCTION.findall(text)
    lines = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
    assert len(found) == len(lines), "every line is an instruction"
    for word, rest in found:
        if word == "COPY" and not rest.startswith("--from"):
            *sources, _ = rest.split()
            assert all((ROOT / one).exists() for one in sources), rest
    assert '".[all]"' in text
    users = [rest for word, rest in found if word == "USER"]
    assert users
    assert "root" not in users
    assert found[-2][0] == "ENTRYPOINT"
    (run,) = json.loads(found[-2][1])
    assert run.endswith("/bin/servanda")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_that_is_documented_works(shell: str) -> None:
    page = (ROOT / "docs" / "guide" / "configuring.md").read_text(encoding="utf-8")
    variable = f"_SERVANDA_COMPLETE={shell}_source"
    assert variable in page
    complete = get_completion_class(shell)
    assert complete is not None
    made = complete(main, {}, "servanda", "_SERVANDA_COMPLETE")
    assert f"_SERVANDA_COMPLETE={shell}_complete" in made.source()
    offered = {one.value for one in made.get_completions([], "sh")}
    assert offered == {"show"}
    assert "--party" in {one.value for one in made.get_completions(["show"], "--pa")}
