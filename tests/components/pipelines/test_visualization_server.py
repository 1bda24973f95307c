NAME = "ml-pipeline-visualizationserver"


def test_manifests(part, yaml_snapshot):
    assert part("visualization-server") == yaml_snapshot


def test_its_account_has_no_token(make, find):
    make()

    assert find("ServiceAccount", NAME)["automountServiceAccountToken"] is False


def test_upstreams_account_has_one(make, find, upstream):
    make(defaults=upstream)

    assert "automountServiceAccountToken" not in find("ServiceAccount", NAME)
