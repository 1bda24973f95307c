"""The library decides rows of the table that are of other environments than the default's.

The servers decide the same rows in tests/cluster: test_monitoring.py, test_model_routes.py,
test_spark_operator.py and test_trainer.py.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import pytest

from constructs_lib.reach import World
from constructs_lib.reach.hop import AtPod, AtService
from constructs_lib.reach.request import Request
from constructs_lib.reach.walk import walk
from tests.cluster import test_monitoring
from tests.cluster.explained import at_pods, meshed
from tests.cluster.output import environment_of_models, environment_with_trainer
from tests.cluster.rows.monitoring import PROMETHEUS
from tests.cluster.rows.row import Row
from tests.cluster.rows.serving import MODEL_ROWS
from tests.cluster.rows.spark import SPARK_ROWS
from tests.cluster.rows.trainer import TRAINER_ROWS

# What users run in profiles is not an environment's own.
OF_PROFILES: Final = {173, 174, 175}


def is_asked(row: Row) -> bool:
    return row.call is not None and row.number not in OF_PROFILES


ROWS: Final = [
    *(("models", row) for row in (*MODEL_ROWS, *SPARK_ROWS) if is_asked(row)),
    *(("trainer", row) for row in TRAINER_ROWS if is_asked(row)),
    *(("monitored", row) for row in test_monitoring.AT_ZTUNNEL),
]
ENVIRONMENTS: Final[Mapping[str, Callable[[], Mapping[str, Any]]]] = {
    "models": environment_of_models,
    "trainer": environment_with_trainer,
    "monitored": lambda: test_monitoring.environment("in"),
}


@cache
def world(name: str) -> World:
    return World(obj for objects in ENVIRONMENTS[name]().values() for obj in objects)


@pytest.mark.parametrize(
    ("environment", "row"),
    [each for each in ROWS if each[1].number not in OF_PROFILES],
    ids=str,
)
def test_connections_at_ztunnel(environment, row):
    assert at_pods(row.call, world(environment)) == {row.allowed}


@pytest.mark.parametrize("case", test_monitoring.CASES, ids=str)
def test_reading_the_metrics_of_pipelines(case):
    within = world("monitored")
    name, port = test_monitoring.API
    to = AtService(namespace="kubeflow", name=name, port=port)
    request = Request(
        method=case.method,
        path=case.path,
        headers={key.lower(): value for key, value in case.headers.items()},
    )

    found = walk(within, meshed(within, case.caller), to, request)

    at_waypoint = [hop.passes for hop in found.hops if hop.at == "waypoint"]
    assert at_waypoint == [case.number in test_monitoring.ALLOWED]


def test_prometheus_reads_a_controllers_metrics_and_no_database():
    within = world("monitored")
    servers = {each.name: each for each in within.servers}
    caller = meshed(within, PROMETHEUS)

    metrics = AtPod(server=servers["katib-controller"], port=8080)
    assert walk(within, caller, metrics, Request()).allowed
    database = AtPod(server=servers["mysql"], port=3306)
    assert not walk(within, caller, database, Request()).allowed
