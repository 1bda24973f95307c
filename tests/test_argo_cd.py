"""What Argo CD may do with dist/, when, and who tells it."""

from dataclasses import replace
from datetime import timedelta

import pytest
import yaml

import main
from constructs_lib import (
    Ambient,
    AppOfApps,
    AzureWorkloadIdentity,
    Config,
    Environment,
    Platform,
    Profile,
    SealedSecrets,
    Sidecars,
    SyncPolicy,
    SyncWindow,
)
from constructs_lib.config import RESERVED
from constructs_lib.config.components import OPTIONAL
from constructs_lib.delivery import profile_files
from constructs_lib.delivery.kinds import CLUSTER_KINDS, NAMESPACE_KINDS, SHOWN_KINDS
from constructs_lib.delivery.waves import WAVE
from constructs_lib.kube import group_of
from constructs_lib.platform import synthesize
from examples import mlflow
from tests.environments import CONFIGS, TEAM

pytestmark = pytest.mark.slow

# What an Application says follows from few components as from many.
FEW = Config(components=("profiles",))
WINDOW = SyncWindow(kind="allow", schedule="0 6 * * 1-4", duration=timedelta(hours=4))


def objects(text):
    return list(yaml.load_all(text, yaml.CSafeLoader))


def of_kind(files, path, kind):
    return [obj for obj in objects(files[path]) if obj["kind"] == kind]


def kind_of(obj):
    return group_of(obj), obj["kind"]


def permitted_kinds(project):
    """Return the kinds that a project permits: those of the cluster, those of namespaces."""
    cluster, namespaced = (
        {(kind["group"], kind["kind"]) for kind in project["spec"][f"{where}Whitelist"]}
        for where in ("clusterResource", "namespaceResource")
    )
    return cluster, namespaced


def defined_without_namespace(found):
    return {
        (obj["spec"]["group"], obj["spec"]["names"]["kind"])
        for obj in found
        if obj["kind"] == "CustomResourceDefinition" and obj["spec"]["scope"] == "Cluster"
    }


@pytest.fixture(scope="module")
def emitted(built):
    """Return every kind that is written: those of the cluster, those of namespaces."""
    cluster: set[str] = set()
    namespaced: set[str] = set()
    for found in (built[name] for name in CONFIGS):
        without = defined_without_namespace([*found, *built["default"]])
        for obj in found:
            wide = kind_of(obj) in without or "namespace" not in obj["metadata"]
            (cluster if wide else namespaced).add(kind_of(obj))
    return cluster, namespaced


@pytest.fixture(scope="module")
def delivered():
    """Return the files of a canary and of production, applied by their parents."""
    platform = Platform(
        environments=(
            Environment("canary", FEW),
            Environment(
                "production",
                FEW,
                sync=SyncPolicy(self_heal=False, prune_last=True),
                windows=(WINDOW,),
            ),
        ),
        delivery=AppOfApps(),
    )
    return synthesize(platform).files


@pytest.mark.parametrize("environment", CONFIGS)
def test_the_project_refuses_nothing_that_an_environment_holds(synthesis, built, environment):
    file = "kubeflow" if environment == "default" else f"kubeflow-{environment}"
    project, _ = of_kind(synthesis.files, f"apps/{file}.yaml", "AppProject")
    cluster, namespaced = permitted_kinds(project)
    namespaces = {place["namespace"] for place in project["spec"]["destinations"]}
    # Whatever namespace upstream writes on their objects.
    without = defined_without_namespace(built[environment])
    refused = [
        (kind_of(obj), obj["metadata"])
        for obj in built[environment]
        if not (
            kind_of(obj) in cluster
            if kind_of(obj) in without or "namespace" not in obj["metadata"]
            else kind_of(obj) in namespaced and obj["metadata"]["namespace"] in namespaces
        )
    ]

    assert refused == []


def test_the_project_permits_no_kind_of_the_cluster_that_nothing_has(synthesis, emitted):
    # Objects of these go with their definitions, and need no permission to be pruned.
    optional = {
        kind
        for component in OPTIONAL
        for path, text in synthesis.files.items()
        if path.startswith("kubeflow/base") and f"/{component.name}/" in path
        for kind in defined_without_namespace(objects(text))
    }
    # Not every cluster serves these: docs/queues.md and docs/accelerators.md tell how they are
    # deleted.
    optional |= {kind for kind in emitted[0] if kind[0] == "kueue.x-k8s.io"}
    optional |= {
        ("admissionregistration.k8s.io", f"MutatingAdmissionPolicy{part}")
        for part in ("", "Binding")
    }

    assert {(kind.group, kind.kind) for kind in CLUSTER_KINDS} == emitted[0] - optional


def test_the_project_permits_no_kind_of_a_namespace_that_nothing_has(emitted):
    sealed = ("bitnami.com", "SealedSecret")
    # Without its objects, Velero's namespace is not permitted either.
    elsewhere = {kind for kind in emitted[1] if kind[0] == "velero.io"}
    found = (emitted[1] | {sealed}) - elsewhere

    assert {(kind.group, kind.kind) for kind in NAMESPACE_KINDS} == found


