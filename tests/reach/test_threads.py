"""`explain` names the object that was the answer to a public question, rebuilt small.

Each test names the thread in which the question was asked.
"""

import copy

import pytest

from constructs_lib.reach import Mesh, Question, Site, explain
from tests.cluster.output import overlay
from tests.reach.objects import (
    HOST,
    entrance,
    made,
    namespace,
    pods,
    policy,
    route,
    selected,
    service,
    waypoint,
)

pytestmark = pytest.mark.slow


def asked(objects, source, to, *, mesh=None, profiles=None, **how):
    site = Site(objects=objects, mesh=mesh or Mesh(), profiles=profiles or {})
    return explain(site, Question(source=source, to=to, **how))


def named(answer):
    """Return the objects that decide the step which refuses."""
    return [str(each) for each in answer.deciders(answer.refusal)]


def said(answer):
    return " ".join(hop.said for hop in answer.journey.hops)


def test_a_notebook_is_refused_to_its_owner_by_a_principal_with_a_typo():
    """https://github.com/kubeflow/kubeflow/issues/7374"""
    objects = copy.deepcopy(overlay())
    [told] = [obj for obj in objects if obj["metadata"]["name"] == "profiles-config"]
    told["data"]["ISTIO_INGRESS_GATEWAY_PRINCIPAL"] = "cluster.local/ns/istio-system/sa/typo"

    answer = asked(
        objects, "owner:team", "/notebook/team/lab/", profiles={"team": "a@example.com"}
    )

    assert answer.refusal.answer == "403 RBAC: access denied"
    assert "AuthorizationPolicy team/ns-owner-access-istio-waypoint" in named(answer)


def test_a_network_policy_without_the_meshs_port_times_out():
    """https://github.com/istio/istio/issues/52742"""
    spec = {"podSelector": selected("prometheus"), "ingress": [{"ports": [{"port": 9090}]}]}
    objects = [
        namespace("monitoring"),
        pods("prometheus", "monitoring", port=9090),
        service("prometheus", "monitoring", 9090, 9090),
        pods("grafana", "monitoring", "grafana"),
        made("networking.k8s.io/v1", "NetworkPolicy", "prometheus", "monitoring", spec=spec),
    ]

    answer = asked(objects, "pod:monitoring/grafana", "prometheus.monitoring:9090")

    assert named(answer) == ["NetworkPolicy monitoring/prometheus"]
    assert "15008" in said(answer)


def test_a_policy_of_ztunnel_names_the_callers_behind_it_and_not_the_one_who_asks():
    """https://github.com/istio/istio.io/issues/16586"""
    callers = ["cluster.local/ns/default/sa/gateway", "cluster.local/ns/default/sa/waypoint"]
    objects = [
        namespace("default"),
        pods("productpage", "default"),
        service("productpage", "default"),
        pods("curl", "default", "curl"),
        policy(
            "productpage-ztunnel",
            "default",
            selector=selected("productpage"),
            rules=[{"from": [{"source": {"principals": callers}}]}],
        ),
    ]

    answer = asked(objects, "pod:default/curl", "productpage.default:80")

    assert named(answer) == ["AuthorizationPolicy default/productpage-ztunnel"]


def test_a_deny_of_http_alone_refuses_nothing_at_ztunnel():
    """https://github.com/istio/istio/issues/61126"""
    objects = [
        namespace("default"),
        pods("httpbin", "default"),
        service("httpbin", "default"),
        pods("curl", "default", "curl"),
        policy(
            "deny-no-jwt",
            "default",
            selector=selected("httpbin"),
            action="DENY",
            rules=[{"from": [{"source": {"notRequestPrincipals": ["*"]}}]}],
        ),
    ]

    answer = asked(objects, "pod:default/curl", "httpbin.default:80")

    assert answer.allowed
    assert "rules of default/deny-no-jwt have no effect" in said(answer)


def test_a_token_of_an_issuer_without_a_rule_is_not_configured():
    """https://github.com/kubeflow/pipelines/issues/11025"""
    issuer = "https://kubernetes.default.svc.cluster.local"

    answer = asked(overlay(), f"machine:{issuer}#system:serviceaccount:team:sdk", "/pipeline")

    assert answer.refusal.answer == "401 Jwt issuer is not configured"
    assert named(answer) == ["RequestAuthentication kubeflow/dex-jwt"]


