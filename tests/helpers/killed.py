"""Run as a program: kill -9 a process at random points of its work, again and again, and look.

    python killed.py WORK TRIALS SEED PLACE...

WORK is reading, reviewing, deciding, indexing, copying, founding or migrating; each PLACE is the URL of a record to be made, or
one to be upgraded by the last revision in the folder that `SERVANDA_TEST_REVISIONS` names, which
makes the table `later`. The work goes on in the next trial where it was broken off, at the next
place once it is done. After each kill the record is opened and proved. Prints how many were killed
in the middle of something, as JSON; fails with a reason where a record is not as it should be.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from ledgers import AT, DAY, WORDS, by_words, claims, report
from servanda.model.decision import Action, Concern, Decision, Undo
from servanda.store import Record, migrations, open_record
from servanda.store.all_tables import metadata
from servanda.store.session import Store

REPORTS = 30
WORDS_SAID = 24
StepDone = Callable[[], object]


def reading(url: str, step_done: StepDone) -> None:
    with open_record(url) as record:
        for number in range(REPORTS):
            one = report(f"{number:02}.txt", f"{WORDS} It was day {number}.")
            if not record.knows(one.id, "1"):
                record.put(one, claims(one), at=AT, reader="1")
            step_done()


def read_so_far(url: str) -> int:
    with open_record(url) as record:
        names = [one.name for one in record.view().reports()]
        prove(names == [f"{number:02}.txt" for number in range(len(names))], names)
        prove_deep(record)
        each = len(claims(report("x.txt")))
        prove(sum(record.counts().claims.values()) == each * len(names), "claims are missing")
        return len(names)


def reviewing(url: str, step_done: StepDone) -> None:
    """Decide on every claim in turn, and take back every other decision."""
    with open_record(url, resolver=by_words) as record:
        promises = []
        for number in range(3):
            one = report(f"{number}.txt", f"{WORDS} It was day {number}.")
            record.put(one, claims(one), at=AT, reader="1")
            promises.append(claims(one)[1].id)
        for number in range(WORDS_SAID):
            about = Action.REJECT if number % 3 else Action.ACCEPT
            at = AT + timedelta(minutes=number)
            target = promises[number // 2 % 3]
            coder = f"Ada {number}"  # what one says again is stored once
            word = Decision.make(about, Concern.CLAIM, [target], author=coder, at=at)
            record.words.add(word, at=at)
            known = {one.word.id: one for one in record.words.all()}
            if number % 2 and known[word.id].undone is None:
                record.words.undo(word.id, Undo("Bo", at, "no"), at=at)
            step_done()


def reviewed_so_far(url: str) -> int:
    with open_record(url, resolver=by_words) as record:
        prove(record.check() == [], record.check())
        words = record.words.all()
        prove(len({one.word.id for one in words}) == len(words), "a word is there twice")
        done = [one for one in words if (one.word.at - AT).seconds // 60 % 2 == 0 or one.undone]
        return len(done)


def indexing(url: str, step_done: StepDone) -> None:
    """Put reports, some of them without a date, and bring the index up to date now and then."""
    from servanda.indexing import update

    update._BATCH = 2
    with open_record(url) as record:
        for number in range(REPORTS):
            name, words = f"{number:02}.txt", f"{WORDS} It was day {number}."
            one = report(name, words, DAY if number % 3 else None)
            if not record.knows(one.id, "1"):
                record.put(one, claims(one), at=AT, reader="1")
            if number % 7 == 0:
                update.update_index(record, at=AT, part=3)
            step_done()
        update.update_index(record, at=AT, part=3)


def indexed_so_far(url: str) -> int:
    """Prove the index from where it stands: brought up to date, it is what is derived anew."""
    with open_record(url) as record:
        prove_deep(record)
        return record.counts().reports


def prove_deep(record: Record) -> None:
    """Prove what `check --deep` proves."""
    from servanda.indexing.proof import prove_ready

    prove(record.check() == [], record.check())
    problems = prove_ready(record, reader="1")
    prove(problems == [], problems)


def deciding(url: str, step_done: StepDone) -> None:
    """Decide on claims in turn, take back some of it, and bring the index up to date after each decision."""
    from servanda.indexing import update

    with open_record(url) as record:
        promises = []
        for number in range(4):
            one = report(f"{number}.txt", f"{WORDS} It was day {number}.")
            if not record.knows(one.id, "1"):
                record.put(one, claims(one), at=AT, reader="1")
            promises.append(claims(one)[1].id)
        update.update_index(record, at=AT)
        for number in range(WORDS_SAID):
            at = AT + timedelta(minutes=number)
            sort, concern, targets = (
                (Action.MERGE, Concern.MATCH, [promises[number % 4], promises[(number + 1) % 4]])
                if number % 4 == 3
                else (Action.REJECT if number % 3 else Action.ACCEPT, Concern.CLAIM, promises[:1])
            )
            coder = f"Ada {number}"  # what one says again is stored once
            word = Decision.make(sort, concern, sorted(targets), author=coder, at=at)
            known = {one.word.id: one for one in record.words.all()}
            if word.id not in known:
                record.words.add(word, at=at)
            if number % 2 and (word.id not in known or known[word.id].undone is None):
                record.words.undo(word.id, Undo("Bo", at, "no"), at=at)
            update.update_index(record, at=at)
            step_done()


def decided_so_far(url: str) -> int:
    with open_record(url) as record:
        prove_deep(record)
        words = record.words.all()
        prove(len({one.word.id for one in words}) == len(words), "a word is there twice")
        done = [one for one in words if (one.word.at - AT).seconds // 60 % 2 == 0 or one.undone]
        return len(done)


def copying(url: str, step_done: StepDone) -> None:
    """Copy a record that is made once, beside where this is run, to `url`."""
    with open_record(source()) as record:
        record.copy_to(url)
    step_done()


def source() -> str:
    """Return the URL of the record that is copied, made by whoever asks first."""
    from servanda.indexing import update

    path = Path(os.environ["SERVANDA_TEST_COPIED"])
    if not path.exists():
        made = path.with_suffix(".made")
        with open_record(f"sqlite:///{made}") as record:
            for number in range(REPORTS):
                one = report(f"{number:02}.txt", f"{WORDS} It was day {number}.")
                record.put(one, claims(one), at=AT, reader="1")
            update.update_index(record, at=AT)
        made.rename(path)
    return f"sqlite:///{path}"


def copied(url: str) -> int:
    """Look: nothing is there, or all; where nothing is, copying again works. Then it is whole."""
    from servanda.errors import RecordError

    try:
        with open_record(url, create=False) as record:
            count = record.counts().reports
    except RecordError as error:
        wanted = "there is no record", "not a servanda record"
        prove(any(words in error.reason for words in wanted), error)
        count = 0
    prove(count in (0, REPORTS), f"{count} of {REPORTS} reports")
    if count == 0:
        with open_record(source()) as record:
            record.copy_to(url)
    with open_record(url, create=False) as record:
        prove(record.counts().reports == REPORTS, record.counts())
        prove_deep(record)
    return 1


def founding(url: str, step_done: StepDone) -> None:
    open_record(url).close()
    step_done()


def founded(url: str) -> int:
    """Look without making it: there is nothing, or all."""
    from servanda.errors import RecordError

    try:
        open_record(url, create=False).close()
    except RecordError as error:
        prove(
            "there is no record" in error.reason or "not a servanda record" in error.reason, error
        )
        store = Store(url)  # another tries, and it works
        store.close()
        return 0
    with open_record(url, create=False) as record:
        prove(record.check() == [], record.check())
    return 1


def migrating(url: str, step_done: StepDone) -> None:
    with open_record(url, create=False):
        step_done()


def migrated(url: str) -> int:
    """Look at the bare database: it is of the older schema, whole, or of the new one, whole."""
    schema, names, version = bare(url)
    *_, before, last = migrations.revisions()
    new = version == last
    prove(version in (before, last), version)
    prove(schema == migrations.number(version), f"schema {schema} with revision {version}")
    prove(new == ("later" in names), f"revision {version} with {sorted(names)}")
    prove(set(metadata.tables) <= names, "tables are missing")
    if new:
        with open_record(url, create=False) as record:
            prove(record.check() == [], record.check())
            prove(record.counts().reports == 4, record.counts())
    return int(new)


def bare(url: str) -> tuple[int, set[str], str]:
    """Say what stands there, by the database's own means: schema, tables, last revision done."""
    if url.startswith("sqlite"):
        import sqlite3

        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        tables = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    else:
        import psycopg

        file = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    (schema,) = file.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    names = {row[0] for row in file.execute(tables)}
    (version,) = file.execute("SELECT version_num FROM alembic_version").fetchone()
    file.close()
    return int(schema), names, version


