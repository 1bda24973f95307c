"""What is said of what is missing; tests/cluster asks a real API server."""

import copy
import json
import socket
from typing import Any

import pytest

from constructs_lib.scripts.check_prerequisites import (
    believed,
    ingresses,
    older,
    other_addresses,
    other_distribution,
    other_domain,
    other_mesh,
    problems,
    silent,
    told_istiod,
    unconfined,
    unprovided,
)

GATEWAYS = "/apis/gateway.networking.k8s.io/v1"
CLASSES = "/apis/storage.k8s.io/v1/storageclasses"
DEFAULT = "storageclass.kubernetes.io/is-default-class"
TRUE = {"status": "True"}
READY = [{"type": "Accepted", **TRUE}, {"type": "Programmed", **TRUE}]

NEEDS = {
    "kinds": [
        {"api": "v1", "kind": "Service", "brought_by": "Kubernetes"},
        {"api": "cert-manager.io/v1", "kind": "Issuer", "brought_by": "cert-manager"},
    ],
    "gateways": [{"namespace": "edge", "name": "door", "listeners": ["https"]}],
    "gateway_classes": ["istio-waypoint"],
    "storage": [
        {"claim": "any", "storage_class": ""},
        {"claim": "other", "storage_class": ""},
        {"claim": "quick", "storage_class": "fast"},
    ],
    "texts": [{"namespace": "kubeflow", "name": "store-ca", "keys": ["ca.crt"]}],
}
EVERYTHING = {
    "/api/v1": {"resources": [{"name": "services", "kind": "Service"}]},
    "/apis/cert-manager.io/v1": {"resources": [{"name": "issuers", "kind": "Issuer"}]},
    f"{GATEWAYS}/namespaces/edge/gateways/door": {
        "spec": {"gatewayClassName": "kgateway", "listeners": [{"name": "https"}]},
        "status": {"conditions": READY},
    },
    f"{GATEWAYS}/gatewayclasses/kgateway": {"status": {"conditions": READY}},
    f"{GATEWAYS}/gatewayclasses/istio-waypoint": {"status": {"conditions": READY}},
    CLASSES: {"items": [{"metadata": {"annotations": {DEFAULT: "true"}}}, {"metadata": {}}]},
    f"{CLASSES}/fast": {},
    "/api/v1/namespaces/kubeflow/configmaps/store-ca": {"data": {"ca.crt": "PEM"}},
}
AUTHORITIES = "/api/v1/namespaces/kubeflow/configmaps/store-ca"
DOOR = f"{GATEWAYS}/namespaces/edge/gateways/door"


class Cluster:
    """An API server that has what is at some paths."""

    def __init__(self, found):
        self.found = found

    def read(self, path):
        return self.found.get(path)


def without(path):
    return Cluster({other: found for other, found in EVERYTHING.items() if other != path})


def changed(path, change):
    other = copy.deepcopy(EVERYTHING[path])
    change(other)
    return Cluster({**EVERYTHING, path: other})


def test_nothing_is_missing_where_everything_is():
    assert problems(NEEDS, Cluster(EVERYTHING)) == []


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/api/v1", "Service of v1 is not served: it comes with Kubernetes"),
        (
            "/apis/cert-manager.io/v1",
            "Issuer of cert-manager.io/v1 is not served: it comes with cert-manager",
        ),
        (DOOR, "Gateway edge/door is not there"),
        (f"{GATEWAYS}/gatewayclasses/kgateway", "GatewayClass kgateway is not there"),
        (
            f"{GATEWAYS}/gatewayclasses/istio-waypoint",
            "GatewayClass istio-waypoint is not there",
        ),
        (CLASSES, "no StorageClass is the default one, for the volumes of any, other"),
        (f"{CLASSES}/fast", "StorageClass fast is not there, for the volumes of quick"),
        (
            AUTHORITIES,
            "ConfigMap kubeflow/store-ca is not there, which pods mount: make it first",
        ),
    ],
)
def test_what_is_missing_is_named(path, sentence):
    assert problems(NEEDS, without(path)) == [sentence]


def test_a_mounted_text_of_another_name_is_named():
    other = changed(AUTHORITIES, lambda found: found.update(data={"tls.crt": "PEM"}))

    assert problems(NEEDS, other) == [
        "ConfigMap kubeflow/store-ca has no ca.crt, which pods mount"
    ]


SETTINGS = "/api/v1/namespaces/istio-system/configmaps/istio"
MESH: dict[str, Any] = {
    "namespace": "istio-system",
    "settings": "istio",
    "trust_domain": "cluster.local",
    "aliases": [],
    "root_namespace": None,
    "authorities": "pilot-jwks-extra-cacerts",
    "providers": [],
    "injector": None,
}


