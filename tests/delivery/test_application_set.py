import json
from dataclasses import replace

import pytest

from constructs_lib import (
    AddOn,
    ApplicationSet,
    AppOfApps,
    ArgoCd,
    Config,
    Destination,
    Environment,
    GitRepository,
    Platform,
    PlatformPrerequisites,
)
from constructs_lib.delivery.application_set import application_set_files
from constructs_lib.delivery.applications import parent_files
from constructs_lib.platform import synthesize

FEW = Config(components=("profiles",))
OWN = GitRepository(url="https://git.example.com/prod.git", revision="live", path="ml")
PLATFORM = Platform(
    environments=(
        Environment("canary", argo_cd=ArgoCd(hub=True)),
        Environment(
            "prod",
            argo_cd=ArgoCd(hub=True, destination=Destination(name="prod")),
            repository=OWN,
        ),
    ),
    prerequisites=PlatformPrerequisites(add_ons=(AddOn(name="cert-manager"),)),
    delivery=ApplicationSet(),
)


@pytest.fixture(scope="module")
def written():
    """Return the AppProject and the ApplicationSet."""
    [objects] = application_set_files(ApplicationSet(), PLATFORM).values()
    return objects


@pytest.fixture(scope="module")
def made(written):
    """Return what the template says of each environment, as Argo CD fills it in."""
    spec = written[1]["spec"]
    applications = []
    for element in spec["generators"][0]["list"]["elements"]:
        text = json.dumps(spec["template"])
        for name, value in element.items():
            text = text.replace(f"{{{{.{name}}}}}", value)
        applications.append(json.loads(text))
    return applications


def test_manifests_of_an_application_set(written, yaml_snapshot):
    assert written == yaml_snapshot


def test_nothing_of_the_template_is_left_open(made):
    assert "{{" not in json.dumps(made)


def test_a_parent_is_as_an_app_of_apps_has_it(made):
    for application, environment in zip(made, PLATFORM.environments, strict=True):
        [(_, parent)] = parent_files(AppOfApps(), PLATFORM, environment).values()

        assert application["metadata"]["name"] == parent["metadata"]["name"]
        assert application["spec"] == parent["spec"] | {"project": "kubeflow-delivery"}


def test_what_a_template_lacks_is_an_error(written):
    assert written[1]["spec"]["goTemplateOptions"] == ["missingkey=error"]


def test_what_an_environment_applied_stays_when_it_leaves(written):
    assert written[1]["spec"]["syncPolicy"] == {"preserveResourcesOnDeletion": True}


def test_the_project_permits_every_environments_repository(written):
    assert written[0]["spec"]["sourceRepos"] == [PLATFORM.repository.url, OWN.url]


def test_there_is_one_file_for_all_environments():
    few = [replace(each, config=FEW) for each in PLATFORM.environments]
    files = synthesize(Platform(environments=tuple(few), delivery=ApplicationSet()))
    found = {path for path in files.files if path.startswith("kubeflow/delivery/")}

    assert found == {"kubeflow/delivery/applicationset.yaml"}
