"""A real Argo CD of other names delivers from folders of two repositories, by a parent."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import pytest
import yaml

from constructs_lib import (
    ApplicationSet,
    AppOfApps,
    ArgoCd,
    Config,
    Destination,
    Environment,
    GitRepository,
    IgnoredDifference,
    OwnComponent,
    Patch,
    Platform,
    Profile,
    Retry,
    SourceRevision,
    SyncPolicy,
    Target,
    publish,
)
from constructs_lib.config import RESERVED
from constructs_lib.delivery import application_set_files, goes_to, rendered
from constructs_lib.kube import ConfigMap
from constructs_lib.platform import synthesize

from ...foreign.platform import HELLO
from ..processes import settled, wait_for
from .delivered import Delivery, delivering, play_profile_controller
from .repository import Repository, repository

NAMESPACE: Final = "gitops"
PARENT: Final = "kubeflow-delivery-eu"
TEAM: Final = Profile(name="team", owner="owner@example.com")
REPLICAS: Final = IgnoredDifference(
    group="apps",
    kind="Deployment",
    namespace="kubeflow",
    name="centraldashboard",
    pointers=("/spec/replicas",),
)
ARGO_CD: Final = ArgoCd(
    namespace=NAMESPACE,
    destination=Destination(name="in-cluster"),
    hub=True,
    name="ml",
    project="science",
    labels={"team": "ml"},
    deletion="background",
    ignored=(REPLICAS,),
)
FORBIDDEN: Final = "kube-system"
PATCH: Final = Patch(
    target=Target(kind="Deployment", name="centraldashboard"),
    merge={"spec": {"revisionHistoryLimit": 3}},
)
LABELS: Final = {"corp.example/cost-centre": "42"}

Object = dict[str, Any]


@dataclass(frozen=True)
class Hub:
    """A delivery that is done, and what came of it."""

    delivery: Delivery
    platform: Platform
    applications: dict[str, Object]


def settings(scope: Any, context: Any) -> None:
    """Define what the component has in its own namespace."""
    ConfigMap(scope, "settings", name="settings", data={"host": context.config.host})


APART: Final = OwnComponent(name="apart", build=settings, namespace="apart")


def described(here: Repository, theirs: Repository) -> Platform:
    """Return a small environment whose parts are in folders of two repositories."""
    config = Config(
        host="kubeflow.example.com",
        components=("profiles", "central-dashboard"),
        own=(HELLO, APART),
        patches=(PATCH,),
        labels=LABELS,
    )
    sync = SyncPolicy(retry=Retry(first=timedelta(seconds=2)))
    return Platform(
        environments=(Environment("eu", config, sync=sync, argo_cd=ARGO_CD),),
        profiles=(TEAM,),
        repository=GitRepository(url=here.url, path="clusters/eu"),
        profiles_repository=GitRepository(url=theirs.url, path="people"),
        delivery=AppOfApps(),
    )


def published(platform: Platform, files: dict[str, str], place: GitRepository) -> str:
    """Publish what goes to a repository, as `make publish` does; return the commit."""
    done = publish(
        {path: text for path, text in files.items() if goes_to(platform, place, path)},
        repository=place.url,
        source=SourceRevision("tests"),
        path=place.path,
    )
    assert done.commit
    return done.commit


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    folder = tmp_path_factory.mktemp("hub")
    with delivering(folder, namespace=NAMESPACE) as running:
        yield running


@pytest.fixture(scope="module")
def hub(delivery: Delivery, tmp_path_factory: pytest.TempPathFactory) -> Hub:
    """Publish to both repositories, and apply the parent and nothing else."""
    theirs = repository(tmp_path_factory.mktemp("theirs") / "repository")
    platform = described(delivery.repository, theirs)
    files = dict(synthesize(platform).files)
    profiles = platform.profiles_read_by(platform.environments[0])
    ours, others = (
        published(platform, files, each) for each in (platform.repository, profiles)
    )
    play_profile_controller(delivery.server, TEAM)
    parent = files["kubeflow/delivery/eu.yaml"]
    delivery.server.apply(yaml.load_all(parent, yaml.CSafeLoader))
    revisions = {PARENT: ours, "ml-eu": ours, "ml-profiles-eu": others}
    applications = {name: delivery.wait(name, commit) for name, commit in revisions.items()}
    return Hub(delivery, platform, applications)


def test_the_parent_and_what_it_applies_are_synced_and_healthy(hub):
    said = {
        name: (each["status"]["sync"]["status"], each["status"]["health"]["status"])
        for name, each in hub.applications.items()
    }

    assert said == dict.fromkeys([PARENT, "ml-eu", "ml-profiles-eu"], ("Synced", "Healthy"))


def test_projects_are_called_after_the_environment(hub):
    found = hub.delivery.server.kubectl("get", "appprojects", "-n", NAMESPACE, "-o", "name")
    names = {line.partition("/")[2] for line in found.stdout.split()}

    assert names - {"default"} == {PARENT, "science-eu", "science-profiles-eu"}


def test_what_is_applied_is_there(hub):
    kubectl = hub.delivery.server.kubectl

    assert kubectl("get", "deployment", "centraldashboard", "-n", "kubeflow").stdout
    assert kubectl("get", "profile", TEAM.name).stdout


def test_own_components_are_applied_with_their_route_and_their_namespace(hub):
    kubectl = hub.delivery.server.kubectl

    for found in (
        ("deployment", "hello", "-n", "kubeflow"),
        ("virtualservice", "hello", "-n", "kubeflow"),
        ("authorizationpolicy", "hello", "-n", "kubeflow"),
        ("configmap", "settings", "-n", "apart"),
    ):
        assert kubectl("get", *found, "-o", "name").stdout


def test_patches_and_labels_of_ones_own_reach_the_cluster(hub):
    found = hub.delivery.server.kubectl(
        "get", "deployment", "centraldashboard", "-n", "kubeflow", "-o", "json"
    )
    dashboard = json.loads(found.stdout)

    assert dashboard["spec"]["revisionHistoryLimit"] == 3
    assert dashboard["metadata"]["labels"].items() >= LABELS.items()


def test_what_a_user_ignores_stays_and_all_else_is_undone(hub):
    kubectl = hub.delivery.server.kubectl
    for name in ("centraldashboard", "profiles-deployment"):
        kubectl("scale", "deployment", name, "-n", "kubeflow", "--replicas=3")

    def replicas() -> list[str]:
        names = ("centraldashboard", "profiles-deployment")
        form = "jsonpath={.items[*].spec.replicas}"
        return kubectl(
            "get", "deployment", *names, "-n", "kubeflow", "-o", form
        ).stdout.split()

    assert settled(replicas, ["3", "1"], seconds=60) == ["3", "1"]


def forbidding(name: str, cluster: dict[str, str], url: str) -> list[Object]:
    """Return a project that permits every namespace but one, and an Application into that."""
    places = [{**cluster, "namespace": each} for each in ("*", f"!{FORBIDDEN}")]
    metadata = {"name": name, "namespace": NAMESPACE}
    return [
        {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "AppProject",
            "metadata": metadata,
            "spec": {"sourceRepos": [url], "destinations": places},
        },
        {
            "apiVersion": "argoproj.io/v1alpha1",
            "kind": "Application",
            "metadata": metadata,
            "spec": {
                "project": name,
                "source": {"repoURL": url, "path": "forbidden", "targetRevision": "main"},
                "destination": {**cluster, "namespace": "default"},
            },
        },
    ]


def complaints(delivery: Delivery, name: str) -> str:
    said = delivery.argo.application(name).get("status", {})
    return " ".join(each["message"] for each in said.get("conditions", ()))


def test_a_forbidden_namespace_is_refused_at_a_server_and_not_at_a_name(hub):
    """Hence a project by name lists its namespaces: ArgoProject refuses anything else."""
    assert FORBIDDEN in RESERVED
    delivery, url = hub.delivery, hub.delivery.repository.url
    settings: dict[str, Any] = {"apiVersion": "v1", "kind": "ConfigMap"}
    settings |= {"metadata": {"name": "theirs", "namespace": FORBIDDEN}}
    text = rendered([settings])
    publish({"a.yaml": text}, repository=url, source=SourceRevision("x"), path="forbidden")
    clusters = {
        "by-server": {"server": "https://kubernetes.default.svc"},
        "by-name": {"name": "in-cluster"},
    }
    for name, cluster in clusters.items():
        delivery.server.apply(forbidding(name, cluster, url))

    def compared() -> bool:
        said = [delivery.argo.application(name).get("status", {}) for name in clusters]
        return all("sync" in each for each in said)

    wait_for(compared, "a comparison of both")
    for name in clusters:
        operation = {"operation": {"sync": {"revision": "main"}}}
        command = ("patch", "application", name, "-n", NAMESPACE, "--type=merge")
        delivery.server.kubectl(*command, f"--patch={yaml.dump(operation)}")

    def phases() -> dict[str, str]:
        return {
            name: delivery.argo.application(name)["status"]
            .get("operationState", {})
            .get("phase", "")
            for name in clusters
        }

    wanted = {"by-server": "Failed", "by-name": "Succeeded"}
    assert settled(phases, wanted, seconds=60) == wanted


def test_the_api_server_takes_an_application_set(hub):
    [objects] = application_set_files(ApplicationSet(name="all"), hub.platform).values()

    assert hub.delivery.server.apply(objects) == []


def test_a_deleted_application_takes_what_it_may_and_no_profile(hub):
    """The last test: nothing is left of the platform."""
    kubectl = hub.delivery.server.kubectl
    for name in (PARENT, "ml-eu", "ml-profiles-eu"):
        kubectl("delete", "application", name, "-n", NAMESPACE, "--wait=false")

    def left() -> str:
        names = ("deployment", "-n", "kubeflow", "-o", "name")
        return kubectl("get", *names).stdout + kubectl("get", "profiles", "-o", "name").stdout

    kept = f"profile.kubeflow.org/{TEAM.name}\n"
    assert settled(left, kept, seconds=120) == kept
