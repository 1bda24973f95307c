from typing import Any

import pytest

from constructs_lib import Ambient, Machine, Profile
from constructs_lib.components.profile_models import ProfileModels
from constructs_lib.scripts.profile_hook import Settings, mirror
from constructs_lib.serving import ModelCaller, ModelVolume

BOB = "bob@example.com"
RUNNER = Machine("system:serviceaccount:ci:runner")


@pytest.fixture
def make(chart):
    def _make(user_prefix: str = "", **fields: Any) -> ProfileModels:
        return ProfileModels(
            chart,
            "Models",
            profile=Profile(name="team", owner="ada@example.com", **fields),
            mesh=Ambient(),
            user_prefix=user_prefix,
        )

    return _make


def test_manifests(make, manifests, yaml_snapshot):
    make(
        model_volume=ModelVolume(size="20Gi", storage_class="shared"),
        model_callers=(ModelCaller(user=BOB, models=("iris",)),),
        public_models=("wine",),
    )

    assert manifests() == yaml_snapshot


def test_a_profile_that_wants_nothing_of_models_has_nothing(make, chart):
    make()

    assert chart.to_json() == []


def test_callers_of_one_model_are_in_one_policy(make, chart):
    make(
        model_callers=(
            ModelCaller(user=BOB, models=("iris", "wine")),
            ModelCaller(user=RUNNER, models=("iris",)),
        )
    )
    values = {
        obj["metadata"]["name"]: obj["spec"]["rules"][0]["when"][0]["values"]
        for obj in chart.to_json()
    }

    assert values == {"model-iris": [BOB, RUNNER.user], "model-wine": [BOB]}


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"model_callers": (ModelCaller(user=BOB, models=("iris",)),)}, f"accounts:{BOB}"),
        ({"public_models": ("iris",)}, "accounts:*"),
    ],
    ids=["caller", "public"],
)
def test_a_caller_is_known_by_the_environments_prefix(make, find, fields, value):
    make(user_prefix="accounts:", **fields)
    [rule] = find("AuthorizationPolicy", "model-iris")["spec"]["rules"]

    assert rule["when"][0]["values"] == [value]


def test_the_gateway_alone_brings_callers(make, find):
    """Members come by the page of Pipelines too, which has nothing to do with models."""
    make(public_models=("iris",))
    [rule] = find("AuthorizationPolicy", "model-iris")["spec"]["rules"]

    assert rule["from"] == [
        {
            "source": {
                "principals": [
                    "cluster.local/ns/kubeflow/sa/istio-ingressgateway-service-account"
                ]
            }
        }
    ]


@pytest.mark.parametrize(
    ("path", "open_"),
    [
        ("/v1/models/iris", True),
        ("/v1/models/iris:predict", True),
        ("/v1/models/iris/versions/1:predict", True),
        ("/v2/models/iris/infer", True),
        ("/v1/models/iris2:predict", False),
        ("/v1/models", False),
        ("/v2/repository/models/iris/unload", False),
        ("/openai/v1/completions", False),
    ],
)
def test_the_paths_of_one_model_are_open(make, find, path, open_):
    make(public_models=("iris",))
    [rule] = find("AuthorizationPolicy", "model-iris")["spec"]["rules"]
    paths = rule["to"][0]["operation"]["paths"]

    assert any(path == each or _begins(path, each) for each in paths) is open_


def _begins(path: str, pattern: str) -> bool:
    return pattern.endswith("*") and path.startswith(pattern.removesuffix("*"))


def test_the_hook_of_waypoints_leaves_these_policies_alone(make, find):
    make(public_models=("iris",))
    policy = find("AuthorizationPolicy", "model-iris")
    request: dict[str, Any] = {"attachments": {"AuthorizationPolicy.security.istio.io/v1": {}}}

    assert mirror(Settings("waypoint"), request | {"object": policy}) == []


def test_argo_cd_never_deletes_the_models(make, find):
    make(model_volume=ModelVolume(size="20Gi"))

    annotations = find("PersistentVolumeClaim", "models")["metadata"]["annotations"]
    assert annotations["argocd.argoproj.io/sync-options"] == "Prune=false"


@pytest.mark.parametrize("access", ["ReadWriteMany", "ReadWriteOnce"])
def test_a_claim_is_written_by_as_many_nodes_as_chosen(make, find, access):
    make(model_volume=ModelVolume(size="20Gi", access=access))

    assert find("PersistentVolumeClaim", "models")["spec"]["accessModes"] == [access]
