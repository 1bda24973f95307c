from constructs_lib.schemas import SCHEDULED_SPARK_APPLICATION, SPARK_APPLICATION


def test_an_application_has_a_driver_and_executors():
    spec = SPARK_APPLICATION.schema("v1beta2")["properties"]["spec"]

    assert {"driver", "executor"} <= {*spec["required"]}


def test_a_schedule_starts_the_same_application():
    scheduled = SCHEDULED_SPARK_APPLICATION.schema("v1beta2")["properties"]["spec"]
    spec = SPARK_APPLICATION.schema("v1beta2")["properties"]["spec"]

    assert scheduled["properties"]["template"] == spec


def test_an_application_has_one_executor_or_more():
    spec = SPARK_APPLICATION.schema("v1beta2")["properties"]["spec"]["properties"]

    assert spec["executor"]["properties"]["instances"]["minimum"] == 1
