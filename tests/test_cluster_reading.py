"""Reading on a cluster whose workers are killed: the same record as reading alone, byte for byte."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from importlib.resources import as_file
from pathlib import Path

import pytest
from click.testing import CliRunner

from dask_workers import started
from servanda import sample
from servanda.cli.main import main
from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import cluster_of, put_items
from servanda.store import open_record
from servanda.workers import Budget

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX has it"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own, of sockets that it closes late
]
AT = datetime(2031, 5, 7, 12, tzinfo=UTC)
EXPORTS = (("claims", "jsonl"), ("record", "jsonl"), ("texts", "jsonl"), ("statements", "jsonl"))


def items() -> Iterator[RawItem | InputError]:
    """Give the sample twice, as texts and as pages, with what cannot be read among them."""
    with as_file(sample.reports()) as folder:
        paths = sorted(folder.glob("*.txt"))
        for path in paths:
            yield RawItem(path.name, path.read_bytes(), "text/plain", path.name, {})
        yield RawItem("noise.txt", b"\x00\xff\x00\x01" * 400, "text/plain", "noise.txt", {})
        yield InputError("gone.txt", "there is no such file or folder", "check the spelling")
        for path in paths:
            text = (
                path.read_text(encoding="utf-8", errors="replace")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
            )
            page = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
            html = f"<html><body><article>{page}<p>It is raining.</p></article></body></html>"
            name = f"{path.stem}.html"
            yield RawItem(name, html.encode(), "text/html", name, {})


def exported(url: str) -> dict[str, bytes]:
    found = {}
    for what, form in EXPORTS:
        done = CliRunner().invoke(main, ["export", what, "--format", form, "--record", url])
        assert done.exit_code == 0, done.output
        found[what] = done.stdout_bytes
    return found


def test_a_cluster_that_loses_three_workers_makes_the_same_record(tmp_path: Path) -> None:
    alone, there = f"sqlite:///{tmp_path / 'alone.db'}", f"sqlite:///{tmp_path / 'there.db'}"
    with open_record(alone) as record:
        told = put_items(items(), record, at=AT)

    with started(tmp_path) as found:

        def killing() -> Iterator[RawItem | InputError]:
            for number, item in enumerate(items()):
                if number in {3, 17, 30}:
                    found.kill(-1)
                    folder = tmp_path / f"again{number}"
                    folder.mkdir()
                    found.work(folder)
                yield item

        with open_record(there) as record, cluster_of(found.place, Budget()) as cluster:
            summary = put_items(killing(), record, at=AT, cluster=cluster)
            assert record.check() == []
            again = put_items(items(), record, at=AT, cluster=cluster)
    assert sorted(map(str, summary.refused)) == sorted(map(str, told.refused))
    assert replace(summary, refused=[]) == replace(told, refused=[])
    assert (again.read, again.skipped) == (0, told.read)
    assert exported(there) == exported(alone)


def test_the_command_reads_on_workers_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "KESTREL, May 2, 2031 — Amberland will lend 40 barges to Norland by June 2032."
    )
    url = f"sqlite:///{tmp_path / 'record.db'}"
    command = ["read", str(folder), "--record", url, "--cluster", "local:1", "--format", "json"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert '"read": 1' in done.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--cluster", "head:8786"], "is no cluster"),
        (["--cluster", "local:2", "--processes", "2"], "say twice who reads"),
    ],
)
def test_a_mistaken_cluster_is_named(tmp_path: Path, options: list[str], words: str) -> None:
    url = f"sqlite:///{tmp_path / 'record.db'}"
    done = CliRunner().invoke(main, ["read", "x.txt", "--record", url, *options])
    assert done.exit_code == 2
    assert words in done.output


def test_a_profile_names_every_stage(tmp_path: Path) -> None:
    text = "KESTREL, May 2, 2031 — Amberland will lend 40 barges to Norland by June 2032."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'record.db'}"
    command = ["read", str(tmp_path / "a.txt"), "--record", url, "--profile"]
    told = CliRunner().invoke(main, [*command, "--format", "json"])
    assert told.exit_code == 0, told.output
    rows = {row["stage"]: row for row in json.loads(told.stdout)["profile"]}
    stages = {
        "load the model",
        "fetch",
        "clean",
        "look up",
        "parse",
        "date",
        "read claims",
        "write",
    }
    assert stages | {"index", "other"} == set(rows)
    assert sum(row["share"] for row in rows.values()) == pytest.approx(1, abs=0.01)
    printed = CliRunner().invoke(main, command)
    assert "processor s" in printed.stdout
    refused = CliRunner().invoke(main, [*command, "--processes", "2"])
    assert refused.exit_code == 2
