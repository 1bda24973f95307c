import errno
import json
import subprocess
from pathlib import Path

import pytest
import yaml

from constructs_lib.delivery import Changes, ForeignFileError, rendered, replace_tree, texts_of
from constructs_lib.delivery.files import changes_between
from tests.kustomize import write

# Each is no text, or another one, to some reader of YAML that finds it without quotes.
TEXTS = [
    *("on", "off", "yes", "No", "y", "N", "true", "FALSE", "null", "Null", "~", "", "<<", "="),
    *("1", "+1", "-1", "1.5", ".5", "5.", "1e3", "1E3", "1.5e+3", "e7973912", "1_000", "1__0"),
    *("0o777", "0O17", "0777", "0888", "0x1F", "0X1F", "0X_1F", "-0x_1F", "0b101", "0B1"),
    *(".inf", "-.INF", ".NaN", "1_e3", "-_1"),
    *("12:30:45", "1:30", "2024-01-01", "2024-1-1", "2024-01-01T00:00:00Z", "1.25.1"),
    *(" ", "\t", "a\tb", "  before", "after  ", "a: b", "a #b", "# a", "- a", "? a", "key:"),
    *(
        "@a",
        "`a",
        "%a",
        "!a",
        "&a",
        "*a",
        "{a}",
        "[a]",
        "|",
        ">",
        "'",
        '"',
        "\\",
        "---",
        "...",
    ),
    *("é", "日本", "…", "😀", "\ufeff", "\xa0", "\u2028"),
    *("a\n", "a\n\n", "\na", "\n", " a\nb", "a \nb", "a\n\tb", "é\nb\n", "a\r\nb", "😀\nb"),
]


@pytest.fixture(scope="module")
def custom():
    """Return an object that holds each text as a value, in a list, and as a key."""
    return {
        "apiVersion": "example.com/v1",
        "kind": "Thing",
        "metadata": {"name": "thing"},
        "values": {f"text-{i}": text for i, text in enumerate(TEXTS)},
        "list": TEXTS,
        "keys": {text: "x" for text in TEXTS if text != "<<"},
    }


def told(text):
    """Return, as it tells it in JSON, what kubectl reads in an object's text."""
    done = subprocess.run(
        ["kubectl", "annotate", "--local", "--filename=-", "--output=json", "none-"],
        input=text,
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def read_by_kubectl(custom):
    return told(rendered([custom]))


@pytest.fixture(scope="module")
def read_by_kustomize(custom, tmp_path_factory):
    files = {
        "thing.yaml": rendered([custom]),
        "kustomization.yaml": rendered([{"resources": ["thing.yaml"]}]),
    }
    folder = write(files, tmp_path_factory.mktemp("texts"))
    done = subprocess.run(
        ["kubectl", "kustomize", str(folder)], capture_output=True, check=True, text=True
    )
    return told(done.stdout)


@pytest.mark.parametrize("place", ["values", "list", "keys"])
def test_python_reads_every_text_as_it_was_written(custom, place):
    assert yaml.safe_load(rendered([custom]))[place] == custom[place]


@pytest.mark.parametrize("place", ["values", "list", "keys"])
@pytest.mark.parametrize("reader", ["kubectl", "kustomize"])
def test_go_reads_every_text_as_it_was_written(custom, request, reader, place):
    assert request.getfixturevalue(f"read_by_{reader}")[place] == custom[place]


def body(*objects):
    """Return what is written below the note."""
    return rendered(objects).partition("\n")[2]


def test_a_note_says_what_to_edit_instead():
    assert rendered([]).startswith("# Synthesized from main.py; edit that, not this.\n")


def test_what_says_what_an_object_is_comes_first():
    obj = {
        "data": {"b": 1, "a": 2},
        "metadata": {"labels": {}, "namespace": "team", "name": "x"},
        "kind": "K",
        "apiVersion": "v1",
        "$patch": "delete",
    }

    assert body(obj) == (
        "$patch: delete\n"
        "apiVersion: v1\n"
        "kind: K\n"
        "metadata:\n"
        "  name: x\n"
        "  namespace: team\n"
        "  labels: {}\n"
        "data:\n"
        "  a: 2\n"
        "  b: 1\n"
    )


def test_objects_are_the_same_to_the_byte_in_whatever_order_their_keys_came():
    assert body({"a": 1, "b": {"c": [{"d": 1, "e": 2}]}}) == body(
        {"b": {"c": [{"e": 2, "d": 1}]}, "a": 1}
    )


def test_lists_keep_their_order():
    assert body({"list": ["b", "a"]}) == "list:\n- b\n- a\n"


def test_each_object_is_a_document():
    assert body({"a": 1}, {"a": 2}) == "a: 1\n---\na: 2\n"


def test_plain_words_are_not_quoted():
    assert body({"name": "notebook-controller", "node": "yonder"}) == (
        "name: notebook-controller\nnode: yonder\n"
    )


def test_lines_stay_lines():
    assert body({"text": "a: 1\nb: é\n"}) == "text: |\n  a: 1\n  b: é\n"


def test_a_long_line_stays_one_line():
    assert body({"text": "word " * 500 + "end"}).count("\n") == 1


def test_a_removed_field_is_written_as_null():
    assert body({"field": None}) == "field: null\n"


def test_a_list_that_comes_twice_is_written_twice():
    labels = ["a"]

    assert body({"x": labels, "y": labels}) == "x:\n- a\n'y':\n- a\n"


NOTE = rendered([])
OLD = {f"{name}.yaml": f"{NOTE}1\n" for name in ("kept", "changed", "old/gone")}
NEW = OLD | {"changed.yaml": f"{NOTE}é\n", "new/added.yaml": f"{NOTE}1\n"}
del NEW["old/gone.yaml"]


@pytest.fixture
def root(tmp_path):
    return write(OLD, tmp_path / "dist")


def texts(root):
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in root.rglob("*")
        if file.is_file()
    }


