import re
from dataclasses import replace
from datetime import timedelta

import pytest

from constructs_lib.catalog import ADD_ONS
from constructs_lib.config import (
    AddOn,
    Ambient,
    AppOfApps,
    Cluster,
    Config,
    DnsEndpoint,
    Edge,
    Environment,
    ExternalDns,
    Ingress,
    Issuer,
    OpenShift,
    Platform,
    PlatformPrerequisites,
    SyncPolicy,
    SyncWindow,
    Tls,
)
from constructs_lib.delivery import add_on_files, parent_files
from constructs_lib.delivery.add_on_kinds import CLUSTER_KINDS, NAMESPACE_KINDS
from constructs_lib.delivery.add_ons import add_on_objects
from constructs_lib.delivery.waves import WAVE
from constructs_lib.mesh import istiod_values

AWS = {"external-dns": {"provider": {"name": "aws"}, "policy": "upsert-only"}}
EVERY_ADD_ON = tuple(
    AddOn(name=name, values=AWS if name == "external-dns" else {}) for name in ADD_ONS
)
CONFIG = Config(mesh=Ambient(istio="1.26.3"), edge=Edge(dns=ExternalDns(version="0.22.0")))


def made(*add_ons, config=CONFIG, **fields):
    """Return what Argo CD is told of add_ons, by kind and name."""
    wanted = PlatformPrerequisites(add_ons=add_ons, **fields)
    objects = add_on_objects(wanted, Environment("one", config))
    return {(obj["kind"], obj["metadata"]["name"]): obj for obj in objects}


def application(name, *add_ons, **fields):
    return made(*add_ons, **fields)["Application", name]["spec"]


def project(*add_ons, **fields):
    return made(*add_ons, **fields)["AppProject", "kubeflow-prerequisites"]["spec"]


def values(chart, add_on, **fields):
    return application(chart, add_on, **fields)["source"]["helm"]["valuesObject"]


def platform(**fields):
    return Platform(
        environments=(Environment("one", CONFIG), Environment("two", CONFIG)),
        prerequisites=PlatformPrerequisites(add_ons=EVERY_ADD_ON),
        **fields,
    )


def test_manifests_of_every_product(yaml_snapshot):
    wanted = PlatformPrerequisites(add_ons=EVERY_ADD_ON)

    assert add_on_objects(wanted, Environment("one", CONFIG)) == yaml_snapshot


def test_nothing_is_installed_unless_asked_for():
    assert (
        add_on_files(Platform(prerequisites=PlatformPrerequisites()), Environment("a")) == {}
    )


def test_each_cluster_has_a_file_of_its_own():
    both = platform()
    files = [set(add_on_files(both, environment)) for environment in both.environments]

    assert files == [{"apps/prerequisites.yaml"}, {"apps/prerequisites-two.yaml"}]


@pytest.mark.parametrize(
    ("number", "pattern"),
    [
        (0, "{kubeflow.yaml,prerequisites.yaml}"),
        (1, "{kubeflow-two.yaml,prerequisites-two.yaml}"),
    ],
)
def test_a_parent_applies_them_too(number, pattern):
    both = platform(delivery=AppOfApps())
    [objects] = parent_files(AppOfApps(), both, both.environments[number]).values()
    [parent] = [obj for obj in objects if obj["kind"] == "Application"]

    assert parent["spec"]["source"]["directory"]["include"] == pattern


@pytest.mark.parametrize("add_on", EVERY_ADD_ON, ids=lambda add_on: add_on.name)
def test_an_add_on_alone_is_permitted_what_it_needs_and_nothing_else(add_on):
    permitted = project(add_on)
    found = [
        {(kind["group"], kind["kind"]) for kind in permitted[f"{scope}ResourceWhitelist"]}
        for scope in ("cluster", "namespace")
    ]

    assert found == [
        {(kind.group, kind.kind) for kind in kinds[add_on.name]}
        for kinds in (CLUSTER_KINDS, NAMESPACE_KINDS)
    ]
    assert permitted["sourceRepos"] == [add_on.source]
    assert len(permitted["destinations"]) == 1


def test_no_add_on_has_a_kind_of_kubeflow_or_a_secret():
    kinds = {
        kind
        for table in (CLUSTER_KINDS, NAMESPACE_KINDS)
        for some in table.values()
        for kind in some
    }

    assert not {kind.kind for kind in kinds} & {"Secret", "Profile"}


