"""What a profile is given so that pipelines can run in it."""

import ast
import base64
from typing import Any

import pytest

from constructs_lib.scripts import text_of
from constructs_lib.scripts.pipelines_hook import MalformedRequestError, customize, sync

SETTINGS = {
    "access": {"selector": {"matchLabels": {"access-ml-pipeline": "true"}}},
    "account": "default-editor",
    "artifactServer": {
        "image": "example.com/frontend:1",
        "env": [{"name": "A", "value": "b"}],
    },
    "callers": ["cluster.local/ns/kubeflow/sa/ml-pipeline"],
    "metadata": {"METADATA_GRPC_SERVICE_HOST": "metadata-grpc-service.kubeflow"},
    "pod": {},
    "providers": None,
    "secret": "mlpipeline-minio-artifact",
    "sidecars": True,
    "visualizationServer": {"image": "example.com/visualization:1"},
}
ACCESS = ("PodDefault", "access-ml-pipeline")
POD_DEFAULTS = "PodDefault.kubeflow.org/v1alpha1"
ENVIRONMENT = {"MINIO_ACCESS_KEY": "key", "MINIO_SECRET_KEY": "secret"}
ENABLED = {"pipelines.kubeflow.org/enabled": "true"}


def asked(*, labels=ENABLED, children=None, related=None, **metadata):
    parent = {"metadata": {"name": "alice", "labels": labels, **metadata}}
    return {"parent": parent, "children": children or {}, "related": related or {}}


def children(request=None, environment=ENVIRONMENT, **settings):
    made = sync({**SETTINGS, **settings}, environment, request or asked())["children"]
    return {(each["kind"], each["metadata"]["name"]): each for each in made}


def observed(made):
    """Return children as Metacontroller groups and names them."""
    groups: dict[str, Any] = {}
    for each in made.values():
        group = groups.setdefault(f"{each['kind']}.{each['apiVersion']}", {})
        group[f"alice/{each['metadata']['name']}"] = each
    return groups


def test_a_profile_gets_what_upstreams_does():
    assert set(
        children(environment={**ENVIRONMENT, "KFP_DEFAULT_PIPELINE_ROOT": "s3://a"})
    ) == {
        ("ConfigMap", "kfp-launcher"),
        ("ConfigMap", "metadata-grpc-configmap"),
        ("Deployment", "ml-pipeline-visualizationserver"),
        ("Service", "ml-pipeline-visualizationserver"),
        ("AuthorizationPolicy", "ml-pipeline-visualizationserver"),
        ("DestinationRule", "ml-pipeline-visualizationserver"),
        ("Deployment", "ml-pipeline-ui-artifact"),
        ("Service", "ml-pipeline-ui-artifact"),
        ("Secret", "mlpipeline-minio-artifact"),
        ACCESS,
    }


def test_manifests(snapshot):
    assert children() == snapshot


def pod_default(name, *labels, of="alice"):
    """Return a PodDefault as Metacontroller tells of it."""
    selector = {"matchLabels": dict.fromkeys(labels, "true")}
    obj = {"metadata": {"name": name}, "spec": {"selector": selector}}
    return {POD_DEFAULTS: {f"{of}/{name}": obj}}


def test_it_is_told_of_every_pod_default_of_a_namespace():
    assert customize(SETTINGS, asked()) == {
        "relatedResources": [
            {
                "apiVersion": "kubeflow.org/v1alpha1",
                "resource": "poddefaults",
                "namespace": "alice",
            }
        ]
    }


def test_it_is_told_of_none_where_it_offers_none():
    assert customize({**SETTINGS, "access": None}, asked()) == {"relatedResources": []}


@pytest.mark.parametrize("request_", [{}, {"parent": {}}, {"parent": {"metadata": {}}}])
def test_says_what_it_is_to_be_told_of_no_parent_that_is_none(request_):
    with pytest.raises(MalformedRequestError):
        customize(SETTINGS, request_)


