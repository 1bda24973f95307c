"""A real Argo CD follows the repository: what it applies, in what order, what it undoes."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, Final

import pytest

from dashboards.metrics import shown_of
from tests.kustomize import build

from ..api_server import ApiServer
from ..metacontroller import metacontroller
from ..processes import LOOPBACK, fetch, settled, wait_for
from ..profiles import contributor
from ..test_someone_leaves import command, run
from .delivered import (
    BOTH,
    LAST,
    TEAM,
    Delivery,
    delivering,
    deserted,
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
TRACKED: Final = "argocd.argoproj.io/tracking-id"
LABELLED: Final = "app.kubernetes.io/instance"
# Whom an owner adds in the dashboard, and no one in Git.
ADDED: Final = "added@example.com"
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


def within(server: ApiServer, namespace: str) -> dict[Key, Object]:
    """Return what a namespace holds of the kinds that a profile's members are made of."""
    kinds = "rolebindings,authorizationpolicies.security.istio.io,poddefaults"
    found = json.loads(server.kubectl("get", kinds, "-n", namespace, "-o", "json").stdout)
    return {key(obj): obj for obj in found["items"]}


def tracked(objects: Mapping[Key, Object]) -> set[Key]:
    """Return those of some objects that carry a mark by which Argo CD knows its own."""
    return {
        name
        for name, obj in objects.items()
        if TRACKED in obj["metadata"].get("annotations", {})
        or LABELLED in obj["metadata"].get("labels", {})
    }


def names(user: str, namespace: str, *, mirrored: bool = True) -> set[Key]:
    """Return what a contributor is made of: a binding, a policy, the waypoint's copy."""
    made = {key(obj) for obj in contributor(namespace, user)}
    copies = {
        (kind, namespace, f"{name}-waypoint")
        for kind, _, name in made
        if kind == "AuthorizationPolicy"
    }
    return made | (copies if mirrored else set())


