"""The gate: read the bundled sample, score it, and fail when a figure falls below its floor.

    python -m eval.gate             compare with the floors in eval/baseline.json
    python -m eval.gate --raise     and lift the floors that were passed; nothing is ever lowered
    python -m eval.gate --lower F   and bring the floor of figure F down to what is reached, saying so
    python -m eval.gate --pin       and accept that the sample or its key has changed, saying so

Exit status: 0 every floor holds; 1 a figure fell; 2 the command line is wrong or the sample is not
the one the floors were measured on; 4 the sample could not be read.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.files import read_lines, read_texts
from eval.floors import Baseline, fingerprints
from eval.score import Result, render, score

__all__ = ["ROOT", "Sample", "gate", "main", "read_sample"]

ROOT = Path(__file__).resolve().parents[1]
_READ_ANYWAY = 3  # some input was refused, the rest is read: the score will show it


@dataclass(frozen=True, slots=True)
class Sample:
    """A folder with `reports/` and `key.jsonl`, and the file that holds the floors for it."""

    folder: Path = ROOT / "src" / "servanda" / "sample"
    baseline: Path = ROOT / "eval" / "baseline.json"

    def pins(self) -> dict[str, str]:
        """Give the fingerprints of the key and of all reports."""
        reports = [path for path in (self.folder / "reports").iterdir() if path.is_file()]
        return fingerprints([self.folder / "key.jsonl", *reports], self.folder)


def read_sample(sample: Sample) -> Result:
    """Read the sample into a record of its own with servanda's command line, and score it.

    Raises RuntimeError with servanda's words where a command fails.
    """
    with tempfile.TemporaryDirectory(prefix="servanda-gate-") as place:
        record = f"sqlite:///{Path(place) / 'gate.db'}"
        _servanda("read", str(sample.folder / "reports"), record=record)
        claims, texts = Path(place) / "claims.jsonl", Path(place) / "texts.jsonl"
        for what, path in (("claims", claims), ("texts", texts)):
            written = _servanda("export", what, "--format", "jsonl", record=record)
            path.write_text(written, encoding="utf-8")
        return score(
            read_lines(sample.folder / "key.jsonl"),
            read_lines(claims),
            read_texts(texts),
            misses=True,
        )


def _servanda(*arguments: str, record: str) -> str:
    command = [sys.executable, "-m", "servanda", *arguments, "--record", record]
    done = subprocess.run(  # noqa: S603  (our own interpreter, our own module)
        command, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode not in (0, _READ_ANYWAY):
        message = f"servanda {arguments[0]} ended with {done.returncode}: {done.stderr.strip()}"
        raise RuntimeError(message)
    return done.stdout


def gate(
    arguments: Sequence[str],
    sample: Sample,
    read: Callable[[Sample], Result] = read_sample,
    say: Callable[[str], object] = sys.stdout.write,
) -> int:
    """Run the gate on a sample; returns the exit status. `say` receives what is to be printed."""
    given = _parser().parse_args(arguments)
    baseline, pins = Baseline.load(sample.baseline), sample.pins()
    changed = baseline.changed(pins) if baseline.pins else []
    if changed and not given.pin:
        say(f"not the sample that was measured: {', '.join(changed)}\n")
        say("look at the change, then run the gate with --pin\n")
        return 2
    unknown = sorted(set(given.lower) - set(baseline.floors))
    if unknown:
        say(f"no floor is called {', '.join(unknown)}\n")
        return 2
    try:
        result = read(sample)
    except RuntimeError as failure:
        say(f"{failure}\n")
        return 4
    figures = result.figures()
    if given.misses:
        say("".join(f"{remark}\n" for remark in result.remarks))
    say(f"{render(result)}\n")
    after = baseline.lowered(figures, given.lower)
    for name in given.lower:
        floor = after.floors.get(name)
        to = "nothing" if floor is None else f"{floor:.3f}"
        say(f"LOWERED {name} from {baseline.floors[name]:.3f} to {to}\n")
    if changed:
        say(f"PINNED anew: {', '.join(changed)}\n")
    if given.up:
        lifted = after.raised(figures)
        for name, floor in sorted(lifted.floors.items()):
            if floor > after.floors.get(name, -1.0):
                say(f"raised {name} to {floor:.3f}\n")
        after = lifted
    if given.up or given.lower or changed:
        after.pinned(pins).save(sample.baseline)
    falls = after.falls(figures)
    for fall in falls:
        say(f"FELL {fall}\n")
    if not after.floors:
        say("no floors yet: run the gate with --raise\n")
        return 2
    say(f"gate: {len(after.floors) - len(falls)} of {len(after.floors)} floors hold\n")
    return 1 if falls else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="eval.gate", description="Hold the figures of the sample."
    )
    parser.add_argument(
        "--raise", dest="up", action="store_true", help="lift floors that were passed"
    )
    parser.add_argument("--lower", action="append", default=[], metavar="F", help="lower one floor")
    parser.add_argument("--pin", action="store_true", help="accept a changed sample or key")
    parser.add_argument(
        "--misses", action="store_true", help="list what was missed, what was extra"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate on the bundled sample; returns the exit status."""
    return gate(sys.argv[1:] if arguments is None else arguments, Sample())


if __name__ == "__main__":
    raise SystemExit(main())
