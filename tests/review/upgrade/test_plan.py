"""What a plan says, in which order, and how grave it is."""

import re
from dataclasses import replace

import pytest

from constructs_lib import (
    Ambient,
    ArgoCd,
    Backup,
    BackupVolume,
    Cluster,
    Config,
    Destination,
)
from constructs_lib.recovery import Recovery
from constructs_lib.releases import V1_9_1, V1_10_2
from constructs_lib.releases.hazard import Hazard, Stays
from constructs_lib.review.upgrade import between, plan_upgrade

from .sides import binding, definition, deployment, items, obj, plan, side, told

A_1, A_2 = [deployment("a", "example.com/a:1")], [deployment("a", "example.com/a:2")]
TITLES = (
    "What the platform lacks, or is too old for",
    "What to back up, and how",
    "What is done by hand first",
    "What is recreated, and stops meanwhile",
    "Which kinds and users' objects are lost",
    "Which data moves or changes",
    "The step",
    "How to see that it worked",
    "The point of no return",
    "The way back",
)
MIDDLE = replace(V1_9_1, name="v1.10.0", hazards=())


def hazard(name, **more):
    given = {"part": "after", "what": "It is so.", "link": "https://example.com"}
    return Hazard(name=name, when=Stays("Deployment", "a"), **{**given, **more})


def names(title, *arguments, **more):
    return [item.name for item in items(title, *arguments, **more)]


def test_a_plan_answers_ten_questions_in_order():
    assert tuple(section.title for section in plan(A_1, A_2).sections) == TITLES


def test_a_jump_tells_the_hazards_of_every_release_that_it_passes():
    middle = replace(MIDDLE, hazards=(hazard("in the middle"),))
    newest = replace(V1_10_2, hazards=(hazard("at the end"),))
    made = plan_upgrade(
        side(A_1), side(A_2, release=newest), releases=(V1_9_1, middle, newest)
    )

    assert {"in the middle", "at the end"} <= {
        item.name for section in made.sections for item in section.items
    }


def told_of_a_jump(middle, newest):
    releases = (V1_9_1, replace(MIDDLE, hazards=middle), replace(V1_10_2, hazards=newest))
    made = plan_upgrade(side(A_1), side(A_2, release=releases[-1]), releases=releases)
    return [
        item.what
        for section in made.sections
        for item in section.items
        if item.name == "the tables"
    ]


def test_a_jump_tells_the_newest_hazard_of_one_name():
    old, new = (hazard("the tables", what=what) for what in ("Old.", "New."))

    assert told_of_a_jump((old,), (new,)) == ["New."]


def test_a_jump_tells_the_older_hazard_of_one_name_where_the_newer_does_not_apply():
    old = hazard("the tables", what="Old.")
    new = replace(old, what="New.", when=Stays("Deployment", "b"))

    assert told_of_a_jump((old,), (new,)) == ["Old."]


def test_hazards_of_releases_before_the_start_are_not_told():
    oldest = replace(V1_9_1, hazards=(hazard("long ago"),))
    made = plan_upgrade(
        side(A_1, release=oldest), side(A_2, release=V1_10_2), releases=(oldest, V1_10_2)
    )

    assert "long ago" not in {i.name for section in made.sections for i in section.items}


def test_the_releases_of_a_step_are_those_after_the_old_one():
    assert between(V1_9_1, V1_10_2, (V1_9_1, MIDDLE, V1_10_2)) == (MIDDLE, V1_10_2)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (V1_10_2, V1_10_2, "both releases are v1.10.2: there is no step between them"),
        (V1_10_2, V1_9_1, "v1.9.1 is older than v1.10.2, and a plan leads to a newer release"),
    ],
    ids=["the same", "an older one"],
)
def test_fails_for_a_step_to_no_newer_release(old, new, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        between(old, new, (V1_9_1, V1_10_2))


def test_nothing_by_hand_is_the_lowest_level():
    assert plan(A_1, A_1).level == 0


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ({}, 30),
        ({"by_hand": False}, 0),
        ({"irreversible": True, "back": "none", "back_up": "it"}, 40),
        ({"part": "lost"}, 40),
    ],
    ids=["by hand", "to know", "irreversible", "lost"],
)
def test_the_level_is_that_of_the_gravest_hazard(given, level):
    newest = replace(V1_10_2, hazards=(hazard("one", **given),))
    made = plan_upgrade(side(A_1), side(A_1, release=newest), releases=(V1_9_1, newest))

    assert made.level == level


def test_what_the_api_server_refuses_is_by_hand_and_deleted_first():
    before, after = [binding("a", "admin")], [binding("a", "view")]
    found = items("What is done", before, after)

    assert plan(before, after).level == 30
    assert [item.name for item in found] == [
        "Hold Argo CD until the merge",
        "ClusterRoleBinding `a`",
    ]
    assert found[1].commands == ("kubectl delete clusterrolebinding a",)
    assert "argocd.argoproj.io/skip-reconcile=true" in told(before, after)
    assert "skip-reconcile-" in told(before, after)


