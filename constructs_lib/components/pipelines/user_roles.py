"""Define the user roles of pipelines, and the accounts that upstream creates."""

from typing import Final

from constructs import Construct

from ...access import ALL, READ, ServiceAccount, UserRole, allow
from ...config import WorkloadDefaults
from ...config.pipelines import Page
from .api_server import tekton
from .names import LABELS

_GROUP: Final = "pipelines.kubeflow.org"
_EDIT: Final = "kubeflow-pipelines-edit"
_VIEW: Final = "kubeflow-pipelines-view"
_ARGO: Final = (
    "cronworkflows",
    "cronworkflows/finalizers",
    "workflows",
    "workflows/finalizers",
    "workfloweventbindings",
    "workflowtemplates",
    "workflowtaskresults",
)

# By which steps report, to those who run pipelines as upstream's account.
_REPORTS: Final = (allow(("create", "patch"), "workflowtaskresults", group="argoproj.io"),)
_REPORTS_OF: Final = {"3.4": (), "3.5": (), "3.7": _REPORTS}


class UserRoles(Construct):
    """The roles of Pipelines' users.

    page: if it is guarded, only editors start TensorBoards of runs. Such a pod runs any image
    with an editor's rights, and upstream lets viewers start it.
    Upstream also creates the accounts of its single-user mode, which nothing uses here.
    Source: apps/pipeline/upstream/base/installs/multi-user/view-edit-cluster-roles.yaml.
    """

    def __init__(
        self, scope: Construct, id: str, *, defaults: WorkloadDefaults, page: Page
    ) -> None:
        super().__init__(scope, id)
        guarded = page == "guarded"
        versions = defaults.images.release.kfp.versions
        UserRole(
            self,
            "Edit",
            name=_EDIT,
            aggregates=_EDIT,
            aggregate_to=["kubeflow-edit"],
            labels=LABELS,
        )
        UserRole(
            self,
            "View",
            name=_VIEW,
            aggregates=_VIEW,
            aggregate_to=[_EDIT, "kubeflow-view"],
            labels=LABELS,
        )
        UserRole(
            self,
            "MayEdit",
            name=f"aggregate-to-{_EDIT}",
            aggregate_to=[_EDIT],
            labels=LABELS,
            rules=[
                allow(
                    ("create", "delete", "update"),
                    "pipelines",
                    versions,
                    group=_GROUP,
                ),
                allow(
                    ("archive", "create", "delete", "unarchive"), "experiments", group=_GROUP
                ),
                allow(
                    (
                        "archive",
                        "create",
                        "delete",
                        "retry",
                        "terminate",
                        "unarchive",
                        "reportMetrics",
                        "readArtifact",
                    ),
                    "runs",
                    group=_GROUP,
                ),
                allow(("create", "delete", "disable", "enable"), "jobs", group=_GROUP),
                allow(ALL, "scheduledworkflows", group="kubeflow.org"),
                *([allow(("create", "delete"), "viewers", group="kubeflow.org")] * guarded),
                # Steps run with an editor's account, and report by these kinds.
                allow(ALL, *_ARGO, group="argoproj.io"),
            ],
        )
        UserRole(
            self,
            "MayView",
            name=f"aggregate-to-{_VIEW}",
            aggregate_to=[_VIEW],
            labels=LABELS,
            rules=[
                allow(
                    ("get", "list"),
                    "pipelines",
                    versions,
                    "experiments",
                    "jobs",
                    group=_GROUP,
                ),
                allow(("get", "list", "readArtifact"), "runs", group=_GROUP),
                allow(
                    ("get",) if guarded else ("create", "get", "delete"),
                    "viewers",
                    group="kubeflow.org",
                ),
                allow(("create",), "visualizations", group=_GROUP),
            ],
        )
        if defaults.hardening.security == "upstream":
            self._single_user(defaults)

    def _single_user(self, defaults: WorkloadDefaults) -> None:
        """Create the accounts of pipelines without profiles, a leftover of upstream."""
        for name in ("kubeflow-pipelines-container-builder", "kubeflow-pipelines-viewer"):
            ServiceAccount(self, name, name=name, labels=LABELS)
        runner = ServiceAccount(self, "Runner", name="pipeline-runner", labels=LABELS)
        runner.grant_here(
            allow(("get",), "secrets"),
            allow(READ, "configmaps"),
            allow(ALL, "persistentvolumes", "persistentvolumeclaims"),
            allow(
                ("create", "delete", "get"),
                "volumesnapshots",
                group="snapshot.storage.k8s.io",
            ),
            allow((*READ, "update", "patch"), "workflows", group="argoproj.io"),
            allow(ALL, "pods", "pods/exec", "pods/log", "services"),
            allow(ALL, "deployments", "replicasets", group=("", "apps", "extensions")),
            allow(ALL, "*", group="kubeflow.org"),
            allow(ALL, "jobs", group="batch"),
            allow(ALL, "seldondeployments", group="machinelearning.seldon.io"),
            *tekton(defaults),
            *_REPORTS_OF[defaults.images.release.argo],
            role="pipeline-runner",
            binding="pipeline-runner-binding",
        )
