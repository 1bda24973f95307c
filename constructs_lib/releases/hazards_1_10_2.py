"""What can go wrong between v1.9.1 and v1.10.2, which includes v1.10.0 and v1.10.1."""

from typing import Final

from .hazard import (
    All,
    Differs,
    Has,
    Hazard,
    Leaves,
    OtherImages,
    PullsFrom,
    Stays,
)
from .hazards_each_step import HAZARDS_EACH_STEP
from .hazards_kserve_0_15 import HAZARDS_KSERVE_0_15
from .hazards_pod_security import HAZARDS_POD_SECURITY

_MANIFESTS: Final = "https://github.com/kubeflow/manifests"
_PIPELINES: Final = "https://github.com/kubeflow/pipelines"
_HOOK: Final = "kubeflow-pipelines-profile-controller"
_INJECTED: Final = Has(
    "Namespace", "kubeflow", ("metadata", "labels", "istio-injection"), "enabled"
)
_POD: Final = ("spec", "template", "spec")

_GHCR: Final = Hazard(
    name="Images from another registry",
    when=PullsFrom("ghcr.io"),
    part="lacking",
    what=(
        "Most images of Kubeflow are pulled from ghcr.io, no longer from Docker Hub and "
        "gcr.io: nodes, firewalls and pull secrets must admit it, and so must policies that "
        "list registries. List them in the branch of the change."
    ),
    commands=("kubeflow-gitops images | grep '^ghcr.io/'",),
    seen="a node pulls one of them: `crictl pull <image>`",
    link=f"{_MANIFESTS}/issues/3010",
)

_NATIVE_SIDECARS: Final = Hazard(
    name="Proxies among the init containers",
    when=_INJECTED,
    part="lacking",
    what=(
        "The Istio that upstream tests this release with adds its proxy as a native sidecar, "
        "an init container that keeps running. After an upgrade of Istio some pods stayed in "
        "`Init:1/2`, in `kubeflow` and in profiles. Do not upgrade Istio and Kubeflow at once."
    ),
    commands=(
        "kubectl -n istio-system set env deployment/istiod --list | grep NATIVE_SIDECARS",
    ),
    seen="no pod stays in `Init`: `kubectl get pods --all-namespaces | grep Init:`",
    back="set ENABLE_NATIVE_SIDECARS=false for istiod, and restart the pods",
    link=f"{_MANIFESTS}/issues/3057",
)

_MOVED_RUNS: Final = Hazard(
    name="Recurring runs that editors changed",
    when=OtherImages("Deployment", "ml-pipeline-scheduledworkflow"),
    part="first",
    what=(
        "A recurring run without a compiled workflow starts in the profile of the experiment "
        "that it names. Pipelines 2.3 always compiles one, but lets editors take it out and "
        "name an experiment of another profile: delete what they changed. After the step "
        "an admission policy refuses it, unless TenantRules(recurring_runs='any')."
    ),
    seen=(
        "`kubectl get scheduledworkflows --all-namespaces -o custom-columns="
        "NAMESPACE:.metadata.namespace,NAME:.metadata.name,STEPS:.spec.workflow.spec | "
        "grep '<none>$'` finds none"
    ),
    link=(
        f"{_PIPELINES}/blob/2.5.0/backend/src/crd/controller/scheduledworkflow/controller.go"
    ),
)

_LEAVES: Final = (Leaves("CompositeController", _HOOK), Stays("Deployment", _HOOK))


def _annotate(kinds: str) -> tuple[str, ...]:
    """Return the command after which the decorator takes over objects of these kinds."""
    return (
        (
            f"kubectl annotate --overwrite {kinds} --all-namespaces --selector controller-uid "
            f"metacontroller.k8s.io/decorator-controller={_HOOK}"
        ),
    )


_COMPOSITE: Final = Hazard(
    name="Objects of the Pipelines hook in profiles",
    when=All(_LEAVES),
    part="first",
    what=(
        "A DecoratorController replaces the CompositeController, and does not take over the "
        "objects that the old one created: in existing profiles the artifact and "
        "visualization servers would stay as they are forever. Annotate these objects at any "
        "time before the step, and again if profiles are added in between: the new one then "
        "changes them in place, or deletes those that it no longer has. The same command also "
        "works after the step."
    ),
    commands=_annotate(
        "configmaps,secrets,services,deployments.apps,authorizationpolicies.security.istio.io"
    ),
    seen=(
        "after the sync `kubectl get services,deployments.apps --all-namespaces --selector "
        "controller-uid` finds nothing, since objects that are taken over lose that label"
    ),
    back=(
        "a CompositeController takes these objects back only with the label: run the commands "
        "before or after the revert"
    ),
    back_commands=(
        (
            "for namespace in $(kubectl get namespaces --selector "
            "pipelines.kubeflow.org/enabled=true -o name); do kubectl get --ignore-not-found "
            '-o name -n "${namespace#*/}" '
            "{deployments.apps,services}/ml-pipeline-{ui-artifact,visualizationserver} "
            "authorizationpolicies.security.istio.io/ml-pipeline-visualizationserver | xargs "
            '-I CHILD kubectl label --overwrite -n "${namespace#*/}" CHILD controller-uid='
            '"$(kubectl get "$namespace" -o jsonpath=\'{.metadata.uid}\')"; done'
        ),
    ),
    link=f"{_PIPELINES}/pull/11656",
)

_POD_DEFAULTS: Final = Hazard(
    name="PodDefaults of the Pipelines hook",
    when=All((*_LEAVES, Stays("CustomResourceDefinition", "poddefaults.kubeflow.org"))),
    part="first",
    what="Annotate these in the same way.",
    commands=_annotate("poddefaults.kubeflow.org"),
    link=f"{_PIPELINES}/pull/11656",
)

