"""What can go wrong between 26.03 and 26.03.1."""

from typing import Final

from .hazard import All, Arrives, Differs, Hazard, Leaves, OtherImages
from .hazards_each_step import HAZARDS_EACH_STEP
from .hazards_kserve_0_18 import HAZARDS_KSERVE_0_18

_DISTRIBUTION: Final = "https://github.com/kubeflow/community-distribution"
_WEBHOOK: Final = "MutatingWebhookConfiguration"
_OLD: Final = "admission-webhook-mutating-webhook-configuration"
_NEW: Final = "poddefaults-webhook-mutating-webhook-configuration"
_DELETE: Final = f"kubectl delete {_WEBHOOK.lower()}"

_POD_DEFAULTS: Final = Hazard(
    name="The webhook of PodDefaults",
    when=All((Leaves(_WEBHOOK, _OLD), Arrives(_WEBHOOK, _NEW))),
    part="first",
    what=(
        "The webhook has another name. Two would change each pod twice, and the old one "
        "without its Service would refuse every pod in profiles: delete it first. Until the "
        "new one runs, pods start without their PodDefaults: let nobody start a notebook or a "
        "run meanwhile. PodDefaults themselves stay."
    ),
    commands=(f"{_DELETE} {_OLD}",),
    seen=(
        "`kubectl get mutatingwebhookconfigurations` lists one webhook of PodDefaults, and a "
        "notebook that selects a PodDefault has what it adds"
    ),
    back="delete the new one before the revert: two would change each pod twice",
    back_commands=(f"{_DELETE} {_NEW}",),
    held=True,
    link=f"{_DISTRIBUTION}/pull/3501",
)

_PROFILES: Final = Hazard(
    name="The controller of profiles",
    when=Differs("Deployment", "profiles-deployment", ("spec", "selector")),
    part="anew",
    what=(
        "While its Deployment is away nobody can create a profile or share one, and pages "
        "list no namespaces; profiles and all that is in them stay. Never delete the "
        "definition `profiles.kubeflow.org`: every profile, its namespace and its data would "
        "be deleted with it."
    ),
    seen="`kubectl get profiles` lists the same profiles with the same age",
    by_hand=False,
    link=f"{_DISTRIBUTION}/issues/3469",
)

_DASHBOARD: Final = Hazard(
    name="Names of the dashboard",
    when=All((Leaves("Deployment", "centraldashboard"), Arrives("Deployment", "dashboard"))),
    part="lost",
    what=(
        "Deployment, Service, ServiceAccount and ConfigMap `centraldashboard…` are now called "
        "`dashboard…`, and the page is away for seconds. Policies, alerts and scripts of your "
        "own that use the old names, such as the principal "
        "`cluster.local/ns/kubeflow/sa/centraldashboard`, no longer apply: change them with "
        "the step."
    ),
    commands=(
        (
            "kubectl get authorizationpolicies.security.istio.io,"
            "networkpolicies.networking.k8s.io --all-namespaces -o yaml | "
            # Upstream left this label's value.
            "grep centraldashboard | grep -v 'app.kubernetes.io/name: '"
        ),
    ),
    seen="after the sync the command finds nothing, and the dashboard opens",
    link=f"{_DISTRIBUTION}/pull/3501",
)

_TRAIN_JOBS: Final = Hazard(
    name="TrainJobs and runtimes of Trainer 2.1",
    when=OtherImages("Deployment", "kubeflow-trainer-controller-manager"),
    part="lost",
    what=(
        "Trainer 2.2 has no `podTemplateOverrides` in TrainJobs, but `runtimePatches`, and no "
        "`numProcPerNode` in the torch policy of a runtime, whose number of processes follows "
        "the resources. Objects lose these fields when they are next written: let jobs end, "
        "and change runtimes and clients of users with the step."
    ),
    back_up=(
        "jobs and runtimes: `kubectl get trainjobs,trainingruntimes,clustertrainingruntimes "
        "--all-namespaces -o yaml > trainer.yaml`"
    ),
    commands=(
        (
            "kubectl get trainjobs,trainingruntimes,clustertrainingruntimes --all-namespaces "
            "-o yaml | grep -E 'podTemplateOverrides|numProcPerNode'"
        ),
    ),
    seen="a TrainJob of each runtime of your own succeeds",
    back="apply the saved objects once more",
    link="https://github.com/kubeflow/trainer/pull/3309",
)

_FIRST_SDK: Final = Hazard(
    name="Pipelines of the first SDK",
    when=Differs("ConfigMap", "pipeline-install-config", ("data", "BLOCK_V1_PIPELINES")),
    part="after",
    what=(
        "Pipelines that the SDK 1 compiled still run. The server can refuse them from this "
        "release on, which it does not by default: have users compile them by the SDK 2."
    ),
    by_hand=False,
    link="https://github.com/kubeflow/pipelines/pull/13068",
)

HAZARDS_26_03_1: Final = (
    *HAZARDS_EACH_STEP,
    _POD_DEFAULTS,
    _PROFILES,
    _DASHBOARD,
    _TRAIN_JOBS,
    _FIRST_SDK,
    *HAZARDS_KSERVE_0_18,
)
