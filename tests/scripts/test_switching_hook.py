import pytest

from constructs_lib.scripts.switching_hook import switching

KEY = {"AWS_ACCESS_KEY_ID": "id", "AWS_SECRET_ACCESS_KEY": "secret"}


def asked(settings, environment, request):
    names = ("ml-pipeline-ui-artifact", "ml-pipeline-visualizationserver")
    return {
        "told": environment,
        "children": [{"metadata": {"name": name}} for name in names],
    }


def answer(environment, settings=None):
    return switching(asked)(settings or {}, environment, {})


def names(found):
    return [each["metadata"]["name"] for each in found["children"]]


def test_the_key_has_the_names_of_aws():
    told = answer(KEY)["told"]

    assert (told["MINIO_ACCESS_KEY"], told["MINIO_SECRET_KEY"]) == ("id", "secret")


def test_without_a_key_none_is_told():
    assert "MINIO_ACCESS_KEY" not in answer({})["told"]


@pytest.mark.parametrize("switch", [{}, {"ARTIFACTS_PROXY_ENABLED": "false"}])
def test_a_profile_has_no_artifact_server_unless_they_are_on(switch):
    assert names(answer(switch)) == ["ml-pipeline-visualizationserver"]


def test_a_profile_has_its_artifact_server_where_they_are_on():
    found = answer({"ARTIFACTS_PROXY_ENABLED": "true"})

    assert "ml-pipeline-ui-artifact" in names(found)


def test_the_root_of_artifacts_may_be_a_setting():
    told = answer({"KFP_DEFAULT_PIPELINE_ROOT": ""}, {"root": "minio://b/{namespace}"})["told"]

    assert told["KFP_DEFAULT_PIPELINE_ROOT"] == "minio://b/{namespace}"


def test_a_root_of_the_installation_comes_first():
    told = answer({"KFP_DEFAULT_PIPELINE_ROOT": "minio://a"}, {"root": "minio://b"})["told"]

    assert told["KFP_DEFAULT_PIPELINE_ROOT"] == "minio://a"
