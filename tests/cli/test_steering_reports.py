"""A report that wants to steer the terminal: no command prints what it put into its words, name or row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Run

CLEAR, CSI, TURN, APART = "\x1b[2J", "\x9b31m", "\u202e", "\u2066"
STEERING = {
    *map(chr, (*range(9), 11, 12, *range(14, 32), *range(127, 160))),
    *map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
REST = " ".join(
    f"The harbour has been open for {number} weeks, and nobody has complained of the noise."
    for number in range(2, 40)
)
TEXT = (
    f"Foreign Minister Ada {TURN}Brandt of France met Carl Osten, foreign minister of Germany, in "
    f"Vienna{CLEAR} on Monday. France will build ten {TURN}ports{CSI} in Germany by June 2032, she said. "
    f"“We will pay for the {APART}port{CLEAR},” Foreign Minister Ada Brandt of France said. A French "
    f"patrol ship{CSI} rammed a German boat off Crete{TURN} on May 3, 2031. Both set up a working "
    f"group {CLEAR}on ports{TURN}. They did not discuss the {APART}border{CSI}.\n\n{REST}\n"
)
ROW = {
    "id": f"row{CLEAR}{TURN}",
    "text": TEXT,
    "title": f"Talks{CSI}{TURN}",
    "publisher": f"Harbour{APART} Post{CLEAR}",
    "url": f"https://example.org/{TURN}",
    "published": "2031-05-05",
}
KINDS = "reports consultations commitments incidents structures offices omissions quotes dates"
ASKED = (
    *(("show", kind, "--format", form) for kind in KINDS.split() for form in ("table", "json")),
    ("show", "commitments", "--format", "csv"),
    ("timeline",),
    ("picture",),
    ("due", "--within", "9999d"),
    ("check", "--deep"),
    ("drift", "port"),
    ("search", "ports"),
    ("review", "list"),
    ("explain", "rows.jsonl"),
    ("times", "rows.jsonl"),
    ("brief", ROW["id"]),
    ("export", "claims"),
    ("export", "record"),
    ("export", "calendar"),
    ("read", f"no such file{CLEAR}{TURN}"),
    ("why", f"nothing{CLEAR}{TURN}"),
    ("show", "commitments", "--party", f"nobody{CLEAR}{TURN}"),
    ("show", f"nothing{CSI}{TURN}"),
)


@pytest.mark.costly
def test_nothing_that_a_report_holds_steers_the_terminal(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rows.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    read = run("read", "rows.jsonl")
    assert "reports read  1" in read.output, read.output
    printed = {("read",): read.output} | {asked: run(*asked).output for asked in ASKED}
    claims = printed["export", "claims"].splitlines()
    assert len(claims) > 8
    assert json.loads(claims[0])["title"] == ROW["title"]  # escaped, and not lost
    for line in claims:
        if "id" in json.loads(line):
            asked = ("why", json.loads(line)["id"])
            printed[asked] = run(*asked).output
    for asked, output in printed.items():
        assert output, asked
        assert not STEERING & set(output), (asked, STEERING & set(output))
