from constructs_lib.config import PipelinesSettings


def test_manifests(part, yaml_snapshot):
    assert part("config") == yaml_snapshot


def test_a_profile_keeps_artifacts_below_its_own_name(make, find):
    make()
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert data["defaultPipelineRoot"] == "minio://mlpipeline/v2/artifacts/{namespace}"


def test_profiles_have_artifact_servers_behind_the_guard(newest):
    data = newest("ConfigMap", "pipeline-install-config")["data"]

    assert data["ARTIFACTS_PROXY_ENABLED"] == "true"


def test_an_open_page_reads_artifacts_by_itself_as_upstreams(make, find, newest_defaults):
    make(settings=PipelinesSettings(page="open"), defaults=newest_defaults)
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert data["ARTIFACTS_PROXY_ENABLED"] == "false"


def test_pipelines_of_v1_still_run_and_steps_have_the_users_of_their_images(newest):
    data = newest("ConfigMap", "pipeline-install-config")["data"]

    assert (data["BLOCK_V1_PIPELINES"], data["defaultSecurityContextRunAsUser"]) == (
        "false",
        "",
    )


def test_only_profiles_know_the_root_of_private_artifacts(make, find, newest_defaults):
    make(settings=PipelinesSettings(artifacts="private"), defaults=newest_defaults)
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert data["defaultPipelineRoot"] == ""
