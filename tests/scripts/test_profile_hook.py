"""The hook as code; tests/scripts/test_decorator_hooks_served.py asks it as pods do."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from constructs_lib.scripts.profile_hook import (
    Access,
    MalformedRequestError,
    Settings,
    answer,
    mirrored_name,
)

POLICIES = "AuthorizationPolicy.security.istio.io/v1"
GATEWAYS = "Gateway.gateway.networking.k8s.io/v1"
LIMITS = "LimitRange.v1"
OWN = "kubeflow.org/container-defaults"
AT_WAYPOINT = [{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "waypoint"}]
RESOURCES = {
    "requests": {"cpu": "100m", "memory": "256Mi"},
    "limits": {"cpu": "1", "memory": "1Gi"},
}
DEFAULTS = json.dumps(RESOURCES)
SETTINGS = Settings("waypoint", container_defaults=RESOURCES)
RULES = [
    {
        "from": [{"source": {"principals": ["cluster.local/ns/kubeflow/sa/gateway"]}}],
        "when": [{"key": "request.headers[kubeflow-userid]", "values": ["ada@example.com"]}],
    },
    {"when": [{"key": "source.namespace", "values": ["ada"]}]},
]


def asked(path: str, settings: Settings = SETTINGS, **request: Any) -> list[dict[str, Any]]:
    return list(answer(settings, path, request)["attachments"])


def profile(*there: str, settings: Settings = SETTINGS) -> list[dict[str, Any]]:
    """Return what belongs to profile `ada`, of which some policies are there already."""
    policies = {f"ada/{name}": {"kind": "AuthorizationPolicy"} for name in there}
    return asked(
        "/profile",
        settings,
        object={"kind": "Profile", "metadata": {"name": "ada"}, "spec": {"owner": {}}},
        attachments={POLICIES: policies, GATEWAYS: {}, LIMITS: {}},
    )


def limits(
    *, settings: Settings = SETTINGS, hard: Any = None, annotations: Any = None
) -> list[dict[str, Any]]:
    """Return what the LimitRange of profile `ada` says, nothing where there is none."""
    quota = {"resourceQuotaSpec": {"hard": hard}} if hard is not None else {}
    made = asked(
        "/profile",
        settings,
        object={"metadata": {"name": "ada", "annotations": annotations}, "spec": quota},
        attachments={POLICIES: {}, GATEWAYS: {}, LIMITS: {}},
    )
    return [item for obj in made[1:] for item in obj["spec"]["limits"]]


def mirror(name: str = "owner", **spec: Any) -> list[dict[str, Any]]:
    """Return what belongs to a policy in profile `ada`."""
    metadata = {"name": name, "namespace": "ada", "annotations": {"user": "a", "role": "b"}}
    return asked(
        "/mirror",
        object={"metadata": metadata, "spec": spec, "status": {"unknown": [1]}},
        attachments={POLICIES: {}},
        related={},
        controller={},
    )


def named(objects: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(obj["kind"], obj["metadata"]["name"]) for obj in objects]


def test_a_new_profile_gets_its_default_deny_before_its_waypoint():
    assert named(profile()) == [("AuthorizationPolicy", "waypoint-default-deny")]


def test_a_profile_whose_default_deny_is_there_gets_its_waypoint():
    assert named(profile("waypoint-default-deny")) == [
        ("AuthorizationPolicy", "waypoint-default-deny"),
        ("Gateway", "waypoint"),
    ]


def test_another_profiles_default_deny_is_not_this_ones():
    policies: dict[str, Any] = {"bob/waypoint-default-deny": {}, "waypoint-default-deny": {}}
    made = asked(
        "/profile",
        object={"metadata": {"name": "ada"}},
        attachments={POLICIES: policies, GATEWAYS: {}, LIMITS: {}},
    )

    assert named(made) == [("AuthorizationPolicy", "waypoint-default-deny")]


def test_the_default_deny_lets_nobody_through_the_waypoint():
    [deny] = profile()

    # Empty rather than absent: foreign rules in it are taken out again.
    assert deny["spec"] == {"action": "ALLOW", "targetRefs": AT_WAYPOINT, "rules": []}


def test_the_waypoint_serves_the_services_of_its_namespace():
    waypoint = profile("waypoint-default-deny")[-1]

    assert waypoint == {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "Gateway",
        "metadata": {
            "name": "waypoint",
            "namespace": "ada",
            "labels": {"istio.io/waypoint-for": "service"},
        },
        "spec": {
            "gatewayClassName": "istio-waypoint",
            "listeners": [{"name": "mesh", "port": 15008, "protocol": "HBONE"}],
        },
    }


def test_objects_are_of_the_version_that_metacontroller_attaches():
    made = asked(
        "/profile",
        object={
            "metadata": {"name": "ada"},
            "spec": {"resourceQuotaSpec": {"hard": {"cpu": "4"}}},
        },
        attachments={
            "AuthorizationPolicy.security.istio.io/v2": {"ada/waypoint-default-deny": {}},
            "Gateway.gateway.networking.k8s.io/v3": {},
            "LimitRange.v4": {},
        },
    )

    assert [obj["apiVersion"] for obj in made] == [
        "security.istio.io/v2",
        "v4",
        "gateway.networking.k8s.io/v3",
    ]


@pytest.mark.parametrize("hard", [None, {}, {"pods": "9"}, {"requests.nvidia.com/gpu": "1"}])
def test_a_profile_whose_quota_counts_no_compute_has_no_limit_range(hard):
    assert limits(hard=hard) == []


@pytest.mark.parametrize("name", ["cpu", "requests.cpu"])
def test_where_a_quota_counts_requests_containers_get_one_and_no_limit(name):
    assert limits(hard={name: "4"}) == [
        {"type": "Container", "defaultRequest": {"cpu": "100m"}}
    ]


def test_where_a_quota_counts_limits_containers_get_one_and_a_request_below_it():
    assert limits(hard={"limits.memory": "64Gi"}) == [
        {
            "type": "Container",
            "defaultRequest": {"memory": "256Mi"},
            "default": {"memory": "1Gi"},
        }
    ]


def test_a_limit_range_is_the_profiles():
    [_, made] = asked(
        "/profile",
        object={
            "metadata": {"name": "ada"},
            "spec": {"resourceQuotaSpec": {"hard": {"cpu": "4"}}},
        },
        attachments={POLICIES: {}, GATEWAYS: {}, LIMITS: {}},
    )

    assert made["metadata"] == {"name": "container-defaults", "namespace": "ada"}


def test_a_profiles_own_defaults_come_before_those_of_all():
    own = {
        "requests": {"cpu": "2", "memory": "2Gi"},
        "limits": {"cpu": "3", "memory": "3Gi"},
    }

    assert limits(hard={"cpu": "9"}, annotations={OWN: json.dumps(own)}) == [
        {"type": "Container", "defaultRequest": {"cpu": "2"}}
    ]


def test_without_defaults_there_is_no_limit_range():
    assert limits(settings=Settings("waypoint"), hard={"cpu": "4"}) == []


@pytest.mark.parametrize(
    ("annotations", "what"),
    [
        ([], r"the object's annotations must be an object, got \[\]"),
        ({OWN: 7}, f"annotation {OWN} must be of type str, got 7"),
        ({OWN: "{"}, f"annotation {OWN} is no JSON: Expecting property name"),
        ({OWN: "[]"}, f"annotation {OWN} must be an object"),
        ({OWN: "{}"}, f"requests in annotation {OWN} must be an object, got None"),
        (
            {OWN: '{"requests": {"cpu": "1"}}'},
            f"requests of memory in annotation {OWN} must be of type str, got None",
        ),
    ],
)
def test_fails_for_defaults_that_are_none(annotations, what):
    with pytest.raises(MalformedRequestError, match=what):
        limits(hard={"cpu": "4"}, annotations=annotations)


def test_fails_for_a_quota_that_is_none():
    message = "the amounts of the object's quota must be an object, got 'x'"
    with pytest.raises(MalformedRequestError, match=message):
        limits(hard="x")


def test_callers_may_reach_some_ports_of_every_service():
    katib = Access("katib-controller", ["cluster.local/ns/kubeflow/sa/katib"], ["6789"], None)
    [_, policy] = profile(settings=Settings("waypoint", (katib,)))

    assert policy["metadata"] == {"name": "waypoint-katib-controller", "namespace": "ada"}
    assert policy["spec"] == {
        "action": "ALLOW",
        "targetRefs": AT_WAYPOINT,
        "rules": [
            {
                "from": [{"source": {"principals": ["cluster.local/ns/kubeflow/sa/katib"]}}],
                "to": [{"operation": {"ports": ["6789"]}}],
            }
        ],
    }


def test_callers_may_reach_one_service():
    server = "ml-pipeline-visualizationserver"
    access = Access("visualization", ["cluster.local/ns/kubeflow/sa/ml-pipeline"], [], server)
    [_, policy] = profile(settings=Settings("waypoint", (access,)))

    assert policy["spec"] == {
        "action": "ALLOW",
        "targetRefs": [{"group": "", "kind": "Service", "name": server}],
        "rules": [
            {
                "from": [
                    {"source": {"principals": ["cluster.local/ns/kubeflow/sa/ml-pipeline"]}}
                ]
            }
        ],
    }


def test_a_policy_is_repeated_for_the_waypoint_with_the_same_rules():
    assert mirror("owner", rules=RULES) == [
        {
            "apiVersion": "security.istio.io/v1",
            "kind": "AuthorizationPolicy",
            "metadata": {"name": "owner-waypoint", "namespace": "ada"},
            "spec": {"action": "ALLOW", "targetRefs": AT_WAYPOINT, "rules": RULES},
        }
    ]


def test_a_copy_is_not_copied_again():
    """Metacontroller asks about policies with these annotations."""
    [copy] = mirror(rules=RULES)

    assert "annotations" not in copy["metadata"]


@pytest.mark.parametrize(
    "rule",
    [{"to": [{"operation": {"paths": ["/metrics"]}}]}, {}, {"from": [], "when": []}],
    ids=str,
)
def test_a_rule_that_names_no_caller_is_left_out(rule):
    [copy] = mirror(rules=[rule, *RULES])

    assert copy["spec"]["rules"] == RULES


@pytest.mark.parametrize("spec", [{}, {"rules": []}, {"rules": None}, {"action": "ALLOW"}])
def test_a_policy_without_rules_lets_nobody_in_and_neither_does_its_copy(spec):
    [copy] = mirror(**spec)

    assert (copy["spec"]["action"], copy["spec"]["rules"]) == ("ALLOW", [])


@pytest.mark.parametrize("action", ["DENY", "CUSTOM", "AUDIT"])
def test_a_policy_that_is_no_allow_has_no_copy(action):
    assert mirror(action=action, rules=RULES) == []


@pytest.mark.parametrize(
    "aim",
    [
        {"selector": {"matchLabels": {"app": "x"}}},
        {"targetRef": AT_WAYPOINT[0]},
        {"targetRefs": AT_WAYPOINT},
    ],
)
def test_a_policy_that_is_aimed_has_no_copy(aim):
    assert mirror(rules=RULES, **aim) == []


@pytest.mark.parametrize("nowhere", [{"selector": {}}, {"targetRefs": []}, {"selector": None}])
def test_a_policy_that_is_aimed_at_nothing_is_for_the_whole_namespace(nowhere):
    assert named(mirror(rules=RULES, **nowhere)) == [("AuthorizationPolicy", "owner-waypoint")]


def test_a_short_name_gets_the_waypoints_as_its_end():
    assert mirrored_name("n" * 244, "waypoint") == "n" * 244 + "-waypoint"


def test_a_long_name_is_cut_to_what_kubernetes_takes():
    assert len(mirrored_name("n" * 245, "waypoint")) == 253


def test_long_names_that_differ_at_their_end_stay_different():
    names = {mirrored_name("n" * 252 + end, "waypoint") for end in "ab"}

    assert len(names) == 2


def test_a_cut_name_has_no_dot_before_a_dash():
    assert ".-" not in mirrored_name("n" + "n." * 126, "waypoint")


POLICY = {"metadata": {"name": "owner", "namespace": "ada"}}
ATTACHED: dict[str, Any] = {POLICIES: {}, GATEWAYS: {}}


@pytest.mark.parametrize(
    ("request_", "what"),
    [
        ({}, "object must be an object, got None"),
        ({"object": []}, r"object must be an object, got \[\]"),
        ({"object": {}}, "the object's metadata must be an object, got None"),
        ({"object": {"metadata": {"name": "a"}}}, "the object's namespace must be a name"),
        ({"object": POLICY | {"spec": "x"}}, "the object's spec must be an object, got 'x'"),
        (
            {"object": POLICY | {"spec": {"rules": "x"}}},
            "the object's rules must be of type list, got 'x'",
        ),
        (
            {"object": POLICY | {"spec": {"rules": ["x"]}}},
            "each of the object's rules must be an object, got 'x'",
        ),
        (
            {"object": POLICY | {"spec": {"action": ["DENY"]}}},
            r"action must be one of ALLOW, DENY, AUDIT, CUSTOM, got \['DENY'\]",
        ),
        (
            {"object": {"metadata": {"name": 7, "namespace": "ada"}}},
            "the object's name must be a name, got 7",
        ),
        (
            {"object": {"metadata": {"name": "n" * 254, "namespace": "ada"}}},
            "the object's name must be a name, got 'nnn",
        ),
        ({"finalizing": "no"}, "finalizing must be false: there is no finalize hook"),
        ({"finalizing": True}, "finalizing must be false: there is no finalize hook"),
        ({"object": POLICY, "attachments": None}, "attachments must be an object, got None"),
        (
            {"object": POLICY, "attachments": {GATEWAYS: {}}},
            "attachments have no kind AuthorizationPolicy",
        ),
        (
            {"object": POLICY, "attachments": {"AuthorizationPolicy": {}}},
            "AuthorizationPolicy is attached in no version, but ''",
        ),
        (
            {"object": POLICY, "attachments": {POLICIES: []}},
            "attachments of kind AuthorizationPolicy must be an object",
        ),
        (
            {"object": POLICY, "attachments": {POLICIES: {"owner-waypoint": None}}},
            "each of the attachments of kind AuthorizationPolicy must be an object, got None",
        ),
    ],
)
def test_fails_for_a_request_that_metacontroller_would_not_send(request_, what):
    with pytest.raises(MalformedRequestError, match=what):
        answer(SETTINGS, "/mirror", {"attachments": ATTACHED} | request_)


@pytest.mark.parametrize("field", ["selector", "targetRef", "targetRefs"])
@pytest.mark.parametrize("odd", [0, 7, True, "x", "\ud800"])
def test_fails_for_an_aim_of_another_type(field, odd):
    with pytest.raises(MalformedRequestError, match=f"{field} must be of type"):
        mirror(rules=RULES, **{field: odd})


def test_fails_for_a_profile_of_which_it_is_not_told_whether_its_waypoint_is_there():
    attached: dict[str, Any] = {POLICIES: {"ada/waypoint-default-deny": {}}}

    with pytest.raises(MalformedRequestError, match="attachments have no kind Gateway"):
        asked("/profile", object={"metadata": {"name": "ada"}}, attachments=attached)


ODD: list[Any] = [
    *(None, True, 0, -1, 1.5, "", "x", "a/b", "\ud800", "x" * 100_000),
    *([], [[]], ["x"], [None], [{"x": 1}, 7], {}, {"x": []}, {"": None}, {"x": {"x": [{}]}}),
]


def oddities(right: Any) -> Iterator[Any]:
    """Yield what a value becomes where it, or one thing within it, is odd."""
    yield from ODD
    if isinstance(right, dict):
        for key, value in right.items():
            yield {name: each for name, each in right.items() if name != key}
            yield from ({**right, key: odd} for odd in oddities(value))
    if isinstance(right, list):
        for index, value in enumerate(right):
            yield from ([*right[:index], odd, *right[index + 1 :]] for odd in oddities(value))


def answered(path: str, request: Any) -> list[dict[str, Any]] | None:
    """Return what is attached, None where the question is refused."""
    try:
        return list(answer(SETTINGS, path, request)["attachments"])
    except MalformedRequestError:
        return None


def test_whatever_is_odd_about_a_profile_it_keeps_its_default_deny_or_nothing_is_said():
    right = {
        "object": {
            "metadata": {"name": "ada", "labels": {"a": "b"}, "annotations": {OWN: DEFAULTS}},
            "spec": {"owner": {}, "resourceQuotaSpec": {"hard": {"cpu": "4"}}},
        },
        "attachments": {
            POLICIES: {"ada/waypoint-default-deny": {"spec": {}}},
            GATEWAYS: {},
            LIMITS: {"ada/container-defaults": {"spec": {}}},
        },
        "finalizing": False,
    }
    answers = [answered("/profile", {**right, **each}) for each in within(right)]

    assert None in answers
    kept = [made[0]["spec"] for made in answers if made is not None]
    assert kept == [{"action": "ALLOW", "targetRefs": AT_WAYPOINT, "rules": []}] * len(kept)


def test_whatever_is_odd_about_a_policy_it_keeps_its_copy_or_nothing_is_said():
    right = {
        "object": {
            "metadata": {
                "name": "owner",
                "namespace": "ada",
                "annotations": {"user": "a", "role": "b"},
            },
            "spec": {"action": "ALLOW", "rules": RULES},
        },
        "attachments": {POLICIES: {"owner-waypoint": {"spec": {}}}},
        "finalizing": False,
    }
    answers = [answered("/mirror", {**right, **each}) for each in within(right)]

    assert None in answers
    assert [] not in answers


def within(right: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a request's parts, one of them odd; the request itself is read before."""
    for key, value in right.items():
        yield from ({key: deepcopy(odd)} for odd in oddities(value))


