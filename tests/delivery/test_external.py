import pytest

from constructs_lib.delivery import GitError, SourceRevision
from constructs_lib.delivery.external import run_external
from constructs_lib.review import review, tree_of
from tests.kustomize import write

KUSTOMIZATION = {"kubeflow/overlays/default/kustomization.yaml": "resources: []\n"}


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """Return a folder on a machine that has none of the programs."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_a_program_answers_with_what_it_prints():
    assert run_external("git", "--version").stdout.startswith(b"git version")


def test_a_program_reads_what_it_is_given():
    assert run_external("git", "hash-object", "--stdin", data=b"").stdout.startswith(
        b"e69de29b"
    )


@pytest.mark.parametrize(
    ("program", "where"),
    [("git", "https://git-scm.com/"), ("kubectl", "https://kubernetes.io/")],
)
def test_fails_with_what_to_install_where_there_is_none(bare, program, where):
    message = (
        rf"^{program} is not installed, or not on the PATH; install it \({where}.* again$"
    )
    with pytest.raises(RuntimeError, match=message):
        run_external(program)


def test_a_diff_needs_kubectl(bare):
    dist = write(KUSTOMIZATION, bare / "dist")
    with pytest.raises(RuntimeError, match=r"^kubectl is not installed"):
        review(dist, write({"kubeflow/base/a.yaml": ""} | KUSTOMIZATION, bare / "other"))


def test_a_diff_against_a_commit_needs_git(bare):
    with pytest.raises(RuntimeError, match=r"^git is not installed"), tree_of("main"):
        pass


def test_publishing_needs_git(bare):
    with pytest.raises(RuntimeError, match=r"^git is not installed"):
        SourceRevision.of(bare)


def test_a_missing_git_is_no_answer_of_git(bare):
    with pytest.raises(RuntimeError) as refused:
        SourceRevision.of(bare)

    assert not isinstance(refused.value, GitError)
