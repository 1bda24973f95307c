import re
from dataclasses import replace

import pytest

import main
from constructs_lib import (
    AddOn,
    AppOfApps,
    ArgoCd,
    Config,
    Destination,
    Environment,
    GitRepository,
    IgnoredDifference,
    Platform,
    PlatformPrerequisites,
    Profile,
    SealedSecrets,
)
from constructs_lib.delivery import profile_files
from constructs_lib.delivery.applications import (
    add_on_files,
    application_files,
    parent_files,
)

CANARY = Environment("canary")
SEALED = Config(secrets=SealedSecrets(path="sealed"))
PROD = Destination(server="https://prod.example.com")
PARENT = AppOfApps()
ADD_ONS = PlatformPrerequisites(add_ons=(AddOn(name="cert-manager"),))


def told(argo_cd, **platform):
    """Return all that an Argo CD is told of an environment with sealed Secrets."""
    environment = Environment("prod", SEALED, argo_cd=argo_cd)
    fields = {"environments": (CANARY, environment), "prerequisites": ADD_ONS}
    made = Platform(**fields | platform)
    files = (
        application_files(made, environment, {}, profiles=()),
        add_on_files(made, environment),
        parent_files(PARENT, made, environment),
    )
    return {
        (obj["kind"], obj["metadata"]["name"]): obj
        for found in files
        for objects in found.values()
        for obj in objects
    }


def applications(argo_cd):
    return {name: obj for (kind, name), obj in told(argo_cd).items() if kind == "Application"}


@pytest.mark.parametrize("revision", [None, "env/staging"])
def test_argo_cd_follows_the_environments_own_branch(revision):
    config = Config(secrets=SealedSecrets(path="sealed"))
    environment = Environment("staging", config, revision=revision)
    [objects] = application_files(
        Platform(environments=(CANARY, environment)), environment, {}, profiles=()
    ).values()
    applications = [obj for obj in objects if obj["kind"] == "Application"]

    assert len(applications) == 3
    assert {app["spec"]["source"]["targetRevision"] for app in applications} == {
        revision or "main"
    }


def test_everything_is_in_argo_cds_namespace():
    made = told(ArgoCd(namespace="gitops")).values()

    assert {obj["metadata"]["namespace"] for obj in made} == {"gitops"}


def test_the_parent_writes_to_argo_cds_namespace():
    made = told(ArgoCd(namespace="gitops"))
    parent, project = (
        made[kind, PARENT.name]["spec"] for kind in ("Application", "AppProject")
    )

    assert parent["destination"]["namespace"] == "gitops"
    assert [place["namespace"] for place in project["destinations"]] == ["gitops"]


def test_no_profile_may_be_written_to_argo_cds_namespace():
    project = told(ArgoCd(namespace="gitops"))["AppProject", "kubeflow-profiles"]

    assert "!gitops" in {place["namespace"] for place in project["spec"]["destinations"]}


@pytest.mark.parametrize("cluster", [{"server": "https://prod.example.com"}, {"name": "prod"}])
def test_all_but_the_parent_goes_to_the_environments_cluster(cluster):
    made = told(ArgoCd(destination=Destination(**cluster)))
    own = {"server": "https://kubernetes.default.svc"}
    places = {
        name: obj["spec"].get("destinations", [obj["spec"].get("destination")])
        for name, obj in made.items()
    }
    found = {
        name: [{k: place[k] for k in place if k != "namespace"} for place in some]
        for (_, name), some in places.items()
    }

    assert {name for name, some in found.items() if own in some} == {PARENT.name}
    assert all(place in (cluster, own) for some in found.values() for place in some)


def test_at_a_cluster_by_name_the_profiles_project_names_each_namespace():
    """There Argo CD would not heed that `kube-system` is forbidden."""
    profiles = tuple(Profile(name=name, owner="ada@example.com") for name in ("a", "b"))
    made = told(ArgoCd(destination=Destination(name="prod")), profiles=profiles)
    project = made["AppProject", "kubeflow-profiles"]["spec"]

    assert [place["namespace"] for place in project["destinations"]] == ["", "a", "b"]


OWN = Profile(name="own", owner="ada@example.com")
SHARED = Profile(name="shared", owner="ada@example.com")


def told_of_profiles(environment, *shared):
    platform = Platform(environments=(environment,), profiles=shared)
    [objects] = application_files(platform, environment, {}, profiles=()).values()
    return {(obj["kind"], obj["metadata"]["name"]): obj["spec"] for obj in objects}


def test_an_environments_own_profiles_are_read_beside_those_of_all():
    told = told_of_profiles(Environment("prod", profiles=(OWN,)), SHARED)
    spec = told["Application", "kubeflow-profiles"]

    assert [source["path"] for source in spec["sources"]] == [
        "kubeflow/profiles",
        "kubeflow/profiles/prod",
    ]


