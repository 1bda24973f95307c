"""The command `upgrade-plan`, from its arguments to what it prints and returns."""

from dataclasses import replace

import pytest
import yaml

import main
from constructs_lib import (
    BundledSeaweedFS,
    Cluster,
    Config,
    Environment,
    PipelinesSettings,
    Platform,
    Rendered,
    TensorBoards,
    Upstream,
    commands,
)
from constructs_lib.commands.pages import exits_of
from constructs_lib.config import OpenShift, Sidecars
from constructs_lib.releases import V1_9_1, V1_10_2, V1_11_0, ReleaseImage

pytestmark = pytest.mark.slow

SMALL = Config(components=("profiles", "central-dashboard"))


def platform(**environments):
    named = environments or {"default": SMALL}
    return Platform(environments=tuple(Environment(n, c) for n, c in named.items()))


def run(*arguments, of=None):
    return commands.run(of or platform, ["upgrade-plan", *map(str, arguments)])


@pytest.fixture
def live(tmp_path):
    """Return a folder with a dashboard of v1.9.1, a node, and a user's MXJob."""
    image = V1_9_1.images["centraldashboard"]
    objects = [
        {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": "centraldashboard", "namespace": "kubeflow"},
            "spec": {"template": {"spec": {"containers": [{"name": "a", "image": image}]}}},
        },
        {
            "apiVersion": "v1",
            "kind": "Node",
            "metadata": {"name": "one"},
            "status": {"nodeInfo": {"kubeletVersion": "v1.31.2"}},
        },
    ]
    (tmp_path / "objects.yaml").write_text(yaml.safe_dump_all(objects))
    return tmp_path


def test_the_plan_of_the_default_environment(capsys, snapshot):
    from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

    class Markdown(SingleFileSnapshotExtension):
        file_extension = "md"
        _write_mode = WriteMode.TEXT

        def serialize(self, data, **_):
            return data

    run("--from", "v1.9.1", "--to", "v1.10.2", "--format", "markdown", of=main.platform)

    assert capsys.readouterr().out == snapshot.use_extension(Markdown)


def test_a_plan_is_printed_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)

    assert run("--to", "v1.10.2") in exits_of(commands.modules_of()["upgrade-plan"])
    assert capsys.readouterr().out.startswith("default: Kubeflow v1.9.1 to v1.10.2\n")
    assert list(tmp_path.iterdir()) == []


def test_the_same_step_gives_the_same_text(capsys):
    texts = []
    for arguments in (("--from", "1.9.1", "--to", "1.10.2"), ("--to", "V1_10_2")):
        run(*arguments)
        texts.append(capsys.readouterr().out)

    assert texts[0] == texts[1]


def test_markdown_is_for_a_pull_request(capsys):
    run("--to", "v1.10.2", "--format", "markdown")

    assert capsys.readouterr().out.startswith("# default: Kubeflow v1.9.1 to v1.10.2\n\n")


def test_an_environment_that_has_the_newer_release_is_planned_from_the_older(capsys):
    ahead = platform(dev=replace(SMALL, release=V1_10_2), production=SMALL)

    run("--from", "v1.9.1", "--to", "v1.10.2", "--environment", "dev", of=lambda: ahead)
    assert capsys.readouterr().out.startswith("dev: Kubeflow v1.9.1 to v1.10.2\n")


@pytest.mark.parametrize(
    "cluster",
    [Cluster(kubernetes="1.31.0"), Cluster(distribution=OpenShift(version="4.18.3"))],
    ids=["Kubernetes", "OpenShift"],
)
def test_a_cluster_that_is_too_old_is_planned_for_and_said(capsys, cluster):
    old = replace(SMALL, cluster=cluster)

    assert run("--to", "v1.10.2", of=lambda: platform(default=old)) == 40
    assert "1.31.0 is too old: v1.10.2 needs 1.32" in capsys.readouterr().out


