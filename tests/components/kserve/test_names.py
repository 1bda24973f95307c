from constructs_lib.components.kserve.names import GROUP, OF_KNATIVE
from constructs_lib.schemas import serving_kinds


def test_every_kind_is_of_one_group():
    assert {kind.group for kind in serving_kinds("0.15.0")} == {GROUP}


def test_the_status_of_each_kind_of_knatives_is_a_resource_of_its_own():
    kinds = {name for name in OF_KNATIVE if "/" not in name}

    assert {name for name in OF_KNATIVE if "/" in name} == {f"{kind}/status" for kind in kinds}
