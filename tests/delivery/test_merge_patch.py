from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from constructs_lib.delivery import rendered
from constructs_lib.delivery.merge_patch import keys_of, merge_patch, merged
from tests.kustomize import build, write

LABELS = {"app": "app"}


def obj(api_version, kind, **body):
    metadata = {"name": "app", "namespace": "kubeflow", **body.pop("metadata", {})}
    return {"apiVersion": api_version, "kind": kind, "metadata": metadata, **body}


def deployment(containers, **pod):
    template = {"metadata": {"labels": LABELS}, "spec": {"containers": containers, **pod}}
    spec = {"selector": {"matchLabels": LABELS}, "template": template}
    return obj("apps/v1", "Deployment", spec=spec)


def container(name="app", **fields):
    return {"name": name, "image": "app:1", **fields}


def pod(**fields):
    """Return a Deployment whose one container has these fields."""
    return deployment([container(**fields)])


def placed(**fields):
    """Return a Deployment whose pods have these fields."""
    return deployment([container()], **fields)


def service(*ports):
    return obj("v1", "Service", spec={"ports": list(ports)})


def role(*rules):
    return obj("rbac.authorization.k8s.io/v1", "Role", rules=list(rules))


def account(**fields):
    return obj("v1", "ServiceAccount", **fields)


def webhooks(*hooks):
    return obj(
        "admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", webhooks=list(hooks)
    )


def policy(**spec):
    return obj("networking.k8s.io/v1", "NetworkPolicy", spec=spec)


def custom(**spec):
    return obj("example.com/v1", "Thing", spec=spec)


