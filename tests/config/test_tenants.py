from datetime import timedelta

import pytest

from constructs_lib.config import Ambient, Config, ProfileDefaults, Sidecars, TenantRules
from constructs_lib.releases import V1_9_1, V1_10_2


@pytest.mark.parametrize(
    ("mesh", "level"),
    [(Ambient(), "baseline"), (Sidecars(cni=True), "baseline"), (Sidecars(), "privileged")],
    ids=str,
)
def test_profiles_enforce_baseline_where_that_works(mesh, level):
    assert TenantRules().level(mesh) == level


def test_profiles_may_stay_privileged():
    assert TenantRules(pod_security="privileged").level(Ambient()) == "privileged"


def test_fails_for_baseline_where_sidecars_need_more():
    with pytest.raises(ValueError, match="istio-init needs NET_ADMIN"):
        Config(mesh=Sidecars(), tenants=TenantRules(pod_security="baseline"))


def test_fails_for_restricted_under_which_pipelines_do_not_run():
    with pytest.raises(ValueError, match="pod_security='restricted' would refuse"):
        TenantRules(pod_security="restricted")


def test_fails_for_a_standard_that_is_none():
    message = "pod_security must be .*, got 'strict'"
    with pytest.raises(ValueError, match=message):
        TenantRules(pod_security="strict")


def test_fails_for_the_same_label_among_profile_defaults():
    labels = {
        "app.kubernetes.io/part-of": "kubeflow-profile",
        "pod-security.kubernetes.io/enforce": "baseline",
    }
    with pytest.raises(ValueError, match="follows from Config"):
        ProfileDefaults(labels=labels)


@pytest.mark.parametrize("field", ["ingress", "mesh", "services", "tokens", "enforcement"])
def test_fails_for_a_choice_that_is_none(field):
    with pytest.raises(ValueError, match=f"{field} must be '.*', got 'maybe'"):
        TenantRules(**{field: "maybe"})


def test_fails_for_a_type_of_service_that_is_none():
    with pytest.raises(ValueError, match="service_types must be a tuple of 'NodePort' or"):
        TenantRules(service_types=("ClusterIP",))


@pytest.mark.parametrize(
    "decision",
    [{"service_types": ("NodePort",)}, {"external_services": {"team": ("mysql",)}}],
)
def test_fails_for_exceptions_where_every_service_passes(decision):
    with pytest.raises(ValueError, match="services='any' refuses no Service"):
        TenantRules(services="any", **decision)


def test_fails_for_an_external_service_that_is_no_name():
    with pytest.raises(ValueError, match="external service of profile 'team' 'My SQL' must"):
        TenantRules(external_services={"team": ("My SQL",)})


def test_fails_for_a_priority_that_belongs_to_kubernetes():
    message = "priority class 'system-node-critical' is for Kubernetes' own pods"
    with pytest.raises(ValueError, match=message):
        TenantRules(priority_classes=("system-node-critical",))


def test_a_priority_class_may_have_dots():
    assert TenantRules(priority_classes=("gpu.high",)).priority_classes == ("gpu.high",)


def test_fails_for_a_token_shorter_than_any():
    with pytest.raises(ValueError, match="token_lifetime must be 0:10:00 or more"):
        TenantRules(token_lifetime=timedelta(minutes=5))


@pytest.mark.parametrize(
    "decision",
    [{"token_lifetime": timedelta(hours=1)}, {"token_accounts": ("vault/issuer",)}],
)
def test_fails_for_limits_where_every_token_passes(decision):
    with pytest.raises(ValueError, match="tokens='any' refuses no token"):
        TenantRules(tokens="any", **decision)


@pytest.mark.parametrize("account", ["issuer", "vault/", "vault/a b"])
def test_fails_for_a_token_account_that_is_none(account):
    with pytest.raises(ValueError, match="token account"):
        TenantRules(token_accounts=(account,))


def test_a_token_account_is_known_as_the_api_server_names_it():
    rules = TenantRules(token_accounts=("vault/issuer",))

    assert rules.token_users == ("system:serviceaccount:vault:issuer",)


@pytest.mark.parametrize(
    ("config", "guards"),
    [
        (Config(release=V1_10_2), True),
        (Config(release=V1_10_2, tenants=TenantRules(recurring_runs="any")), False),
        (Config(release=V1_10_2, components=("profiles",)), False),
        (Config(release=V1_9_1), False),
    ],
    ids=["by default", "in any profile", "without Pipelines", "where they start themselves"],
)
def test_recurring_runs_are_guarded_where_pipelines_starts_them(config, guards):
    assert config.guards_schedules is guards
