"""A synthesis is left out only where it would write the same."""

import json
import os
import sys
from dataclasses import replace
from datetime import timedelta
from importlib import import_module, invalidate_caches
from importlib.util import LazyLoader, find_spec, module_from_spec
from pathlib import Path
from types import ModuleType

import pytest

from constructs_lib import (
    Config,
    Culling,
    Environment,
    Notebooks,
    OwnComponent,
    Platform,
    commands,
)
from constructs_lib.commands import last_synthesis
from constructs_lib.commands.last_synthesis import FOLDER
from tests.environments import EVERYTHING
from tests.packages import python

ROOT = Path(__file__).parents[2]
PLATFORM = Platform(profiles=())
DIST = Path("dist")
FILES = {"base/app.yaml": "kind: A\n", "overlays/default/app.yaml": "kind: B\n"}
SUMMARY = ("2 files, 2 objects, 0 patches", "default requests at rest: nothing")
RECORD = FOLDER / "synth.json"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Return the folder of a program whose dist/ is written, with code that is old enough."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(last_synthesis, "_SETTLED", -(10**18))
    for path, text in FILES.items():
        file = DIST / path
        file.parent.mkdir(parents=True)
        file.write_text(text)
    return tmp_path


@pytest.fixture
def library(tmp_path, monkeypatch):
    """Return a folder that is taken for the library's."""
    library = tmp_path / "library"
    library.mkdir()
    (library / "logo.svg").write_text("<svg/>")
    monkeypatch.setattr(last_synthesis, "_LIBRARY", library)
    return library


def last(platform=PLATFORM, root=DIST, **more):
    return last_synthesis.last_synthesis(platform, root, **more)


def keep(platform=PLATFORM, **more):
    if found := last(platform, **more):
        found.keep(FILES, SUMMARY)


@pytest.fixture
def user_module(folder, monkeypatch):
    """Return what imports a module of the user; it is forgotten in the end."""
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def _import(name, text=""):
        (folder / f"{name}.py").write_text(text)
        invalidate_caches()
        monkeypatch.delitem(sys.modules, name, raising=False)
        module = import_module(name)
        monkeypatch.setitem(sys.modules, name, module)
        return module

    return _import


def test_an_equal_platform_needs_no_synthesis():
    keep()

    assert last(Platform(profiles=())).summary() == SUMMARY


def test_a_first_run_has_no_record():
    assert last().summary() is None


def with_config(**settings):
    return replace(PLATFORM, environments=(Environment("default", Config(**settings)),))


def test_another_platform_is_synthesized():
    keep()
    others = [
        with_config(host="other.example.com"),
        with_config(labels={"team": "ml"}),
        with_config(components=("profiles",)),
        with_config(notebooks=Notebooks(culling=Culling(idle=timedelta(hours=7)))),
        replace(PLATFORM, environments=(Environment("other", Config()),)),
        Platform(),
    ]

    assert [last(other).summary() for other in others] == [None] * len(others)


def test_labels_in_another_order_are_other_labels():
    keep(with_config(labels={"a": "1", "b": "2"}))

    assert last(with_config(labels={"b": "2", "a": "1"})).summary() is None


def test_another_folder_is_synthesized(folder):
    keep()
    (folder / "dist").rename(folder / "elsewhere")

    assert last(root=Path("elsewhere")).summary() is None


def edited():
    (DIST / "base/app.yaml").write_text("kind: Z\n")


def added():
    (DIST / "base/more.yaml").write_text("kind: C\n")


def removed():
    (DIST / "base/app.yaml").unlink()


def with_other_line_endings():
    (DIST / "base/app.yaml").write_bytes(b"kind: A\r\n")


def emptied():
    (DIST / "base/app.yaml").write_text("")


def linked():
    file = DIST / "base/app.yaml"
    file.rename("app.yaml")
    file.symlink_to(Path("app.yaml").resolve())


def unreadable():
    (DIST / "base/app.yaml").write_bytes(b"\xff\xfe")


def gone():
    DIST.rename("gone")


@pytest.mark.parametrize(
    "change",
    [edited, added, removed, with_other_line_endings, emptied, linked, unreadable, gone],
)
def test_a_changed_dist_is_synthesized_again(change):
    keep()
    change()

    assert last().summary() is None


