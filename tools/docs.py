"""Renew what is taken from the program: the command reference, schemas, the examples, the picture, kept help.

    python tools/docs.py            renew all of them
    python tools/docs.py --check    change nothing; end with status 1 where something is out of date
    python tools/docs.py docs/questions.md    only the examples of that document, or of several

An example is a ```console block in a document that bears a mark. Its lines that begin with
"$ servanda" are run, and what they print stands under them. The mark says on which reports:

    <!-- examples: run on the bundled sample -->
    <!-- examples: run on shared reports/a*.txt -->    of the folder that SERVANDA_SHARED names

Documents of the second kind are left alone where there is no such folder. Shared reports belong to
those who wrote them: of more than eight words in a row, the document shows the first eight.
"...", in an example's output, stands for anything, and keeps what changes from run to run out.
A document whose examples decide something bears <!-- examples change the record -->, and gets one of
its own. A comment such as <!-- co-0123456 is among commitments: ten ferries --> names the entry that an id in
the document stands for, so that the id can be renewed with the rest.
"""

from __future__ import annotations

import contextlib
import copy
import doctest
import json
import os
import re
import shlex
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner

from servanda.cli import options
from servanda.cli.cells import short_id
from servanda.cli.kept_help import WIDTHS, kept_in
from servanda.cli.main import main as servanda
from servanda.export.schemas import SCHEMAS, schema_text
from servanda.server.api.api_reference import rest_reference

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference" / "cli.md"
REST = DOCS / "reference" / "rest.md"
SCHEMA_FOLDER = DOCS / "reference" / "schemas"
PICTURE = DOCS / "images" / "demo.svg"
SAMPLE = ROOT / "src" / "servanda" / "sample" / "reports"
WIDTH = "100"
_HELP_WIDTH = 88

_MARK = re.compile(r"<!-- examples: run on (?:the bundled sample|shared (\S+)) -->")
_CHANGING = "<!-- examples change the record -->"
_NAMED = re.compile(r"<!-- (\S+) is among (\w+): (.+?) -->")
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"[a-z0-9']+")
_ROW = 9  # so many words in a row are more than a fact
_MATCHES = doctest.OutputChecker().check_output


@dataclass(frozen=True, slots=True)
class Example:
    """One command of a document and the output that stands under it."""

    command: str
    output: str


# ---- examples ------------------------------------------------------------------------------


def documents() -> list[Path]:
    """List the documents whose examples are run."""
    found = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return [path for path in found if _MARK.search(path.read_text(encoding="utf-8"))]


def reports_for(path: Path) -> tuple[Path, ...]:
    """List the files that a document's examples are run on; empty where they are not to be had."""
    mark = _MARK.search(path.read_text(encoding="utf-8"))
    if mark is None or mark[1] is None:
        return (SAMPLE,)
    shared = ROOT / os.environ.get("SERVANDA_SHARED", "../shared")
    return tuple(sorted(shared.glob(mark[1])))


def grouped() -> dict[tuple[Path, ...], list[Path]]:
    """Group the documents by the reports they are run on; those without any are left out."""
    groups: dict[tuple[Path, ...], list[Path]] = {}
    for path in documents():
        groups.setdefault(reports_for(path), []).append(path)
    groups.pop((), None)
    return groups


def apart(paths: list[Path]) -> Iterator[list[Path]]:
    """Part the documents that change the record from the others, and from each other."""
    changing = [path for path in paths if _CHANGING in path.read_text(encoding="utf-8")]
    if still := [path for path in paths if path not in changing]:
        yield still
    yield from ([path] for path in changing)


