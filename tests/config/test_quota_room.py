import re
from typing import Any

import pytest

from constructs_lib.accelerators import Devices, GoogleTpu, Nvidia
from constructs_lib.config import (
    COMPONENTS,
    CORE,
    Ambient,
    Config,
    Environment,
    ModelFormat,
    Models,
    PipelinesSettings,
    Platform,
    Profile,
    ProfileDefaults,
    Quota,
    Resources,
    ServingRuntime,
    Sidecars,
    Waypoints,
)

LABELS = {"app.kubernetes.io/part-of": "kubeflow-profile"}


def platform(quota: dict[str, str], *configs: Config) -> Platform:
    profile = Profile(name="team", owner="ada@example.com", quota=Quota(quota))
    environments = tuple(
        Environment(name, config) for name, config in zip("ab", configs, strict=False)
    )
    return Platform(environments=environments, profiles=(profile,))


@pytest.mark.parametrize(
    ("resource", "enough", "less", "parts"),
    [
        (
            "cpu",
            "160m",
            "159m",
            "waypoint 100m, artifact server 10m, visualization server 50m",
        ),
        ("requests.cpu", "0.16", "150m", "waypoint 100m"),
        ("memory", "398Mi", "397Mi", "waypoint 128Mi, artifact server 70Mi"),
        ("requests.memory", "1Gi", "128Mi", "visualization server 200Mi"),
        ("limits.cpu", "2600m", "2.5", "waypoint 2, artifact server 100m"),
        ("limits.memory", "2548Mi", "2Gi", "waypoint 1Gi, artifact server 500Mi"),
        ("pods", "4", "3", "waypoint 1, artifact server 1, visualization server 1"),
        ("count/pods", "4", "1", "waypoint 1"),
        ("services", "3", "2", "waypoint 1"),
        ("count/services", "3", "1", "waypoint 1"),
    ],
)
def test_a_quota_leaves_room_for_what_every_profile_runs(resource, enough, less, parts):
    assert platform({resource: enough}, Config())
    message = (
        f"quota of profile 'team' allows '{less}' of '{resource}', less than the profile's "
        "own pods in"
    )
    with pytest.raises(ValueError, match=re.escape(message)) as refused:
        platform({resource: less}, Config())
    assert parts in str(refused.value)
    assert str(refused.value).endswith(f"; allow more, or leave '{resource}' out")


@pytest.mark.parametrize("resource", ["pods", "cpu"])
def test_a_quota_of_nothing_stops_a_profile_on_purpose(resource):
    assert platform({resource: "0"}, Config())


@pytest.mark.parametrize(
    ("config", "least"),
    [
        (Config(components=CORE), "100m"),
        (Config(profiles=ProfileDefaults(labels=LABELS)), "100m"),
        (Config(mesh=Sidecars(), components=CORE), "1m"),
        (Config(mesh=Sidecars()), "260m"),
        (
            Config(
                pipelines=PipelinesSettings(
                    resources={
                        "profiles/ui": Resources(
                            cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi"
                        )
                    }
                )
            ),
            "1150m",
        ),
    ],
    ids=[
        "without pipelines",
        "pipelines are not enabled in profiles",
        "sidecars without pipelines",
        "a sidecar beside each server",
        "a row of its own",
    ],
)
def test_what_every_profile_runs_follows_from_the_environment(config: Config, least: Any):
    assert platform({"cpu": least}, config)
    if least != "1m":
        smaller = f"{int(least.removesuffix('m')) - 1}m"
        with pytest.raises(ValueError, match=f"allows '{smaller}' of 'cpu'"):
            platform({"cpu": smaller}, config)


def test_every_environment_is_asked():
    with pytest.raises(ValueError, match="profile's own pods in environment"):
        platform({"pods": "2"}, Config(components=CORE), Config())


def test_fails_for_a_quota_on_compute_where_environments_have_two_meshes():
    message = "profile 'team' has a quota on CPU or memory, whose LimitRange is"
    with pytest.raises(ValueError, match=message):
        platform({"cpu": "9"}, Config(), Config(mesh=Sidecars()))


