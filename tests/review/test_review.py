"""Reviews of whole trees: small ones, and the platform's with prepared changes."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
import yaml

import main
from constructs_lib import Environment, Platform
from constructs_lib.delivery import rendered
from constructs_lib.platform import synthesize
from constructs_lib.review import Severity, review
from tests.kustomize import rendered_kept, write
from tests.review.examples import binding, deployment, image, make, spec
from tests.review.trees import application, kustomization, tree


def test_the_platform_against_itself_says_nothing(default, tmp_path):
    trees = [write(default, tmp_path / side) for side in ("before", "after")]

    assert review(*trees).objects == ()


def test_the_same_objects_in_another_order_are_no_change(tmp_path):
    objects = [make("ConfigMap", metadata={"name": name}) for name in "ab"]
    trees = [
        tree(tmp_path / side, base=base, default=[])
        for side, base in (("before", objects), ("after", objects[::-1]))
    ]

    assert review(*trees).objects == ()


def test_a_change_in_every_environment_is_told_once(tmp_path):
    trees = [
        tree(tmp_path / tag, base=[image(f"a:{tag}")], default=[], staging=[])
        for tag in ("1", "2")
    ]
    [found] = review(*trees).objects

    assert (found.places, found.action) == (("default", "staging"), "changed")


def test_what_differs_in_each_environment_is_told_for_each(tmp_path):
    trees = [
        tree(
            tmp_path / tag,
            base=[make("ConfigMap")],
            default=[image(f"a:{tag}")],
            staging=[image(f"b:{tag}")],
        )
        for tag in ("1", "2")
    ]

    assert [found.places for found in review(*trees).objects] == [("default",), ("staging",)]


AUTOSCALER = spec(
    "HorizontalPodAutoscaler",
    "autoscaling/v2",
    scaleTargetRef={"apiVersion": "apps/v1", "kind": "Deployment", "name": "it"},
)


def numbered(number):
    """Return a Deployment that names a number of pods, or none."""
    return spec("Deployment", "apps/v1", **({} if number is None else {"replicas": number}))


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([numbered(2)], [numbered(2), AUTOSCALER], {"HorizontalPodAutoscaler"}),
        ([numbered(None), AUTOSCALER], [numbered(2), AUTOSCALER], {"Deployment"}),
        ([numbered(2)], [numbered(None), AUTOSCALER], set()),
        ([numbered(2), AUTOSCALER], [numbered(3)], set()),
    ],
)
def test_a_number_beside_an_autoscaler_is_told(tmp_path, before, after, kinds):
    trees = [
        tree(tmp_path / side, base=objects, default=[])
        for side, objects in (("before", before), ("after", after))
    ]
    told = {
        each.identity.kind
        for each in review(*trees).objects
        for finding in each.findings
        if "an autoscaler sets the number of pods, and the workload names 2"
        in finding.sentence
        and finding.severity is Severity.WARNING
    }

    assert told == kinds


def test_a_new_environment_is_one_change(tmp_path):
    base = [make("ConfigMap"), make("Service")]
    trees = [
        tree(tmp_path / "before", base=base, default=[]),
        tree(tmp_path / "after", base=base, default=[], staging=[]),
    ]
    [found] = review(*trees).objects

    assert (found.title, found.severity) == (
        "Path kubeflow/overlays/staging",
        Severity.INFO,
    )
    assert [finding.sentence for finding in found.findings] == ["is new, with 2 objects"]


def without(folder, *left, before=True, after=True, below=""):
    """Return what comes of objects that leave the profiles, by whether Argo CD prunes."""
    trees = [
        tree(
            folder / side,
            base=[make("Service")],
            profiles=[make("ConfigMap"), *held],
            apps=[application("profiles", "profiles", prune=prune, below=below)],
        )
        for side, held, prune in (("before", left, before), ("after", (), after))
    ]
    return {obj.title: obj.findings[0] for obj in review(*trees).objects}


@pytest.mark.parametrize("prune", [True, False])
def test_a_profile_that_leaves_is_a_danger_whether_its_data_go_or_its_owner_stays(
    tmp_path, prune
):
    found = without(tmp_path, make("Profile", "kubeflow.org/v1"), before=prune, after=prune)

    (profile,) = found.values()
    assert profile.severity is Severity.DANGER
    assert ("its namespace and everything in it" in profile.sentence) is prune


def test_a_profile_of_one_environment_that_leaves_is_read_with_its_application(tmp_path):
    own = "profiles/prod"
    app = application("profiles", own, prune=False)
    app["spec"]["sources"] = [{"path": "kubeflow/profiles"}, app["spec"].pop("source")]
    trees = [tree(tmp_path / side, prod=[make("Service")], apps=[app]) for side in ("a", "b")]
    for root, held in zip(trees, ([make("Profile", "kubeflow.org/v1")], []), strict=True):
        files = {"team.yaml": held} if held else {}
        files["kustomization.yaml"] = kustomization(*files)
        write({f"kubeflow/{own}/{n}": rendered(o) for n, o in files.items()}, root)
    (found,) = review(*trees).objects

    assert found.title == "Profile kubeflow/it"
    assert "its namespace and everything in it" not in found.findings[0].sentence


def test_a_member_who_leaves_is_no_danger_where_argo_cd_prunes(tmp_path):
    found = without(tmp_path, binding("kubeflow-edit", "a", kind="RoleBinding"))

    assert [each.severity for each in found.values()] == [Severity.WARNING]


@pytest.mark.parametrize("below", ["", "clusters/prod/"])
def test_a_member_who_leaves_as_pruning_is_switched_off_is_a_danger(tmp_path, below):
    member = binding("kubeflow-edit", "a", kind="RoleBinding")
    found = without(tmp_path, member, after=False, below=below)

    assert {title: each.severity for title, each in found.items()} == {
        "RoleBinding kubeflow/it": Severity.DANGER,
        "Application argocd/profiles": Severity.WARNING,
    }


def project(namespaces=("*", "!kube-system"), kinds=(("", "ConfigMap"),)):
    return {
        "apiVersion": "argoproj.io/v1alpha1",
        "kind": "AppProject",
        "metadata": {"name": "profiles", "namespace": "argocd"},
        "spec": {
            "destinations": [{"namespace": namespace} for namespace in namespaces],
            "clusterResourceWhitelist": [{"group": "kubeflow.org", "kind": "Profile"}],
            "namespaceResourceWhitelist": [{"group": g, "kind": k} for g, k in kinds],
        },
    }


RBAC = "rbac.authorization.k8s.io"


@pytest.mark.parametrize(
    ("permitted", "level"),
    [
        ({"kinds": (("", "ConfigMap"), (RBAC, "RoleBinding"))}, Severity.WARNING),
        ({"kinds": (("", "ConfigMap"), (RBAC, "*"))}, Severity.WARNING),
        ({}, Severity.DANGER),
        ({"kinds": ((RBAC, "RoleBinding"),), "namespaces": ("team",)}, Severity.DANGER),
        (
            {"kinds": ((RBAC, "RoleBinding"),), "namespaces": ("*", "!kubeflow")},
            Severity.DANGER,
        ),
    ],
    ids=["its kind", "its group", "another kind", "another namespace", "but its namespace"],
)
def test_a_right_that_leaves_is_a_danger_where_the_project_hides_it(
    tmp_path, permitted, level
):
    of_profiles = application("profiles", "profiles", prune=True)
    of_profiles["spec"]["project"] = "profiles"
    trees = [
        tree(
            tmp_path / side,
            base=[make("Service")],
            profiles=[make("ConfigMap"), *held],
            apps=[project(**permitted), of_profiles],
        )
        for side, held in (
            ("a", [binding("kubeflow-edit", "a", kind="RoleBinding")]),
            ("b", []),
        )
    ]

    assert [each.severity for each in review(*trees).objects] == [level]


def test_what_a_finding_shows_is_not_shown_again(tmp_path):
    trees = [
        tree(
            tmp_path / tag,
            base=[deployment(container={"image": f"a:{tag}", "tty": tag == "2"})],
            default=[],
        )
        for tag in ("1", "2")
    ]
    [found] = review(*trees).objects

    assert [field.path for field in found.fields] == ["spec.template.spec.containers[app].tty"]


def _drop_spec(crd):
    for version in crd["spec"]["versions"]:
        del version["schema"]["openAPIV3Schema"]["properties"]["spec"]


def _set(*path, **values):
    """Return what sets fields of the mapping at a path."""

    def change(obj):
        for key in path:
            obj = obj[key]
        obj.update(values)

    return change


WEBHOOK = "admission-webhook-mutating-webhook-configuration"
POD = ("spec", "template", "spec", "containers", 0)
# By file: the object's kind and name, and what is done to it.
EDITS = {
    "base/volumes-web-app.yaml": (
        "ClusterRole volumes-web-app-cluster-role",
        lambda role: role["rules"][0]["verbs"].append("delete"),
    ),
    "base/crds.yaml": ("CustomResourceDefinition poddefaults.kubeflow.org", _drop_spec),
    "base/pipelines.yaml": (
        "PersistentVolumeClaim minio-pvc",
        _set("spec", "resources", "requests", storage="10Gi"),
    ),
    "base/tensorboards-web-app.yaml": (
        "Deployment tensorboards-web-app-deployment",
        _set("spec", "selector", "matchLabels", extra="label"),
    ),
    "base/admission-webhook.yaml": (
        f"MutatingWebhookConfiguration {WEBHOOK}",
        _set("webhooks", 0, failurePolicy="Ignore"),
    ),
    "base/tensorboard-controller.yaml": (
        "ClusterRoleBinding tensorboard-controller-manager-rolebinding",
        _set("roleRef", name="cluster-admin"),
    ),
    "base/jupyter-web-app.yaml": (
        "Deployment jupyter-web-app-deployment",
        _set(*POD, image="docker.io/kubeflownotebookswg/jupyter-web-app:v9"),
    ),
    "overlays/default/ambient.yaml": (
        "PeerAuthentication default",
        _set("spec", "mtls", mode="PERMISSIVE"),
    ),
}


def edited(files):
    """Return the files with every edit done."""
    changed = dict(files)
    for path, (title, change) in EDITS.items():
        objects = list(yaml.load_all(files[f"kubeflow/{path}"], yaml.CSafeLoader))
        named = {f"{obj['kind']} {obj['metadata']['name']}": obj for obj in objects}
        change(named[title])
        changed[f"kubeflow/{path}"] = rendered(objects)
    return changed


@pytest.fixture(scope="module")
def found(default, tmp_path_factory) -> Mapping[str, set[tuple[str, Severity]]]:
    """Return what is found between the platform and one with ten things changed, by object."""
    config = main.platform().environments[0].config
    components = tuple(name for name in config.components if name != "katib")
    other = replace(config, host="ml.example.org", components=components)
    files = synthesize(Platform(environments=(Environment("default", other),))).files
    folder = tmp_path_factory.mktemp("platform")
    trees = [
        write(side, folder / name) for name, side in (("a", default), ("b", edited(files)))
    ]
    with pytest.MonkeyPatch.context() as patch:
        # The platform before is built for other tests too.
        patch.setattr("constructs_lib.review.tree._built", rendered_kept)
        reviewed = review(*trees)
    return {
        obj.title: {(finding.rule, finding.severity) for finding in obj.findings}
        for obj in reviewed.objects
    }


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "rule", "severity"),
    [
        ("HTTPRoute kubeflow/kubeflow-route", "route", Severity.WARNING),
        ("CustomResourceDefinition experiments.kubeflow.org", "deleted", Severity.WARNING),
        ("PersistentVolumeClaim kubeflow/katib-mysql", "deleted", Severity.DANGER),
        ("Deployment kubeflow/katib-ui", "deleted", Severity.WARNING),
        ("ClusterRole volumes-web-app-cluster-role", "rbac", Severity.WARNING),
        ("CustomResourceDefinition poddefaults.kubeflow.org", "crd", Severity.DANGER),
        ("PersistentVolumeClaim kubeflow/minio-pvc", "volume", Severity.DANGER),
        ("Deployment kubeflow/tensorboards-web-app-deployment", "recreate", Severity.DANGER),
        (f"MutatingWebhookConfiguration {WEBHOOK}", "webhook", Severity.WARNING),
        (
            "ClusterRoleBinding tensorboard-controller-manager-rolebinding",
            "recreate",
            Severity.DANGER,
        ),
        (
            "ClusterRoleBinding tensorboard-controller-manager-rolebinding",
            "rbac",
            Severity.DANGER,
        ),
        ("Deployment kubeflow/jupyter-web-app-deployment", "image", Severity.NOTICE),
        ("Deployment kubeflow/jupyter-web-app-deployment", "restart", Severity.NOTICE),
        ("PeerAuthentication kubeflow/default", "policy", Severity.WARNING),
    ],
)
def test_a_prepared_change_of_the_platform_is_classified(found, title, rule, severity):
    assert (rule, severity) in found[title]
