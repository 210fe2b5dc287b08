"""How a terminal's output becomes a picture: run it on a pseudo-terminal, draw it as SVG."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

from rich.terminal_theme import TerminalTheme

__all__ = ["SVG", "THEME", "on_a_terminal"]

THEME = TerminalTheme(
    (250, 250, 248),
    (40, 44, 52),
    [
        (40, 44, 52),
        (190, 40, 50),
        (40, 125, 60),
        (150, 105, 0),
        (35, 90, 170),
        (140, 60, 140),
        (0, 115, 125),
        (150, 155, 165),
    ],
)
"""Dark on light, every colour at a contrast of 4.5 or more but the one for dim words."""

# rich's own frame, less the font that it would fetch from elsewhere.
SVG = """\
<svg class="{unique_id}" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="What servanda demo prints">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def on_a_terminal(command: list[str], width: int) -> str:
    """Run `command` with its output on a terminal of `width` columns; return it, colours and all."""
    leader, follower = pty.openpty()
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    settings = {"COLUMNS": str(width), "TERM": "xterm-256color", "COLORTERM": "", "PATH": path}
    environment = {**os.environ, **settings}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        command, stdout=follower, stderr=subprocess.DEVNULL, env=environment
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:  # Linux says so when the other side is closed
                break
            if not data:
                break
            shown += data
    os.close(leader)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return shown.decode().replace("\r\n", "\n")
