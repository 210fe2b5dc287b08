"""A stranger's first hour, as a script: wheel, clean environment, demo, a folder, five questions, exports.

    python tools/first_hour.py               with the pip that ships with Python; install and demo with the newest
    python tools/first_hour.py --pip newest  with one of them

Nothing of the checkout is on the way but the wheel that is built from it, and the sample of reports, which is
read as a stranger's folder. Each step is timed, and its answer is looked at. Ends with status 1 at the
first step that goes wrong, with what it printed. Needs a package index.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "src" / "servanda" / "sample" / "reports"
TODAY = "2025-01-15"
PIPS = ("bundled", "newest")
_STEP = 600  # seconds; more is a hang


class WrongError(Exception):
    """A step did not end as it should."""


@dataclass
class Hour:
    """A clean environment in a folder of its own, and how long each step in it took."""

    folder: Path
    took: list[tuple[str, float]] = field(default_factory=list)

    @property
    def programs(self) -> Path:
        """Where the environment's commands are."""
        return self.folder / "env" / ("Scripts" if os.name == "nt" else "bin")

    def run(self, step: str, *words: str, status: int = 0) -> str:
        """Run a command of the environment and return its output; an empty step is not timed."""
        program, *rest = words
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "SERVANDA_"))}
        clean |= {"COLUMNS": "100", "PYTHONUTF8": "1"}
        began = time.monotonic()
        done = subprocess.run(
            [str(self.programs / program), *rest],
            cwd=self.folder,
            env=clean,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_STEP,
            check=False,
        )
        if step:
            self.took.append((step, time.monotonic() - began))
        if done.returncode != status or "Traceback" in done.stderr:
            told = f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
            raise WrongError(f"{' '.join(words)} ended with {done.returncode}:\n{told}")
        return done.stdout

    def rows(self, step: str, *words: str) -> list[dict[str, object]]:
        """Run servanda for JSON lines, of which there has to be one at least."""
        found = [
            json.loads(line)
            for line in self.run(step, "servanda", *words, "--format", "jsonl").splitlines()
        ]
        if not found:
            raise WrongError(f"servanda {' '.join(words)}: nothing came of it")
        return found


def build(folder: Path) -> Path:
    """Build the wheel of the checkout, as a release would."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    words = [uv, "build", "--quiet", "--wheel", "--out-dir", str(folder), str(ROOT)]
    if uv is None:
        words = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "-w",
            str(folder),
            str(ROOT),
        ]
    subprocess.run([word for word in words if word], check=True, timeout=_STEP)
    (wheel,) = folder.glob("servanda-*.whl")
    return wheel


def install(hour: Hour, wheel: Path, pip: str) -> None:
    """Make the environment and install the wheel with a pip, and with nothing that make brings."""
    venv.create(hour.folder / "env", with_pip=True)
    if pip == "newest":
        hour.run("a new pip", "python", "-m", "pip", "install", "--quiet", "--upgrade", "pip")
    version = hour.run("", "python", "-m", "pip", "--version").split()[1]
    hour.run(f"install (pip {version})", "python", "-m", "pip", "install", "--quiet", str(wheel))


def look(hour: Hour) -> None:
    """Look at the version and the demo."""
    first, *_ = hour.run("--version", "servanda", "--version").splitlines()
    if not first.startswith("servanda "):
        raise WrongError(f"--version says {first!r}")
    if "What was promised" not in hour.run("demo", "servanda", "demo"):
        raise WrongError("the demo does not show what was promised")


def ask(hour: Hour) -> None:
    """Read a folder, and ask what a newcomer asks."""
    shutil.copytree(SAMPLE, hour.folder / "reports")
    hour.run("read a folder", "servanda", "read", "reports")
    commitments = hour.rows("what was promised?", "show", "commitments", "--party", "JP")
    due = hour.rows("what is due?", "due", "--within", "6m", "--today", TODAY)
    if not {row["status"] for row in due} & {"due", "overdue"}:
        raise WrongError("nothing is due")
    steps = hour.rows("why?", "why", str(commitments[0]["id"]))
    if not any(step["label"] == "words" for step in steps):
        raise WrongError("no words behind a commitment")
    holders = hour.rows("who held which office?", "show", "offices", "--as-of", TODAY)
    if not all(row.get("person") for row in holders):
        raise WrongError("an office without a person")
    hour.rows("what changed in the wording?", "drift", "deterrence and response")


def export(hour: Hour) -> None:
    """Take the record elsewhere: every quotation has to stand where it says."""
    claims = hour.run("export claims", "servanda", "export", "claims")
    texts = hour.run("export texts", "servanda", "export", "texts")
    stored = {row["report"]: row["text"] for row in map(json.loads, texts.splitlines())}
    pieces = [
        (stored[row["report"]], one)
        for row in map(json.loads, claims.splitlines())
        for one in row.get("evidence", ())
    ]
    wrong = [one for text, one in pieces if text[one["start"] : one["end"]] != one["exact"]]
    if wrong or not pieces:
        raise WrongError(f"{len(wrong)} of {len(pieces)} quotations are not where they say")
    for what, name in (
        ("commitments", "board.csv"),
        ("calendar", "due.ics"),
        ("record", "all.jsonl"),
    ):
        hour.run(f"export {what}", "servanda", "export", what, "-o", name)
        if not (hour.folder / name).stat().st_size:
            raise WrongError(f"{name} is empty")
    hour.run("check", "servanda", "check")


STEPS: dict[str, Sequence[Callable[[Hour], None]]] = {
    "bundled": (look, ask, export),
    "newest": (look,),  # what differs is how it was installed
}


def main() -> None:
    """Run the first hour with each pip; print how long its steps took."""
    parser = argparse.ArgumentParser(description="A stranger's first hour.")
    parser.add_argument("--pip", choices=PIPS, action="append", help="which pip installs")
    pips = parser.parse_args().pip or PIPS
    with tempfile.TemporaryDirectory() as name:
        wheel = build(Path(name))
        for pip in pips:
            folder = Path(name) / pip
            folder.mkdir()
            hour = Hour(folder)
            try:
                install(hour, wheel, pip)
                for step in STEPS[pip]:
                    step(hour)
            except WrongError as error:
                sys.exit(f"the first hour ({pip} pip) went wrong: {error}")
            total = sum(seconds for _, seconds in hour.took)
            for step_name, seconds in hour.took:
                print(f"{seconds:7.1f} s  {step_name}")
            print(f"{total:7.1f} s  in all, with the {pip} pip", flush=True)


if __name__ == "__main__":
    main()
