import pytest
from cdk8s import Chart

from constructs_lib.access import READ, ServiceAccount, allow, allow_url
from constructs_lib.kube import objects_of

RULES = (allow(READ, "pods"), allow_url("get", "/metrics"))


@pytest.fixture
def account(chart):
    return ServiceAccount(
        chart, "ServiceAccount", name="controller", labels={"app": "controller"}
    )


def test_manifests(account, chart, yaml_snapshot):
    account.grant(*RULES, role="controller", binding="controller-binding")
    account.join("cluster-admin", binding="controller-admin")
    account.grant_here(*RULES, role="leader", binding="leader-binding")

    assert objects_of(chart) == yaml_snapshot


def test_an_identity_that_never_calls_the_api_server_gets_no_token(chart, find):
    ServiceAccount(chart, "Mute", name="mute", labels={}, token=False)

    assert find("ServiceAccount", "mute")["automountServiceAccountToken"] is False


def test_a_grant_in_every_namespace_is_in_none(account, find):
    account.grant(*RULES, role="controller", binding="binding")

    kinds = (("ClusterRole", "controller"), ("ClusterRoleBinding", "binding"))
    assert [find(*kind)["metadata"].get("namespace") for kind in kinds] == [None, None]


def test_a_grant_here_is_in_the_accounts_namespace(account, find):
    account.grant_here(*RULES, role="leader", binding="leader-binding")

    kinds = (("Role", "leader"), ("RoleBinding", "leader-binding"))
    assert {find(*kind)["metadata"]["namespace"] for kind in kinds} == {"kubeflow"}


@pytest.mark.parametrize("grant", ["grant", "grant_here"])
def test_a_binding_gives_its_role_to_the_service_account(account, find, grant):
    getattr(account, grant)(*RULES, role="reader", binding="readers")

    kind = {"grant": "ClusterRole", "grant_here": "Role"}[grant]
    binding = find(f"{kind}Binding", "readers")
    assert (binding["roleRef"], binding["subjects"]) == (
        {"apiGroup": "rbac.authorization.k8s.io", "kind": kind, "name": "reader"},
        [{"kind": "ServiceAccount", "name": "controller", "namespace": "kubeflow"}],
    )


def test_joining_makes_no_role(account, chart):
    account.join("cluster-admin", binding="controller-admin")

    assert [obj["kind"] for obj in objects_of(chart)] == [
        "ServiceAccount",
        "ClusterRoleBinding",
    ]


def test_fails_where_the_chart_has_no_namespace(app):
    with pytest.raises(ValueError, match="chart 'everywhere' has no namespace"):
        ServiceAccount(Chart(app, "everywhere"), "Identity", name="controller", labels={})


def test_pods_that_do_not_call_the_api_server_get_no_token(chart, find):
    ServiceAccount(chart, "ServiceAccount", name="app", token=False)

    assert find("ServiceAccount", "app")["automountServiceAccountToken"] is False


def test_nothing_is_said_of_tokens_by_default(chart, find):
    ServiceAccount(chart, "ServiceAccount", name="app")

    assert "automountServiceAccountToken" not in find("ServiceAccount", "app")


def test_it_joins_a_role_that_exists_in_its_own_namespace_alone(account, find):
    account.join_here("system:openshift:scc:nonroot-v2", binding="own-user")
    binding = find("RoleBinding", "own-user")

    assert binding["metadata"]["namespace"] == "kubeflow"
    assert binding["roleRef"]["name"] == "system:openshift:scc:nonroot-v2"
    assert [subject["name"] for subject in binding["subjects"]] == ["controller"]
