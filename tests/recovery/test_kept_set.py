import json
import shutil

import pytest

from constructs_lib.recovery.kept_set import SetError, open_set
from constructs_lib.scripts import keep_objects

from .sets import NAME, NOTEBOOK, obj, written


def sealed(folder):
    """Renew the digests, as one would who means to alter a set."""
    files = sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and file.name not in ("digests", "complete")
    )
    text = "".join(
        f"{keep_objects.digest((folder / file).read_bytes())}  {file}\n" for file in files
    )
    (folder / "digests").write_text(text)
    (folder / "complete").write_text(f"{NAME}\n{keep_objects.digest(text.encode())}\n")


def test_a_set_is_read(tmp_path):
    kept = open_set(written(tmp_path))

    assert kept.name == NAME
    assert f"{kept.made:%H:%M:%S %Z}" == "03:04:05 UTC"
    assert [str(each) for each in kept.of("notebooks")] == ["Notebook team/a"]
    assert kept.of("claims") == ()


def test_of_a_folder_the_newest_complete_set_is_read(tmp_path):
    for name in ("20260101T000000Z", "20260103T000000Z", "20260102T000000Z"):
        shutil.move(written(tmp_path / "made", name), tmp_path / "sets" / name)
    broken_off = tmp_path / "sets/20260104T000000Z"
    shutil.copytree(tmp_path / "sets/20260103T000000Z", broken_off)
    (broken_off / "complete").unlink()

    assert open_set(tmp_path / "sets").name == "20260103T000000Z"


def test_a_set_of_the_future_is_not_taken_for_the_newest(tmp_path):
    """It would be restored in place of every later one."""
    for name in ("20260101T000000Z", "29990101T000000Z"):
        shutil.move(written(tmp_path / "made", name), tmp_path / "sets" / name)

    with pytest.raises(SetError, match="29990101T000000Z is dated in the future"):
        open_set(tmp_path / "sets")
    assert open_set(tmp_path / "sets/20260101T000000Z").name == "20260101T000000Z"


def test_a_set_can_be_narrowed_to_one_profile(tmp_path):
    kept = open_set(
        written(
            tmp_path,
            profiles=[{"object": obj("Profile", name)} for name in ("team", "ada")],
            notebooks=[{"object": NOTEBOOK}, {"object": obj("Notebook", "b", "ada")}],
            recurring_runs=[{"namespace": name} for name in ("team", "ada")],
        )
    )
    only = kept.only("ada")

    assert [str(each) for each in only.of("profiles")] == ["Profile ada"]
    assert [str(each) for each in only.of("notebooks")] == ["Notebook ada/b"]
    assert [run["namespace"] for run in only.runs] == ["ada"]
    with pytest.raises(SetError, match="has nothing of profile 'grace'"):
        kept.only("grace")


def without_complete(kept):
    (kept / "complete").unlink()


def cut_short(kept):
    (kept / "objects/notebooks.jsonl").unlink()


def shortened(kept):
    (kept / "objects/notebooks.jsonl").write_text("")


def altered_digests(kept):
    (kept / "digests").write_text("")


def added(kept):
    (kept / "objects/claims.jsonl").write_text("")


def garbled(kept):
    (kept / "complete").write_text("x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (without_complete, "is not a complete set: `complete` is missing"),
        (cut_short, "is cut short: objects/notebooks.jsonl is missing"),
        (shortened, "is altered: objects/notebooks.jsonl is not as it was written"),
        (altered_digests, "is altered: `digests` is not as it was written"),
        (added, "is altered: objects/claims.jsonl was not in it"),
        (garbled, "is altered: `complete` is not a time and a digest"),
    ],
)
def test_a_set_that_is_not_whole_is_refused(tmp_path, change, told):
    kept = written(tmp_path)
    change(kept)

    with pytest.raises(SetError, match=told):
        open_set(kept)


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ({"layout": 2}, "has layout 2, and this version reads layout 1"),
        ({"set": "20250101T000000Z"}, "is of set 20250101T000000Z, but its `complete` names"),
        ({"counts": {"pods": 1}}, "holds 'pods', which this version does not restore"),
        ({"counts": {"../../x": 1}}, "which this version does not restore"),
    ],
)
def test_another_layout_and_unknown_files_are_refused(tmp_path, about, told):
    kept = written(tmp_path)
    before = json.loads((kept / "about.json").read_text())
    (kept / "about.json").write_text(json.dumps({**before, **about}))
    sealed(kept)

    with pytest.raises(SetError, match=told):
        open_set(kept)


def test_a_file_may_hold_its_own_kind_only(tmp_path):
    kept = written(tmp_path, notebooks=[{"object": {**NOTEBOOK, "kind": "Pod"}}])

    with pytest.raises(SetError, match=r"notebooks holds a Pod of kubeflow\.org/v1, and may"):
        open_set(kept)


BINDING = obj("RoleBinding", "a", "team", roleRef={"kind": "ClusterRole", "name": "admin"})
RUN = {"namespace": "../../x", "display_name": "a"}
OWNED = {"object": NOTEBOOK, "owners": [{"apiVersion": "v1", "kind": "A", "name": "a/b"}]}


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        ("notebooks", {"object": obj("Notebook", "a/b", "team")}, "'a/b' is not a name of"),
        ("notebooks", {"object": obj("Notebook", "..", "team")}, r"'\.\.' is not a name of"),
        (
            "notebooks",
            {"object": obj("Notebook", "a", "x/../y")},
            "'x/../y' is not a namespace",
        ),
        ("notebooks", {"object": obj("Notebook", "a")}, "not as the CronJob writes sets"),
        ("notebooks", OWNED, "'a/b' is not a name of an object"),
        ("notebooks", [], "not as the CronJob writes sets"),
        (
            "profiles",
            {"object": obj("Profile", "a", "team")},
            "Profile team/a has a namespace",
        ),
        ("profiles", {"object": obj("Profile", "a/b")}, "'a/b' is not a namespace"),
        ("recurring_runs", RUN, "'../../x' is not a namespace"),
        ("role_bindings", {"object": BINDING}, "may name kubeflow-admin, kubeflow-edit, kube"),
        (
            "secrets",
            {"object": obj("Secret", "a", "b", type="kubernetes.io/service-account-token")},
            "no Secret may be a token",
        ),
    ],
)
def test_a_set_that_an_attacker_has_written_is_refused(tmp_path, file, line, told):
    """Who can write into the store can write digests, and may still not become more."""
    with pytest.raises(SetError, match=told):
        open_set(written(tmp_path, **{file: [line]}))


def test_no_field_of_the_server_is_restored(tmp_path):
    metadata = {**NOTEBOOK["metadata"], "finalizers": ["x"], "ownerReferences": [{}]}
    line = {"object": {**NOTEBOOK, "metadata": metadata}}
    (kept,) = open_set(written(tmp_path, notebooks=[line])).of("notebooks")

    assert kept.obj == NOTEBOOK


@pytest.mark.parametrize("text", [b"{", b"[]", b"\xff", b'{"layout": 1}'])
def test_a_garbled_set_is_refused_with_a_sentence(tmp_path, text):
    kept = written(tmp_path)
    (kept / "about.json").write_bytes(text)
    sealed(kept)

    with pytest.raises(SetError, match="is not as the CronJob writes sets"):
        open_set(kept)


def test_what_is_no_folder_is_refused(tmp_path):
    with pytest.raises(SetError, match="nowhere is not a folder; copy a set there first"):
        open_set(tmp_path / "nowhere")
    with pytest.raises(SetError, match="is not a complete set, and contains none"):
        open_set(tmp_path)
