from constructs_lib.config import Ambient, Sidecars
from constructs_lib.kube import objects_of
from constructs_lib.mesh import MutualTls
from constructs_lib.workloads import Endpoint


def mutual_tls(chart, mesh):
    endpoint = Endpoint(service="app", namespace="kubeflow", port=80)
    MutualTls(chart, "Tls", name="app", to=endpoint, mesh=mesh, labels={"app": "app"})


def test_manifests(chart, yaml_snapshot):
    mutual_tls(chart, Sidecars())

    assert objects_of(chart) == yaml_snapshot


def test_nothing_is_written_for_an_ambient_mesh(chart):
    mutual_tls(chart, Ambient())

    assert objects_of(chart) == []