WORKS: dict[str, tuple[Callable[[str, StepDone], None], Callable[[str], int], int]] = {
    "reading": (reading, read_so_far, REPORTS),
    "reviewing": (reviewing, reviewed_so_far, WORDS_SAID),
    "deciding": (deciding, decided_so_far, WORDS_SAID),
    "copying": (copying, copied, 1),
    "indexing": (indexing, indexed_so_far, REPORTS),
    "founding": (founding, founded, 1),
    "migrating": (migrating, migrated, 1),
}


def prove(holds: bool, why: object) -> None:
    if not holds:
        raise SystemExit(f"not as it should be: {why}")


def start(work: Callable[[str, StepDone], None], url: str) -> tuple[int, int]:
    """Begin the work in a process of its own; return its number and a pipe that gets a byte for each step done."""
    hear, speak = os.pipe()
    pid = os.fork()
    if pid:
        os.close(speak)
        return pid, hear
    os.close(hear)
    try:
        work(url, lambda: os.write(speak, b"x") and None)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent is to hear of it
        os.write(speak, repr(error).encode())
        os._exit(1)
    os._exit(0)


def wait(pid: int, hear: int) -> tuple[int, bytes]:
    heard = b""
    while part := os.read(hear, 65536):
        heard += part
    os.close(hear)
    return os.waitpid(pid, 0)[1], heard


