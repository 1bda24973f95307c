from constructs_lib import Pods, Toleration
from constructs_lib.workloads import placed

SPOT = Toleration(key="spot")
TEAM = Toleration(key="team", value="ml", effect="NoExecute")


def test_where_nothing_is_said_nothing_is_written():
    assert placed(Pods(replicas=2)) == {}


def test_the_fields_are_those_of_a_pod():
    pods = Pods(node_selector={"pool": "ml"}, tolerations=(SPOT, TEAM), pull_secrets=("m",))

    assert placed(pods) == {
        "imagePullSecrets": [{"name": "m"}],
        "nodeSelector": {"pool": "ml"},
        "tolerations": [
            {"key": "spot", "effect": "NoSchedule", "operator": "Exists"},
            {"key": "team", "effect": "NoExecute", "operator": "Equal", "value": "ml"},
        ],
    }
