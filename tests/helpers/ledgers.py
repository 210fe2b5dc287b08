"""Invented reports of two invented states, and a calendar small enough to check by eye."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from servanda.model import (
    Basis,
    Block,
    BlockKind,
    Claim,
    Commitment,
    Consultation,
    ConsultationForm,
    ConsultationStatus,
    DateMention,
    Dating,
    Evidence,
    Modality,
    Participant,
    Report,
    Target,
    Tenure,
    Text,
    TimeRef,
    TimexType,
    When,
    digest,
    sha256_text,
)
from servanda.timex.resolving import Resolved

AT = datetime(2031, 6, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DAY = date(2031, 5, 2)

WORDS = (
    "Velden's minister Ona Tarn met Sorrel envoy Karl Brix in Kestrel on Thursday. "
    "Velden will lend 40 barges to Sorrel by fiscal 2032. "
    "Tarn took office in April 2031."
)


def by_words(slot: str, ref: TimeRef, published: When | None, country: str | None) -> Resolved:
    """Resolve the few expressions these reports use, as `servanda.timex` would."""
    when = None
    if ref.form == "weekday":
        when = published
    elif ref.form == "month":
        when = When.month(int(ref.arg("year") or 0), int(ref.arg("month") or 0))
    elif ref.form == "fiscal" and country is not None:
        year = int(ref.arg("year") or 0)
        end = date(year + 1, 3, 31) if country == "VE" else date(year, 12, 31)
        when = When.between(None if slot == "due" else date(year, 4, 1), end)
    value = when.edtf if when else "XXXX"
    return Resolved(value, when, (f"“{ref.text}” is a {ref.form}",))


def report(
    name: str,
    words: str = WORDS,
    day: date | None = DAY,
    *,
    when: When | None = None,
    wire: str | None = None,
    title: str | None = None,
) -> Report:
    """Make a report of one block; `day` is when it was published, None for unknown."""
    when = when or (When.on(day, basis=Basis.STATED) if day else None)
    dating = Dating(when, when.basis, ("its head says so",)) if when else Dating()
    sha = sha256_text(words)
    identity = digest("r", name, sha)
    text = Text(identity, words, (Block(0, len(words), BlockKind.BODY),))
    return Report(
        identity, name, sha, f"box/{name}", text, dating, title=title, wire=wire, language="en"
    )


def span(of: Report, words: str) -> Evidence:
    """Cut the first place of `words` out of a report."""
    start = of.text.content.index(words)
    return Evidence.of(of.id, of.text.content, start, start + len(words))


def ref(of: Report, words: str, form: str, **args: int) -> TimeRef:
    """Make a time expression out of the first place of `words`."""
    at = span(of, words)
    return TimeRef(at.start, at.end, words, TimexType.DATE, form, tuple(sorted(args.items())))


def claims(of: Report) -> tuple[Claim, ...]:
    """Read a report of `WORDS` by hand: a meeting, a promise, an office, two dates."""
    thursday = ref(of, "Thursday", "weekday", day=4)
    fiscal = ref(of, "fiscal 2032", "fiscal", year=2032)
    april = ref(of, "April 2031", "month", year=2031, month=4)
    return (
        Claim.make(
            of.id,
            Consultation(
                ConsultationForm.MEETING,
                ConsultationStatus.HELD,
                (Participant("Ona Tarn", "minister", "VE"), Participant("Karl Brix", None, "SO")),
                ("VE", "SO"),
                place="Kestrel",
                when=thursday,
            ),
            (span(of, "Ona Tarn met Sorrel envoy Karl Brix"), span(of, "on Thursday")),
            rule="meet",
        ),
        Claim.make(
            of.id,
            Commitment(
                ("VE",),
                "lend",
                "40 barges",
                Modality.WILL,
                beneficiary="SO",
                due=fiscal,
                target=Target("40", "barges"),
            ),
            (span(of, "Velden will lend 40 barges to Sorrel by fiscal 2032"),),
            rule="will",
            confidence=0.9,
        ),
        Claim.make(
            of.id,
            Tenure("Ona Tarn", "minister", "VE", since=april),
            (span(of, "Tarn took office in April 2031"),),
            rule="took",
        ),
        Claim.make(of.id, DateMention(thursday), (span(of, "Thursday"),), rule="date"),
        Claim.make(of.id, DateMention(fiscal), (span(of, "fiscal 2032"),), rule="date"),
    )
