import pytest

from constructs_lib.config import NodeAffinity, Pods, Spread
from constructs_lib.config.placement import affinity_spec

ZONE = "topology.kubernetes.io/zone"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"key": "no key"}, "node affinity"),
        ({"values": ("no value",)}, "node affinity"),
        ({"values": ()}, "operator 'In' and values ()"),
        ({"operator": "Exists"}, "operator 'Exists' and values ('a',)"),
        ({"operator": "Equals"}, "operator must be"),
        ({"weight": 0}, "must be 1 to 100, got 0"),
        ({"weight": 101}, "must be 1 to 100, got 101"),
    ],
)
def test_fails_for_an_affinity_that_cannot_be(fields, message):
    with pytest.raises(ValueError) as failure:  # noqa: PT011 - parentheses in the text
        NodeAffinity(**{"key": ZONE, "values": ("a",), **fields})

    assert message in str(failure.value)


@pytest.mark.parametrize(
    ("fields", "message"),
    [({"over": "no label"}, "spread"), ({"skew": 0}, "must be 1 or more, got 0")],
)
def test_fails_for_a_spread_that_cannot_be(fields, message):
    with pytest.raises(ValueError, match=message):
        Spread(**fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"priority_class": "High!"}, "priority class must be"),
        (
            {"spread": (Spread(), Spread(skew=2))},
            ("spread over 'kubernetes.io/hostname' is given twice"),
        ),
        (
            {"env": {"DB_PASSWORD": "x"}},
            "variable 'DB_PASSWORD' of pods would be in the repository",
        ),
        (
            {"env": {"CERT": "-----BEGIN EC PRIVATE KEY-----\nMHc"}},
            "variable 'CERT' of pods would be in the repository .*; keep it in a Secret",
        ),
        (
            {"env": {"HTTPS_PROXY": "http://ada:word@proxy:3128"}},
            "variable 'HTTPS_PROXY' of pods holds a password or token",
        ),
        ({"env": {"HTTPS-PROXY": "x"}}, "variable 'HTTPS-PROXY' of pods must be letters"),
    ],
)
def test_fails_for_pods_that_cannot_be(fields, message):
    with pytest.raises(ValueError, match=message):
        Pods(**fields)


@pytest.mark.parametrize(
    "fields",
    [{"replicas": 2}, {"spread": ()}, {"env": {"A": "b"}}],
    ids=lambda each: next(iter(each)),
)
def test_fails_for_what_pods_of_others_do_not_follow(fields):
    with pytest.raises(ValueError, match=r"pods of others: .* would have no effect"):
        Pods(**fields).check_placed_only("pods of others")


def test_what_is_required_and_what_is_preferred_stand_apart():
    spec = affinity_spec(
        [
            NodeAffinity(key=ZONE, values=("a",)),
            NodeAffinity(key="ssd", operator="Exists", weight=5),
        ]
    )

    assert spec == {
        "nodeAffinity": {
            "requiredDuringSchedulingIgnoredDuringExecution": {
                "nodeSelectorTerms": [
                    {"matchExpressions": [{"key": ZONE, "operator": "In", "values": ["a"]}]}
                ]
            },
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {
                    "weight": 5,
                    "preference": {"matchExpressions": [{"key": "ssd", "operator": "Exists"}]},
                }
            ],
        }
    }


def test_nothing_is_said_of_nodes_where_nothing_is_asked():
    assert affinity_spec([]) is None
