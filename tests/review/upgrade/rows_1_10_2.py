"""Where the hazards of v1.10.2 apply, and where not."""

from constructs_lib import Config, SyncPolicy

from .objects import (
    HOOK,
    both,
    composite,
    enforced,
    images,
    istio_edit,
    namespace,
    runtimes,
    settings,
)
from .sides import binding, definition, deployment, obj

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
    "Recurring runs that editors changed": (
        images("ml-pipeline-scheduledworkflow"),
        images("ml-pipeline"),
    ),
}