def test_the_profiles_project_permits_the_kinds_that_profiles_are_made_of(default):
    _, project = of_kind(default, "apps/kubeflow.yaml", "AppProject")
    made = [
        obj
        for mesh in (Ambient(), Sidecars())
        for path, found in profile_files([TEAM], Config(mesh=mesh)).items()
        if not path.endswith("kustomization.yaml")
        for obj in found
    ]
    wide = {kind_of(obj) for obj in made if "namespace" not in obj["metadata"]}

    assert permitted_kinds(project) == (wide, {kind_of(obj) for obj in made} - wide)


def test_the_profiles_project_permits_every_namespace_that_a_profile_may_be_called(default):
    """Of one that left the repository nothing says the name, and its members must go."""
    _, project = of_kind(default, "apps/kubeflow.yaml", "AppProject")
    places = [place["namespace"] for place in project["spec"]["destinations"]]

    assert places == ["*", *(f"!{namespace}" for namespace in RESERVED)]


def test_sealed_secrets_may_be_in_profiles():
    config = replace(FEW, secrets=SealedSecrets(path="sealed/production"))
    platform = Platform(environments=(Environment("one", config),), profiles=(TEAM,))
    project, _ = of_kind(synthesize(platform).files, "apps/kubeflow.yaml", "AppProject")

    assert TEAM.name in {place["namespace"] for place in project["spec"]["destinations"]}


def test_what_is_only_shown_is_made_of_what_is_written():
    assert {kind.kind for kind in SHOWN_KINDS} == {"Pod", "ReplicaSet"}


@pytest.mark.parametrize(
    "config",
    [
        Config(components=("profiles",)),
        Config(secrets=SealedSecrets(path="sealed/production")),
    ],
    ids=["fewer components", "secrets from elsewhere"],
)
def test_the_kinds_that_are_permitted_do_not_follow_what_is_decided(default, config):
    # What is permitted no more would not be deleted when it leaves the repository.
    platform = Platform(environments=(Environment("one", config),))
    before = of_kind(default, "apps/kubeflow.yaml", "AppProject")
    after = of_kind(synthesize(platform).files, "apps/kubeflow.yaml", "AppProject")

    assert list(map(permitted_kinds, after)) == list(map(permitted_kinds, before))


def test_the_project_permits_no_namespace_without_an_object(default):
    project, _ = of_kind(default, "apps/kubeflow.yaml", "AppProject")
    permitted = {place["namespace"] for place in project["spec"]["destinations"]}

    assert permitted == {"kubeflow", "auth", "oauth2-proxy"}


def test_the_project_permits_what_a_component_of_ones_own_brings():
    project, _ = of_kind(
        synthesize(mlflow.platform()).files, "apps/kubeflow.yaml", "AppProject"
    )
    _, namespaced = permitted_kinds(project)

    assert ("monitoring.coreos.com", "ServiceMonitor") in namespaced


def test_the_projects_permit_one_repository_and_no_applications_from_elsewhere(default):
    for project in of_kind(default, "apps/kubeflow.yaml", "AppProject"):
        assert project["spec"]["sourceRepos"] == [main.platform().repository.url]
        assert project["spec"].keys().isdisjoint({"sourceNamespaces", "roles"})


def test_windows_are_those_of_their_environment(delivered):
    windows = {
        path: project["spec"].get("syncWindows")
        for path in ("apps/kubeflow.yaml", "apps/kubeflow-production.yaml")
        for project in of_kind(delivered, path, "AppProject")
    }

    assert windows["apps/kubeflow.yaml"] is None
    assert [w["schedule"] for w in windows["apps/kubeflow-production.yaml"]] == ["0 6 * * 1-4"]


def test_an_environments_sync_policy_is_that_of_its_applications(delivered):
    policies = [
        application["spec"]["syncPolicy"]
        for application in of_kind(delivered, "apps/kubeflow-production.yaml", "Application")
    ]

    assert [policy["automated"]["selfHeal"] for policy in policies] == [False, False]
    assert all("PruneLast=true" in policy["syncOptions"] for policy in policies)


def test_what_leaves_is_pruned_but_not_all_at_once(delivered):
    automated = {
        application["metadata"]["name"]: application["spec"]["syncPolicy"]["automated"]
        for application in of_kind(delivered, "apps/kubeflow.yaml", "Application")
    }
    pruned = {"prune": True, "allowEmpty": False, "selfHeal": True}

    assert automated == {"kubeflow": pruned, "kubeflow-profiles": pruned}


