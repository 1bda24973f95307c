import pytest

from constructs_lib.review import Review, review
from tests.review.examples import authorization, binding, caller, deployment, make, role
from tests.review.trees import application, tree


def container(tag):
    return {"image": f"example.com/app:{tag}", "env": [{"name": "TAG", "value": tag}]}


@pytest.fixture
def changes(tmp_path) -> Review:
    """Return the review of a small tree in which something of every level changes."""
    account = make("ServiceAccount", metadata={"name": "app"})
    before = tree(
        tmp_path / "before",
        base=[
            deployment(container=container("1")),
            role(("get", "pods")),
            authorization(caller("a"), action="DENY"),
            make("ConfigMap", data={"settings.yaml": "colour: red\nshape: round\n"}),
        ],
        default=[make("PersistentVolumeClaim", metadata={"name": "data"})],
        staging=[],
        apps=[application("kubeflow", "overlays/default", prune=True)],
    )
    after = tree(
        tmp_path / "after",
        base=[
            deployment(container=container("2"), replicas=3),
            role(("get list", "pods")),
            authorization(caller("a"), caller("b"), action="DENY"),
            make("ConfigMap", data={"settings.yaml": "colour: blue\nshape: round\n"}),
            account,
        ],
        default=[binding("cluster-admin", "ann")],
        staging=[],
        apps=[application("kubeflow", "overlays/default", prune=True)],
    )
    return review(before, after)
