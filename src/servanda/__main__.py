"""`python -m servanda`: the command, where no script is on the path."""

from __future__ import annotations

from servanda.cli.main import main

if __name__ == "__main__":
    main(prog_name="servanda")
