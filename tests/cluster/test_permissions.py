"""Each service account has the expected rights in the API server's authorizer."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import yaml

from constructs_lib.kube import Object
from constructs_lib.releases import V1_9_1
from tests.parity import facts

from .api_server import ApiServer, new_namespace
from .client import Client, connected
from .output import added, known_as, named, overlay, release
from .processes import wait_for
from .turned_off import turned_off

RBAC = ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")
_WEBHOOK = known_as("admission-webhook-service-account")
ACCOUNTS = (
    "argo",
    "kubeflow-pipelines-cache",
    "kubeflow-pipelines-metadata-writer",
    "ml-pipeline",
    "ml-pipeline-persistenceagent",
    "ml-pipeline-scheduledworkflow",
    "ml-pipeline-ui",
    "ml-pipeline-viewer-crd-service-account",
    _WEBHOOK,
    known_as("centraldashboard"),
    "dex",
    "istio-ingressgateway-service-account",
    "jupyter-web-app-service-account",
    "katib-controller",
    "katib-db-manager",
    "katib-mysql",
    "katib-ui",
    "notebook-controller-service-account",
    "profiles-controller-service-account",
    "pvcviewer-controller-manager",
    "tensorboard-controller-controller-manager",
    "tensorboards-web-app-service-account",
    "training-operator",
    "volumes-web-app-service-account",
)
NETWORKING = "gateway.networking.k8s.io"
SECURITY = "security.istio.io"
AUTHORIZATION = "authorization.k8s.io"
# account, verb, resource, group, namespace ("" is every one): whether it may
TABLE = (
    (known_as("centraldashboard"), "list", "namespaces", "", "", True),
    (known_as("centraldashboard"), "get", "secrets", "", "team", False),
    ("argo", "create", "pods", "", "team", True),
    ("argo", "get", "secrets", "", "team", False),
    ("ml-pipeline", "create", "workflows", "argoproj.io", "team", True),
    ("ml-pipeline", "create", "pods", "", "team", False),
    ("kubeflow-pipelines-cache", "watch", "pods", "", "team", True),
    ("kubeflow-pipelines-cache", "get", "secrets", "", "team", False),
    ("kubeflow-pipelines-metadata-writer", "patch", "pods", "", "team", True),
    ("kubeflow-pipelines-metadata-writer", "create", "pods", "", "team", False),
    ("ml-pipeline-persistenceagent", "list", "workflows", "argoproj.io", "team", True),
    ("ml-pipeline-persistenceagent", "create", "workflows", "argoproj.io", "team", False),
    ("ml-pipeline-scheduledworkflow", "create", "workflows", "argoproj.io", "team", True),
    ("ml-pipeline-scheduledworkflow", "get", "secrets", "", "team", False),
    ("ml-pipeline-ui", "delete", "pods", "", "team", False),
    ("ml-pipeline-ui", "get", "pods/log", "", "team", True),
    ("ml-pipeline-ui", "create", "viewers", "kubeflow.org", "team", True),
    ("ml-pipeline-ui", "get", "secrets", "", "team", False),
    ("ml-pipeline-ui", "get", "secrets", "", "kubeflow", False),
    ("ml-pipeline-ui", "get", "workflows", "argoproj.io", "kubeflow", False),
    ("ml-pipeline-ui-guard", "create", "subjectaccessreviews", AUTHORIZATION, "", True),
    ("ml-pipeline-ui-guard", "get", "pods", "", "kubeflow", False),
    ("ml-pipeline-ui-guard", "get", "secrets", "", "kubeflow", False),
    ("ml-pipeline-viewer-crd-service-account", "create", "deployments", "apps", "team", True),
    ("mysql", "get", "secrets", "", "kubeflow", False),
    ("meta-controller-service", "create", "secrets", "", "team", True),
    ("meta-controller-service", "update", "namespaces", "", "team", False),
    ("dex", "update", "refreshtokens", "dex.coreos.com", "auth", True),
    ("dex", "create", "customresourcedefinitions", "apiextensions.k8s.io", "", True),
    ("dex", "create", "devicetokens", "dex.coreos.com", "auth", True),
    ("dex", "get", "refreshtokens", "dex.coreos.com", "team", False),
    ("dex", "get", "clusters", "dex.coreos.com", "auth", False),
    ("dex", "get", "secrets", "", "auth", False),
    ("jupyter-web-app-service-account", "create", "notebooks", "kubeflow.org", "team", True),
    ("jupyter-web-app-service-account", "get", "secrets", "", "team", False),
    ("notebook-controller-service-account", "create", "statefulsets", "apps", "team", True),
    ("notebook-controller-service-account", "create", "pods", "", "team", False),
    ("notebook-controller-service-account", "get", "secrets", "", "kubeflow", False),
    ("profiles-controller-service-account", "create", "namespaces", "", "", True),
    ("volumes-web-app-service-account", "delete", "persistentvolumeclaims", "", "team", True),
    ("volumes-web-app-service-account", "create", "pods", "", "team", False),
    ("pvcviewer-controller-manager", "create", "deployments", "apps", "team", True),
    ("pvcviewer-controller-manager", "delete", "deployments", "apps", "team", False),
    ("tensorboard-controller-controller-manager", "create", "services", "", "team", True),
    ("tensorboard-controller-controller-manager", "get", "secrets", "", "team", False),
    ("tensorboards-web-app-service-account", "list", "poddefaults", "kubeflow.org", "t", True),
    (
        "tensorboards-web-app-service-account",
        "delete",
        "notebooks",
        "kubeflow.org",
        "t",
        False,
    ),
    (_WEBHOOK, "list", "poddefaults", "kubeflow.org", "team", True),
    (_WEBHOOK, "get", "pods", "", "team", False),
    ("istio-ingressgateway-service-account", "get", "secrets", "", "kubeflow", False),
    ("katib-controller", "create", "pytorchjobs", "kubeflow.org", "team", True),
    ("katib-controller", "create", "pods", "", "team", False),
    ("katib-ui", "create", "experiments", "kubeflow.org", "team", True),
    ("katib-ui", "list", "namespaces", "", "", True),
    ("katib-ui", "delete", "namespaces", "", "", False),
    ("katib-ui", "get", "secrets", "", "kubeflow", False),
    ("katib-db-manager", "get", "secrets", "", "kubeflow", False),
    ("katib-mysql", "list", "pods", "", "kubeflow", False),
    ("training-operator", "create", "pods", "", "team", True),
    ("training-operator", "delete", "secrets", "", "kubeflow", False),
    ("meta-controller-service", "watch", "profiles", "kubeflow.org", "", True),
    ("meta-controller-service", "create", "gateways", NETWORKING, "team", True),
    ("meta-controller-service", "update", "authorizationpolicies", SECURITY, "team", True),
    ("meta-controller-service", "create", "events", "", "team", True),
    # With it a copy keeps the policy that it is of from going before it.
    (
        "meta-controller-service",
        "update",
        "authorizationpolicies/finalizers",
        SECURITY,
        "team",
        True,
    ),
    ("generate-secrets", "create", "secrets", "", "kubeflow", True),
    ("generate-secrets", "create", "secrets", "", "auth", True),
    ("generate-secrets", "create", "secrets", "", "oauth2-proxy", True),
)
TRAINING_WEBHOOK = "validator.training-operator.kubeflow.org"
# Verb, resource, group: what Metacontroller may do as upstream binds it, and not here.
ADMINISTRATION = (
    ("delete", "namespaces", ""),
    ("create", "pods", ""),
    ("update", "profiles", "kubeflow.org"),
    ("create", "gateways", "networking.istio.io"),
    ("create", "decoratorcontrollers", "metacontroller.k8s.io"),
    ("create", "clusterrolebindings", "rbac.authorization.k8s.io"),
    ("impersonate", "users", ""),
)


@pytest.fixture(scope="module")
def ours() -> list[Any]:
    return [obj for obj in overlay() if obj["kind"] in RBAC]


@pytest.fixture(scope="module")
def servers(two_servers, ours) -> tuple[ApiServer, ApiServer]:
    """A server with our roles, and one with what upstream's grant."""
    theirs = facts.rbac_objects(facts.read(release()))
    for server, objects in zip(two_servers, (ours, theirs), strict=True):
        homes = {obj["metadata"].get("namespace") for obj in objects} - {None}
        server.apply(map(new_namespace, sorted(homes | {"kubeflow", "auth", "oauth2-proxy"})))
        server.apply(objects)
    return two_servers


