def test_manifests(part, yaml_snapshot):
    assert part("user-roles") == yaml_snapshot


def test_accounts_of_the_single_user_mode_are_left_out(make, chart):
    make()

    assert "pipeline-runner" not in str(chart.to_json())


def test_upstream_has_them(make, find, upstream):
    make(runtime=upstream)

    assert find("ServiceAccount", "pipeline-runner")
