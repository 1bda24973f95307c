"""The decisions of one environment, and upstream's."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal

from ..catalog import ADDED, NOTEBOOK_IMAGES, SHIPPED, Images
from .backup import Backup
from .checks import (
    check_annotations,
    check_choices,
    check_host,
    check_image,
    check_known,
    check_labels,
    check_object,
    check_unique,
)
from .components import (
    COMPONENTS,
    ELSEWHERE,
    IMPLIED,
    INSTALLABLE,
    KUBEFLOW_NAMESPACE,
    LOGIN,
    LOGIN_SERVERS,
    METACONTROLLER,
    OF_UPSTREAM,
    PARTS,
    PROFILE_WAYPOINTS,
    Component,
)
from .culling import Culling
from .dashboard import Dashboard
from .dns import Dns, DnsEndpoint
from .headers import check_header_limit, check_user_header, check_user_prefix
from .hooks import Hooks
from .ingress import Ingress
from .katib import Experiments
from .kgateway import Kgateway, ParentGateway
from .login import Login
from .mesh import Ambient, Mesh, Sidecars
from .metacontroller import MetacontrollerSettings
from .notebooks import Spawner
from .own_component import OwnComponent
from .pages import Pages
from .patch import Patch
from .pipelines import PipelinesSettings
from .pods import DOCUMENT_ROW, Hardening, Pods, Resources
from .profiles import ProfileDefaults
from .runtime import Runtime
from .secrets import GeneratedInCluster, Secrets
from .services import CLUSTER_DOMAIN
from .tenants import TenantRules
from .tls import Encryption, PlainHttp, Tls, TlsElsewhere
from .training import TrainingImages

TenantRoutes = Literal["guarded", "writable"]

_VIEWER: Final = Resources(cpu="10m", memory="64Mi", cpu_limit="500m", memory_limit="512Mi")

# Images of programs that no component has for itself: hooks, generated Secrets, backups.
_TOOLS: Final = frozenset({"python", "rclone"})

# Each of its processes has a row in PipelinesSettings.
_ROWS: Final = tuple(each.name for each in INSTALLABLE if each.name != "pipelines")

# The document's, the same row for what it does not list, and small ones for the login.
_TABLE: Final[Mapping[str, Resources]] = MappingProxyType(
    {name: DOCUMENT_ROW for name in _ROWS if name != "pvcviewer-controller"}
    | {
        name: Resources(cpu="50m", memory="64Mi", cpu_limit="500m", memory_limit="256Mi")
        for name in LOGIN
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Config:
    """Every decision by which an environment differs from upstream.

    The defaults are the document's and the safe ones; UPSTREAM holds upstream's.

    mesh: the cluster's. cluster_domain: the cluster's domain in DNS, under which its Services
    are found, as kubelets and istiod are told it. It says nothing of identities: those begin
    with the mesh's `trust_domain`. Which pages then do not open is in docs/prerequisites.md.
    hardening: how pods are protected. dashboard: its links. spawner: the
    notebooks' form. culling: when idle notebooks stop. profiles: what every profile gets.
    host: the platform's DNS name. parent: the Gateway that admits its route.
    tls: where the browser's TLS ends. dns: how the host gets into DNS; None leaves it to
    others. kgateway: its version, and policies beside the route.
    pages: what a page is told of its visitor, and what other sites may do with it.
    ingress: the ingress gateway's login, and its size where it is ours (an ambient mesh).
    registry: mirrors by the registry that they copy, `{"quay.io": "mirror.example.com/quay"}`,
    or one for every registry of the catalog; images of others stay where they are.
    components: what is installed; each brings no other.
    resources: per component, for each container that upstream leaves to us (a component of
    two such containers shares its row); the rest keep upstream's.
    pods: for every component; workloads: for one, over `pods`. In an ambient mesh
    `metacontroller` and `profile-waypoints` are such components too, the latter the program
    that decides about profiles' waypoints. What runs in profiles themselves has
    `ProfileDefaults(pods=…)`: nodes and pull secrets of the platform are not the tenants'.
    viewer_image, tensorboard_image: what users' volume viewers and TensorBoards run.
    viewer_resources: of such a viewer; None leaves them to a profile's LimitRange, as those of
    TensorBoards are, whose controller takes none.
    pipelines: how pipelines run, where they keep things, and the resources of each process.
    experiments: how Katib searches for the best parameters.
    training_images: what the training operator adds to jobs; None leaves it to those that are
    compiled into it, where no mirror and no scanner sees them.
    backup: copies of what the bundled databases and MinIO keep; None makes none.
    schedule_on_volume_node: start TensorBoards where their ReadWriteOnce volume is mounted.
    user_header, user_prefix: the header that carries who the user is, and what precedes it.
    header_limit: bytes that the dashboard and the page of Pipelines (Node) take of all headers
    of a request, the web apps (gunicorn) of each, and the metadata store (gRPC) of all; each
    server's own limit where None: 16384, 8190 and 8192. Groups are in a header.
    metacontroller: the rights of the controller that gives profiles their waypoints.
    tenant_routes: `guarded` lets users read Istio's kinds in their profiles but not write
    them, and no route there set who the user is; `writable` is upstream's, by which one user
    can send requests as another.
    tenants: what the API server refuses in profiles besides.
    stock_links, stock_network_policies: `installed` keeps those whose component is installed,
    `all` is what upstream ships.
    stock_images: `pullable` replaces images that are gone, `as-shipped` keeps them.
    login: who may come in, and how. secrets: where secret values come from.
    hooks: what Argo CD checks before and after each sync.
    own: components of your own, beside Kubeflow's. patches: fields that objects of this
    environment have otherwise than all of the above would have them.
    labels, annotations: on every object of the environment and on its pods, such as the cost
    centre or the owner; kustomize writes them.
    Raises ValueError for whatever cannot work, with what was given and what would do.
    """

    host: str = "kubeflow.example.com"
    parent: ParentGateway = ParentGateway()
    tls: Encryption = TlsElsewhere()
    dns: Dns | None = None
    kgateway: Kgateway = Kgateway()
    pages: Pages = Pages()
    ingress: Ingress = Ingress()
    mesh: Mesh = Ambient()
    cluster_domain: str = CLUSTER_DOMAIN
    components: tuple[str, ...] = COMPONENTS
    registry: str | Mapping[str, str] | None = None
    resources: Mapping[str, Resources] = field(default_factory=lambda: _TABLE)
    pods: Pods = Pods()
    workloads: Mapping[str, Pods] = field(default_factory=dict)
    hardening: Hardening = Hardening()
    dashboard: Dashboard = Dashboard()
    spawner: Spawner = Spawner()
    culling: Culling = Culling()
    profiles: ProfileDefaults = ProfileDefaults()
    viewer_image: str = SHIPPED["filebrowser"]
    viewer_resources: Resources | None = _VIEWER
    tensorboard_image: str = SHIPPED["tensorflow"]
    pipelines: PipelinesSettings = PipelinesSettings()
    experiments: Experiments = Experiments()
    training_images: TrainingImages | None = TrainingImages()
    backup: Backup | None = None
    schedule_on_volume_node: bool = True
    user_header: str = "kubeflow-userid"
    user_prefix: str = ""
    header_limit: int | None = 65536
    metacontroller: MetacontrollerSettings = MetacontrollerSettings()
    tenant_routes: TenantRoutes = "guarded"
    tenants: TenantRules = TenantRules()
    stock_links: Literal["installed", "all"] = "installed"
    stock_network_policies: Literal["installed", "all"] = "installed"
    stock_images: Literal["pullable", "as-shipped"] = "pullable"
    login: Login = Login()
    secrets: Secrets = GeneratedInCluster()
    hooks: Hooks = Hooks()
    own: tuple[OwnComponent, ...] = ()
    patches: tuple[Patch, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    annotations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_choices(self)
        check_host(self.host, "host")
        check_object(self.cluster_domain, "cluster_domain")
        self._check_edge()
        self._check_components()
        for name in self.workloads:
            self._check_installed(name, "settings for")
        for name in self.resources:
            known = (*_ROWS, *PARTS, *LOGIN, *(each.name for each in self.own))
            check_known(name, known, "component with resources")
        for link in self.dashboard.own_links():
            if link.component is not None:
                self._check_installed(link.component, f"link {link.text!r} leads to")
        self._check_images()
        check_labels(self.labels, "labels of every object")
        check_annotations(self.annotations, "annotations of every object")
        check_user_header(self.user_header)
        check_user_prefix(self.user_prefix)
        self.culling.check_offered(self.spawner, self.components)
        self.pipelines.check_beside(self.components)
        check_header_limit(self.header_limit)
        if self.backup:
            self.backup.check_kept_here(
                components=self.components,
                pipelines=self.pipelines,
                experiments=self.experiments,
                mesh=self.mesh,
            )
        self.login.check_place(host=self.host, https=self.https)
        self.tenants.level(self.mesh)
        self.profiles.waypoints.check_mesh(self.mesh)
        if self.login.session.same_site == "none" and not self.pages.framed_elsewhere:
            raise ValueError(
                "same_site='none' is for frames of other sites, and none may show the "
                "platform: name one, Pages(frame_ancestors=('https://portal.example.com',)), "
                "or leave out same_site"
            )

    def _check_components(self) -> None:
        check_unique(self.components, "component")
        known = {each.name: each for each in INSTALLABLE}
        for name in self.components:
            check_known(name, known, "component")
        check_unique((each.name for each in self.own), "own component")
        own = {each.name: each.component for each in self.own}
        for name in (*self.components, *own):
            for needed in {**known, **own}[name].needs:
                if needed not in (*self.components, *own):
                    raise ValueError(f"{name!r} needs {needed!r}; install both or neither")

    @property
    def https(self) -> bool:
        """Whether browsers reach the platform over TLS."""
        return not isinstance(self.tls, PlainHttp)

    @property
    def address(self) -> str:
        """Where browsers reach the platform."""
        return f"{'https' if self.https else 'http'}://{self.host}"

    @property
    def kept_cookie(self) -> str | None:
        """The session's cookie where no app gets it, nor a token; None where apps get both."""
        return self.login.session.cookie if self.pages.credentials == "kept" else None

    @property
    def websocket_origins(self) -> tuple[str, ...] | None:
        """Whose pages may open websockets; those of every site where None."""
        if self.pages.websockets == "any":
            return None
        return (self.address, *self.pages.websocket_origins)

    @property
    def guards_profiles(self) -> bool:
        """Whether profiles need waypoints: the ambient mesh has no sidecars to guard them."""
        return isinstance(self.mesh, Ambient) and "profiles" in self.components

    @property
    def installed(self) -> tuple[Component, ...]:
        """All that runs, in the order in which it arrives; the login after the components."""
        chosen = (each for each in (*INSTALLABLE, *IMPLIED) if self.installs(each))
        return (*chosen, *LOGIN_SERVERS, *(each.component for each in self.own))

    def installs(self, component: Component) -> bool:
        """Return whether a component is chosen, or brought along by one that is."""
        return component.name in (*self.components, *self.parts)

    @property
    def linked(self) -> tuple[Component, ...]:
        """What the dashboard's links may lead to."""
        return self._with_elsewhere(every=self.stock_links == "all")

    @property
    def guarded(self) -> tuple[Component, ...]:
        """Whose pods the NetworkPolicies of Kubeflow's namespace guard."""
        every = self._with_elsewhere(every=self.stock_network_policies == "all")
        return tuple(each for each in every if each.namespace == KUBEFLOW_NAMESPACE)

    def _with_elsewhere(self, *, every: bool) -> tuple[Component, ...]:
        more = (*OF_UPSTREAM, *ELSEWHERE) if every else ()
        return tuple({each.name: each for each in (*more, *self.installed)}.values())

    @property
    def parts(self) -> tuple[str, ...]:
        """What is installed because a component needs it."""
        waypoints = (PROFILE_WAYPOINTS.name,) if self.guards_profiles else ()
        hooked = self.guards_profiles or "pipelines" in self.components
        return (*((METACONTROLLER.name,) if hooked else ()), *waypoints)

    def _check_installed(self, name: str, what: str) -> None:
        installed = [each.name for each in self.installed]
        if name not in installed:
            raise ValueError(
                f"{what} {name!r}, which is not installed; "
                f"installed are {', '.join(installed)}"
            )

    def _check_images(self) -> None:
        check_image(self.viewer_image, "viewer image")
        check_image(self.tensorboard_image, "TensorBoard image")
        if self.registry is not None:
            images, references = self.images(), self._references()
            images.check_copied(references)
            images.check_apart(references)

    def _check_edge(self) -> None:
        if isinstance(self.tls, Tls):
            self.tls.check_parent(self.parent)
        if isinstance(self.dns, DnsEndpoint):
            self.dns.check_leads_on(self.host)
        if isinstance(self.tls, PlainHttp) and self.kgateway.http2_websockets:
            raise ValueError(
                "browsers speak HTTP/2 by TLS only, and tls is PlainHttp(); "
                "leave out http2_websockets, or say where TLS ends"
            )
        sized = replace(self.ingress, provider=Ingress().provider) != Ingress()
        if isinstance(self.mesh, Sidecars) and sized:
            raise ValueError(
                f"with Sidecars() the ingress gateway is Istio's own, in "
                f"{self.mesh.ingress_namespace!r}: its size is the platform's; "
                f"leave out Ingress(resources=..., replicas=...)"
            )

    @property
    def secure_cookies(self) -> bool:
        """Whether the web apps' cookies are for TLS only; without TLS no form would work."""
        return self.https

    def images(self) -> Images:
        """Return where this environment's images come from.

        Raises ValueError for a mirror that is no host and path.
        """
        return Images(registry=self.registry, as_shipped=self.stock_images == "as-shipped")

    def image_references(self) -> frozenset[str]:
        """Return every image that this environment may name, wherever it stands."""
        return frozenset(map(self.images().located, self._references()))

    def _references(self) -> frozenset[str]:
        keys = {image for each in self.installed for image in each.images} | _TOOLS
        references = {
            *(image for key, image in {**SHIPPED, **ADDED}.items() if key in keys),
            *NOTEBOOK_IMAGES.values(),
            self.viewer_image,
            self.tensorboard_image,
            *self.experiments.images(),
            *self.pipelines.images(),
            *self.spawner.images(),
            *(image for each in self.own for image in each.images),
        }
        if self.training_images:
            references |= {self.training_images.pytorch, self.training_images.mpi}
        return frozenset(references)

    def runtime(self, component: str) -> Runtime:
        """Return how a component runs in this environment."""
        return Runtime(
            images=self.images(),
            pods=self.workloads.get(component, Pods()).over(self.pods),
            in_profiles=self.profiles.pods,
            resources=self.resources.get(component),
            hardening=self.hardening,
            mesh=self.mesh,
            cluster_domain=self.cluster_domain,
        )
