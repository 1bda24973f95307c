"""Notebooks' websockets, slow responses and large uploads pass both Envoys."""

import copy
import hashlib
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import repeat
from typing import Any, Final

import pytest

from tests.cluster.entry import DEX, HOST, Doors, doors, once, told_to_proxy
from tests.cluster.envoy import Answer
from tests.cluster.output import shipped
from tests.cluster.streams import GREETING, SLOW, streaming, websocket

ALICE: Final = {"authorization": f"Bearer {DEX.token('alice', lives=3600)}"}
MEGABYTE: Final = bytes(range(256)) * 4096
MEGABYTES: Final = 100


@pytest.fixture(scope="session")
def entry(configured, tmp_path_factory) -> Iterator[Doors]:
    """Provide the doors of the default environment, in front of slow backends."""
    folder = tmp_path_factory.mktemp("streams")
    with doors(configured, folder, served_by=streaming) as opened:
        yield opened


@pytest.fixture(scope="session", autouse=True)
def minute(entry) -> Iterator[Future[tuple[Answer, float]]]:
    """Provide a request that takes a minute, on its way while all other tests run."""

    def ask() -> tuple[Answer, float]:
        start = time.monotonic()
        answer = entry.edge.send("GET", "/pipeline/", ALICE, host=HOST, patience=SLOW * 2)
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


@pytest.mark.parametrize("door", ["edge", "proxy"])
def test_envoy_itself_says_that_it_waits_as_long_as_an_answer_takes(entry, door):
    dump = getattr(entry, door).dump()
    routes = [each for each in dump["configs"] if "RoutesConfigDump" in each["@type"]]

    assert timeouts(routes) == {"0s"}


@pytest.fixture
def impatient(cluster, istiod, configured, tmp_path) -> Iterator[Doors]:
    """Provide doors whose page of Pipelines may take two seconds, until the test is over."""
    well = shipped("VirtualService", "ml-pipeline-ui")
    hasty = copy.deepcopy(well)
    hasty["spec"]["http"][0]["timeout"] = "2s"
    try:
        cluster.apply([hasty])
        proxy = once(
            lambda told: "2s" in timeouts(told.routes),
            lambda: told_to_proxy(cluster, istiod),
            "a page that may take two seconds",
        )
        with doors(replace(configured, proxy=proxy), tmp_path, served_by=streaming) as opened:
            yield opened
    finally:
        cluster.apply([well], force=True)


def test_a_page_of_pipelines_that_has_a_timeout_is_cut_short(impatient):
    answer = impatient.edge.send("GET", "/pipeline/", ALICE, host=HOST, patience=SLOW)

    assert answer.status == 504


def test_an_answer_may_take_a_minute(minute):
    answer, seconds = minute.result()

    assert (answer.status, seconds >= SLOW) == (200, True)