def examples(block: str) -> Iterator[Example]:
    """Take a console block apart."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield Example(command, output)


def run(command: str) -> str:
    """Run one command line of an example (`echo TEXT |` may stand before it); return its output."""
    words, stdin = shlex.split(command), None
    if len(words) > 3 and (words[0], words[2]) == ("echo", "|"):
        words, stdin = words[3:], f"{words[1]}\n"
    if not words or words[0] != "servanda":
        raise ValueError(f"an example runs servanda, not: {command}")
    return CliRunner().invoke(servanda, words[1:], input=stdin, prog_name="servanda").output


def help_on(columns: int) -> str:
    """Return what `servanda --help` prints on a screen of so many columns."""
    width = columns - 2  # the margin that click leaves
    context = click.Context(
        servanda, info_name="servanda", terminal_width=width, **servanda.context_settings
    )
    return servanda.get_help(context) + "\n"


def holds(example: Example, got: str) -> bool:
    """Whether `got` is what the document says, trailing blanks aside."""
    return _MATCHES(_trimmed(example.output), _trimmed(got), doctest.ELLIPSIS)


def renewed(text: str, guarded: frozenset[tuple[str, ...]] = frozenset()) -> str:
    """Return a document with every id and every example's output as they are now.

    `guarded` are rows of words that may not stand in it (see `rows_of_words`).
    """
    for old, kind, words in _NAMED.findall(text):
        text = text.replace(old, current_id(kind, words))

    def block(match: re.Match[str]) -> str:
        parts = []
        for example in examples(match.group()):
            got = run(example.command)
            output = example.output if holds(example, got) else _shortened(_trimmed(got), guarded)
            parts.append(f"$ {example.command}\n{output}")
        return "".join(parts)

    return _BLOCK.sub(block, text)


def rows_of_words(reports: tuple[Path, ...]) -> frozenset[tuple[str, ...]]:
    """Collect all rows of nine words in a row of reports that are not our own."""
    rows: set[tuple[str, ...]] = set()
    for path in reports:
        if path != SAMPLE:
            words = _WORD.findall(path.read_text(encoding="utf-8").lower())
            rows.update(zip(*(words[at:] for at in range(_ROW)), strict=False))
    return frozenset(rows)


def _shortened(text: str, guarded: frozenset[tuple[str, ...]]) -> str:
    """Let dots stand for the rest where guarded words go on for longer than they may."""
    found = list(_WORD.finditer(text.lower()))
    words = [one.group() for one in found]
    starts = [at for at in range(len(words)) if tuple(words[at : at + _ROW]) in guarded]
    firsts = [at for at in starts if at - 1 not in starts]
    lasts = [at for at in starts if at + 1 not in starts]
    for first, last in reversed(list(zip(firsts, lasts, strict=True))):
        kept, gone = found[first + _ROW - 2].end(), found[last + _ROW - 1].end()
        blank = "" if text[kept] == "\n" else " "
        text = f"{text[:kept]}{blank}...{text[gone:]}"
    return text


def current_id(kind: str, words: str) -> str:
    """Find the entry of a kind that holds `words`, and shorten its id."""
    for line in run(f"servanda show {kind} --format jsonl").splitlines():
        if words in line:
            return short_id(json.loads(line)["id"])
    raise LookupError(f"none of the {kind} says: {words}")


def blocks(path: Path) -> Iterator[Example]:
    """Go through all examples of a document."""
    for block in _BLOCK.findall(path.read_text(encoding="utf-8")):
        yield from examples(block)


_FILE = "examples.db"
_records: dict[tuple[Path, ...], bytes] = {}
"""The record of each set of reports, as it was when they had been read."""


@contextlib.contextmanager
def record_of(reports: tuple[Path, ...]) -> Iterator[str]:
    """Read reports into a record in a folder of its own and stay there; give the record's URL."""
    before = Path.cwd()
    names = ("SERVANDA_RECORD", "COLUMNS", "NO_COLOR")
    kept = {name: os.environ.get(name) for name in names}
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        made = _records.get(reports)
        if made is not None:
            Path(_FILE).write_bytes(made)
        os.environ.update(SERVANDA_RECORD=f"sqlite:///{_FILE}", COLUMNS=WIDTH, NO_COLOR="1")
        try:
            if made is None:
                done = CliRunner().invoke(servanda, ["read", *map(str, reports)])
                if done.exit_code:
                    raise RuntimeError(f"reading failed: {done.output}") from done.exception
                _records[reports] = Path(_FILE).read_bytes()
            yield os.environ["SERVANDA_RECORD"]
        finally:
            os.chdir(before)
            for name, value in kept.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


# ---- the reference -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shared:
    """Options that several commands have, which the reference prints once."""

    title: str
    about: str
    options: tuple[click.Parameter, ...]

    @classmethod
    def by(cls, title: str, about: str, decorator: Callable[[Callable[..., None]], Any]) -> Shared:
        """Collect the options that a decorator of `servanda.cli.options` adds to a command."""
        options = click.command("options")(decorator(lambda **_: None)).params
        return cls(title, about, tuple(options))

    def within(self, command: click.Command) -> bool:
        """Whether `command` has most of these options."""
        return 2 * len(self.left_out(command)) < len(self.options)

    def left_out(self, command: click.Command) -> list[str]:
        """List those of these options that `command` does not have."""
        mine = {one.name: one for one in command.params}
        return [
            one.opts[-1]
            for one in self.options
            if one.name not in mine or not _same(mine[one.name], one)
        ]

    def holds(self, param: click.Parameter) -> bool:
        """Whether `param` is one of these options, with the same help."""
        return any(_same(param, one) for one in self.options)

    def link(self, command: click.Command) -> str:
        """Link to these options within the reference; name those that `command` has not."""
        link = f"[{self.title.lower()}](#{self.title.lower().replace(' ', '-')})"
        names = {one.name for one in command.params}
        missing = [one.opts[-1] for one in self.options if one.name not in names]
        return f"{link} without {', '.join(f'`{one}`' for one in missing)}" if missing else link


