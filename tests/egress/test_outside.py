"""What decisions place outside of the platform is open to those who call it there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from constructs_lib import (
    S3,
    AwsIamForServiceAccount,
    Backup,
    BackupBucket,
    ClusterIssuer,
    Config,
    Dashboard,
    Dex,
    Experiments,
    ExternalIssuer,
    ExternalKatibPostgres,
    ExternalMySQL,
    GcpWorkloadIdentity,
    GitHubConnector,
    IamRole,
    LdapConnector,
    LdapUsers,
    Login,
    OidcConnector,
    OidcProvider,
    PipelinesSettings,
    Profile,
    ProfileDefaults,
    ProviderEndpoints,
    Redis,
    Rehearsal,
    SamlConnector,
    SecretKey,
    Session,
)
from constructs_lib.egress.outside import Outside, outside
from constructs_lib.logs import Charts
from constructs_lib.recovery import Recovery

SECRET = SecretKey("dex-connector", "secret")
MYSQL = ExternalMySQL(host="mysql.example.com", secret="mysql-login", port=3307)
STORE = S3(bucket="artifacts", region="eu-central-1")
ROLE = IamRole("arn:aws:iam::123456789012:role/pipelines")
GOOGLE = GcpWorkloadIdentity("vision@project.iam.gserviceaccount.com")
PROVIDER = OidcProvider(
    issuer="https://id.example.com:8443", client_id="kubeflow", client_secret=SECRET
)
ENDPOINTS = ProviderEndpoints(
    login="https://id.example.com/login",
    token="http://keycloak.login.svc/token",
    keys="http://keycloak.login.svc:8080/keys",
)
CERTIFICATE = "-----BEGIN CERTIFICATE-----\n"


def ports(config, profiles=()):
    found: dict[str, Any] = {}
    for each in outside(config, profiles):
        found.setdefault(each.caller, set()).add(each.port)
    return found


def dex(connector):
    return Config(login=Login(dex=Dex(connectors=(connector,), issuer="public")))


def stored(store, **settings):
    return Config(pipelines=PipelinesSettings(object_store=store, **settings))


@pytest.mark.parametrize(
    ("config", "found"),
    [
        (Config(login=Login(provider=PROVIDER)), {"oauth2-proxy": {8443, 443}}),
        (
            Config(login=Login(provider=replace(PROVIDER, endpoints=ENDPOINTS))),
            {"oauth2-proxy": {8443, 80, 8080}},
        ),
        (Config(), {}),
        (
            Config(dashboard=Dashboard(charts=Charts(prometheus="http://prom.o11y.svc:9090"))),
            {"centraldashboard": {9090}},
        ),
        (
            Config(pipelines=PipelinesSettings(database=MYSQL)),
            {
                "cache-server": {3307},
                "metadata-grpc-deployment": {3307},
                "ml-pipeline": {3307},
            },
        ),
        (stored(STORE), {"ml-pipeline": {443}}),
        (stored(STORE, page="open"), {"ml-pipeline": {443}, "ml-pipeline-ui": {443}}),
        (
            stored(replace(STORE, credentials=ROLE), profile_credentials="own"),
            {"ml-pipeline": {443}},
        ),
        (
            dex(
                OidcConnector(
                    id="okta",
                    name="Okta",
                    issuer="https://id.example.com:8443",
                    client_id="kubeflow",
                    client_secret=SECRET,
                )
            ),
            {"dex": {443, 8443}},
        ),
        (dex(GitHubConnector(client_id="kubeflow", client_secret=SECRET)), {"dex": {443}}),
        (
            dex(
                LdapConnector(
                    host="ldap.example.com",
                    bind_dn="cn=dex",
                    bind_password=SECRET,
                    users=LdapUsers(base="dc=example"),
                )
            ),
            {"dex": {636}},
        ),
        (
            dex(
                LdapConnector(
                    host="ldap.example.com",
                    bind_dn="cn=dex",
                    bind_password=SECRET,
                    users=LdapUsers(base="dc=example"),
                    encryption="starttls",
                )
            ),
            {"dex": {389}},
        ),
        (dex(SamlConnector(sso_url="https://id.example.com", certificate=CERTIFICATE)), {}),
        (
            Config(
                login=Login(
                    session=Session(
                        redis=Redis(
                            url="rediss://redis.example.com",
                            password=SecretKey("redis", "password"),
                        ),
                        lifetime=timedelta(hours=1),
                    )
                )
            ),
            {"oauth2-proxy": {6379}},
        ),
        (
            Config(
                login=Login(
                    machines=(
                        ExternalIssuer(
                            name="ci", issuer="https://ci.example.com", audience="kubeflow"
                        ),
                    )
                )
            ),
            {"oauth2-proxy": {443}},
        ),
        (
            Config(
                backup=Backup(
                    destination=BackupBucket(
                        bucket="backups", region="eu-central-1", secret="backup-login"
                    )
                )
            ),
            {"backup": {443}, "restore": {443}},
        ),
        (
            Config(
                recovery=Recovery(
                    destination=BackupBucket(
                        bucket="backups", region="eu-central-1", secret="backup-login"
                    )
                )
            ),
            {"recovery": {443}},
        ),
        (
            Config(
                backup=Backup(
                    destination=BackupBucket(
                        bucket="backups", region="eu-central-1", secret="backup-login"
                    ),
                    rehearsal=Rehearsal(),
                )
            ),
            {"backup": {443}, "restore": {443}, "backup-rehearsal": {443}},
        ),
        (Config(profiles=ProfileDefaults(google=GOOGLE)), {"profiles-deployment": {80, 443}}),
    ],
)
def test_a_decision_opens_the_port_to_its_callers(config, found):
    assert ports(config) == found


@pytest.mark.parametrize(
    ("plugin", "found"),
    [
        (GOOGLE, {"profiles-deployment": {80, 443}}),
        (AwsIamForServiceAccount(ROLE), {}),
        (AwsIamForServiceAccount(ROLE, trust="by-controller"), {"profiles-deployment": {443}}),
    ],
)
def test_a_profiles_plugin_opens_the_cloud_that_the_controller_edits(plugin, found):
    profile = Profile(name="team", owner="ada@example.com", plugins=(plugin,))

    assert ports(Config(), [profile]) == found


@pytest.mark.parametrize(
    ("host", "namespace"),
    [
        ("mysql.databases.svc", "databases"),
        ("mysql.databases.svc.k8s.example.com", "databases"),
        ("mysql-0.mysql.databases.svc.k8s.example.com", "databases"),
        ("mysql.databases.svc.cluster.local", None),
        ("mysql.example.com", None),
    ],
)
def test_a_server_in_the_cluster_is_known_by_its_namespace(host, namespace):
    database = replace(MYSQL, host=host)
    config = Config(
        cluster_domain="k8s.example.com", pipelines=PipelinesSettings(database=database)
    )

    assert {each.namespace for each in outside(config)} == {namespace}


@pytest.mark.parametrize(
    ("issuer", "found"), [(None, True), ("https://oidc.example.com/cluster", False)]
)
def test_the_clusters_own_issuer_is_the_api_server(issuer, found):
    keys = '{"keys": [{"kty": "RSA", "n": "AQAB", "e": "AQAB"}]}'
    machine = ClusterIssuer(audience="kubeflow", keys=keys, issuer=issuer)
    config = Config(cluster_domain="k8s.example.com", login=Login(machines=(machine,)))

    assert [each.is_api_server for each in outside(config)] == [found]


def test_a_store_and_katibs_database_are_called_at_their_ports():
    config = Config(
        pipelines=PipelinesSettings(
            object_store=S3(
                bucket="runs", region="any", endpoint="s3.storage.svc", port=9000, tls=False
            )
        ),
        experiments=Experiments(
            database=ExternalKatibPostgres(host="db.example.com", secret="db")
        ),
    )
    found = ports(config)

    assert (found["ml-pipeline"], found["katib-db-manager"]) == ({9000}, {5432})


@pytest.mark.parametrize(
    ("host", "address"),
    [("10.1.2.3", "10.1.2.3"), ("[2001:db8::1]", "2001:db8::1"), ("db.example.com", None)],
)
def test_a_host_that_is_an_address_is_known(host, address):
    assert Outside(caller="a", host=host, port=1).address == address
