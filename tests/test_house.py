"""The house rules that no linter knows: layers, sizes, honest `__all__`, a quick start."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import servanda

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "servanda"
LONGEST = 400
HEAVY = ("spacy", "thinc", "sqlalchemy", "fastapi", "lxml", "trafilatura", "feedparser", "numpy")


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def packages() -> list[str]:
    found = pkgutil.walk_packages([str(SOURCE)], prefix="servanda.")
    return ["servanda", *sorted(module.name for module in found if module.ispkg)]


def run_python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return done.stdout.strip()


def test_layers_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts") :]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_library_code_does_not_print(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    assert not [call.lineno for call in calls if isinstance(call, ast.Name) and call.id == "print"]


@pytest.mark.parametrize("name", packages())
def test_all_is_real(name: str) -> None:
    module = importlib.import_module(name)
    promised = getattr(module, "__all__", [])
    assert len(promised) == len(set(promised)), "a name is promised twice"
    assert not [each for each in promised if not hasattr(module, each)]


@pytest.mark.parametrize(
    "code",
    [
        "import servanda",
        "import servanda; dir(servanda); servanda.__version__; servanda.ServandaError",
        "from servanda.cli.main import main",
    ],
)
def test_importing_is_light(code: str) -> None:
    heavy = run_python(f"{code}\nimport sys; print([m for m in {HEAVY} if m in sys.modules])")
    assert heavy == "[]"


def test_help_is_light() -> None:
    code = (
        "import sys\n"
        "from servanda.cli.main import main\n"
        "sys.argv = ['servanda', '--help']\n"
        "try:\n    main()\nexcept SystemExit as done:\n    assert not done.code, done.code\n"
        f"print([m for m in {(*HEAVY, 'rich')} if m in sys.modules])"
    )
    assert run_python(code).splitlines()[-1] == "[]"


def test_the_surface_is_documented() -> None:
    for name in servanda.__all__:
        if name != "__version__":
            assert getattr(servanda, name).__doc__, f"{name} has no docstring"


@pytest.mark.parametrize("marker", [f"/{name}/" for name in ("work", "root", "home", "tmp")])
def test_no_file_names_a_machine(marker: str) -> None:
    listed = subprocess.run(
        ["git", "grep", "-lIF", marker, "--", ".", ":!uv.lock", f":!{Path(__file__).name}"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if listed.returncode > 1:
        pytest.skip("not a git checkout")
    assert [p for p in listed.stdout.splitlines() if not p.endswith("test_house.py")] == []