def main() -> None:
    name, trials, seed, *places = sys.argv[1:]
    folder = os.environ.get("SERVANDA_TEST_REVISIONS")
    if folder:
        migrations._FOLDER = Path(folder)
    work, look, whole = WORKS[name]
    dice = random.Random(seed)  # noqa: S311 - a choice of moments, not a secret
    import alembic.command  # noqa: F401 - loaded before the fork, so that the work is what is killed

    if name == "copying":
        source()  # made before the clock runs
    started = time.monotonic()
    pid, hear = start(work, places.pop(0))  # how long does it take, all in all?
    status, heard = wait(pid, hear)
    prove(status == 0, heard)
    window = time.monotonic() - started
    killed, done, place = 0, 0, ""
    for number in range(int(trials)):
        if not place or whole in (done, 1):  # done, or looked at
            prove(bool(places), f"no place is left for trial {number}")
            place = places.pop(0)
            done = 0
        pid, hear = start(work, place)
        time.sleep(dice.uniform(0, window if whole == 1 else window / 3))
        os.kill(pid, signal.SIGKILL)
        status, heard = wait(pid, hear)
        prove(status in (0, signal.SIGKILL), heard)
        killed += status == signal.SIGKILL
        now = look(place)
        prove(now >= len(heard) and now >= done, f"{len(heard)} were kept, then {done}, now {now}")
        done = now
    sys.stdout.write(json.dumps({"killed": killed, "window": round(window, 3)}) + "\n")


if __name__ == "__main__":
    main()
