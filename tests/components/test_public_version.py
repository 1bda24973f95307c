import pytest
from cdk8s import Chart

from constructs_lib.components.public_version import PublicVersion
from constructs_lib.kube import objects_of

NAME = "version-for-all"


@pytest.fixture
def made(app):
    chart = Chart(app, "test", namespace="kubeflow")
    PublicVersion(
        chart,
        "Public",
        name=NAME,
        data={"version": "v2"},
        labels={"part": "told"},
        reader_labels={"part": "reader"},
    )
    return {obj["kind"]: obj for obj in objects_of(chart)}


def test_it_tells_the_version(made):
    assert made["ConfigMap"]["data"] == {"version": "v2"}


def test_every_account_reads_this_config_map_and_nothing_else(made):
    assert made["Role"]["rules"] == [
        {
            "apiGroups": [""],
            "resources": ["configmaps"],
            "resourceNames": [NAME],
            "verbs": ["get", "list", "watch"],
        }
    ]
    assert made["RoleBinding"]["roleRef"]["name"] == NAME
    assert made["RoleBinding"]["subjects"] == [
        {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "Group",
            "name": "system:authenticated",
        }
    ]


def test_the_config_map_and_its_readers_have_labels_of_their_own(made):
    parts = {kind: obj["metadata"]["labels"]["part"] for kind, obj in made.items()}

    assert parts == {"ConfigMap": "told", "Role": "reader", "RoleBinding": "reader"}
