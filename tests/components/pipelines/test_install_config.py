def test_manifests(part, yaml_snapshot):
    assert part("config") == yaml_snapshot


def test_a_profile_keeps_artifacts_below_its_own_name(make, find):
    make()
    data = find("ConfigMap", "pipeline-install-config")["data"]

    assert data["defaultPipelineRoot"] == "minio://mlpipeline/v2/artifacts/{namespace}"