def test_an_environment_without_profiles_of_its_own_reads_one_folder():
    told = told_of_profiles(Environment("prod"), SHARED)

    assert told["Application", "kubeflow-profiles"]["source"]["path"] == "kubeflow/profiles"


def test_the_last_profile_may_leave_only_where_there_is_none_of_its_own_either():
    spec = told_of_profiles(Environment("prod", profiles=(OWN,)))[
        "Application", "kubeflow-profiles"
    ]

    assert spec["syncPolicy"]["automated"]["allowEmpty"] is False


def test_at_a_cluster_by_name_the_environments_own_profiles_are_permitted():
    prod = Environment(
        "prod", argo_cd=ArgoCd(destination=Destination(name="prod")), profiles=(OWN,)
    )
    project = told_of_profiles(prod, SHARED)["AppProject", "kubeflow-profiles"]

    assert [place["namespace"] for place in project["destinations"]] == ["", "shared", "own"]


def test_in_a_hub_everything_is_called_after_its_environment():
    names = {name for _, name in told(ArgoCd(hub=True))}

    assert names == {
        "cert-manager-prod",
        "kubeflow-delivery-prod",
        "kubeflow-prerequisites-prod",
        "kubeflow-prod",
        "kubeflow-profiles-prod",
        "kubeflow-secrets-prod",
    }


def test_applications_are_in_the_projects_that_are_written():
    made = told(ArgoCd(name="ml", project="science"))
    projects = {name: obj["spec"].get("project") for (_, name), obj in made.items()}

    assert {name: projects[name] for name in ("ml", "ml-profiles", "ml-secrets")} == {
        "ml": "science",
        "ml-profiles": "science-profiles",
        "ml-secrets": "science",
    }
    assert ("AppProject", "science-prerequisites") in made


def sources(**platform):
    """Return what Applications read, and which repositories their projects permit."""
    made = told(ArgoCd(), **platform)
    read = {
        name: (obj["spec"]["source"]["repoURL"], obj["spec"]["source"].get("path"))
        for (kind, name), obj in made.items()
        if kind == "Application" and name != "cert-manager"
    }
    permitted = {
        name: obj["spec"]["sourceRepos"]
        for (kind, name), obj in made.items()
        if kind == "AppProject" and name != "kubeflow-prerequisites"
    }
    return read, permitted


def test_dist_may_be_in_a_folder_of_the_repository():
    here = GitRepository(path="clusters/prod")
    read, _ = sources(repository=here)

    assert read == {
        "kubeflow": (here.url, "clusters/prod/kubeflow/overlays/prod"),
        "kubeflow-profiles": (here.url, "clusters/prod/kubeflow/profiles"),
        # Others' files, which dist/ does not hold.
        "kubeflow-secrets": (here.url, "sealed"),
        "kubeflow-delivery": (here.url, "clusters/prod/apps"),
    }


def test_profiles_may_be_in_a_repository_of_their_own():
    here, theirs = (
        GitRepository(),
        GitRepository(url="https://git.example.com/p.git", path="p"),
    )
    read, permitted = sources(repository=here, profiles_repository=theirs)

    assert read["kubeflow-profiles"] == (theirs.url, "p/kubeflow/profiles")
    assert {url for name, (url, _) in read.items() if name != "kubeflow-profiles"} == {
        here.url
    }
    assert permitted == {
        "kubeflow": [here.url],
        "kubeflow-profiles": [theirs.url],
        "kubeflow-delivery": [here.url],
    }


def test_an_environment_may_be_in_a_repository_of_its_own():
    own = GitRepository(url="https://git.example.com/prod.git", revision="live")
    environment = Environment("prod", repository=own)
    platform = Platform(environments=(CANARY, environment))
    found = {
        each.name: {
            (obj["spec"]["source"]["repoURL"], obj["spec"]["source"]["targetRevision"])
            for obj in application_files(platform, each, {}, profiles=()).popitem()[1]
            if obj["kind"] == "Application"
        }
        for each in platform.environments
    }

    assert found == {
        "canary": {(platform.repository.url, "main")},
        "prod": {(own.url, "live")},
    }


def test_labels_and_annotations_are_on_every_application():
    labels, annotations = {"team": "ml"}, {"example.com/page": "ml"}
    made = applications(ArgoCd(labels=labels, annotations=annotations)).values()

    assert [obj["metadata"]["labels"] for obj in made] == [labels] * 5
    assert all(annotations.items() <= obj["metadata"]["annotations"].items() for obj in made)


def test_no_application_takes_anything_with_it_by_default():
    assert not any("finalizers" in obj["metadata"] for obj in applications(ArgoCd()).values())


