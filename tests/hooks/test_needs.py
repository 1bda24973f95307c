"""What is read from objects about the platform that they need."""

import pytest

from constructs_lib import (
    Ambient,
    Autoscaling,
    CaBundle,
    Cluster,
    Config,
    Login,
    ProfileDefaults,
    Proxy,
    Sidecars,
    Waypoints,
    hooks,
)
from constructs_lib.hooks.needs import (
    NeededGateway,
    NeededMesh,
    NeededStorage,
    NeededTexts,
    ServedKind,
)
from constructs_lib.kube import group_of
from constructs_lib.releases import V1_10_2, V1_11_0


def obj(api, kind, name="one", **spec):
    metadata = {"name": name, "namespace": "kubeflow"}
    return {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": spec}


def definition(group, kind):
    names = {"kind": kind}
    return obj("apiextensions.k8s.io/v1", "CustomResourceDefinition", group=group, names=names)


def route(*parents):
    return obj("gateway.networking.k8s.io/v1", "HTTPRoute", parentRefs=list(parents))


def waypoint(name="waypoint"):
    api = "gateway.networking.k8s.io/v1"
    return obj(api, "Gateway", name, gatewayClassName="istio-waypoint")


# The groups that every cluster serves.
KUBERNETES = {
    "",
    "admissionregistration.k8s.io",
    "apiextensions.k8s.io",
    "apps",
    "autoscaling",
    "batch",
    "networking.k8s.io",
    "policy",
    "rbac.authorization.k8s.io",
    "scheduling.k8s.io",
}
EDGE = {"namespace": "edge", "name": "door"}


def needs_of(objects, **decisions):
    return hooks.needs_of(objects, Config(**decisions))


def kinds(*objects):
    return [(each.api, each.kind) for each in needs_of(objects).kinds]


def test_a_kind_is_needed_once_in_each_version_that_is_used():
    used = [obj("cert-manager.io/v1", "Issuer"), obj("cert-manager.io/v1", "Issuer", "two")]

    assert kinds(*used, obj("cert-manager.io/v2", "Issuer")) == [
        ("cert-manager.io/v1", "Issuer"),
        ("cert-manager.io/v2", "Issuer"),
    ]


def test_a_kind_that_the_environment_defines_itself_is_not_needed():
    needed = kinds(definition("kubeflow.org", "Profile"), obj("kubeflow.org/v1", "Profile"))

    assert needed == [("apiextensions.k8s.io/v1", "CustomResourceDefinition")]


def test_a_kind_of_the_same_name_in_another_group_is_needed():
    needed = kinds(definition("example.com", "Gateway"), waypoint())

    assert ("gateway.networking.k8s.io/v1", "Gateway") in needed


@pytest.mark.parametrize(
    ("api", "kind", "who"),
    [
        ("security.istio.io/v1", "AuthorizationPolicy", "Istio"),
        ("kueue.x-k8s.io/v1beta2", "ClusterQueue", "Kueue, 0.15 or later"),
        ("v1", "Service", "Kubernetes"),
        ("policy/v1", "PodDisruptionBudget", "Kubernetes"),
    ],
)
def test_a_kind_is_brought_by_somebody(api, kind, who):
    assert needs_of([obj(api, kind)]).kinds == [ServedKind(api=api, kind=kind, brought_by=who)]


def test_an_autoscaler_needs_the_metrics_of_pods():
    needed = needs_of([obj("autoscaling/v2", "HorizontalPodAutoscaler")]).kinds

    assert needed == [
        ServedKind(
            api="autoscaling/v2", kind="HorizontalPodAutoscaler", brought_by="Kubernetes"
        ),
        ServedKind(
            api="metrics.k8s.io/v1beta1", kind="PodMetrics", brought_by="metrics-server"
        ),
    ]


@pytest.mark.parametrize(
    ("replicas", "needed"), [(Autoscaling(maximum=4), ["PodMetrics"]), (2, []), (None, [])]
)
def test_waypoints_that_follow_the_load_need_the_metrics_of_pods(replicas, needed):
    waypoints = Waypoints(replicas=replicas)
    config = Config(
        mesh=Ambient(istio="1.26.3"), profiles=ProfileDefaults(waypoints=waypoints)
    )

    assert [kind.kind for kind in hooks.needs_of([], config).kinds] == needed


def test_every_group_that_is_not_kubernetes_own_is_brought_by_somebody_else(synthesis):
    named = {
        group_of({"apiVersion": kind.api})
        for units in synthesis.environments.values()
        for kind in needs_of(obj for objects in units.values() for obj in objects).kinds
        if kind.brought_by == "Kubernetes"
    }

    assert named <= KUBERNETES


def test_a_gateway_is_needed_with_all_the_listeners_that_routes_name():
    routes = [route({**EDGE, "sectionName": "web"}), route({**EDGE, "sectionName": "https"})]

    assert needs_of(routes).gateways == [
        NeededGateway(namespace="edge", name="door", listeners=("https", "web"))
    ]


def test_a_route_to_any_listener_needs_the_gateway():
    gateway = NeededGateway(namespace="edge", name="door", listeners=())

    assert needs_of([route(EDGE)]).gateways == [gateway]


def test_a_route_without_a_namespace_of_its_gateway_means_its_own():
    [found] = needs_of([route({"name": "door"})]).gateways

    assert (found.namespace, found.name) == ("kubeflow", "door")


def test_a_gateway_of_the_environments_own_is_not_needed_but_its_class_is():
    needs = needs_of([waypoint(), route({"namespace": "kubeflow", "name": "waypoint"})])

    assert needs.gateways == []
    assert needs.gateway_classes == ["istio-waypoint"]


def test_istios_gateways_have_no_class():
    assert needs_of([obj("networking.istio.io/v1", "Gateway")]).gateway_classes == []


def test_a_volume_needs_the_class_that_it_names_or_the_default_one():
    claims = [
        obj("v1", "PersistentVolumeClaim", "any"),
        obj("v1", "PersistentVolumeClaim", "quick", storageClassName="fast"),
    ]

    assert needs_of(claims).storage == [
        NeededStorage(claim="any", storage_class=""),
        NeededStorage(claim="quick", storage_class="fast"),
    ]


@pytest.mark.parametrize(
    ("mesh", "needed"),
    [
        (
            Ambient(),
            NeededMesh(
                namespace="istio-system",
                settings="istio",
                trust_domain="cluster.local",
                aliases=(),
                root_namespace=None,
            ),
        ),
        (
            Ambient(
                istiod_namespace="mesh",
                revision="canary",
                trust_domain="corp.example",
                other_waypoints="closed",
            ),
            NeededMesh(
                namespace="mesh",
                settings="istio-canary",
                trust_domain="corp.example",
                aliases=(),
                root_namespace="mesh",
            ),
        ),
        (
            Sidecars(trust_domain="new.example", trust_domain_aliases=("old.example",)),
            NeededMesh(
                namespace="istio-system",
                settings="istio",
                trust_domain="new.example",
                aliases=("old.example",),
                root_namespace=None,
            ),
        ),
    ],
    ids=["default", "another", "sidecars"],
)
def test_the_mesh_is_needed_as_it_was_decided(mesh, needed):
    assert needs_of([], mesh=mesh).mesh == needed


@pytest.mark.parametrize(
    ("mesh", "config_map"),
    [
        (Ambient(), "pilot-jwks-extra-cacerts"),
        (Ambient(revision="canary"), "pilot-jwks-extra-cacerts-canary"),
        (Sidecars(), "pilot-jwks-extra-cacerts"),
    ],
)
def test_what_istiod_believes_is_looked_for_where_there_are_authorities(mesh, config_map):
    login = Login(authorities=CaBundle("company-ca"))

    assert needs_of([], mesh=mesh, login=login).mesh.authorities == config_map


@pytest.mark.parametrize(
    ("mesh", "config_map"),
    [
        (Ambient(), "istio-sidecar-injector"),
        (Ambient(revision="canary"), "istio-sidecar-injector-canary"),
        (Ambient(istio="1.26.0"), None),
    ],
)
def test_an_old_istiod_is_asked_whether_it_confines_waypoints(mesh, config_map):
    assert needs_of([], mesh=mesh, release=V1_11_0).mesh.injector == config_map


def test_the_clusters_domain_is_needed_as_it_was_decided():
    assert needs_of([], cluster_domain="k8s.example.org").cluster_domain == "k8s.example.org"


def mounting(**source):
    spec = {"volumes": [{"name": "one", "configMap": {"name": "authorities", **source}}]}
    return obj("apps/v1", "Deployment", template={"spec": spec})


def test_a_mounted_config_map_that_somebody_else_makes_is_needed():
    mounts = mounting(items=[{"key": "ca.crt", "path": "ca.crt"}])

    assert needs_of([mounts]).texts == [
        NeededTexts(namespace="kubeflow", name="authorities", keys=("ca.crt",))
    ]


def test_a_mounted_config_map_of_the_environment_is_not_needed():
    assert needs_of([mounting(), obj("v1", "ConfigMap", "authorities")]).texts == []


def test_what_istiod_writes_into_every_namespace_is_not_asked_for():
    assert needs_of([mounting(name="istio-ca-root-cert")]).texts == []


def test_a_pod_that_starts_without_a_config_map_needs_none():
    assert needs_of([mounting(optional=True)]).texts == []


@pytest.mark.parametrize(
    ("addresses", "families", "first"),
    [("ipv4", ("IPv4",), "IPv4"), ("dual-stack", ("IPv4", "IPv6"), "IPv4")],
)
def test_pods_need_the_families_that_were_decided(addresses, families, first):
    cluster = needs_of([], cluster=Cluster(addresses=addresses)).cluster

    assert (cluster.families, cluster.first) == (families, first)


def test_services_may_have_either_family_where_no_server_listens_on_one_alone():
    small = ("profiles", "central-dashboard")
    both = Cluster(addresses="dual-stack")

    assert needs_of([], components=small, cluster=both).cluster.first is None


def test_a_proxy_has_to_answer():
    proxy = Proxy(address="http://proxy.example.com:3128")
    found = needs_of([], cluster=Cluster(proxy=proxy)).cluster.proxy

    assert (found.host, found.port) == ("proxy.example.com", 3128)


@pytest.mark.parametrize(
    ("decisions", "needed"),
    [
        ({}, "1.30"),
        ({"release": V1_10_2}, "1.32"),
        ({"release": V1_10_2, "cluster": Cluster(kubernetes="1.33.1")}, "1.33"),
    ],
    ids=["oldest of the default", "oldest of the release", "what the config says"],
)
def test_a_kubernetes_is_needed_that_the_release_runs_on(decisions, needed):
    assert needs_of([], **decisions).cluster.kubernetes == needed
