import re
from datetime import timedelta

import pytest

from constructs_lib.config import Destination, IgnoredDifference, Retry, SyncPolicy
from constructs_lib.delivery import (
    ArgoApplication,
    ArgoProject,
    HelmSource,
    KustomizePatch,
    KustomizeSource,
    PatchTarget,
    PlainSource,
    ValuesSource,
)
from constructs_lib.kube import objects_of

REPOSITORY = "https://git.example.com/platform/k8s-app-configs.git"
CHARTS = "https://charts.example.com"
KUSTOMIZE = KustomizeSource(
    repository=REPOSITORY, revision="main", path="kubeflow/overlays/default"
)


@pytest.fixture
def project(chart):
    return ArgoProject(
        chart,
        "Project",
        name="kubeflow",
        repositories=[REPOSITORY, CHARTS],
        namespaces=["kubeflow", "cert-manager"],
    )


@pytest.fixture
def application(chart, project):
    def _application(source=KUSTOMIZE, **fields):
        fields = {"name": "app", "namespace": "kubeflow", "project": project} | fields
        return ArgoApplication(chart, "Application", source=source, **fields)

    return _application


@pytest.fixture
def spec(application, find):
    """Return the spec that an Application of some fields has."""

    def _spec(*sources, **fields):
        application(*sources, **fields)
        return find("Application", "app")["spec"]

    return _spec


def test_manifests_of_an_application_from_kustomize(application, chart, yaml_snapshot):
    application(KUSTOMIZE)

    assert objects_of(chart) == yaml_snapshot


def test_manifests_of_an_application_from_a_folder(application, chart, yaml_snapshot):
    application(PlainSource(repository=REPOSITORY, revision="v1", path="crds", recurse=True))

    assert objects_of(chart) == yaml_snapshot


def test_manifests_of_an_application_from_helm(application, chart, yaml_snapshot):
    application(
        HelmSource(
            repository=CHARTS,
            chart="cert-manager",
            version="v1.14.5",
            values={"installCRDs": True, "extra_args": [{"snake_case": 1}]},
            release="cert-manager",
        ),
        namespace="cert-manager",
        sync=SyncPolicy(
            prune=False,
            self_heal=False,
            server_side=False,
            create_namespace=True,
            retry=Retry(
                limit=3, first=timedelta(seconds=5), factor=3, longest=timedelta(hours=1)
            ),
        ),
        wave=-1,
        ignored=[
            IgnoredDifference(
                group="rbac.authorization.k8s.io",
                kind="ClusterRole",
                name="kubeflow-admin",
                pointers=("/rules",),
            ),
            IgnoredDifference(group="", kind="Secret", expressions=(".data",)),
        ],
    )

    assert objects_of(chart) == yaml_snapshot


def test_a_folder_may_be_read_in_part(spec):
    source = PlainSource(
        repository=REPOSITORY, revision="main", path="apps", include="kubeflow.yaml"
    )

    assert spec(source)["source"]["directory"] == {
        "recurse": False,
        "include": "kubeflow.yaml",
    }


def test_replaced_images_are_written_as_kustomize_writes_them(spec):
    source = KustomizeSource(
        repository=REPOSITORY, revision="main", path="app", images=("old=new:v1",)
    )

    assert spec(source)["source"]["kustomize"] == {"images": ["old=new:v1"]}


def test_manifests_of_an_application_from_several_sources(application, chart, yaml_snapshot):
    chart_source = HelmSource(
        repository=CHARTS,
        chart="cert-manager",
        version="v1.14.5",
        value_files=("values-small.yaml", "$values/cert-manager/prod.yaml"),
        values={"installCRDs": True},
    )
    application(
        [chart_source, ValuesSource(repository=REPOSITORY, revision="main"), KUSTOMIZE],
        namespace="cert-manager",
    )

    assert objects_of(chart) == yaml_snapshot


