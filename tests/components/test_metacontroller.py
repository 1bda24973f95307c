from dataclasses import replace

import pytest

from constructs_lib import (
    V1_9_1,
    ApiResource,
    Endpoint,
    Metacontroller,
    MetacontrollerSettings,
    Pods,
)
from constructs_lib.catalog import Images
from constructs_lib.components.metacontroller import Children
from constructs_lib.config import UPSTREAM, WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.releases import V1_10_2
from tests.parity import facts
from tests.parity.comparison import explanations
from tests.parity.fields import named

HOOK = Endpoint(service="hook", namespace="kubeflow", port=80)
CREWS = ApiResource(group="example.com", version="v1", plural="crews")
BOATS = ApiResource(group="sea.example.com", version="v2", plural="boats")


@pytest.fixture
def make(chart):
    def _make(**settings):
        return Metacontroller(chart, "Metacontroller", **settings)

    return _make


def decorate(metacontroller, scope, **more):
    metacontroller.decorate(
        scope,
        name="fleet",
        parent=CREWS,
        attachments=[BOATS],
        hook=HOOK,
        path="/crew",
        **more,
    )


def test_manifests(make, chart, manifests, ambient, yaml_snapshot):
    decorate(make(defaults=ambient), chart)

    assert manifests() == yaml_snapshot


def test_upstreams_settings_make_upstreams_objects(make, chart):
    make(settings=UPSTREAM.metacontroller)
    ours = facts.derive(named(objects_of(chart)), explanations(V1_9_1))
    theirs = facts.read(V1_9_1)

    assert ours.objects.items() <= theirs.objects.items()
    assert ours.schemas.items() <= theirs.schemas.items()


def test_it_is_known_in_the_mesh_by_its_account(make):
    assert make().principal == "cluster.local/ns/kubeflow/sa/meta-controller-service"


def test_it_runs_once_whatever_the_environments_replicas(make, find):
    make(defaults=WorkloadDefaults(pods=Pods(replicas=3)))

    assert find("StatefulSet", "metacontroller")["spec"]["replicas"] == 1


def test_it_looks_for_new_kinds_as_often_as_is_decided(make, find):
    make(settings=MetacontrollerSettings(discovery=7))
    [container] = find("StatefulSet", "metacontroller")["spec"]["template"]["spec"][
        "containers"
    ]

    assert "--discovery-interval=7s" in container["command"]


def test_by_default_it_is_no_administrator(make, chart):
    make()
    bindings = [obj for obj in objects_of(chart) if obj["kind"] == "ClusterRoleBinding"]

    assert [obj["roleRef"]["name"] for obj in bindings] == ["metacontroller"]


def test_before_it_has_a_controller_it_reads_its_own_kinds_and_tells_events(make, find):
    make()

    assert find("ClusterRole", "metacontroller")["rules"] == [
        {
            "apiGroups": ["metacontroller.k8s.io"],
            "resources": [
                "compositecontrollers",
                "controllerrevisions",
                "decoratorcontrollers",
            ],
            "verbs": ["get", "list", "watch"],
        },
        {"apiGroups": [""], "resources": ["events"], "verbs": ["create", "patch"]},
    ]


def test_a_controller_brings_the_rights_that_it_needs(make, chart, find):
    decorate(make(), chart)

    assert find("ClusterRole", "metacontroller-fleet")["rules"] == [
        {
            "apiGroups": ["example.com"],
            "resources": ["crews"],
            "verbs": ["get", "list", "watch"],
        },
        {"apiGroups": ["example.com"], "resources": ["crews/finalizers"], "verbs": ["update"]},
        {
            "apiGroups": ["sea.example.com"],
            "resources": ["boats"],
            "verbs": ["get", "list", "watch", "create", "update", "delete"],
        },
    ]


def test_a_controller_writes_in_profiles_only(make, chart, find):
    decorate(make(), chart)
    spec = find("ValidatingAdmissionPolicy", "metacontroller-fleet")["spec"]
    [rule], [condition], [validation] = (
        spec["matchConstraints"]["resourceRules"],
        spec["matchConditions"],
        spec["validations"],
    )

    assert (rule["apiGroups"], rule["resources"]) == (["sea.example.com"], ["boats"])
    assert condition["expression"].endswith(":kubeflow:meta-controller-service'")
    assert validation["expression"].endswith("part-of'].orValue('') == 'kubeflow-profile'")


def test_what_is_confined_already_needs_no_second_policy(make, chart):
    metacontroller = make()
    for name in ("fleet", "other-fleet"):
        metacontroller.decorate(
            chart, name=name, parent=CREWS, attachments=[BOATS], hook=HOOK, path="/crew"
        )
    policies = [obj for obj in objects_of(chart) if obj["kind"] == "ValidatingAdmissionPolicy"]

    assert [obj["metadata"]["name"] for obj in policies] == ["metacontroller-fleet"]


