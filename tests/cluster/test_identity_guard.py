"""A tenant cannot set the user's identity, and the controllers' own routes still pass."""

from copy import deepcopy
from typing import Any

import pytest

from constructs_lib.tenants import PREFIX

from .client import connected
from .output import named, shipped
from .processes import wait_for
from .turned_off import turned_off

CONTROLLER = "system:serviceaccount:kubeflow:notebook-controller-service-account"
BOB = "bob@example.com"
NAMESPACE = "forged"
NAME = f"{PREFIX}routes"
ROUTE: dict[str, Any] = {
    "apiVersion": "networking.istio.io/v1",
    "kind": "VirtualService",
    "metadata": {"name": "notebook-bob-sample"},
    "spec": {
        "hosts": ["*"],
        "gateways": ["kubeflow/kubeflow-gateway"],
        "http": [
            {
                "headers": {"request": {"set": {}}},
                "match": [{"uri": {"prefix": f"/notebook/{NAMESPACE}/sample/"}}],
                "route": [{"destination": {"host": f"sample.{NAMESPACE}.svc.cluster.local"}}],
            }
        ],
    },
}


@pytest.fixture(scope="module")
def client(cluster, deployed):
    """Provide a connection to a cluster with a profile's namespace in which Bob may edit."""
    label = {"app.kubernetes.io/part-of": "kubeflow-profile"}
    role = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole"}
    cluster.apply(
        [
            {
                "apiVersion": "v1",
                "kind": "Namespace",
                "metadata": {"name": NAMESPACE, "labels": label},
            },
            {
                "apiVersion": "rbac.authorization.k8s.io/v1",
                "kind": "RoleBinding",
                "metadata": {"name": "bob", "namespace": NAMESPACE},
                "roleRef": {**role, "name": "kubeflow-edit"},
                "subjects": [{"kind": "User", "name": BOB}],
            },
        ]
    )
    with connected(cluster) as client:
        # The server takes a moment to compile a new policy.
        wait_for(lambda: not post(client, forged()).accepted, "the policy's first refusal")
        yield client


def post(client, route, user=CONTROLLER):
    version = route["apiVersion"].partition("/")[2]
    routes = f"/apis/networking.istio.io/{version}/namespaces/{NAMESPACE}/virtualservices"
    return client.post(f"{routes}?dryRun=All", route, user=user)


def forged(*, change="set", header="kubeflow-userid", at_route=False, version="v1"):
    route = deepcopy(ROUTE) | {"apiVersion": f"networking.istio.io/{version}"}
    [rule] = route["spec"]["http"]
    holder = rule["route"][0] if at_route else rule
    holder["headers"] = {"request": {change: {header: "victim@example.com"}}}
    return route


def test_the_controllers_own_route_is_taken(client):
    assert post(client, ROUTE).accepted


def test_a_route_may_set_other_headers(client):
    assert post(client, forged(header="x-rstudio-root-path")).accepted


def test_a_route_without_http_is_taken(client):
    route = deepcopy(ROUTE)
    del route["spec"]["http"]

    assert post(client, route).accepted


@pytest.mark.parametrize("header", ["kubeflow-userid", "Kubeflow-UserID", "kubeflow-groups"])
@pytest.mark.parametrize("at_route", [False, True], ids=["rule", "route"])
@pytest.mark.parametrize("change", ["set", "add"])
@pytest.mark.parametrize("version", ["v1", "v1beta1", "v1alpha3"])
def test_a_route_that_says_who_the_user_is_is_refused(
    client, change, header, at_route, version
):
    answer = post(
        client, forged(change=change, header=header, at_route=at_route, version=version)
    )

    assert not answer.accepted
    assert "must not set or add kubeflow-userid" in answer.reason


def test_a_user_who_edits_a_profile_writes_no_routes(client):
    answer = post(client, ROUTE, user=BOB)

    assert not answer.accepted
    assert 'cannot create resource "virtualservices"' in answer.reason


def test_outside_of_profiles_nothing_is_refused(client):
    path = "/apis/networking.istio.io/v1/namespaces/kubeflow/virtualservices?dryRun=All"

    assert client.post(path, forged()).accepted


@pytest.mark.parametrize(
    "obj",
    [shipped(f"ValidatingAdmissionPolicy{part}", NAME) for part in ("", "Binding")],
    ids=named,
)
def test_without_it_a_forged_route_is_taken(cluster, client, obj):
    with turned_off(cluster, obj, lambda: post(client, forged()).accepted):
        assert post(client, forged()).accepted