@pytest.mark.parametrize("path", ["/profile", "/mirror"])
def test_nothing_of_an_object_but_its_name_and_its_rules_is_repeated(path):
    """Argo CD knows by a label or an annotation what is its own, and would delete a copy."""
    tracked = {
        "labels": {"app.kubernetes.io/instance": "kubeflow-profiles"},
        "annotations": {
            "argocd.argoproj.io/tracking-id": "kubeflow-profiles:a/b:c/d",
            "user": "a",
            "role": "b",
        },
    }
    there = {"ada/waypoint-default-deny": {"metadata": tracked}}
    made = asked(
        path,
        object={"metadata": {"name": "ada", "namespace": "ada", **tracked}},
        attachments={POLICIES: there, GATEWAYS: {}, LIMITS: {}},
    )

    assert [
        key
        for obj in made
        for part in ("labels", "annotations")
        for key in obj["metadata"].get(part, {})
        if key != "istio.io/waypoint-for"
    ] == []


def test_the_waypoint_asks_for_the_revision_of_istio_that_was_decided():
    made = asked(
        "/profile",
        Settings("waypoint", revision="canary"),
        object={"metadata": {"name": "ada"}},
        attachments={POLICIES: {"ada/waypoint-default-deny": {}}, GATEWAYS: {}, LIMITS: {}},
    )

    assert made[-1]["metadata"]["labels"] == {
        "istio.io/waypoint-for": "service",
        "istio.io/rev": "canary",
    }


