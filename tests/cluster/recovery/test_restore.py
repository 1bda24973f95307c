"""A cluster is lost, and what people made there is restored into another."""

import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ..api_server import ApiServer, api_server
from ..client import connected
from ..definitions import platform_kinds
from ..servers import controllers
from .losing import Lost, lose
from .people import CONTRIBUTOR, OWN, SECRET, acting, controller_of, of_git
from .pipelines import Pipelines, pipelines
from .restoring import found, install, kubeflow_gitops, recover

STEPS = (
    "old-secrets",
    "profiles",
    "wait",
    "claims",
    "rights",
    "work",
    "recurring-runs",
    "owners",
)


@dataclass(frozen=True)
class Restored:
    """Another cluster, after every step has run once."""

    server: ApiServer
    pipelines: Pipelines
    said: dict[str, str]
    minutes: float


@pytest.fixture(scope="module")
def lost(tmp_path_factory: pytest.TempPathFactory) -> Lost:
    return lose(tmp_path_factory.mktemp("lost"))


@pytest.fixture(scope="module")
def restored(lost: Lost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    """Restore the set into an empty cluster, in the written order."""
    folder = tmp_path_factory.mktemp("restored")
    with api_server(folder / "cluster") as server, controllers(server):
        server.define(platform_kinds(without="argocd"))
        install(server, lost.exporting.objects)
        with acting(controller_of(server)), pipelines(server) as played:
            # As a dump brings them back.
            played.rows.update(lost.rows)
            server.apply([of_git("team", "owner@example.com")])
            begun = time.monotonic()
            said = {}
            for step in STEPS:
                done = recover(server, lost.kept, step, played)
                assert done.returncode == 0, done.stderr
                said[step] = done.stdout
            minutes = (time.monotonic() - begun) / 60
            yield Restored(server, played, said, minutes)


def test_nothing_differs_object_by_object(restored, lost, record_property):
    record_property("minutes to restore", f"{restored.minutes:.1f}")
    done = recover(restored.server, lost.kept, "compare", restored.pipelines)

    assert (done.returncode, done.stdout) == (0, f"nothing differs from {lost.kept.name}\n")


def test_what_is_lost_is_seen(restored, lost):
    restored.server.kubectl("delete", "poddefault", "token", "-n", OWN[1])
    try:
        done = recover(restored.server, lost.kept, "compare")
    finally:
        assert recover(restored.server, lost.kept, "rights").returncode == 0

    assert (done.returncode, done.stdout.splitlines()) == (
        1,
        [f"PodDefault {OWN[1]}/token is missing"],
    )


def test_every_step_can_be_run_again_and_changes_nothing(restored, lost):
    before = {name: found(restored.server, "notebooks", name) for name in OWN}
    for step in STEPS:
        done = recover(restored.server, lost.kept, step, restored.pipelines)
        assert done.returncode == 0, done.stderr
        assert "created" not in done.stdout
        assert "mended" not in done.stdout
    assert {name: found(restored.server, "notebooks", name) for name in OWN} == before


def test_what_was_deleted_before_does_not_come_back(restored):
    assert set(found(restored.server, "notebooks", OWN[0])) == {"jupyter"}


def test_an_experiment_that_had_ended_is_not_started_again(restored):
    assert set(found(restored.server, "experiments", OWN[0])) == {"running"}
    assert f"left out: Experiment {OWN[0]}/ended, which had ended" in restored.said["work"]


def test_namespaces_belong_to_their_new_profiles(restored):
    profiles = found(restored.server, "profiles.kubeflow.org")
    for name in OWN:
        (owner,) = found(restored.server, "namespaces")[name]["metadata"]["ownerReferences"]
        assert owner["uid"] == profiles[name]["metadata"]["uid"]


def test_an_owner_has_its_new_uid(restored, lost):
    claim = found(restored.server, "pvc", OWN[0])["work"]
    (owner,) = claim["metadata"]["ownerReferences"]
    new = found(restored.server, "notebooks", OWN[0])["jupyter"]["metadata"]["uid"]

    assert owner["uid"] == new != lost.notebooks["jupyter"]["metadata"]["uid"]


def test_members_may_what_they_might(restored):
    with connected(restored.server) as client:
        for name in OWN:
            for user, verb, allowed in (
                (CONTRIBUTOR, "create", True),
                (f"{name}@example.com", "delete", True),
                ("stranger@example.com", "list", False),
            ):
                asked = {"verb": verb, "group": "kubeflow.org", "resource": "notebooks"}
                assert client.may(user, namespace=name, **asked) is allowed
        # Whom nobody added to it.
        asked = {"verb": "list", "group": "kubeflow.org", "resource": "notebooks"}
        assert not client.may(CONTRIBUTOR, namespace="team", **asked)


def test_only_chosen_secrets_are_kept(restored, lost):
    assert {SECRET} == set(found(restored.server, "secrets", OWN[0]))
    assert "not-chosen" not in (lost.kept / "objects/secrets.jsonl").read_text()


def test_profiles_of_git_are_not_in_the_set(lost):
    text = (lost.kept / "objects/profiles.jsonl").read_text()

    assert [json.loads(line)["object"]["metadata"]["name"] for line in text.splitlines()] == [
        *OWN
    ]


def test_a_recurring_run_runs_again_under_a_new_id(restored, lost):
    (old,), (row,) = lost.rows.values(), restored.pipelines.rows.values()
    workflows = found(restored.server, "scheduledworkflows", OWN[0])

    assert [each["metadata"]["uid"] for each in workflows.values()] == [
        row["recurring_run_id"]
    ]
    assert row["recurring_run_id"] != old["recurring_run_id"]
    assert (row["display_name"], row["no_catchup"]) == ("nightly", True)


def test_the_account_may_read_what_it_copies_and_no_more(lost):
    """Besides what every account may ask about itself."""
    own = [line for line in lost.rights if "selfsubject" not in line and "[/" not in line]

    assert [line for line in own if "secrets" in line] == [f"secrets [] [{SECRET}] [get]"]
    assert {line.rsplit("[", 1)[1] for line in own if "secrets" not in line} == {"list]"}


def test_the_digests_are_those_of_sha256sum(lost):
    command = ("sha256sum", "--check", "--quiet", "digests")

    assert subprocess.run(command, cwd=lost.kept, check=False).returncode == 0


def test_it_is_rehearsed_in_a_scratch_cluster(restored, lost):
    where = ("--kubeconfig", restored.server.kubeconfig)
    done = kubeflow_gitops(
        "rehearse", *where, "--pipelines", restored.pipelines.url, lost.kept.parent
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith(
        f"0 differences from {lost.kept.name}, after"
    )


def test_a_cluster_with_other_peoples_profiles_is_no_scratch_cluster(restored, lost):
    stranger = {
        "apiVersion": "kubeflow.org/v1",
        "kind": "Profile",
        "metadata": {"name": "stranger"},
        "spec": {"owner": {"kind": "User", "name": "s@example.com"}},
    }
    restored.server.apply([stranger])
    try:
        done = kubeflow_gitops(
            "rehearse", "--kubeconfig", restored.server.kubeconfig, lost.kept
        )
    finally:
        restored.server.delete(stranger)

    assert done.returncode == 1
    assert "this is not a scratch cluster: somebody registered Profile stranger" in done.stderr
