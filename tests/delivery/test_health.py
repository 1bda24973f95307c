from constructs_lib.delivery import health_settings
from constructs_lib.delivery.health import HEALTH_CHECKS
from constructs_lib.delivery.kinds import CLUSTER_KINDS, NAMESPACE_KINDS


def test_settings(yaml_snapshot):
    assert [health_settings("argocd")] == yaml_snapshot


def test_argo_cd_reads_the_settings_by_their_label():
    metadata = health_settings("argocd")["metadata"]

    assert metadata["labels"] == {"app.kubernetes.io/part-of": "argocd"}


def test_nothing_but_health_is_decided_for_argo_cd():
    prefix = "resource.customizations.health."

    assert all(key.startswith(prefix) for key in health_settings("argocd")["data"])


def test_only_what_may_be_written_has_a_check():
    applications = {kind for kind in HEALTH_CHECKS if kind.kind == "Application"}

    assert HEALTH_CHECKS.keys() - applications <= {*CLUSTER_KINDS, *NAMESPACE_KINDS}
