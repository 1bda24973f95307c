"""What a question does not say is never decided silently: `explain` cannot tell then."""

import pytest

from constructs_lib.reach import Question, QuestionError, Site, explain
from tests.reach.objects import (
    made,
    namespace,
    pods,
    policy,
    selected,
    service,
    waypoint,
)

OPEN = [
    namespace("here"),
    namespace("there"),
    pods("app", "here"),
    service("app", "here"),
    pods("caller", "there", "caller"),
]
BLOCK = ["203.0.113.0/24"]


def asked(objects, to="app.here:80", source="pod:there/caller", **how):
    return explain(Site(objects=objects), Question(source=source, to=to, **how))


def at_pods(**spec):
    return policy("addresses", "here", selector=selected("app"), **spec)


def at_waypoint(**spec):
    ref = {"group": "", "kind": "Service", "name": "app"}
    return policy("addresses", "here", targetRefs=[ref], **spec)


def source(**fields):
    return {"from": [{"source": fields}]}


def behind(gateway, **labels):
    """Return the same Service in a namespace whose waypoint this is."""
    home = namespace("here", use_waypoint=gateway["metadata"]["name"], **labels)
    return [home, *OPEN[1:], gateway]


@pytest.mark.parametrize("place", [at_pods, at_waypoint])
@pytest.mark.parametrize(
    ("action", "rule"),
    [
        ("ALLOW", source(ipBlocks=BLOCK)),
        ("ALLOW", {"when": [{"key": "source.ip", "values": BLOCK}]}),
        ("ALLOW", {"when": [{"key": "destination.ip", "notValues": BLOCK}]}),
        ("DENY", source(ipBlocks=BLOCK)),
        ("DENY", source(notIpBlocks=BLOCK)),
    ],
)
def test_what_depends_on_an_address_cannot_be_told(place, action, rule):
    objects = [*behind(waypoint("wp", "here")), place(action=action, rules=[rule])]

    with pytest.raises(QuestionError, match=r"cannot be told: AuthorizationPolicy here/addr"):
        asked(objects, to="app.here:80" if place is at_waypoint else "pod:here/app:8080")


def test_an_address_does_not_matter_where_other_fields_decide():
    other = source(ipBlocks=BLOCK, principals=["cluster.local/ns/here/sa/other"])

    assert not asked([*OPEN, at_pods(action="ALLOW", rules=[other])]).allowed
    assert asked([*OPEN, at_pods(action="DENY", rules=[other])]).allowed


def test_a_clients_address_at_a_waypoint_cannot_be_told():
    rule = source(remoteIpBlocks=BLOCK)
    objects = [*behind(waypoint("wp", "here")), at_waypoint(action="ALLOW", rules=[rule])]

    with pytest.raises(QuestionError, match="cannot be told"):
        asked(objects)


def test_what_a_provider_answers_at_a_waypoint_cannot_be_told():
    objects = [
        *behind(waypoint("wp", "here")),
        at_waypoint(action="CUSTOM", provider={"name": "login"}, rules=[{}]),
    ]

    with pytest.raises(QuestionError, match="cannot be told"):
        asked(objects)


def doors(cidr):
    spec = {
        "podSelector": {},
        "policyTypes": ["Ingress"],
        "ingress": [{"from": [{"ipBlock": {"cidr": cidr}}]}],
    }
    return made("networking.k8s.io/v1", "NetworkPolicy", "blocks", "here", spec=spec)


def test_whether_the_api_server_is_in_a_block_of_addresses_cannot_be_told():
    with pytest.raises(QuestionError, match="cannot be told: NetworkPolicy here/blocks"):
        asked([*OPEN, doors("10.0.0.0/8")], source="api-server")


def test_the_api_server_has_no_address_of_a_nodes_probes():
    assert not asked([*OPEN, doors("169.254.7.127/32")], source="api-server").allowed


WRITE = "get:secrets/here"


def bound(role, *rules):
    api = "rbac.authorization.k8s.io/v1"
    subject = {"kind": "ServiceAccount", "name": "caller", "namespace": "there"}
    ref = {"kind": "ClusterRole", "name": role}
    return [
        made(api, "RoleBinding", "bound", "here", roleRef=ref, subjects=[subject]),
        *(made(api, "ClusterRole", role, rules=[each]) for each in rules),
    ]


def test_a_role_that_only_the_cluster_has_cannot_be_told():
    with pytest.raises(QuestionError, match="cannot be told: RoleBinding here/bound"):
        asked([*OPEN, *bound("cluster-admin")], to=WRITE)


def test_a_role_for_single_objects_cannot_be_told():
    rule = {"apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]}

    with pytest.raises(QuestionError, match="cannot be told"):
        asked([*OPEN, *bound("some", {**rule, "resourceNames": ["one"]})], to=WRITE)
    assert not asked([*OPEN, *bound("some", {**rule, "verbs": ["list"]})], to=WRITE).allowed


def test_a_waypoint_for_pods_cannot_be_told():
    gateway = waypoint("wp", "here")
    gateway["metadata"]["labels"] = {"istio.io/waypoint-for": "all"}

    with pytest.raises(QuestionError, match="cannot be told: Gateway here/wp"):
        asked(behind(gateway), to="pod:here/app:8080")


ONLY_WAYPOINT = policy(
    "only",
    "here",
    selector=selected("app"),
    action="ALLOW",
    rules=[source(principals=["cluster.local/ns/there/sa/wp"])],
)


def elsewhere(**listener):
    gateway = waypoint("wp", "there")
    gateway["spec"]["listeners"][0] |= listener
    return [*behind(gateway, use_waypoint_namespace="there"), ONLY_WAYPOINT]


def test_a_namespace_may_have_its_waypoint_in_another():
    admitting = {"allowedRoutes": {"namespaces": {"from": "All"}}}

    assert asked(elsewhere(**admitting)).allowed
    assert not asked(elsewhere()).allowed


def test_a_waypoint_for_pods_alone_is_in_no_services_way():
    gateway = waypoint("wp", "here")
    gateway["metadata"]["labels"] = {"istio.io/waypoint-for": "workload"}
    closed = at_waypoint(action="ALLOW")

    assert not asked([*behind(waypoint("wp", "here")), closed]).allowed
    assert asked([*behind(gateway), closed]).allowed


def test_a_waypoint_verifies_a_token_itself():
    issuer = "https://issuer.example.com"
    ref = {"group": "", "kind": "Service", "name": "app"}
    spec = {"targetRefs": [ref], "jwtRules": [{"issuer": issuer}]}
    verifying = made("security.istio.io/v1", "RequestAuthentication", "own", "here", spec=spec)
    closed = at_waypoint(action="ALLOW", rules=[source(requestPrincipals=["*"])])
    objects = [*behind(waypoint("wp", "here")), closed]

    assert asked([*objects, verifying], user="a@example.com").allowed
    assert not asked(objects, user="a@example.com").allowed
    assert not asked([*objects, verifying]).allowed
