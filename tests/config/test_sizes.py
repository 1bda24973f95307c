import pytest

from constructs_lib import (
    Autoscaling,
    BundledMySQL,
    Config,
    Edge,
    Hardening,
    Ingress,
    PipelinesSettings,
    Pods,
    Resources,
    Sidecars,
)
from constructs_lib.config import COMPONENTS, CORE
from constructs_lib.config.sizes import HighlyAvailable, Small

OWN = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
BOUNDS = Autoscaling(minimum=4, maximum=5)
HERE = HighlyAvailable(bundled_data="accepted")


def small(**fields):
    return Small().of(Config(**fields))


def available(**fields):
    return HERE.of(Config(**fields))


def test_a_small_platform_requests_a_fifth_and_a_half_and_may_use_as_much():
    assert small().resources["katib"] == Resources(
        cpu="20m", memory="128Mi", cpu_limit="500m", memory_limit="512Mi"
    )


@pytest.mark.parametrize(
    "read",
    [
        lambda config: config.pipelines.resources["api-server"],
        lambda config: config.pipelines.database.resources,
        lambda config: config.pipelines.object_store.resources,
        lambda config: config.experiments.database.resources,
        lambda config: config.edge.ingress.resources,
    ],
)
def test_each_process_of_a_small_platform_requests_less(read):
    less, more = read(small()), read(Config())

    assert (less.cpu, less.cpu_limit) != (more.cpu, more.cpu_limit)
    assert less.cpu_limit == more.cpu_limit


def test_a_small_platform_has_one_pod_of_each():
    assert small().pods.replicas == 1


def test_pods_in_profiles_of_a_small_platform_stay():
    rows = (small().pipelines.resources, Config().pipelines.resources)

    assert [row["profiles/executor"] for row in rows] == [rows[1]["profiles/executor"]] * 2


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        (
            {"resources": {**Config().resources, "katib": OWN}},
            lambda config: config.resources["katib"],
        ),
        (
            {"pipelines": PipelinesSettings(database=BundledMySQL(resources=OWN))},
            lambda config: config.pipelines.database.resources,
        ),
        (
            {"edge": Edge(ingress=Ingress(resources=OWN))},
            lambda config: config.edge.ingress.resources,
        ),
    ],
)
def test_a_row_of_the_config_wins(fields, read):
    assert read(small(**fields)) == OWN


def test_a_number_of_one_component_wins():
    workloads = {"katib": Pods(replicas=2)}

    assert small(workloads=workloads).workload_defaults("katib").pods.replicas == 2
    assert available(workloads={"katib": Pods(replicas=1)}).workloads == {
        "katib": Pods(replicas=1)
    }


def test_a_size_twice_is_the_same():
    assert Small().of(small()) == small()
    assert HERE.of(available()) == available()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"pods": Pods(replicas=2)}, "Config.pods says replicas=2; leave one out"),
        ({"autoscaling": {"katib-ui": BOUNDS}}, "the config has autoscaling; leave one out"),
        ({"edge": Edge(ingress=Ingress(replicas=BOUNDS))}, "the config has autoscaling"),
        ({"resources": {}}, r"resources leaves out .* begin with {..Config\(\).resources"),
        (
            {"pipelines": PipelinesSettings(resources={})},
            r"pipelines.resources leaves out .*{..PipelinesSettings\(\).resources",
        ),
    ],
)
def test_fails_for_what_is_not_small(fields, message):
    with pytest.raises(ValueError, match=message):
        small(**fields)


def test_a_highly_available_platform_has_several_pods_of_each():
    config = HighlyAvailable(replicas=3, bundled_data="accepted").of(Config())

    assert config.pods.replicas == 3
    assert config.autoscaling["ml-pipeline"] == Autoscaling(minimum=3, maximum=9)
    assert config.edge.ingress.replicas == Autoscaling(minimum=3, maximum=9)


def test_a_greater_number_of_the_config_wins():
    assert available(pods=Pods(replicas=5)).pods.replicas == 5


@pytest.mark.parametrize(
    ("fields", "scaled"),
    [
        ({}, {"katib-ui", "ml-pipeline-ui-guard", "jupyter-web-app-deployment"}),
        ({"components": CORE}, {"jupyter-web-app-deployment"}),
        ({"pipelines": PipelinesSettings(page="open")}, {"ml-pipeline-ui", "ml-pipeline"}),
    ],
)
def test_what_is_installed_follows_the_load(fields, scaled):
    assert scaled <= available(**fields).autoscaling.keys()


@pytest.mark.parametrize(
    "fields",
    [
        {"autoscaling": {"ml-pipeline": BOUNDS}},
        {"edge": Edge(ingress=Ingress(replicas=4))},
        {"workloads": {"central-dashboard": Pods(replicas=4)}},
    ],
)
def test_bounds_and_numbers_of_the_config_win(fields):
    config = available(**fields)
    found = {
        "autoscaling": config.autoscaling["ml-pipeline"],
        "edge": config.edge,
        "workloads": config.workloads,
    }
    [(name, given)] = fields.items()

    assert found[name] == (BOUNDS if name == "autoscaling" else given)
    assert name != "workloads" or "centraldashboard" not in config.autoscaling


def test_requests_of_a_highly_available_platform_are_the_defaults():
    assert available().resources == Config().resources


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"pods": Pods(replicas=1)}, "runs 2 pods, and Config.pods says replicas=1"),
        ({"pods": Pods(spread=())}, "Config.pods says spread=..; leave one out"),
        ({"hardening": Hardening(disruption_budgets="none")}, "disruption_budgets='none'"),
    ],
)
def test_fails_for_what_is_not_highly_available(fields, message):
    with pytest.raises(ValueError, match=message):
        available(**fields)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({}, "BundledMySQL and BundledMinIO and KatibDatabase"),
        ({"components": (*CORE, "katib")}, "with KatibDatabase"),
    ],
)
def test_fails_for_data_on_one_volume(fields, named):
    with pytest.raises(ValueError, match=f"{named}.*set bundled_data='accepted'"):
        HighlyAvailable().of(Config(**fields))


def test_fails_for_fewer_pods_than_it_runs():
    three = HighlyAvailable(replicas=3, bundled_data="accepted")

    with pytest.raises(ValueError, match=r"runs 3 pods, and Config\.pods says replicas=2"):
        three.of(Config(pods=Pods(replicas=2)))


def test_data_outside_is_no_reason():
    assert HighlyAvailable().of(Config(components=CORE)).pods.replicas == 2


def test_fails_for_one_pod_that_is_said_to_be_available():
    with pytest.raises(ValueError, match="2 or more, got 1; for one pod of each use Small"):
        HighlyAvailable(replicas=1)


@pytest.mark.parametrize("size", [Small(), HERE])
def test_a_platform_of_sidecars_has_a_size_too(size):
    assert size.of(Config(mesh=Sidecars())).edge == Config(mesh=Sidecars()).edge


@pytest.mark.parametrize("components", [CORE, COMPONENTS, ("admission-webhook",)])
@pytest.mark.parametrize("size", [Small(), HERE])
def test_a_part_of_the_platform_has_a_size_too(size, components):
    assert size.of(Config(components=components)).components == components
