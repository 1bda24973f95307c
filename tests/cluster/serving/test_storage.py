"""A model's files come from the bundled store by the profile's own key, and no others."""

from collections.abc import Iterator

import pytest

from .fetching import OTHER, Fetching, fetching
from .models import BUCKET_URI
from .platform import TEAM


@pytest.fixture(scope="module")
def store(serving, tmp_path_factory) -> Iterator[Fetching]:
    with fetching(serving, tmp_path_factory.mktemp("fetching")) as running:
        yield running


def test_a_models_files_are_fetched_by_the_profiles_key(store):
    said, files = store.fetch("own", BUCKET_URI)

    assert files == {"model.joblib": f"weights of {TEAM}"}, said


def test_a_single_file_of_the_profiles_is_fetched(store):
    said, files = store.fetch("single", f"{BUCKET_URI}/model.joblib")

    assert files == {"model.joblib": f"weights of {TEAM}"}, said


@pytest.mark.parametrize(
    "path",
    [f"v2/artifacts/{OTHER}/iris", f"v2/artifacts/{OTHER}/iris/model.joblib", "v2"],
    ids=["its folder", "its file", "everybodys"],
)
def test_another_profiles_files_are_refused(store, path):
    name = path.rpartition("/")[2].partition(".")[0]
    said, files = store.fetch(f"others-{name}", f"s3://mlpipeline/{path}")

    assert "AccessDenied" in said
    assert files == {}
