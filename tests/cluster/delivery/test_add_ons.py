"""The charts of the add_ons take our values, and write what their project permits."""

from dataclasses import asdict

import pytest

from constructs_lib.catalog import ADD_ONS
from constructs_lib.config import (
    AddOn,
    Ambient,
    Cluster,
    Config,
    DnsEndpoint,
    Edge,
    Environment,
    ExternalDns,
    OpenShift,
    PlatformPrerequisites,
)
from constructs_lib.delivery.add_ons import add_on_objects
from constructs_lib.hooks import needs_of
from constructs_lib.kube import group_of
from constructs_lib.scripts.check_prerequisites import other_mesh
from tests.cluster.definitions import GATEWAY_API_1_4
from tests.cluster.delivery.charts import CERT_MANAGER, CHARTS, helm
from tests.kustomize import build

AWS = {"external-dns": {"provider": {"name": "aws"}, "policy": "upsert-only"}}
ROUTES, RECORDS = ExternalDns(version="0.22.0"), DnsEndpoint(targets=("192.0.2.10",))
ADD_ON_OF = {
    "cert-manager": "cert-manager",
    "external-dns": "external-dns",
    "kgateway": "kgateway",
    "kgateway-crds": "kgateway",
}


def told(chart, **decisions):
    """Return the project and the Application of a chart."""
    add_on = ADD_ON_OF.get(chart, "istio")
    values = AWS if add_on == "external-dns" else {}
    wanted = PlatformPrerequisites(add_ons=(AddOn(name=add_on, values=values),))
    edge = Edge(dns=decisions.pop("dns", ROUTES))
    config = Config(edge=edge, **decisions)
    project, *applications = add_on_objects(wanted, Environment("one", config))
    [application] = [app for app in applications if app["spec"]["source"]["chart"] == chart]
    return project, application


def made(chart, **decisions):
    return helm(told(chart, **decisions)[1])


def the(kind, name, objects):
    [found] = [o for o in objects if (o["kind"], o["metadata"]["name"]) == (kind, name)]
    return found


def containers(deployment, objects):
    return the("Deployment", deployment, objects)["spec"]["template"]["spec"]["containers"]


def kinds_defined(objects):
    definitions = [obj for obj in objects if obj["kind"] == "CustomResourceDefinition"]
    return {obj["spec"]["names"]["kind"] for obj in definitions}


def refused(project, objects):
    """Return what a project does not permit of objects."""
    cluster, namespaced = (
        {(each["group"], each["kind"]) for each in project["spec"][f"{where}Whitelist"]}
        for where in ("clusterResource", "namespaceResource")
    )
    places = {place["namespace"] for place in project["spec"]["destinations"]}
    return [
        (obj["kind"], obj["metadata"])
        for obj in objects
        if not (
            (group_of(obj), obj["kind"]) in namespaced
            and obj["metadata"]["namespace"] in places
            if "namespace" in obj["metadata"]
            else (group_of(obj), obj["kind"]) in cluster
        )
    ]


@pytest.mark.parametrize("chart", CHARTS)
def test_the_project_refuses_nothing_of_a_chart(chart):
    project, application = told(chart)
    objects = helm(application)

    assert objects
    assert refused(project, objects) == []


def test_the_project_refuses_nothing_of_the_gateways_kinds():
    wanted = PlatformPrerequisites(add_ons=(AddOn(name="gateway-api"),))
    project, application = add_on_objects(wanted, Environment("one"))
    objects = build(GATEWAY_API_1_4.folder() / application["spec"]["source"]["path"])

    assert GATEWAY_API_1_4.module.endswith(
        f"@{application['spec']['source']['targetRevision']}"
    )
    assert {"Gateway", "HTTPRoute", "ReferenceGrant"} <= kinds_defined(objects)
    assert refused(project, objects) == []


def test_istiods_mesh_has_the_login():
    settings = the("ConfigMap", "istio", made("istiod"))["data"]["mesh"]

    assert "name: oauth2-proxy" in settings
    assert "includeRequestHeadersInCheck" in settings


def test_istiod_is_ambient_and_asks_for_keys_every_minute():
    [container] = containers("istiod", made("istiod"))
    environment = {each["name"]: each.get("value") for each in container["env"]}

    assert environment["PILOT_ENABLE_AMBIENT"] == "true"
    assert environment["PILOT_JWT_PUB_KEY_REFRESH_INTERVAL"] == "1m"


