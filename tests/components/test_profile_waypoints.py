import json

import pytest

from constructs_lib import (
    Ambient,
    Metacontroller,
    ProfileAccess,
    ProfileWaypoints,
    Resources,
    Waypoints,
)
from constructs_lib.config import WorkloadDefaults
from constructs_lib.kube import objects_of
from constructs_lib.scripts import text_of

NAME = "profile-waypoints"
KATIB = ProfileAccess(
    name="katib-controller",
    callers=(Ambient().principal("kubeflow", "katib-controller"),),
    ports=(6789, 6788),
)


@pytest.fixture
def make(chart, app):
    def _make(defaults=WorkloadDefaults(), **settings):
        beside = Metacontroller(
            chart, "Metacontroller", defaults=WorkloadDefaults(mesh=defaults.mesh)
        )
        ProfileWaypoints(
            chart, "Waypoints", metacontroller=beside, defaults=defaults, **settings
        )

    return _make


@pytest.fixture
def pod(make, find):
    make()
    return find("Deployment", NAME)["spec"]["template"]["spec"]


def test_manifests(make, manifests, ambient, yaml_snapshot):
    make(access=[KATIB], defaults=ambient)
    own = [obj for obj in manifests() if obj["metadata"]["name"].startswith(NAME)]
    for obj in own:
        if obj["kind"] == "ConfigMap":
            obj["data"]["profile_hook.py"] = "left out\n"

    assert own == yaml_snapshot


def test_the_program_is_the_one_in_the_library(make, find):
    make()

    assert find("ConfigMap", NAME)["data"]["profile_hook.py"] == text_of("profile_hook.py")


def test_the_program_is_told_what_the_platform_has_decided(make, find):
    make(access=[KATIB])

    assert json.loads(find("ConfigMap", NAME)["data"]["settings.json"]) == {
        "waypoint": "waypoint",
        "access": [
            {
                "name": "katib-controller",
                "callers": ["cluster.local/ns/kubeflow/sa/katib-controller"],
                "ports": ["6789", "6788"],
                "service": None,
            }
        ],
        "containerDefaults": None,
    }


def test_the_program_is_told_what_containers_get_that_say_nothing(make, find):
    row = Resources(cpu="1", memory="1Gi", cpu_limit="2", memory_limit="2Gi")
    make(container_defaults=row)

    told = json.loads(find("ConfigMap", NAME)["data"]["settings.json"])
    assert told["containerDefaults"] == {
        "requests": {"cpu": "1", "memory": "1Gi"},
        "limits": {"cpu": "2", "memory": "2Gi"},
    }


def test_the_program_is_told_the_revision_of_istio_that_makes_waypoints(make, find):
    make(defaults=WorkloadDefaults(mesh=Ambient(revision="canary")))

    told = json.loads(find("ConfigMap", NAME)["data"]["settings.json"])
    assert told["revision"] == "canary"


def test_only_metacontroller_may_ask(make, find):
    make()
    [rule] = find("AuthorizationPolicy", NAME)["spec"]["rules"]

    caller = "cluster.local/ns/kubeflow/sa/meta-controller-service"
    assert rule == {"from": [{"source": {"principals": [caller]}}]}


def test_the_program_may_do_nothing_in_the_cluster(make, find, chart):
    make()
    bound = [
        subject["name"]
        for obj in objects_of(chart)
        for subject in obj.get("subjects", ())
        if obj["kind"].endswith("RoleBinding")
    ]

    assert NAME not in bound
    assert find("ServiceAccount", NAME)["automountServiceAccountToken"] is False


def test_the_program_cannot_change_its_pod(pod):
    [container] = pod["containers"]

    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert all(mount["readOnly"] for mount in container["volumeMounts"])


def test_profiles_get_policies_waypoints_and_limit_ranges(make, find):
    make()
    spec = find("DecoratorController", NAME)["spec"]

    assert [each["resource"] for each in spec["resources"]] == ["profiles"]
    assert [each["resource"] for each in spec["attachments"]] == [
        "authorizationpolicies",
        "gateways",
        "limitranges",
    ]


def test_metacontroller_may_write_limit_ranges_in_profiles_and_do_no_more(make, find):
    make()
    [rule] = [
        rule
        for rule in find("ClusterRole", f"metacontroller-{NAME}")["rules"]
        if "limitranges" in rule["resources"]
    ]
    policy = find("ValidatingAdmissionPolicy", f"metacontroller-{NAME}")
    confined = [r["resources"] for r in policy["spec"]["matchConstraints"]["resourceRules"]]

    assert rule["verbs"] == ["get", "list", "watch", "create", "update", "delete"]
    assert ["limitranges"] in confined


def test_policies_that_let_a_user_in_are_repeated_for_the_waypoint(make, find):
    make()
    [parent] = find("DecoratorController", f"{NAME}-mirror")["spec"]["resources"]

    assert parent["resource"] == "authorizationpolicies"
    assert parent["annotationSelector"]["matchExpressions"] == [
        {"key": "user", "operator": "Exists"},
        {"key": "role", "operator": "Exists"},
    ]


def test_fails_for_two_accesses_of_one_name(make):
    message = "access to profiles 'katib-controller' is given twice"
    with pytest.raises(ValueError, match=message):
        make(access=[KATIB, KATIB])


def test_nobody_but_metacontroller_writes_what_waypoints_are_made_of(make, find):
    make(waypoints=Waypoints(replicas=2))
    spec = find("ValidatingAdmissionPolicy", f"{NAME}-parameters")["spec"]
    [rule] = spec["matchConstraints"]["resourceRules"]
    [validation] = spec["validations"]

    assert (rule["resources"], rule["resourceNames"]) == (["configmaps"], ["waypoint"])
    assert validation["expression"] == (
        "request.userInfo.username == 'system:serviceaccount:kubeflow:meta-controller-service'"
    )


def test_waypoints_of_istios_own_size_need_no_configmaps(make, find):
    make()
    attached = find("DecoratorController", NAME)["spec"]["attachments"]

    assert "configmaps" not in [each["resource"] for each in attached]


def test_nobody_else_ever_writes_what_a_waypoint_is_made_of(make, find):
    """Before a size is said either: what is written then would be found later."""
    make()

    assert find("ValidatingAdmissionPolicy", f"{NAME}-parameters")