def test_takes_another_quota_where_environments_have_two_meshes():
    assert platform({"pods": "9"}, Config(), Config(mesh=Sidecars()))


def test_room_is_for_as_many_waypoints_as_there_are_and_of_their_size():
    row = Resources(cpu="1", memory="1Gi", cpu_limit="1", memory_limit="1Gi")
    sized = ProfileDefaults(waypoints=Waypoints(resources=row, replicas=2))
    config = Config(mesh=Ambient(istio="1.26.0"), profiles=sized)

    assert platform({"cpu": "2060m", "pods": "5", "services": "3"}, config)
    with pytest.raises(ValueError, match=r"waypoint 1, waypoint's pod 2 1, artifact server"):
        platform({"cpu": "2"}, config)


@pytest.mark.parametrize(
    ("resource", "enough", "less"),
    [
        ("cpu", "1160m", "1159m"),
        ("memory", "2446Mi", "2Gi"),
        ("limits.memory", "4596Mi", "4Gi"),
        ("pods", "5", "4"),
        ("services", "4", "3"),
        ("count/horizontalpodautoscalers.autoscaling", "1", "500m"),
    ],
)
def test_a_quota_leaves_room_for_one_model_where_models_are_served(resource, enough, less):
    serving = Config(components=(*COMPONENTS, "kserve"))

    assert platform({resource: enough}, serving)
    assert platform({resource: less}, Config())
    with pytest.raises(ValueError, match=f"allows '{less}' of '{resource}'.*one model "):
        platform({resource: less}, serving)


def test_room_is_for_a_model_of_the_smallest_runtime():
    small, large = (
        ServingRuntime(
            name=name,
            image="example.com/server:1",
            formats=(ModelFormat(name=name),),
            resources=Resources(cpu=cpu, memory="1Gi", cpu_limit=cpu, memory_limit="1Gi"),
        )
        for name, cpu in (("small", "500m"), ("large", "8"))
    )
    components = (*COMPONENTS, "kserve")
    config = Config(components=components, models=Models(runtimes=(large, small)))

    assert platform({"cpu": "660m"}, config)
    with pytest.raises(ValueError, match="one model 500m"):
        platform({"cpu": "659m"}, config)


def test_with_sidecars_a_model_has_one_too():
    config = Config(components=(*CORE, "kserve"), mesh=Sidecars())

    assert platform({"cpu": "1100m"}, config)
    with pytest.raises(ValueError, match="one model 1, one model's sidecar 100m"):
        platform({"cpu": "1"}, config)


SLICE = GoogleTpu("v5e", "2x4")


@pytest.mark.parametrize("amount", ["0", "8", "9"])
def test_a_quota_of_devices_lets_a_pod_run_or_none_at_all(amount):
    assert platform({"requests.google.com/tpu": amount}, Config(accelerators=(SLICE,)))


def test_fails_for_a_quota_of_fewer_devices_than_one_pod_requests():
    message = (
        "quota of profile 'team' allows '4' of 'requests.google.com/tpu', below one pod, "
        "which requests 8 at least; allow 8 or more"
    )
    with pytest.raises(ValueError, match=message):
        platform({"requests.google.com/tpu": "4"}, Config(accelerators=(SLICE,)))


def test_the_smaller_of_two_accelerators_of_one_resource_counts():
    small = GoogleTpu("v5e", "1x1")

    assert platform({"requests.google.com/tpu": "1"}, Config(accelerators=(SLICE, small)))


def test_fails_for_a_quota_of_what_no_node_offers():
    quota = Quota(accelerators=(Devices(Nvidia("a100"), 4),))
    profile = Profile(name="team", owner="ada@example.com", quota=quota)
    environment = Environment("a", Config(accelerators=(SLICE,)))

    message = (
        "quota of profile 'team' in environment 'a' names accelerator 'a100', which its "
        "Config does not offer"
    )
    with pytest.raises(ValueError, match=message):
        Platform(environments=(environment,), profiles=(profile,))
