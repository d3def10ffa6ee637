"""Both servers, started once; a fresh collection on either for each test."""

import secrets
from collections.abc import Callable, Iterator

import pytest

from mrtnet.sync import dav
from mrtnet.sync.wire import Wire
from tests.sync import servers
from tests.sync.servers import PASSWORD, USER, Cutter, Server


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from servers.radicale(tmp_path_factory.mktemp("radicale"))


@pytest.fixture(scope="session")
def xandikos(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from servers.xandikos(tmp_path_factory.mktemp("xandikos"))


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest) -> Server:
    found: Server = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def wire(server: Server) -> Iterator[Wire]:
    made = Wire(server.url, USER, PASSWORD)
    yield made
    made.close()


@pytest.fixture
def cutter(server: Server) -> Iterator[Cutter]:
    made = Cutter(server.port)
    yield made
    made.close()


@pytest.fixture
def new_place(wire: Wire) -> Callable[..., dav.Place]:
    """Make a collection of our own; returns it."""

    def make(kind: str = dav.CALENDAR) -> dav.Place:
        url = f"{wire.url}{USER}/{'calendars/' if kind == dav.CALENDAR else 'contacts/'}{secrets.token_hex(6)}/"
        return made_at(wire, url, kind)

    return make


@pytest.fixture
def place(new_place: Callable[..., dav.Place]) -> dav.Place:
    return new_place()


def made_at(wire: Wire, url: str, kind: str) -> dav.Place:
    try:
        dav.make_collection(wire, url, kind, "Follow-ups", "#336699")
    except Exception:
        url = url.replace("calendars/", "").replace("contacts/", "")
        dav.make_collection(wire, url, kind, "Follow-ups", "#336699")
    return dav.Place(wire, url, kind)