def test_what_was_read_from_a_cluster_names_its_release_and_its_nodes(live, capsys):
    assert run("--from", live, "--to", "v1.10.2") == 40
    out = capsys.readouterr().out
    assert out.startswith("default: Kubeflow v1.9.1 to v1.10.2\n")
    assert "1.31.2 is too old" in out


def test_a_node_that_has_not_reported_yet_says_no_version(live, capsys):
    node = {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "two"}, "status": None}
    (live / "node.yaml").write_text(yaml.safe_dump(node))

    run("--from", live, "--to", "v1.10.2")
    assert "1.31.2 is too old" in capsys.readouterr().out


def test_a_folder_with_the_name_of_a_release_does_not_hide_it(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "v1.9.1").mkdir()

    run("--from", "v1.9.1", "--to", "v1.10.2")
    assert capsys.readouterr().out.startswith("default: Kubeflow v1.9.1 to v1.10.2\n")


def test_an_environment_with_a_release_of_its_own_is_asked_where_it_starts(capsys):
    own = replace(SMALL, release=replace(V1_9_1, name="v1.9.1-ours"))

    assert run("--to", "v1.10.2", of=lambda: platform(default=own)) == 1
    assert "a release of your own: name one that is carried with --from" in (
        capsys.readouterr().err
    )


def test_a_base_of_upstreams_folders_is_planned_like_the_rendered_one(capsys):
    texts = []
    for base in (Rendered(), Upstream(ref="v1.9.1")):
        run("--to", "v1.10.2", of=lambda base=base: replace(platform(), base=base))
        texts.append(capsys.readouterr().out)

    assert texts[0] == texts[1]


def test_sidecars_have_their_own_hazard(capsys):
    run("--to", "v1.10.2", of=lambda: platform(default=replace(SMALL, mesh=Sidecars())))

    assert "Proxies among the init containers" in capsys.readouterr().out


def test_a_config_that_does_not_build_on_the_newer_release_is_said_with_the_reason(
    capsys, monkeypatch
):
    without = {n: i for n, i in V1_10_2.images.items() if n != "tensorflow"}
    carried = (V1_9_1, replace(V1_10_2, images=without))
    for module in ("upgrade_plan", "releases"):
        monkeypatch.setattr(f"constructs_lib.commands.{module}.RELEASES", carried)
    config = replace(SMALL, tensorboards=TensorBoards(image=ReleaseImage("tensorflow")))

    assert run("--to", "v1.10.2", of=lambda: platform(staging=config)) == 1
    assert capsys.readouterr().err.startswith(
        "error: environment 'staging' does not build on Kubeflow v1.10.2: "
        "Kubeflow v1.10.2 has no image 'tensorflow'"
    )


def test_a_store_that_only_the_newer_release_has_is_no_part_of_a_step(capsys):
    store = PipelinesSettings(object_store=BundledSeaweedFS(content="copied"))
    config = Config(release=V1_11_0, pipelines=store)

    assert run("--from", "v1.10.2", "--to", "v1.11.0", of=lambda: platform(a=config)) == 1
    said = capsys.readouterr().err
    assert "BundledSeaweedFS(…) is not in Kubeflow v1.10.2" in said
    assert "A step changes the release alone" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--to is missing; run `kubeflow-gitops upgrade-plan --to <release>`; there are"),
        (
            ["--to=v9"],
            "'v9' is not a release that the library carries; there are v1.9.1, v1.10.2",
        ),
        (
            ["--from=nowhere", "--to=v1.10.2"],
            "'nowhere' is not a release that the library carries; it is not a file or folder",
        ),
        (
            ["--to=v1.9.1"],
            "both releases are v1.9.1: there is no step between them; name an older one with",
        ),
        (
            ["--from=v1.10.2", "--to=v1.9.1"],
            "v1.9.1 is older than v1.10.2, and a plan leads to a newer release",
        ),
        (["--to=v1.10.2", "--environment=x"], "there is no environment 'x'"),
    ],
    ids=["nothing given", "unknown", "nothing there", "same", "older", "no such environment"],
)
def test_what_is_wrong_is_said_in_a_line(arguments, told, capsys):
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"error: {told}")
    assert error.count("\n") == 1
