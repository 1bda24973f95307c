import json

import pytest
import yaml

from constructs_lib import (
    Ambient,
    Dex,
    DexAuth,
    ExistingSecrets,
    Login,
    OidcProvider,
    SecretKey,
    Sidecars,
    StaticClient,
)
from constructs_lib.config import Bcrypt, FromOutside, Hardening, Place, WorkloadDefaults
from constructs_lib.kube import objects_of
from tests.auth.conftest import HARDENED
from tests.logins import CONNECTORS, DEMO, EVERY_LOGIN

ADDRESS = "https://ml.example.com"


@pytest.fixture
def chart(app):
    from cdk8s import Chart

    return Chart(app, "auth", namespace="auth")


@pytest.fixture
def dex(chart, gateway):
    def _dex(**fields):
        return DexAuth(chart, "Dex", gateway=gateway, address=ADDRESS, **fields)

    return _dex


def config(find):
    return yaml.safe_load(find("ConfigMap", "dex")["data"]["config.yaml"])


def test_manifests(dex, chart, yaml_snapshot):
    dex()

    assert objects_of(chart) == yaml_snapshot


def test_hardened_manifests(dex, chart, yaml_snapshot):
    dex(defaults=HARDENED, login=EVERY_LOGIN)

    assert objects_of(chart) == yaml_snapshot


@pytest.mark.parametrize("domain", ["cluster.local", "k8s.example.org"])
def test_the_issuer_is_the_service_in_the_cluster(dex, find, domain):
    endpoint = dex(defaults=WorkloadDefaults(cluster_domain=domain)).endpoint

    assert config(find)["issuer"] == f"http://{endpoint.host}:{endpoint.port}/dex"


def test_a_public_issuer_is_below_the_platforms_address(dex, find):
    provider = dex(login=Login(dex=Dex(issuer="public"))).provider

    assert config(find)["issuer"] == provider.issuer == "https://ml.example.com/dex"


def test_its_keys_are_fetched_within_the_cluster(dex):
    provider = dex(login=Login(dex=Dex(issuer="public"))).provider

    assert provider.endpoints.keys == "http://dex.auth.svc.cluster.local:5556/dex/keys"


def test_providers_send_browsers_back_to_the_platforms_address(dex, find):
    dex(login=Login(dex=Dex(issuer="public", users=(), connectors=(CONNECTORS["github"],))))

    [connector] = config(find)["connectors"]
    assert connector["config"]["redirectURI"] == "https://ml.example.com/dex/callback"


def test_browsers_reach_it_through_kubeflows_gateway(dex, find):
    dex()

    assert find("VirtualService", "dex")["spec"]["gateways"] == ["kubeflow/kubeflow-gateway"]


def test_every_variable_of_the_file_is_set(dex, chart, container):
    made = dex(login=EVERY_LOGIN)
    text = json.dumps(objects_of(chart))
    own = {variable["name"] for variable in container("dex")["env"]}
    whole = {key for secret in made.needed for key in secret.keys}

    wanted = {
        "DEX_CLIENT_GRAFANA",
        *(
            f"DEX_CONNECTOR_{name}"
            for name in ("KEYCLOAK", "GITHUB", "GOOGLE", "MICROSOFT", "LDAP")
        ),
    }
    assert all(name in text for name in wanted)
    assert wanted <= own | whole


def test_a_random_password_is_kept_where_its_user_reads_it(dex):
    [passwords] = [s for s in dex().needed if s.name == "dex-passwords"]

    place = Place("auth", "dex-initial-passwords", "user")
    assert passwords.keys == {"DEX_USER_PASSWORD": Bcrypt(place)}


def test_no_password_is_needed_for_users_who_have_one(dex, container):
    needed = dex(login=Login(dex=Dex(users=(DEMO,)))).needed

    assert [secret.name for secret in needed] == ["dex-oidc-client"]
    assert container("dex")["envFrom"] == [{"secretRef": {"name": "dex-oidc-client"}}]


def test_what_providers_issue_comes_from_outside(dex):
    login = Login(dex=Dex(issuer="public", users=(), connectors=(CONNECTORS["google"],)))
    needed = {secret.name: secret.keys for secret in dex(login=login).needed}

    assert needed["google-client"] == {"secret": FromOutside()}
    assert needed["google-directory"] == {"key.json": FromOutside()}


