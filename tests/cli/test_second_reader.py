"""`servanda read` with a second reader, as a user meets it: batches, a server, what is shown of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from chat_answers import TEXT, batch_answers, center, completion, entry, trucks
from chat_misbehaving import Reply, misbehaving
from keyrings import keyring_of
from servanda import proposing
from servanda.cli.main import main

Do = Callable[..., Result]
PROPOSED = {
    "commitment": [center(), trucks(modality="considering"), trucks(quantity="400")],
    "capability": [entry("send 40 trucks", name="trucks")],
}


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Do:
    """Run a command in a folder with a report in it; reading is done in this process."""
    monkeypatch.chdir(tmp_path)
    weigh = proposing.weigh_pending
    monkeypatch.setattr(
        proposing, "weigh_pending", lambda *a, **more: weigh(*a, **{**more, "budget": None})
    )
    Path("made.txt").write_text(TEXT, encoding="utf-8")

    def run(*words: str, code: int = 0) -> Result:
        found = CliRunner().invoke(main, words)
        assert found.exit_code == code, found.output
        return found

    return run


def unwrapped(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.costly
def test_a_batch_goes_out_and_its_answers_come_in(do: Do) -> None:
    written = do("read", "made.txt", "--batch-out", "q.jsonl", "--model", "tiny").stdout
    assert "8 in q.jsonl" in written
    questions = Path("q.jsonl").read_text(encoding="utf-8")
    Path("a.jsonl").write_text(batch_answers(questions, PROPOSED), encoding="utf-8")
    told = unwrapped(do("read", "--batch-in", "a.jsonl").stdout)
    assert "4 on 1 report: 1 new, 1 in agreement with a claim, 1 differing" in told
    assert "1 words (see: servanda explain)" in told
    again = json.loads(do("read", "--batch-in", "a.jsonl", "--format", "json").stdout)
    assert again["second_reader"] == {
        "answers": 0,
        "proposals": {"outcomes": {}, "refused": {}},
    }
    assert "0 in q.jsonl" in do("read", "--batch-out", "q.jsonl", "--model", "tiny").stdout
    assert "all evidence is where it says" in do("check", "--deep").output


@pytest.mark.costly
def test_what_became_of_proposals_is_shown(do: Do) -> None:
    do("read", "made.txt", "--batch-out", "q.jsonl", "--model", "tiny")
    questions = Path("q.jsonl").read_text(encoding="utf-8")
    Path("a.jsonl").write_text(batch_answers(questions, PROPOSED), encoding="utf-8")
    shown = json.loads(
        do("explain", "made.txt", "--batch-in", "a.jsonl", "--format", "json").stdout
    )
    said = [row for row in shown if "tiny" in row["proposed_by"]]
    outcomes = [row["outcome"] for row in said]
    assert "refused, words: quantity: “400” is not in what is quoted" in outcomes
    assert "claim" in outcomes
    do("read", "--batch-in", "a.jsonl")
    recorded = json.loads(do("explain", "made.txt", "--format", "json").stdout)
    assert [row["outcome"] for row in recorded if "tiny" in row["proposed_by"]] == outcomes
    (item,) = json.loads(do("review", "--kind", "proposal", "--format", "json").stdout)
    assert "differs in modality" in item["why"][0]
    steps = json.loads(do("why", item["ids"][0], "--format", "json").stdout)
    model = [step["text"] for step in steps if step["label"] == "model"]
    assert len(model) == 1
    assert model[0].startswith("tiny (prompt ")
    do("review", "accept", item["ids"][0], "--author", "Ada")
    assert json.loads(do("review", "--kind", "proposal", "--format", "json").stdout) == []


@pytest.mark.costly
def test_a_server_is_asked_within_a_limit_and_asked_on(do: Do, monkeypatch: Any) -> None:
    def answer(request: dict[str, Any], _: int) -> Reply:
        kind = request["response_format"]["json_schema"]["name"].removesuffix("_claims")
        return Reply(completion(json.dumps({"claims": PROPOSED.get(kind, [])})))

    monkeypatch.setenv("MY_KEY", "sk-secret")
    with misbehaving(answer) as server:
        model = ("--reader", "both", "--endpoint", server.url, "--model", "tiny", "--at-once", "1")
        keyed = (*model, "--key-variable", "MY_KEY", "--format", "json")
        first = json.loads(
            do("read", "made.txt", *keyed, "--max-answer", "1000", "--max-tokens", "2300").stdout
        )
        asked = first["second_reader"]["asked"]
        assert asked["stopped_at_limit"]
        assert 0 < asked["questions"] < 8
        rest = json.loads(do("read", "made.txt", *keyed).stdout)["second_reader"]["asked"]
        assert rest["questions"] == asked["left"]
        assert len(server.seen) == 8
        assert do("read", *keyed).stdout
        assert len(server.seen) == 8  # all is answered
        assert server.headers[0]["Authorization"] == "Bearer sk-secret"
    assert not [
        path for path in Path().rglob("*") if path.is_file() and b"sk-secret" in path.read_bytes()
    ]


@pytest.mark.costly
def test_a_key_comes_from_the_keyring_where_that_is_named(do: Do) -> None:
    """By an option, or by a file: the entry belongs to one server. It is written nowhere."""
    with misbehaving(lambda *_: Reply(completion('{"claims": []}'))) as server:
        asked = ("--reader", "both", "--model", "tiny", "--ask-for", "tenure")
        with keyring_of({server.url: "sk-kept"}) as ring:
            do("read", "made.txt", *asked, "--endpoint", server.url, "--key-from", "keyring")
            assert server.headers[0]["Authorization"] == "Bearer sk-kept"
            Path("servanda.toml").write_text(
                f'[reader]\nendpoint = "{server.url}"\nkey_from = "keyring"\n', encoding="utf-8"
            )
            do("read", "--reader", "both", "--model", "other", "--ask-for", "tenure")
            assert server.headers[1]["Authorization"] == "Bearer sk-kept"
            shown = json.loads(do("config", "--format", "json").stdout)
            assert {"reader.key_from": "keyring"}.items() <= {
                row["key"]: row["value"] for row in shown
            }.items()
            looks = len(ring.asked)
            do("read", "made.txt", "--reader", "rules", "--key-from", "keyring")
            assert len(ring.asked) == looks  # not where nobody is asked
        files = [path for path in Path().rglob("*") if path.is_file()]
        assert not [path for path in files if b"sk-kept" in path.read_bytes()]
        assert not [row for row in shown if "sk-kept" in str(row)]


def test_a_key_that_the_keyring_lacks_stops_it_before_anything_is_read(do: Do) -> None:
    asked = ("--reader", "both", "--endpoint", "http://127.0.0.1:9/v1", "--model", "tiny")
    with keyring_of({}):
        found = do("read", "made.txt", *asked, "--key-from", "keyring", code=2)
    assert "it holds no key for http://127.0.0.1:9/v1" in found.stderr
    assert "keyring set servanda http://127.0.0.1:9/v1" in found.stderr
    assert "SERVANDA_READER_KEY" in found.stderr
    assert not Path("servanda.db").exists()


@pytest.mark.costly
def test_a_server_that_is_no_use_ends_it_soon_and_what_was_read_is_kept(do: Do) -> None:
    with misbehaving([Reply({"error": "who are you"}, 401)]) as server:
        model = ("--reader", "llm", "--endpoint", server.url, "--model", "tiny", "--at-once", "1")
        found = do("read", "made.txt", *model, code=3)
        assert len(server.seen) == 3
    assert "401" in found.stderr
    assert f"keyring set servanda {server.url}" in found.stderr
    assert "SERVANDA_READER_KEY" in found.stderr
    assert json.loads(do("show", "reports", "--format", "json").stdout)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("made.txt", "--reader", "both"), "no model is named"),
        (("made.txt", "--reader", "both", "--model", "tiny"), "nothing is sent anywhere"),
        (("--batch-out", "q.jsonl"), "no model is named"),
        (("--batch-in", "a.jsonl", "--max-cost", "1"), "what a token costs"),
        ((), "Missing argument 'PATH...'"),
    ],
)
def test_what_is_not_named_is_asked_for(do: Do, words: tuple[str, ...], why: str) -> None:
    assert why in do("read", *words, code=2).stderr


def test_an_endpoint_that_is_no_address_is_told(do: Do) -> None:
    words = ("--reader", "both", "--model", "tiny", "--endpoint", "localhost")
    found = do("read", "made.txt", *words, code=2)
    assert "an address begins with http" in found.stderr
    assert "is http://localhost meant?" in found.stderr
    assert not Path("servanda.db").exists()  # before anything was read


def answering(request: dict[str, Any], _: int = 0) -> Reply:
    kind = request["response_format"]["json_schema"]["name"].removesuffix("_claims")
    return Reply(completion(json.dumps({"claims": PROPOSED.get(kind, [])})))


def asked(server: Any, *more: str) -> tuple[str, ...]:
    model = ("--reader", "both", "--endpoint", server.url, "--model", "tiny", "--at-once", "1")
    return ("read", "made.txt", *model, *more)


@pytest.mark.costly
def test_a_question_that_fails_does_not_stop_the_others(do: Do) -> None:
    """A server that refuses every third is asked all, each reason is named once, and the rest later."""

    def some(request: dict[str, Any], number: int) -> Reply:
        return answering(request) if number % 3 else Reply({"error": "too odd"}, 400)

    with misbehaving(some) as server:
        found = do(*asked(server), code=3)
        assert len(server.seen) == 8
    assert found.stderr.count("too odd") == 1
    told = unwrapped(found.stdout)
    assert "3 questions; 3 are left, the same command asks them again" in told
    assert "in agreement" in told
    with misbehaving(answering) as server:
        do(*asked(server))
        assert len(server.seen) == 3


@pytest.mark.costly
def test_a_server_that_goes_away_is_left_and_what_it_said_is_weighed(do: Do) -> None:
    def soon(request: dict[str, Any], number: int) -> Reply:
        return answering(request) if number < 2 else Reply({"error": "over quota"}, 402)

    with misbehaving(soon) as server:
        found = do(*asked(server, "--format", "json"), code=3)
        assert len(server.seen) == 5
    assert found.stderr.count("over quota") == 1
    row = json.loads(found.stdout)["second_reader"]
    assert (row["asked"]["questions"], row["asked"]["failed"], row["asked"]["left"]) == (2, 3, 6)
    assert row["proposals"]["outcomes"]["agrees"] == 1


@pytest.mark.costly
def test_costs_are_told_before_and_after_small_ones_too(do: Do) -> None:
    with misbehaving(answering) as server:
        capped = unwrapped(do(*asked(server, "--max-tokens", "2000")).stdout)
        assert "before the limit: the next question may take" in capped
        assert "8 questions are left" in capped
        assert len(server.seen) == 0
        found = do(*asked(server, "--prices", "0.15", "0.6"))
    assert "8 questions, about" in found.stderr
    assert "8 questions, 880 tokens, 0.0002 by --prices" in found.stdout
    written = do("read", "--batch-out", "q.jsonl", "--model", "big", "--prices", "0.15", "0.6")
    assert "with short answers 0.00" in written.stdout


def test_a_file_that_is_not_there_is_told(do: Do) -> None:
    assert "it cannot be read" in do("read", "--batch-in", "none.jsonl", code=3).stderr
    assert not Path("none.jsonl").exists()
