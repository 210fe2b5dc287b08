"""Many people at one desk at once: `servanda serve` as a process of its own, each with an account of theirs.

    python bench/desk_load.py [--people 20] [--seconds 120] [--reports 1000] [--pause 1.0] [--record URL] [--today DAY]

Each looks at pages, asks the REST interface, and at every tenth turn accepts or rejects a claim, with a
pause between turns that a person would make. Printed are the time until the server answers, the median
and the 95th percentile of the answers by sort, errors, and decisions that were confirmed and are not in
the record afterwards. It ends with 1 where there is an error or a lost write. A record that is named is
used as it is and decided on; without one a synthetic record is made for the run.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median

import httpx
import synthetic

from servanda.indexing.update import update_index
from servanda.server.access.account_file import AccountFile
from servanda.server.access.accounts import Account, made_token
from servanda.server.access.desk_roles import RIGHTS, Role
from servanda.store import open_record

TODAY = "2001-01-10"
LOOKED_AT = (
    "/",
    "/reports",
    "/reports/{report}",
    "/commitments",
    "/commitments?view=board",
    "/timeline",
    "/snapshot",
    "/people",
    "/search?q=ferr*",
    "/review",
    "/api/v1/claims?report={report}",
    "/api/v1/due?limit=20",
)
DECIDED = "a decision"


@dataclass(slots=True)
class Told:
    """What came of it: seconds by sort, errors in a line each, ids of decisions that were confirmed."""

    seconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)


def person(
    base: str, token: str, reports: list[str], until: float, pause: float, dice: Random, told: Told
) -> None:
    """Be one person at the desk until then."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=base, headers=headers, timeout=60) as client:
        time.sleep(dice.uniform(0, pause))
        while time.monotonic() < until:
            if dice.random() < 0.1:
                decide(client, dice.choice(reports), dice, told)
            else:
                path = dice.choice(LOOKED_AT)
                ask(client, path, path.format(report=dice.choice(reports)), told)
            time.sleep(dice.uniform(0.5, 1.5) * pause)


def ask(client: httpx.Client, sort: str, path: str, told: Told, **sent: object) -> object:
    """Ask once, and note how long it took; return the answer's JSON, None where it has none."""
    started = time.perf_counter()
    try:
        answer = client.post(path, **sent) if sent else client.get(path)  # type: ignore[arg-type]
    except httpx.HTTPError as error:
        told.errors.append(f"{sort}: {type(error).__name__} {error}")
        return None
    told.seconds[sort].append(time.perf_counter() - started)
    if answer.status_code >= 400:
        told.errors.append(f"{sort}: {answer.status_code} {answer.text[:200]}")
        return None
    return answer.json() if "json" in answer.headers["content-type"] else None


def decide(client: httpx.Client, report: str, dice: Random, told: Told) -> None:
    """Accept or reject a claim of a report."""
    path = "/api/v1/claims?report={report}"
    found = ask(client, path, path.format(report=report), told)
    if not isinstance(found, dict) or not found["items"]:
        return
    claim = dice.choice(found["items"])["id"]
    said = {
        "action": dice.choice(("accept", "reject")),
        "ids": [claim],
        "reason": f"{dice.random()}",
    }
    kept = ask(client, DECIDED, "/api/v1/decisions", told, json=said)
    if isinstance(kept, list):
        told.confirmed += [row["id"] for row in kept]


def accounts(folder: Path, people: int) -> tuple[Path, list[str]]:
    """Make an account with a token for each; passwords are not used."""
    file, tokens, now = AccountFile(folder / "people.json"), [], datetime.now(tz=UTC)
    for number in range(people):
        token, shown = made_token("load", RIGHTS[Role.CODER], made=now, expires=None)
        file.add(Account(f"Person {number}", Role.CODER, "none", now, (token,)))
        tokens.append(shown)
    return file.path, tokens


def started(record: str, people: Path, today: str) -> tuple[subprocess.Popen[bytes], str, float]:
    """Start the server; return it, its address, and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "servanda", "serve", "--record", record, "--port", port]
    begun = time.monotonic()
    server = subprocess.Popen([*command, "--accounts", str(people), "--today", today])  # noqa: S603 - our own command
    base = f"http://127.0.0.1:{port}"
    while server.poll() is None:
        try:
            httpx.get(f"{base}/static/mark.svg", timeout=5)
        except httpx.HTTPError:
            time.sleep(0.02)
        else:
            return server, base, time.monotonic() - begun
    raise SystemExit("the server did not start")


def run(chosen: argparse.Namespace, record: str, folder: Path) -> Told:
    """Let them all work at once."""
    with open_record(record) as opened:
        update_index(opened)
        reports = [line.id for line in opened.entities.newest_reports(200)]
    people, tokens = accounts(folder, chosen.people)
    server, base, up = started(record, people, chosen.today)
    print(f"up in {up:.1f} s")
    told, until = Told(), time.monotonic() + chosen.seconds
    try:
        each = [
            threading.Thread(
                target=person,
                args=(base, token, reports, until, chosen.pause, Random(number), told),  # noqa: S311 - no secret
            )
            for number, token in enumerate(tokens)
        ]
        for one in each:
            one.start()
        for one in each:
            one.join()
    finally:
        server.terminate()
        server.wait(20)
    return told


def main() -> None:
    """Say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--record")
    parser.add_argument("--today", default=TODAY, help="the day it is at the desk")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="servanda-load-") as place:
        record = chosen.record or f"sqlite:///{place}/load.db"
        if chosen.record is None:
            synthetic.fill(record, synthetic.reports(chosen.reports))
        told = run(chosen, record, Path(place))
        with open_record(record) as opened:
            kept = {str(one.word.id) for one in opened.words.all()}
            wrong = opened.check()
    every = [one for found in told.seconds.values() for one in found]
    for sort, found in sorted(told.seconds.items()):
        print(f"{sort:40} {len(found):6} median {median(found):.3f} s  p95 {p95(found):.3f} s")
    print(f"{'all':40} {len(every):6} median {median(every):.3f} s  p95 {p95(every):.3f} s")
    lost = [one for one in told.confirmed if one not in kept]
    print(f"{len(told.errors)} errors, {len(told.confirmed)} decisions confirmed, {len(lost)} lost")
    for line in [*told.errors[:10], *lost[:10], *map(str, wrong[:10])]:
        print(line)
    if told.errors or lost or wrong:
        raise SystemExit(1)


def p95(found: list[float]) -> float:
    """Return what 95 of 100 took at most."""
    return sorted(found)[min(len(found) - 1, int(len(found) * 0.95))]


if __name__ == "__main__":
    main()
