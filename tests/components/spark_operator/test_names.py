from constructs_lib import V1_9_1
from constructs_lib.components.spark_operator.names import labels_of, selector_of


def test_controller_and_webhook_select_different_pods():
    assert selector_of("controller").items() - selector_of("webhook").items() == {
        ("app.kubernetes.io/component", "controller")
    }


def test_labels_include_what_selects():
    assert selector_of("webhook").items() <= labels_of("webhook", V1_9_1).items()
