import re

import pytest

from constructs_lib.config import ArgoCd, Destination, IgnoredDifference


def test_a_destination_is_argo_cds_own_cluster_by_default():
    assert Destination().address == "https://kubernetes.default.svc"
    assert Destination().is_own


@pytest.mark.parametrize(
    ("destination", "own"),
    [
        (Destination(name="in-cluster"), True),
        (Destination(name="prod"), False),
        (Destination(server="https://kubernetes.default.svc"), True),
        (Destination(server="https://prod.example.com:6443"), False),
    ],
)
def test_a_destination_is_argo_cds_own_cluster_or_another(destination, own):
    assert destination.is_own is own


@pytest.mark.parametrize(
    "server",
    [
        "https://10.0.0.1:6443",
        "https://[fd00::1]:6443",
        "https://0123456789ABCDEF.gr7.eu-central-1.eks.amazonaws.com",
        "https://rancher.example.com/k8s/clusters/c-m-abcde",
    ],
)
def test_a_server_may_be_any_api_servers_address(server):
    assert Destination(server=server).address == server


@pytest.mark.parametrize(
    "name", ["prod", "admin@prod", "arn:aws:eks:eu-central-1:123456789012:cluster/prod"]
)
def test_a_cluster_is_named_as_kubeconfigs_name_it(name):
    assert Destination(name=name).address is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"server": "https://prod.example.com", "name": "prod"},
            "a destination is a server or a name, not both; got 'https://prod.",
        ),
        ({"server": "prod.example.com"}, "server must be an API server's address as"),
        ({"server": "https://*"}, "server must be an API server's address as registered"),
        (
            {"server": "https://prod.example.com/"},
            "server must be an API server's address as ",
        ),
        (
            {"server": ""},
            "server must be an API server's address as registered in Argo CD, such as",
        ),
        (
            {"server": "https://a:b@prod.example.com"},
            "server of the destination holds a passw",
        ),
        ({"name": ""}, "name of the destination must be a cluster's name in Argo CD, such as"),
        (
            {"name": "*"},
            "name of the destination must be a cluster's name in Argo CD, such as",
        ),
        (
            {"name": "!prod"},
            "name of the destination must be a cluster's name in Argo CD, suc",
        ),
    ],
)
def test_fails_for_a_destination_that_is_none(fields, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        Destination(**fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "difference of 'Secret' names no fields; give pointers such as '/rules'"),
        ({"pointers": ("/rules", "data")}, "a JSON pointer begins with '/', got 'data'"),
        ({"expressions": ("",)}, "an expression or a manager of 'Secret' is empty"),
        ({"managers": ("",)}, "an expression or a manager of 'Secret' is empty"),
        ({"kind": "", "pointers": ("/a",)}, "kind is empty; name one such as 'Deployment'"),
    ],
)
def test_fails_for_a_difference_that_is_none(fields, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        IgnoredDifference(**{"group": "", "kind": "Secret"} | fields)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            {"namespace": "Argo CD"},
            "namespace of Argo CD 'Argo CD' must be lower-case letters",
        ),
        ({"name": ""}, "name of the Application is empty; give it a name such as 'default'"),
        ({"project": "My Project"}, "name of the AppProject 'My Project' must be lower-case"),
        (
            {"project": "default"},
            "project 'default' is Argo CD's own, which permits everything",
        ),
        ({"labels": {"a b": "c"}}, "labels of Applications has key 'a b'"),
        ({"annotations": {"a b": "c"}}, "annotations of Applications has key 'a b'"),
        (
            {"annotations": {"argocd.argoproj.io/sync-wave": "1"}},
            "annotation 'argocd.argoproj.io/sync-wave' is set by the library from",
        ),
        (
            {"deletion": "orphan"},
            "deletion must be 'keep' or 'background' or 'foreground', got",
        ),
    ],
)
def test_fails_for_what_argo_cd_could_not_be_told(fields, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        ArgoCd(**fields)


@pytest.mark.parametrize(
    ("argo_cd", "names"),
    [
        (ArgoCd(), ("kubeflow", "kubeflow-profiles", "kubeflow-secrets")),
        (ArgoCd(name="ml", project="x"), ("ml", "ml-profiles", "ml-secrets")),
        (
            ArgoCd(hub=True),
            ("kubeflow-prod", "kubeflow-profiles-prod", "kubeflow-secrets-prod"),
        ),
    ],
    ids=["by default", "of another name", "in a hub"],
)
def test_applications_are_called_after_the_first_and_in_a_hub_after_the_environment(
    argo_cd, names
):
    assert argo_cd.applications("prod") == names


def test_projects_have_a_name_of_their_own():
    argo_cd = ArgoCd(name="x", project="ml", hub=True)

    assert argo_cd.projects("prod") == ("ml-prod", "ml-profiles-prod", "ml-prerequisites-prod")
