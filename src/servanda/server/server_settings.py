"""What a server is started with, and when it refuses to start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path

from servanda.errors import UsageError

__all__ = ["DEFAULT_PORT", "ServerSettings", "is_loopback"]


DEFAULT_PORT = 8765
_FILE = "sqlite:///"
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Which record is served, where, to whom.

    `author` is whose word it is where nobody has to log in; `accounts` the file of those who may.
    `names` are the host names that requests may be addressed to, those of this machine aside.
    `certificate` and `key` are PEM files; `proxy` is the address of the one that TLS ends at.
    `today` stands in for the machine's day; `private` lets addresses lead to hosts that are not public.
    `searches` is the file of saved searches, where it is not the usual one.
    """

    record: str
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    author: str = "desk"
    accounts: Path | None = None
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    proxy: str | None = None
    today: date | None = None
    private: bool = False
    searches: Path | None = None

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)

    @property
    def secure(self) -> bool:
        """Whether browsers reach it over TLS."""
        return self.certificate is not None or self.proxy is not None

    @property
    def answers_to(self) -> tuple[str, ...]:
        """The host names that a request may be addressed to."""
        own = (f"[{self.host}]" if ":" in self.host else self.host,)
        mine = _LOOPBACK_NAMES if self.local else own
        return tuple(dict.fromkeys(one.casefold() for one in (*self.names, *mine)))

    @property
    def address(self) -> str:
        """The address to type into a browser."""
        scheme = "https" if self.certificate else "http"
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{host}:{self.port}/"

    @property
    def searches_file(self) -> Path | None:
        """Where saved searches are kept: beside the accounts, else beside the record's file.

        None where neither is a file, and none is named.
        """
        if self.searches is not None:
            return self.searches
        if self.accounts is not None:
            return _beside(self.accounts)
        place = self.record.removeprefix(_FILE).partition("?")[0]
        kept = self.record.startswith(_FILE) and place not in ("", ":memory:")
        return _beside(Path(place)) if kept else None

    def check(self) -> None:
        """Raise UsageError where it would be open to others without accounts, or in clear text."""
        if (self.certificate is None) is not (self.key is None):
            raise UsageError("--certificate", "it goes with --key", "give both files, or neither")
        for option, path in (("--certificate", self.certificate), ("--key", self.key)):
            if path is not None and not path.is_file():
                raise UsageError(option, f"there is no file {path}")
        if self.accounts is not None and not self.accounts.is_file():
            remedy = f"make it: servanda account add NAME --accounts {self.accounts}"
            raise UsageError("--accounts", f"there is no file {self.accounts}", remedy)
        if self.local:
            return
        if self.accounts is None:
            raise UsageError(
                self.host,
                "others could reach the record without logging in",
                "make accounts (servanda account add NAME) and name their file with --accounts; "
                "or leave out --host, and only this machine can reach it",
            )
        if not self.secure:
            raise UsageError(
                self.host,
                "passwords would cross the network in clear text",
                "give --certificate and --key, or name the proxy that TLS ends at with --proxy ADDRESS",
            )
        if not self.names:
            raise UsageError(
                self.host,
                "it does not know by which name it is reached",
                "give it with --name desk.example.org",
            )


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.searches.json")


def is_loopback(host: str) -> bool:
    """Whether an address, or the name localhost, is of this machine alone."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