A, B = {"name": "A", "value": "1"}, {"name": "B", "value": "$(A)/2"}
FIELD = {"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}
TCP, UDP = {"protocol": "TCP"}, {"protocol": "UDP"}
SPREAD = {"topologyKey": "zone", "maxSkew": 1, "whenUnsatisfiable": "DoNotSchedule"}

CASES = {
    "a changed field": (pod(), pod(image="app:2")),
    "a new field": (pod(), pod(imagePullPolicy="Always")),
    "a removed field": (pod(imagePullPolicy="Always"), pod()),
    "a removed mapping": (placed(nodeSelector={"zone": "a"}), placed()),
    "a changed key of a mapping": (
        placed(nodeSelector={"zone": "a"}),
        placed(nodeSelector={"disk": "ssd"}),
    ),
    "an emptied mapping": (
        placed(volumes=[{"name": "v", "emptyDir": {"medium": "Memory"}}]),
        placed(volumes=[{"name": "v", "emptyDir": {}}]),
    ),
    "labels, all gone": (
        obj("v1", "Secret", metadata={"labels": LABELS}),
        obj("v1", "Secret"),
    ),
    "a replaced handler of a probe": (
        pod(livenessProbe={"httpGet": {"path": "/", "port": 80}}),
        pod(livenessProbe={"tcpSocket": {"port": 80}}),
    ),
    "a text that looks like a boolean": (
        obj("v1", "ConfigMap", data={"a": "off"}),
        obj("v1", "ConfigMap", data={"a": "on", "b": "line\n"}),
    ),
    "a number in place of a name": (
        service({"port": 80, "targetPort": "http"}),
        service({"port": 80, "targetPort": 8080}),
    ),
    "a new container at the end": (
        deployment([container()]),
        deployment([container(), container("proxy")]),
    ),
    "a new container in front": (
        deployment([container()]),
        deployment([container("proxy"), container()]),
    ),
    "a removed container": (
        deployment([container(), container("proxy")]),
        deployment([container()]),
    ),
    "a change in the second container": (
        deployment([container(), container("proxy")]),
        deployment([container(), container("proxy", args=["-v"])]),
    ),
    "containers in another order": (
        deployment([container(), container("proxy")]),
        deployment([container("proxy"), container()]),
    ),
    "init containers, all gone": (placed(initContainers=[container("init")]), placed()),
    "a new variable that refers to another": (pod(env=[A]), pod(env=[A, B])),
    "a removed variable": (pod(env=[A, B]), pod(env=[B])),
    "variables, all gone": (pod(env=[A]), pod()),
    "an emptied list of variables": (pod(env=[A]), pod(env=[])),
    "a variable from another source": (pod(env=[A]), pod(env=[FIELD])),
    "two variables of one name": (pod(env=[A, {**A, "value": "2"}]), pod(env=[A])),
    "a list of texts": (pod(args=["a", "b"]), pod(args=["b"])),
    "a list that has no key": (
        placed(tolerations=[{"key": "a"}]),
        placed(tolerations=[{"key": "b"}, {"key": "c"}]),
    ),
    "a volume of another kind": (
        placed(volumes=[{"name": "v", "configMap": {"name": "c"}}]),
        placed(volumes=[{"name": "v", "emptyDir": {}}]),
    ),
    "a mount of another path": (
        pod(volumeMounts=[{"name": "v", "mountPath": "/a"}]),
        pod(volumeMounts=[{"name": "v", "mountPath": "/b"}]),
    ),
    "other pull secrets of a pod": (
        placed(imagePullSecrets=[{"name": "a"}]),
        placed(imagePullSecrets=[{"name": "b"}]),
    ),
    "other pull secrets of an account": (
        account(imagePullSecrets=[{"name": "a"}]),
        account(imagePullSecrets=[{"name": "b"}]),
    ),
    "other secrets of an account": (
        account(secrets=[{"name": "a"}]),
        account(secrets=[{"name": "b"}]),
    ),
    "a removed alias of a host": (
        placed(hostAliases=[{"ip": "10.0.0.1"}, {"ip": "10.0.0.2"}]),
        placed(hostAliases=[{"ip": "10.0.0.2"}]),
    ),
    "another spread": (
        placed(topologySpreadConstraints=[SPREAD]),
        placed(topologySpreadConstraints=[{**SPREAD, "whenUnsatisfiable": "ScheduleAnyway"}]),
    ),
    "a named port of a container": (
        pod(ports=[{"containerPort": 80}]),
        pod(ports=[{"containerPort": 80, "name": "http"}, {"containerPort": 81}]),
    ),
    "a named port that says its protocol": (
        pod(ports=[{"containerPort": 80, **TCP}, {"containerPort": 81, **TCP}]),
        pod(ports=[{"containerPort": 80, **TCP}, {"containerPort": 81, "name": "b", **TCP}]),
    ),
    "one port in two protocols": (
        pod(ports=[{"containerPort": 53, **TCP}, {"containerPort": 53, **UDP}]),
        pod(ports=[{"containerPort": 53, **UDP}]),
    ),
    "another port of a service": (service({"port": 80}), service({"port": 81})),
    "another protocol of a service's port": (
        service({"port": 80, **TCP}),
        service({"port": 80, **UDP}),
    ),
    "a removed field of a webhook": (
        webhooks({"name": "a"}, {"name": "b", "rules": [{"operations": ["CREATE"]}]}),
        webhooks({"name": "a"}, {"name": "b"}),
    ),
    "rules": (
        role({"verbs": ["get"], "resources": ["pods"]}),
        role({"verbs": ["list"], "resources": ["pods"]}, {"verbs": ["get"]}),
    ),
    "a policy for every pod": (
        policy(podSelector={"matchLabels": LABELS}, ingress=[{}]),
        policy(podSelector={}, ingress=[{"ports": [{"port": 80}]}]),
    ),
    "a removed item of a custom resource's list": (
        custom(containers=[{"name": "a", "x": 1}, {"name": "b"}]),
        custom(containers=[{"name": "b"}]),
    ),
    "a removed field of a custom resource's item": (
        custom(ports=[{"port": 80, "name": "http"}]),
        custom(ports=[{"port": 80}]),
    ),
    "an emptied list of a custom resource": (
        custom(rules=[1], size=1),
        custom(rules=[], size=1),
    ),
    "an item of a custom resource that says nothing": (
        custom(rules=[{"from": []}]),
        custom(rules=[{}]),
    ),
    "a removed mapping of a custom resource": (
        custom(selector={"a": "b"}, size=1),
        custom(size=1),
    ),
}


def named(manifest, name):
    return manifest | {"metadata": manifest["metadata"] | {"name": name}}


@pytest.fixture(scope="module")
def patched(tmp_path_factory):
    """Return what the real kustomize makes of each case's base and patch, by name."""
    cases = [
        (named(base, f"case-{i}"), named(wanted, f"case-{i}"))
        for i, (base, wanted) in enumerate(CASES.values())
    ]
    return kustomized(cases, tmp_path_factory.mktemp("patched"))


def kustomized(cases, folder):
    """Return what kustomize makes of each base and the patch to what is wanted, by name."""
    found = [merge_patch(base, wanted) for base, wanted in cases]
    patches = {f"{i}.yaml": patch for i, patch in enumerate(found) if patch}
    kustomization = {
        "resources": ["base.yaml"],
        "patches": [{"path": path} for path in patches],
    }
    files = {
        "base.yaml": rendered(base for base, _ in cases),
        "kustomization.yaml": rendered([kustomization]),
        **{path: rendered([patch]) for path, patch in patches.items()},
    }
    return {result["metadata"]["name"]: result for result in build(write(files, folder))}


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        pytest.param(f"case-{i}", wanted, id=name)
        for i, (name, (_, wanted)) in enumerate(CASES.items())
    ],
)
def test_kustomize_makes_of_base_and_patch_what_is_wanted(patched, name, wanted):
    assert patched[name] == named(wanted, name)


def test_nothing_is_patched_where_nothing_changed():
    assert merge_patch(pod(env=[A, B]), pod(env=[A, B])) is None


def test_comparing_changes_neither_side():
    before = deepcopy(CASES)
    for base, wanted in CASES.values():
        merge_patch(base, wanted)

    assert before == CASES