def told(mesh):
    return told_istiod(MESH, Cluster({SETTINGS: {"data": {"mesh": mesh}}}))


@pytest.mark.parametrize(
    ("mesh", "said"),
    [
        ('ingressControllerMode: "OFF"\n', "makes no routes of Ingresses"),
        ("accessLogFile: x\ningressControllerMode: OFF\n", "makes no routes of Ingresses"),
        ("ingressControllerMode: DEFAULT", "(ingressControllerMode: DEFAULT;"),
        ("accessLogFile: /dev/stdout", "(ingressControllerMode: STRICT;"),
        ("a:\n  ingressControllerMode: OFF", "(ingressControllerMode: STRICT;"),
    ],
)
def test_it_says_what_istio_makes_of_ingresses(mesh, said):
    assert said in ingresses(MESH, told(mesh))


def test_it_says_so_where_istiod_believes_further_authorities():
    path = "/api/v1/namespaces/istio-system/configmaps/pilot-jwks-extra-cacerts"

    assert believed(MESH, Cluster({path: {"data": {}}})).startswith("istiod believes further")


def test_it_says_so_where_istiod_believes_no_further_authorities():
    assert "it gets the keys of no issuer whose certificate" in believed(MESH, Cluster({}))


def test_it_says_where_that_is_not_known():
    assert ingresses(MESH, None).endswith("not known: no ConfigMap istio in istio-system")


def test_the_settings_are_those_of_the_revision_in_its_namespace():
    path = "/api/v1/namespaces/mesh/configmaps/istio-canary"
    cluster = Cluster({path: {"data": {"mesh": "trustDomain: corp.example"}}})

    needed = {**MESH, "namespace": "mesh", "settings": "istio-canary"}
    assert told_istiod(needed, cluster) == "trustDomain: corp.example"


@pytest.mark.parametrize(
    "mesh",
    [
        "",
        "trustDomain: cluster.local\n",
        'rootNamespace: "istio-system"\ntrustDomain: "cluster.local"\n',
        "defaultConfig:\n  trustDomain: corp.example\n",
    ],
)
def test_istios_own_mesh_is_what_the_defaults_are_for(mesh):
    assert other_mesh({**MESH, "root_namespace": "istio-system"}, told(mesh)) == []


LOGGED = {**MESH, "providers": ["kubeflow-access-log"]}


def test_a_provider_that_istiod_does_not_know_is_told():
    mesh = "extensionProviders:\n- name: kubeflow-access-log-2\n  envoyFileAccessLog: {}\n"
    [sentence] = unprovided(LOGGED, told(mesh))

    assert sentence.startswith("istiod has no extension provider kubeflow-access-log: add")
    assert unprovided(LOGGED, None) == [sentence]


def test_a_provider_that_istiod_knows_is_not_told():
    mesh = "extensionProviders:\n- envoyFileAccessLog: {}\n  name: kubeflow-access-log\n"

    assert unprovided(LOGGED, told(mesh)) == []


INJECTOR = "/api/v1/namespaces/istio-system/configmaps/istio-sidecar-injector"
CONFINED = {**MESH, "injector": "istio-sidecar-injector"}


@pytest.mark.parametrize(
    "values",
    [
        None,
        {},
        {"gateways": {}},
        {"gateways": {"seccompProfile": {}}},
        {"gateways": {"seccompProfile": {"type": "Unconfined"}}},
    ],
)
def test_an_istiod_whose_waypoints_are_refused_is_told(values):
    config_maps = (
        {} if values is None else {INJECTOR: {"data": {"values": json.dumps(values)}}}
    )
    [sentence] = unconfined(CONFINED, Cluster(config_maps))

    assert "set gateways.seccompProfile.type=RuntimeDefault" in sentence
    assert "by ConfigMap istio-sidecar-injector in istio-system" in sentence


def test_an_istiod_whose_waypoints_are_confined_is_not_told():
    values = {"gateways": {"seccompProfile": {"type": "RuntimeDefault"}}}
    cluster = Cluster({INJECTOR: {"data": {"values": json.dumps(values)}}})

    assert unconfined(CONFINED, cluster) == []


def test_waypoints_are_not_looked_at_where_they_are_admitted_anyway():
    assert unconfined(MESH, Cluster({})) == []


def test_another_trust_domain_is_told():
    [sentence] = other_mesh(MESH, told("trustDomain: corp.example\n"))

    assert sentence == (
        "the mesh's trust domain is corp.example by ConfigMap istio in istio-system, and "
        "policies name cluster.local: say trust_domain='corp.example', or trustDomain there"
    )


