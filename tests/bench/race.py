"""Several clients at once, each a process of its own, so that none waits for another's interpreter."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

#: Does its requests and returns the milliseconds of each.
Go = Callable[[], list[float]]
_FORK = multiprocessing.get_context("fork")


def race(clients: Sequence[Callable[[], Go]]) -> tuple[float, list[float]]:
    """Let every client get ready, then all go at once; seconds until the last is done, and every request's time."""
    ready = _FORK.Barrier(len(clients) + 1)
    ends, processes = [], []
    for client in clients:
        here, there = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_run, args=(client, ready, there), daemon=True)
        process.start()
        there.close()
        ends.append(here)
        processes.append(process)
    ready.wait(timeout=120)
    began = time.perf_counter()
    times: list[float] = []
    for end in ends:
        told = end.recv()
        if isinstance(told, str):
            raise RuntimeError(told)
        times += told
    seconds = time.perf_counter() - began
    for process in processes:
        process.join()
    return seconds, times


def _run(client: Callable[[], Go], ready: Barrier, told: Connection) -> None:
    try:
        go = client()
        ready.wait(timeout=120)
        told.send(go())
    except BaseException as error:
        ready.abort()
        told.send(f"{type(error).__name__}: {error}")
        raise
