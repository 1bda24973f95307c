import pytest

from tests.review.examples import HOOKS, ISTIO, NETWORKING, grant, make, mutual, spec, tokens
from tests.review.rules.said import said

OPENED = ("warning", "opened: may accept connections without mutual TLS")
CLOSED = ("notice", "closed: refuses connections without mutual TLS")
OTHER_RULES = ("warning", "its rules or their scope change")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (mutual("STRICT"), mutual("PERMISSIVE"), [OPENED]),
        (mutual("PERMISSIVE"), mutual("DISABLE"), [OPENED]),
        (mutual("DISABLE"), mutual("PERMISSIVE"), [CLOSED]),
        (mutual("STRICT"), mutual("STRICT", **{"80": "PERMISSIVE"}), [OPENED]),
        (mutual("STRICT", **{"80": "PERMISSIVE"}), mutual("STRICT"), [CLOSED]),
        (
            mutual("STRICT", **{"80": "PERMISSIVE"}),
            mutual("STRICT", **{"90": "PERMISSIVE"}),
            [OPENED, CLOSED],
        ),
        (mutual("STRICT", **{"80": "STRICT"}), mutual("STRICT"), []),
        (None, mutual("STRICT"), []),
        (None, mutual("PERMISSIVE"), [OPENED]),
        (mutual("PERMISSIVE"), None, [CLOSED]),
        (mutual("UNSET"), mutual("UNSET", **{"80": "UNSET"}), []),
    ],
)
def test_mutual_tls_is_as_strict_as_each_port_has_it(before, after, told):
    assert said("policy", before, after) == told


def test_the_pods_that_mutual_tls_is_for_come_before_how_strict_it_is():
    one, two = (
        spec("PeerAuthentication", ISTIO, selector=app, mtls={"mode": mode})
        for app, mode in (("a", "STRICT"), ("b", "PERMISSIVE"))
    )

    assert said("policy", one, two) == [("warning", "applies to different pods")]


def test_issuers_are_told_in_their_order():
    assert said("policy", tokens("x", "b", "a"), tokens("y", "d", "c")) == [
        ("warning", "opened: trusts tokens of `c`, `d`, `y`"),
        ("notice", "closed: no longer trusts tokens of `a`, `b`, `x`"),
    ]
    assert said("policy", tokens("b", "a"), tokens("b", "a", jwks="https://other")) == [
        ("warning", "validates tokens of `a`, `b` differently")
    ]


def test_an_issuer_that_stays_as_it_is_is_not_told():
    new = tokens("a", "b")
    new["spec"]["jwtRules"][1]["jwksUri"] = "https://other"

    assert said("policy", tokens("a", "b"), new) == [
        ("warning", "validates tokens of `b` differently")
    ]


@pytest.mark.parametrize(
    "kind", ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]
)
@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"failurePolicy": "Ignore"}, {"failurePolicy": "Fail"}, [OTHER_RULES]),
        (
            {"failurePolicy": "Fail"},
            {"failurePolicy": "Ignore"},
            [("warning", "opened: failurePolicy `Fail` → `Ignore`"), OTHER_RULES],
        ),
        (
            {"failurePolicy": "Ignore", "a": 1},
            {"failurePolicy": "Ignore", "a": 2},
            [OTHER_RULES],
        ),
        (
            {"validationActions": ["Deny", "Warn", "Audit"]},
            {"validationActions": ["Deny"]},
            [("warning", "opened: validationActions without `Audit`, `Warn`")],
        ),
        (
            {"validationActions": ["Deny", "Audit"], "a": 1},
            {"validationActions": [], "a": 2},
            [("danger", "opened: validationActions without `Audit`, `Deny`")],
        ),
        ({"validationActions": ["Audit"]}, {"validationActions": ["Audit"]}, []),
    ],
)
def test_what_an_admission_policy_no_longer_does_is_told(kind, before, after, told):
    assert said("policy", spec(kind, HOOKS, **before), spec(kind, HOOKS, **after)) == told


@pytest.mark.parametrize(
    "kind", ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]
)
def test_an_admission_policy_that_comes_closes(kind):
    assert said("policy", None, spec(kind, HOOKS)) == [
        ("notice", "closed: denies requests that break its rules")
    ]


@pytest.mark.parametrize("kind", ["MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding"])
@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, {"a": 1}, [("notice", "changes objects as they are written")]),
        ({"a": 1}, {"a": 2}, [("warning", "what it adds to objects, or to which, changes")]),
        ({"a": 1}, None, [("warning", "objects no longer get what it adds to them")]),
        ({"a": 1}, {"a": 1}, []),
    ],
)
def test_what_a_mutating_policy_adds_is_told(kind, before, after, told):
    was, now = (
        None if each is None else spec(kind, HOOKS, **each) for each in (before, after)
    )

    assert said("policy", was, now) == told


def test_the_labels_of_a_filter_change_nothing_in_proxies():
    one, two = (
        make("EnvoyFilter", NETWORKING, spec={"a": 1}, metadata={"labels": labels})
        for labels in ({}, {"a": "b"})
    )

    assert said("policy", one, two) == []


def test_references_are_told_in_their_order():
    told = "Service c from HTTPRoute in a`, `Service d from HTTPRoute in a"

    assert said("policy", grant(), grant("d", "c")) == [
        ("warning", f"opened: allows references to `{told}`")
    ]
    assert said("policy", grant("d", "c"), grant()) == [
        ("notice", f"closed: no longer allows references to `{told}`")
    ]


def test_a_reference_without_a_name_is_to_all():
    every = grant()
    every["spec"]["to"] = [{"kind": "Service"}]

    assert said("policy", grant(), every) == [
        ("warning", "opened: allows references to `Service * from HTTPRoute in a`")
    ]


@pytest.mark.parametrize(
    "label",
    [
        "istio.io/dataplane-mode",
        "istio.io/use-waypoint",
        "istio.io/ingress-use-waypoint",
        "istio-injection",
    ],
)
@pytest.mark.parametrize("kind", ["Namespace", "Service", "Deployment"])
def test_each_label_that_leads_into_the_mesh_is_told(kind, label):
    def labelled(**labels):
        metadata = {"labels": labels}
        if kind == "Deployment":
            template = {"metadata": metadata, "spec": {"containers": []}}
            return spec(kind, "apps/v1", template=template)
        return make(kind, metadata=metadata)

    assert said("mesh", labelled(**{label: "a"}), labelled(**{label: "b"})) == [
        ("warning", f"label `{label}` `a` → `b`: different policies apply")
    ]


def test_the_labels_of_a_deployment_itself_lead_nowhere():
    one, two = (
        make("Deployment", "apps/v1", metadata={"labels": {"istio.io/dataplane-mode": mode}})
        for mode in ("ambient", "none")
    )

    assert said("mesh", one, two) == []
