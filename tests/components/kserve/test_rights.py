import pytest

from constructs_lib.config import Models

from .conftest import AS_UPSTREAM, OF_0_15, OF_0_16


@pytest.fixture
def verbs(find):
    """Return what the controller may do with a resource in every namespace."""

    def _verbs(resource):
        rules = find("ClusterRole", "kserve-manager-role")["rules"]
        return {
            verb for rule in rules if resource in rule["resources"] for verb in rule["verbs"]
        }

    return _verbs


def test_the_controller_reads_secrets_one_by_one_and_writes_none(make, verbs):
    make()

    assert verbs("secrets") == {"get"}


@pytest.mark.parametrize(
    "resource",
    [
        "configmaps",
        "ingresses",
        "mutatingwebhookconfigurations",
        "namespaces",
        "validatingwebhookconfigurations",
        "virtualservices",
    ],
)
def test_the_controller_has_no_rights_for(make, verbs, resource):
    make()

    assert verbs(resource) == set()


@pytest.mark.parametrize(
    ("resource", "wanted"),
    [
        ("deployments", {"get", "list", "watch", "create", "update"}),
        ("services", {"get", "list", "watch", "create", "update"}),
        (
            "horizontalpodautoscalers",
            {"get", "list", "watch", "create", "update", "delete"},
        ),
        ("inferenceservices/status", {"update"}),
        ("clusterservingruntimes", {"get", "list", "watch"}),
    ],
)
def test_the_controller_does_what_raw_mode_needs(make, verbs, resource, wanted):
    make()

    assert verbs(resource) == wanted


def test_in_its_namespace_it_reads_its_own_settings_alone(make, find):
    make()
    rules = find("Role", "kserve-leader-election-role")["rules"]

    assert [rule for rule in rules if "configmaps" in rule["resources"]] == [
        {
            "apiGroups": [""],
            "resources": ["configmaps"],
            "resourceNames": ["inferenceservice-config"],
            "verbs": ["get"],
        }
    ]


def test_upstream_lets_it_write_every_secret(make, verbs):
    make(models=AS_UPSTREAM)

    assert "update" in verbs("secrets")


def test_raw_mode_may_have_upstreams_rights(make, verbs):
    make(models=Models(controller_rights="upstream"))

    assert "create" in verbs("configmaps")


@pytest.mark.parametrize(
    ("resource", "wanted"),
    [
        ("deployments", {"get", "list", "watch", "create", "update", "patch"}),
        ("services", {"get", "list", "watch", "create", "update", "delete"}),
        ("ingresses", {"get", "list", "watch"}),
        ("localmodelcaches", {"get", "list", "watch"}),
        ("scaledobjects", {"get", "list", "watch", "create", "update"}),
    ],
)
def test_since_0_15_raw_mode_needs_more(make, verbs, resource, wanted):
    make(defaults=OF_0_15)

    assert verbs(resource) == wanted


@pytest.mark.parametrize("models", [Models(exposure=None), AS_UPSTREAM], ids=["own", "theirs"])
def test_since_0_15_no_secret_is_written(make, verbs, models):
    make(models=models, defaults=OF_0_15)

    assert verbs("secrets") == {"get"}


@pytest.mark.parametrize(
    ("defaults", "may"), [(OF_0_15, False), (OF_0_16, True)], ids=["0.15", "0.16"]
)
def test_the_controller_deletes_what_serves_a_stopped_model_since_0_16(
    make, verbs, defaults, may
):
    make(defaults=defaults)

    assert ("delete" in verbs("deployments")) is may
