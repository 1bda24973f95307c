import json

import pytest

from constructs_lib.components.decorator_hook import DecoratorHook
from constructs_lib.config import Resources, WorkloadDefaults
from constructs_lib.scripts import text_of


@pytest.fixture
def hook(chart):
    def _hook(defaults=WorkloadDefaults(), **more):
        return DecoratorHook(
            chart,
            "Hook",
            name="waypoints",
            program="profile_hook.py",
            settings={"waypoint": "waypoint"},
            defaults=defaults,
            **more,
        )

    return _hook


def container_of(find):
    [container] = find("Deployment", "waypoints")["spec"]["template"]["spec"]["containers"]
    return container


def test_ships_the_program_with_its_settings(hook, find):
    hook()
    data = find("ConfigMap", "waypoints")["data"]

    assert data["profile_hook.py"] == text_of("profile_hook.py")
    assert json.loads(data["settings.json"]) == {"waypoint": "waypoint"}


def test_runs_what_it_ships(hook, find):
    hook()
    container = container_of(find)

    assert [*container["command"], *container["args"]] == [
        *("python", "-I", "/hook/profile_hook.py", "/hook/settings.json")
    ]


def test_its_endpoint_is_its_service(hook, find):
    endpoint = hook().endpoint
    [port] = find("Service", "waypoints")["spec"]["ports"]

    assert (endpoint.service, endpoint.port) == ("waypoints", port["port"])


def test_may_ask_the_api_server_nothing(hook, find):
    hook()

    assert find("ServiceAccount", "waypoints")["automountServiceAccountToken"] is False


def test_a_row_of_the_table_replaces_its_resources(hook, find):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    hook(WorkloadDefaults(resources=row))

    assert container_of(find)["resources"]["limits"] == {"cpu": "2", "memory": "2Gi"}


@pytest.mark.parametrize(("injected", "annotation"), [(None, None), (False, "false")])
def test_a_sidecar_is_the_callers_choice(hook, find, injected, annotation):
    hook(injected=injected)
    pod = find("Deployment", "waypoints")["spec"]["template"]["metadata"]

    assert pod.get("annotations", {}).get("sidecar.istio.io/inject") == annotation
