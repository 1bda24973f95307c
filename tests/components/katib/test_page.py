import pytest

from constructs_lib.components.settings import WebAppSettings
from constructs_lib.config import Experiments

NAME = "katib-ui"


@pytest.fixture
def verbs(find):
    """Return what the page may do with a resource."""

    def _verbs(resource: str) -> set[str]:
        rules = find("ClusterRole", NAME)["rules"]
        return {
            verb for rule in rules if resource in rule["resources"] for verb in rule["verbs"]
        }

    return _verbs


def test_only_the_gateway_comes_in(make, find):
    make()
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    assert rule == {
        "from": [
            {
                "source": {
                    "principals": [
                        "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account"
                    ]
                }
            }
        ]
    }


def test_is_served_below_its_path(make, find):
    endpoint = make().endpoint
    [rule] = find("VirtualService", NAME)["spec"]["http"]

    assert rule["match"] == [{"uri": {"prefix": "/katib/"}}]
    assert rule["route"][0]["destination"]["host"] == endpoint.host


def test_reads_namespaces_and_changes_none(make, verbs):
    make()

    assert verbs("namespaces") == {"list"}


def test_changes_templates_in_config_maps(make, verbs):
    make()

    assert verbs("configmaps") == {"get", "list", "create", "update", "delete"}


def test_upstream_lets_it_do_everything_with_namespaces(make, verbs):
    make(experiments=Experiments(page_rights="upstream"))

    assert verbs("namespaces") == verbs("configmaps") == {"*"}


def test_asks_whether_its_user_may(make, env):
    make()

    assert env(NAME, NAME) == {"APP_DISABLE_AUTH": "false"}


def test_knows_its_user_as_the_gateway_tells(make, env):
    make(settings=WebAppSettings(user_header="x-user", user_prefix="accounts:"))

    assert env(NAME, NAME) == {
        "APP_DISABLE_AUTH": "false",
        "USERID_HEADER": "x-user",
        "USERID_PREFIX": "accounts:",
    }