def test_a_pipe_in_dist_is_not_waited_for():
    keep()
    os.mkfifo(DIST / "pipe")

    assert last().summary() is None


def test_a_new_lock_of_images_is_read():
    keep()
    Path("images.lock").write_text("images: []\n")

    assert last().summary() is None


def test_images_that_are_locked_during_a_synthesis_are_read_by_the_next():
    made = last()
    Path("images.lock").write_text("images: []\n")
    made.keep(FILES, SUMMARY)

    assert last().summary() is None


def test_a_module_of_the_user_that_changed_is_run(user_module):
    module = Path(user_module("of_the_user", "HOST = 'a'\n").__file__)
    times = (module.stat().st_atime_ns, module.stat().st_mtime_ns)
    keep()
    before = last().summary()
    # As long and, it seems, as old.
    module.write_text("HOST = 'b'\n")
    os.utime(module, ns=times)

    assert (before, last().summary()) == (SUMMARY, None)


def test_a_program_that_changed_is_run(folder):
    program = folder / "main.py"
    program.write_text("A = 1\n")
    keep(program=str(program))
    before = last(program=str(program)).summary()
    program.write_text("A = 12\n")

    assert (before, last(program=str(program)).summary()) == (SUMMARY, None)


def test_another_program_of_equal_values_is_run(folder):
    for name in ("main.py", "other.py"):
        (folder / name).write_text("A = 1\n")
    keep(program=folder / "main.py")

    assert last(program=folder / "other.py").summary() is None


def test_a_program_without_another_module_is_run(user_module, monkeypatch):
    """That may have changed the library while it ran."""
    user_module("patches")
    keep()
    monkeypatch.delitem(sys.modules, "patches")

    assert last().summary() is None


def test_a_module_that_was_not_there_is_run(user_module):
    keep()
    user_module("new")

    assert last().summary() is None


def test_a_dependency_that_python_finds_elsewhere_is_used(folder, monkeypatch):
    """Such as after `pip install --user --upgrade`; a run that changes nothing imports few."""
    first = folder / "site"
    first.mkdir()
    monkeypatch.syspath_prepend(first)
    import_module("jsonpatch")
    keep()
    before = last().summary()
    (first / "jsonpatch.py").write_text("")
    invalidate_caches()

    assert (before, last().summary()) == (SUMMARY, None)


def test_a_module_of_any_kind_does_no_harm(folder, monkeypatch):
    odd = ModuleType("odd")
    vars(odd)["__file__"] = Path("odd.py")
    (folder / "lazy.py").write_text("raise ImportError('it was imported')\n")
    monkeypatch.syspath_prepend(folder)
    invalidate_caches()
    spec = find_spec("lazy")
    assert spec
    assert spec.loader
    spec.loader = LazyLoader(spec.loader)
    lazy = module_from_spec(spec)
    spec.loader.exec_module(lazy)
    for name, module in {"odd": odd, "lazy": lazy, "none": object()}.items():
        monkeypatch.setitem(sys.modules, name, module)
    keep()

    assert last().summary() == SUMMARY


def test_another_library_synthesizes(library):
    found = []
    for change in (
        lambda: (library / "logo.svg").write_text("<svg></svg>"),
        lambda: (library / "new.py").write_text(""),
        (library / "new.py").unlink,
    ):
        keep()
        found.append(last().summary())
        change()
        found.append(last().summary())

    assert found == [SUMMARY, None] * 3


def test_bytecode_is_not_code(library):
    keep()
    (library / "__pycache__").mkdir()
    (library / "__pycache__/new.pyc").write_text("")

    assert last().summary() == SUMMARY


def test_another_python_synthesizes(monkeypatch):
    keep()
    monkeypatch.setattr(sys, "version", "3.99.0")

    assert last().summary() is None


def test_components_of_ones_own_are_built_every_time():
    def build(scope, context):
        """Do anything, such as read a file."""

    module_level = OwnComponent(name="hello", build=made_anywhere)
    nested = OwnComponent(name="hello", build=build)
    for own in (module_level, nested):
        keep(with_config(own=(own,)))

    assert not FOLDER.exists()


