"""The published description: whole, and kept by every answer to requests made from it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from desks import Browser, served

EXAMPLES = int(os.environ.get("SERVANDA_TEST_EXAMPLES", "20"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


NO_QUESTIONS = tuple(
    f"/api/v1/{one}" for one in ("jobs", "me", "accounts", "decisions", "searches", "check")
)
"""What is not asked of the record from a moment."""


def operations(browser: Browser) -> Iterator[tuple[str, str, dict[str, Any]]]:
    paths = browser.get("/api/v1/openapi.json").json()["paths"]
    for path, ways in paths.items():
        for method, operation in ways.items():
            yield method, path, operation


def test_everything_is_described(browser: Browser) -> None:
    found = list(operations(browser))
    assert len(found) > 40
    identities = [operation["operationId"] for _, _, operation in found]
    assert len(set(identities)) == len(identities)
    for _, path, operation in found:
        assert path.startswith("/api/v1/")
        assert operation["summary"]
        assert operation["description"].endswith((".", "."))
        for failures in ("4XX", "5XX"):
            assert list(operation["responses"][failures]["content"]) == ["application/problem+json"]
        assert "422" not in operation["responses"]
    document = browser.get("/api/v1/openapi.json").json()
    assert set(document["components"]["securitySchemes"]) == {"token", "session"}


def test_the_three_times_are_published_for_every_question(browser: Browser) -> None:
    for method, path, operation in operations(browser):
        names = {one["name"] for one in operation.get("parameters", ())}
        asks = method == "get" and path.endswith(("/feed", "/calendar"))
        asks |= method == "get" and not path.startswith(NO_QUESTIONS)
        times = {"today", "as_of", "known_by", "recorded_by", "judged", "min_confidence"}
        times |= {"reliability", "credibility"}
        assert (times <= names) is asks, path


@contextmanager
def listening(browser: Browser) -> Iterator[str]:
    """Serve the application of a browser at a port of this machine; give its address."""
    config = uvicorn.Config(browser.app, port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.mark.slow
def test_answers_are_as_described(tmp_path_factory: pytest.TempPathFactory) -> None:
    faults: list[str] = []
    with (
        served(tmp_path_factory.mktemp("schema")) as browser,
        listening(browser) as address,
    ):
        schema = schemathesis.openapi.from_dict(browser.get("/api/v1/openapi.json").json())
        for found in schema.get_all_operations():
            _try(found.ok(), address, faults)
    assert not faults, "\n\n".join(faults)


def _try(operation: Any, address: str, faults: list[str]) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def run(case: Any) -> None:
        case.call_and_validate(base_url=address, checks=CHECKS, timeout=60)

    try:
        run()
    except (Exception, BaseExceptionGroup) as error:  # noqa: BLE001 - all faults are told at once
        faults.append(f"{operation.label}: {str(error)[:1500]}")
