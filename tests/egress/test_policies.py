"""The policies by which pods connect to what they call."""

import pytest
from cdk8s_plus_27 import k8s

from constructs_lib import (
    ApiServer,
    App,
    Backup,
    BackupBucket,
    Chart,
    Cluster,
    ClusterIssuer,
    Config,
    Environment,
    ExternalMySQL,
    Hardening,
    Hooks,
    IngressRule,
    Kubeflow,
    Login,
    OpenShift,
    OwnComponent,
    PipelinesSettings,
    Platform,
    PrerequisiteCheck,
    SmokeTest,
)
from constructs_lib.config import PROFILES
from constructs_lib.kube import objects_of
from constructs_lib.platform import synthesize
from constructs_lib.recovery import Recovery

pytestmark = pytest.mark.slow

HERE = ApiServer(addresses=("10.0.0.1/32", "10.0.0.2/32"), port=443)
KEYS = '{"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}'


def guarded(*, outside=None, hardening=None, **decisions):
    hardening = Hardening(
        egress="guarded", api_server=HERE, outside=outside or {}, **(hardening or {})
    )
    return made(Config(hardening=hardening, **decisions))


def made(config):
    """Return the policies of an environment, without all that else makes it a repository."""
    chart = Chart(App(), "kubeflow", namespace="kubeflow")
    return objects_of(Kubeflow(chart, "kubeflow", config=config).parts["egress"])


def rules(objects, name):
    (found,) = (obj for obj in objects if obj["metadata"]["name"] == f"{name}-egress")
    return [
        (
            [port["port"] for port in rule.get("ports", ())],
            [peer.get("ipBlock", {}).get("cidr") or peer for peer in rule["to"]],
        )
        for rule in found["spec"]["egress"]
    ]


def pods(namespace, **labels):
    return {
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": namespace}},
        "podSelector": {"matchLabels": labels},
    }


def test_manifests(yaml_snapshot):
    objects = guarded(
        components=("profiles",), hardening={"node_dns": ("169.254.20.10", "fd00::10")}
    )

    assert objects == yaml_snapshot


def test_dns_is_asked_where_its_pods_are():
    dns = {"dns_pods": {"dns.operator.openshift.io/daemonset-dns": "default"}}
    objects = guarded(
        components=("profiles",), hardening=dns | {"dns_namespace": "openshift-dns"}
    )

    [first, *_] = rules(objects, "profiles-deployment")

    assert first[1] == [pods("openshift-dns", **dns["dns_pods"])]


def test_a_deployment_and_a_cron_job_of_one_name_have_a_policy_each():
    def build(scope, context):
        labels = {"app": "report"}
        template = k8s.PodTemplateSpec(
            metadata=k8s.ObjectMeta(labels=labels),
            spec=k8s.PodSpec(containers=[k8s.Container(name="report", image="report:1")]),
        )
        k8s.KubeDeployment(
            scope,
            "deployment",
            metadata=k8s.ObjectMeta(name="report"),
            spec=k8s.DeploymentSpec(
                selector=k8s.LabelSelector(match_labels=labels), template=template
            ),
        )
        k8s.KubeCronJob(
            scope,
            "cron-job",
            metadata=k8s.ObjectMeta(name="report"),
            spec=k8s.CronJobSpec(
                schedule="@daily",
                job_template=k8s.JobTemplateSpec(spec=k8s.JobSpec(template=template)),
            ),
        )

    own = OwnComponent(name="report", build=build, without_clients=("report",))
    objects = guarded(components=("profiles",), own=(own,))

    names = {obj["metadata"]["name"] for obj in objects}
    assert {"report-egress", "report-cronjob-egress"} <= names


def test_it_is_open_by_default(main_synthesis):
    assert "egress" not in main_synthesis.environments["default"]


def test_it_is_guarded_in_one_chart_of_ones_own_as_well(chart):
    hardening = Hardening(egress="guarded", api_server=HERE)

    kubeflow = Kubeflow(chart, "kubeflow", config=Config(hardening=hardening))

    assert "egress" in kubeflow.parts


def test_checks_around_a_sync_reach_what_they_ask():
    config = Config(
        components=("profiles",),
        hardening=Hardening(egress="guarded", api_server=HERE),
        hooks=Hooks(before=PrerequisiteCheck(), after=SmokeTest()),
    )
    platform = Platform(environments=(Environment("guarded", config),))
    objects = synthesize(platform).environments["guarded"]["egress"]

    api_server = ([443], ["10.0.0.1/32", "10.0.0.2/32"])
    assert rules(objects, "check-prerequisites")[1:] == [api_server]
    assert rules(objects, "smoke-test")[1:] == [
        (
            [8080, 15021, 15090],
            [pods("kubeflow", app="istio-ingressgateway", istio="ingressgateway")],
        )
    ]


