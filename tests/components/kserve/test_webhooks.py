import pytest

from constructs_lib.components.kserve.webhooks import CHECKED, asked


@pytest.mark.parametrize("kind", CHECKED)
def test_kserve_is_asked_about_a_kind_when_it_is_created_and_changed(kind):
    webhook = asked(kind, "validate", "validator")

    assert webhook.watched.resource == f"{kind}s"
    assert webhook.watched.operations == ("CREATE", "UPDATE")


def test_a_cache_is_asked_about_when_it_is_deleted_too():
    webhook = asked("localmodelcache", "validate", "validator")

    assert webhook.watched.operations == ("CREATE", "UPDATE", "DELETE")


def test_the_path_of_a_webhook_has_the_version_of_its_kind():
    webhook = asked("inferenceservice", "mutate", "defaulter")

    assert webhook.path == "/mutate-serving-kserve-io-v1beta1-inferenceservice"
