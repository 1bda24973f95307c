"""What can go wrong in every step, whatever the releases."""

from typing import Final

from .hazard import All, Arrives, Differs, Hazard, IsMirrored, Leaves, OtherImages

_MANIFESTS: Final = "https://github.com/kubeflow/manifests"

_MIRRORS: Final = Hazard(
    name="Images that the mirrors lack",
    when=IsMirrored(),
    part="lacking",
    what=(
        "The mirrors of `Config.registry` need the images of this release before the merge: "
        "list them in the branch of the change."
    ),
    commands=("kubeflow-gitops images > images.txt",),
    seen="each image of the list can be pulled from the mirror",
    link=f"{_MANIFESTS}/issues/3010",
)

_RUNS: Final = Hazard(
    name="Runs in progress",
    when=OtherImages("Deployment", "workflow-controller"),
    part="first",
    what=(
        "Argo Workflows gets another version while runs are in progress: running steps keep "
        "the executor of the old one, and later steps of the same run get the new one. Let "
        "runs end, or accept that some must be started again."
    ),
    commands=(
        (
            "kubectl get workflows --all-namespaces --selector "
            "'workflows.argoproj.io/completed!=true'"
        ),
    ),
    seen="the command finds none, and after the step a new run of each profile succeeds",
    back="start runs that failed again",
    link="https://argo-workflows.readthedocs.io/en/latest/upgrading/",
)

_STORE: Final = Hazard(
    name="A store in MinIO's place",
    when=All((Leaves("Deployment", "minio"), Arrives("Deployment", "seaweedfs"))),
    part="data",
    what=(
        "SeaweedFS has another volume than MinIO, and knows none of its artifacts. Change the "
        "store in a commit of its own, not with the release: stop the pipelines, make a set "
        "of the backup, change the store, and restore the set into it. Argo CD prunes MinIO's "
        "claim with all that is in it, unless the volume is retained. docs/pipelines.md, "
        "SeaweedFS in place of MinIO."
    ),
    back_up="the volume of the claim `minio-pvc`: a snapshot, or a copy of the buckets",
    seen="an artifact of an old run opens on its page, and a new run succeeds",
    back=(
        "BundledMinIO() again, on a volume that still has the artifacts; what came after the "
        "step must be copied back"
    ),
    irreversible=True,
    link="https://github.com/kubeflow/pipelines/pull/11965",
)

_RECURRING: Final = Hazard(
    name="Recurring runs",
    when=OtherImages("Deployment", "ml-pipeline-scheduledworkflow"),
    part="after",
    what=(
        "An existing recurring run keeps the driver, launcher and steps that were compiled "
        "when it was created, with images of the old release: it works as long as these can "
        "be pulled, so mirrors must keep them. To renew one, its owner disables it and "
        "creates it again."
    ),
    commands=("kubectl get scheduledworkflows --all-namespaces",),
    seen=(
        "`kubectl get scheduledworkflows --all-namespaces -o yaml | grep -o "
        "'kfp-driver[:@][^\" ]*' | sort | uniq -c` counts none of the old release"
    ),
    link="https://github.com/kubeflow/pipelines/issues/11296",
)

_NOTEBOOKS: Final = Hazard(
    name="Images of notebooks",
    when=Differs("ConfigMap", "jupyter-web-app-config", ("data",)),
    part="after",
    what=(
        "Existing notebooks keep their image; for new ones the form offers the images of this "
        "release. Mirrors must keep the old images as long as notebooks use them."
    ),
    commands=(
        (
            "kubectl get notebooks --all-namespaces -o custom-columns="
            "IMAGE:.spec.template.spec.containers[0].image | sort | uniq -c"
        ),
    ),
    seen="a notebook that was stopped starts again",
    by_hand=False,
    link=f"{_MANIFESTS}/issues/3010",
)

HAZARDS_EACH_STEP: Final = (_MIRRORS, _RUNS, _STORE, _RECURRING, _NOTEBOOKS)