def test_a_backup_reaches_what_it_copies_and_where_it_copies_to():
    destination = BackupBucket(bucket="backups", region="eu-central-1", secret="login")
    objects = guarded(backup=Backup(destination=destination))

    mesh, outside = rules(objects, "backup")[1:]
    names = {next(iter(peer["podSelector"]["matchLabels"].values())) for peer in mesh[1]}
    assert mesh[0] == [15008]
    assert names == {"mysql", "minio"}
    assert outside == ([443], ["0.0.0.0/0", "::/0"])


def test_a_recovery_reaches_the_api_server_pipelines_and_where_it_copies_to():
    destination = BackupBucket(bucket="copies", region="eu-central-1", secret="login")
    objects = guarded(recovery=Recovery(destination=destination))

    gateway = {"gateway.networking.k8s.io/gateway-name": "kubeflow-waypoint"}
    assert rules(objects, "recovery")[1:] == [
        ([443], ["10.0.0.1/32", "10.0.0.2/32"]),
        ([15008], [pods("kubeflow", **gateway)]),
        ([443], ["0.0.0.0/0", "::/0"]),
    ]


def test_a_login_outside_of_the_mesh_is_called_on_its_own_ports():
    objects = guarded(components=("profiles",), login=Login(mesh="outside"))

    assert rules(objects, "oauth2-proxy")[1:] == [([5556], [pods("auth", app="dex")])]


def test_a_database_in_another_namespace_is_let_through_to_by_its_namespace():
    database = ExternalMySQL(host="mysql.databases.svc", secret="mysql-login")
    objects = guarded(pipelines=PipelinesSettings(database=database))

    namespace = {"matchLabels": {"kubernetes.io/metadata.name": "databases"}}
    assert rules(objects, "cache-server")[-1] == ([], [{"namespaceSelector": namespace}])


def test_who_takes_tokens_of_the_cluster_asks_the_api_server_for_its_keys():
    issuer = ClusterIssuer(audience="kubeflow", keys=KEYS)
    objects = guarded(components=("profiles",), login=Login(machines=(issuer,)))

    assert ([443], ["10.0.0.1/32", "10.0.0.2/32"]) in rules(objects, "oauth2-proxy")


def test_what_a_site_adds_is_open_to_whom_it_names():
    objects = guarded(components=("profiles",), outside={"dex": (443, 8443)})

    assert rules(objects, "dex")[-1] == ([443, 8443], ["0.0.0.0/0", "::/0"])


def test_the_ingress_gateway_reaches_profiles_by_the_mesh_alone():
    mesh = next(
        rule
        for rule in rules(guarded(components=("profiles",)), "istio-ingressgateway")
        if rule[0] == [15008]
    )

    assert {"namespaceSelector": {"matchLabels": PROFILES}} in mesh[1]


def test_fails_for_what_a_site_adds_to_a_workload_that_is_not_there():
    with pytest.raises(ValueError, match="outside names an unknown workload 'ml-pipeline'"):
        guarded(components=("profiles",), outside={"ml-pipeline": (443,)})


def test_a_component_of_ones_own_is_guarded_too():
    labels = {"app": "hello"}

    def build(scope, context):
        k8s.KubeDeployment(
            scope,
            "deployment",
            metadata=k8s.ObjectMeta(name="hello"),
            spec=k8s.DeploymentSpec(
                selector=k8s.LabelSelector(match_labels=labels),
                template=k8s.PodTemplateSpec(
                    metadata=k8s.ObjectMeta(labels=labels),
                    spec=k8s.PodSpec(
                        automount_service_account_token=False,
                        containers=[k8s.Container(name="hello", image="example.com/hello:1")],
                    ),
                ),
            ),
        )

    rule = IngressRule(name="hello", pods=labels, callers=("gateway",), ports=(8080,))
    own = OwnComponent(
        name="hello", build=build, images=("example.com/hello:1",), reached_by=(rule,)
    )
    objects = guarded(components=("profiles",), own=(own,), outside={"hello": (443,)})

    assert rules(objects, "hello")[1:] == [([443], ["0.0.0.0/0", "::/0"])]
    assert any(
        pods("kubeflow", **labels) in peers
        for _, peers in rules(objects, "istio-ingressgateway")
    )


def test_dns_is_where_openshift_has_it():
    there = Cluster(distribution=OpenShift(version="4.19.0"))
    (_, peers), *_ = rules(guarded(cluster=there), "dex")
    label = {"dns.operator.openshift.io/daemonset-dns": "default"}

    assert peers == [pods("openshift-dns", **label)]
