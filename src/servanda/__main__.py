"""The command `servanda`, which is `python -m servanda` where no script is on the path."""

from __future__ import annotations

import sys

from servanda.cli.kept_help import columns_of_screen, kept_help

__all__ = ["main"]


def main() -> None:
    """Run the command; what it prints of itself comes from a file where the screen is of a usual width.

    Loading the library of the command line takes twice as long as Python itself.
    """
    if sys.argv[1:] in (["--help"], ["-h"]):
        told = kept_help(columns_of_screen())
        if told is not None and _printed(told):
            return
    from servanda.cli.main import main as command

    command(prog_name="servanda")


def _printed(text: str) -> bool:
    """Print a text; False where that fails, which the command itself knows what to say about."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):  # full, closed, or never there
        return False
    return True


if __name__ == "__main__":
    main()
