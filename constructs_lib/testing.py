"""Snapshots of what a platform synthesizes, and who reaches what, for a site's own tests.

A plugin of pytest: `pytest_plugins = ["constructs_lib.testing"]` in tests/conftest.py gives
tests `yaml_snapshot`. It needs the extra `testing`. docs/testing.md shows how to review one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

try:
    import pytest
    from syrupy.assertion import SnapshotAssertion
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
except ModuleNotFoundError as error:
    _MISSING = str(error.name).partition(".")[0]
    raise ModuleNotFoundError(
        f"constructs_lib.testing needs {_MISSING}, which is not installed; "
        f"pip install 'kubeflow-gitops[testing]' brings it",
        name=_MISSING,
    ) from None

from .arguments import ArgumentError, checked
from .config import Platform
from .delivery import rendered
from .kube import Object
from .platform import synthesize
from .reach import Question, QuestionError, Site, as_text, explain
from .sites import site_of

__all__ = [
    "Question",
    "QuestionError",
    "Site",
    "YamlSnapshotExtension",
    "assert_reachable",
    "assert_refused",
    "one_of",
    "site_of",
    "synthesized",
    "yaml_snapshot",
]


class YamlSnapshotExtension(SingleFileSnapshotExtension):
    """Keeps objects as dist/ has them: one YAML file a test, for people to read.

    The file is `__snapshots__/<test file>/<test>.yaml` beside the test's file.
    Raises TypeError for anything but an object, or a list of objects.
    """

    file_extension = "yaml"
    _write_mode = WriteMode.TEXT

    def serialize(self, data: object, **_: object) -> str:
        """Return objects as YAML, the same for the same objects to the byte."""
        objects: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        wrong = [each for each in objects if not isinstance(each, Mapping)]
        if wrong:
            raise TypeError(
                f"yaml_snapshot compares an object or a list of objects, such as "
                f"chart.to_json(); got {type(wrong[0]).__name__}"
            )
        return rendered(objects)


@pytest.fixture
def yaml_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Compare as `assert chart.to_json() == yaml_snapshot`; --snapshot-update renews."""
    return snapshot.use_extension(YamlSnapshotExtension)


@checked
def synthesized(platform: Platform) -> Mapping[str, Sequence[Object]]:
    """Return the objects of each environment by its name, as the cluster gets them.

    Nothing is written.
    platform: what main.py's `platform()` returns.
    Raises ValueError for decisions that cannot be synthesized.
    """
    return {
        name: tuple(obj for objects in by_component.values() for obj in objects)
        for name, by_component in synthesize(platform).environments.items()
    }


@checked
def one_of(
    objects: Sequence[Object], kind: str, name: str, *, namespace: str | None = None
) -> Object:
    """Return the one object of a kind and name, and of a namespace where one is given.

    objects: those of an environment, of `synthesized`. kind, name: of the object.
    namespace: None finds the object in any.
    Raises ArgumentError, a ValueError, where there is none or several.
    """
    named = [
        obj
        for obj in objects
        if obj["metadata"]["name"] == name
        and namespace in (None, obj["metadata"].get("namespace"))
    ]
    found = [obj for obj in named if obj["kind"] == kind]
    if len(found) != 1:
        others = ", ".join(
            sorted(f"{obj['kind']} {obj['metadata'].get('namespace', '')}" for obj in named)
        )
        raise ArgumentError(
            f"one {kind} {name!r} is wanted, got {len(found)}; "
            f"of that name there are: {others or 'none'}"
        )
    return found[0]


@checked
def assert_reachable(site: Site, question: Question) -> None:
    """Fail unless a request arrives; the failure explains where it is refused, and by what.

    site: what `site_of(platform())` returns. question: who wants to reach what.
    Raises QuestionError, a ValueError, for a question that cannot be answered.
    """
    answer = explain(site, question)
    assert answer.allowed, as_text(answer)  # noqa: S101 - pytest shows what it says


@checked
def assert_refused(site: Site, question: Question, *, by: str = "") -> None:
    """Fail if a request arrives; the failure explains which objects let it through.

    site: what `site_of(platform())` returns. question: who wants to reach what. by: the name
    of an object that has to be among those that refuse it.
    Raises QuestionError, a ValueError, for a question that cannot be answered.
    """
    answer = explain(site, question)
    assert answer.refusal is not None, as_text(answer)  # noqa: S101
    names = [each.name for each in answer.deciders(answer.refusal)]
    assert not by or by in names, as_text(answer)  # noqa: S101
