from pathlib import Path

import pytest

from constructs_lib.review.migration import read_live

STANDALONE = Path(__file__).parent / "standalone"
OBJECT = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\n"


def names(path):
    return [obj["metadata"]["name"] for obj in read_live(path)]


@pytest.mark.parametrize("file", ["live.yaml", "live.yml", "deep/down/live.yaml"])
def test_a_folder_is_read_whole(tmp_path, file):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(f"{OBJECT}---\n{OBJECT}---\n")
    (tmp_path / "notes.md").write_text("not an object")

    assert names(tmp_path) == ["a", "a"]


def test_a_file_may_be_given():
    assert "pv-runs" in names(STANDALONE / "cluster.json")
    assert "artifacts-minio" not in names(STANDALONE / "cluster.json")


def test_lists_are_taken_apart():
    assert "pv-runs" in names(STANDALONE)
    assert "List" not in {obj["kind"] for obj in read_live(STANDALONE)}


def test_no_value_of_a_secret_is_kept():
    [secret] = [o for o in read_live(STANDALONE) if o["metadata"]["name"] == "mysql-secret"]

    assert secret["keys"] == ["password", "username"]
    assert "precious" not in str(secret)
    assert "cHJlY2lvdXM=" not in str(secret)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.yaml", "replicas: 2\n", "contains something that is not a Kubernetes object"),
        ("a.yaml", "- 1\n", "contains something that is not a Kubernetes object"),
        ("a.yaml", "a: [", "cannot be read"),
        ("a.json", "{", "cannot be read"),
        ("a.yaml", "", "contains no objects"),
        ("a.txt", OBJECT, "contains no objects"),
    ],
)
def test_what_holds_no_objects_is_refused(tmp_path, name, text, problem):
    (tmp_path / name).write_text(text)

    with pytest.raises(ValueError, match=problem):
        read_live(tmp_path)


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\x81")

    with pytest.raises(ValueError, match=r"a\.yaml cannot be read"):
        read_live(tmp_path)


def test_a_path_that_is_not_there_is_refused_with_what_would_do(tmp_path):
    with pytest.raises(ValueError, match="does not exist; give a file or a folder"):
        read_live(tmp_path / "nowhere")
