"""What a release calls otherwise is called so in its base, and nothing has the old name."""

import subprocess

import pytest
import yaml

from constructs_lib import V26_03, V26_03_1
from constructs_lib.base import base_objects, optional_bases
from constructs_lib.config import optional_in
from constructs_lib.config.components import CENTRAL_DASHBOARD, ELSEWHERE, PROFILES
from constructs_lib.releases import RELEASES

RENAMING = [release for release in RELEASES if release.names]


def names(value):
    """Yield an object's name and those of its containers, ports and webhooks."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("name", "secretName") and isinstance(inner, str):
                yield inner
            else:
                yield from names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from names(inner)


def shipped(release):
    optional = optional_bases((each.name for each in optional_in(release)), release)
    made = (base_objects(release), *optional.values())
    return [obj for each in made for objects in each.values() for obj in objects]


@pytest.mark.slow
@pytest.mark.parametrize("release", RENAMING, ids=lambda each: each.name)
def test_its_base_has_the_new_names_and_none_of_the_old(release):
    found = set(names(shipped(release)))

    assert sorted(set(release.names.values()) - found) == []
    assert sorted(found & (release.names.keys() - {"centraldashboard"})) == []


@pytest.mark.slow
@pytest.mark.parametrize("release", RENAMING, ids=lambda each: each.name)
def test_its_pods_have_the_labels_by_which_they_are_selected(release):
    pods = [
        obj["spec"]["template"]["metadata"]["labels"].items()
        for obj in shipped(release)
        if obj["kind"] == "Deployment"
    ]
    elsewhere = {rule.name for each in ELSEWHERE for rule in each.reached_by}

    lost = [
        name
        for name, labels in release.selectors.items()
        if name not in elsewhere and not any(labels.items() <= each for each in pods)
    ]
    assert lost == []


@pytest.mark.slow
@pytest.mark.parametrize(("release", "found"), [(V26_03, True), (V26_03_1, False)])
def test_the_search_for_the_dashboards_old_names_finds_those_alone(release, found):
    [hazard] = [each for each in V26_03_1.hazards if each.name == "Names of the dashboard"]
    kinds = ("AuthorizationPolicy", "NetworkPolicy")
    policies = [obj for obj in shipped(release) if obj["kind"] in kinds]

    search = hazard.commands[0].partition(" | ")[2]
    text = yaml.safe_dump(policies, sort_keys=False)
    ran = subprocess.run(
        ["sh", "-c", search], input=text, capture_output=True, text=True, check=False
    )

    assert ("centraldashboard" in ran.stdout) is found


def test_what_is_not_renamed_keeps_its_name():
    assert V26_03_1.named("katib-ui") == "katib-ui"
    assert V26_03.named("centraldashboard") == "centraldashboard"


def test_a_component_is_guarded_by_the_name_and_labels_of_the_release():
    [before] = CENTRAL_DASHBOARD.in_release(V26_03).reached_by
    [after] = CENTRAL_DASHBOARD.in_release(V26_03_1).reached_by

    assert (before.name, after.name) == ("centraldashboard", "dashboard")
    assert after.pods["app"] == "kubeflow-dashboard"


def test_metrics_are_read_from_pods_by_the_labels_of_the_release():
    [port] = PROFILES.in_release(V26_03_1).metrics

    assert port.pods["app"] == "profile-controller"
