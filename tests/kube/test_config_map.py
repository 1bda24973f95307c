import pytest

from constructs_lib.kube import ConfigMap, ConfigMapKey, objects_of


def test_manifests(chart, yaml_snapshot):
    ConfigMap(
        chart, "Settings", name="settings", data={"LOGO": "on\n"}, labels={"app": "dashboard"}
    )

    assert objects_of(chart) == yaml_snapshot


def test_a_key_knows_the_map_that_it_is_in(chart):
    settings = ConfigMap(chart, "Settings", name="settings", data={"LOGO": "on"})

    assert settings.key("LOGO") == ConfigMapKey(settings, "LOGO")


def test_fails_for_a_key_that_is_not_there(chart):
    settings = ConfigMap(chart, "Settings", name="settings", data={"LOGO": "on"})

    with pytest.raises(ValueError, match=r"'settings' has no 'COLOUR'; it has \['LOGO'\]"):
        settings.key("COLOUR")


@pytest.mark.parametrize("data", [{"a": "2", "b": "2"}, {"a": "1"}, {"a": "1", "c": "2"}])
def test_the_checksum_changes_with_the_texts(chart, data):
    before = ConfigMap(chart, "Before", name="settings", data={"a": "1", "b": "2"})
    after = ConfigMap(chart, "After", name="settings", data=data)

    assert before.checksum != after.checksum


def test_the_checksum_does_not_change_with_the_order_of_the_texts(chart):
    before = ConfigMap(chart, "Before", name="settings", data={"a": "1", "b": "2"})
    after = ConfigMap(chart, "After", name="settings", data={"b": "2", "a": "1"})

    assert before.checksum == after.checksum
