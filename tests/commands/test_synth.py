import re
from pathlib import Path

import pytest
from jsii.errors import JSIIError

from constructs_lib import Config, Environment, Platform, commands
from constructs_lib.commands import whole_synthesis
from constructs_lib.delivery import rendered
from constructs_lib.kube import requested
from constructs_lib.platform import Synthesis
from tests.kustomize import write

PLATFORM = Platform(profiles=())
NOTE = rendered([])
FILES = {
    "base/kustomization.yaml": f"{NOTE}resources: []\n",
    "base/app.yaml": f"{NOTE}kind: A\n---\nkind: B\n",
    "overlays/default/new.yaml": f"{NOTE}kind: C\n",
    "overlays/default/patches/app.yaml": f"{NOTE}kind: A\n---\nkind: B\n",
}
POD = {"kind": "Pod", "spec": {"containers": [{"image": "example.com/app:1"}]}}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Return the empty folder in which the command runs, as far as possible from any dist/."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CDK8S_OUTDIR", raising=False)
    return tmp_path


@pytest.fixture(autouse=True)
def synthesis(monkeypatch):
    """Return files that the command takes for the platform's; they may be changed."""
    files = dict(FILES)
    made = Synthesis(files=files, environments={"default": {"app": [POD, POD]}})
    monkeypatch.setattr(whole_synthesis, "synthesize", lambda _: made)
    return files


def run(*arguments, platform=lambda: PLATFORM):
    return commands.run(platform, arguments)


def texts(root):
    return {
        file.relative_to(root).as_posix(): file.read_text()
        for file in root.rglob("*")
        if file.is_file()
    }


def test_the_files_are_written_to_dist(folder):
    assert run() == 0
    assert texts(folder) == {f"dist/{path}": text for path, text in FILES.items()}


def test_cdk8s_own_command_may_choose_the_folder(folder, monkeypatch):
    monkeypatch.setenv("CDK8S_OUTDIR", str(folder / "elsewhere"))
    run()

    assert texts(folder) == {f"elsewhere/{path}": text for path, text in FILES.items()}


def test_an_empty_choice_of_a_folder_is_none(folder, monkeypatch):
    monkeypatch.setenv("CDK8S_OUTDIR", "")
    run()

    assert texts(folder / "dist") == FILES


def test_what_was_written_is_counted(capsys):
    run()
    told = capsys.readouterr().out.splitlines()[0]

    assert re.fullmatch(r"dist: 4 files, 3 objects, 2 patches in \d+\.\d s", told)


def workload(memory):
    requests = {"cpu": "250m", "memory": memory}
    container = {"name": "app", "resources": {"requests": requests}}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "app"},
        "spec": {"replicas": 2, "template": {"spec": {"containers": [container]}}},
    }


def test_nothing_is_written_if_a_request_is_no_quantity(synthesis, monkeypatch, folder):
    made = Synthesis(
        files=dict(synthesis), environments={"default": {"app": [workload("much")]}}
    )
    monkeypatch.setattr(whole_synthesis, "synthesize", lambda _: made)

    assert run() == 1
    assert texts(folder) == {}


def test_what_each_environment_requests_is_said(synthesis, monkeypatch, capsys):
    app = workload("1Gi")
    made = Synthesis(
        files=dict(synthesis), environments={"default": {"app": [app]}, "bare": {"app": [POD]}}
    )
    monkeypatch.setattr(whole_synthesis, "synthesize", lambda _: made)
    run()

    told = [line for line in capsys.readouterr().out.splitlines() if "at rest" in line]
    assert told == [f"default requests at rest: {requested([app])}"]


def test_what_changed_is_shown(synthesis, capsys):
    run()
    capsys.readouterr()
    del synthesis["overlays/default/new.yaml"]
    synthesis["base/app.yaml"] = f"{NOTE}kind: Z\n"
    synthesis["base/more.yaml"] = f"{NOTE}kind: D\n"
    run()

    assert capsys.readouterr().out.splitlines()[1:] == [
        "  + base/more.yaml",
        "  ~ base/app.yaml",
        "  - overlays/default/new.yaml",
    ]


def test_it_is_said_when_nothing_changed(capsys):
    run()
    capsys.readouterr()
    run()

    assert capsys.readouterr().out.splitlines()[1:] == ["nothing changed"]


def test_many_changes_are_not_all_shown(synthesis, capsys):
    synthesis.clear()
    synthesis.update({f"{i:02}.yaml": f"{NOTE}kind: A\n" for i in range(20)})
    run()

    told = capsys.readouterr().out.splitlines()[1:]
    assert told == [*(f"  + {i:02}.yaml" for i in range(12)), "  + … and 8 more"]


