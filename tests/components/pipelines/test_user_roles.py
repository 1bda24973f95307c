from constructs_lib.config import PipelinesSettings


def test_manifests(part, yaml_snapshot):
    assert part("user-roles") == yaml_snapshot


def viewer_verbs(find, name):
    rules = find("ClusterRole", name)["rules"]
    return [
        verb for rule in rules if rule["resources"] == ["viewers"] for verb in rule["verbs"]
    ]


def test_who_reads_starts_no_pod_that_runs_as_an_editor(make, find):
    make()

    assert viewer_verbs(find, "aggregate-to-kubeflow-pipelines-view") == ["get"]
    assert viewer_verbs(find, "aggregate-to-kubeflow-pipelines-edit") == ["create", "delete"]


def test_with_an_open_page_they_do_as_upstream_lets_them(make, find):
    make(settings=PipelinesSettings(page="open"))

    assert viewer_verbs(find, "aggregate-to-kubeflow-pipelines-view") == [
        "create",
        "get",
        "delete",
    ]
    assert viewer_verbs(find, "aggregate-to-kubeflow-pipelines-edit") == []


def test_accounts_of_the_single_user_mode_are_left_out(make, made):
    make()

    assert "pipeline-runner" not in str(made)


def test_upstream_has_them(make, find, upstream):
    make(defaults=upstream)

    assert find("ServiceAccount", "pipeline-runner")


def test_a_runner_may_not_touch_tekton_in_a_later_release(make, find, later_upstream):
    make(defaults=later_upstream)

    assert "tekton.dev" not in str(find("Role", "pipeline-runner"))


def test_versions_of_a_pipeline_are_a_resource_of_their_own_since_v1_11(newest):
    named = {
        resource
        for name in ("view", "edit")
        for rule in newest("ClusterRole", f"aggregate-to-kubeflow-pipelines-{name}")["rules"]
        for resource in rule["resources"]
    }

    assert "pipelineversions" in named
    assert "pipelines/versions" not in named
