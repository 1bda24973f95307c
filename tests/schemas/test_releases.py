import pytest
from cdk8s_plus_27 import k8s

from constructs_lib.schemas import schema_of
from constructs_lib.schemas.releases import RELEASES


@pytest.mark.parametrize(
    ("struct", "field", "release"),
    [
        (k8s.TopologySpreadConstraint, "minDomains", "1.24"),
        (k8s.PodSpec, "hostUsers", "1.25"),
        (k8s.PodSpec, "schedulingGates", "1.26"),
        (k8s.Container, "resizePolicy", "1.27"),
        (k8s.Container, "restartPolicy", "1.28"),
        (k8s.LifecycleHandler, "sleep", "1.29"),
    ],
)
def test_a_field_is_there_from_its_release_on(struct: type, field: str, release: str) -> None:
    having = [r for r in RELEASES if field in schema_of(struct, r)["properties"]]

    assert having == [r for r in RELEASES if r >= release]


def test_a_field_of_every_release_is_in_all() -> None:
    assert all("containers" in schema_of(k8s.PodSpec, r)["properties"] for r in RELEASES)


def test_ports_are_told_apart_by_number_and_protocol() -> None:
    ports = schema_of(k8s.Container)["properties"]["ports"]

    assert ports["x-kubernetes-list-map-keys"] == ["containerPort", "protocol"]


def test_seconds_of_a_pod_have_64_bits() -> None:
    seconds = schema_of(k8s.PodSpec)["properties"]["activeDeadlineSeconds"]

    assert seconds == {"type": "integer", "format": "int64"}


def test_a_label_selector_is_applied_as_one() -> None:
    assert schema_of(k8s.LabelSelector, "1.24")["x-kubernetes-map-type"] == "atomic"


def test_a_label_selector_of_old_has_no_such_mark() -> None:
    assert "x-kubernetes-map-type" not in schema_of(k8s.LabelSelector, "1.23")


def test_a_struct_with_many_owners_is_not_applied_as_one() -> None:
    assert "x-kubernetes-map-type" not in schema_of(k8s.Container, "1.29")


def test_a_volume_had_the_claims_of_a_container_until_it_was_mended() -> None:
    claiming = [
        release
        for release in RELEASES
        if "claims"
        in schema_of(k8s.PersistentVolumeClaimSpec, release)["properties"]["resources"][
            "properties"
        ]
    ]

    assert claiming == ["1.26", "1.27", "1.28"]


def test_a_newer_generator_marks_what_older_pods_have() -> None:
    probe = schema_of(k8s.GrpcAction, "1.28", marked=True)["properties"]["service"]

    assert probe == {"type": "string", "default": ""}
    assert schema_of(k8s.LabelSelector, "1.23", marked=True)["x-kubernetes-map-type"]
    assert "default" not in schema_of(k8s.GrpcAction, "1.28")["properties"]["service"]


@pytest.mark.parametrize(("release", "atomic"), [("1.24", True), ("1.26", False)])
def test_a_reference_is_atomic_until_it_names_a_namespace(release: str, atomic: bool) -> None:
    schema = schema_of(k8s.TypedObjectReference, release)

    assert ("x-kubernetes-map-type" in schema) is atomic
