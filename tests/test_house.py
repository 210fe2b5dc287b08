"""The rules of the code that no linter knows: layers, complexity, folders, `__all__`, a quick start."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import pytest

import servanda

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "servanda"
MOST_FILES = 25
# Folders with more files than that, until they are split; this list only gets shorter.
CROWDED: set[str] = set()
# What every package may have: its own word lists, as `servanda.data_tables` reads them.
SHARED_NAMES = ("__init__.py", "words.tsv")
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


def load_tool(name: str) -> ModuleType:
    """Load `tools/<name>.py`, which is no part of the package."""
    spec = importlib.util.spec_from_file_location(
        f"servanda_{name}_tool", ROOT / "tools" / f"{name}.py"
    )
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


@pytest.mark.costly
@pytest.mark.parametrize("config", ["pyproject.toml", "tools/circles.toml"])
def test_import_contracts_hold(config: str) -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [program, "--no-cache", "--config", config],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stdout[done.stdout.find("Contracts") :]


@pytest.mark.costly
def test_no_function_is_too_complex() -> None:
    tool = load_tool("complexity")
    found = tool.faults(tool.measured())
    assert not found, "\n".join(found)


def test_complexity_is_counted_as_radon_counts_it(tmp_path: Path) -> None:
    branches = "".join(f"        if word == {i}:\n            return {i}\n" for i in range(16))
    (tmp_path / "grammar.py").write_text(
        f"class Reader:\n    def read(self, word):\n{branches}        return word\n"
        "def plain(a, b):\n    def inner():\n        return a and b\n    return inner\n",
        encoding="utf-8",
    )
    assert load_tool("complexity").measured(tmp_path) == {
        ("grammar", "Reader.read"): 17,
        ("grammar", "plain"): 1,
        ("grammar", "plain.inner"): 2,
    }


def test_what_the_complexity_check_finds() -> None:
    counts = {("servanda.reader", "read"): 15, ("servanda.reader", "Reader.read"): 16}
    (found,) = load_tool("complexity").faults(counts)
    assert found.startswith("servanda.reader: Reader.read has a complexity of 16; 15 is the most.")


def test_no_folder_holds_too_many_files() -> None:
    files = Counter(
        path.parent
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    )
    crowded = {
        str(folder.relative_to(SOURCE)): count
        for folder, count in files.items()
        if count > MOST_FILES
    }
    assert not crowded, (
        f"{MOST_FILES} files a folder are the most; join or split by idea: {crowded}"
    )


def test_no_two_files_have_one_name() -> None:
    places = defaultdict(list)
    for path in SOURCE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and path.name not in SHARED_NAMES:
            places[path.name].append(str(path.relative_to(SOURCE)))
    alike = {name: where for name, where in places.items() if len(where) > 1}
    assert not alike, f"a file is found by its name; rename all but one: {alike}"


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
