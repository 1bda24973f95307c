"""What the guard asks of the page when a pod is gone, and of whom it believes it."""

import json

import pytest

from constructs_lib.components.pipelines.artifacts import kept_logs, page_places
from constructs_lib.config import S3, PipelinesSettings
from constructs_lib.scripts.page_logs import Kept
from constructs_lib.scripts.page_requests import RefusedError, Right, Settings

KEPT = Kept("minio", "runs", "artifacts/{namespace}/{run}/{Y}/{m}/{d}/{pod}/main.log")
PLACES = [{"source": "minio", "bucket": "runs", "prefix": "artifacts/{namespace}/"}]
SETTINGS = Settings("page:80", "kubeflow-userid", "", PLACES)
STEP = "a-system-container-impl-9"


def asked(query: str) -> list[str]:
    return [each.target for each in KEPT.of(SETTINGS, f"/k8s/pod/logs?{query}")]


def test_the_key_is_the_one_that_argo_writes():
    assert asked(f"podname={STEP}&podnamespace=team&createdat=2026-03-01") == [
        f"/artifacts/minio/runs/artifacts/team/a/2026/03/01/{STEP}/main.log?namespace=team",
        f"/artifacts/minio/runs/artifacts/team/a/2026/02/28/{STEP}/main.log?namespace=team",
    ]


def test_whoever_reads_it_must_be_allowed_to_read_artifacts():
    (first, _) = KEPT.of(
        SETTINGS, f"/k8s/pod/logs?podname={STEP}&podnamespace=team&createdat=2026-03-01"
    )

    assert first.right == Right("team", "readArtifact", "runs", "pipelines.kubeflow.org")
    assert first.sandboxed


@pytest.mark.parametrize(
    "query",
    [
        f"podname={STEP}&podnamespace=team",
        f"podname={STEP}&podnamespace=team&createdat=2026-13-01",
        f"podname={STEP}&podnamespace=team&createdat=0001-01-01",
        "podname=a-123&podnamespace=team&createdat=2026-03-01",
    ],
    ids=["no day", "no such day", "no day before", "no step of a v2 pipeline"],
)
def test_what_names_no_step_and_day_asks_for_nothing(query):
    assert asked(query) == []


def test_a_place_outside_of_the_profiles_artifacts_is_refused():
    kept = Kept("minio", "other", KEPT.key)

    with pytest.raises(RefusedError, match="not where namespace team keeps its artifacts"):
        list(kept.of(SETTINGS, f"/x?podname={STEP}&podnamespace=team&createdat=2026-03-01"))


@pytest.mark.parametrize(
    "settings",
    [
        PipelinesSettings(run_logs="kept"),
        PipelinesSettings(
            run_logs="kept", object_store=S3(bucket="runs", region="eu-central-1")
        ),
    ],
    ids=["bundled", "Amazon's"],
)
def test_the_kept_logs_lie_where_the_guard_lets_users_read(settings, tmp_path):
    place = tmp_path / "logs.json"
    place.write_text(json.dumps(kept_logs(settings)), "utf-8")
    told = Settings("page:80", "kubeflow-userid", "", page_places(settings))

    (found, _) = Kept.read(place).of(
        told, f"/x?podname={STEP}&podnamespace=team&createdat=2026-03-01"
    )

    assert f"artifacts/team/a/2026/03/01/{STEP}/main.log" in found.target
