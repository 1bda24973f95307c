from constructs_lib.schemas.hints import keyed_by


def test_a_list_keyed_by_fields_is_a_map_to_server_side_apply() -> None:
    assert keyed_by("name").lines == {
        "x-kubernetes-list-type": "map",
        "x-kubernetes-list-map-keys": ["name"],
    }