@pytest.mark.parametrize(
    "others",
    [
        pod_default("access-ml-pipeline", "own"),
        pod_default("own", "access-ml-pipeline"),
        pod_default("own", "first", "access-ml-pipeline"),
    ],
)
def test_another_one_of_its_name_or_label_is_left_alone(others):
    assert ACCESS not in children(asked(related=others))


@pytest.mark.parametrize(
    "others", [{}, pod_default("own", "own"), {POD_DEFAULTS: None}, {POD_DEFAULTS: {}}]
)
def test_others_are_no_hindrance(others):
    assert ACCESS in children(asked(related=others))


def test_its_own_is_told_of_too_and_stays():
    own = pod_default("access-ml-pipeline", "access-ml-pipeline")

    assert ACCESS in children(asked(children=own, related=own))


def test_its_own_gives_way_to_another_for_its_label():
    own = pod_default("access-ml-pipeline", "access-ml-pipeline")
    other = pod_default("own", "access-ml-pipeline")
    both = {POD_DEFAULTS: own[POD_DEFAULTS] | other[POD_DEFAULTS]}

    assert ACCESS not in children(asked(children=own, related=both))


def test_nothing_is_offered_where_nobody_wants_it():
    assert ACCESS not in children(access=None)


def test_everything_is_in_the_profiles_namespace():
    assert {each["metadata"]["namespace"] for each in children().values()} == {"alice"}


@pytest.mark.parametrize("labels", [None, {}, {"pipelines.kubeflow.org/enabled": "false"}])
def test_a_namespace_that_is_not_enabled_gets_nothing(labels):
    assert sync(SETTINGS, ENVIRONMENT, asked(labels=labels)) == {"status": {}, "children": []}


def test_a_namespace_that_goes_gets_nothing():
    gone = asked(deletionTimestamp="2026-01-02T03:04:05Z")

    assert sync(SETTINGS, ENVIRONMENT, gone)["children"] == []


def test_without_sidecars_nothing_is_said_to_them():
    assert ("DestinationRule", "ml-pipeline-visualizationserver") not in children(
        sidecars=False
    )


def test_a_root_names_the_profile():
    root = {"KFP_DEFAULT_PIPELINE_ROOT": "minio://b/v2/{namespace}", **ENVIRONMENT}

    assert children(environment=root)["ConfigMap", "kfp-launcher"]["data"] == {
        "defaultPipelineRoot": "minio://b/v2/alice"
    }


def test_without_a_root_the_launcher_keeps_its_own():
    assert ("ConfigMap", "kfp-launcher") not in children()


def test_the_launcher_is_told_of_another_store():
    made = children(providers="s3: {}\n")["ConfigMap", "kfp-launcher"]

    assert made["data"]["providers"] == "s3: {}\n"


def test_the_stores_key_is_given_on():
    data = children()["Secret", "mlpipeline-minio-artifact"]["data"]

    assert base64.b64decode(data["secretkey"]) == b"secret"


def test_profiles_with_keys_of_their_own_get_none():
    assert "Secret" not in {kind for kind, _ in children(environment={}, secret=None)}


def test_pods_run_as_the_runner():
    made = children(account="trainer")["Deployment", "ml-pipeline-ui-artifact"]

    assert made["spec"]["template"]["spec"]["serviceAccountName"] == "trainer"


def test_pods_run_where_they_are_to():
    made = children(pod={"nodeSelector": {"pool": "ml"}})
    servers = [obj for (kind, _), obj in made.items() if kind == "Deployment"]

    assert len(servers) == 2
    assert [obj["spec"]["template"]["spec"]["nodeSelector"] for obj in servers] == [
        {"pool": "ml"}
    ] * 2


