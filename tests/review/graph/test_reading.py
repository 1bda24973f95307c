import pytest

from tests.review.graph.samples import (
    CLOSED,
    FROM_PROFILES,
    GATEWAY,
    WAY_IN,
    account,
    deployment,
    drawn,
    lines,
    network_policy,
    notes,
    obj,
    policy,
    server,
    service,
    virtual_service,
)


def test_the_host_leads_to_the_gateway_and_on_to_what_its_route_names():
    assert lines(*WAY_IN) == {
        ("browser", "gateway/edge/edge", "open"),
        ("gateway/edge/edge", "entry", "open"),
    }
    assert drawn(*WAY_IN).title == "Kubeflow, environment test: ml.example.com"


def test_a_route_to_somebody_elses_service_leads_to_its_namespace():
    [route, *_] = WAY_IN

    assert ("gateway/edge/edge", "namespace/kubeflow", "open") in lines(route)


def test_a_path_is_drawn_as_guarded():
    objects = [*WAY_IN, *server("page"), virtual_service("page", "/page/")]

    assert ("entry", "page", "guarded") in lines(*objects, policy("page", GATEWAY))
    assert notes("page", *objects, policy("page", GATEWAY)) == ("/page/",)


def test_a_route_that_answers_itself_draws_nothing():
    answering = virtual_service("no-model", "/")
    answering["spec"]["http"] = [{"directResponse": {"status": 404}}]

    assert lines(*WAY_IN, answering) == lines(*WAY_IN)


def test_a_path_that_the_login_passes_over_is_drawn_as_open():
    objects = [
        *WAY_IN,
        *server("dex"),
        virtual_service("dex", "/dex/"),
        policy("dex", GATEWAY),
    ]

    assert ("entry", "dex", "open") in lines(*objects)


def test_a_path_that_no_policy_lets_the_gateway_call_is_not_drawn():
    objects = [*WAY_IN, *server("page"), *server("other"), virtual_service("page", "/page/")]

    assert lines(*objects, policy("page", account("other"))) == {
        *lines(*WAY_IN),
        ("other", "page", "call"),
    }


def test_nobody_calls_what_a_closed_namespace_does_not_open():
    assert lines(CLOSED, *server("page"), *server("other")) == set()
    assert notes("page", CLOSED, *server("page")) == ()


def test_every_workload_of_an_account_is_a_caller():
    caller = deployment("second", serviceAccountName="first")
    objects = [*server("page"), deployment("first"), caller, policy("page", account("first"))]
    [caller] = [node for node in drawn(*objects).nodes if len(node.lines) > 1]

    assert [line.name for line in caller.lines] == ["first", "second"]


def test_a_denying_policy_draws_nothing():
    objects = [*server("page"), deployment("other")]
    deny = policy("page", account("other"), name="deny", action="DENY")

    assert lines(CLOSED, *objects, deny) == set()


def test_an_identity_of_another_namespace_is_its_namespaces():
    istio = "cluster.local/ns/istio-system/sa/gateway"

    assert lines(*server("page"), policy("page", istio)) == {
        ("namespace/istio-system", "page", "call")
    }


@pytest.mark.parametrize(
    ("network", "callers", "note"),
    [
        ([], {("mesh", "store", "call")}, "open to the mesh"),
        ([network_policy("store")], {("mesh", "store", "call")}, "open to the mesh"),
        (
            [network_policy("store", FROM_PROFILES)],
            {("profiles", "store", "call")},
            "open to kubeflow, profiles",
        ),
        ([network_policy("store", {"podSelector": {}})], set(), "open to kubeflow"),
    ],
    ids=["none", "one for any", "one for profiles", "one for its namespace"],
)
def test_network_policies_narrow_what_is_open_to_the_mesh(network, callers, note):
    objects = [*server("store"), policy("store", "*"), *network]

    assert lines(*objects) == callers
    assert notes("store", *objects) == (note,)


def test_who_names_the_address_of_what_is_open_to_anyone_calls_it():
    settings = obj("ConfigMap", "settings", data={"url": "http://dex.kubeflow.svc:80/keys"})
    proxy = deployment("proxy", volumes=[{"configMap": {"name": "settings"}}])

    assert lines(*server("dex"), policy("dex"), proxy, settings) == {
        ("proxy", "dex", "settings")
    }


