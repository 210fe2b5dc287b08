"""The key of a model's server, from the keyring of the system: where people keep their passwords.

An entry belongs to one address: a key that was kept for one server is never given to another, whatever
a configuration names. servanda only looks; what is kept there, the keyring's own command keeps.
"""

from __future__ import annotations

from servanda.errors import UsageError

__all__ = ["SERVICE", "entry", "key_of", "ways"]


SERVICE = "servanda"
"""What an entry of the keyring stands under, with the address of the server as its user."""


def key_of(url: str) -> str:
    """Return the key that the keyring holds for the server at `url`.

    Raises UsageError where the library is missing, the system has no keyring or does not open it,
    or it holds none for that server.
    """
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        reason = f"it takes more than is installed: {error.name}"
        raise UsageError("the keyring", reason, "pip install 'servanda[llm]'") from error
    name = entry(url)
    try:
        found = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        reason = f"it cannot be used here: {_first_line(error)}"
        raise UsageError("the keyring", reason, ways(url)) from error
    if not found:
        raise UsageError("the keyring", f"it holds no key for {name}", ways(url))
    return found


def entry(url: str) -> str:
    """Return the name that the key of a server stands under: its address, without a slash at the end."""
    return url.strip().rstrip("/")


def ways(url: str, variable: str = "SERVANDA_READER_KEY") -> str:
    """Say how a key is given, both ways."""
    return (
        f"keep the key with: keyring set {SERVICE} {entry(url)}, and add --key-from keyring; "
        f"or put it into the variable {variable}, with --key-from environment"
    )


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "") or type(error).__name__