def test_a_trust_domain_that_nobody_told_istiod_is_told():
    [sentence] = other_mesh({**MESH, "trust_domain": "corp.example"}, None)

    assert sentence.startswith("the mesh's trust domain is cluster.local by ConfigMap istio")


@pytest.mark.parametrize(
    "mesh",
    [
        "trustDomainAliases:\n- one.example\n- two.example\nx: y\n",
        "x: y\ntrustDomainAliases:\n  - one.example\n  - two.example\n",
        'trustDomainAliases: ["one.example", two.example]\n',
    ],
)
def test_an_alias_that_is_there_is_found_and_one_that_is_not_is_told(mesh):
    needed = {**MESH, "aliases": ["one.example", "old.example", "two.example"]}

    [sentence] = other_mesh(needed, told(mesh))
    assert sentence.startswith("the mesh does not take old.example for its own")


def test_another_root_namespace_is_told_where_policies_are_in_it():
    needed = {**MESH, "root_namespace": "mesh-root"}

    [sentence] = other_mesh(needed, told("rootNamespace: istio-config\n"))
    assert sentence.startswith("the mesh's root namespace is istio-config by ConfigMap istio")
    assert other_mesh(MESH, told("rootNamespace: istio-config\n")) == []


def test_a_revision_that_is_not_there_is_told():
    needed = {**MESH, "settings": "istio-canary"}

    assert other_mesh(needed, None) == [
        "no ConfigMap istio-canary in istio-system: istiod of this revision is not there"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("search kubeflow.svc.corp.example svc.corp.example corp.example", ["corp.example"]),
        ("search kubeflow.svc.cluster.local svc.cluster.local cluster.local\n", []),
        ("search svc.cluster.local. cluster.local.\nnameserver 10.0.0.10\n", []),
        ("nameserver 10.0.0.10\noptions ndots:5\n", []),
    ],
)
def test_another_domain_of_the_cluster_is_told(tmp_path, text, found):
    (tmp_path / "resolv.conf").write_text(text)

    said = other_domain("cluster.local", tmp_path / "resolv.conf")
    assert said == [
        f"the cluster's DNS domain is {domain}, and addresses end in cluster.local: "
        f"say cluster_domain={domain!r}"
        for domain in found
    ]


def test_everything_that_is_missing_is_named_and_not_the_first_alone():
    # The class of a Gateway that is not there is not known.
    assert len(problems(NEEDS, Cluster({}))) == len(EVERYTHING) - 1


def test_a_kind_that_is_served_in_another_version_is_said_to_be():
    beta = "cert-manager.io/v1beta1"
    cluster = Cluster(
        {
            **EVERYTHING,
            "/apis/cert-manager.io": {"versions": [{"groupVersion": beta}]},
            "/apis/cert-manager.io/v1": None,
            f"/apis/{beta}": {"resources": [{"name": "issuers", "kind": "Issuer"}]},
        }
    )

    [sentence] = problems(NEEDS, cluster)
    assert sentence.endswith("cert-manager, which serves it as cert-manager.io/v1beta1 here")


def test_a_part_of_another_kind_is_no_kind_of_its_own():
    part = {"resources": [{"name": "pods/service", "kind": "Service"}]}

    assert len(problems(NEEDS, Cluster({**EVERYTHING, "/api/v1": part}))) == 1


