import re

import pytest

from constructs_lib.reach import Doors
from constructs_lib.reach.table import Pair
from constructs_lib.review import Review, as_markdown, review
from constructs_lib.review.markdown import LONGEST
from tests.review.examples import make
from tests.review.trees import tree

HOSTILE = "`</details><script>alert(1)</script> @everyone [x](https://evil.example)\n\n# x"


def test_what_a_pull_requests_comment_shows(changes, snapshot):
    assert as_markdown(changes, against="origin/main") == snapshot


def test_it_is_said_that_nothing_changes():
    told = as_markdown(Review(objects=()), against="origin/main")

    assert told == "### `dist/` against `origin/main`: no object changes\n"


def test_every_block_that_is_opened_is_closed(changes):
    told = as_markdown(changes, against="main")

    assert told.count("<details>") == told.count("</details>") == len(changes.components())


@pytest.fixture
def many(tmp_path) -> Review:
    """Return the review of more changes than a comment holds."""
    keys = [f"key-{i}" for i in range(20)]
    objects = [
        make(
            "ConfigMap",
            metadata={"name": f"s-{i}"},
            data=dict.fromkeys(keys, "é" * 70 + str(i)),
        )
        for i in range(200)
    ]
    trees = [
        tree(tmp_path / "before", base=objects, default=[make("Namespace")]),
        tree(
            tmp_path / "after",
            base=[{**obj, "data": dict.fromkeys(keys, "")} for obj in objects],
            default=[],
        ),
    ]
    return review(*trees)


@pytest.mark.slow
def test_a_comment_is_never_longer_than_github_takes(many):
    assert LONGEST * 0.9 < len(as_markdown(many, against="main").encode()) < 65_536


@pytest.mark.slow
def test_what_is_left_out_is_counted(many):
    told = as_markdown(many, against="main")
    shown = told.count("\n- ")
    [left_out] = re.findall(r"(\d+) objects omitted", told)

    assert shown + int(left_out) == len(many.objects)


@pytest.mark.slow
def test_the_gravest_is_never_left_out(many):
    assert "Namespace kubeflow/it" in as_markdown(many, against="main", longest=2000)


def test_no_value_is_markup_or_calls_anybody(tmp_path):
    trees = [
        tree(
            tmp_path / side,
            base=[make("ConfigMap", data={HOSTILE: text}), make("Service", **{HOSTILE: text})],
            default=[],
        )
        for side, text in (("before", f"a {HOSTILE}"), ("after", f"b {HOSTILE}"))
    ]
    told = as_markdown(review(*trees), against=HOSTILE)
    outside = re.sub(r"`[^`\n]*`", "", told)

    assert not re.search(r"script|@everyone|evil|# x", outside)


def test_a_door_that_opens_is_told_before_the_objects(changes):
    opened = Doors(opened=(Pair(to="Service here/app:80", source="pods of there/caller"),))
    told = as_markdown(
        Review(objects=changes.objects, doors={"default": opened}), against="main"
    )

    sentence = "- **newly reachable** by pods of there/caller: Service here/app:80\n"
    assert told.index(sentence) < told.index("<details>")


def test_doors_never_make_a_comment_too_long(changes):
    pairs = tuple(Pair(to=f"Service here/{n}:80", source=f"{n}") for n in range(3000))
    doors = {"default": Doors(opened=pairs)}

    told = as_markdown(Review(objects=changes.objects, doors=doors), against="main")

    assert len(told.encode()) <= LONGEST