CORP = Ambient(
    trust_domain="corp.example",
    istiod_namespace="mesh",
    revision="canary",
    root_namespace="mesh-root",
    cluster_id="ml-north",
    network="north",
)
ELSEWHERE = {"mesh": CORP, "cluster_domain": "k8s.corp.example"}


@pytest.mark.parametrize("chart", ["base", "istiod", "cni", "ztunnel"])
def test_the_project_refuses_nothing_of_istios_charts_elsewhere(chart):
    project, application = told(chart, **ELSEWHERE)

    assert refused(project, helm(application)) == []


OPENSHIFT = {
    "cluster": Cluster(distribution=OpenShift(version="4.19.0")),
    "mesh": Ambient(istio="1.30.0"),
}


@pytest.mark.parametrize("chart", ["base", "istiod", "cni", "ztunnel"])
def test_the_project_refuses_nothing_of_istios_charts_on_openshift(chart):
    project, application = told(chart, **OPENSHIFT)

    assert refused(project, helm(application)) == []


def test_istiod_believes_a_ztunnel_where_openshift_admits_it():
    [istiod] = containers("istiod", made("istiod", **OPENSHIFT))
    environment = {each["name"]: each.get("value") for each in istiod["env"]}
    ztunnel = the("DaemonSet", "ztunnel", made("ztunnel", **OPENSHIFT))["metadata"]

    assert environment["CA_TRUSTED_NODE_ACCOUNTS"] == f"{ztunnel['namespace']}/ztunnel"


def test_the_check_before_a_sync_is_content_with_what_the_chart_is_told():
    needed = asdict(needs_of([], Config(**ELSEWHERE)).mesh)
    settings = the("ConfigMap", needed["settings"], made("istiod", **ELSEWHERE))

    assert settings["metadata"]["namespace"] == needed["namespace"]
    assert other_mesh(needed, settings["data"]["mesh"]) == []


def test_the_check_before_a_sync_tells_the_defaults_from_the_same_chart():
    needed = asdict(needs_of([], Config(**ELSEWHERE)).mesh)
    settings = the("ConfigMap", "istio", made("istiod"))["data"]["mesh"]

    # Root namespace and trust domain.
    assert len(other_mesh(needed, settings)) == 2


def test_istiod_is_the_one_that_the_proxy_asks_and_profiles_let_in():
    objects = made("istiod", **ELSEWHERE)
    [container] = containers(CORP.istiod, objects)
    variables = {each["name"]: each.get("value") for each in container["env"]}

    assert the("ServiceAccount", CORP.istiod, objects)["metadata"]["namespace"] == "mesh"
    ports = the("Service", CORP.istiod, objects)["spec"]["ports"]
    assert 15012 in {port["port"] for port in ports}
    assert variables["CLUSTER_ID"] == CORP.cluster_id
    assert container["args"][container["args"].index("--domain") + 1] == "k8s.corp.example"


def test_ztunnel_asks_the_same_istiod_as_the_proxy():
    daemon = the("DaemonSet", "ztunnel", made("ztunnel", **ELSEWHERE))
    [container] = daemon["spec"]["template"]["spec"]["containers"]
    variables = {each["name"]: each.get("value") for each in container["env"]}

    assert variables["XDS_ADDRESS"] == variables["CA_ADDRESS"] == CORP.discovery_address
    assert variables["ISTIO_META_CLUSTER_ID"] == CORP.cluster_id
    assert variables["NETWORK"] == CORP.network


def test_nodes_take_pods_into_the_mesh():
    settings = the("ConfigMap", "istio-cni-config", made("cni"))

    assert settings["data"]["AMBIENT_ENABLED"] == "true"


def test_cert_manager_is_the_catalogs():
    assert CERT_MANAGER.module.endswith(f"@v{ADD_ONS['cert-manager'].version}")


def test_cert_managers_kinds_come_with_it():
    assert {"Certificate", "Issuer", "ClusterIssuer"} <= kinds_defined(made("cert-manager"))


@pytest.mark.parametrize(("dns", "source"), [(ROUTES, "gateway-httproute"), (RECORDS, "crd")])
def test_external_dns_watches_what_is_written(dns, source):
    [container] = containers("external-dns", made("external-dns", dns=dns))

    assert [arg for arg in container["args"] if arg.startswith("--source")] == [
        f"--source={source}"
    ]


def test_external_dns_brings_the_kind_of_its_records():
    assert "DNSEndpoint" in kinds_defined(made("external-dns", dns=RECORDS))
