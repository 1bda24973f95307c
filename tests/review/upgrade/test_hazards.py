"""The plan prints a hazard exactly where it applies."""

import pytest

from constructs_lib import Config, SyncPolicy
from constructs_lib.releases import RELEASES

from .sides import RBAC, binding, definition, deployment, obj, plan

HOOK = "kubeflow-pipelines-profile-controller"
MIRRORED = Config(registry="mirror.example.com")


def settings(name, **data):
    return obj("ConfigMap", name, data=data)


def namespace(**labels):
    return obj("Namespace", "kubeflow", namespace=None, labels=labels)


def composite():
    return obj("CompositeController", HOOK, api="metacontroller.k8s.io/v1alpha1")


def istio_edit(*verbs):
    rules = [{"apiGroups": ["networking.istio.io"], "resources": ["*"], "verbs": [*verbs]}]
    return obj("ClusterRole", "kubeflow-istio-edit", api=RBAC, namespace=None, rules=rules)


def enforced(level, name="kubeflow"):
    return obj(
        "Namespace",
        name,
        namespace=None,
        labels={"pod-security.kubernetes.io/enforce": level},
    )


def images(name):
    return [deployment(name, "example.com/a:1")], [deployment(name, "example.com/a:2")]


def both(*objects):
    return [*objects], [*objects]


def runtimes(name):
    def runtime(image):
        spec = {"containers": [{"name": "main", "image": image}]}
        api = "serving.kserve.io/v1alpha1"
        return [obj("ClusterServingRuntime", name, api=api, namespace=None, spec=spec)]

    return runtime("a:1"), runtime("a:2")


INJECTED = namespace(**{"istio-injection": "enabled"})
KSERVE = (images("kserve-controller-manager"), images("ml-pipeline"))
HUGGING_FACE = (runtimes("kserve-huggingfaceserver"), runtimes("kserve-sklearnserver"))
API_OLD, API_NEW = images("ml-pipeline")
# By hazard: both sides of an environment that has it, and of one that has not.
ROWS = {
    "Images from another registry": (
        ([deployment("a", "docker.io/a:1")], [deployment("a", "ghcr.io/a:2")]),
        both(deployment("a", "ghcr.io/a:1")),
    ),
    "Images that the mirrors lack": (
        (*images("a"), MIRRORED),
        (*images("a"), Config()),
    ),
    "Pod Security in `kubeflow`": (
        ([namespace(a="b")], [enforced("baseline")]),
        both(enforced("restricted")),
    ),
    "Pod Security of the login": (
        ([obj("Namespace", "auth", namespace=None)], [enforced("restricted", "auth")]),
        both(enforced("restricted", "auth")),
    ),
    "Pod Security in profiles": (
        (
            [settings("namespace-labels-data", labels="a")],
            [settings("namespace-labels-data", labels="a, baseline")],
        ),
        both(settings("namespace-labels-data", labels="a")),
    ),
    "Proxies among the init containers": (
        both(INJECTED),
        both(namespace(**{"istio.io/dataplane-mode": "ambient"})),
    ),
    "Runs in progress": (images("workflow-controller"), images("ml-pipeline-ui")),
    "Objects of the Pipelines hook in profiles": (
        ([composite(), deployment(HOOK)], [deployment(HOOK)]),
        both(composite(), deployment(HOOK)),
    ),
    "PodDefaults of the Pipelines hook": (
        (
            [composite(), deployment(HOOK), definition("poddefaults.kubeflow.org")],
            [deployment(HOOK), definition("poddefaults.kubeflow.org")],
        ),
        ([composite(), deployment(HOOK)], [deployment(HOOK)]),
    ),
    "Metacontroller's rights": (
        (
            [binding("meta-controller-cluster-role-binding", "cluster-admin")],
            [binding("meta-controller-cluster-role-binding", "kubeflow-metacontroller")],
        ),
        both(binding("meta-controller-cluster-role-binding", "cluster-admin")),
    ),
    "Users' own routes of Istio": (
        ([istio_edit("get", "create")], [istio_edit("get")]),
        both(istio_edit("get")),
    ),
    "Users' MXJobs": (
        ([definition("mxjobs.kubeflow.org")], []),
        ([definition("tfjobs.kubeflow.org")], []),
    ),
    "The tables of Pipelines": (
        (
            [*API_OLD, settings("pipeline-install-config", appVersion="2.3.0")],
            [*API_NEW, settings("pipeline-install-config", appVersion="2.5.0")],
        ),
        (
            [*API_OLD, settings("pipeline-install-config", appVersion="2.3.0")],
            [*API_NEW, settings("pipeline-install-config", appVersion="2.3.0")],
        ),
    ),
    "The owner of MySQL's volume": (
        ([deployment("mysql")], [deployment("mysql", securityContext={"fsGroup": 999})]),
        both(deployment("mysql", securityContext={"fsGroup": 999})),
    ),
    "The owner of MinIO's volume": (
        ([deployment("minio")], [deployment("minio", securityContext={"fsGroup": 1000})]),
        both(deployment("minio", securityContext={"fsGroup": 1000})),
    ),
    "DestinationRules of the Pipelines hook": (
        ([composite(), deployment(HOOK), INJECTED], [deployment(HOOK), INJECTED]),
        ([composite(), deployment(HOOK)], [deployment(HOOK)]),
    ),
    "Own containers that fetch models": KSERVE,
    "A definition that is too long for an annotation": (
        (*images("kserve-controller-manager"), Config(), SyncPolicy(server_side=False)),
        images("kserve-controller-manager"),
    ),
    "Models that something else scales": KSERVE,
    "Pods of models": KSERVE,
    "Models in files of scikit-learn, XGBoost and LightGBM": (
        runtimes("kserve-sklearnserver"),
        runtimes("own"),
    ),
    "Hugging Face models on accelerators": HUGGING_FACE,
    "Arguments of Hugging Face models": HUGGING_FACE,
    "Fields removed from a model": KSERVE,
    "Models cached on nodes": (
        ([], [definition("localmodelcaches.serving.kserve.io")]),
        both(definition("localmodelcaches.serving.kserve.io")),
    ),
    "Recurring runs": (images("ml-pipeline-scheduledworkflow"), images("ml-pipeline")),
    "Recurring runs that editors changed": (
        images("ml-pipeline-scheduledworkflow"),
        images("ml-pipeline"),
    ),
    "Images of notebooks": (
        (
            [settings("jupyter-web-app-config", form="a:1")],
            [settings("jupyter-web-app-config", form="a:2")],
        ),
        both(settings("jupyter-web-app-config", form="a:1")),
    ),
}


def named(environment):
    before, after, *settings = environment
    made = plan(before, after, *settings)
    return {item.name for section in made.sections for item in section.items}


def test_every_hazard_has_a_row():
    assert ROWS.keys() == {h.name for release in RELEASES for h in release.hazards}


@pytest.mark.parametrize("name", ROWS)
def test_a_hazard_is_told_where_it_applies(name):
    assert name in named(ROWS[name][0])


@pytest.mark.parametrize("name", ROWS)
def test_a_hazard_is_not_told_where_it_does_not_apply(name):
    assert name not in named(ROWS[name][1])
