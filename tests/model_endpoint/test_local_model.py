"""A real model, once, from end to end: small enough to be wrong, which is what the gate is for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from chat_answers import TEXT
from local_model import weights
from servanda import proposing
from servanda.cli.main import main

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        weights() is None, reason="no local model: see tests/helpers/local_model.py"
    ),
]


@pytest.fixture
def address() -> Iterator[str]:
    """Serve the model for a test."""
    script = Path(__file__).parents[1] / "helpers" / "local_model.py"
    server = subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield f"{server.stdout.readline().strip()}/v1"
    finally:
        server.communicate()


def test_a_local_model_reads_and_whatever_it_says_is_weighed(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    weigh = proposing.weigh_pending
    monkeypatch.setattr(
        proposing, "weigh_pending", lambda *a, **more: weigh(*a, **{**more, "budget": None})
    )
    Path("made.txt").write_text(TEXT, encoding="utf-8")

    def run(*words: str) -> str:
        done = CliRunner().invoke(main, words)
        assert done.exit_code == 0, done.output
        return done.stdout

    asked = ["--reader", "both", "--endpoint", address, "--model", "smollm2-135m"]
    asked += ["--ask-for", "commitment", "--max-answer", "200", "--at-once", "1"]
    first = json.loads(run("read", "made.txt", *asked, "--format", "json"))["second_reader"]
    assert first["asked"]["questions"] == 1
    assert first["asked"]["tokens_in"] > 500
    assert 0 < first["asked"]["tokens_out"] <= 200
    assert sum(first["proposals"]["outcomes"].values()) >= 1
    assert json.loads(run("read", "made.txt", *asked, "--format", "json"))["second_reader"][
        "asked"
    ] == {**first["asked"], "questions": 0, "tokens_in": 0, "tokens_out": 0}
    run("check")
    for line in run("export", "claims").splitlines():
        for piece in json.loads(line).get("evidence", ()):
            assert TEXT[piece["start"] : piece["end"]] == piece["exact"]