def test_secrets_may_have_other_names(dex, container):
    secrets = ExistingSecrets(names={"dex-oidc-client": "company-client"})
    dex(secrets=secrets)

    assert container("dex")["envFrom"][0] == {"secretRef": {"name": "company-client"}}


def test_of_the_mesh_only_the_gateway_and_oauth2_proxy_ask_dex(dex, find):
    dex(defaults=HARDENED)
    [rule] = find("AuthorizationPolicy", "dex")["spec"]["rules"]

    assert rule["from"][0]["source"]["principals"] == [
        "cluster.local/ns/kubeflow/sa/istio-ingressgateway-service-account",
        "cluster.local/ns/oauth2-proxy/sa/oauth2-proxy",
    ]


def test_istiod_which_is_in_no_mesh_fetches_its_keys(dex, find):
    dex(defaults=HARDENED)
    [rule] = find("AuthorizationPolicy", "dex")["spec"]["rules"]

    assert {"source": {"notPrincipals": ["*"]}} in rule["from"]


def test_where_other_programs_log_users_in_anyone_may_ask_dex(dex, find):
    client = StaticClient(id="cli", name="Command line", redirects=("http://localhost:8000",))
    dex(defaults=HARDENED, login=Login(dex=Dex(clients=(client,))))

    assert find("AuthorizationPolicy", "dex")["spec"]["rules"] == [
        {"to": [{"operation": {"ports": ["5556"]}}]}
    ]


@pytest.mark.parametrize(
    ("mesh", "login", "mode"),
    [
        (Ambient(), Login(), "ambient"),
        (Ambient(), Login(mesh="outside"), None),
        (Sidecars(), Login(), None),
    ],
)
def test_its_namespace_is_in_the_ambient_mesh_unless_left_outside(
    dex, find, mesh, login, mode
):
    dex(defaults=WorkloadDefaults(mesh=mesh), login=login)

    labels = find("Namespace", "auth")["metadata"].get("labels", {})
    assert labels.get("istio.io/dataplane-mode") == mode


def test_hardened_it_keeps_its_state_in_its_own_namespace_only(dex, find):
    dex(defaults=WorkloadDefaults(hardening=Hardening()))

    [rule] = find("ClusterRole", "dex")["rules"]
    assert (rule["verbs"], rule["resources"]) == (["create"], ["customresourcedefinitions"])


def test_fails_in_another_namespace(app, gateway):
    from cdk8s import Chart

    elsewhere = Chart(app, "elsewhere", namespace="login")
    message = "this chart has namespace 'login', but other parts expect this server in 'auth'"
    with pytest.raises(ValueError, match=message):
        DexAuth(elsewhere, "Dex", gateway=gateway, address=ADDRESS)


GRAFANA = StaticClient(
    id="grafana",
    name="Grafana",
    redirects=("https://grafana.example.com/login/generic_oauth",),
    secret=SecretKey("grafana-client", "secret"),
)


@pytest.fixture
def alone(chart):
    """Return a Dex without Kubeflow."""

    def _alone(*clients):
        login = Login(dex=Dex(issuer="public", clients=clients))
        return DexAuth(chart, "Dex", address=ADDRESS, login=login)

    return _alone


def test_without_kubeflow_only_programs_of_ones_own_are_its_clients(alone, find):
    made = alone(GRAFANA)

    assert [client["id"] for client in config(find)["staticClients"]] == ["grafana"]
    assert [secret.name for secret in made.needed] == ["dex-passwords", "grafana-client"]


def test_without_kubeflow_it_has_no_route_and_an_address_to_lead_one_to(alone, chart):
    made = alone(GRAFANA)

    assert "VirtualService" not in {obj["kind"] for obj in objects_of(chart)}
    assert (made.endpoint.service, made.endpoint.port) == ("dex", 5556)


def test_fails_for_a_session_where_there_is_no_gateway(alone):
    made = alone(GRAFANA)
    with pytest.raises(ValueError, match="it has no client for sessions; set DexAuth"):
        _ = made.provider


def test_fails_for_a_dex_that_logs_nobody_in(alone):
    with pytest.raises(ValueError, match="Dex has neither a gateway nor a client"):
        alone()


def test_fails_where_users_log_in_elsewhere(dex):
    provider = OidcProvider(
        issuer="https://id.example.com",
        client_id="kubeflow",
        client_secret=SecretKey("kubeflow-client", "secret"),
    )
    with pytest.raises(ValueError, match=r"in at 'https://id.example.com' instead of Dex"):
        dex(login=Login(provider=provider))