@pytest.fixture(scope="module")
def clients(servers) -> Iterator[tuple[Client, Client]]:
    with connected(servers[0]) as first, connected(servers[1]) as second:
        yield first, second


def user(account: str) -> str:
    home = "auth" if account == "dex" else "kubeflow"
    return f"system:serviceaccount:{home}:{account}"


def rules(client: Client, account: str, namespace: str) -> set[str]:
    """Return every grant that an account has in a namespace, one a line."""
    answer = client.post(
        "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
        {"spec": {"namespace": namespace}},
        user=user(account),
    )
    assert answer.accepted, answer.reason
    return {
        f"{verb} {group}/{resource} {','.join(rule.get('resourceNames', ()))}"
        for rule in answer.body["status"]["resourceRules"]
        for verb in rule["verbs"]
        for group in rule.get("apiGroups", ())
        for resource in rule.get("resources", ())
    }


def beyond(ours: set[str], theirs: set[str]) -> set[str]:
    """Return our grants that theirs do not cover, nor wider ones of theirs."""
    return {grant for grant in ours - theirs if not wider(grant) & theirs}


def wider(grant: str) -> set[str]:
    """Return the grants that cover one: of any verb, API group, kind or name."""
    verb, _, what = grant.partition(" ")
    group, _, kind = what.partition("/")
    resource, _, names = kind.partition(" ")
    return {
        f"* {what}",
        f"{verb} */{kind}",
        f"* {group}/* {names}",
        f"{verb} {group}/{resource} ",
    }


