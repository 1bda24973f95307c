from datetime import timedelta
from typing import Any

import pytest

from constructs_lib.components.pod_default_spec import pod_default_spec
from constructs_lib.config import (
    AddedContainer,
    ClaimFolder,
    ConfigMapFiles,
    ConfigMapValue,
    EmptyFolder,
    PodDefault,
    PodField,
    Resources,
    SecretFiles,
    SecretKey,
    TokenFile,
    Toleration,
)
from tests.environments import TEAM

SMALL = Resources(cpu="10m", memory="32Mi", cpu_limit="100m", memory_limit="64Mi")


def spec(**settings: Any) -> dict[str, Any]:
    return pod_default_spec(PodDefault(name="token", description="A token", **settings))


def test_a_complete_one(yaml_snapshot):
    assert [pod_default_spec(TEAM.pod_defaults[0])] == yaml_snapshot


def test_a_complete_one_says_every_field_of_the_kind():
    from constructs_lib.schemas import POD_DEFAULT, schema_of

    assert (
        pod_default_spec(TEAM.pod_defaults[0]).keys()
        == schema_of(POD_DEFAULT.spec)["properties"].keys()
    )


def test_it_is_chosen_by_its_name():
    assert spec()["selector"] == {"matchLabels": {"token": "true"}}


def test_it_may_be_chosen_by_any_label():
    chosen = spec(selector={"example.com/pool": "true"})

    assert chosen["selector"] == {"matchLabels": {"example.com/pool": "true"}}


def test_without_settings_it_says_only_what_it_is_for():
    assert spec().keys() == {"desc", "selector"}


@pytest.mark.parametrize(
    ("settings", "field", "value"),
    [
        ({"env": {"A": "1"}}, "env", [{"name": "A", "value": "1"}]),
        (
            {"env": {"API_KEY": SecretKey("login", "key")}},
            "env",
            [
                {
                    "name": "API_KEY",
                    "valueFrom": {"secretKeyRef": {"name": "login", "key": "key"}},
                }
            ],
        ),
        (
            {"env": {"A": ConfigMapValue("settings", "a")}},
            "env",
            [
                {
                    "name": "A",
                    "valueFrom": {"configMapKeyRef": {"name": "settings", "key": "a"}},
                }
            ],
        ),
        (
            {"env": {"A": PodField("metadata.namespace")}},
            "env",
            [{"name": "A", "valueFrom": {"fieldRef": {"fieldPath": "metadata.namespace"}}}],
        ),
        ({"env_from_secrets": ("x",)}, "envFrom", [{"secretRef": {"name": "x"}}]),
        ({"env_from_config_maps": ("x",)}, "envFrom", [{"configMapRef": {"name": "x"}}]),
        ({"labels": {"a": "b"}}, "labels", {"a": "b"}),
        ({"annotations": {"a": "b"}}, "annotations", {"a": "b"}),
        ({"service_account": "reader"}, "serviceAccountName", "reader"),
        ({"automount_token": False}, "automountServiceAccountToken", False),
        ({"automount_token": True}, "automountServiceAccountToken", True),
        ({"pull_secrets": ("x",)}, "imagePullSecrets", [{"name": "x"}]),
        ({"command": ("a", "b")}, "command", ["a", "b"]),
        ({"args": ("a",)}, "args", ["a"]),
        (
            {"tolerations": (Toleration(key="gpu"),)},
            "tolerations",
            [{"key": "gpu", "operator": "Exists", "effect": "NoSchedule"}],
        ),
    ],
)
def test_it_adds_what_it_is_told_to(settings, field, value):
    assert spec(**settings)[field] == value


@pytest.mark.parametrize(
    ("volume", "source", "mount"),
    [
        (
            SecretFiles("login", "/etc/login"),
            {"secret": {"secretName": "login"}},
            {"name": "login", "mountPath": "/etc/login", "readOnly": True},
        ),
        (
            SecretFiles("login.v1", "/a", {"key": "private/key"}, optional=True),
            {
                "secret": {
                    "secretName": "login.v1",
                    "items": [{"key": "key", "path": "private/key"}],
                    "optional": True,
                }
            },
            {"name": "login-v1", "mountPath": "/a", "readOnly": True},
        ),
        (
            ConfigMapFiles("settings", "/a", name="own"),
            {"configMap": {"name": "settings"}},
            {"name": "own", "mountPath": "/a", "readOnly": True},
        ),
        (
            ClaimFolder("data", "/data"),
            {"persistentVolumeClaim": {"claimName": "data"}},
            {"name": "data", "mountPath": "/data"},
        ),
        (
            ClaimFolder("data", "/data", folder="2026", read_only=True),
            {"persistentVolumeClaim": {"claimName": "data"}},
            {"name": "data", "mountPath": "/data", "subPath": "2026", "readOnly": True},
        ),
        (
            TokenFile("a.example.com", "/a", lifetime=timedelta(hours=1)),
            {
                "projected": {
                    "sources": [
                        {
                            "serviceAccountToken": {
                                "audience": "a.example.com",
                                "expirationSeconds": 3600,
                                "path": "token",
                            }
                        }
                    ]
                }
            },
            {"name": "token", "mountPath": "/a", "readOnly": True},
        ),
        (
            EmptyFolder("scratch", "/scratch"),
            {"emptyDir": {}},
            {"name": "scratch", "mountPath": "/scratch"},
        ),
        (
            EmptyFolder("scratch", "/scratch", size="1Gi", memory=True),
            {"emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}},
            {"name": "scratch", "mountPath": "/scratch"},
        ),
    ],
)
def test_a_volume_and_its_mount_are_one(volume, source, mount):
    told = spec(volumes=(volume,))

    assert told["volumes"] == [{"name": mount["name"], **source}]
    assert told["volumeMounts"] == [mount]


def test_an_added_container_may_do_little_unless_it_is_said():
    proxy = AddedContainer(name="proxy", image="proxy:1", resources=SMALL)
    [told] = spec(sidecars=(proxy,))["sidecars"]

    assert told["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert told["resources"]["limits"] == {"cpu": "100m", "memory": "64Mi"}


def test_an_added_container_may_do_what_its_image_may_where_it_is_said():
    proxy = AddedContainer(name="proxy", image="proxy:1", resources=SMALL, privileges="image")

    assert "securityContext" not in spec(init_containers=(proxy,))["initContainers"][0]
