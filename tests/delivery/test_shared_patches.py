from constructs_lib.delivery.overlay import ResourceId
from constructs_lib.delivery.shared_patches import SHARED, share

POD = SHARED["pod-security"]["spec"]["template"]["spec"]


def patch(kind="Deployment", name="web", **said):
    metadata = {"name": name, "namespace": "kubeflow", **said.pop("metadata", {})}
    return {"apiVersion": "apps/v1", "kind": kind, "metadata": metadata, **said}


def of_pod(**fields):
    return {"spec": {"template": {"spec": fields}}}


def identity(name="web", kind="Deployment"):
    return ResourceId(group="apps", kind=kind, namespace="kubeflow", name=name)


def test_what_patches_share_is_taken_out_of_them():
    resources = [{"name": "web", "resources": {}}]
    found = share({"web": [patch(**of_pod(**POD, containers=resources))]})

    assert found.shared == {"pod-security": [identity()]}
    assert found.patched == {"web": [patch(**of_pod(containers=resources))]}


def test_a_patch_that_says_nothing_else_is_gone():
    found = share({"web": [patch(**of_pod(**POD))]})

    assert (found.patched, found.shared) == ({}, {"pod-security": [identity()]})


def test_a_patch_of_labels_stays():
    found = share({"web": [patch(metadata={"labels": {"a": "b"}}, **of_pod(**POD))]})

    assert found.patched == {"web": [patch(metadata={"labels": {"a": "b"}})]}


def test_what_only_one_part_says_stays_where_it_is():
    half = of_pod(securityContext={"runAsNonRoot": True, "fsGroup": 1000})
    found = share({"web": [patch(**half)]})

    assert (found.patched, found.shared) == ({"web": [patch(**half)]}, {})


def test_what_goes_beyond_it_stays_in_the_patch():
    context = {**POD["securityContext"], "fsGroup": 1000}
    found = share({"web": [patch(**of_pod(securityContext=context))]})

    assert found.patched == {"web": [patch(**of_pod(securityContext={"fsGroup": 1000}))]}


def test_every_kind_that_a_patch_is_said_of_is_named():
    body = of_pod(automountServiceAccountToken=False)
    found = share({"a": [patch(**body)], "b": [patch("StatefulSet", "db", **body)]})

    assert found.shared == {"no-token": [identity(), identity("db", "StatefulSet")]}
