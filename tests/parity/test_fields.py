import pytest

from .fields import OWN, grants, leaves, named, schema_leaves, schemas

POD = {"name": "one", "resources": {}, "ports": [{"containerPort": 80, "protocol": "TCP"}]}


def made(kind, name="x", **fields):
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, **fields}


def test_a_fields_path_names_what_tells_the_items_of_a_list_apart():
    pod = made("Pod", spec={"containers": [POD | {"image": "example"}]})

    assert leaves(pod)["spec.containers[name=one].image"] == "example"


def test_the_order_of_items_without_a_name_counts():
    assert leaves(made("Pod", args=["a", "b"])) != leaves(made("Pod", args=["b", "a"]))


def test_the_order_of_variables_counts():
    one, two = {"name": "ONE", "value": "1"}, {"name": "TWO", "value": "$(ONE)"}
    ordered, turned = (made("Pod", spec={"env": env}) for env in ([one, two], [two, one]))

    assert leaves(ordered) != leaves(turned)


def test_what_the_api_server_would_fill_in_says_nothing():
    bare = {"name": "one", "ports": [{"containerPort": 80}]}

    assert leaves(made("Pod", spec=[POD])) == leaves(made("Pod", spec=[bare]))


def test_everybody_is_not_nobody():
    everybody = made("NetworkPolicy", ingress=[{}])
    nobody = made("NetworkPolicy", ingress=[])

    assert leaves(everybody) != leaves(nobody)


def test_labels_of_pods_count_and_those_that_say_where_an_object_is_from_do_not():
    labels = {"app": "x"}
    plain = made("Deployment", spec={"template": {"metadata": {"labels": labels}}})
    filed = {**plain, "metadata": {"name": "x", "labels": labels}}

    assert leaves(plain) == leaves(filed)
    assert leaves(plain)["spec.template.metadata.labels.app"] == "x"


def test_what_yaml_or_json_in_a_config_map_says_is_what_counts():
    as_json, as_yaml = (
        leaves(made("ConfigMap", data={"file": text}))
        for text in ('{"a": [1, 2]}', "# a comment\na:\n- 1\n- 2\n")
    )

    assert as_json == as_yaml


def test_of_another_text_the_lines_count_but_no_comments():
    data = {"file": "# a comment\n\nprovider = 'oidc'\n"}

    assert leaves(made("ConfigMap", data=data))["data.file[#]"] == "provider = 'oidc'"


@pytest.mark.parametrize("place", OWN)
def test_a_file_of_our_own_must_be_there_whatever_it_says(base, place):
    name, _, field = place.partition(":")
    found = leaves(base[name])

    assert found[field] == "is there"
    assert [other for other in found if other.startswith(f"{field}.")] == []


def test_generated_names_are_known_without_their_hash_wherever_they_are_used():
    config = made("ConfigMap", "settings-2dbg7k9k4c")
    pod = made("Pod", spec={"envFrom": [{"configMapRef": {"name": "settings-2dbg7k9k4c"}}]})
    found = named([config, pod])

    assert list(found) == ["ConfigMap//settings", "Pod//x"]
    assert found["Pod//x"]["spec"]["envFrom"][0]["configMapRef"]["name"] == "settings"


def test_rules_that_grant_the_same_are_the_same():
    one = {"apiGroups": [""], "resources": ["pods", "services"], "verbs": ["get", "list"]}
    two = [
        {"apiGroups": [""], "resources": [what], "verbs": [verb]}
        for verb in ("list", "get")
        for what in ("services", "pods")
    ]

    assert grants({"rules": [one]}) == grants({"rules": two})


def test_a_right_to_named_objects_is_another_one():
    rule = {"apiGroups": [""], "resources": ["pods"], "verbs": ["get"]}

    assert grants({"rules": [rule, rule | {"resourceNames": ["b", "a"]}]}) == {
        "core/pods": ["get"],
        "core/pods@a,b": ["get"],
    }


def test_descriptions_and_the_order_of_lists_say_nothing_in_a_schema():
    one = {"description": "words", "required": ["a", "b"], "type": "object"}

    assert schema_leaves(one) == schema_leaves({"required": ["b", "a"], "type": "object"})


def test_a_field_that_is_called_description_is_one():
    schema = {"properties": {"description": {"type": "string"}}}

    assert schema_leaves(schema) == {"properties.description.type": "string"}


def test_a_definitions_schemas_are_known_by_version():
    version = {"name": "v1", "schema": {"openAPIV3Schema": {"type": "object"}}}
    definition = made(
        "CustomResourceDefinition", "boats.example.com", spec={"versions": [version]}
    )

    assert schemas(definition) == {"boats.example.com/v1": {"type": "object"}}
    assert [field for field in leaves(definition) if "schema" in field] == []