@pytest.mark.parametrize("name", ["gateway-api", "kgateway", "external-dns"])
def test_what_watches_no_webhook_may_write_none(name):
    assert not [kind for kind in CLUSTER_KINDS[name] if kind.kind.endswith("Configuration")]


def test_the_project_is_closed_when_the_environment_is():
    window = SyncWindow(kind="allow", schedule="0 2 * * *", duration=timedelta(hours=1))
    wanted = PlatformPrerequisites(add_ons=EVERY_ADD_ON)
    closed, *_ = add_on_objects(wanted, Environment("one", CONFIG, windows=(window,)))

    assert [each["schedule"] for each in closed["spec"]["syncWindows"]] == ["0 2 * * *"]


def test_whoever_reads_a_kind_comes_after_it():
    waves = {
        name: int(obj["metadata"]["annotations"][WAVE])
        for (_, name), obj in made(*EVERY_ADD_ON).items()
    }

    assert waves["kubeflow-prerequisites"] < min(
        wave for name, wave in waves.items() if name != "kubeflow-prerequisites"
    )
    assert waves["istio-base"] < waves["istiod"] < waves["istio-cni"] < waves["ztunnel"]
    assert waves["gateway-api"] < min(
        waves["istiod"], waves["kgateway"], waves["external-dns"]
    )
    assert waves["kgateway-crds"] < waves["kgateway"]
    # Kubeflow's own project is in wave -1.
    assert max(waves.values()) < -1


@pytest.mark.parametrize("add_on", EVERY_ADD_ON, ids=lambda add_on: add_on.name)
def test_every_application_of_an_add_on_has_its_version(add_on):
    revisions = {
        obj["spec"]["source"]["targetRevision"]
        for (kind, _), obj in made(add_on).items()
        if kind == "Application"
    }

    assert revisions == {add_on.tag_in(CONFIG)}


def test_another_version_may_be_chosen():
    add_on = AddOn(name="cert-manager", version="1.20.3")

    assert application("cert-manager", add_on)["source"]["targetRevision"] == "v1.20.3"


def test_a_mirror_is_where_every_chart_of_an_add_on_comes_from():
    mirrored = AddOn(name="istio", repository="mirror.example.com/charts")
    sources = {
        obj["spec"]["source"]["repoURL"]
        for (kind, _), obj in made(mirrored).items()
        if kind == "Application"
    }

    assert sources == {"mirror.example.com/charts"}
    assert project(mirrored)["sourceRepos"] == ["mirror.example.com/charts"]


def test_istiod_is_told_what_is_asked_of_the_platforms():
    config = replace(CONFIG, edge=replace(CONFIG.edge, ingress=Ingress(provider="login")))
    told = istiod_values(config, PlatformPrerequisites())

    found = values("istiod", AddOn(name="istio"), config=config)

    assert found == {"profile": "ambient", **told}


@pytest.mark.parametrize("name", ["istiod", "istio-cni", "ztunnel"])
def test_the_mesh_is_ambient(name):
    assert values(name, AddOn(name="istio"))["profile"] == "ambient"


@pytest.mark.parametrize(
    ("dns", "source"),
    [
        (ExternalDns(version="0.22.0"), "gateway-httproute"),
        (DnsEndpoint(targets=("192.0.2.10",)), "crd"),
    ],
)
def test_external_dns_watches_what_is_written(dns, source):
    found = values(
        "external-dns",
        AddOn(name="external-dns", values=AWS),
        config=replace(CONFIG, edge=replace(CONFIG.edge, dns=dns)),
    )

    assert found == {"sources": [source], **AWS["external-dns"]}


def test_values_are_laid_beside_ours():
    add_on = AddOn(
        name="istio", values={"istiod": {"meshConfig": {"accessLogFile": "/dev/stdout"}}}
    )

    assert values("istiod", add_on)["meshConfig"].keys() == {
        "accessLogFile",
        "extensionProviders",
        "ingressControllerMode",
    }