def test_a_tree_is_made_where_there_is_none(tmp_path):
    root = tmp_path / "deep" / "dist"
    replace_tree(root, NEW)

    assert texts(root) == NEW


def test_a_tree_holds_the_new_files_and_no_others(root):
    replace_tree(root, NEW)

    assert texts(root) == NEW


def test_no_folder_stays_behind_empty(root):
    replace_tree(root, NEW)

    assert not (root / "old").exists()


def test_nothing_is_left_beside_the_tree(root):
    replace_tree(root, NEW)

    assert list(root.parent.iterdir()) == [root]


def test_changes_say_what_is_new_changed_and_gone(root):
    assert replace_tree(root, NEW) == Changes(
        added=("new/added.yaml",), changed=("changed.yaml",), removed=("old/gone.yaml",)
    )


def test_the_same_tree_is_no_change(root):
    assert not replace_tree(root, OLD)


@pytest.mark.parametrize("field", ["added", "changed", "removed"])
def test_one_file_is_a_change(field):
    nothing = {"added": (), "changed": (), "removed": ()}

    assert Changes(**nothing | {field: ("file.yaml",)})


def test_changes_are_sorted():
    assert changes_between({}, {"b": "", "a": ""}).added == ("a", "b")


def failing(method, when):
    """Return a method of Path that fails for some paths as a full disk would."""

    def _failing(path, *arguments, **options):
        if when(path):
            raise OSError(28, "No space left on device")
        return method(path, *arguments, **options)

    return _failing


@pytest.fixture(params=["while files are written", "while the new tree moves into place"])
def full_disk(request, monkeypatch):
    if "written" in request.param:
        write_bytes = failing(Path.write_bytes, lambda path: path.name == "added.yaml")
        monkeypatch.setattr(Path, "write_bytes", write_bytes)
    else:
        rename = failing(Path.rename, lambda path: path.name == "new")
        monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.usefixtures("full_disk")
def test_the_old_tree_stays_when_writing_fails(root):
    with pytest.raises(OSError, match="No space left on device"):
        replace_tree(root, NEW)

    assert texts(root) == OLD