def test_settings_are_read_from_a_file(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(
        '{"waypoint": "w", "access": [{"name": "a", "callers": ["b"], "ports": ["1"],'
        ' "service": null}], "containerDefaults": {"requests": {}}, "revision": "r"}'
    )

    assert Settings.read(str(file)) == Settings(
        "w",
        (Access("a", ["b"], ["1"], None),),
        container_defaults={"requests": {}},
        revision="r",
    )


MAPS = "ConfigMap.v1"
SIZED = Settings("waypoint", parameters={"deployment": "{}"})


def sized(**maps: dict[str, str]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what belongs to profile `ada`, of which some ConfigMaps are there already."""
    policies = {"ada/waypoint-default-deny": {"kind": "AuthorizationPolicy"}}
    made = asked(
        "/profile",
        SIZED,
        object={"kind": "Profile", "metadata": {"name": "ada"}, "spec": {"owner": {}}},
        attachments={
            POLICIES: policies,
            GATEWAYS: {},
            LIMITS: {},
            MAPS: {f"ada/{name}": {"data": data} for name, data in maps.items()},
        },
    )
    return {(obj["kind"], obj["metadata"]["name"]): obj for obj in made}


def test_a_waypoint_of_another_size_gets_its_parameters():
    assert sized()["ConfigMap", "waypoint"] == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "waypoint", "namespace": "ada"},
        "data": {"deployment": "{}"},
    }


def test_it_names_them_when_they_are_there():
    assert sized(waypoint={"deployment": "{}"})["Gateway", "waypoint"]["spec"][
        "infrastructure"
    ] == {"parametersRef": {"group": "", "kind": "ConfigMap", "name": "waypoint"}}


@pytest.mark.parametrize(
    "there",
    [
        {},
        {"another": {"deployment": "{}"}},
        # Somebody else's, or with a part of somebody else's.
        {"waypoint": {"service": "{}"}},
        {"waypoint": {"deployment": "{}", "service": "{}"}},
    ],
)
def test_until_then_it_is_istios_own(there):
    assert "infrastructure" not in sized(**there)["Gateway", "waypoint"]["spec"]
