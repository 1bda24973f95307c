from constructs_lib.components.api_resource import ApiResource, one_label


def test_a_kind_of_the_core_group_has_no_group_in_its_version():
    assert ApiResource(group="", version="v1", plural="namespaces").to_json() == {
        "apiVersion": "v1",
        "resource": "namespaces",
    }


def test_a_policy_for_one_label(yaml_snapshot):
    nodes = ApiResource(group="", version="v1", plural="nodes")

    policy = one_label(nodes, {"pool": "a"}, "example.com/of", user="robot")

    assert policy == yaml_snapshot
