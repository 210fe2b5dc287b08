"""Reading in the background: pasted texts, files and addresses; progress, refusals, cancel."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from desks import Browser
from random_reports import told
from servanda import pipeline
from servanda.errors import InputError, UsageError
from servanda.model import Capability, RawItem
from servanda.server.reading_jobs import Job, JobState, pasted, safe_name


@pytest.fixture(autouse=True)
def _read_by_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a made report for each item: how texts are read is tested where it is done."""

    def put_items(items: Iterator[Any], record: Any, **options: Any) -> pipeline.Summary:
        summary = pipeline.Summary()
        for number, item in enumerate(items, 1):
            if isinstance(item, InputError):
                summary.refused.append(item)
                continue
            report, claims = told(item.name, None, [("It has it", "", Capability("Skua", "NO"))])
            record.put(report, claims, at=datetime(2041, 1, number, tzinfo=UTC), reader="1")
            summary.read += 1
            summary.claims["capability"] += 1
            options["on_progress"](number, options["total"], item.name)
        return summary

    monkeypatch.setattr(pipeline, "put_items", put_items)


def finished(browser: Browser, path: str) -> Job:
    job = browser.desk.jobs.get(path.rpartition("/")[2])
    for _ in range(200):
        if job.state.over:
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def test_a_pasted_text_is_read_and_led_to(browser: Browser) -> None:
    answer = browser.submit("/add", "/add", text="They met.", name="talks.txt")
    assert answer.status_code == 303
    job = finished(browser, answer.headers["location"])
    assert job.state is JobState.DONE
    assert job.author == "Ana"
    page = browser.get(answer.headers["location"]).text
    assert "1 report read" in page
    assert f'href="/reports/{browser.report_id("talks.txt")}"' in page


def test_files_are_read_and_what_cannot_be_is_named(browser: Browser) -> None:
    files = [
        ("files", ("../../etc/one.txt", b"They met in Valden.")),
        ("files", ("two.jsonl", b"{not json}")),
    ]
    data = {"form_token": browser.token("/add")}
    answer = browser.post("/add", data=data, files=files, follow_redirects=False)
    assert answer.status_code == 303
    job = finished(browser, answer.headers["location"])
    assert [name for name, _ in job.reports] == ["one.txt"]
    assert len(job.refused) == 1
    assert "Refused" in browser.get(answer.headers["location"]).text


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/a", "javascript:alert(1)", "/etc/passwd", "C:\\a"],
)
def test_only_the_web_is_fetched(browser: Browser, address: str) -> None:
    answer = browser.submit("/add", "/add", address=address)
    assert answer.status_code == 422
    assert "no web address" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8765/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest",
        "http://0x7f000001/",
        "http://2130706433/",
    ],
)
def test_no_address_within_is_fetched(browser: Browser, address: str) -> None:
    answer = browser.submit("/add", "/add", address=address)
    job = finished(browser, answer.headers["location"])
    assert job.summary is not None
    assert job.summary.read == 0
    assert job.refused


def test_nothing_is_no_text(browser: Browser) -> None:
    answer = browser.submit("/add", "/add", text="  ", title="Talks")
    assert answer.status_code == 422
    assert 'value="Talks"' in answer.text


@pytest.mark.costly
def test_a_reading_is_stopped_after_the_report_in_hand(browser: Browser) -> None:
    jobs = browser.desk.jobs

    def slowly() -> Iterator[RawItem]:
        for number in range(100):
            time.sleep(0.05)
            yield pasted(f"Report {number}.", f"slow{number}.txt", "", "", "")

    job = jobs._add(lambda _: slowly(), "slow ones", "Ana", 100)
    version = jobs.wait(job, 0, 5)
    while job.done < 2:
        version = jobs.wait(job, version, 5)
    answer = browser.submit(f"/add/{job.id}/cancel", f"/add/{job.id}")
    assert answer.status_code == 303
    assert finished(browser, job.id).state is JobState.CANCELLED
    assert 2 <= job.done < 100
    assert browser.get(f"/reports/{browser.report_id('slow0.txt')}").status_code == 200
    assert "Stopped" in browser.get(f"/add/{job.id}").text


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("talks.txt", "talks.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\talks.txt", "talks.txt"),
        ("", "report.txt"),
        ("..", "report.txt"),
        ("a\x00b\n.txt", "a-b-.txt"),
        ("<script>.html", "script-.html"),
        ("x" * 300 + ".html", "x" * 95 + ".html"),
    ],
)
def test_a_name_is_of_one_file_here(given: str, name: str) -> None:
    assert safe_name(given) == name


@pytest.mark.parametrize(
    ("text", "title", "beginning"),
    [
        ("OSLO, 2 May - Norland will lend boats.", "", "OSLO 2 May Norland will lend boats "),
        ("They met.", "Ministers meet in Kelm", "They met "),  # it has its headline to go by
        ("../../etc/passwd <script>", "", "etc passwd script "),
        ("— … —", "", "pasted "),
        ("a" * 900, "", "a" * 60 + " "),
        ("\u202eevil\u202c text", "", "evil text "),
    ],
)
def test_a_text_that_nobody_named_is_called_by_its_first_words(
    text: str, title: str, beginning: str
) -> None:
    name = pasted(text, "", "", title, "").name
    assert name.startswith(beginning)
    assert len(name) == len(beginning) + len("123456.txt")
    assert name == safe_name(name)


def test_pasted_words_have_a_name_of_their_own() -> None:
    one, other = (pasted(text, "", "", "", "") for text in ("They met.", "They did not."))
    assert one.name != other.name
    assert one.name == pasted("They met.", "", "", "", "").name
    with pytest.raises(UsageError):
        pasted(" \n", "", "", "", "")
