import re

import pytest

from constructs_lib import (
    Ambient,
    Autoscaling,
    Config,
    Pods,
    ProfileDefaults,
    Resources,
    Sidecars,
    Waypoints,
)

ROW = Resources(cpu="50m", memory="64Mi", cpu_limit="500m", memory_limit="256Mi")


@pytest.mark.parametrize(
    "waypoints",
    [
        Waypoints(replicas=2),
        Waypoints(replicas=Autoscaling(maximum=4)),
        Waypoints(resources=ROW),
        Waypoints(pods=Pods(node_selector={"pool": "ml"})),
    ],
)
@pytest.mark.parametrize(
    ("mesh", "message"),
    [
        (Sidecars(), "with Sidecars() profiles have no waypoints: leave out ProfileDefaults("),
        (
            Ambient(istio="1.25.5"),
            (
                "a waypoint that is not Istio's default needs Istio 1.26.0 or newer, got "
                "'1.25.5'; leave"
            ),
        ),
    ],
)
def test_fails_where_nothing_would_read_it(waypoints, mesh, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Config(mesh=mesh, profiles=ProfileDefaults(waypoints=waypoints))


@pytest.mark.parametrize("mesh", [Sidecars(), Ambient(istio="1.25.1")])
def test_istios_own_size_goes_with_every_mesh(mesh):
    assert Config(mesh=mesh)


def test_may_be_decided_where_istiod_reads_it():
    defaults = ProfileDefaults(waypoints=Waypoints(resources=ROW))

    assert Config(mesh=Ambient(istio="1.26.0"), profiles=defaults)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"replicas": 0}, "replicas of waypoints must be 1 or more, got 0"),
        (
            {"pods": Pods(replicas=2)},
            "as many as Waypoints(replicas=…) says: replicas=2 would have no effect",
        ),
    ],
)
def test_fails_for_a_number_that_is_none_or_not_here(fields, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Waypoints(**fields)
