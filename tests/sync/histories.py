"""Random histories of two sides, played to their end: one, or as many as the environment asks for."""

import os
from collections.abc import Callable
from typing import Protocol

from mrtnet.sync.wire import Refused
from tests.sync.servers import Cutter, Server

STEPS = 14


class History(Protocol):
    """Two sides that change, and in the end say the same."""

    def step(self) -> None: ...
    def ends_equal(self) -> None: ...
    def close(self) -> None: ...


def played(history: History, seed: int) -> None:
    """All of it; what is wrong names the seed."""
    try:
        for _step in range(STEPS):
            history.step()
        history.ends_equal()
    except Refused as refused:
        raise AssertionError(f"seed {seed}: {refused.status} {refused}") from refused
    except AssertionError as wrong:
        raise AssertionError(f"seed {seed}: {wrong}") from wrong
    finally:
        history.close()


def many_played(run: Callable[[int], None], server: Server, cutter: Cutter, usual: int) -> None:
    """`run` for many seeds; those that went wrong are listed in the end. At least one wire was cut."""
    first, count = (int(os.environ.get(name, most)) for name, most in (("MRTNET_SEED", 0), ("MRTNET_COUNT", usual)))
    wrong = []
    for seed in range(first, first + count):
        try:
            run(seed)
        except AssertionError as told:
            print(told, flush=True)
            wrong.append(seed)
    print(f"{server.name}: {count} histories, {cutter.cuts} cuts, wrong: {wrong}", flush=True)
    assert cutter.cuts
    assert not wrong