def test_profiles_stay_whatever_becomes_of_the_platform():
    made = applications(ArgoCd(deletion="foreground"))
    taking = {name for name, obj in made.items() if "finalizers" in obj["metadata"]}

    assert taking == {"kubeflow", "kubeflow-secrets"}


@pytest.mark.parametrize(
    "difference",
    [
        IgnoredDifference(
            group="apps",
            kind="Deployment",
            namespace="kubeflow",
            name="centraldashboard",
            pointers=("/spec/replicas",),
        ),
        IgnoredDifference(group="*", kind="*", managers=("vpa",)),
        IgnoredDifference(group="kubeflow.org", kind="Profile", pointers=("/spec/plugins",)),
    ],
    ids=["an object", "all", "profiles"],
)
def test_what_a_user_ignores_comes_after_what_is_known(main_synthesis, difference):
    [usual] = main.platform().environments
    environment = replace(usual, argo_cd=ArgoCd(ignored=(difference,)))
    units = main_synthesis.environments["default"]
    written = profile_files(main.platform().profiles, usual.config).values()
    profiles = [obj for objects in written for obj in objects]
    before, after = (
        {
            obj["metadata"]["name"]: obj["spec"].get("ignoreDifferences", [])
            for objects in application_files(
                Platform(environments=(each,)), each, units, profiles=profiles
            ).values()
            for obj in objects
            if obj["kind"] == "Application"
        }
        for each in (usual, environment)
    )
    added = {name: after[name][len(before[name]) :] for name in before}

    assert {name: after[name][: len(before[name])] for name in before} == before
    assert {name: [each["kind"] for each in some] for name, some in added.items()} == {
        "kubeflow": [difference.kind],
        "kubeflow-profiles": [difference.kind],
    }


def test_what_a_user_ignores_may_be_sealed():
    difference = IgnoredDifference(group="bitnami.com", kind="SealedSecret", pointers=("/a",))
    made = applications(ArgoCd(ignored=(difference,)))["kubeflow-secrets"]["spec"]

    assert [each["kind"] for each in made["ignoreDifferences"]] == ["SealedSecret"]


@pytest.mark.parametrize(
    "fields",
    [
        {"group": "apps", "kind": "DaemonSet"},
        {"group": "", "kind": "Deployment"},
        {"group": "apps", "kind": "Deployment", "name": "dashboard"},
        {"group": "kubeflow.org", "kind": "Profile", "namespace": "kubeflow"},
        {"group": "bitnami.com", "kind": "SealedSecret"},
    ],
)
def test_fails_for_ignored_differences_of_what_the_environment_has_not(main_synthesis, fields):
    difference = IgnoredDifference(**fields, pointers=("/spec",))
    environment = Environment("one", argo_cd=ArgoCd(ignored=(difference,)))
    units = main_synthesis.environments["default"]

    message = f"environment 'one' ignores differences of '{fields['kind']}'"
    with pytest.raises(ValueError, match=re.escape(message)):
        application_files(
            Platform(environments=(environment,)), environment, units, profiles=()
        )


def of_kind(api_version, kind, **metadata):
    return {"apiVersion": api_version, "kind": kind, "metadata": {"name": "it", **metadata}}


SCALED = of_kind("keda.sh/v1alpha1", "ScaledObject", namespace="kubeflow")
DEFINED = {
    **of_kind("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    "spec": {"group": "example.com", "names": {"kind": "Room"}, "scope": "Cluster"},
}


@pytest.mark.parametrize(
    ("objects", "cluster", "namespaced"),
    [
        ([], [], []),
        ([of_kind("apps/v1", "Deployment", namespace="kubeflow")], [], []),
        ([SCALED], [], [("keda.sh", "ScaledObject")]),
        (
            [of_kind("node.k8s.io/v1", "RuntimeClass")],
            [("node.k8s.io", "RuntimeClass")],
            [],
        ),
        (
            [DEFINED, of_kind("example.com/v1", "Room", namespace="kubeflow")],
            [("example.com", "Room")],
            [],
        ),
    ],
    ids=["nothing", "what is known", "in a namespace", "in none", "by its definition"],
)
def test_kinds_that_are_written_are_permitted_beside_the_known_ones(
    objects, cluster, namespaced
):
    platform = Platform(environments=(CANARY,))

    def permitted(units):
        [found] = application_files(platform, CANARY, units, profiles=()).values()
        spec = found[0]["spec"]
        return [
            {(kind["group"], kind["kind"]) for kind in spec[field]}
            for field in ("clusterResourceWhitelist", "namespaceResourceWhitelist")
        ]

    before, after = permitted({}), permitted({"own": objects})

    assert [now - was for was, now in zip(before, after, strict=True)] == [
        set(cluster),
        set(namespaced),
    ]