def test_a_listener_that_a_route_names_has_to_be_there():
    cluster = changed(
        DOOR, lambda gateway: gateway["spec"].update(listeners=[{"name": "web"}])
    )

    assert problems(NEEDS, cluster) == ["Gateway edge/door has no listener https: it has web"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_gateway_that_does_not_work_is_told_with_the_reason(number):
    def refuse(gateway):
        gateway["status"]["conditions"][number].update(
            status="False", reason="Invalid", message="no certificate"
        )

    [sentence] = problems(NEEDS, changed(DOOR, refuse))
    condition = READY[number]["type"]
    assert sentence == f"Gateway edge/door is not {condition}: Invalid: no certificate"


def test_a_class_that_no_controller_cares_for_is_told():
    path = f"{GATEWAYS}/gatewayclasses/istio-waypoint"

    assert problems(NEEDS, changed(path, dict.clear)) == [
        "GatewayClass istio-waypoint is not Accepted: no controller has said anything of it"
    ]


@pytest.mark.parametrize("annotations", [{}, {DEFAULT: "false"}])
def test_a_storage_class_is_not_the_default_by_being_there(annotations):
    classes = {"items": [{"metadata": {"annotations": annotations}}]}

    [sentence] = problems(NEEDS, Cluster({**EVERYTHING, CLASSES: classes}))
    assert sentence.startswith("no StorageClass is the default one")


def served(version):
    return Cluster({"/version": version})


@pytest.mark.parametrize(
    "version",
    [
        {},
        {"major": "1", "minor": "30+", "gitVersion": "v1.30.4-eks-a737599"},
        {"major": "1", "minor": "34", "gitVersion": "v1.34.1"},
        {"major": "2", "minor": "0", "gitVersion": "v2.0.0"},
    ],
)
def test_a_new_kubernetes_lacks_nothing(version):
    assert older("1.30", served(version)) == []


def test_an_old_kubernetes_is_told():
    version = {"major": "1", "minor": "29+", "gitVersion": "v1.29.4-gke.1043002"}

    assert older("1.30", served(version)) == [
        "Kubernetes is v1.29.4-gke.1043002, and 1.30 or newer is needed"
    ]
    assert older("1.29", served(version)) == []
    assert older("1.31", served(version), "is what upstream states") == [
        "Kubernetes is v1.29.4-gke.1043002, and 1.31 or newer is what upstream states"
    ]


V4, V6 = "10.0.0.5", "fd00::5"
BOTH = ["IPv4", "IPv6"]


@pytest.mark.parametrize(
    ("families", "first", "pod", "service"),
    [
        (["IPv4"], "IPv4", V4, V4),
        (["IPv4"], "IPv4", f"{V4},{V6}", V4),
        (["IPv6"], None, V6, V6),
        (BOTH, "IPv4", f"{V4},{V6}", V4),
        (BOTH, None, f"{V6},{V4}", V6),
        # A kubelet that tells none.
        (["IPv6"], None, "", V6),
    ],
)
def test_pods_and_services_have_the_families_that_were_decided(families, first, pod, service):
    assert other_addresses({"families": families, "first": first}, pod, service) == []


def test_a_family_that_pods_lack_is_told():
    [sentence] = other_addresses({"families": BOTH, "first": None}, V4, V4)

    assert sentence.startswith("pods have no IPv6 address, but IPv4")


def test_services_of_the_other_family_are_told():
    [sentence] = other_addresses({"families": ["IPv4"], "first": "IPv4"}, f"{V6},{V4}", V6)

    assert sentence.startswith("Services get IPv6 addresses, where IPv4 is what some servers")


OPENSHIFT: dict[str, Any] = {"/apis/security.openshift.io": {"versions": []}}


@pytest.mark.parametrize(
    ("wanted", "found"), [(None, {}), ("Aks", {}), ("OpenShift", OPENSHIFT)]
)
def test_a_cluster_that_was_decided_is_as_it_should_be(wanted, found):
    assert other_distribution(wanted, Cluster(found)) == []


@pytest.mark.parametrize(
    ("wanted", "found", "told"),
    [
        (None, OPENSHIFT, "this is OpenShift, which admits no pod that chooses its user"),
        ("Aks", OPENSHIFT, "this is OpenShift, which admits no pod that chooses its user"),
        ("OpenShift", {}, "this is no OpenShift, for nothing serves security.openshift.io"),
    ],
)
def test_another_cluster_is_told(wanted, found, told):
    [sentence] = other_distribution(wanted, Cluster(found))

    assert sentence.startswith(told)


GKE, EKS, OTHER = "v1.33.5-gke.1308000", "v1.33.5-eks-3cfe0ce", "v1.33.5"


@pytest.mark.parametrize(
    ("wanted", "version", "right"),
    [
        (None, GKE, True),
        (None, EKS, True),
        ("Aks", OTHER, True),
        ("Aks", GKE, False),
        ("Aks", EKS, False),
        ("Autopilot", GKE, True),
        ("Autopilot", EKS, False),
        ("Autopilot", OTHER, False),
    ],
)
def test_a_cloud_is_known_by_its_version(wanted, version, right):
    told = [] if right else [f"this is no {wanted}: Kubernetes is {version}"]

    assert other_distribution(wanted, served({"gitVersion": version})) == told


def test_a_proxy_that_answers_is_no_problem():
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        host, port = proxy.getsockname()

        assert silent({"host": host, "port": port}) == []


def test_a_proxy_that_does_not_answer_is_told():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        host, port = gone.getsockname()

    [sentence] = silent({"host": host, "port": port})
    assert sentence.startswith(f"the proxy 127.0.0.1:{port} does not answer:")


def test_without_a_proxy_none_has_to_answer():
    assert silent(None) == []
