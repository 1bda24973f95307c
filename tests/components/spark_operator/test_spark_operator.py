import pytest

from constructs_lib.kube import objects_of

from .conftest import AS_UPSTREAM


def test_manifests(make, manifests, yaml_snapshot):
    make(spark=AS_UPSTREAM)

    assert manifests() == yaml_snapshot


def test_manifests_in_the_ambient_mesh(make, manifests, ambient, yaml_snapshot):
    make(defaults=ambient)

    assert manifests() == yaml_snapshot


def test_applications_are_defined_and_their_schedules(make, chart):
    make()
    kinds = {
        obj["spec"]["names"]["kind"]
        for obj in objects_of(chart)
        if obj["kind"] == "CustomResourceDefinition"
    }

    assert kinds == {"SparkApplication", "ScheduledSparkApplication"}


@pytest.mark.parametrize(
    ("role", "may_create"), [("edit", True), ("view", False)], ids=["editors", "readers"]
)
def test_only_editors_start_applications(make, find, role, may_create):
    make()
    rules = find("ClusterRole", f"kubeflow-spark-{role}")["rules"]

    assert any("create" in rule["verbs"] for rule in rules) is may_create


def test_nobody_but_the_operator_writes_a_status(make, find):
    make()
    verbs = {
        verb
        for role in ("edit", "view")
        for rule in find("ClusterRole", f"kubeflow-spark-{role}")["rules"]
        for verb in rule["verbs"]
        if "sparkapplications/status" in rule["resources"]
    }

    assert verbs == {"get"}
