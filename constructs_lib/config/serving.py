"""How models are served: by which controller's rights, and by which programs."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from ..releases import Image, Release, ReleaseImage
from .checks import check_choices, check_image, check_unique
from .cluster import Cluster
from .edge import Edge
from .exposure import Exposure, Hosts, Paths, check_exposure, check_writer
from .mesh import Ambient, Mesh
from .metacontroller import MetacontrollerSettings
from .model_store import missing_key
from .pipelines import PipelinesSettings
from .profiles import ProfileDefaults
from .runtimes import RUNTIMES, runtimes_of
from .serving_runtime import ServingRuntime


@dataclass(frozen=True, kw_only=True, slots=True)
class Models:
    """How KServe serves models, where component `kserve` is installed.

    exposure: how models are reached from outside the cluster. `Paths()` by paths of the
    platform's host, `Hosts(domain)` by a host for each, behind the same login and each
    profile's policies; None not at all.
    mode: what serves a model that names no mode itself: `raw` a Deployment and a Service, as
    for everything else, `serverless` Knative, which the platform has to have. KServe calls
    them `Standard` and `Knative` since 0.16, and reads the names before.
    controller_rights: `own` lets KServe's controller do what raw mode needs; `upstream` also
    write every Secret, ConfigMap, webhook, Ingress and VirtualService of the cluster, which
    serverless and multi-model serving need.
    graph_rights: `editors` lets those who may edit a profile write InferenceGraphs too, and
    its readers read them; with `upstream` only a cluster's administrators do.
    runtimes: the programs that serve models of profiles which name none of their own; None is
    those that upstream ships in the environment's release, `runtimes_of(release)`.
    storage: `pipelines` has models of these runtimes fetched from the object store of
    Pipelines by `s3://`, with the key in each profile's Secret of it; with `none`, upstream's,
    a model names a Secret itself. None is `pipelines` where the platform gives each profile
    its key, `profile_credentials` being `shared` or `per-profile`, and `none` elsewhere: a
    Secret that is named and missing keeps models from starting.
    explainer_image: what explains predictions (`spec.explainer.art`); upstream's is `latest`.
    page_image: the page of component `kserve-models-web-app`; upstream's before v1.11.0 fails
    for a model in raw mode. page_rights: `needed` lets that page read what it shows in this
    mode, `upstream` has it read Knative's kinds alone.
    metrics_log: how much the proxy of the controller's metrics logs: `quiet`, or `everything`
    as upstream, each request's headers included.
    Source: contrib/kserve of kubeflow/manifests v1.9.1, of kserve/kserve v0.13.1.
    Raises ValueError for `serverless` with rights for raw mode alone or with paths or hosts,
    for no runtimes, and for two between which KServe could not choose. A Config raises it for
    storage without a key, and for servers that listen on IPv4 only where pods have IPv6 alone.
    """

    exposure: Exposure = Paths()
    mode: Literal["raw", "serverless"] = "raw"
    controller_rights: Literal["own", "upstream"] = "own"
    graph_rights: Literal["editors", "upstream"] = "editors"
    runtimes: tuple[ServingRuntime, ...] | None = None
    storage: Literal["pipelines", "none"] | None = None
    explainer_image: Image = ReleaseImage("art-explainer")
    page_image: Image = ReleaseImage("models-web-app")
    page_rights: Literal["needed", "upstream"] = "needed"
    metrics_log: Literal["quiet", "everything"] = "quiet"

    def __post_init__(self) -> None:
        check_choices(self)
        check_image(self.explainer_image, "explainer_image")
        check_image(self.page_image, "page_image")
        if self.mode == "serverless" and self.controller_rights == "own":
            raise ValueError(
                "mode='serverless' has KServe write Knative's Services and VirtualServices, "
                "for which controller_rights='own' has no rights; set "
                "controller_rights='upstream', or mode='raw'"
            )
        check_exposure(self.exposure, serverless=self.mode == "serverless")
        if self.runtimes == ():
            raise ValueError(
                "runtimes are none, so that no model would be served; leave the field out, or "
                "name a ServingRuntime"
            )
        runtimes = self.runtimes or RUNTIMES
        check_unique((each.name for each in runtimes), "runtime")
        for one, other in combinations(runtimes, 2):
            if contested := one.contested(other):
                raise ValueError(
                    f"runtimes {one.name!r} and {other.name!r} both serve format "
                    f"{contested!r} with one priority, which KServe refuses; give one of them "
                    f"another priority, or auto_select=False"
                )

    def check_place(self, *, mesh: Mesh, cluster: Cluster, release: Release) -> None:
        """Refuse Knative's pods in an ambient mesh, and servers that no pod could reach."""
        if self.mode == "serverless" and isinstance(mesh, Ambient):
            raise ValueError(
                "mode='serverless' needs Sidecars(): Knative's routes do not work in an "
                "ambient mesh (knative-extensions/net-istio issue 1360); set mode='raw'"
            )
        runtimes = self.runtimes_in(release)
        deaf = [each.name for each in runtimes if each.addresses == "ipv4"]
        if cluster.addresses == "ipv6" and deaf:
            rest = [each.name for each in runtimes if each.name not in deaf]
            remain = (
                f"which leaves {', '.join(rest)}" if rest else "and name one that does not"
            )
            raise ValueError(
                "addresses='ipv6' leaves pods without IPv4, but the servers of runtimes "
                f"{', '.join(deaf)} listen on IPv4 only; leave them out of "
                f"Models(runtimes=…), {remain}"
            )

    @property
    def hosts(self) -> Hosts | None:
        """The hosts by which models are reached; None where there are none."""
        return self.exposure if isinstance(self.exposure, Hosts) else None

    def check_beside(
        self,
        metacontroller: MetacontrollerSettings,
        *,
        hosts: Collection[str],
        edge: Edge,
        mesh: Mesh,
    ) -> None:
        """Refuse an exposure that the platform's parts would not hold to profiles.

        hosts: the platform's own.
        """
        check_writer(self.exposure, metacontroller)
        if self.hosts:
            self.hosts.check_place(hosts=hosts, edge=edge, mesh=mesh)

    def takes_keys(
        self,
        pipelines: PipelinesSettings,
        components: Collection[str],
        profiles: ProfileDefaults,
    ) -> bool:
        """Return whether models are fetched with the keys that profiles have for Pipelines.

        components: what is installed. Raises ValueError where keys are asked for and profiles
        have none.
        """
        missing = missing_key(pipelines, components, profiles.labels)
        if self.storage is None:
            return missing is None and pipelines.profile_credentials != "own"
        if self.storage == "pipelines" and missing:
            raise ValueError(f"storage='pipelines' of Models has no key: {missing}")
        return self.storage == "pipelines"

    def runtimes_in(self, release: Release) -> tuple[ServingRuntime, ...]:
        """Return the runtimes in an environment that runs a release."""
        return runtimes_of(release) if self.runtimes is None else self.runtimes

    def images(self) -> tuple[Image, ...]:
        """Return every image that is named here."""
        return (
            self.explainer_image,
            self.page_image,
            # A later release of upstream's has more, which are the component's images as well.
            *(each.image for each in self.runtimes or RUNTIMES),
        )