def test_the_pipelines_page_is_refused_to_who_calls_its_pod():
    """https://github.com/kubeflow/community-distribution/issues/1569"""
    gateway = {"principals": ["cluster.local/ns/istio-system/sa/istio-ingressgateway"]}
    objects = [
        namespace("kubeflow"),
        namespace("team"),
        pods("ml-pipeline-ui", "kubeflow", port=3000),
        pods("notebook", "team", "default-editor"),
        policy(
            "ml-pipeline-ui",
            "kubeflow",
            selector=selected("ml-pipeline-ui"),
            rules=[{"from": [{"source": gateway}]}],
        ),
    ]

    answer = asked(objects, "pod:team/default-editor", "pod:kubeflow/ml-pipeline-ui:3000")

    assert named(answer) == ["AuthorizationPolicy kubeflow/ml-pipeline-ui"]


def test_policies_that_name_the_ingress_proxy_by_target_do_not_reach_it():
    """https://github.com/kubeflow/community-distribution/issues/2676"""
    ref = {"group": "", "kind": "Service", "name": "ingress"}
    login = policy(
        "oauth2-proxy",
        "kubeflow",
        targetRefs=[ref],
        action="CUSTOM",
        provider={"name": "oauth2-proxy"},
        rules=[{}],
    )

    answer = asked([*entrance(), login], "browser", "/")

    assert answer.allowed
    assert "oauth2-proxy name the proxy by targetRefs, which Istio ignores" in said(answer)


def test_the_ingress_proxy_bypasses_a_waypoint_without_a_label():
    """https://github.com/istio/istio/issues/51214"""
    only = {"principals": ["cluster.local/ns/team/sa/waypoint"]}
    objects = [
        *entrance(),
        namespace("team", use_waypoint="waypoint"),
        waypoint("waypoint", "team"),
        pods("app", "team"),
        service("app", "team"),
        route("app", "team", "/app/", "app"),
        policy("only-waypoint", "team", rules=[{"from": [{"source": only}]}]),
    ]

    answer = asked(objects, "browser", f"https://{HOST}/app/")

    assert named(answer) == ["AuthorizationPolicy team/only-waypoint"]
    assert "nor its namespace has label istio.io/ingress-use-waypoint" in said(answer)


def test_a_waypoint_ignores_a_policy_with_a_selector():
    """https://github.com/istio/istio/issues/43476"""
    sleep = {"principals": ["cluster.local/ns/test/sa/sleep"]}
    objects = [
        namespace("test", use_waypoint="waypoint"),
        waypoint("waypoint", "test"),
        pods("httpbin", "test"),
        service("httpbin", "test"),
        pods("sleep", "test", "sleep"),
        policy(
            "httpbin-deny-sleep",
            "test",
            selector=selected("httpbin"),
            action="DENY",
            rules=[
                {
                    "from": [{"source": sleep}],
                    "to": [{"operation": {"methods": ["GET"]}}],
                }
            ],
        ),
    ]

    answer = asked(objects, "pod:test/sleep", "httpbin.test:80")

    assert answer.allowed
    assert "rules of test/httpbin-deny-sleep have no effect" in said(answer)


def test_a_notebooks_route_names_a_gateway_of_another_name():
    """https://github.com/canonical/bundle-kubeflow/issues/839"""
    lost = route("notebook-admin-no-vol", "admin", "/notebook/admin/no-vol/", "no-vol")
    objects = [*entrance("kubeflow"), lost]

    answer = asked(objects, "browser", "/notebook/admin/no-vol/", profiles={"admin": "a"})

    assert answer.journey.hops[-1].where == "Deployment kubeflow/page"
    assert "VirtualService admin/notebook-admin-no-vol is for this path" in said(answer)


def test_a_login_that_the_meshs_config_does_not_know_refuses_everyone():
    """https://github.com/istio/istio/issues/40944"""
    answer = asked(overlay(), "browser", "/", mesh=Mesh(providers=("another",)))

    assert answer.refusal.answer == "403 RBAC: access denied"
    assert named(answer) == ["AuthorizationPolicy kubeflow/istio-ingressgateway-oauth2-proxy"]
    assert "no extension provider 'oauth2-proxy'" in said(answer)
