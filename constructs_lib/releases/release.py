"""What a release of Kubeflow is, as far as releases differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import ClassVar, Literal

from .floor import Floor
from .hazard import Hazard
from .model_serving import ModelServing
from .pipelines_facts import PipelinesFacts
from .security import PodSecurity, Security
from .trainer_facts import TrainerFacts
from .training_jobs import TrainingJobs


@dataclass(frozen=True, slots=True)
class ReleaseImage:
    """An image of the environment's release, by the release's name for it.

    name: as in `Release.images` and `Release.notebook_images`. required: whether a Config
    refuses a release that does not have it; otherwise lists of images leave it out there.
    """

    name: str
    required: bool = True


# A reference such as `busybox:1.37.0`, or the release's image of some name.
Image = str | ReleaseImage


@dataclass(frozen=True, kw_only=True, slots=True)
class Release:
    """A release of Kubeflow: what upstream ships in it.

    Components read these facts and never compare versions. docs/releases.md explains how
    to add a release.
    name: the tag of kubeflow/manifests. commit: the tag's, all 40 digits.
    folders: the folder in kubeflow/manifests by the name of a component, or of a file of the
    base. later: by component, the release whose folder the base takes instead, where this one
    has none or an older one; its `folders` row is that of the later release.
    pipelines: the version of Kubeflow Pipelines, and kfp: its facts. argo: of Argo Workflows,
    as its kinds are. spark: of the Spark operator. kserve: of KServe, as its kinds are.
    images: by name, as upstream ships them. notebook_images: by name, what the spawner offers.
    replaced: by image, where the same version can still be pulled.
    injection: where a pod states whether it gets a sidecar.
    object_store: which store of artifacts upstream bundles.
    dashboard: the generation of the dashboard, KFAM, the profile controller and the webhook of
    PodDefaults, which moved to a repository of their own together: their rights, probes and
    flags. names: by the name of v1.9.1, what upstream calls an object, container or port now.
    selectors: by the name of a component, or of its rule or metrics port, the labels of its
    pods where they are not those of v1.9.1, which the components have.
    model_caches: whether KServe also keeps models on nodes, serves one on several, makes
    routes of the Gateway API and scales by KEDA, which came together.
    serving: how KServe is shipped.
    page_metrics: whether the dashboard and the web apps have a variable for their metrics.
    profile_hook: the kind of controller that gives profiles their objects for Pipelines: a
    composite of Metacontroller 2, or a decorator of Metacontroller 4, which has a role.
    recurring_runs: what creates their runs: their controller, or the API server for it.
    compiled_images: whether the API server of Pipelines has the images of steps compiled in.
    tekton: whether Pipelines is granted Tekton's kinds.
    published_logs: whether logs of steps are artifacts too, and the page reads stored ones.
    security, pod_security: the contexts of containers, by `<workload>/<container>`, and of
    pods, by workload, where they differ from those of v1.9.1, which the components have.
    cni: whether Istio's CNI plugin redirects the traffic of sidecars, so that profiles can
    enforce the Pod Security Standard `baseline`. enforced: the standard of other namespaces.
    guarded: components that the library does not have, whose pods a NetworkPolicy guards.
    network_policies: which namespaces of the platform upstream closes: Kubeflow's, where it
    also guards a MinIO that is not there, or each.
    tenant_routes: whether users who may edit a profile may write Istio's kinds in it.
    impersonation: whether they may act as its accounts.
    shown_policies: whether those who may view it may read its AuthorizationPolicies.
    sample_parameters: whether the base has those of the sample profile, which nothing reads.
    dex_ready: whether upstream's Dex has a readiness probe. dex_replicas: its pods.
    training: the jobs of the training operator.
    trial_webhook: whether Katib's webhook for pods passes over those with a label, or those
    that Katib itself creates. katib_writes: how Katib writes its certificate and webhooks.
    trainer: Kubeflow Trainer, of whose jobs Katib's trials may be; None of a release without.
    trial_database: how Katib's MySQL is probed: by a ping while it starts, or by a query over
    the network from the first.
    spark_connects: whether the Spark operator runs SparkConnects too, and its webhook checks
    them; with the first came applications that can be suspended.
    regenerated: whether a newer generator wrote the definitions of Notebooks and PVCViewers,
    with every default and mark of the Kubernetes types in them.
    kubernetes: the oldest that it runs on, and what upstream states. istio: the same of Istio;
    a mesh may ask for a newer one. hazards: what `upgrade-plan` says of the step from the
    release before it; each release states its own.
    """

    CONSTANTS: ClassVar = ("V1_9_1", "V1_10_2", "V1_11_0", "V26_03", "V26_03_1")
    """What a config may name; errors advise them."""

    name: str
    commit: str
    folders: Mapping[str, str]
    later: Mapping[str, str]
    pipelines: str
    kfp: PipelinesFacts
    argo: Literal["3.4", "3.5", "3.7"]
    spark: str
    kserve: str
    images: Mapping[str, str]
    notebook_images: Mapping[str, str]
    replaced: Mapping[str, str]
    injection: Literal["annotation", "label"]
    object_store: Literal["minio", "seaweedfs"]
    dashboard: Literal["1", "2"]
    names: Mapping[str, str]
    selectors: Mapping[str, Mapping[str, str]]
    page_metrics: bool
    profile_hook: Literal["composite", "decorator"]
    recurring_runs: Literal["controller", "api-server"]
    compiled_images: bool
    tekton: bool
    published_logs: bool
    security: Mapping[str, Security]
    pod_security: Mapping[str, PodSecurity]
    cni: bool
    enforced: Mapping[str, str]
    guarded: tuple[str, ...]
    network_policies: Literal["kubeflow", "each"]
    tenant_routes: Literal["writable", "guarded"]
    impersonation: bool
    shown_policies: bool
    sample_parameters: bool
    dex_ready: bool
    dex_replicas: int
    training: TrainingJobs
    trial_webhook: Literal["label", "creator"]
    katib_writes: tuple[str, ...]
    trainer: TrainerFacts | None
    trial_database: Literal["ping", "query"]
    spark_connects: Literal["none", "run", "checked"]
    regenerated: bool
    model_caches: bool
    serving: ModelServing
    kubernetes: Floor
    istio: Floor
    hazards: tuple[Hazard, ...]

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def constant(self) -> str:
        """The name by which a program imports it, such as V1_10_2."""
        return f"V{self.name.removeprefix('v').replace('.', '_')}"

    def has_namespace(self, path: str) -> bool:
        """Return whether a folder of upstream's has the namespace of Kubeflow too."""
        home = PurePosixPath(self.folders["kubeflow-namespace"])
        return PurePosixPath(path).is_relative_to(home)

    def restricts(self, namespace: str) -> bool:
        """Return whether a namespace enforces the Pod Security Standard `restricted`."""
        return self.enforced.get(namespace) == "restricted"

    def named(self, name: str) -> str:
        """Return what this release calls an object, container or port of v1.9.1."""
        return self.names.get(name, name)

    def reference(self, image: Image) -> str:
        """Return an image's reference; the release's own are looked up by their name.

        Raises ValueError for a name that this release does not have.
        """
        if isinstance(image, str):
            return image
        return self._known(image.name, {**self.images, **self.notebook_images})

    def references(self, images: Iterable[Image]) -> frozenset[str]:
        """Return the references of offered images, as `reference` returns that of one."""
        known = {**self.images, **self.notebook_images}
        return frozenset(
            image if isinstance(image, str) else self._known(image.name, known)
            for image in self.offered(images)
        )

    def offered(self, images: Iterable[Image]) -> tuple[Image, ...]:
        """Return images without those that are not required and not of this release."""
        return tuple(
            image
            for image in images
            if isinstance(image, str) or image.required or self._has(image.name)
        )

    def _has(self, name: str) -> bool:
        return name in self.images or name in self.notebook_images

    def _known(self, name: str, known: Mapping[str, str]) -> str:
        if name not in known:
            [near] = get_close_matches(name, known, n=1, cutoff=0)
            raise ValueError(
                f"Kubeflow {self.name} has no image {name!r}; the nearest is {near!r}"
            )
        return known[name]
