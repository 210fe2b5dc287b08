"""`servanda grade`: how reliable a source is, how credible a report."""

from __future__ import annotations

import functools
from typing import Any

import click

from servanda.cli.help_groups import GroupedGroup
from servanda.cli.judging.word_output import keep_and_print
from servanda.cli.options import NO_LOOK, Authorship, Settings, authored, settings

__all__ = ["command"]


@click.group(cls=GroupedGroup)
@functools.partial(settings, without=NO_LOOK)
@click.pass_context
def command(ctx: click.Context, /, chosen: Settings) -> None:
    """Grade sources for reliability (A to F) and reports for credibility (1 to 6).

    The two scales are those of the Admiralty system (NATO's AJP-2.1) and are kept apart:
    reliability belongs to the source (the publisher or the wire), credibility to the report. The
    options `--reliability` and `--credibility` of every command select by these grades.

    A completely reliable, B usually, C fairly, D not usually reliable, E unreliable, F cannot be
    judged. 1 confirmed by other sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable,
    6 cannot be judged.
    """
    ctx.obj = chosen


@command.command("source")
@click.argument("name", metavar="NAME")
@click.argument("grade", metavar="GRADE")
@authored
@functools.partial(settings, without=NO_LOOK)
def source(chosen: Settings, name: str, grade: str, *, by: Authorship) -> None:
    """Grade a source: NAME is a publisher or a wire, GRADE a letter from A to F.

    A report's source is its wire where that is graded, else its publisher.
    """
    from servanda.cli.record_access import open_access
    from servanda.model import Grade, Scale

    with open_access(chosen) as access:
        word = Grade.make(
            Scale.RELIABILITY, name, grade.upper(), author=by.author, at=by.at, reason=by.reason
        )
        names = {
            each.casefold() for one in access.reports for each in (one.publisher, one.wire) if each
        }
        if word.subject.casefold() not in names:
            click.echo(f"no report in the record comes from {word.subject} yet", err=True)
        keep_and_print(access, word, chosen)


@command.command("report")
@click.argument("name", metavar="NAME")
@click.argument("grade", metavar="GRADE")
@authored
@functools.partial(settings, without=NO_LOOK)
def report(chosen: Settings, name: str, grade: str, *, by: Authorship) -> None:
    """Grade a report: NAME is its name or id, GRADE a figure from 1 to 6."""
    from servanda.cli.record_access import open_access
    from servanda.model import Grade, Scale

    with open_access(chosen) as access:
        subject = access.view.report(name).name
        word = Grade.make(
            Scale.CREDIBILITY, subject, grade, author=by.author, at=by.at, reason=by.reason
        )
        keep_and_print(access, word, chosen)


@command.command("show")
@functools.partial(settings, without=NO_LOOK)
def show(chosen: Settings) -> None:
    """List the grades in force: the last one of each source and each report."""
    from servanda.cli.judging.review_columns import GRADES
    from servanda.cli.record_access import open_access
    from servanda.cli.render import Sheet, write
    from servanda.model import Scale
    from servanda.model.decision import CREDIBILITY, RELIABILITY
    from servanda.model.serialization import word_to_plain

    rows: list[dict[str, Any]] = []
    with open_access(chosen) as access:
        for scale, meanings in ((Scale.RELIABILITY, RELIABILITY), (Scale.CREDIBILITY, CREDIBILITY)):
            for _, one in sorted(access.view.grades(scale).items()):
                rows.append({**word_to_plain(one), "meaning": meanings[one.value]})
    write(Sheet("Grades", GRADES, rows, "nobody has graded anything"), chosen.written)