_DESTINATION_RULES: Final = Hazard(
    name="DestinationRules of the Pipelines hook",
    when=All((*_LEAVES, _INJECTED)),
    part="first",
    what="Annotate these in the same way.",
    commands=_annotate("destinationrules.networking.istio.io"),
    link=f"{_PIPELINES}/pull/11656",
)

_METACONTROLLER: Final = Hazard(
    name="Metacontroller's rights",
    when=Differs(
        "ClusterRoleBinding", "meta-controller-cluster-role-binding", ("roleRef", "name")
    ),
    part="lost",
    what=(
        "Metacontroller is no longer `cluster-admin`: for a controller of your own that it "
        "runs, grant its account the right to read what the controller watches and to write "
        "what it creates."
    ),
    commands=("kubectl get compositecontrollers,decoratorcontrollers",),
    seen="`kubectl logs -n kubeflow metacontroller-0` has no `forbidden`",
    back="grant the missing right, or set MetacontrollerSettings(rights='granted')",
    link=f"{_MANIFESTS}/pull/2988",
)

_ISTIO_RIGHTS: Final = Hazard(
    name="Users' own routes of Istio",
    when=Differs("ClusterRole", "kubeflow-istio-edit", ("rules",)),
    part="lost",
    what=(
        "Users with the role `edit` may no longer write objects of networking.istio.io in "
        "their profiles, such as VirtualServices. Existing ones stay, and only administrators "
        "can change them."
    ),
    commands=("kubectl get virtualservices.networking.istio.io --all-namespaces",),
    seen=(
        "`kubectl auth can-i create virtualservices.networking.istio.io -n <profile> "
        "--as <user>` prints `no`"
    ),
    by_hand=False,
    link=f"{_MANIFESTS}/pull/3043",
)

_MX_JOBS: Final = Hazard(
    name="Users' MXJobs",
    when=Leaves("CustomResourceDefinition", "mxjobs.kubeflow.org"),
    part="lost",
    what=(
        "The training operator no longer runs MXJobs, and users may no longer create them: "
        "running pods keep running, and nothing restarts them or updates the job's status. "
        "Katib starts no trial of the kind. JAXJob is new."
    ),
    back_up="the jobs: `kubectl get mxjobs --all-namespaces -o yaml > mxjobs.yaml`",
    seen="`kubectl get mxjobs --all-namespaces` lists the same jobs as before",
    back="the operator of the old release continues the same jobs",
    link="https://github.com/kubeflow/training-operator/issues/1996",
)

_TABLES: Final = Hazard(
    name="The tables of Pipelines",
    when=All(
        (
            OtherImages("Deployment", "ml-pipeline"),
            Differs("ConfigMap", "pipeline-install-config", ("data", "appVersion")),
        )
    ),
    part="data",
    what=(
        "The API server of Pipelines 2.5 changes its tables when it first starts, and has no "
        "program to change them back: `experiments` gets the column `LastRunCreatedAtInSec`, "
        "which must have a value."
    ),
    back_up="the databases of Pipelines, as above, right before the merge",
    seen="`kubectl rollout status -n kubeflow deployment/ml-pipeline`, and runs are listed",
    back="restore the dump, since the old server fails to create experiments in the new table",
    irreversible=True,
    link=f"{_PIPELINES}/blob/2.5.0/backend/src/apiserver/model/experiment.go",
)

_MYSQL_OWNER: Final = Hazard(
    name="The owner of MySQL's volume",
    when=Differs("Deployment", "mysql", (*_POD, "securityContext", "fsGroup")),
    part="data",
    what=(
        "MySQL runs as user and group 999, no longer as root, and the kubelet gives its "
        "files to the group as the volume is mounted. A volume that cannot change its group, "
        "such as one of NFS or hostPath, must be given to 999 by hand, or MySQL does not "
        "start."
    ),
    back_up="the volume of the claim `mysql-pv-claim`: a snapshot, or the dump",
    commands=(
        (
            "kubectl get csidrivers -o custom-columns=NAME:.metadata.name,"
            "FSGROUP:.spec.fsGroupPolicy"
        ),
    ),
    seen="`kubectl rollout status -n kubeflow deployment/mysql`",
    back="none is needed: root reads the files of any group",
    link=f"{_MANIFESTS}/issues/3018",
)

_MINIO_OWNER: Final = Hazard(
    name="The owner of MinIO's volume",
    when=Differs("Deployment", "minio", (*_POD, "securityContext", "fsGroup")),
    part="data",
    what=(
        "MinIO runs as user 1000, no longer as root, and the kubelet gives its files to group "
        "1000. A volume that cannot change its group must be given to 1000 by hand, or MinIO "
        "cannot write."
    ),
    back_up="the volume of the claim `minio-pvc`: a snapshot, or a copy of the buckets",
    seen="`kubectl rollout status -n kubeflow deployment/minio`, and a new run succeeds",
    back="none is needed: root reads the files of any group",
    link=f"{_MANIFESTS}/pull/3045",
)

HAZARDS_1_10_2: Final = (
    _GHCR,
    *HAZARDS_EACH_STEP,
    *HAZARDS_POD_SECURITY,
    _NATIVE_SIDECARS,
    _MOVED_RUNS,
    _COMPOSITE,
    _POD_DEFAULTS,
    _DESTINATION_RULES,
    _METACONTROLLER,
    _ISTIO_RIGHTS,
    _MX_JOBS,
    _TABLES,
    _MYSQL_OWNER,
    _MINIO_OWNER,
    *HAZARDS_KSERVE_0_15,
)
