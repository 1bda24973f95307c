from dataclasses import replace

from constructs_lib import Pods
from constructs_lib.components.pipelines.names import alone, clients
from constructs_lib.config import Sidecars, WorkloadDefaults


def test_what_runs_alone_has_one_pod_and_keeps_its_place():
    defaults = replace(
        WorkloadDefaults(), pods=Pods(replicas=3, node_selector={"pool": "platform"})
    )

    assert alone(defaults).pods == Pods(node_selector={"pool": "platform"})


def test_every_client_is_of_the_namespace():
    assert all(one.startswith("cluster.local/ns/ml/sa/") for one in clients(Sidecars(), "ml"))