def test_a_component_in_a_module_that_is_named_as_one_of_pythons_is_built_every_time(
    user_module,
):
    module = user_module("profile", "def build(scope, context):\n    pass\n")
    keep(with_config(own=(OwnComponent(name="hello", build=module.build),)))

    assert not FOLDER.exists()


class Host(str):
    """May be anything, and refuses to be pickled."""

    __slots__ = ()

    def __reduce__(self):
        raise ValueError("it is nobody's business")


def test_values_of_classes_of_ones_own_are_used_every_time():
    keep(with_config(host=Host("kf.example.com")))

    assert not FOLDER.exists()


def made_anywhere(scope, context):
    """Do anything, such as read a file."""


def test_nothing_is_recorded_of_code_that_has_only_just_changed(library, monkeypatch):
    monkeypatch.setattr(last_synthesis, "_SETTLED", 10 * 10**9)
    keep()

    assert not FOLDER.exists()


def test_the_record_stays_out_of_git():
    keep()

    assert (FOLDER / ".gitignore").read_text() == "*\n"


def test_the_record_is_the_only_file_that_is_left_behind():
    keep()
    keep()

    assert sorted(path.name for path in FOLDER.iterdir()) == [".gitignore", "synth.json"]


def test_a_record_that_cannot_be_replaced_leaves_nothing_else_behind():
    RECORD.mkdir(parents=True)
    keep()

    assert sorted(path.name for path in FOLDER.iterdir()) == [".gitignore", "synth.json"]


DAMAGED = ("", "{", "[]", "null", "{}", "\0", '{"root": 1, "code": 2}', "[" * 100_000)


@pytest.mark.parametrize("record", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_record_is_none(record):
    FOLDER.mkdir()
    RECORD.write_text(record)

    assert last().summary() is None


def test_a_record_of_files_that_are_gone_is_none():
    keep()
    record = json.loads(RECORD.read_text())
    record["code"].append("/nonexistent/module.py")
    RECORD.write_text(json.dumps(record))

    assert last().summary() is None


def test_a_folder_that_cannot_be_written_needs_no_record():
    FOLDER.write_text("a file")
    keep()

    assert last().summary() is None


def test_a_run_within_another_process_keeps_no_record():
    gone()

    assert commands.run(lambda: PLATFORM, ["synth"]) == 0
    assert not FOLDER.exists()


WRITTEN_AS = """
from constructs_lib.commands.last_synthesis import _plain
from tests.environments import EVERYTHING
from dataclasses import replace
print(_plain(replace(EVERYTHING, own=())).hex())
"""


@pytest.mark.slow
def test_values_are_written_alike_in_every_process():
    """Python orders a set by another seed in each."""
    written = python("-O", "-c", WRITTEN_AS, cwd=ROOT, settings={"PYTHONHASHSEED": "1"})
    here = last_synthesis._plain(replace(EVERYTHING, own=()))

    assert EVERYTHING.notebooks.spawner.locked  # a set
    assert here
    assert here.hex() == written.strip()


PROGRAM = """
import sys
from constructs_lib import Config, Environment, Platform, run
from constructs_lib.commands import last_synthesis

# Its own file is younger than what is recorded otherwise.
last_synthesis._SETTLED = -(10**18)

def platform():
    return Platform(profiles=(), environments=(Environment("default", Config()),))

code = run(platform)
print("constructs" if "constructs_lib.platform" in sys.modules else "no constructs")
raise SystemExit(code)
"""


@pytest.mark.slow
def test_a_second_run_prints_the_same_and_imports_no_constructs(folder):
    gone()
    (folder / "main.py").write_text(PROGRAM)
    runs = [
        python("-O", "main.py", cwd=folder, settings={"PYTHONPATH": str(ROOT)}).splitlines()
        for _ in range(2)
    ]
    (first, *requests), (second, *again) = runs

    assert first.partition(" in ")[0] == second.partition(" in ")[0]
    assert requests[0] == again[0]
    assert requests[-1] == "constructs"
    assert again[1:] == ["nothing changed", "no constructs"]
