"""What can go wrong between v1.11.0 and 26.03."""

from typing import Final

from .hazard import Differs, Hazard, Leaves, OtherImages
from .hazards_each_step import HAZARDS_EACH_STEP
from .hazards_kserve_0_16 import HAZARDS_KSERVE_0_16

_DISTRIBUTION: Final = "https://github.com/kubeflow/community-distribution"
_PIPELINES: Final = "https://github.com/kubeflow/pipelines"

_STORE_NAME: Final = Hazard(
    name="The name `minio-service`",
    when=Leaves("Service", "minio-service"),
    part="first",
    what=(
        "The store answers as `seaweedfs` alone. Pipelines, notebooks and models that name "
        "`minio-service` find nothing: change them, above all recurring runs, which their "
        "owners must create again. The hook of Pipelines updates its own objects."
    ),
    commands=(
        (
            "kubectl get configmaps,scheduledworkflows,notebooks --all-namespaces -o yaml | "
            "grep -c minio-service"
        ),
    ),
    seen="after the sync the command counts 0, and a new run of each profile succeeds",
    back="none is needed: the old release has both names",
    link=f"{_PIPELINES}/pull/12613",
)

_CAPABILITIES: Final = Hazard(
    name="Steps that need capabilities",
    when=OtherImages("Deployment", "ml-pipeline"),
    part="lost",
    what=(
        "Pipelines 2.16 compiles steps that drop every capability and may not gain "
        "privileges, also where their image runs as root: a step that installs packages of "
        "the system, changes an owner or runs sudo fails. Build such things into the image. "
        "Recurring runs from before keep their steps as they are."
    ),
    seen="a new run of each pipeline that installs packages succeeds",
    back="the old release compiles new runs as before",
    link=f"{_PIPELINES}/pull/12782",
)

_IMPERSONATION: Final = Hazard(
    name="Users who act as a ServiceAccount",
    when=Differs("ClusterRole", "kubeflow-kubernetes-edit", ("rules",)),
    part="lost",
    what=(
        "Users with the role `edit` may no longer impersonate the ServiceAccounts of their "
        "profiles, as `kubectl --as system:serviceaccount:<profile>:default-editor` does. "
        "Run such commands in a pod of the profile instead, such as a notebook."
    ),
    seen=(
        "`kubectl auth can-i impersonate serviceaccounts -n <profile> --as <user>` prints `no`"
    ),
    by_hand=False,
    link=f"{_DISTRIBUTION}/pull/3372",
)

HAZARDS_26_03: Final = (
    *HAZARDS_EACH_STEP,
    _STORE_NAME,
    _CAPABILITIES,
    _IMPERSONATION,
    *HAZARDS_KSERVE_0_16,
)
