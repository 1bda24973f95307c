import re
from datetime import timedelta

import pytest

from constructs_lib.config import (
    AddedContainer,
    Ambient,
    ClaimFolder,
    Config,
    ConfigMapFiles,
    ConfigMapValue,
    EmptyFolder,
    Environment,
    Platform,
    PodDefault,
    PodField,
    Profile,
    Resources,
    SecretFiles,
    SecretKey,
    Sidecars,
    TenantRules,
    TokenFile,
    Toleration,
)

SMALL = Resources(cpu="10m", memory="32Mi", cpu_limit="100m", memory_limit="64Mi")


def pod_default(**fields):
    return PodDefault(**{"name": "token", "description": "A token"} | fields)


def container(**fields):
    return AddedContainer(**{"name": "proxy", "image": "proxy:1", "resources": SMALL} | fields)


@pytest.mark.parametrize(
    "selector", [{"pool": "gpu"}, {"pool": "True"}, {"a": "true", "b": "true"}]
)
def test_fails_for_a_selector_that_the_form_of_notebooks_cannot_meet(selector):
    message = "selector of PodDefault 'token' must be one label of value 'true', which is what"
    with pytest.raises(ValueError, match=message):
        pod_default(selector=selector)


def test_pods_of_others_are_selected_by_their_own_labels():
    assert pod_default(selector={"app": "trainer"}, for_notebooks=False)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "Token", "PodDefault 'Token' must be lower-case letters"),
        (
            "description",
            "",
            "PodDefault 'token' needs a description, which users see in the form",
        ),
        ("env_from_secrets", ("A_B",), "secret of PodDefault 'token' must be lower-case"),
        ("pull_secrets", ("A_B",), "secret of PodDefault 'token' must be lower-case"),
        ("env_from_config_maps", ("A",), "ConfigMap of PodDefault 'token' must be lower-case"),
        ("service_account", "", "service account of PodDefault 'token' is empty"),
        ("service_account", "waypoint", "PodDefault 'token' would make a pod the profile's"),
        (
            "labels",
            {"gateway.networking.k8s.io/gateway-name": "x"},
            (
                "PodDefault 'token' would make a pod the profile's waypoint, which only Istio "
                "may run"
            ),
        ),
        (
            "volumes",
            (SecretFiles("a", "/a"), ConfigMapFiles("a", "/b")),
            "volume of PodDefault 'token' 'a' is given twice",
        ),
        (
            "volumes",
            (SecretFiles("a", "/a"), ConfigMapFiles("b", "/a")),
            "mount path of PodDefault 'token' '/a' is given twice",
        ),
        (
            "tolerations",
            (Toleration(key="a"), Toleration(key="a", effect="NoExecute")),
            "toleration of PodDefault 'token' for 'a' is given twice",
        ),
        (
            "sidecars",
            (container(), container()),
            "container of PodDefault 'token' 'proxy' is given twice",
        ),
        (
            "sidecars",
            (container(mounts={"data": "/data"}),),
            "mounts 'data', which is not a volume of PodDefault 'token'; its volumes are none",
        ),
    ],
)
def test_fails_for_one_that_cannot_work(field, value, message):
    with pytest.raises(ValueError, match=message):
        pod_default(**{field: value})


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SecretFiles("A", "/a"), "secret of a volume must be lower-case letters"),
        (
            lambda: SecretFiles("a", "etc"),
            "volume 'a' is mounted at 'etc'; a mount path",
        ),
        (lambda: SecretFiles("a", "/a:b"), "'/a:b'; a mount path must look like"),
        (
            lambda: SecretFiles("a", "/a", {"key": "../key"}),
            "file of volume 'a' must be a path below the volume's own, got '../key'",
        ),
        (lambda: ConfigMapFiles("A", "/a"), "ConfigMap of a volume must be lower-case"),
        (lambda: ClaimFolder("A", "/a"), "claim of a volume must be lower-case letters"),
        (
            lambda: ClaimFolder("a", "/a", folder="/b"),
            "folder of volume 'a' must be a path below the volume's own, got '/b'",
        ),
        (lambda: TokenFile("", "/a"), "a token needs an audience such as 'pipelines.kube"),
        (
            lambda: TokenFile("a", "/a", lifetime=timedelta(minutes=9)),
            "lifetime of a token must be 0:10:00 or more and 49710 days at most, got 0:09:00",
        ),
        (lambda: TokenFile("a", "/a", file=""), "file of volume 'token' must be a path below"),
        (lambda: EmptyFolder("A", "/a"), "volume 'A' must be lower-case letters"),
        (lambda: EmptyFolder("a", "/a", size="1 GB"), "size of volume 'a' must be a quantity"),
        (lambda: ConfigMapValue("A", "a"), "ConfigMap of a variable must be lower-case"),
        (lambda: ConfigMapValue("a", "b/c"), "key of ConfigMap 'a' must be letters"),
        (lambda: SecretFiles("a", "/a", {"b/c": "d"}), "key of volume 'a' must be letters"),
        (
            lambda: SecretFiles("a", "/a", {"b": "d", "c": "d"}),
            ("file of volume 'a' 'd' is given twice"),
        ),
        (
            lambda: EmptyFolder("a", "/x/"),
            "volume 'a' is mounted at '/x/'; a mount path",
        ),
        (
            lambda: PodField("metadata.bogus"),
            "status.hostIP, .hostIPs, .podIP and .podIPs, got 'metadata.bogus'",
        ),
        (
            lambda: TokenFile("a", "/a", lifetime=timedelta(days=73000)),
            "49710 days at most",
        ),
        (
            lambda: PodField("namespace"),
            "a variable must refer to the pod's metadata.name, .namespace",
        ),
        (lambda: container(name="A"), "container 'A' must be lower-case letters"),
        (lambda: container(image="proxy"), "image of container 'proxy' must be an image"),
        (
            lambda: container(env={"API_KEY": "hunter2"}),
            "variable 'API_KEY' of container 'proxy' would be in the",
        ),
        (lambda: container(mounts={"a": "b"}), "volume 'a' is mounted at 'b'; a mount path"),
    ],
)
def test_fails_for_a_part_that_cannot_be(make, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        make()


def test_a_value_may_stand_in_a_secret():
    assert pod_default(env={"API_KEY": SecretKey("login", "key")})


def test_volumes_of_one_object_have_names_of_their_own():
    assert pod_default(
        volumes=(SecretFiles("a", "/a"), SecretFiles("a", "/b", {"key": "key"}, name="b"))
    )


def platform(mesh, tenants, **fields):
    """Return a platform with a profile that has a PodDefault."""
    config = Config(mesh=mesh, tenants=tenants)
    profile = Profile(
        name="team", owner="ann@example.com", pod_defaults=(pod_default(**fields),)
    )
    return Platform(environments=(Environment("prod", config),), profiles=(profile,))


OUT = {"istio.io/dataplane-mode": "none"}


@pytest.mark.parametrize("field", ["labels", "annotations"])
def test_fails_for_one_that_takes_pods_out_of_the_mesh(field):
    message = (
        "PodDefault 'token' puts 'istio.io/dataplane-mode' with value 'none' on pods, which "
        "takes"
    )
    with pytest.raises(ValueError, match=message):
        platform(Ambient(), TenantRules(), **{field: OUT})


@pytest.mark.parametrize(
    ("mesh", "tenants"), [(Ambient(), TenantRules(mesh="open")), (Sidecars(), TenantRules())]
)
def test_where_nobody_guards_the_mesh_a_label_is_a_label(mesh, tenants):
    assert platform(mesh, tenants, labels=OUT)


def test_a_label_that_leaves_the_mesh_as_it_is_is_taken():
    stays = {"istio.io/dataplane-mode": "ambient"}

    assert platform(Ambient(), TenantRules(), labels=stays)
