from dataclasses import replace

import pytest

from constructs_lib import (
    V1_10_2,
    AddOn,
    Config,
    Environment,
    GitRepository,
    Platform,
    PlatformPrerequisites,
)
from constructs_lib.delivery.layout import goes_to, is_read_by

CANARY, STAGING = Environment("canary"), Environment("staging")
ADD_ONS = (AddOn(name="cert-manager"),)
PLATFORM = Platform(
    environments=(CANARY, STAGING), prerequisites=PlatformPrerequisites(add_ons=ADD_ONS)
)


@pytest.mark.parametrize(
    ("path", "readers"),
    [
        ("kubeflow/base/app.yaml", {"canary", "staging"}),
        ("kubeflow/profiles/team.yaml", {"canary", "staging"}),
        ("kubeflow/profiles/staging/team.yaml", {"staging"}),
        ("kubeflow/profiles/staging.yaml", {"canary", "staging"}),
        ("kubeflow/overlays/canary/patches/app.yaml", {"canary"}),
        ("kubeflow/overlays/staging/app.yaml", {"staging"}),
        ("kubeflow/overlays/staging-2/app.yaml", set()),
        ("apps/kubeflow.yaml", {"canary"}),
        ("apps/kubeflow-staging.yaml", {"staging"}),
        ("apps/prerequisites.yaml", {"canary"}),
        ("apps/prerequisites-staging.yaml", {"staging"}),
        ("apps/nginx.yaml", set()),
        ("kubeflow/version.yaml", {"canary", "staging"}),
    ],
)
def test_an_environment_reads_what_is_its_own_and_what_is_shared(path, readers):
    found = {e.name for e in PLATFORM.environments if is_read_by(PLATFORM, e, path)}

    assert found == readers


def test_what_is_read_is_what_is_written(default):
    paths = [path for path in default if not path.startswith("kubeflow/prerequisites/")]
    environment = Environment("default")
    platform = Platform(environments=(environment,))

    assert all(is_read_by(platform, environment, path) for path in paths)


OWN = GitRepository(url="https://git.example.com/production.git")
THEIRS = GitRepository(url="https://git.example.com/profiles.git")
SPLIT = replace(
    PLATFORM,
    environments=(CANARY, Environment("production", repository=OWN)),
    profiles_repository=THEIRS,
)


@pytest.mark.parametrize(
    ("path", "places"),
    [
        ("kubeflow/base/app.yaml", [SPLIT.repository, OWN]),
        ("kubeflow/profiles/team.yaml", [THEIRS]),
        ("kubeflow/profiles/production/team.yaml", [THEIRS]),
        ("kubeflow/overlays/canary/app.yaml", [SPLIT.repository]),
        ("kubeflow/overlays/production/app.yaml", [OWN]),
        ("kubeflow/prerequisites/production/gateway.yaml", [OWN]),
        ("kubeflow/delivery/production.yaml", [OWN]),
        ("apps/kubeflow.yaml", [SPLIT.repository]),
        ("apps/kubeflow-production.yaml", [OWN]),
        ("apps/prerequisites-production.yaml", [OWN]),
    ],
)
def test_a_file_goes_where_it_is_read(path, places):
    known = (SPLIT.repository, OWN, THEIRS)

    assert [place for place in known if goes_to(SPLIT, place, path)] == places


@pytest.mark.parametrize("path", ["kubeflow/profiles/team.yaml", "kubeflow/base/app.yaml"])
def test_profiles_without_a_repository_of_their_own_go_where_environments_do(path):
    platform = replace(SPLIT, profiles_repository=None)

    assert goes_to(platform, OWN, path)
    assert goes_to(platform, platform.repository, path)


AHEAD = Environment("ahead", Config(release=V1_10_2), repository=OWN)
TWO_RELEASES = replace(PLATFORM, environments=(CANARY, AHEAD), prerequisites=None)


@pytest.mark.parametrize(
    ("path", "reader", "place"),
    [
        ("kubeflow/base/app.yaml", CANARY, TWO_RELEASES.repository),
        ("kubeflow/bases/v1.10.2/app.yaml", AHEAD, OWN),
        ("kubeflow/bases/v1.10.2/kserve/app.yaml", AHEAD, OWN),
    ],
)
def test_a_base_is_read_and_published_where_its_release_runs(path, reader, place):
    environments, places = TWO_RELEASES.environments, (TWO_RELEASES.repository, OWN)

    assert [e for e in environments if is_read_by(TWO_RELEASES, e, path)] == [reader]
    assert [each for each in places if goes_to(TWO_RELEASES, each, path)] == [place]


def test_an_environments_own_profiles_go_where_it_does():
    platform = replace(SPLIT, profiles_repository=None)
    own = "kubeflow/profiles/production/team.yaml"

    assert goes_to(platform, OWN, own)
    assert not goes_to(platform, platform.repository, own)


@pytest.mark.parametrize(
    "path", ["kubeflow/profiles/team.yaml", "kubeflow/profiles/canary/team.yaml"]
)
def test_profiles_elsewhere_are_not_read_where_the_environment_is(path):
    assert not is_read_by(SPLIT, CANARY, path)
