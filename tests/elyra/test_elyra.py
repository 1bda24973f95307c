"""Elyra reads a profile's configuration, and submits a pipeline that Pipelines 2.3.0 reads.

Elyra, its kfp and MinIO are real; the API server of Pipelines is simulated, and the protos
that it is built with check the pipeline.
"""

import json
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pytest

from constructs_lib import PipelinesSettings
from constructs_lib.components.pipelines.elyra import told
from constructs_lib.config import WorkloadDefaults
from constructs_lib.elyra import Elyra, ElyraDownloads, RuntimeImage
from constructs_lib.scripts.elyra_hook import editor
from tests.cluster.keys import ROOT, Store, store

from .notebook import METADATA, Notebook, notebook
from .pipelines_api import Played, played
from .sample import write

JUDGE: Final = Path(__file__).parents[2] / "build" / "elyra-protos" / "bin" / "python"
IMAGE: Final = "registry.example.com/elyra:1"
STEPS: Final = RuntimeImage(name="steps", image="registry.example.com/steps:2", title="Steps")
ELYRA: Final = Elyra(image=IMAGE, runtime_images=(STEPS,))
TOKEN: Final = "token-of-the-notebook"


@pytest.fixture(scope="module")
def minio(tmp_path_factory):
    with store(tmp_path_factory.mktemp("store")) as running:
        yield running


@pytest.fixture(scope="module")
def api():
    with played() as running:
        yield running


@pytest.fixture(scope="module")
def alice(tmp_path_factory, minio, api) -> Notebook:
    """The notebook of a profile, whose servers are those of the test."""
    settings = settings_of(ELYRA)
    metadata = settings["runtime"]["metadata"]
    metadata |= {
        "api_endpoint": f"http://127.0.0.1:{api.port}",
        "cos_endpoint": f"http://127.0.0.1:{minio.port}",
    }
    access, secret = ROOT
    key = {"MINIO_ACCESS_KEY": access, "MINIO_SECRET_KEY": secret}
    objects = list(editor(settings, key, "alice", {"children": {}, "related": {}}))
    made = notebook(tmp_path_factory.mktemp("alice"), objects, TOKEN)
    write(made.root / "work", IMAGE)
    return made


@dataclass(frozen=True)
class Submitted:
    """What the program said, and what the API and the store got."""

    said: subprocess.CompletedProcess[str]
    api: Played
    minio: Store


@pytest.fixture(scope="module")
def submitted(alice, api, minio) -> Submitted:
    """The sample, submitted once with Elyra's own program."""
    said = alice.run(
        "elyra-pipeline", "submit", "sample.pipeline", "--runtime-config", "kubeflow", "--json"
    )
    assert said.returncode == 0, said.stdout + said.stderr
    return Submitted(said, api, minio)


@pytest.fixture(scope="module")
def judged(submitted) -> dict[str, Any]:
    """What the protos of the release's Pipelines read of the sample, by step."""
    done = judge(submitted.api.uploaded())
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def settings_of(elyra: Elyra) -> dict[str, Any]:
    return told(
        elyra,
        PipelinesSettings(elyra=elyra),
        namespace="kubeflow",
        defaults=WorkloadDefaults(),
        address="https://ml.example.com",
    )


def judge(pipeline: str) -> subprocess.CompletedProcess[str]:
    program = Path(__file__).with_name("judge.py")
    return subprocess.run(
        [JUDGE, program], input=pipeline, capture_output=True, text=True, check=False
    )


def test_elyra_reads_where_the_pod_default_mounts(alice):
    code = "import jupyter_core.paths as p; print(*p.SYSTEM_JUPYTER_PATH)"
    paths = alice.run("python", "-c", code).stdout.split()

    assert METADATA in [f"{path}/metadata" for path in paths]


def test_elyra_accepts_the_runtime_configuration(alice):
    said = alice.run("elyra-metadata", "list", "runtimes", "--json")

    [found] = json.loads(said.stdout)
    assert (found["name"], found.get("reason"), found["metadata"]["user_namespace"]) == (
        "kubeflow",
        None,
        "alice",
    )


def test_elyra_offers_the_images_of_the_catalog(alice):
    said = alice.run("elyra-metadata", "list", "runtime-images", "--json")
    found = {each["name"]: each["metadata"]["image_name"] for each in json.loads(said.stdout)}

    assert (found["elyra"], found["steps"]) == (IMAGE, STEPS.image)


def test_elyra_finds_nothing_wrong_with_the_sample(alice):
    said = alice.run(
        "elyra-pipeline", "validate", "sample.pipeline", "--runtime-config", "kubeflow"
    )

    assert said.returncode == 0, said.stdout + said.stderr


def test_the_api_gets_the_notebooks_token_each_time(submitted):
    asked = [each for each in submitted.api.asked if each.path != "healthz"]

    assert {each.authorization for each in asked} == {f"Bearer {TOKEN}"}


def test_the_run_is_made_in_the_profile(submitted):
    experiment = json.loads(submitted.api.one("POST", "experiments").body)

    assert experiment["namespace"] == "alice"


def test_the_pipeline_itself_is_uploaded_for_everybody(submitted):
    # docs/elyra.md says so.
    assert "namespace" not in submitted.api.one("POST", "pipelines/upload").query


def test_files_of_steps_are_in_the_profiles_own_bucket(submitted):
    listed = submitted.minio.ask(ROOT, "ls", "--recursive", "store/elyra-alice").stdout
    names = [json.loads(line)["key"].rpartition("/")[2] for line in listed.splitlines()]

    assert sorted(name.partition("-")[0] for name in names) == ["report", "train"]


def test_no_key_is_in_the_pipeline(submitted):
    pipeline = submitted.api.uploaded()

    assert [part for part in ROOT if part in pipeline] == []


def test_the_link_to_the_run_is_the_platforms(submitted):
    assert "https://ml.example.com/pipeline/#/runs/details/run-1" in submitted.said.stdout


def test_steps_read_the_key_from_the_profiles_secret(judged):
    assert [step["secrets"] for step in judged.values()] == [
        {
            "AWS_ACCESS_KEY_ID": ["elyra-runtime", "AWS_ACCESS_KEY_ID"],
            "AWS_SECRET_ACCESS_KEY": ["elyra-runtime", "AWS_SECRET_ACCESS_KEY"],
        }
    ] * 2


def test_the_server_reads_what_steps_may_use(judged):
    assert {(*step["requests"], *step["limits"]) for step in judged.values()} == {
        (1.0, 2.0, 2.0, 3.0)
    }


def test_steps_have_the_label_that_their_pod_default_selects(judged):
    index = ElyraDownloads(pip_index="https://pypi.example.com/simple")
    specs = settings_of(replace(ELYRA, downloads=index))["podDefaults"]
    wanted = specs["elyra-steps"]["selector"]["matchLabels"].items()

    assert [
        step for step, read in judged.items() if not wanted <= read["labels"].items()
    ] == []


def test_the_protos_refuse_what_a_newer_kfp_kubernetes_writes(submitted):
    newer = submitted.api.uploaded().replace("secretName:", "secretNameParameter:")

    assert 'no field named "secretNameParameter"' in judge(newer).stderr
