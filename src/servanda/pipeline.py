"""The one place that joins sources to the record: bytes in, claims out, some dozens of reports a transaction.

Reading is pure and may run in several processes; one writer keeps what they read. A report
that was read by this version of the readers is not read again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, cast

from servanda.errors import InputError, UsageError
from servanda.keeping import Keeper, Reading, Summary
from servanda.model import Dating, RawItem, Report, TimeRef
from servanda.reference_cycles import keep_for_good
from servanda.report_names import ReportNames
from servanda.stopwatch import measured, stage
from servanda.unpacking import Unpacking, prepared_by
from servanda.workers.budget import Budget, is_out_of_memory
from servanda.workers.pool import Pool
from servanda.workers.process import Lost, Worker

if TYPE_CHECKING:
    from servanda.extraction.detector.joint_reading import Candidate
    from servanda.parsing.document import Parsed
    from servanda.store import Record
    from servanda.workers.cluster import Cluster

__all__ = [
    "READER",
    "TOGETHER",
    "Explained",
    "Reading",
    "Summary",
    "cluster_of",
    "explain_items",
    "explain_paths",
    "put_items",
    "read_items",
    "read_paths",
    "read_text",
    "redate",
    "warm_up",
]

READER = "13"
"""The version of reading. Raised whenever the readers change what they find."""

_BATCH = 16  # reports parsed together
TOGETHER = 64
"""Reports that are kept in one transaction where several processes read; one process keeps a batch."""
_READ = f"{__name__}:read_items"
_WARM_UP = f"{__name__}:warm_up"
_LONG = 500  # reports to put together from which one is told how far that has come

Progress = Callable[[int, int | None, str], None]


# -- reading, pure ---------------------------------------------------------------------------


def read_text(text: str, *, name: str = "text", published: str | None = None) -> Reading:
    """Read one text. `published` is an ISO date, or None where the text bears none.

    Raises InputError where there is nothing to read, ParserError where the model is missing.
    """
    if not text.strip():
        raise InputError(name, "the text is empty")
    metadata = {"published": published} if published else {}
    item = RawItem(
        name, text.encode("utf-8"), "text/plain", name, {**metadata, "encoding": "utf-8"}
    )
    result = next(read_items([item]))
    if isinstance(result, InputError):
        raise result
    return result


def read_items(items: Iterable[RawItem]) -> Iterator[Reading | InputError]:
    """Read items in their order; what cannot be read comes out as an InputError in its place.

    Raises ParserError where the language model is missing.
    """
    source = iter(items)
    while batch := list(islice(source, _BATCH)):
        yield from _read_batch(batch)


def _read_batch(batch: list[RawItem]) -> Iterator[Reading | InputError]:
    """Read items parsed together; each comes out as soon as its parse is there."""
    import_module("servanda.extraction")  # a broken installation is no fault of the first report
    from servanda.parsing.document import parse_many

    made = [_made(item) for item in batch]
    waiting = [m for m in made if isinstance(m, _Prepared) and m.report.relevant]
    parses = measured("parse", parse_many([m.report for m in waiting], sparing=True))
    for one in made:
        if isinstance(one, InputError):
            yield one
        elif not one.report.relevant:
            yield Reading(replace(one.report, dating=_date(one.report, one.item, [])), ())
        else:
            yield _read_parsed(one, next(parses))


@dataclass(frozen=True, slots=True)
class _Prepared:
    report: Report
    item: RawItem


def _made(item: RawItem) -> _Prepared | InputError:
    from servanda.cleaning.assembly import make_report, prepare

    try:
        with stage("clean"):
            prepared = prepare(item)
            return _Prepared(make_report(prepared), prepared)
    except InputError as error:
        return error


def _read_parsed(one: _Prepared, parsed: Parsed) -> Reading | InputError:
    try:
        return _claimed(one.report, one.item, parsed)
    except RecursionError:
        reason = "what it says refers back and back again, too often to be followed"
        return InputError(one.report.name, reason, "split it")
    except Exception as error:  # one report that trips a reader must not stop the rest
        if is_out_of_memory(error):  # no defect: the worker tells how much it was allowed, and ends
            raise MemoryError from error
        reason = f"a reader failed on it: {type(error).__name__}: {error}"
        return InputError(one.report.name, reason, "please report this as a defect")


def _claimed(report: Report, item: RawItem, parsed: Parsed) -> Reading:
    """Date a parsed report and read it, or set it aside where it is about no relation."""
    from servanda.extraction import read_parsed

    dated = replace(report, dating=_date(parsed.report, item, parsed.all_times))
    # Readers ask which of two times comes first.
    parsed.report = replace(parsed.report, dating=dated.dating)
    with stage("read claims"):
        because, claims = read_parsed(parsed)
    if because is not None:
        return Reading(replace(dated, relevant=False, irrelevant_because=because), ())
    return Reading(dated, claims)


@dataclass(frozen=True, slots=True)
class Explained:
    """A report with every candidate the readers looked at; `because` says why it is set aside, or None."""

    report: Report
    because: str | None
    candidates: tuple[Candidate, ...]


def explain_items(items: Iterable[RawItem]) -> Iterator[Explained | InputError]:
    """Read items one by one, and say what was looked at and what became of it.

    Raises ParserError where the language model is missing.
    """
    from servanda.extraction import explain_parsed
    from servanda.parsing.document import parse

    for item in items:
        made = _made(item)
        if isinstance(made, InputError):
            yield made
            continue
        parsed = parse(made.report)
        dated = replace(made.report, dating=_date(parsed.report, made.item, parsed.all_times))
        parsed.report = replace(parsed.report, dating=dated.dating)
        because, candidates = explain_parsed(parsed)
        yield Explained(dated, dated.irrelevant_because or because, tuple(candidates))


def explain_paths(
    paths: Iterable[str | Path],
    *,
    private: bool = False,
    follow: bool = False,
    budget: Budget | None = None,
) -> Iterator[Explained | InputError]:
    """Explain everything at `paths`, as `explain_items` does; `private` and `follow` are those of `read_paths`.

    With a budget each is read in a worker, and one that takes more is refused.
    """
    from servanda.sources import open_path

    worker = Worker(budget, _WARM_UP) if budget is not None else None
    with Unpacking(budget) as apart, worker or nullcontext():
        for path in paths:
            for item in open_path(path, private=private, follow=follow, feed=apart.feed):
                found = item if isinstance(item, InputError) else apart.prepared(item)
                if isinstance(found, InputError):
                    yield found
                elif worker is None:
                    yield from explain_items([found[0]])
                else:
                    yield _explained_apart(worker, found[0])


def _explained_apart(worker: Worker, item: RawItem) -> Explained | InputError:
    try:
        (found,) = worker.do(f"{__name__}:explain_items", [item])
    except Lost as lost:
        return _refused(item, str(lost))
    return cast("Explained | InputError", found)


def _date(report: Report, item: RawItem, times: list[TimeRef]) -> Dating:
    """Date a report by what its source states and, as far as they tell, by its own words."""
    from servanda.dating.by_own_words import date_report

    with stage("date"):
        return date_report(report.text, times, metadata=item.metadata)


# -- into a record ---------------------------------------------------------------------------


def read_paths(
    paths: Iterable[str | Path],
    record: Record,
    *,
    at: datetime | Callable[[], datetime],
    processes: int = 1,
    on_progress: Progress | None = None,
    private: bool = False,
    follow: bool = False,
    budget: Budget | None = None,
    cluster: Cluster | None = None,
) -> Summary:
    """Read everything at `paths` into `record`, as `put_items` does.

    `private` lets addresses lead to hosts that are not public, `follow` links out of a folder.
    """
    from servanda.sources import open_path

    with Unpacking(budget) as apart:
        opened = (
            open_path(path, private=private, follow=follow, feed=apart.feed) for path in paths
        )
        items = (item for found in opened for item in found)
        return put_items(
            items,
            record,
            at=at,
            processes=processes,
            on_progress=on_progress,
            budget=budget,
            apart=apart,
            cluster=cluster,
        )


def put_items(
    items: Iterable[RawItem | InputError],
    record: Record,
    *,
    at: datetime | Callable[[], datetime],
    processes: int = 1,
    total: int | None = None,
    on_progress: Progress | None = None,
    budget: Budget | None = None,
    apart: Unpacking | None = None,
    unseen: bool = False,
    cluster: Cluster | None = None,
) -> Summary:
    """Read items into `record`, a report at a time, skipping what was read before.

    `at` is the instant (aware) the record learns of it, or what tells the instant of each report,
    so that a view of while it went on can be had again. `on_progress` is called with the number
    done, the `total` where it is known, and the name of the last report; once more when all of them
    are put together, and where they are many, with how many of them are. Whatever stops it, each
    report is kept whole or not at all, and the same call goes on where it stopped.

    With a budget, or several processes, reports are read in workers, each report within the budget:
    one that takes more is refused, and the others are read. Otherwise all is read in this process,
    which a hostile report can then take. With a `cluster` (see `cluster_of`) all of that is done by its
    workers, each report within the cluster's budget. Reports are kept together, some dozens in a
    transaction. Pages and feeds are taken apart in `apart`, or in one made for the call. With `unseen`,
    what the record ever had is passed over, also where it was retracted or read by another version of
    the readers.
    """
    now = at if callable(at) else lambda: at
    if now().tzinfo is None:
        raise UsageError("at", "an instant needs a time zone")
    summary = Summary()
    names = ReportNames(record)
    done = 0

    def fresh(found: Iterable[tuple[RawItem, str] | InputError]) -> Iterator[RawItem]:
        nonlocal done
        for one in found:
            if isinstance(one, InputError):
                summary.refused.append(one)
                continue
            known = record.met if unseen else partial(record.knows, reader=READER)
            with stage("look up"):
                named = names.settle(*one)
                passed_over = named.again or known(named.identity)
            if passed_over:
                summary.skipped += 1
                summary.reports.add(named.identity)
                done += 1
            else:
                yield named.item

    def kept(name: str) -> None:
        nonlocal done
        done += 1
        if on_progress is not None:
            on_progress(done, total, name)

    sources = measured("fetch", items)
    # One process keeps a batch before it asks the source for more, which may keep it waiting.
    most = TOGETHER if processes > 1 or cluster is not None else min(TOGETHER, _BATCH)
    keeper = Keeper(record, summary, at=now, reader=READER, kept=kept, most=most)
    with (
        Unpacking(budget) if apart is None else nullcontext(apart) as unpacking,
        _readings(
            fresh(unpacking.each(sources) if cluster is None else prepared_by(cluster, sources)),
            processes, budget, cluster,
        ) as readings,
    ):  # fmt: skip
        try:
            for reading in readings:
                keeper.add(reading)
        finally:
            keeper.flush()
    if on_progress is not None and summary.read:
        on_progress(done, None, "all that they come to")
    redate(record, at=now(), on_progress=on_progress and _when_long(on_progress))
    return summary


def _when_long(tell: Progress) -> Progress:
    """Tell only of what takes long enough for anybody to ask how far it is."""

    def told(done: int, total: int | None, name: str) -> None:
        if total is not None and total > _LONG:
            tell(done, total, name)

    return told


def redate(
    record: Record,
    *,
    at: datetime,
    everything: bool = False,
    on_progress: Progress | None = None,
) -> int:
    """Date and resolve reports again by all that the record holds; return how many dates changed.

    Only what new reports and decisions affect is looked at, or `everything`. The older dates are
    kept (see `Record.datings`). Doing it twice changes nothing the second time, and the order in
    which reports were read does not matter. `on_progress` is called as
    `servanda.indexing.update.update_index` calls it.
    """
    from servanda.indexing.update import update_index

    with stage("index"):
        return update_index(record, at=at, everything=everything, on_progress=on_progress).dated


@contextmanager
def _readings(
    items: Iterator[RawItem], processes: int, budget: Budget | None, cluster: Cluster | None
) -> Iterator[Iterator[Reading | InputError]]:
    if budget is None and processes <= 1 and cluster is None:
        yield read_items(items)
        return
    batches = iter(lambda: list(islice(items, _BATCH)), [])
    if cluster is not None:
        yield cluster.results(_READ, batches, _refused)
        return
    with Pool(processes, budget or Budget(), _WARM_UP) as pool:
        yield pool.results(_READ, batches, _refused)


@contextmanager
def cluster_of(place: str, budget: Budget | None = None) -> Iterator[Cluster]:
    """Go to the cluster that `place` names (see `servanda.workers.cluster`), to read there.

    Raises ClusterError where it cannot be used.
    """
    from servanda.fingerprint import fingerprint
    from servanda.workers.cluster import Cluster

    with Cluster(place, budget or Budget(), _WARM_UP, fingerprint()) as cluster:
        yield cluster


def warm_up() -> None:
    """Load what a process that only reads needs, so that the first report does not wait for it alone.

    What is loaded stays (see `servanda.reference_cycles.keep_for_good`).
    """
    import_module("servanda.extraction")
    from servanda.extraction.detector.models import shipped
    from servanda.parsing.spacy_model import load_model

    load_model()
    shipped()
    keep_for_good()


def _refused(item: RawItem, why: str) -> InputError:
    return InputError(item.name, why, "split it, leave it out, or allow it more")