def test_fails_for_values_that_would_replace_ours():
    add_on = AddOn(name="istio", values={"istiod": {"meshConfig": {"extensionProviders": []}}})
    message = r"istiod.meshConfig.extensionProviders is \[.* Kubeflow needs it so; got \[\]"
    with pytest.raises(ValueError, match=message):
        made(add_on)


@pytest.mark.parametrize(
    ("name", "ignored"),
    [
        ("cert-manager", {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}),
        ("istiod", {"MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"}),
        ("istio-base", {"ValidatingWebhookConfiguration"}),
        ("ztunnel", set()),
        ("kgateway", set()),
    ],
)
def test_what_an_add_on_completes_itself_is_no_drift(name, ignored):
    spec = application(name, *EVERY_ADD_ON)

    assert {each["kind"] for each in spec.get("ignoreDifferences", ())} == ignored


def test_syncs_are_as_decided():
    by_hand = SyncPolicy(automated=False, prune=False, self_heal=False)
    spec = application("cert-manager", *EVERY_ADD_ON, sync=by_hand)

    assert "automated" not in spec["syncPolicy"]


def test_every_application_makes_its_namespace():
    for (kind, _), obj in made(*EVERY_ADD_ON).items():
        if kind == "Application":
            assert "CreateNamespace=true" in obj["spec"]["syncPolicy"]["syncOptions"]


def test_no_repository_can_be_changed_on_the_way():
    urls = [add_on.repository for add_on in ADD_ONS.values()]

    assert not [url for url in urls if re.match(r"(http|git)://", url)]


def test_cert_manager_answers_challenges_by_routes_where_it_is_to():
    issuer = Issuer(name="letsencrypt", challenge="http-01")
    add_on = AddOn(name="cert-manager")
    told = {
        challenge: made(add_on, config=Config(edge=Edge(tls=tls)))[
            ("Application", "cert-manager")
        ]
        for challenge, tls in {"http-01": Tls(issuer=issuer), "elsewhere": Tls()}.items()
    }
    values = {k: obj["spec"]["source"]["helm"]["valuesObject"] for k, obj in told.items()}

    assert values["http-01"]["config"]["enableGatewayAPI"] is True
    assert "config" not in values["elsewhere"]


OTHER = replace(
    CONFIG,
    mesh=Ambient(
        istio="1.26.3",
        istiod_namespace="mesh",
        revision="canary",
        cluster_id="edge",
        network="north",
    ),
)
ISTIO = AddOn(name="istio")


@pytest.mark.parametrize(
    ("chart", "told"),
    [
        (
            "istio-base",
            {"defaultRevision": "canary", "global": {"istioNamespace": "mesh"}},
        ),
        ("istio-cni", {"profile": "ambient", "revision": "canary"}),
        (
            "ztunnel",
            {
                "profile": "ambient",
                "revision": "canary",
                "istioNamespace": "mesh",
                "multiCluster": {"clusterName": "edge"},
                "network": "north",
            },
        ),
    ],
)
def test_istios_other_charts_belong_to_the_same_istiod(chart, told):
    assert values(chart, ISTIO, config=OTHER) == told


def test_istio_is_installed_where_its_istiod_is_looked_for():
    found = application("istiod", ISTIO, config=OTHER)

    assert found["destination"]["namespace"] == "mesh"
    assert [d["namespace"] for d in project(ISTIO, config=OTHER)["destinations"]] == ["mesh"]


OPENSHIFT = replace(CONFIG, cluster=Cluster(distribution=OpenShift(version="4.19.0")))


@pytest.mark.parametrize("chart", ["istio-base", "istiod", "istio-cni", "ztunnel"])
def test_istios_charts_are_told_of_openshift(chart):
    assert values(chart, ISTIO, config=OPENSHIFT)["global"] == {"platform": "openshift"}


def test_what_needs_privileges_is_where_openshift_admits_it():
    home = {
        name: application(name, ISTIO, config=OPENSHIFT)["destination"]["namespace"]
        for name in ("istiod", "istio-cni", "ztunnel")
    }
    allowed = [d["namespace"] for d in project(ISTIO, config=OPENSHIFT)["destinations"]]

    assert home == {
        "istiod": "istio-system",
        "istio-cni": "kube-system",
        "ztunnel": "kube-system",
    }
    # In `default` is what calls the CNI plugin.
    assert sorted(allowed) == ["default", "istio-system", "kube-system"]