def in_pod(base, wanted):
    return merge_patch(base, wanted)["spec"]["template"]["spec"]  # type: ignore[index]


def test_a_patch_says_which_object_it_is_for():
    base = obj("v1", "ConfigMap", data={"a": "1"})

    assert merge_patch(base, obj("v1", "ConfigMap", data={"a": "2"})) == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "app", "namespace": "kubeflow"},
        "data": {"a": "2"},
    }


def test_a_patch_of_an_object_of_the_cluster_names_no_namespace():
    base = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "kubeflow"}}
    wanted = base | {"metadata": {"name": "kubeflow", "labels": {"a": "b"}}}

    assert merge_patch(base, wanted)["metadata"] == {"name": "kubeflow", "labels": {"a": "b"}}  # type: ignore[index]


def test_a_removed_field_is_null():
    assert in_pod(placed(nodeSelector={"zone": "a"}), placed()) == {"nodeSelector": None}


def test_a_list_of_named_things_is_patched_item_by_item():
    assert in_pod(pod(env=[A, B]), pod(env=[A | {"value": "2"}, B])) == {
        "containers": [{"name": "app", "env": [{"name": "A", "value": "2"}]}]
    }


def test_a_removed_variable_is_deleted_by_name():
    assert in_pod(pod(env=[A, B]), pod(env=[B])) == {
        "containers": [{"name": "app", "env": [{"name": "A", "$patch": "delete"}]}]
    }


def test_what_stands_before_a_new_item_is_named_so_that_the_order_is_kept():
    assert in_pod(pod(env=[A]), pod(env=[A, B])) == {
        "containers": [{"name": "app", "env": [{"name": "A"}, B]}]
    }


def test_a_list_of_things_without_names_of_their_own_is_replaced():
    assert in_pod(pod(env=[A, A]), pod(env=[A])) == {
        "containers": [{"name": "app", "env": [{"$patch": "replace"}, A]}]
    }


def test_a_list_of_a_custom_resource_is_written_whole():
    patch = merge_patch(custom(env=[A, B]), custom(env=[A | {"value": "2"}, B]))

    assert patch["spec"] == {"env": [A | {"value": "2"}, B]}  # type: ignore[index]


def test_fails_for_objects_of_different_api_versions():
    base, wanted = obj("policy/v1beta1", "Thing"), obj("policy/v1", "Thing")

    message = "Thing 'app' is 'policy/v1beta1' in the base and 'policy/v1' here; a patch needs"
    with pytest.raises(ValueError, match=message):
        merge_patch(base, wanted)


# No empty names: kustomize takes an empty key for none.
WORDS = st.text("abc", min_size=1, max_size=2)
SCALARS = WORDS | st.integers(0, 3) | st.booleans()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
CUSTOM = st.dictionaries(WORDS, VALUES, max_size=4).map(lambda spec: custom(**spec))


@given(CUSTOM, CUSTOM)
def test_any_object_and_its_patch_make_any_other_of_a_custom_kind(base, wanted):
    patch = merge_patch(base, wanted) or {}

    assert merged(base, patch, keys_of(base)) == wanted


@given(CUSTOM)
def test_no_object_is_patched_to_become_itself(wanted):
    assert merge_patch(wanted, deepcopy(wanted)) is None


VARIABLES = st.lists(
    st.builds(lambda name, value: {"name": name, "value": value}, WORDS, WORDS),
    max_size=3,
    unique_by=lambda variable: variable["name"],
)
MOUNTS = st.lists(
    st.builds(lambda name, path: {"name": name, "mountPath": f"/{path}"}, WORDS, WORDS),
    max_size=3,
    unique_by=lambda mount: mount["mountPath"],
)
PORTS = st.lists(
    st.builds(lambda port: {"containerPort": port}, st.integers(1, 4)),
    max_size=3,
    unique_by=lambda port: port["containerPort"],
)
CONTAINERS = st.lists(
    st.builds(
        lambda name, **lists: container(name, **{k: v for k, v in lists.items() if v}),
        WORDS,
        args=st.lists(WORDS, max_size=2),
        env=VARIABLES,
        ports=PORTS,
        volumeMounts=MOUNTS,
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each["name"],
)
DEPLOYMENTS = st.builds(
    lambda containers, selector: deployment(
        containers, **({"nodeSelector": selector} if selector else {})
    ),
    CONTAINERS,
    st.dictionaries(WORDS, WORDS, max_size=2),
)


# Kustomize is asked about many at a time: starting it takes longer than patching them.
@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(DEPLOYMENTS, DEPLOYMENTS), min_size=10, max_size=20))
def test_kustomize_makes_any_deployment_of_any_other(tmp_path_factory, pairs):
    cases = [
        (named(base, f"case-{i}"), named(wanted, f"case-{i}"))
        for i, (base, wanted) in enumerate(pairs)
    ]
    made = kustomized(cases, tmp_path_factory.mktemp("any"))

    assert made == {wanted["metadata"]["name"]: wanted for _, wanted in cases}