SHARED = (
    Shared.by(
        "Options of every command",
        "They can be written before or after the name of the command.",
        options.common,
    ),
    Shared.by(
        "Options of commands that keep a record",
        "They take the record as it is.",
        lambda function: options.common(function, without=options.NO_LOOK),
    ),
    Shared.by("Filters", "They narrow a list to some of its entries.", options.filters),
    Shared.by(
        "Whose decision it is",
        "They belong to the commands that decide, score and grade.",
        options.authored,
    ),
)


def _same(one: click.Parameter, other: click.Parameter) -> bool:
    described = (getattr(each, "help", None) for each in (one, other))
    return one.name == other.name and len(set(described)) == 1


def _commands(group: click.Group, *above: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Name a group, and the commands in it, those of its groups too, in their order."""
    yield above, group
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        if isinstance(found, click.Group):
            yield from _commands(found, *above, name)
        elif found is not None:
            yield (*above, name), found


def _options(shown: tuple[click.Parameter, ...]) -> str:
    """Write options as a command's help writes them."""
    command = click.Command("options", params=list(shown), add_help_option=False)
    formatter = click.HelpFormatter(width=_HELP_WIDTH)
    command.format_options(click.Context(command), formatter)
    lines = formatter.getvalue().strip().splitlines()[1:]  # less the heading, "Options:"
    return _trimmed(textwrap.dedent("\n".join(lines)))


def _help(command: click.Command, title: str, shared: list[Shared]) -> str:
    """Write the help of a command without the shared options, `--help` among them."""
    own = copy.copy(command)
    own.add_help_option = False
    own.params = [one for one in command.params if not any(each.holds(one) for each in shared)]
    context = click.Context(own, info_name=title, terminal_width=_HELP_WIDTH)
    return _trimmed(own.get_help(context))


_PREFACE = """\
Written by `make docs` from the commands' own help; change it there. Every command has `--help`,
which prints all of its options. Options that several commands share are printed here once, and each
command lists its own.
"""


def reference() -> str:
    """Write the command reference from the commands' own help."""
    parts = ["# The command `servanda`\n", _PREFACE]
    parts += [
        f"## {one.title}\n\n{one.about}\n\n```text\n{_options(one.options)}```\n" for one in SHARED
    ]
    for names, command in _commands(servanda):
        title = " ".join(("servanda", *names))
        shared = [one for one in SHARED if one.within(command)]
        if shared[:2] == list(SHARED[:2]):  # the second are some of the first
            del shared[1]
        also = f"\nAlso: {', '.join(one.link(command) for one in shared)}.\n" if shared else ""
        parts.append(f"## {title}\n\n```text\n{_help(command, title, shared)}```\n{also}")
    return "\n".join(parts)


# ---- the picture ---------------------------------------------------------------------------


def picture() -> str:
    """Run the demo on a terminal of its own and draw what it shows."""
    from rich.console import Console
    from rich.text import Text

    sys.path.insert(0, str(Path(__file__).parent))
    from drawing import SVG, THEME, on_a_terminal

    shown = on_a_terminal(["servanda", "demo"], int(WIDTH))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=int(WIDTH), file=nowhere, color_system="truecolor")
        console.print(Text.from_ansi("$ servanda demo\n" + shown), soft_wrap=True)
        return console.export_svg(title="servanda", theme=THEME, code_format=SVG, unique_id="demo")


# ---- the tool ------------------------------------------------------------------------------


def main(*, check: bool, only: tuple[Path, ...] = ()) -> int:
    """Renew the docs, or say which are out of date; of `only` some, where given.

    Return the exit status.
    """
    stale = []

    def put(path: Path, text: str) -> None:
        if path.exists() and path.read_text(encoding="utf-8") == text:
            return
        stale.append(path.relative_to(ROOT))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    if not only:
        for columns in WIDTHS:
            put(Path(kept_in(columns)), help_on(columns))
        put(REFERENCE, reference())
        put(REST, rest_reference())
        for what in SCHEMAS:
            put(SCHEMA_FOLDER / f"{what}.schema.json", schema_text(what))
    for reports, found in grouped().items():
        paths = [path for path in found if not only or path in only]
        if not paths:
            continue
        guarded = rows_of_words(reports)
        for together in apart(paths):
            with record_of(reports):
                for path in together:
                    put(path, renewed(path.read_text(encoding="utf-8"), guarded))
    if (
        not check and not only
    ):  # the picture tells how long reading took, which is never twice the same
        put(PICTURE, picture())
    for path in stale:
        print(f"{'out of date' if check else 'renewed'}: {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    named = tuple(Path(arg).resolve() for arg in sys.argv[1:] if not arg.startswith("-"))
    sys.exit(main(check="--check" in sys.argv[1:], only=named))