def test_an_administrator_needs_no_more_rights(make, chart):
    decorate(make(settings=UPSTREAMS), chart)
    kinds = {obj["kind"] for obj in objects_of(chart)}

    assert kinds.isdisjoint({"ClusterRole", "ValidatingAdmissionPolicy"})


def test_a_controller_asks_its_hook(make, chart, find):
    decorate(make(), chart)

    assert find("DecoratorController", "fleet")["spec"]["hooks"] == {
        "sync": {"webhook": {"url": "http://hook.kubeflow.svc.cluster.local:80/crew"}}
    }


def test_a_controller_restores_what_it_attached(make, chart, find):
    decorate(make(), chart)

    assert find("DecoratorController", "fleet")["spec"]["attachments"] == [
        {
            "apiVersion": "sea.example.com/v2",
            "resource": "boats",
            "updateStrategy": {"method": "InPlace"},
        }
    ]


def test_a_controller_may_be_for_annotated_objects_only(make, chart, find):
    decorate(make(), chart, annotated=["captain"])

    assert find("DecoratorController", "fleet")["spec"]["resources"] == [
        {
            "apiVersion": "example.com/v1",
            "resource": "crews",
            "annotationSelector": {
                "matchExpressions": [{"key": "captain", "operator": "Exists"}]
            },
        }
    ]


def test_a_controller_belongs_to_no_namespace(make, chart, find):
    decorate(make(), chart)

    assert "namespace" not in find("DecoratorController", "fleet")["metadata"]


LATER = WorkloadDefaults(images=Images(release=V1_10_2))
UPSTREAMS = MetacontrollerSettings(rights="upstream")
CONFIG_MAPS = ApiResource(group="", version="v1", plural="configmaps")


def attach(metacontroller, scope, *kinds):
    metacontroller.attach(
        scope,
        name="fleet",
        parent=CREWS,
        selected={"sails": "true"},
        children=[Children(of=kind, method="OnDelete") for kind in kinds],
        hook="http://hook/sync",
        customize="http://hook/customize",
        resync_seconds=3600,
        namespace="kubeflow",
        labels={"app": "fleet"},
    )


def test_upstreams_role_of_a_later_release_is_no_administrators(make, find):
    make(defaults=LATER, settings=UPSTREAMS)
    binding = find("ClusterRoleBinding", "meta-controller-cluster-role-binding")

    assert binding["roleRef"]["name"] == "kubeflow-metacontroller"
    assert "*" not in str(find("ClusterRole", "kubeflow-metacontroller"))


def test_what_upstreams_role_has_is_granted_no_second_time(make, chart):
    attach(make(defaults=LATER, settings=UPSTREAMS), chart, CONFIG_MAPS)
    roles = [
        obj["metadata"]["name"] for obj in objects_of(chart) if obj["kind"] == "ClusterRole"
    ]

    assert roles == ["kubeflow-metacontroller"]


def test_what_upstreams_role_lacks_is_granted(make, chart, find):
    attach(make(defaults=LATER, settings=UPSTREAMS), chart, CONFIG_MAPS, BOATS)
    created = [
        rule["resources"]
        for rule in find("ClusterRole", "metacontroller-fleet")["rules"]
        if "create" in rule["verbs"]
    ]

    assert created == [["boats"]]


def test_a_later_release_lets_a_decorator_have_its_rights_too(make, chart, find):
    decorate(make(defaults=LATER, settings=UPSTREAMS), chart)

    assert find("ClusterRole", "metacontroller-fleet")


def test_what_is_attached_as_upstream_does_has_a_namespace(make, chart, find):
    attach(make(defaults=LATER), chart, BOATS)
    controller = find("DecoratorController", "fleet")

    assert controller["metadata"] == {
        "name": "fleet",
        "namespace": "kubeflow",
        "labels": {"app": "fleet"},
    }
    assert controller["spec"] == {
        "attachments": [
            {
                "apiVersion": "sea.example.com/v2",
                "resource": "boats",
                "updateStrategy": {"method": "OnDelete"},
            }
        ],
        "hooks": {
            "customize": {"webhook": {"url": "http://hook/customize"}},
            "sync": {"webhook": {"url": "http://hook/sync"}},
        },
        "resources": [
            {
                "apiVersion": "example.com/v1",
                "resource": "crews",
                "labelSelector": {"matchLabels": {"sails": "true"}},
            }
        ],
        "resyncPeriodSeconds": 3600,
    }


def test_it_writes_no_status_of_what_it_decorates(make, chart, find):
    attach(make(defaults=LATER), chart, BOATS)

    assert "crews/status" not in str(find("ClusterRole", "metacontroller-fleet"))


def test_metacontroller_4_tells_of_its_health(make, find, ambient):
    make(defaults=replace(ambient, images=Images(release=V1_10_2)))
    pod = find("StatefulSet", "metacontroller")["spec"]["template"]["spec"]
    [container] = pod["containers"]

    assert container["livenessProbe"] == {"httpGet": {"path": "/healthz", "port": 8081}}
    assert container["readinessProbe"] == {"httpGet": {"path": "/readyz", "port": 8081}}
