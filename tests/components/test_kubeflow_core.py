"""Every decision of a Config reaches every component that it is about."""

from dataclasses import replace
from tempfile import mkdtemp
from typing import Any

import pytest
from cdk8s import App, Chart

from constructs_lib import (
    AmbientNamespace,
    Config,
    Dashboard,
    Edge,
    Katib,
    KubeflowCore,
    Link,
    PlainHttp,
    Pods,
    Resources,
    Toleration,
    TrainingOperator,
)
from constructs_lib.config import CORE, UPSTREAM, UPSTREAM_CORE
from constructs_lib.kube import Object, objects_of
from tests.environments import CONFIGS, EVERYTHING

ALWAYS = ("kubeflow-roles", "kubeflow-istio-resources", "networkpolicies")
OF_THE_CORE = [name for name in EVERYTHING.components if name in CORE]
ROW = Resources(cpu="2", memory="2Gi", cpu_limit="4", memory_limit="4Gi")

ObjectsByComponent = dict[str, list[Object]]


def core(**given: Config) -> ObjectsByComponent:
    """Return the objects of every component by its name."""
    chart = Chart(App(), "test", namespace="kubeflow")
    by_component = KubeflowCore(chart, "core", **given).parts
    return {name: objects_of(construct) for name, construct in by_component.items()}


def deployment(objects: list[Object]) -> Object:
    """Return a component's one Deployment, beside that of a canary."""
    [found] = [
        obj
        for obj in objects
        if obj["kind"] == "Deployment" and not obj["metadata"]["name"].endswith("-canary")
    ]
    return found


def pod(objects: list[Object]) -> dict[str, Any]:
    """Return the pod of a component's one Deployment."""
    return dict(deployment(objects)["spec"]["template"]["spec"])


def replicas(objects: list[Object]) -> int | None:
    return deployment(objects)["spec"].get("replicas")


@pytest.fixture(scope="module")
def everything() -> ObjectsByComponent:
    return core(config=EVERYTHING)


@pytest.fixture(scope="module")
def hardened() -> ObjectsByComponent:
    return core(config=Config())


@pytest.fixture(scope="module")
def upstream() -> ObjectsByComponent:
    return core(config=UPSTREAM)


@pytest.fixture(scope="module")
def given_a_row() -> ObjectsByComponent:
    return core(config=Config(resources=dict.fromkeys(CORE, ROW)))


@pytest.fixture(scope="module")
def replicated() -> ObjectsByComponent:
    return core(config=CONFIGS["staging"])


def test_is_upstreams_by_default_with_images_that_can_be_pulled():
    assert core() == core(config=UPSTREAM_CORE)


def test_every_component_is_a_part_of_it(hardened):
    assert hardened.keys() == {*ALWAYS, *CORE}


def test_what_is_beside_the_core_is_left_to_others(everything):
    assert {"training-operator", "katib"}.isdisjoint(everything)


def test_only_chosen_components_are_made():
    by_component = core(config=Config(components=("profiles", "central-dashboard")))

    assert by_component.keys() == {*ALWAYS, "profiles", "central-dashboard"}


def test_components_may_be_named_in_any_order(hardened):
    backwards = core(config=Config(components=tuple(reversed(CORE))))

    assert list(backwards) == list(hardened)


@pytest.mark.parametrize("component", CORE)
def test_resources_reach_every_component(given_a_row, component):
    containers = pod(given_a_row[component])["containers"]
    cpu = [c["resources"]["limits"]["cpu"] for c in containers]

    # Two that share a row, a proxy that keeps its own, or one that has the row.
    assert cpu in (["2", "2"], ["4", "500m"], ["4"])


@pytest.mark.parametrize("component", OF_THE_CORE)
def test_taints_are_tolerated_by_every_component(everything, component):
    assert pod(everything[component])["tolerations"] == [
        {"key": "dedicated", "operator": "Equal", "value": "platform", "effect": "NoSchedule"},
        {"key": "spot", "operator": "Exists", "effect": "NoSchedule"},
    ]


@pytest.mark.parametrize("component", OF_THE_CORE)
def test_pull_secrets_reach_every_component(everything, component):
    assert pod(everything[component])["imagePullSecrets"] == [{"name": "mirror-login"}]


@pytest.mark.parametrize("component", OF_THE_CORE)
def test_nodes_are_chosen_for_every_component(everything, component):
    own = component in EVERYTHING.workloads
    labels = {"zone": "a"} if own else {"kubernetes.io/os": "linux"}

    assert pod(everything[component])["nodeSelector"] == labels


@pytest.mark.parametrize("component", OF_THE_CORE)
def test_every_component_runs_as_often_as_it_is_to(everything, component):
    assert replicas(everything[component]) == (1 if component in EVERYTHING.workloads else 3)


@pytest.mark.parametrize("component", OF_THE_CORE)
def test_every_component_comes_from_the_mirror(everything, component):
    images = [container["image"] for container in pod(everything[component])["containers"]]

    assert all(image.startswith(f"{EVERYTHING.registry}/") for image in images)


