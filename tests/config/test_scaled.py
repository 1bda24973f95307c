import pytest

from constructs_lib import V1_9_1, Autoscaling, Config, PipelinesSettings, Pods, Resources
from constructs_lib.arguments import ArgumentError
from constructs_lib.config import COMPONENTS, optional_in
from constructs_lib.config.components import KNOWN
from constructs_lib.config.scaled import FIXED, SCALABLE

BOUNDS = Autoscaling(maximum=4)
GATEWAY = {"istio-ingressgateway"}


@pytest.mark.parametrize("name", ["default", "staging", "everything"])
def test_of_every_workload_it_is_known_whether_it_can_follow_the_load(synthesis, name):
    own = {"hello"}
    made = {
        each["metadata"]["name"]
        for objects in synthesis.environments[name].values()
        for each in objects
        if each["kind"] in ("Deployment", "StatefulSet")
    }

    canaries = {f"{name}-canary" for name in SCALABLE}
    known = SCALABLE.keys() | FIXED.keys() | GATEWAY | own | canaries

    assert made - known == set()


def test_no_workload_both_can_and_cannot():
    assert SCALABLE.keys() & FIXED.keys() == set()


def test_every_workload_is_of_a_component():
    components = {*SCALABLE.values(), *(component for component, _ in FIXED.values())}

    assert components - KNOWN == set()


def every(**fields):
    """Return a config with every component of its release."""
    more = (each.name for each in optional_in(V1_9_1))
    return Config(components=(*COMPONENTS, *more), **fields)


@pytest.mark.parametrize("name", sorted(SCALABLE))
def test_each_page_and_the_api_of_pipelines_can_follow_the_load(name):
    resources = {
        component: Resources(cpu="1", memory="1Gi", cpu_limit="1", memory_limit="1Gi")
        for component in SCALABLE.values()
        if component != "pipelines"
    }

    assert every(autoscaling={name: BOUNDS}, resources=resources).autoscaling


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("mysql", "two pods would write to one volume"),
        ("katib-mysql", "two pods would write to one volume"),
        ("minio", "two pods would write to one volume"),
        ("workflow-controller", "only the elected one of its pods works"),
        ("notebook-controller-deployment", "only the elected one of its pods works"),
        ("ml-pipeline-persistenceagent", "it elects no leader"),
        ("metacontroller", "it elects no leader"),
        ("oauth2-proxy", r"set a number, Config.workloads={'oauth2-proxy': Pods.replicas=2"),
        ("istio-ingressgateway", "scaled elsewhere: set Edge.ingress=Ingress.replicas="),
        ("waypoint", "scaled elsewhere: set ProfileDefaults.waypoints="),
        ("jupyter-web-app", "unknown workload 'jupyter-web-app' in autoscaling; .* katib-ui"),
    ],
)
def test_fails_for_a_workload_that_gains_nothing_by_another_pod(name, reason):
    with pytest.raises(ValueError, match=reason):
        Config(autoscaling={name: BOUNDS})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"components": ("admission-webhook",)}, "no effect without component 'katib'"),
        ({"resources": {}}, "its container requests none; add resources={'katib'"),
    ],
)
def test_fails_for_a_workload_that_is_not_there_or_requests_no_cpu(fields, message):
    with pytest.raises(ValueError, match=message):
        Config(autoscaling={"katib-ui": BOUNDS}, **fields)


def test_fails_for_the_guard_of_a_page_without_one():
    settings = PipelinesSettings(page="open")
    with pytest.raises(ValueError, match="has no guard; leave it out, or set page='guarded'"):
        Config(autoscaling={"ml-pipeline-ui-guard": BOUNDS}, pipelines=settings)


def test_fails_for_a_number_and_bounds_of_one_workload():
    with pytest.raises(ValueError, match="both set the number of its pods; leave one out"):
        Config(
            autoscaling={"centraldashboard": BOUNDS},
            workloads={"central-dashboard": Pods(replicas=2)},
        )


def test_a_number_for_every_component_is_for_the_others():
    config = Config(
        autoscaling={"centraldashboard": BOUNDS, "ml-pipeline": BOUNDS},
        pods=Pods(replicas=2),
        workloads={"pipelines": Pods(replicas=3)},
    )

    assert config.workload_defaults("pipelines").pods.replicas == 3


@pytest.mark.parametrize("wrong", [{"katib-ui": 2}, ["katib-ui"], {"katib-ui": None}])
def test_fails_for_what_are_no_bounds(wrong):
    with pytest.raises(ArgumentError, match="Config: autoscaling"):
        Config(autoscaling=wrong)