def test_what_the_api_server_refuses_is_deleted_once_more_on_the_way_back():
    held, again, reverted, let_go = items(
        "The way back", [binding("a", "admin")], [binding("a", "view")]
    )

    assert held.commands[0].endswith("skip-reconcile=true")
    assert again.commands == ("kubectl delete clusterrolebinding a",)
    assert reverted.commands == ()
    assert let_go.commands[0].endswith("skip-reconcile-")


def test_data_that_the_old_release_cannot_open_are_restored_before_argo_cd_goes_on():
    made = with_hazards(hazard("the server", back="restore it", restored=True))

    assert list(made["The way back"]) == [
        "Hold Argo CD until the old data are there",
        "The revert",
        "the server",
        "",
    ]
    assert made["The way back"][""].commands[0].endswith("skip-reconcile-")


def test_argo_cd_is_held_while_it_would_undo_a_command_of_a_hazard():
    made = with_hazards(
        hazard("free", part="first", commands=("free",)),
        hazard(
            "held", part="first", commands=("a",), back="b", back_commands=("b",), held=True
        ),
    )
    first, back = made["What is done by hand first"], made["The way back"]

    assert list(first) == ["free", "Hold Argo CD until the merge", "held"]
    assert list(back) == [
        "Hold Argo CD until the revert is published",
        "held",
        "The revert",
        "",
    ]
    assert made["The step"]["The merge"].commands[0].endswith("skip-reconcile-")
    assert back[""].commands[0].endswith("skip-reconcile-")


def test_argo_cd_that_is_let_go_looks_for_the_newest_commit_first():
    given = hazard("one", part="first", commands=("a",), held=True)
    [command] = with_hazards(given)["The step"]["The merge"].commands

    assert "argocd.argoproj.io/refresh=hard" in command


def test_argo_cd_is_not_held_where_nothing_is_deleted():
    assert "skip-reconcile" not in told(A_1, A_2)


@pytest.mark.parametrize(
    ("kubernetes", "said"),
    [
        (None, "v1.10.2 needs 1.32 or newer. The config does not say"),
        ("1.31.4", "1.31.4 is too old: v1.10.2 needs 1.32 or newer"),
        ("1.33.1", None),
    ],
)
def test_a_kubernetes_is_judged_by_what_the_config_says(kubernetes, said):
    config = Config(cluster=Cluster(kubernetes=kubernetes))
    # As the command does: the new side would refuse it.
    made = plan_upgrade(side(A_1, config), side(A_1, release=V1_10_2))
    found = [item for item in made.sections[0].items if item.name == "Kubernetes"]

    assert [item.what.startswith(said or "") for item in found] == ([True] if said else [])
    assert made.level == (40 if kubernetes == "1.31.4" else 0)


@pytest.mark.parametrize(("istio", "told"), [("1.25.1", ["Istio"]), ("1.26.3", [])])
def test_an_istio_older_than_upstreams_is_a_warning(istio, told):
    config = Config(mesh=Ambient(istio=istio))

    assert [n for n in names("What the platform", A_1, A_1, config) if n == "Istio"] == told
    assert plan(A_1, A_1, config).level == 0


MYSQL = deployment("mysql")
KATIB = deployment("katib-mysql")
MINIO = deployment("minio")
COPIES = BackupVolume(claim="copies")


def test_databases_and_stores_are_dumped_where_there_is_no_backup():
    data = [MYSQL, KATIB, MINIO]
    pipelines, katib, artifacts = items("What to back up", data, data)

    assert artifacts.name == "Artifacts"
    names = "mlpipeline cachedb metadb"
    for item, server, of in ((pipelines, "mysql", names), (katib, "katib-mysql", "katib")):
        [dump] = item.commands
        assert dump.startswith(f"kubectl exec -n kubeflow deployment/{server} -- sh -c ")
        assert dump.endswith(f" --databases {of}' | gzip > {server}.sql.gz")
        assert "its last line says `Dump completed`" in item.what


def test_a_dump_that_was_made_by_hand_is_loaded_by_hand():
    config = Config(backup=Backup(destination=COPIES, of=("pipelines",)))
    *_, back = items("The way back", [MYSQL, KATIB], [MYSQL, KATIB], config)

    assert back.name == "The database of katib"
    assert back.commands[0].endswith("mysql --user=root' < katib-mysql.sql.gz")


def test_a_backup_and_a_recovery_run_once_more():
    config = Config(backup=Backup(destination=COPIES), recovery=Recovery(destination=COPIES))
    data = [MYSQL, KATIB, MINIO]

    assert names("What to back up", data, data, config) == [
        "Databases and artifacts",
        "Users' objects",
    ]


def test_what_a_backup_leaves_out_is_copied_by_hand():
    config = Config(backup=Backup(destination=COPIES, of=("pipelines",)))
    data = [MYSQL, KATIB, MINIO]

    assert names("What to back up", data, data, config) == [
        "Databases and artifacts",
        "The database of katib",
        "Artifacts",
    ]


def test_an_external_database_is_its_owners_to_copy():
    pipelines, katib = items("What to back up", [KATIB], [KATIB])

    assert pipelines.what.startswith("It is external")
    assert not katib.what.startswith("It is external")


