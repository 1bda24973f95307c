from constructs_lib.config import PipelinesSettings

NAME = "ml-pipeline-viewer-crd"


def test_manifests(part, yaml_snapshot):
    assert part("viewer") == yaml_snapshot


def test_as_many_viewers_as_decided(make, env):
    make(settings=PipelinesSettings(viewers=3))

    assert env(NAME, NAME)["MAX_NUM_VIEWERS"] == "3"


def test_makes_deployments_and_services_of_no_other_group(make, find):
    make()
    rules = find("ClusterRole", "ml-pipeline-viewer-controller-role")["rules"]

    assert [rule["apiGroups"] for rule in rules] == [["apps"], [""], ["kubeflow.org"]]


def test_upstream_grants_them_of_every_group(make, find, upstream):
    make(defaults=upstream)
    [first, _] = find("ClusterRole", "ml-pipeline-viewer-controller-role")["rules"]

    assert first["apiGroups"] == ["*"]
