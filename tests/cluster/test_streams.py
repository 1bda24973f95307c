"""What notebooks live on passes both Envoys: websockets, slow answers, large uploads."""

import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import repeat
from typing import Any, Final

import pytest

from tests.cluster.entry import DEX, HOST, Doors, doors
from tests.cluster.envoy import Answer
from tests.cluster.streams import GREETING, SLOW, streaming, websocket

ALICE: Final = {"authorization": f"Bearer {DEX.token('alice', lives=3600)}"}
MEGABYTE: Final = bytes(range(256)) * 4096
MEGABYTES: Final = 100


@pytest.fixture(scope="session")
def entry(configured, tmp_path_factory) -> Iterator[Doors]:
    """Give the doors of the default environment, in front of backends that take their time."""
    folder = tmp_path_factory.mktemp("streams")
    with doors(configured, folder, served_by=streaming) as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def minute(entry) -> Iterator[Future[tuple[Answer, float]]]:
    """Give a request that takes a minute, on its way while all other tests run."""

    def ask() -> tuple[Answer, float]:
        start = time.monotonic()
        answer = entry.edge.send("GET", "/", ALICE, host=HOST, patience=SLOW * 2)
        return answer, time.monotonic() - start

    with ThreadPoolExecutor() as pool:
        yield pool.submit(ask)


def test_a_websocket_carries_data_both_ways(entry):
    texts = [b"one", b"two and more " * 100, b"three"]

    with websocket(entry.edge, "/", ALICE, host=HOST) as opened:
        heard = [opened.hear()]
        for text in texts:
            opened.say(text)
            heard.append(opened.hear())

    assert heard == [GREETING, *(text[::-1] for text in texts)]


def test_an_upload_of_a_hundred_megabytes_arrives_whole(entry):
    sent = {**ALICE, "content-length": str(MEGABYTES * len(MEGABYTE))}
    digest = hashlib.sha256(MEGABYTE * MEGABYTES).hexdigest()

    pieces = repeat(MEGABYTE, MEGABYTES)
    answer = entry.edge.send("POST", "/", sent, host=HOST, body=pieces, patience=SLOW)

    assert answer.seen == {"bytes": MEGABYTES * len(MEGABYTE), "sha256": digest}


def timeouts(part: Any) -> set[str]:
    """Return how long Envoy waits on the routes that lead to a cluster."""
    if isinstance(part, list):
        return {found for each in part for found in timeouts(each)}
    if not isinstance(part, dict):
        return set()
    here = {part.get("timeout", "15s")} if isinstance(part.get("cluster"), str) else set()
    return here | timeouts(list(part.values()))


# Upstream gives requests to Pipelines five minutes, and all others as long as they take.
@pytest.mark.parametrize(("door", "patience"), [("edge", {"0s"}), ("proxy", {"0s", "300s"})])
def test_envoy_itself_says_how_long_it_waits(entry, door, patience):
    dump = getattr(entry, door).dump()
    routes = [each for each in dump["configs"] if "RoutesConfigDump" in each["@type"]]

    assert timeouts(routes) == patience


def test_an_answer_may_take_a_minute(minute):
    answer, seconds = minute.result()

    assert (answer.status, seconds >= SLOW) == (200, True)
