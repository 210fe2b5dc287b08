"""Routes that are loaded when they are first asked for: what they answer is what they would have answered at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from desks import Browser
from servanda.server.later_routes import LaterRoutes


@pytest.fixture
def loads() -> list[str]:
    return []


@pytest.fixture
def client(loads: list[str]) -> TestClient:
    def load() -> Iterator[APIRouter]:
        loads.append("boats")
        router = APIRouter()
        router.add_api_route("/boats", lambda: "all")
        router.add_api_route("/boats/{name}", lambda name: name)
        router.add_api_route("/boats.csv", lambda: "a,b")
        router.add_api_route("/quays/{name}", lambda name: f"at {name}")
        yield router

    app = FastAPI(openapi_url=None)
    app.add_api_route("/boat", lambda: "one")
    app.router.routes.append(LaterRoutes(["boats", "quays"], load))
    return TestClient(app)


def test_they_are_loaded_once_and_when_first_asked_for(
    client: TestClient, loads: list[str]
) -> None:
    assert client.get("/boat").json() == "one"
    assert client.get("/boatsman").status_code == 404
    assert client.get("/").status_code == 404
    assert loads == []
    assert client.get("/boats").json() == "all"
    assert client.get("/boats/Ada").json() == "Ada"
    assert client.get("/boats.csv").json() == "a,b"
    assert client.get("/quays/3").json() == "at 3"
    assert loads == ["boats"]


def test_what_they_do_not_have_is_not_found(client: TestClient) -> None:
    assert client.get("/boats/Ada/mast").status_code == 404
    assert client.get("/boats.pdf").status_code == 404
    refused = client.post("/boats")
    assert refused.status_code == 405
    assert refused.headers["allow"] == "GET"
    assert client.get("/boats/", follow_redirects=False).headers["location"].endswith("/boats")


def test_a_prefix_stands_before_the_word() -> None:
    router = APIRouter(prefix="/v2")
    router.add_api_route("/boats/{name}", lambda name: name)
    routes = LaterRoutes(["boats"], lambda: [router], prefix="/v2")
    app = FastAPI(openapi_url=None)
    app.router.routes.append(routes)
    client = TestClient(app)
    assert client.get("/boats/Ada").status_code == client.get("/v2").status_code == 404
    assert client.get("/v2/boats/Ada").json() == "Ada"
    assert [routes.word(one) for one in ("/v2/boats.csv", "/v1/boats", "/v2/")] == [
        "boats",
        None,
        "",
    ]


def test_a_route_is_worked_out_once() -> None:
    router = APIRouter()
    router.add_api_route("/boats", lambda: "all")
    [route] = router.routes
    later = LaterRoutes(["boats"], lambda: [router])
    assert list(later.app.routes) == [route]


def test_the_first_request_of_a_program_loads_its_area_alone() -> None:
    program = (
        "import sys\n"
        "from servanda.server.api.api_routes import api_routes\n"
        "next(one for one in api_routes() if 'about' in one.words).app\n"
        "print(*(one for one in sys.modules if one.startswith('servanda') and one.endswith('_api')))"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert told.stdout.decode().split() == ["servanda.server.api.question_api"]


def test_many_first_requests_at_once_load_them_once(client: TestClient, loads: list[str]) -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: client.get(f"/boats/{name}").json(), "abcdefgh"))
    assert found == list("abcdefgh")
    assert loads == ["boats"]


def test_every_route_of_the_desk_begins_with_a_word_of_its_group(large: Browser) -> None:
    groups = [one for one in large.app.router.routes if isinstance(one, LaterRoutes)]  # type: ignore[attr-defined]
    words = [(group.prefix, word) for group in groups for word in group.words]
    assert len(words) == len(set(words)) > 20
    for group in groups:
        routes = [one for one in group.app.routes if isinstance(one, APIRoute)]
        assert len(routes) == len(group.app.routes)
        assert {group.word(one.path) for one in routes} == group.words
