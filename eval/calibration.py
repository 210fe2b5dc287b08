"""Calibration: what stated confidence is worth, and the table it comes from.

    python -m eval.calibration report KEY SOURCE [--half dev|held] [--rules]
        read the reports of a key, and say how many claims hold at each stated confidence
    python -m eval.calibration count NAME LOOK KEY SOURCE [--half dev]
        judge them and put the counts into eval/calibration.tsv as the set NAME; LOOK says how the readers
        met it (`seen`, `first`); the half `held` is refused: it is for reports only
    python -m eval.calibration fit
        fit src/servanda/extraction/data/confidence.tsv to the counts
    python -m eval.calibration sweep
        print the log loss on left-out reports for other strengths of the penalty

KEY is a JSON lines file, SOURCE a folder or JSON lines file that `servanda read` takes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from eval.counts import COUNTS, LOOKS, Counted
from eval.files import read_lines
from eval.fitting import PENALTY, log_loss, with_unsure
from eval.judged import Judged, judge
from eval.reliability import render
from servanda.extraction.confidence import Effects

__all__ = ["TABLE", "main", "table"]

TABLE = Path(__file__).resolve().parents[1] / "src/servanda/extraction/data/confidence.tsv"
_SWEPT = {"rule": (2.0, 4.0, 8.0, 16.0, 32.0), "cue": (0.5, 1.0, 2.0, 4.0), "kind": (0.3, 1.0, 3.0)}
_FEW = 5e-5  # an effect that rounds to nothing is not written


def table(counted: Counted, found: Effects) -> str:
    """Write effects as the table that servanda loads, with the fingerprint of the counts."""
    claims: dict[tuple[str, ...], list[int]] = {}
    for one in counted.counts:
        keys = [("kind", one.kind), ("rule", one.kind, one.rule)]
        for key in [*keys, *(("cue", one.kind, sign) for sign in one.cues)]:
            tally = claims.setdefault(key, [0, 0])
            tally[0] += one.claims
            tally[1] += one.held
    rows: list[tuple[tuple[str, ...], float]] = [(("base",), found.base), (("own",), found.own)]
    rows += [(("unsure", kind), 1.0) for kind in sorted(found.unsure)]
    rows += [(("kind", kind), value) for kind, value in sorted(found.kinds.items())]
    rows += [(("rule", *name), value) for name, value in sorted(found.rules.items())]
    rows += [(("cue", *name), value) for name, value in sorted(found.cues.items())]
    lines = [
        "# Effects on the log-odds that a claim holds; made by python -m eval.calibration fit.",
        f"# From eval/calibration.tsv, sha256 {_sha256(COUNTS) if COUNTS.is_file() else '-'}.",
        "# what, kind, rule or sign, effect, claims judged, claims that held (all sets together)",
    ]
    for name, value in rows:
        if abs(value) < _FEW and name[0] != "rule":
            continue
        what, kind, which = (*name, "", "")[:3]
        judged, held = claims.get(name, ["", ""])
        lines.append(f"{what}\t{kind}\t{which}\t{value:.4f}\t{judged}\t{held}")
    return "\n".join(lines) + "\n"


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _judged(given: argparse.Namespace, *, own: bool) -> list[Judged]:
    key = [row for row in read_lines(given.key) if given.half in (None, row.get("half"))]
    return judge(key, given.source, own=own)


def _count(given: argparse.Namespace) -> int:
    rows = read_lines(given.key)
    if given.half == "held" or (given.half is None and any(r.get("half") == "held" for r in rows)):
        sys.stderr.write("the half that is held out is never counted; say --half dev\n")
        return 2
    half = f", half {given.half}" if given.half else ""
    told = f"{given.look}, key {given.key.name}{half}, sha256 {_sha256(given.key)}"
    judged = _judged(given, own=True)
    Counted.load().with_set(given.name, given.look, judged, told).save()
    print(f"{given.name}: {len(judged)} claims, {sum(one.holds for one in judged)} hold")
    return 0


def _sweep() -> None:
    counts = Counted.load().counts
    print(f"{'as it stands':24}{log_loss(counts):.4f}")
    for name, values in _SWEPT.items():
        for value in values:
            loss = log_loss(counts, replace(PENALTY, **{name: value}))
            print(f"{name + ' ' + str(value):24}{loss:.4f}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Measure and fit confidence.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("report", "count"):
        command = commands.add_parser(name)
        if name == "count":
            command.add_argument("name")
            command.add_argument("look", choices=LOOKS[:2])
        command.add_argument("key", type=Path)
        command.add_argument("source", type=Path)
        command.add_argument("--half", choices=("dev", "held"))
        if name == "report":
            command.add_argument("--rules", action="store_true", help="and a line a rule")
    commands.add_parser("fit")
    commands.add_parser("sweep")
    given = parser.parse_args(arguments)
    if given.command == "report":
        print(render(_judged(given, own=False), rules=given.rules))
    elif given.command == "count":
        return _count(given)
    elif given.command == "fit":
        counted = Counted.load()
        TABLE.write_text(table(counted, with_unsure(counted.counts)), encoding="utf-8")
    else:
        _sweep()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
