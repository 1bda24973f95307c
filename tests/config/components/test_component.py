import pytest

from constructs_lib.catalog import ADDED
from constructs_lib.config import Config
from constructs_lib.config.components import (
    COMPONENTS,
    CORE,
    ELSEWHERE,
    IMPLIED,
    INSTALLABLE,
    KATIB,
    LOGIN_SERVERS,
    Component,
    IngressRule,
)
from constructs_lib.releases import RELEASES

EVERY = (*INSTALLABLE, *IMPLIED, *LOGIN_SERVERS, *ELSEWHERE)
APP = {"app": "hello"}
# Programs of our own and tools, which are no component's alone.
SHARED = {"python", "rclone"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"name": "Hello!"}, "policy must be lower-case letters.*; got 'Hello!'"),
        ({"pods": {}}, "pods of policy 'hello' is empty"),
        ({"callers": ()}, "admits nobody; name callers: gateway, profiles, namespace"),
        ({"callers": ("everyone",)}, "unknown caller of policy 'hello' 'everyone'; known are"),
        (
            {"callers": ("cluster.local/x",)},
            "caller of policy 'hello' must be a mesh identity",
        ),
        ({"ports": (0,)}, "port of policy 'hello'"),
        (
            {"callers": ("api-server",)},
            "can name; give it the webhook's port only, and no other caller",
        ),
        (
            {"callers": ("api-server", "gateway"), "ports": (9443,)},
            "can name; give it the webhook's port only, and no other caller",
        ),
    ],
)
def test_fails_for_a_rule_that_cannot_work(given, message):
    with pytest.raises(ValueError, match=message):
        IngressRule(**{"name": "hello", "pods": APP, "callers": ("gateway",), **given})


def test_fails_for_a_name_that_no_file_can_have():
    with pytest.raises(ValueError, match="component 'Hello!' must be lower-case letters"):
        Component(name="Hello!", group="Own")


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_every_image_belongs_to_one_component(release):
    known = {*release.images, *ADDED} - SHARED
    found = sorted(image for each in EVERY for image in each.images if image in known)

    assert found == sorted(known)


def test_every_image_of_a_component_is_one_of_a_release():
    known = {*ADDED, *(image for release in RELEASES for image in release.images)}

    assert {image for each in EVERY for image in each.images} <= known


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_a_release_has_the_folder_of_every_component_of_upstream(release):
    of_upstream = {each.name for each in EVERY if each.upstream}
    everywhere = {each.name for each in EVERY if each.upstream and not each.opt_in}
    known = {each.name for each in EVERY}

    assert everywhere <= release.folders.keys() & known <= of_upstream


def test_no_two_components_have_a_name():
    names = [each.name for each in EVERY]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("release", RELEASES, ids=lambda each: each.name)
def test_no_two_rules_of_a_release_have_a_name(release):
    left_out = {each.name for each in ELSEWHERE} - {*release.guarded}
    known = [each for each in EVERY if each.name not in left_out]
    names = [rule.name for each in known for rule in each.reached_by]

    assert len(set(names)) == len(names)


@pytest.mark.parametrize("component", INSTALLABLE, ids=lambda each: each.name)
def test_what_a_component_needs_arrives_with_it(component):
    assert {*component.needs} <= {each.name for each in INSTALLABLE}


def test_the_core_arrives_first():
    assert COMPONENTS[: len(CORE)] == CORE


def test_a_rule_is_found_by_its_name():
    assert KATIB.rule("katib-ui").callers == ("gateway",)


def test_an_environment_runs_what_its_components_bring_along():
    names = [each.name for each in Config(components=("profiles",)).installed]

    assert names == ["profiles", "metacontroller", "profile-waypoints", "dex", "oauth2-proxy"]
