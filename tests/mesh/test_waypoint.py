import pytest

from constructs_lib import Ambient
from constructs_lib.kube import objects_of
from constructs_lib.mesh import Waypoint


@pytest.fixture
def waypoint(chart) -> Waypoint:
    return Waypoint(
        chart, "Waypoint", name="entry", callers={"kind": "profile"}, mesh=Ambient()
    )


def test_manifests(waypoint, chart, yaml_snapshot):
    assert objects_of(chart) == yaml_snapshot


def test_a_confined_one(chart, yaml_snapshot):
    mesh = Ambient(istio="1.26.0")
    Waypoint(chart, "Waypoint", name="entry", callers={"a": "b"}, mesh=mesh, confined=True)

    made = [obj for obj in objects_of(chart) if obj["kind"] in ("ConfigMap", "Gateway")]
    assert made == yaml_snapshot


def test_a_confined_one_of_an_istio_that_reads_no_parameters_is_refused(chart):
    message = (
        r"a waypoint that is not Istio's default needs Istio 1\.26\.0 or newer, got '1\.25\.1'"
    )
    with pytest.raises(ValueError, match=message):
        Waypoint(chart, "Waypoint", name="entry", callers={}, mesh=Ambient(), confined=True)


def test_lets_nothing_through_by_itself(waypoint, find):
    assert "rules" not in find("AuthorizationPolicy", "entry-default-deny")["spec"]


def test_its_services_know_it_by_its_own_account(waypoint):
    assert waypoint.principal == "cluster.local/ns/kubeflow/sa/entry"


def test_another_revision_of_istio_makes_it_by_its_label(chart, find):
    mesh = Ambient(revision="canary")
    Waypoint(chart, "Waypoint", name="entry", callers={"kind": "profile"}, mesh=mesh)

    assert find("Gateway", "entry")["metadata"]["labels"]["istio.io/rev"] == "canary"


def test_services_are_enrolled_by_a_label(waypoint):
    assert waypoint.enrolled == {"istio.io/use-waypoint": "entry"}