def test_accounts_are_permitted_where_a_profile_has_one():
    azure = AzureWorkloadIdentity(client_id="01234567-89ab-cdef-0123-456789abcdef")
    permitted = {}
    for plugins in ((), (azure,)):
        profile = Profile(name="vision", owner="ada@example.com", plugins=plugins)
        environments = (Environment("default", FEW),)
        files = synthesize(Platform(environments=environments, profiles=(profile,))).files
        project = of_kind(files, "apps/kubeflow.yaml", "AppProject")[1]
        kinds = {each["kind"] for each in project["spec"]["namespaceResourceWhitelist"]}
        permitted[plugins] = "ServiceAccount" in kinds

    assert permitted == {(): False, (azure,): True}


def test_an_application_without_profiles_may_be_empty():
    """Otherwise Argo CD would keep the members of the last profile that leaves."""
    environments = (Environment("default", FEW),)
    files = synthesize(Platform(environments=environments, profiles=())).files
    allowed = {
        application["metadata"]["name"]: application["spec"]["syncPolicy"]["automated"]
        for application in of_kind(files, "apps/kubeflow.yaml", "Application")
    }

    assert {name: each["allowEmpty"] for name, each in allowed.items()} == {
        "kubeflow": False,
        "kubeflow-profiles": True,
    }


def test_whoever_prunes_nothing_prunes_no_members():
    sync = SyncPolicy(prune=False)
    files = synthesize(Platform(environments=(Environment("one", FEW, sync=sync),))).files
    applications = of_kind(files, "apps/kubeflow.yaml", "Application")

    assert [a["spec"]["syncPolicy"]["automated"]["prune"] for a in applications] == [False] * 2


def test_nobody_applies_the_applications_by_default(default):
    assert not [path for path in default if path.startswith("kubeflow/delivery")]


def test_every_environment_has_a_parent_of_its_own(delivered):
    parents = {path for path in delivered if path.startswith("kubeflow/delivery/")}

    assert parents == {"kubeflow/delivery/canary.yaml", "kubeflow/delivery/production.yaml"}


@pytest.mark.parametrize(
    ("environment", "file"),
    [("canary", "kubeflow.yaml"), ("production", "kubeflow-production.yaml")],
)
def test_a_parent_applies_its_environments_file_and_no_other(delivered, environment, file):
    path = f"kubeflow/delivery/{environment}.yaml"
    [parent] = of_kind(delivered, path, "Application")

    assert parent["spec"]["source"]["path"] == "apps"
    assert parent["spec"]["source"]["directory"]["include"] == file


def test_the_parents_project_permits_projects_and_applications_and_nothing_else(delivered):
    [project] = of_kind(delivered, "kubeflow/delivery/canary.yaml", "AppProject")
    kinds = [kind["kind"] for kind in project["spec"]["namespaceResourceWhitelist"]]

    assert kinds == ["AppProject", "Application"]
    assert project["spec"]["clusterResourceWhitelist"] == []
    assert [place["namespace"] for place in project["spec"]["destinations"]] == ["argocd"]


def test_a_parent_is_in_a_project_that_it_does_not_write(delivered):
    [parent] = of_kind(delivered, "kubeflow/delivery/canary.yaml", "Application")
    written = {obj["metadata"]["name"] for obj in objects(delivered["apps/kubeflow.yaml"])}

    assert parent["spec"]["project"] not in written


def test_a_parent_applies_projects_before_its_applications(delivered):
    waves = [
        int(obj["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"])
        for obj in objects(delivered["apps/kubeflow.yaml"])
    ]

    assert waves == [-1, -1, 0, 1]


def test_who_applies_the_applications_changes_nothing_else(default):
    files = synthesize(replace(main.platform(), delivery=AppOfApps())).files

    assert {path: files[path] for path in files if path in default} == default


@pytest.mark.parametrize(
    ("path", "left"),
    [("apps/kubeflow-everything.yaml", True), ("apps/kubeflow.yaml", False)],
)
def test_kinds_that_are_missing_are_left_to_the_check_where_there_is_one(
    synthesis, path, left
):
    [platform] = [
        obj
        for obj in of_kind(synthesis.files, path, "Application")
        if obj["metadata"]["name"] == "kubeflow"
    ]
    options = platform["spec"]["syncPolicy"]["syncOptions"]

    assert ("SkipDryRunOnMissingResource=true" in options) is left


def test_what_the_check_before_a_sync_needs_is_in_a_wave_before_it(synthesis):
    waves = {
        obj["kind"]: int(obj["metadata"]["annotations"].get(WAVE, "0"))
        for obj in synthesis.environments["everything"]["before-sync"]
    }
    check = waves.pop("Job")

    assert max(waves.values()) < check


def test_the_namespace_of_the_checks_is_the_environments_own(synthesis):
    units = synthesis.environments["everything"]
    checks = [*units["before-sync"], *units["after-sync"]]
    namespaces = {o["metadata"]["namespace"] for o in checks if "namespace" in o["metadata"]}
    made = {obj["metadata"]["name"] for obj in units["namespace"]}

    assert namespaces <= made