def may(client: Client, row: Sequence[str], name: str = "") -> bool:
    """Return whether the account of a row may do what it says, to an object of some name."""
    account, verb, what, group, namespace = row
    return client.may(
        user(account),
        groups=("system:serviceaccounts", "system:authenticated"),
        verb=verb,
        resource=what,
        group=group,
        namespace=namespace,
        name=name,
    )


def test_whoever_has_a_token_needs_it():
    """A row says what it may do with it; the others' pods have none."""
    tokens = {
        pod["serviceAccountName"]: pod.get("automountServiceAccountToken") is not False
        for pod in map(pod_of, overlay())
        if pod
    }
    needed = {account for account, *_, may in TABLE if may}

    assert {account for account, given in tokens.items() if given} == needed


def pod_of(obj: Object) -> Object:
    """Return the pod that a workload makes, nothing for another object."""
    found: Object = obj.get("spec", {}).get("template", {}).get("spec", {})
    return found if "containers" in found else {}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}-{row[5]}")
def test_accounts_may_do_what_they_need_and_no_more(clients, row):
    *asked, allowed = row

    assert may(clients[0], asked) is allowed


@pytest.mark.parametrize("obj", added(*RBAC), ids=named)
def test_without_it_some_account_may_not_do_what_it_needs(servers, clients, obj):
    def wrong() -> list[Sequence[str | bool]]:
        return [row for row in TABLE if may(clients[0], row[:-1]) is not row[-1]]

    assert wrong() == []
    with turned_off(servers[0], obj, wrong):
        assert wrong() != []


@pytest.mark.parametrize(
    ("account", "verb", "own", "other"),
    [
        ("katib-controller", "patch", "katib.kubeflow.org", TRAINING_WEBHOOK),
        ("training-operator", "update", TRAINING_WEBHOOK, "katib.kubeflow.org"),
    ],
)
def test_a_controller_writes_the_configuration_of_its_own_webhooks(
    clients, account, verb, own, other
):
    kind = ("validatingwebhookconfigurations", "admissionregistration.k8s.io", "")
    here, upstream = clients

    assert [may(here, (account, verb, *kind), name) for name in (own, other)] == [True, False]
    assert may(upstream, (account, verb, *kind), other)
    assert may(here, (account, "watch", *kind))


@pytest.mark.skipif(release() != V1_9_1, reason="upstream grants it a role of its own since")
@pytest.mark.parametrize("row", ADMINISTRATION, ids="-".join)
def test_metacontroller_is_no_longer_the_administrator_that_upstream_makes_it(clients, row):
    asked = ("meta-controller-service", *row, "")

    assert [may(client, asked) for client in clients] == [False, True]


@pytest.mark.parametrize("namespace", ["kubeflow", "auth", "default"])
@pytest.mark.parametrize("account", ACCOUNTS)
def test_no_account_may_do_more_than_upstreams(clients, account, namespace):
    ours, theirs = (rules(client, account, namespace) for client in clients)

    assert beyond(ours, theirs) == set()


def test_one_verb_too_many_is_seen(clients, ours):
    role = next(o for o in ours if o["metadata"]["name"] == "volumes-web-app-cluster-role")
    more = yaml.safe_load(yaml.safe_dump(role))
    more["metadata"] = {"name": "planted"}
    more["rules"] = [{"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}]
    binding = {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRoleBinding",
        "metadata": {"name": "planted"},
        "roleRef": {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "ClusterRole",
            "name": "planted",
        },
        "subjects": [
            {
                "kind": "ServiceAccount",
                "name": "volumes-web-app-service-account",
                "namespace": "kubeflow",
            }
        ],
    }
    path = "/apis/rbac.authorization.k8s.io/v1"
    assert clients[0].post(f"{path}/clusterroles", more).accepted
    assert clients[0].post(f"{path}/clusterrolebindings", binding).accepted
    account = "volumes-web-app-service-account"

    def found() -> set[str]:
        return beyond(*(rules(client, account, "default") for client in clients))

    # The authorizer hears of a new role a moment after it is stored.
    wait_for(found, "the authorizer's word about the planted role")
    assert found() == {"get /secrets "}
