"""Where the hazards of 26.03 apply, and where not."""

from .objects import both, images
from .rows_kserve import ROWS_0_16
from .sides import RBAC, obj


def edit(*verbs):
    rules = [{"apiGroups": [""], "resources": ["serviceaccounts"], "verbs": [*verbs]}]
    return obj(
        "ClusterRole", "kubeflow-kubernetes-edit", api=RBAC, namespace=None, rules=rules
    )


STORE = obj("Service", "minio-service")
# By hazard: both sides of an environment that has it, and of one that has not.
ROWS = {
    "The name `minio-service`": (([STORE], []), both(STORE)),
    "Steps that need capabilities": (images("ml-pipeline"), images("ml-pipeline-ui")),
    "Users who act as a ServiceAccount": (
        ([edit("create", "impersonate")], [edit("create")]),
        both(edit("create")),
    ),
    **ROWS_0_16,
}
