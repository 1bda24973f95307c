"""Sides of a step with a few objects each, as quick to build as they are to read."""

from dataclasses import replace

from constructs_lib import ArgoCd, Config, Environment, SyncPolicy
from constructs_lib.releases import V1_9_1, V1_10_2
from constructs_lib.review.upgrade import as_text, plan_upgrade, side_of

CRD = "CustomResourceDefinition"
RBAC = "rbac.authorization.k8s.io/v1"


def obj(kind, name, *, api="v1", namespace="kubeflow", labels=None, **fields):
    metadata = {"name": name}
    if namespace:
        metadata["namespace"] = namespace
    if labels:
        metadata["labels"] = labels
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **fields}


def deployment(name, image="example.com/image:1", **pod):
    spec = {"containers": [{"name": "main", "image": image}], **pod}
    return obj("Deployment", name, api="apps/v1", spec={"template": {"spec": spec}})


def definition(name, *versions):
    plural, _, group = name.partition(".")
    spec = {
        "group": group,
        "names": {"kind": plural.title(), "plural": plural},
        "scope": "Namespaced",
        "versions": [
            {"name": version, "served": True, "storage": not number}
            for number, version in enumerate(versions or ("v1",))
        ],
    }
    return obj(CRD, name, api="apiextensions.k8s.io/v1", namespace=None, spec=spec)


def binding(name, role):
    reference = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": role}
    return obj("ClusterRoleBinding", name, api=RBAC, namespace=None, roleRef=reference)


def side(objects=(), config=Config(), release=V1_9_1, files=(), **settings):
    environment = Environment("default", replace(config, release=release), **settings)
    return side_of(environment, {"app": list(objects)}, dict(files))


def plan(
    before=(),
    after=(),
    config=Config(),
    sync=SyncPolicy(),
    argo_cd=ArgoCd(),
    *,
    step=(V1_9_1, V1_10_2),
    **more,
):
    old, new = step
    settings = {"sync": sync, "argo_cd": argo_cd}
    return plan_upgrade(
        side(before, config, old, **settings), side(after, config, new, **settings), **more
    )


def told(*arguments, **more):
    """Return a plan's text, and each section's by its title."""
    return as_text(plan(*arguments, **more))


def items(title, *arguments, **more):
    """Return the items of the section whose title begins so."""
    [section] = [
        section
        for section in plan(*arguments, **more).sections
        if section.title.startswith(title)
    ]
    return section.items
