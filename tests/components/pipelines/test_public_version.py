def test_every_account_may_read_the_version_and_nothing_else(newest):
    name = "kubeflow-pipelines-public"

    assert newest("ConfigMap", name)["data"] == {"kubeflow_pipelines_version": "v2.16.1"}
    assert newest("Role", name)["rules"] == [
        {
            "apiGroups": [""],
            "resources": ["configmaps"],
            "resourceNames": [name],
            "verbs": ["get", "list", "watch"],
        }
    ]
    assert newest("RoleBinding", name)["subjects"] == [
        {
            "apiGroup": "rbac.authorization.k8s.io",
            "kind": "Group",
            "name": "system:authenticated",
        }
    ]


def test_earlier_releases_tell_nobody(part):
    assert "kubeflow-pipelines-public" not in {
        obj["metadata"]["name"] for obj in part("user-roles")
    }
