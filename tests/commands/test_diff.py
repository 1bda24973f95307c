import pytest

from constructs_lib import GitRepository, Platform, commands
from constructs_lib.review import Severity
from tests.reach.objects import namespace, pods, policy, selected
from tests.reach.objects import service as meshed
from tests.review.examples import claim, deployment, image, make, service
from tests.review.trees import tree


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Return the empty folder in which the command runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return commands.run(lambda: Platform(profiles=()), ["diff", *arguments])


# A change of each level.
CHANGES = {
    "info": ([], [make("ConfigMap")]),
    "notice": ([image("a:1")], [image("a:2")]),
    "warning": ([service(80)], [service(80, type="NodePort")]),
    "danger": ([claim("2Gi")], [claim("1Gi")]),
}


def changed(folder, level):
    """Write dist/ and before/, between which a change of the level lies."""
    for name, objects in zip(("before", "dist"), CHANGES[level], strict=True):
        tree(folder / name, base=[make("Namespace"), *objects], default=[])


@pytest.mark.parametrize("level", CHANGES)
def test_a_change_at_the_gate_fails_with_its_own_code(folder, level):
    changed(folder, level)

    assert run("before", "--fail-on", level) == Severity[level.upper()]


@pytest.mark.parametrize(
    ("level", "gate"), [("info", "notice"), ("notice", "warning"), ("warning", "danger")]
)
def test_a_change_below_the_gate_passes(folder, level, gate):
    changed(folder, level)

    assert run("before", "--fail-on", gate) == 0


def test_a_change_above_the_gate_fails_with_its_own_code(folder):
    changed(folder, "danger")

    assert run("before", "--fail-on", "info") == Severity.DANGER


def test_the_gate_is_danger_unless_said_otherwise(folder):
    changed(folder, "danger")

    assert run("before") == Severity.DANGER


def test_without_a_gate_nothing_fails(folder):
    changed(folder, "danger")

    assert run("before", "--fail-on", "never") == 0


def test_no_change_passes_every_gate(folder, capsys):
    tree(folder / "dist", base=[deployment()], default=[])

    assert run("dist", "--fail-on", "info") == 0
    assert capsys.readouterr().out == "dist/ against dist: no object changes\n"


@pytest.mark.parametrize("against", ["clone", "clone/clusters/eu"])
def test_a_clone_is_compared_in_the_folder_that_dist_is_published_to(folder, against):
    changed(folder, "notice")
    (folder / "clone/clusters").mkdir(parents=True)
    (folder / "clone/kubeflow").mkdir()
    (folder / "before").rename(folder / "clone/clusters/eu")
    platform = Platform(profiles=(), repository=GitRepository(path="clusters/eu"))
    arguments = ["diff", against, "--fail-on", "info"]

    assert commands.run(lambda: platform, arguments) == Severity.NOTICE


def test_the_form_may_be_chosen(folder, capsys):
    changed(folder, "notice")
    run("before", "--format", "markdown")

    assert capsys.readouterr().out.startswith("### `dist/` against `before`: notice\n")


def test_fails_for_what_cannot_be_compared_with_a_code_of_no_level(folder, capsys):
    tree(folder / "dist", base=[deployment()], default=[])

    assert run("nowhere") == 1
    assert capsys.readouterr().err.startswith("error: 'nowhere' is neither a folder")


def test_fails_where_there_is_no_dist(folder, capsys):
    tree(folder / "before", base=[deployment()], default=[])

    assert run("before") == 1
    assert capsys.readouterr().err.startswith("error: dist does not exist here; run `")


def test_the_sites_own_questions_are_asked_of_both_sides(folder, capsys):
    objects = [
        namespace("here"),
        pods("app", "here"),
        meshed("app", "here"),
        pods("caller", "here", "caller"),
    ]
    closed = policy("closed", "here", selector=selected("app"))
    tree(folder / "before", base=[*objects, closed], default=[])
    tree(folder / "dist", base=objects, default=[])
    question = '- {from: "pod:here/caller", to: "app.here:80"}\n'
    (folder / "questions.yaml").write_text(question, encoding="utf-8")

    run("before")

    assert "newly reachable by pod:here/caller: app.here:80\n" in capsys.readouterr().out


def test_fails_for_a_file_that_has_no_questions(folder, capsys):
    changed(folder, "notice")
    (folder / "questions.yaml").write_text("from: browser\n", encoding="utf-8")

    assert run("before") == 1
    assert "questions.yaml must be a list of questions" in capsys.readouterr().err
