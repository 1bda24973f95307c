"""A real Argo CD follows the repository: what it applies, in what order, what it undoes."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

import pytest

from constructs_lib.config import SAMPLE_PROFILE
from tests.kustomize import build

from ..api_server import ApiServer
from ..processes import settled, wait_for
from .delivered import (
    TEAM,
    Delivery,
    delivering,
    play_injector,
    play_profile_controller,
    reduced,
    whole,
)

WAVE: Final = "argocd.argoproj.io/sync-wave"
HOOK: Final = "argocd.argoproj.io/hook"
OVERLAY: Final = "kubeflow/overlays/default"
DASHBOARD: Final = "kubeflow/base/central-dashboard.yaml"
DEFINITION: Final = "CustomResourceDefinition"
PROFILES: Final = "kubeflow/profiles"
# Upstream writes a namespace on some of these.
EVERYWHERE: Final = frozenset({"CompositeController", "DecoratorController"})
POLICY: Final = ("authorizationpolicies.security.istio.io", "default-deny")

Object = dict[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class First:
    """The first time that everything was applied: what was wanted, and what then was there.

    failed: the first operation of the profiles, before their namespaces were there.
    """

    delivery: Delivery
    platform: Object
    failed: Object
    profiles: Object
    wanted: dict[Key, Object]
    live: dict[Key, Object]
    of_platform: set[Key]


@dataclass(frozen=True)
class Second:
    """What is wanted without Katib and a profile, what was there before, and what then is."""

    wanted: set[Key]
    before: dict[Key, Object]
    live: dict[Key, Object]


def key(obj: Object) -> Key:
    """Return what tells an object from others; where no namespace counts, none is named."""
    metadata = obj["metadata"]
    namespace = "" if obj["kind"] in EVERYWHERE else metadata.get("namespace", "")
    return obj["kind"], namespace, metadata["name"]


def manifests(delivery: Delivery, folder: str) -> dict[Key, Object]:
    """Return what the repository wants by one of its folders."""
    return {key(obj): obj for obj in build(delivery.repository.clone / folder)}


def live(server: ApiServer, objects: Mapping[Key, Object]) -> dict[Key, Object]:
    """Return those of some objects that are there."""
    named = [
        {"apiVersion": obj["apiVersion"], "kind": obj["kind"], "metadata": obj["metadata"]}
        for obj in objects.values()
    ]
    asked = json.dumps({"apiVersion": "v1", "kind": "List", "items": named})
    command = ("get", "--ignore-not-found", "-o", "json", "-f", "-")
    found = json.loads(server.kubectl(*command, input=asked).stdout)
    return {key(obj): obj for obj in found["items"]}


def uids(objects: Mapping[Key, Object], names: Iterable[Key]) -> dict[Key, str | None]:
    return {
        name: objects[name]["metadata"]["uid"] if name in objects else None for name in names
    }


def generations(server: ApiServer) -> dict[str, tuple[str, int]]:
    """Return what tells whether a Deployment was made anew or changed."""
    found = server.read("/apis/apps/v1/deployments")["items"]
    return {
        obj["metadata"]["name"]: (obj["metadata"]["uid"], obj["metadata"]["generation"])
        for obj in found
    }


def out_of_sync(application: Mapping[str, Any]) -> list[str]:
    return [
        f"{resource['kind']} {resource['name']}"
        for resource in application["status"]["resources"]
        if not resource.get("hook") and resource["status"] != "Synced"
    ]


def operation(application: Mapping[str, Any]) -> dict[str, Any]:
    """Return what came of the last sync, if there was one."""
    done: dict[str, Any] = application.get("status", {}).get("operationState", {})
    return done


def hooks(first: First) -> set[Key]:
    """Return what Argo CD makes anew for each sync, and deletes."""
    return {
        name
        for name, obj in first.wanted.items()
        if HOOK in obj["metadata"].get("annotations", {})
    }


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Delivery]:
    with delivering(tmp_path_factory.mktemp("delivery")) as running:
        yield running


@pytest.fixture(scope="module")
def first(delivery: Delivery) -> First:
    """Publish two profiles beside the default environment, and wait for all of it.

    Nobody makes the profiles' namespaces until Argo CD has failed without them.
    """
    revision = delivery.publish(whole(delivery.repository), "kubeflow")
    platform = delivery.wait("kubeflow", revision)
    delivery.hand_over("kubeflow-profiles")

    failed: Object = {}

    def tried_again() -> bool:
        failed.update(operation(delivery.argo.application("kubeflow-profiles")))
        return failed.get("retryCount", 0) > 0

    wait_for(tried_again, "another try to apply profiles without their namespaces")
    play_profile_controller(delivery.server, SAMPLE_PROFILE, TEAM)
    profiles = delivery.wait("kubeflow-profiles", revision)
    play_injector(delivery.server, build(delivery.repository.clone / OVERLAY))
    of_platform = manifests(delivery, OVERLAY)
    wanted = of_platform | manifests(delivery, PROFILES)
    found = live(delivery.server, wanted)
    return First(delivery, platform, failed, profiles, wanted, found, set(of_platform))


@pytest.fixture(scope="module")
def second(first: First) -> Second:
    """Publish without Katib and without a profile."""
    delivery = first.delivery
    before = live(delivery.server, first.wanted)
    revision = delivery.publish(reduced(delivery.repository))
    delivery.wait("kubeflow", revision)
    wanted = manifests(delivery, OVERLAY) | manifests(delivery, PROFILES)
    return Second(set(wanted), before, live(delivery.server, first.wanted))


def test_both_applications_are_synced_and_healthy(first):
    said = [first.platform["status"], first.profiles["status"]]

    assert [(each["sync"]["status"], each["health"]["status"]) for each in said] == [
        ("Synced", "Healthy"),
        ("Synced", "Healthy"),
    ]


def test_everything_that_is_wanted_is_there(first):
    assert set(first.live) - hooks(first) == set(first.wanted) - hooks(first)


def test_jobs_run_before_the_sync_within_it_and_after_it(first):
    done = operation(first.platform)["syncResult"]["resources"]
    jobs = {
        each["name"]: (each["hookType"], each["hookPhase"])
        for each in done
        if each["kind"] == "Job"
    }

    assert jobs == {
        "check-prerequisites": ("PreSync", "Succeeded"),
        "generate-secrets": ("Sync", "Succeeded"),
        "smoke-test": ("PostSync", "Succeeded"),
    }


def test_what_cannot_be_applied_yet_is_tried_again(first):
    assert first.failed["retryCount"] > 0
    assert TEAM.name in first.failed["message"]
    assert operation(first.profiles)["phase"] == "Succeeded"


def test_a_wave_begins_when_the_one_before_is_done(first):
    made: dict[int, list[str]] = {}
    for name, obj in first.live.items():
        annotations = first.wanted[name]["metadata"].get("annotations", {})
        if name in first.of_platform and HOOK not in annotations:
            wave = annotations.get(WAVE, "0")
            made.setdefault(int(wave), []).append(obj["metadata"]["creationTimestamp"])
    pairs = list(combinations(sorted(made), 2))

    assert len(pairs) > 0
    assert [(a, b) for a, b in pairs if max(made[a]) >= min(made[b])] == []


def test_nothing_drifts(first):
    delivery = first.delivery
    before = operation(delivery.argo.application("kubeflow"))["startedAt"]
    compared = [delivery.argo.refresh(name) for name in ("kubeflow", "kubeflow-profiles")]
    time.sleep(10)
    after = operation(delivery.argo.application("kubeflow"))["startedAt"]

    assert [out_of_sync(each) for each in compared] == [[], []]
    assert after == before


def test_changes_by_hand_are_undone(first):
    server = first.delivery.server
    deployment = ("deployment", "centraldashboard", "-n", "kubeflow")
    image = ("-o", "jsonpath={.spec.template.spec.containers[0].image}")
    shipped = server.kubectl("get", *deployment, *image).stdout
    server.kubectl("delete", *POLICY, "-n", "kubeflow")
    server.kubectl(
        "set", "image", *deployment[:1], "centraldashboard", "*=other", *deployment[2:]
    )

    def state() -> tuple[str, bool]:
        policy = server.kubectl("get", *POLICY, "-n", "kubeflow", check=False)
        return server.kubectl("get", *deployment, *image).stdout, policy.returncode == 0

    assert settled(state, (shipped, True), seconds=60) == (shipped, True)


def test_argo_cd_does_not_see_what_is_added_beside_what_is_wanted(first):
    delivery = first.delivery
    dashboard = ("deployment/centraldashboard", "-n", "kubeflow")
    delivery.server.kubectl("set", "env", *dashboard, "ADDED=1")
    try:
        compared = delivery.argo.refresh("kubeflow")

        assert out_of_sync(compared) == []
    finally:
        delivery.server.kubectl("set", "env", *dashboard, "ADDED-")


@pytest.mark.parametrize(
    ("path", "change", "named"),
    [
        (DASHBOARD, ("kind: Deployment", "kind: [Deployment"), "central-dashboard.yaml"),
        (f"{OVERLAY}/kustomization.yaml", ("- ../../base", "- ../../nowhere"), "nowhere"),
        (DASHBOARD, ("  replicas: 1", "  replikas: 1"), ".spec.replikas"),
        (DASHBOARD, ("  replicas: 1", "  replicas: -1"), 'Deployment.apps "centraldashboard"'),
    ],
    ids=[
        "no YAML",
        "a kustomization that leads nowhere",
        "an unknown field",
        "a value that is refused",
    ],
)
def test_what_is_broken_changes_nothing_and_is_named(first, path, change, named):
    delivery = first.delivery
    before = generations(delivery.server)
    text = (delivery.repository.clone / path).read_text("utf-8")

    def complaint() -> str:
        said = delivery.argo.application("kubeflow")["status"]
        conditions = [each["message"] for each in said.get("conditions", ())]
        return " ".join([*conditions, said["operationState"].get("message", "")])

    delivery.commit({path: text.replace(*change)})
    try:
        wait_for(lambda: named in complaint(), f"a complaint about {named}")

        assert generations(delivery.server) == before
    finally:
        revision = delivery.commit({path: text})
        delivery.argo.terminate("kubeflow")
        delivery.wait_without_a_sync("kubeflow", revision)


def test_a_component_that_left_the_repository_is_pruned(first, second):
    left = first.of_platform - second.wanted

    assert {"katib-controller", "katib-mysql", "katib-ui"} <= {name for _, _, name in left}
    assert {kind for kind, _, _ in left & set(second.live)} == {DEFINITION}


def test_definitions_stay_and_so_does_what_users_made_of_them(first, second):
    left = {name for name in first.of_platform - second.wanted if name[0] == DEFINITION}

    assert uids(second.live, left) == uids(second.before, left)


def test_a_profile_that_left_the_repository_stays(first, second):
    left = set(second.before) - first.of_platform - second.wanted

    assert ("Profile", "", TEAM.name) in left
    assert uids(second.live, left) == uids(second.before, left)


def test_what_others_wrote_stays(second):
    webhooks = {
        name: [webhook["clientConfig"].get("caBundle") for webhook in obj["webhooks"]]
        for name, obj in second.live.items()
        if "webhooks" in obj
    }

    assert len(webhooks) > 0
    assert [name for name, authorities in webhooks.items() if not all(authorities)] == []


def test_nothing_else_is_made_anew(first, second):
    stayed = set(second.before) & second.wanted - hooks(first)

    assert uids(second.live, stayed) == uids(second.before, stayed)