def test_sidecars_can_be_switched_off():
    switched = {**ENVIRONMENT, "DISABLE_ISTIO_SIDECAR": "true"}
    made = children(environment=switched)["Deployment", "ml-pipeline-ui-artifact"]

    assert made["spec"]["template"]["metadata"]["annotations"] == {
        "sidecar.istio.io/inject": "false"
    }


def test_a_profile_is_ready_when_all_of_it_is_there():
    answer = sync(SETTINGS, ENVIRONMENT, asked(children=observed(children())))

    assert answer["status"] == {"kubeflow-pipelines-ready": "True"}


@pytest.mark.parametrize("kind", ["Secret.v1", "Service.v1", "Deployment.apps/v1"])
def test_a_profile_is_not_ready_while_something_is_missing(kind):
    there = observed(children())
    there[kind].popitem()

    answer = sync(SETTINGS, ENVIRONMENT, asked(children=there))

    assert answer["status"] == {"kubeflow-pipelines-ready": "False"}


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        ({}, "parent must be an object, got None"),
        ({"parent": [], "children": {}}, r"parent must be an object, got \[\]"),
        ({"parent": {"metadata": {"name": 7}}}, "the parent's name must be a text, got 7"),
        ({**asked(), "children": None}, "children must be an object, got None"),
        ({**asked(), "children": []}, r"children must be an object, got \[\]"),
        (
            asked(children={"Service.v1": ["alice/a", 7]}),
            r"children 'Service.v1' must be an object, got \['alice/a', 7\]",
        ),
        ({**asked(), "related": 7}, "related must be an object, got 7"),
        (
            asked(related={POD_DEFAULTS: {"alice/a": 7}}),
            "a PodDefault must be an object, got 7",
        ),
        (asked(labels=[]), r"the parent's labels must be an object, got \[\]"),
        (asked(labels=""), "the parent's labels must be an object, got ''"),
        (asked(labels={next(iter(ENABLED)): True}), "enabled' must be a text, got True"),
        (asked(deletionTimestamp=[7]), r"the parent's end must be a text, got \[7\]"),
    ],
)
def test_refuses_what_metacontroller_would_not_send(request_, what):
    with pytest.raises(MalformedRequestError, match=what):
        sync(SETTINGS, ENVIRONMENT, request_)


ODD: list[Any] = [
    *(None, True, 0, -1, 1.5, "", "x", "a/b", "\ud800", "x" * 100_000),
    *([], [[]], ["x"], [None], [{"x": 1}, 7], {}, {"x": []}, {"": None}, {"x": {"x": [{}]}}),
]


def oddities(right):
    """Yield what a value becomes where it, or one thing within it, is odd."""
    yield from ODD
    if isinstance(right, dict):
        for key, value in right.items():
            yield from ({**right, key: odd} for odd in oddities(value))


def test_whatever_is_odd_about_a_profile_it_keeps_all_that_it_has_or_nothing_is_said():
    right = asked(children=observed(children()), related=pod_default("own", "own"))
    # No labels mean that a profile is not enabled, and a time that it goes: neither is odd.
    labels = [odd for odd in ODD if odd not in (None, {})]
    times = [odd for odd in ODD if not isinstance(odd, str) or not odd]
    questions = [
        *({**right, "children": odd} for odd in oddities(right["children"])),
        *({**right, "related": odd} for odd in oddities(right["related"])),
        *({**right, "parent": odd} for odd in ODD),
        *({**right, "parent": {"metadata": odd}} for odd in ODD),
        *(asked(name=odd) for odd in ODD),
        *(asked(labels=odd) for odd in labels),
        *(asked(deletionTimestamp=odd) for odd in times),
    ]
    answers = set()
    for question in questions:
        try:
            answers.add(len(sync(SETTINGS, ENVIRONMENT, question)["children"]))
        except MalformedRequestError:
            answers.add("refused")

    assert answers == {"refused", len(children())}


def test_runs_on_upstreams_python():
    ast.parse(text_of("pipelines_hook.py"), feature_version=(3, 7))
