from constructs_lib.components.kserve.names import GROUP, OF_KNATIVE, annotated_injection
from constructs_lib.releases import V1_10_2, V1_11_0
from constructs_lib.schemas import serving_kinds


def test_every_kind_is_of_one_group():
    assert {kind.group for kind in serving_kinds("0.18.0")} == {GROUP}


def test_pods_refuse_a_sidecar_by_an_annotation_since_0_15_2():
    assert annotated_injection(V1_10_2, "false") is None
    assert annotated_injection(V1_11_0, "false") == {"sidecar.istio.io/inject": "false"}


def test_the_status_of_each_kind_of_knatives_is_a_resource_of_its_own():
    kinds = {name for name in OF_KNATIVE if "/" not in name}

    assert {name for name in OF_KNATIVE if "/" in name} == {f"{kind}/status" for kind in kinds}