@pytest.mark.usefixtures("full_disk")
def test_nothing_is_left_beside_the_tree_when_writing_fails(root):
    with pytest.raises(OSError, match="No space left on device"):
        replace_tree(root, NEW)

    assert list(root.parent.iterdir()) == [root]


@pytest.mark.usefixtures("full_disk")
def test_no_tree_is_made_when_writing_fails(tmp_path):
    with pytest.raises(OSError, match="No space left on device"):
        replace_tree(tmp_path / "dist", NEW)

    assert list(tmp_path.iterdir()) == []


def test_readers_find_the_old_tree_until_the_new_one_is_whole(root, monkeypatch):
    seen = []
    rename = Path.rename

    def watching(path, target):
        seen.append((texts(root) if root.exists() else None, texts(path)))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", watching)
    replace_tree(root, NEW)

    assert seen == [(OLD, OLD), (None, NEW)]


@pytest.mark.parametrize(
    "path", ["main.py", ".git/HEAD", "old/notes.txt", "theirs.k8s.yaml", "old/theirs.yaml"]
)
def test_fails_for_a_folder_that_holds_somebody_elses_files(root, path):
    write({path: "precious"}, root)

    with pytest.raises(ValueError, match=f"but '{path}' in it was not synthesized"):
        replace_tree(root, NEW)

    assert texts(root) == OLD | {path: "precious"}


def test_fails_for_a_file_in_place_of_the_folder(tmp_path):
    write({"main.py": "precious"}, tmp_path)

    with pytest.raises(ValueError, match=r"main.py would be replaced whole"):
        replace_tree(tmp_path / "main.py", NEW)

    assert texts(tmp_path) == {"main.py": "precious"}


def test_fails_for_a_link_among_the_files(root, tmp_path):
    write({"theirs.yaml": f"{NOTE}1\n"}, tmp_path)
    (root / "link.yaml").symlink_to(tmp_path / "theirs.yaml")

    with pytest.raises(
        ValueError, match=r"'link\.yaml' in it was not synthesized here; move it"
    ):
        replace_tree(root, NEW)

    assert (root / "link.yaml").is_symlink()


def test_a_link_to_a_folder_stays_one_and_what_it_leads_to_is_replaced(root, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(root)
    replace_tree(link, NEW)

    assert link.is_symlink()
    assert texts(root) == NEW


@pytest.fixture
def mounted(root, monkeypatch):
    """Return a folder that cannot be renamed, as one that is mounted into a container."""
    rename = Path.rename

    def renaming(path, target):
        if path == root:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", renaming)
    return root


def test_a_mounted_folder_holds_the_new_files_and_no_others(mounted):
    replace_tree(mounted, NEW)

    assert texts(mounted) == NEW
    assert {path.name for path in mounted.iterdir()} == {"kept.yaml", "changed.yaml", "new"}


def test_a_mounted_folder_is_as_it_was_when_writing_fails(mounted, monkeypatch):
    write_bytes = failing(Path.write_bytes, lambda path: path.name == "added.yaml")
    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(OSError, match="No space left on device"):
        replace_tree(mounted, NEW)

    assert texts(mounted) == OLD


def test_lines_end_alike_on_every_system(root, monkeypatch):
    monkeypatch.setattr("os.linesep", "\r\n")
    replace_tree(root, NEW)

    assert (root / "changed.yaml").read_bytes() == f"{NOTE}é\n".encode()


# Reading dist/


def test_texts_are_read_as_they_lie(tmp_path):
    text = rendered([{"kind": "A"}]) + "# é\r\n"
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.yaml").write_bytes(text.encode())

    assert texts_of(tmp_path) == {"a/b.yaml": text}


def test_there_are_no_texts_where_there_is_no_folder(tmp_path):
    assert texts_of(tmp_path / "dist") == {}


def test_fails_for_a_text_that_was_not_synthesized(tmp_path):
    (tmp_path / "own.yaml").write_text("kind: A\n")
    with pytest.raises(ForeignFileError, match=r"'own\.yaml' in it was not synth"):
        texts_of(tmp_path)
