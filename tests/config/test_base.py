import pytest

from constructs_lib import Upstream

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def test_fails_for_an_upstream_without_a_ref():
    with pytest.raises(ValueError, match=r"needs a ref, .* Upstream\(ref='v1.9.1'\)"):
        Upstream()


@pytest.mark.parametrize("ref", ["master", "v1.10.0", COMMIT[:12]])
def test_fails_for_an_upstream_that_the_overlay_is_not_made_for(ref):
    message = f"ref must be 'v1.9.1' or that commit's 40 digits, got '{ref}'"
    with pytest.raises(ValueError, match=message):
        Upstream(ref=ref)


def test_fails_for_a_path_that_upstream_does_not_have():
    message = "unknown path of kubeflow/manifests v1.9.1 'common/istio-1-17'; known are apps/"
    with pytest.raises(ValueError, match=message):
        Upstream(ref="v1.9.1", paths=("common/istio-1-17",))


@pytest.mark.parametrize("ref", ["v1.9.1", COMMIT])
def test_upstream_may_be_pinned_to_the_tag_or_to_a_commit(ref):
    assert Upstream(ref=ref).ref == ref