def owners(namespace: str) -> set[Key]:
    """Return what lets a profile's owner in."""
    policy = "ns-owner-access-istio"
    return {
        ("AuthorizationPolicy", namespace, name) for name in (policy, f"{policy}-waypoint")
    }


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

    No one makes the profiles' namespaces until Argo CD has failed without them.
    """
    revision = delivery.publish(whole(delivery.repository), "kubeflow")
    platform = delivery.wait("kubeflow", revision)
    delivery.hand_over("kubeflow-profiles")

    failed: Object = {}

    def tried_again() -> bool:
        failed.update(operation(delivery.argo.application("kubeflow-profiles")))
        return failed.get("retryCount", 0) > 0

    wait_for(tried_again, "another try to apply profiles without their namespaces")
    play_profile_controller(delivery.server, LAST, TEAM)
    delivery.server.apply(contributor(TEAM.name, BOTH.user))
    profiles = delivery.wait("kubeflow-profiles", revision)
    play_injector(delivery.server, build(delivery.repository.clone / OVERLAY))
    of_platform = manifests(delivery, OVERLAY)
    wanted = of_platform | manifests(delivery, PROFILES)
    found = live(delivery.server, wanted)
    return First(delivery, platform, failed, profiles, wanted, found, set(of_platform))


def copy_policies(server: ApiServer, folder: Path, *profiles: str) -> None:
    """Let Metacontroller copy for waypoints what lets people into some profiles."""
    with metacontroller(server, folder) as played:
        for name in profiles:
            played.of_policies.sync(name)


@pytest.fixture(scope="module")
def beside(
    first: First, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[Key, Object]]:
    """Add someone in the dashboard, let Metacontroller copy; return what profiles hold."""
    server, profiles = first.delivery.server, (LAST.name, TEAM.name)
    for name in profiles:
        server.apply(contributor(name, ADDED))
    copy_policies(server, tmp_path_factory.mktemp("metacontroller"), *profiles)
    return {name: within(server, name) for name in profiles}


@pytest.fixture(scope="module")
def second(first: First, beside: dict[str, dict[Key, Object]]) -> Second:
    """Publish without Katib and without a profile."""
    delivery = first.delivery
    before = live(delivery.server, first.wanted)
    revision = delivery.publish(reduced(delivery.repository))
    delivery.wait("kubeflow", revision)
    delivery.wait("kubeflow-profiles", revision)
    wanted = manifests(delivery, OVERLAY) | manifests(delivery, PROFILES)
    return Second(set(wanted), before, live(delivery.server, first.wanted))


@pytest.mark.parametrize("metric", shown_of("argo-cd"))
def test_its_metrics_say_of_applications_what_dashboards_show(first, metric):
    wanted = {'name="kubeflow"', 'sync_status="Synced"', 'health_status="Healthy"'}
    served = fetch(f"http://{LOOPBACK}:{first.delivery.argo.metrics}/metrics")

    assert [
        line
        for line in served.splitlines()
        if line.startswith(f"{metric}{{") and all(label in line for label in wanted)
    ]


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


def test_what_the_dashboard_and_metacontroller_write_bears_no_mark_of_argo_cds(beside):
    wanted = {
        LAST.name: names("last@example.com", LAST.name, mirrored=False),
        TEAM.name: names("member@example.com", TEAM.name, mirrored=False)
        | names(BOTH.user, TEAM.name, mirrored=False)
        | {("PodDefault", TEAM.name, "token")},
    }

    assert {name: tracked(held) for name, held in beside.items()} == wanted
    assert names(ADDED, TEAM.name) | owners(TEAM.name) <= set(beside[TEAM.name])


def test_a_profile_that_left_the_repository_stays_with_its_namespace(first, second):
    server = first.delivery.server
    name = ("Profile", "", TEAM.name)

    assert name not in second.wanted
    assert uids(second.live, [name]) == uids(second.before, [name])
    phase = server.kubectl("get", "namespace", TEAM.name, "-o", "jsonpath={.status.phase}")
    assert phase.stdout == "Active"


def test_members_of_a_profile_that_left_go_and_the_owner_and_whom_he_added_stay(first, second):
    """Whom Git named too is Git's; Kubernetes' garbage collector takes copies at waypoints."""
    server = first.delivery.server
    kept = owners(TEAM.name) | names(ADDED, TEAM.name)

    assert settled(lambda: set(within(server, TEAM.name)), kept, seconds=60) == kept


def test_a_profile_that_left_is_no_difference_and_is_found_by_a_command(first, second):
    """The commands are those of docs/someone-leaves.md."""
    argo, server = first.delivery.argo, first.delivery.server
    asked = "kubectl get application kubeflow-profiles -n argocd -o jsonpath='{"
    argo.refresh("kubeflow-profiles")

    (state,) = run(server, command(f"{asked}.status"))
    assert state.split()[:2] == ["Synced", "Succeeded"]
    assert run(server, command(f"{asked}range")) == [f"Profile {TEAM.name}"]


def test_members_of_the_profile_that_stays_in_the_repository_stay(first, second):
    kept = names("last@example.com", LAST.name) | names(ADDED, LAST.name) | owners(LAST.name)

    assert set(within(first.delivery.server, LAST.name)) == kept


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


def test_a_folder_that_is_emptied_by_hand_deletes_nobody_and_is_named(first, second):
    delivery = first.delivery
    path = f"{PROFILES}/kustomization.yaml"
    text = (delivery.repository.clone / path).read_text("utf-8")
    before = within(delivery.server, LAST.name)

    def complaints() -> str:
        said = delivery.argo.application("kubeflow-profiles")["status"]
        return " ".join(each["message"] for each in said.get("conditions", ()))

    delivery.commit({path: text.partition("resources:")[0] + "resources: []\n"})
    try:
        wait_for(
            lambda: "auto-sync will wipe out all resources" in complaints(),
            "a complaint about an empty Application",
        )

        assert within(delivery.server, LAST.name) == before
    finally:
        revision = delivery.commit({path: text})
        delivery.wait_without_a_sync("kubeflow-profiles", revision)


@pytest.fixture(scope="module")
def third(
    first: First, second: Second, tmp_path_factory: pytest.TempPathFactory
) -> dict[Key, Object]:
    """Let Argo CD track by label, and the last profile leave; return what it held before."""
    delivery = first.delivery
    member = names("last@example.com", LAST.name, mirrored=False)
    # The platform's objects would all be labelled too, which takes its time.
    delivery.argo.forget("kubeflow")
    delivery.argo.track_by_label()

    def labelled() -> bool:
        delivery.argo.refresh("kubeflow-profiles")
        held = within(delivery.server, LAST.name)
        return all(LABELLED in held[name]["metadata"].get("labels", {}) for name in member)

    wait_for(labelled, "labels on members")
    copy_policies(delivery.server, tmp_path_factory.mktemp("again"), LAST.name)
    before = within(delivery.server, LAST.name)
    revision = delivery.publish(deserted(delivery.repository), "kubeflow-profiles")
    delivery.wait("kubeflow-profiles", revision)
    return before


def test_by_label_too_argo_cd_knows_nothing_but_members(third):
    assert tracked(third) == names("last@example.com", LAST.name, mirrored=False)


def test_members_of_the_last_profile_go_as_the_program_says_that_there_is_none(first, third):
    server = first.delivery.server
    kept = names(ADDED, LAST.name) | owners(LAST.name)

    assert settled(lambda: set(within(server, LAST.name)), kept, seconds=60) == kept


def test_the_last_profile_stays(first, third):
    assert first.delivery.server.kubectl("get", "profile", LAST.name).returncode == 0
