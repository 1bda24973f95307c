"""What a release calls otherwise is called so in its base, and nothing has the old name."""

import pytest

from constructs_lib import V26_03, V26_03_1
from constructs_lib.base import base_objects
from constructs_lib.config.components import CENTRAL_DASHBOARD, PROFILES
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


def selectors(release):
    return {
        tuple(sorted(obj["spec"]["selector"]["matchLabels"].items()))
        for objects in base_objects(release).values()
        for obj in objects
        if obj["kind"] == "Deployment"
    }


@pytest.mark.slow
@pytest.mark.parametrize("release", RENAMING, ids=lambda each: each.name)
def test_its_base_has_the_new_names_and_none_of_the_old(release):
    objects = [obj for made in base_objects(release).values() for obj in made]
    found = set(names(objects))

    assert sorted(set(release.names.values()) - found) == []
    assert sorted(found & (release.names.keys() - {"centraldashboard"})) == []


@pytest.mark.slow
@pytest.mark.parametrize("release", RENAMING, ids=lambda each: each.name)
def test_every_selector_is_of_a_deployment_of_its_base(release):
    labels = {tuple(sorted(each.items())) for each in release.selectors.values()}

    assert labels <= selectors(release)


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
