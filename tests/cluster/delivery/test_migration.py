"""What docs/migration.md reads from a cluster, and whether the server is as the plan says."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

from constructs_lib.delivery.overlay import ObjectsByComponent
from constructs_lib.platform import synthesize
from constructs_lib.review.migration import markdown, plan_migration, read_live
from main import platform
from tests.cluster.api_server import ApiServer, Refused, api_server, new_namespace
from tests.review.migration.test_runbook import READING

STANDALONE = Path(__file__).parents[2] / "review" / "migration" / "standalone"
VALID = {
    "ConfigMap",
    "Deployment",
    "PersistentVolumeClaim",
    "Secret",
    "Service",
    "StatefulSet",
}
EXPERIMENTS = "experiments.kubeflow.org"


def definition(version):
    """Return a definition of experiments in one version, which is thus the stored one."""
    schema = {"type": "object", "x-kubernetes-preserve-unknown-fields": True}
    names = {"kind": "Experiment", "plural": "experiments", "singular": "experiment"}
    versions = [
        {
            "name": version,
            "served": True,
            "storage": True,
            "schema": {"openAPIV3Schema": schema},
        }
    ]
    return {
        "apiVersion": "apiextensions.k8s.io/v1",
        "kind": "CustomResourceDefinition",
        "metadata": {"name": EXPERIMENTS},
        "spec": {
            "group": "kubeflow.org",
            "names": names,
            "scope": "Namespaced",
            "versions": versions,
        },
    }


@pytest.fixture(scope="module")
def by_component() -> ObjectsByComponent:
    return synthesize(platform()).environments["default"]


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """Provide a cluster of its own that holds the prepared state."""
    with api_server(tmp_path_factory.mktemp("old")) as server:
        server.apply([new_namespace("kubeflow")])
        server.define([definition("v1alpha3")])
        prepared = [
            *next(yaml.safe_load_all((STANDALONE / "kubeflow.yaml").read_text()))["items"],
            *yaml.safe_load((STANDALONE / "cluster.json").read_text())["items"],
        ]
        server.apply(
            [
                obj
                for obj in prepared
                if obj["metadata"].get("namespace") == "kubeflow"
                and obj["kind"] in VALID
                and obj["metadata"]["name"] != "kube-root-ca.crt"
            ]
        )
        server.apply([obj for obj in prepared if obj["kind"] == "ClusterRoleBinding"])
        experiment = {
            "apiVersion": "kubeflow.org/v1alpha3",
            "kind": "Experiment",
            "metadata": {"name": "tune", "namespace": "kubeflow", "finalizers": ["a.b/c"]},
        }
        server.apply([experiment])
        yield server


@pytest.fixture(scope="module")
def live(old: ApiServer, tmp_path_factory):
    """Return the folder that the runbook's commands fill, as they stand there."""
    folder = tmp_path_factory.mktemp("reading")
    subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(READING)],
        cwd=folder,
        env={**os.environ, "KUBECONFIG": str(old.kubeconfig), "KUBECACHEDIR": str(folder)},
        check=True,
        timeout=300,
    )
    return folder / "live"


@pytest.fixture(scope="module")
def plan(live, by_component):
    return plan_migration(read_live(live), by_component, namespace="kubeflow")


def of(by_component: ObjectsByComponent, kind: str, name: str):
    [found] = [
        obj
        for objects in by_component.values()
        for obj in objects
        if (obj["kind"], obj["metadata"]["name"]) == (kind, name)
    ]
    return found


def test_the_plan_is_made_of_what_the_commands_read(plan):
    assert [i.name for i in plan.gone if i.kind == "StatefulSet"] == ["runs-mysql"]
    assert {claim.name for claim in plan.claims} >= {"artifacts-minio", "katib-mysql"}
    assert [(i.name, f) for i, f in plan.held] == [("tune", ("a.b/c",))]
    assert {d.name: d.within("kubeflow") for d in plan.definitions} == {EXPERIMENTS: 1}
    assert {secret.name for secret in plan.secrets} >= {"mysql-secret"}
    assert plan.owners == ("Helm release `artifacts`, found by its Secrets",)


def test_no_value_of_a_secret_is_read(live, plan):
    texts = [file.read_text() for file in live.iterdir()]

    assert len(texts) > 10
    for value in ("precious", "cHJlY2lvdXM="):
        assert not any(value in text for text in (*texts, markdown(plan, environment="e")))


def test_the_server_refuses_what_the_plan_says_cannot_be_changed_in_place(
    old, by_component, plan
):
    changed = {(c.identity.kind, c.identity.name) for c in plan.changed}

    assert {("Deployment", "ml-pipeline"), ("Deployment", "katib-mysql")} <= changed
    for kind, name in changed:
        with pytest.raises(Refused, match=r"field is immutable|may not be specified"):
            old.apply([of(by_component, kind, name)], force=True)


def test_the_server_changes_others_in_place(old, by_component, plan):
    changed = {c.identity for c in plan.changed}
    others = [i for i in plan.recreated if i.kind == "Deployment" and i not in changed]

    assert others
    for identity in others:
        old.apply([of(by_component, identity.kind, identity.name)], force=True, dry_run=True)


def test_the_server_refuses_a_binding_with_another_role(old, by_component, plan):
    assert [c.identity.name for c in plan.refused] == ["katib-controller"]
    binding = of(by_component, "ClusterRoleBinding", "katib-controller")

    with pytest.raises(Refused, match="cannot change roleRef"):
        old.apply([binding], force=True)


def test_the_server_refuses_a_definition_that_lacks_a_stored_version(old, by_component, plan):
    assert {d.name: d.lost for d in plan.definitions} == {EXPERIMENTS: ("v1alpha3",)}
    wanted = of(by_component, "CustomResourceDefinition", EXPERIMENTS)

    with pytest.raises(Refused, match="storedVersions"):
        old.apply([wanted], force=True)