def test_what_is_not_installed_has_nothing_to_copy():
    small = Config(components=("profiles", "central-dashboard"))

    assert names("What to back up", [], [], small) == []


def test_a_pod_that_stops_before_the_new_one_starts_is_a_pause():
    def recreated(image):
        made = deployment("a", image)
        made["spec"]["strategy"] = {"type": "Recreate"}
        return made

    [pause] = items("What is recreated", [recreated("a:1")], [recreated("a:2")])

    assert "Pods of Deployment kubeflow/a stop before new ones start" in pause.what


def test_a_definition_that_leaves_stays_with_its_objects_until_somebody_deletes_it():
    [gone] = items("Which kinds", [definition("old.kubeflow.org")], [])

    assert gone.name == "`old.kubeflow.org`"
    assert "stays in the cluster with all its objects" in gone.what
    assert gone.commands == ("kubectl get old.kubeflow.org --all-namespaces",)


def test_a_version_that_is_no_longer_served_is_a_loss():
    before = definition("a.kubeflow.org", "v1", "v1alpha1")
    [lost] = items("Which kinds", [before], [definition("a.kubeflow.org")])

    assert lost.what == "Version `v1alpha1` is no longer served."


def test_a_claim_that_is_pruned_is_a_loss():
    claim = obj("PersistentVolumeClaim", "mysql-pv-claim")
    [lost] = items("Which kinds", [claim], [])

    assert lost.what == "Argo CD deletes it, with its data, unless the volume is retained."


def test_a_claim_of_another_size_is_data():
    def claim(size):
        spec = {"resources": {"requests": {"storage": size}}}
        return obj("PersistentVolumeClaim", "a", spec=spec)

    [grown] = items("Which data", [claim("1Gi")], [claim("2Gi")])

    assert grown.what == "`1Gi` → `2Gi`: its StorageClass must allow expansion."


def test_warnings_of_other_rules_are_named_for_the_reviewer():
    def webhook(policy):
        hooks = [{"name": "a.example.com", "failurePolicy": policy}]
        api = "admissionregistration.k8s.io/v1"
        kind = "MutatingWebhookConfiguration"
        return obj(kind, "a", api=api, namespace=None, webhooks=hooks)

    [read] = [
        item
        for item in items("The step", [webhook("Ignore")], [webhook("Fail")])
        if item.name == "What a reviewer reads"
    ]

    assert read.what.endswith("webhook: MutatingWebhookConfiguration a.")


def test_what_is_pruned_without_a_loss_is_named_for_the_reviewer():
    [read] = [
        item
        for item in items("The step", [deployment("gone")], [])
        if item.name == "What a reviewer reads"
    ]

    assert "deleted: Deployment kubeflow/gone" in read.what


def test_the_waves_are_told_with_what_changes_in_them():
    before = [*A_1, definition("a.kubeflow.org")]
    after = [*A_2, definition("a.kubeflow.org", "v1", "v2")]
    for each, wave in zip(after, ("20", "-10"), strict=True):
        each["metadata"]["annotations"] = {"argocd.argoproj.io/sync-wave": wave}
    sync = next(i for i in items("The step", before, after) if i.name == "The sync")

    assert "namespaces and definitions (1), controllers and webhooks (1)." in sync.what
    for each in after:
        each["metadata"].pop("annotations")


def with_hazards(*hazards):
    newest = replace(V1_10_2, hazards=hazards)
    made = plan_upgrade(side(A_1), side(A_1, release=newest), releases=(V1_9_1, newest))
    return {
        section.title: {item.name: item for item in section.items} for section in made.sections
    }


def test_a_hazard_is_told_where_its_questions_are_asked():
    grave = hazard(
        "grave",
        part="data",
        back_up="the data",
        seen="it runs",
        back="restore it",
        back_commands=("restore",),
        irreversible=True,
    )
    made = with_hazards(grave, hazard("light"))

    assert made["What to back up, and how"]["grave"].what == "Save the data."
    assert made["Which data moves or changes"]["grave"].what == "It is so."
    assert made["How to see that it worked"]["grave"].what == "It runs."
    assert made["The point of no return"]["grave"].what == "After the sync: restore it."
    assert made["The way back"]["grave"].what == "Restore it."
    assert made["The way back"]["grave"].commands == ("restore",)


def test_an_application_in_another_cluster_is_said_to_be_there():
    elsewhere = ArgoCd(hub=True, destination=Destination(name="dev"))
    [seen] = items("How to see", argo_cd=elsewhere)

    assert "in Argo CD's cluster, not in this one" in seen.what
    assert "not in this one" not in told()


def test_images_are_listed_by_make_where_make_was_called(monkeypatch):
    monkeypatch.setenv("KUBEFLOW_GITOPS_MAKE", "1")
    before, after = [deployment("a")], [deployment("a", "ghcr.io/a:2")]
    *_, given = items("What the platform", before, after)

    assert given.commands == ("make images | grep '^ghcr.io/'",)


def test_a_hazard_that_says_less_is_told_in_its_own_section_alone():
    made = with_hazards(hazard("light"))

    assert [title for title, found in made.items() if "light" in found] == ["The step"]
