"""What prepares a real cluster works as far as it can without one."""

import subprocess

import pytest
import yaml

from constructs_lib.platform import synthesize
from tests.real.git_server import serving
from tests.real.platform import platform
from tests.real.run import specification

URL = "http://192.0.2.1:8080/bare.git"


def git(*arguments, cwd):
    settings = ("-c", "user.name=tests", "-c", "user.email=tests@example.com")
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


@pytest.fixture
def served(tmp_path):
    """Serve a bare repository with one file; return its URL."""
    git("init", "--quiet", "--bare", "--initial-branch=main", "bare.git", cwd=tmp_path)
    git("clone", "--quiet", "bare.git", "clone", cwd=tmp_path)
    (tmp_path / "clone" / "file").write_text("text")
    git("add", "file", cwd=tmp_path / "clone")
    git("commit", "--quiet", "--message", "Add a file", cwd=tmp_path / "clone")
    git("push", "--quiet", "origin", "HEAD:main", cwd=tmp_path / "clone")
    with serving(tmp_path, "127.0.0.1") as url:
        yield f"{url}/bare.git"


def test_what_is_served_can_be_cloned(served, tmp_path):
    assert git("clone", "--quiet", served, "other", cwd=tmp_path)[0] == 0
    assert (tmp_path / "other" / "file").read_text() == "text"


def test_what_is_pushed_later_is_fetched(served, tmp_path):
    git("clone", "--quiet", served, "other", cwd=tmp_path)
    git("commit", "--quiet", "--allow-empty", "--message", "More", cwd=tmp_path / "clone")
    git("push", "--quiet", "origin", "HEAD:main", cwd=tmp_path / "clone")
    git("pull", "--quiet", cwd=tmp_path / "other")

    assert git("log", "--format=%s", cwd=tmp_path / "other")[1] == "More\nAdd a file\n"


def test_nobody_writes_by_it(served, tmp_path):
    git("clone", "--quiet", served, "other", cwd=tmp_path)
    git("commit", "--quiet", "--allow-empty", "--message", "Mine", cwd=tmp_path / "other")

    assert git("push", "--quiet", "origin", "HEAD:main", cwd=tmp_path / "other")[0] != 0


@pytest.fixture(scope="module")
def files():
    return synthesize(platform(URL)).files


@pytest.mark.slow
def test_argo_cd_is_given_everything_by_one_parent(files):
    parent = yaml.load_all(files["kubeflow/delivery/default.yaml"], yaml.CSafeLoader)
    [source] = [obj["spec"]["source"] for obj in parent if obj["kind"] == "Application"]

    assert source["repoURL"] == URL
    assert source["directory"]["include"] == "{kubeflow.yaml,prerequisites.yaml}"


@pytest.mark.slow
def test_all_that_the_cluster_lacks_is_installed(files):
    names = {
        obj["metadata"]["name"]
        for obj in yaml.load_all(files["apps/prerequisites.yaml"], yaml.CSafeLoader)
    }

    assert {
        "gateway-api",
        "cert-manager",
        "istiod",
        "istio-cni",
        "ztunnel",
        "kgateway",
    } <= names


@pytest.mark.slow
def test_what_the_platforms_team_applies_is_there(files):
    folder = "kubeflow/prerequisites/default"

    assert {f"{folder}/argocd-cm.yaml", f"{folder}/gateway.yaml"} <= files.keys()


def test_every_step_of_the_pipeline_has_what_runs_it():
    made = specification()
    steps = made["root"]["dag"]["tasks"].values()
    runs = [made["components"][step["componentRef"]["name"]] for step in steps]

    assert {each["executorLabel"] for each in runs} == made["deploymentSpec"][
        "executors"
    ].keys()