def test_manifests_of_an_application_with_patches(application, chart, yaml_snapshot):
    application(
        KustomizeSource(
            repository=REPOSITORY,
            revision="main",
            path="app",
            patches=(
                KustomizePatch(
                    patch={
                        "apiVersion": "apps/v1",
                        "kind": "Deployment",
                        "metadata": {"name": "app"},
                        "spec": {"replicas": 2},
                    }
                ),
                KustomizePatch(
                    patch=({"op": "add", "path": "/metadata/labels/team", "value": "ml"},),
                    target=PatchTarget(
                        kind="Deployment|StatefulSet",
                        group="apps",
                        version="v1",
                        namespace="kubeflow",
                        name="ml-.*",
                        label_selector="app=ml",
                    ),
                ),
            ),
        )
    )

    assert objects_of(chart) == yaml_snapshot


def test_sources_are_as_many_as_are_given(spec):
    made = spec([KUSTOMIZE])

    assert [source["path"] for source in made["sources"]] == [KUSTOMIZE.path]
    assert "source" not in made


VALUES = ValuesSource(repository=REPOSITORY, revision="main")
WITH_VALUES = HelmSource(
    repository=CHARTS, chart="app", version="1.0.0", value_files=("$values/prod.yaml",)
)


@pytest.mark.parametrize(
    ("sources", "message"),
    [
        ([], "application 'app' has no source of objects; give it one such as Kustomize"),
        (
            [VALUES],
            "application 'app' has no source of objects; give it one such as Kustomize",
        ),
        (
            [WITH_VALUES],
            "application 'app' has no source of values 'values', which a chart na",
        ),
        (
            WITH_VALUES,
            "application 'app' has no source of values 'values', which a chart names",
        ),
        (
            [KUSTOMIZE, VALUES],
            "application 'app' has a source of values 'values' that no chart",
        ),
        (
            [WITH_VALUES, VALUES, VALUES],
            "source of values 'values' is given twice; leave one out",
        ),
    ],
)
def test_fails_for_sources_that_do_not_fit(application, sources, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        application(sources)


def test_fails_for_one_of_several_repositories_outside_its_project(application):
    other = PlainSource(repository="https://git.example.com/o.git", revision="1", path="app")

    with pytest.raises(
        ValueError, match=r"'app' uses repository 'https://git\.example\.com/o"
    ):
        application([KUSTOMIZE, other])


def test_an_application_may_be_synced_by_hand(spec):
    policy = spec(sync=SyncPolicy(automated=False, prune=False, self_heal=False))

    assert "automated" not in policy["syncPolicy"]


@pytest.mark.parametrize(
    ("policy", "may_be_empty", "allowed"),
    [
        (SyncPolicy(), True, True),
        (SyncPolicy(), False, False),
        (SyncPolicy(prune=False), True, False),
    ],
)
def test_an_application_is_emptied_only_where_it_may_be_and_prunes(
    spec, policy, may_be_empty, allowed
):
    made = spec(sync=policy, may_be_empty=may_be_empty)

    assert made["syncPolicy"]["automated"]["allowEmpty"] is allowed


def test_objects_that_name_their_namespaces_need_none_of_the_application(spec):
    assert "namespace" not in spec(namespace=None)["destination"]


@pytest.mark.parametrize(
    ("policy", "options"),
    [
        (
            SyncPolicy(),
            [
                "ServerSideApply=true",
                "FailOnSharedResource=true",
                "RespectIgnoreDifferences=true",
            ],
        ),
        (
            SyncPolicy(server_side=False, exclusive=False),
            ["RespectIgnoreDifferences=true"],
        ),
        (
            SyncPolicy(
                server_side=False, exclusive=False, create_namespace=True, prune_last=True
            ),
            ["CreateNamespace=true", "PruneLast=true", "RespectIgnoreDifferences=true"],
        ),
    ],
    ids=["by default", "the fewest", "the others"],
)
def test_sync_options_are_those_chosen(spec, policy, options):
    assert spec(sync=policy)["syncPolicy"]["syncOptions"] == options


@pytest.mark.parametrize("checks_kinds", [False, True])
def test_kinds_that_a_hook_looks_for_itself_are_left_to_it(spec, checks_kinds):
    options = spec(checks_kinds=checks_kinds)["syncPolicy"]["syncOptions"]

    assert ("SkipDryRunOnMissingResource=true" in options) is checks_kinds


def test_an_ignored_difference_may_be_somebodys_in_one_object(spec):
    difference = IgnoredDifference(
        group="apps",
        kind="Deployment",
        namespace="kubeflow",
        name="app",
        managers=("kube-controller-manager",),
    )

    assert spec(ignored=[difference])["ignoreDifferences"] == [
        {
            "group": "apps",
            "kind": "Deployment",
            "namespace": "kubeflow",
            "name": "app",
            "managedFieldsManagers": ["kube-controller-manager"],
        }
    ]


def test_an_application_without_a_wave_has_no_annotation(application, find):
    application()

    assert "annotations" not in find("Application", "app")["metadata"]


@pytest.mark.parametrize("wave", [0, -1, 5])
def test_a_wave_is_an_annotation(application, find, wave):
    application(wave=wave)

    assert find("Application", "app")["metadata"]["annotations"] == {
        "argocd.argoproj.io/sync-wave": str(wave)
    }


def test_labels_and_annotations_are_on_the_application_beside_its_wave(application, find):
    application(wave=2, labels={"team": "ml"}, annotations={"example.com/page": "ml-oncall"})
    metadata = find("Application", "app")["metadata"]

    assert metadata["labels"] == {"team": "ml"}
    assert metadata["annotations"] == {
        "example.com/page": "ml-oncall",
        "argocd.argoproj.io/sync-wave": "2",
    }


def test_fails_for_an_annotation_that_is_the_wave(application):
    with pytest.raises(ValueError, match=r"annotation 'argocd.argoproj.io/sync-wave'"):
        application(annotations={"argocd.argoproj.io/sync-wave": "7"})


@pytest.mark.parametrize(
    ("deletion", "finalizers"),
    [
        ("keep", None),
        ("background", ["resources-finalizer.argocd.argoproj.io/background"]),
        ("foreground", ["resources-finalizer.argocd.argoproj.io/foreground"]),
    ],
)
def test_what_becomes_of_the_objects_is_a_finalizer(application, find, deletion, finalizers):
    application(deletion=deletion)

    assert find("Application", "app")["metadata"].get("finalizers") == finalizers


def test_an_application_goes_to_a_cluster_by_its_name(spec, chart):
    project = ArgoProject(
        chart,
        "Remote",
        name="remote",
        repositories=[REPOSITORY],
        namespaces=["kubeflow"],
        destination=Destination(name="prod"),
    )

    assert spec(project=project)["destination"] == {"name": "prod", "namespace": "kubeflow"}


def test_an_application_goes_to_the_cluster_of_its_project(spec, chart):
    project = ArgoProject(
        chart,
        "Remote",
        name="remote",
        repositories=[REPOSITORY],
        namespaces=["kubeflow"],
        destination=Destination(server="https://remote.example.com"),
    )

    assert spec(project=project)["destination"] == {
        "server": "https://remote.example.com",
        "namespace": "kubeflow",
    }


def test_fails_for_an_application_of_no_name(application):
    with pytest.raises(ValueError, match="application 'My App' must be lower-case letters"):
        application(name="My App")


def test_fails_for_an_application_from_a_repository_outside_its_project(application):
    other = "https://git.example.com/other.git"
    source = PlainSource(repository=other, revision="main", path="app")

    message = f"'app' uses repository '{other}'; its project permits {REPOSITORY}, {CHARTS}"
    with pytest.raises(ValueError, match=message):
        application(source)


def test_fails_for_an_application_into_a_namespace_outside_its_project(application):
    message = "'app' uses namespace 'kube-system'; its project permits kubeflow, cert-manager"
    with pytest.raises(ValueError, match=message):
        application(namespace="kube-system")


def test_a_project_may_permit_everything(spec, chart):
    project = ArgoProject(chart, "All", name="all", repositories=["*"], namespaces=["*"])

    assert spec(project=project, namespace="anywhere")["project"] == "all"
