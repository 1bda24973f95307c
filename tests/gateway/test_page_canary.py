import copy
import re

import pytest

from constructs_lib import (
    ApiServer,
    Config,
    Dashboard,
    Environment,
    Hardening,
    Platform,
)
from constructs_lib.components.central_dashboard import _PATHS
from constructs_lib.config.canary import CANARY_PAGES
from constructs_lib.logs import Charts
from constructs_lib.platform import synthesize
from constructs_lib.rollout import Canary

pytestmark = pytest.mark.slow

IMAGE = "registry.example.com/page:v2"


def made(shown_to):
    canary = Canary(image=IMAGE, groups=("volunteers",), shown_to=shown_to)
    config = Config(canaries=dict.fromkeys(CANARY_PAGES, canary))
    return objects(config)


def objects(config):
    platform = Platform(environments=(Environment("default", config),))
    return synthesize(platform).environments["default"]


@pytest.fixture(scope="module")
def plain():
    return objects(Config())


@pytest.fixture(scope="module")
def volunteers():
    return made("volunteers")


def of(environment, component, kind):
    found = environment[component]
    return {obj["metadata"]["name"]: obj for obj in found if obj["kind"] == kind}


def template(deployment):
    return deployment["spec"]["template"]["spec"]


@pytest.fixture(params=CANARY_PAGES)
def component(request):
    return request.param


def test_a_page_has_a_second_deployment_that_differs_by_its_image_alone(volunteers, component):
    deployments = of(volunteers, component, "Deployment")
    [name] = [name for name in deployments if name.endswith("-canary")]
    old = copy.deepcopy(template(deployments[name.removesuffix("-canary")]))
    new = copy.deepcopy(template(deployments[name]))

    assert new["containers"][0].pop("image") == IMAGE
    old["containers"][0].pop("image")
    assert new == old


def test_a_canary_is_deleted_after_its_route_has_left_it(volunteers, component):
    options = {
        (obj["kind"], obj["metadata"]["name"]): obj["metadata"]
        .get("annotations", {})
        .get("argocd.argoproj.io/sync-options")
        for obj in volunteers[component]
    }
    beside = {key: option for key, option in options.items() if key[1].endswith("-canary")}

    assert {kind for kind, _ in beside} == {"Deployment", "Service", "AuthorizationPolicy"}
    assert set(beside.values()) == {"PruneLast=true"}
    assert {option for key, option in options.items() if key not in beside} == {None}


def test_no_selector_of_the_page_selects_its_canary(volunteers, component):
    deployments = of(volunteers, component, "Deployment")
    [canary] = [each for name, each in deployments.items() if name.endswith("-canary")]
    labels = canary["spec"]["template"]["metadata"]["labels"].items()
    selecting = [
        name
        for kind in ("Service", "AuthorizationPolicy", "PodDisruptionBudget")
        for name, obj in of(volunteers, component, kind).items()
        if (chosen := _selector(obj)) and chosen.items() <= labels
    ]

    assert selecting
    assert [name for name in selecting if not name.endswith("-canary")] == []


def _selector(obj):
    selector = obj["spec"].get("selector", {})
    return selector.get("matchLabels", selector)


def test_nothing_else_of_the_page_changes(plain, volunteers, component):
    before = {(o["kind"], o["metadata"]["name"]): o for o in plain[component]}
    after = {(o["kind"], o["metadata"]["name"]): o for o in volunteers[component]}
    changed = {key for key in before if after[key] != before[key]}

    assert {kind for kind, _ in changed} == {"VirtualService"}
    assert {name for _, name in after.keys() - before.keys()} == {
        name for _, name in after if name.endswith("-canary")
    }


def test_the_default_route_stays_and_comes_last(plain, volunteers, component):
    for name, route in of(plain, component, "VirtualService").items():
        new = of(volunteers, component, "VirtualService")[name]["spec"]["http"]

        assert new[-1] == route["spec"]["http"][-1]


def test_one_word_shows_it_to_everyone_in_place_of_the_old_one(plain, component):
    everyone = made("everyone")
    before, after = (
        {(o["kind"], o["metadata"]["name"]): o for o in each[component]}
        for each in (plain, everyone)
    )
    [changed] = [key for key in before if after[key] != before[key]]

    assert after.keys() == before.keys()
    assert changed[0] == "Deployment"
    assert template(after[changed])["containers"][0]["image"] == IMAGE


def test_another_word_shows_it_to_nobody(plain):
    assert made("nobody") == plain


GUARDED = Config(
    canaries=dict.fromkeys(CANARY_PAGES, Canary(image=IMAGE, groups=("volunteers",))),
    dashboard=Dashboard(charts=Charts(prometheus="https://prometheus.example.com:9090")),
    hardening=Hardening(
        egress="guarded",
        api_server=ApiServer(addresses=("10.0.0.1/32",), port=6443),
        outside={"jupyter-web-app-deployment": (8443,)},
    ),
)


@pytest.fixture(scope="module")
def network():
    """Return the policies of a guarded network, by name."""
    made = objects(GUARDED)
    found = (obj for part in made.values() for obj in part if obj["kind"] == "NetworkPolicy")
    return {obj["metadata"]["name"]: obj["spec"] for obj in found}


WORKLOADS = (
    "centraldashboard",
    "jupyter-web-app-deployment",
    "katib-ui",
    "tensorboards-web-app-deployment",
    "volumes-web-app-deployment",
)


@pytest.mark.parametrize("workload", WORKLOADS)
def test_a_canary_may_connect_to_what_its_page_may(network, workload):
    page, canary = (network[f"{workload}{end}-egress"] for end in ("", "-canary"))

    assert canary["egress"] == page["egress"]


@pytest.mark.parametrize("workload", WORKLOADS)
def test_the_network_lets_only_callers_of_a_page_reach_its_canary(network, workload):
    rule = workload.removesuffix("-deployment")
    page, canary = network[rule], network[f"{rule}-canary"]
    [chosen] = canary["podSelector"]["matchExpressions"]
    labels = network[f"{workload}-canary-egress"]["podSelector"]["matchLabels"]

    assert canary["ingress"] == page["ingress"]
    assert chosen["values"] == [labels[chosen["key"]]]


@pytest.mark.parametrize("path", ["/", "/_/volumes/", "/app.bundle.js", "/manage-users"])
def test_the_dashboards_own_paths_are_its_own(path):
    assert re.fullmatch(_PATHS, path)


@pytest.mark.parametrize(
    "path",
    ["/jupyter/", "/pipeline", "/notebook/team/a/lab", "/dex/auth", "/oauth2/start", "/kfam/"],
)
def test_other_pages_paths_are_not(path):
    assert not re.fullmatch(_PATHS, path)