def test_who_names_the_address_of_what_is_closed_does_not():
    settings = obj("ConfigMap", "settings", data={"url": "http://dex.kubeflow.svc:80/keys"})
    proxy = deployment("proxy", volumes=[{"configMap": {"name": "settings"}}])

    assert lines(CLOSED, *server("dex"), proxy, settings) == set()


def test_who_has_the_key_of_a_store_calls_it():
    key = {"env": [{"valueFrom": {"secretKeyRef": {"name": "key"}}}]}
    volumes = [{"persistentVolumeClaim": {"claimName": "disk"}}]
    store = server("store", containers=[key], volumes=volumes)
    objects = [*store, policy("store", "*"), network_policy("store", {"podSelector": {}})]

    assert lines(*objects, deployment("app", containers=[key]), deployment("other")) == {
        ("app", "store", "settings")
    }


def test_a_store_says_its_claim_and_stands_in_the_group_for_data():
    volumes = [{"persistentVolumeClaim": {"claimName": "disk"}}]
    size = {"resources": {"requests": {"storage": "5Gi"}}}
    objects = [
        CLOSED,
        deployment("store", volumes=volumes),
        obj("PersistentVolumeClaim", "disk", size),
    ]
    [node] = drawn(*objects).nodes[1:]

    assert (node.group, node.kind) == ("Data", "data")
    assert notes("store", *objects) == ("disk 5Gi",)


@pytest.mark.parametrize("kind", ["Mutating", "Validating"])
def test_the_api_server_calls_webhooks(kind):
    client = {"service": {"name": "hook", "namespace": "kubeflow"}}
    hook = obj(f"{kind}WebhookConfiguration", "hook", webhooks=[{"clientConfig": client}])

    assert lines(*server("hook"), policy("hook"), hook) == {("api-server", "hook", "webhook")}


class TestWaypoint:
    GATEWAY = obj(
        "Gateway",
        "waypoint",
        {"gatewayClassName": "istio-waypoint"},
        api="gateway.networking.k8s.io/v1",
    )
    BEHIND = (
        GATEWAY,
        deployment("api"),
        service("api", labels={"istio.io/use-waypoint": "waypoint"}),
        policy("api", account("waypoint")),
    )

    @staticmethod
    def readers(*principals):
        target = {"kind": "Service", "name": "api"}
        return obj(
            "AuthorizationPolicy",
            "api-l7",
            {
                "targetRefs": [target],
                "rules": [{"from": [{"source": {"principals": list(principals)}}]}],
            },
            api="security.istio.io/v1",
        )

    def test_callers_of_a_service_come_through_its_waypoint(self):
        objects = [*self.BEHIND, deployment("agent"), self.readers(account("agent"))]

        assert lines(*objects) == {
            ("agent", "waypoint/api", "call"),
            ("waypoint/api", "api", "call"),
        }

    def test_who_is_behind_it_is_not_drawn_as_its_own_caller(self):
        objects = [*self.BEHIND, self.readers(account("api"))]

        assert lines(*objects) == {("waypoint/api", "api", "call")}

    def test_the_way_in_passes_it_by(self):
        objects = [*WAY_IN, *self.BEHIND, self.readers(GATEWAY)]

        assert lines(*objects) == {*lines(*WAY_IN), ("waypoint/api", "api", "call")}

    def test_anyone_comes_from_where_the_network_lets_in(self):
        objects = [*self.BEHIND, self.readers("*")]
        network = network_policy("waypoint", FROM_PROFILES)
        network["spec"]["podSelector"]["matchLabels"] = {
            "gateway.networking.k8s.io/gateway-name": "waypoint"
        }

        assert ("profiles", "waypoint/api", "call") in lines(*objects, network)


def test_what_holds_for_a_whole_namespace_is_a_note():
    namespace = {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": "kubeflow", "labels": {"istio.io/dataplane-mode": "ambient"}},
    }
    strict = obj("PeerAuthentication", "default", {"mtls": {"mode": "STRICT"}})

    [note] = drawn(namespace, CLOSED, strict).notes
    assert note.split("; ") == [
        "Namespace kubeflow: ambient mesh: each pod behind its node's ztunnel",
        "default deny",
        "mutual TLS only",
    ]


def test_environments_have_no_more_boxes_than_a_picture_takes(synthesis):
    from constructs_lib.review.graph import graph_of

    for name, units in synthesis.environments.items():
        assert len(graph_of(name, units).nodes) <= 60
