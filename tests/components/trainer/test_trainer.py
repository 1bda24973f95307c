import pytest

from constructs_lib.catalog import Images
from constructs_lib.config import COMPONENTS, Config, WorkloadDefaults
from constructs_lib.config.components import TRAINER
from constructs_lib.kube import objects_of
from constructs_lib.releases import RELEASES, V1_10_2, V1_11_0, V26_03_1

NEWER = WorkloadDefaults(images=Images(as_shipped=True, release=V26_03_1))


def test_manifests_in_the_ambient_mesh(make, manifests, ambient, yaml_snapshot):
    make(defaults=ambient)
    # Held to upstream's by parity, as all of them are.
    data = ("CustomResourceDefinition", "ClusterTrainingRuntime")

    assert [obj for obj in manifests() if obj["kind"] not in data] == yaml_snapshot


def test_its_namespace_is_in_the_mesh_and_takes_no_privileged_pod(make, find, ambient):
    make(defaults=ambient)

    assert find("Namespace", "kubeflow-system")["metadata"]["labels"] == {
        "control-plane": "kubeflow",
        "istio-injection": "disabled",
        "istio.io/dataplane-mode": "ambient",
        "pod-security.kubernetes.io/enforce": "restricted",
    }


@pytest.mark.parametrize("kind", ["AuthorizationPolicy", "PeerAuthentication"])
def test_in_an_ambient_mesh_its_namespace_is_closed(make, chart, ambient, kind):
    make(defaults=ambient)
    closing = [
        obj["spec"]
        for obj in objects_of(chart)
        if obj["kind"] == kind and "selector" not in obj.get("spec", {})
    ]

    assert closing == [{} if kind == "AuthorizationPolicy" else {"mtls": {"mode": "STRICT"}}]


def test_a_mesh_of_sidecars_needs_no_policies(make, chart):
    make()
    kinds = {obj["kind"] for obj in objects_of(chart)}

    assert not kinds & {"AuthorizationPolicy", "PeerAuthentication", "NetworkPolicy"}


def test_every_pod_meets_the_standard_of_its_namespace(make, chart):
    make()
    for obj in objects_of(chart):
        if obj["kind"] != "Deployment":
            continue
        pod = obj["spec"]["template"]["spec"]
        [container] = pod["containers"]
        context = {**pod["securityContext"], **container["securityContext"]}

        assert context["runAsNonRoot"]
        assert not context["allowPrivilegeEscalation"]
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}


@pytest.mark.parametrize(
    ("role", "may_create"), [("edit", True), ("view", False)], ids=["editors", "readers"]
)
def test_only_editors_start_jobs(make, find, role, may_create):
    make()
    rules = find("ClusterRole", f"kubeflow-trainer-{role}")["rules"]

    assert any("create" in rule["verbs"] for rule in rules) is may_create


def test_no_user_writes_a_runtime_of_every_profile(make, find):
    make()
    verbs = {
        verb
        for role in ("edit", "view", "view-cluster-runtimes")
        for rule in find("ClusterRole", f"kubeflow-trainer-{role}")["rules"]
        for verb in rule["verbs"]
        if "clustertrainingruntimes" in rule["resources"]
    }

    assert verbs == {"get", "list", "watch"}


@pytest.mark.parametrize(
    "release", [each for each in RELEASES if each.trainer is None], ids=lambda each: each.name
)
def test_fails_with_a_release_that_does_not_ship_it(release):
    message = f"components has 'trainer', which Kubeflow {release.name} does not ship"
    with pytest.raises(ValueError, match=message):
        Config(release=release, components=(*COMPONENTS, "trainer"))


def test_fails_alone_with_a_release_that_does_not_ship_it(make):
    with pytest.raises(ValueError, match=r"Kubeflow v1\.10\.2 has no Trainer"):
        make(defaults=WorkloadDefaults(images=Images(release=V1_10_2)))


def test_everyone_may_read_which_version_runs(make, find):
    make(defaults=NEWER)
    [subject] = find("RoleBinding", "kubeflow-trainer-public")["subjects"]

    assert subject["name"] == "system:authenticated"
    assert find("ConfigMap", "kubeflow-trainer-public")["data"] == {
        "kubeflow_trainer_version": "v2.2.0"
    }


def test_its_job_set_controller_reads_secrets_of_its_own_namespace_alone(make, find):
    make(defaults=NEWER)
    everywhere = find("ClusterRole", "jobset-manager-role")["rules"]

    assert not any("secrets" in rule["resources"] for rule in everywhere)
    assert find("Role", "jobset-manager-secrets-role")["rules"][0]["resources"] == ["secrets"]


def test_a_newer_one_sets_defaults_in_jobs(make, find):
    make(defaults=NEWER)
    [hook] = find("MutatingWebhookConfiguration", "defaulter.trainer.kubeflow.org")["webhooks"]

    assert hook["rules"][0]["resources"] == ["trainjobs"]
    assert hook["failurePolicy"] == "Fail"


def test_it_runs_beside_the_training_operator_or_instead():
    both = Config(release=V1_11_0, components=(*COMPONENTS, "trainer"))
    alone = (name for name in both.components if name != "training-operator")
    instead = Config(release=V1_11_0, components=tuple(alone), training_images=None)

    assert both.installs(TRAINER)
    assert instead.installs(TRAINER)


def test_a_release_that_ships_it_does_not_install_it_unasked():
    assert not Config(release=V1_11_0).installs(TRAINER)
