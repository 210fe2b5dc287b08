"""What came of reading, as it is printed: counts, what was set aside, what changed, and the stages."""

from __future__ import annotations

import textwrap
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from servanda.cli.options import Settings

if TYPE_CHECKING:
    from servanda.cli.reading.model_reading import ModelReading
    from servanda.pipeline import Summary
    from servanda.stopwatch import Stopwatch
    from servanda.store import Record

__all__ = ["count_changes", "print_summary", "profile_rows", "summary_row"]


def summary_row(summary: Summary) -> dict[str, Any]:
    """Turn a summary into plain data."""
    return {
        "read": summary.read,
        "skipped": summary.skipped,
        "irrelevant": summary.irrelevant,
        "set_aside": [{"report": name, "reason": why} for name, why in summary.aside],
        "refused": [
            {"subject": e.subject, "reason": e.reason, "remedy": e.remedy} for e in summary.refused
        ],
        "claims": dict(summary.claims),
    }


def count_changes(record: Record, since: datetime) -> dict[str, int]:
    """Count how claims of reports already read have changed since an instant; empty: not at all."""
    found = record.changes(since)
    if not found:
        return {}
    carried = record.words.carried()
    lost = {one.word for one in carried if one.to is None or one.unplaced}
    return {
        "reports": len(found),
        "gone": sum(len(one.gone) for one in found),
        "new": sum(len(one.new) for one in found),
        "changed": sum(len(one.changed) for one in found),
        "decisions_orphaned": len(lost),
    }


def print_summary(
    summary: Summary,
    chosen: Settings,
    seconds: float,
    where: str | None = None,
    changes: dict[str, int] | None = None,
    asked: ModelReading | None = None,
    watch: Stopwatch | None = None,
) -> None:
    """Print what came of the reading, in the format asked for; `where` names the record.

    `asked` is what a second reader did, `watch` what measured the stages. `changes` counts how claims of reports already read have changed (see `count_changes`).
    """
    from servanda.cli.render import write_object

    row = summary_row(summary)
    if changes:
        row["changes"] = changes
    if asked is not None:
        row["second_reader"] = asked.row
    if watch is not None:
        row["profile"] = profile_rows(watch)
    if chosen.written != "table":
        write_object(row, "json" if chosen.written == "json" else "jsonl")
        return
    pairs = [
        *_counted(summary, row, seconds),
        *(asked.pairs if asked is not None else ()),
        *([("changed", _changes(changes))] if changes else ()),
        ("record", where or chosen.url),
    ]
    _print_pairs(pairs)
    if watch is not None:
        _print_profile(watch)


def _counted(summary: Summary, row: dict[str, Any], seconds: float) -> list[tuple[str, str]]:
    """Say how much was read, known before, set aside, refused and found."""
    pairs = [("reports read", f"{summary.read}{_rate(summary.read, seconds)}")]
    if summary.skipped:
        pairs.append(("read before", str(summary.skipped)))
    if summary.irrelevant:
        pairs.append(("set aside", _aside(summary)))
    if summary.refused:
        pairs.append(("refused", f"{len(summary.refused)} (see above)"))
    pairs.append(("claims", _claims(row["claims"])))
    return pairs


def _print_pairs(pairs: list[tuple[str, str]]) -> None:
    width = max(len(name) for name, _ in pairs)
    for name, words in pairs:
        first, *rest = textwrap.wrap(words, 100 - width - 2, break_long_words=False) or [""]
        click.echo(f"{click.style(name.ljust(width), bold=True)}  {_breakable(first)}")
        for line in rest:
            click.echo(f"{' ' * width}  {_breakable(line)}")


def profile_rows(watch: Stopwatch) -> list[dict[str, Any]]:
    """Turn what was measured into plain data: a row a stage, the dearest first, in seconds."""
    whole = sum(one.processor for one in watch.stages.values()) or 1.0
    return [
        {
            "stage": name,
            "processor": round(one.processor, 4),
            "share": round(one.processor / whole, 4),
            "elapsed": round(one.elapsed, 4),
            "times": one.times,
        }
        for name, one in sorted(watch.stages.items(), key=lambda pair: -pair[1].processor)
    ]


def _print_profile(watch: Stopwatch) -> None:
    click.echo("")
    click.echo(
        click.style(f"{'stage':16}{'processor s':>12}{'share':>8}{'elapsed s':>12}", bold=True)
    )
    for row in profile_rows(watch):
        click.echo(
            f"{row['stage']:16}{row['processor']:>12.2f}{row['share']:>8.1%}{row['elapsed']:>12.2f}"
        )


_NAMED = 8  # of the reports set aside that the summary names


def _aside(summary: Summary) -> str:
    """Name what was set aside, each with the reason; of many, the first few."""
    named = [f"{name} ({why})" for name, why in summary.aside[:_NAMED]]
    more = summary.irrelevant - len(named)
    if more:
        named.append(f"{more} more: servanda show reports --columns report,set_aside")
    return f"{summary.irrelevant}: {'; '.join(named)}"


def _rate(count: int, seconds: float) -> str:
    return f" in {seconds:.1f} s, {count / seconds:.1f} a second" if count and seconds > 0 else ""


def _claims(claims: dict[str, int]) -> str:
    from servanda.cli.cells import plural

    total = sum(claims.values())
    ranked = sorted(claims.items(), key=lambda item: -item[1])
    detail = ", ".join(
        f"{count}\u00a0{kind if count == 1 else plural(kind)}" for kind, count in ranked
    )
    return f"{total}: {detail}" if total else "0"


def _changes(changes: dict[str, int]) -> str:
    reports = "1 report" if changes["reports"] == 1 else f"{changes['reports']} reports"
    text = f"{reports}: {changes['gone']} claims gone, {changes['new']} new, {changes['changed']} changed"
    lost = changes["decisions_orphaned"]
    if lost:
        text += f"; the claims of {lost} decisions are gone (servanda review --kind decision)"
    return f"{text}; see: servanda review changes"


def _breakable(line: str) -> str:
    """Replace the no-break spaces that kept a number next to what it counts."""
    return line.replace("\u00a0", " ")