def raising(error):
    def platform():
        raise error

    return platform


ERRORS = pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError("replicas must be 1 or more, got 0"), "replicas must be 1 or more, got 0"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
        (
            RuntimeError("there is already a Construct\n  at index.js:1"),
            "there is already a C",
        ),
        (
            JSIIError("cannot find a parent chart\n  at index.js:1"),
            "cannot find a parent chart",
        ),
    ],
    ids=lambda value: type(value).__name__,
)


@ERRORS
def test_fails_with_one_line_of_what_is_wrong(capsys, error, told):
    assert run(platform=raising(error)) == 1

    captured = capsys.readouterr()
    assert captured.out == ""
    [line] = captured.err.splitlines()
    assert line.startswith(f"error: {told}")


@ERRORS
def test_fails_without_touching_what_was_written_before(folder, error, told):
    write({"base/app.yaml": f"{NOTE}kind: Old\n"}, folder / "dist")
    run(platform=raising(error))

    assert texts(folder) == {"dist/base/app.yaml": f"{NOTE}kind: Old\n"}


def test_fails_for_a_wrong_decision_before_anything_is_written(folder, capsys):
    def wrong():
        return Platform(environments=(Environment("default", Config(host="kubeflow")),))

    assert run(platform=wrong) == 1
    assert capsys.readouterr().err == (
        "error: host must be a DNS name such as 'kubeflow.example.com', got 'kubeflow'\n"
    )
    assert texts(folder) == {}


def test_fails_for_a_folder_that_holds_somebody_elses_files(folder, monkeypatch, capsys):
    monkeypatch.setenv("CDK8S_OUTDIR", str(folder))
    write({"main.py": "precious"}, folder)

    assert run() == 1
    assert "'main.py' in it was not synthesized" in capsys.readouterr().err
    assert texts(folder) == {"main.py": "precious"}


def test_fails_when_the_disk_is_full_and_leaves_what_was_written_before(
    folder, monkeypatch, capsys
):
    def write_bytes(*_, **__):
        raise OSError(28, "No space left on device")

    write({"base/app.yaml": f"{NOTE}kind: Old\n"}, folder / "dist")
    monkeypatch.setattr(Path, "write_bytes", write_bytes)

    assert run() == 1
    assert capsys.readouterr().err == "error: [Errno 28] No space left on device\n"
    assert texts(folder) == {"dist/base/app.yaml": f"{NOTE}kind: Old\n"}


def test_the_command_may_be_named(folder):
    assert run("synth") == 0
    assert texts(folder) == {f"dist/{path}": text for path, text in FILES.items()}


@pytest.mark.parametrize("argument", ["--colour", "colour"])
def test_fails_for_an_unknown_option_or_command(argument):
    with pytest.raises(SystemExit) as left:
        run(argument)

    assert left.value.code == 2


@pytest.mark.parametrize(
    "arguments", [("--traceback",), ("synth", "--traceback"), ("--traceback", "synth")]
)
def test_the_traceback_is_shown_on_request(capsys, arguments):
    assert run(*arguments, platform=raising(ValueError("replicas must be 1 or more"))) == 1

    told = capsys.readouterr().err
    assert told.startswith("Traceback (most recent call last):")
    assert told.endswith("ValueError: replicas must be 1 or more\n")


def test_fails_with_one_line_for_what_nobody_foresaw(capsys):
    assert run(platform=raising(KeyError("pool"))) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert re.fullmatch(
        r"error: KeyError: 'pool' \(.*test_synth\.py, line \d+\); --traceback shows the "
        r"whole traceback",
        line,
    )


def test_fails_for_a_platform_that_is_no_function(capsys):
    assert run(platform=PLATFORM) == 1
    assert capsys.readouterr().err == (
        "error: run: platform must be a function that returns a Platform, got Platform; "
        "write run(platform), without calling it\n"
    )


def test_fails_for_a_function_that_forgets_to_return(capsys):
    def platform():
        Platform()

    assert run(platform=platform) == 1
    assert capsys.readouterr().err == (
        "error: platform() must return a Platform, got NoneType\n"
    )


def test_fails_with_one_line_for_a_wrong_type(capsys):
    assert run(platform=lambda: Platform(profiles="team")) == 1
    assert capsys.readouterr().err == (
        "error: Platform: profiles must be a tuple of Profile, got 'team'\n"
    )
