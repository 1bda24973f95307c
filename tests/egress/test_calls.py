"""Who calls whom, as small sets of objects say it."""

import pytest

from constructs_lib import Ambient
from constructs_lib.delivery.cluster import Cluster
from constructs_lib.egress.calls import Calls

AMBIENT = {
    "apiVersion": "v1",
    "kind": "Namespace",
    "metadata": {"name": "kubeflow", "labels": {"istio.io/dataplane-mode": "ambient"}},
}


def make(kind, name, api="v1", **body):
    metadata = {"name": name, "namespace": "kubeflow"}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, **body}


def deployment(name, *, labels=None, **pod):
    template = {
        "metadata": {"labels": {"app": name, **(labels or {})}},
        "spec": {"serviceAccountName": name, "containers": [], **pod},
    }
    selector = {"matchLabels": {"app": name}}
    return make("Deployment", name, spec={"selector": selector, "template": template})


def service(name, **labels):
    obj = make("Service", name, spec={"selector": {"app": name}, "ports": []})
    return {**obj, "metadata": {**obj["metadata"], "labels": labels}}


def policy(name, *callers):
    rule = {"from": [{"source": {"principals": list(callers)}}]} if callers else {}
    selector = {"matchLabels": {"app": name}}
    spec = {"selector": selector, "rules": [rule]}
    return make("AuthorizationPolicy", name, "security.istio.io/v1", spec=spec)


def identity(name):
    return f"cluster.local/ns/kubeflow/sa/{name}"


def called(caller, *objects, in_code=None):
    calls = Calls(
        Cluster({"unit": [AMBIENT, *objects]}), mesh=Ambient(), in_code=in_code or {}
    )
    (found,) = (each for each in calls.callers if each.name == caller)
    return [each.name for each in calls.of(found)]


def env(value):
    return {"containers": [{"name": "main", "env": [{"name": "PEER", "value": value}]}]}


def test_whom_a_policy_names_calls():
    objects = [deployment("a"), deployment("b"), policy("b", identity("a"))]

    assert called("a", *objects) == ["b"]


def test_whom_a_policy_does_not_name_does_not_call():
    objects = [deployment("a"), deployment("b"), policy("b", identity("c"))]

    assert called("a", *objects) == []


def test_a_policy_names_all_of_a_namespace_by_its_beginning():
    objects = [deployment("a"), deployment("b"), policy("b", "cluster.local/ns/kubeflow/sa/*")]

    assert called("a", *objects) == ["b"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("b.kubeflow:80", ["b"]),
        ("http://b.kubeflow.svc.cluster.local/x", ["b"]),
        ("http://b:80", ["b"]),
        ("b", ["b"]),
        ("a-b.kubeflow:80", []),
        ("b.kubeflow-two:80", []),
        ("x.b.kubeflow", []),
        ("bb", []),
    ],
)
def test_who_is_open_to_the_mesh_is_called_by_whose_settings_name_it(value, found):
    objects = [deployment("a", **env(value)), deployment("b"), service("b"), policy("b", "*")]

    assert called("a", *objects) == found


def test_settings_are_in_config_maps_too():
    volumes = [{"name": "settings", "configMap": {"name": "settings"}}]
    settings = make("ConfigMap", "settings", data={"peer": "url: http://b.kubeflow"})
    objects = [deployment("b"), service("b"), policy("b", "*"), settings]

    assert called("a", deployment("a", volumes=volumes), *objects) == ["b"]
    assert called("a", deployment("a"), *objects) == []


def test_a_component_says_what_its_code_calls():
    objects = [deployment("a"), deployment("b"), service("b"), policy("b", "*")]

    assert called("a", *objects, in_code={"a": ("b",)}) == ["b"]
    assert called("a", *objects, in_code={"b": ("b",)}) == []


def test_what_keeps_data_is_called_by_who_has_its_key():
    key = [{"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "key", "key": "k"}}}]
    volumes = [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]
    store = deployment("b", volumes=volumes, containers=[{"name": "b", "env": key}])
    named = env("b.kubeflow")["containers"][0]["env"]
    objects = [store, service("b"), policy("b", "*")]

    with_key = deployment("a", containers=[{"name": "a", "env": [*named, *key]}])
    assert called("a", with_key, *objects) == ["b"]
    assert called("a", deployment("a", **env("b.kubeflow")), *objects) == []


def test_a_service_behind_a_waypoint_is_called_through_it():
    waypoint = make(
        "Gateway",
        "waypoint",
        "gateway.networking.k8s.io/v1",
        spec={"gatewayClassName": "istio-waypoint"},
    )
    target = {"targetRefs": [{"kind": "Service", "name": "b"}]}
    rule = {"from": [{"source": {"principals": [identity("a")]}}]}
    readers = make(
        "AuthorizationPolicy", "b-l7", "security.istio.io/v1", spec={**target, "rules": [rule]}
    )
    objects = [
        deployment("a"),
        deployment("b"),
        policy("b", identity("waypoint")),
        service("b", **{"istio.io/use-waypoint": "waypoint"}),
        waypoint,
        readers,
    ]

    assert called("a", *objects) == ["waypoint"]
    assert called("waypoint", *objects) == ["b"]


@pytest.mark.parametrize(
    ("pod", "account", "found"),
    [
        ({}, {}, True),
        ({"automountServiceAccountToken": False}, {}, False),
        ({}, {"automountServiceAccountToken": False}, False),
        (
            {"automountServiceAccountToken": True},
            {"automountServiceAccountToken": False},
            True,
        ),
    ],
)
def test_a_pod_has_a_token_unless_it_or_its_account_says_otherwise(pod, account, found):
    calls = Calls(
        Cluster({"unit": [deployment("a", **pod), make("ServiceAccount", "a", **account)]}),
        mesh=Ambient(),
    )

    assert calls.has_token(calls.callers[0]) is found


@pytest.mark.parametrize(("source", "found"), [({}, True), ({"audience": "istio-ca"}, False)])
def test_a_token_among_the_volumes_is_for_its_audience(source, found):
    volume = {"name": "t", "projected": {"sources": [{"serviceAccountToken": source}]}}
    pod = {"automountServiceAccountToken": False, "volumes": [volume]}
    calls = Calls(Cluster({"unit": [deployment("a", **pod)]}), mesh=Ambient())

    assert calls.has_token(calls.callers[0]) is found
    assert calls.asks_istiod(calls.callers[0]) is not found


@pytest.mark.parametrize(
    ("labels", "found"), [({}, True), ({"istio.io/dataplane-mode": "none"}, False)]
)
def test_a_pod_is_in_its_namespaces_mesh_unless_it_says_otherwise(labels, found):
    calls = Calls(Cluster({"unit": [AMBIENT, deployment("a", labels=labels)]}), mesh=Ambient())

    assert calls.is_meshed(calls.callers[0]) is found


@pytest.mark.parametrize(("name", "found"), [("a", True), ("a-b", False)])
def test_who_is_written_into_profiles_enters_them(name, found):
    settings = make("ConfigMap", "settings", data={"principal": identity(name)})
    calls = Calls(Cluster({"unit": [deployment("a"), settings]}), mesh=Ambient())

    assert calls.enters_profiles(calls.callers[0]) is found
