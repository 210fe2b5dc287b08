"""Every command and option is documented, and every link leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from servanda.cli.main import Servanda, main

from .conftest import ROOT, load_tool

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def commands() -> list[str]:
    return list(Servanda.table)


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def anchors(path: Path) -> set[str]:
    """Return the anchors that a forge gives a document's headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("name", commands())
def test_a_command_says_what_it_is_for(name: str) -> None:
    found = command(name)
    assert found.help
    for param in found.params:
        assert not isinstance(param, click.Option) or param.help, f"{param.name} has no help"


@pytest.mark.parametrize("name", commands())
def test_the_tour_names_every_command(name: str) -> None:
    assert f"servanda {name}" in (ROOT / "docs/guide/tour.md").read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8").split()
    assert len(words) <= 600, "what is longer belongs in docs/guide/tour.md"


def test_the_readme_shows_what_a_newcomer_needs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme.count("![") == 1, "one picture of real output"
    for needed in ("make demo", "make test", "pipx install", "uv tool install", "$ servanda"):
        assert needed in readme, needed


def test_the_reference_is_current() -> None:
    tool = load_tool()
    assert tool.REFERENCE.read_text(encoding="utf-8") == tool.reference(), "make docs renews it"


def test_the_reference_prints_shared_options_once() -> None:
    reference = load_tool().REFERENCE.read_text(encoding="utf-8")
    for option in ("--recorded-by WHEN", "--status STATUS", "--at INSTANT"):
        assert reference.count(option) == 1, option


@pytest.mark.parametrize("name", commands())
def test_the_reference_lists_what_is_a_commands_own(name: str) -> None:
    reference = load_tool().REFERENCE.read_text(encoding="utf-8")
    part = reference.partition(f"\n## servanda {name}\n")[2].partition("\n## servanda ")[0]
    found = command(name)
    assert f"Usage: servanda {name}" in part
    shared = {one.name for group in load_tool().SHARED for one in group.options}
    for param in found.params:
        if isinstance(param, click.Option) and param.name not in shared:
            assert param.opts[0] in part, param.name


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.exists(), f"{target} leads nowhere"
        if anchor:
            assert anchor in anchors(there), f"{target}: no such heading"


def test_make_targets_in_the_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for path in DOCUMENTS:
        named = re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))
        assert set(named) <= targets, path.name