@pytest.mark.parametrize("component", CORE)
def test_one_pod_at_a_time_is_evicted_where_there_are_several(replicated, component):
    budgets = [
        obj["spec"]["maxUnavailable"]
        for obj in replicated[component]
        if obj["kind"] == "PodDisruptionBudget"
    ]

    assert budgets == [1]


def test_nothing_is_budgeted_where_there_is_one_pod(hardened):
    kinds = [obj["kind"] for objects in hardened.values() for obj in objects]

    assert "PodDisruptionBudget" not in kinds


@pytest.mark.parametrize(
    "component",
    ["notebook-controller", "profiles", "pvcviewer-controller", "tensorboard-controller"],
)
def test_every_controller_elects_one_of_several(replicated, component):
    words = [
        word
        for container in pod(replicated[component])["containers"]
        for word in (*container.get("command", ()), *container.get("args", ()))
    ]

    assert len([word for word in words if "leader" in word]) == 1


@pytest.mark.parametrize(
    "component",
    ["notebook-controller", "pvcviewer-controller", "tensorboard-controller"],
)
def test_every_controller_that_elects_may_hold_a_lease(replicated, component):
    groups = [
        group
        for obj in replicated[component]
        if obj["kind"] == "Role"
        for rule in obj["rules"]
        for group in rule["apiGroups"]
    ]

    assert "coordination.k8s.io" in groups


@pytest.mark.parametrize("component", CORE)
def test_upstreams_components_are_unconfined_as_upstream_left_them(upstream, component):
    contexts = [c.get("securityContext", {}) for c in pod(upstream[component])["containers"]]

    assert all("runAsUser" not in context for context in contexts)


def test_links_lead_to_what_is_installed():
    config = Config(components=("profiles", "central-dashboard"))
    [links] = [
        obj["data"]["links"]
        for obj in core(config=config)["central-dashboard"]
        if obj["metadata"]["name"] == "centraldashboard-config"
    ]

    assert "Notebooks" not in links


def test_fails_for_a_link_to_what_is_not_installed():
    dashboard = Dashboard(menu=(Link("Volumes", "/volumes/", "volumes-web-app"),))

    with pytest.raises(ValueError, match="leads to 'volumes-web-app', which is not installed"):
        KubeflowCore(
            Chart(App(), "test", namespace="kubeflow"),
            "core",
            config=Config(components=("profiles", "central-dashboard"), dashboard=dashboard),
        )


def test_fails_in_a_chart_without_a_namespace():
    with pytest.raises(ValueError, match="chart 'bare' has no namespace"):
        KubeflowCore(Chart(App(), "bare"), "core")


def test_a_component_may_be_placed_apart_from_the_rest():
    config = Config(
        pods=Pods(tolerations=(Toleration(key="spot"),)),
        workloads={"profiles": Pods(tolerations=())},
    )

    assert "tolerations" not in pod(core(config=config)["profiles"])


def test_without_tls_browsers_send_cookies_all_the_same():
    objects = core(config=Config(edge=Edge(tls=PlainHttp())))["jupyter-web-app"]
    values = [obj["data"].get("JWA_APP_SECURE_COOKIES") for obj in objects if "data" in obj]

    assert [value for value in values if value] == ["false"]


def written(config: Config, *beside: str) -> None:
    """Write an app with a core and what is made beside it."""
    app = App(outdir=mkdtemp())
    chart = Chart(app, "test", namespace="kubeflow")
    made = KubeflowCore(chart, "core", config=config)
    if "katib" in beside:
        Katib(chart, "katib", gateway=made.gateway)
    if "training-operator" in beside:
        TrainingOperator(chart, "training-operator")
    app.synth()


BESIDE = ("katib", "training-operator")


def test_is_whole_by_default():
    written(UPSTREAM_CORE)


def test_is_whole_with_what_its_config_installs():
    written(replace(UPSTREAM_CORE, components=(*CORE, *BESIDE)), *BESIDE)


@pytest.mark.parametrize(
    ("config", "missing"),
    [
        (replace(UPSTREAM_CORE, components=(*CORE, *BESIDE)), "katib"),
        (
            Config(),
            "training-operator, katib, pipelines, metacontroller, profile-waypoints, istio",
        ),
    ],
    ids=["one", "all"],
)
def test_says_what_its_config_installs_and_nobody_makes(config, missing):
    message = f"nothing in this app makes {missing}.*, which the config of its core requires"
    with pytest.raises(RuntimeError, match=message):
        written(config, "training-operator" if config.components[-1] != "pipelines" else "")


def test_says_what_is_made_and_its_config_does_not_install():
    message = r"this app makes katib, which Config\(components=…\) of its core does not name"
    with pytest.raises(RuntimeError, match=message):
        written(UPSTREAM_CORE, "katib")


def test_fails_beside_what_is_for_another_mesh():
    chart = Chart(App(), "test", namespace="kubeflow")
    AmbientNamespace(chart, "namespace", name="kubeflow")
    with pytest.raises(ValueError, match=r"is for mesh Sidecars\(\), and 'test/namespace' of"):
        KubeflowCore(chart, "core")
