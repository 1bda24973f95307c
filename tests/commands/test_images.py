import importlib
import sys

import pytest

from constructs_lib import Config, Environment, Platform, commands
from constructs_lib.commands import images
from constructs_lib.image_lock import ImageLock
from constructs_lib.platform import Synthesis
from constructs_lib.releases import V1_9_1
from constructs_lib.supply import credentials
from tests.test_image_lock import LOCK

TENSORFLOW = V1_9_1.images["tensorflow"]
POD = {"kind": "Pod", "spec": {"containers": [{"image": "example.com/app:1"}]}}


def test_images_are_listed_once_each_and_nothing_is_written(tmp_path, monkeypatch, capsys):
    made = Synthesis(files={}, environments={"default": {"app": [POD, POD]}})
    monkeypatch.setattr(images, "synthesize", lambda _: made)
    monkeypatch.chdir(tmp_path)

    assert commands.run(lambda: Platform(profiles=()), ["images"]) == 0
    assert capsys.readouterr().out == "example.com/app:1\n"
    assert list(tmp_path.iterdir()) == []


def listed(*objects, **config):
    platform = Platform(environments=(Environment("default", Config(**config)),))
    synthesis = Synthesis(files={}, environments={"default": {"unit": list(objects)}})
    return images.images(platform, synthesis)


@pytest.mark.parametrize(
    "settings",
    [
        {"data": {"config.yaml": f"image:\n  value: {TENSORFLOW}\n"}},
        {"spec": {"args": [f"--image={TENSORFLOW}"]}},
        {"spec": {"env": [{"name": "IMAGE", "value": TENSORFLOW}]}},
    ],
    ids=["in a ConfigMap", "in an argument", "in a variable"],
)
def test_images_named_in_settings_are_listed(settings):
    assert listed(settings) == [TENSORFLOW]


def test_images_are_listed_as_the_mirror_names_them():
    settings = {"data": {"image": "mirror.example.com/tensorflow/tensorflow:2.5.1"}}

    assert listed(settings, registry="mirror.example.com") == [settings["data"]["image"]]


def test_images_of_every_environment_are_listed():
    platform = Platform(environments=tuple(map(Environment, "edcba")))
    environments = {name: {"unit": [{"image": f"example.com/{name}:1"}]} for name in "edcba"}

    assert images.images(platform, Synthesis(files={}, environments=environments)) == [
        f"example.com/{name}:1" for name in "abcde"
    ]


@pytest.mark.parametrize("option", ["--from-mirrors", "--plain-http=localhost:5000"])
def test_registries_are_asked_for_a_lock_only(capsys, option):
    assert commands.run(lambda: Platform(profiles=()), ["images", option]) == 2
    assert "need --lock or --check-lock" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--check-lock", "--copy-plan=crane"])
def test_fails_without_a_lock(tmp_path, monkeypatch, capsys, option):
    monkeypatch.chdir(tmp_path)

    assert commands.run(lambda: Platform(profiles=()), ["images", option]) == 1
    assert "images.lock does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["dxf", "docker"])
def test_the_extra_of_the_package_is_named_if_it_is_not_installed(monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)

    told = pytest.raises(RuntimeError, match=r"pip install 'kubeflow-gitops\[images\]'")
    with told, credentials.needing("images"):
        importlib.import_module(missing)


def test_a_lock_is_needed_where_the_config_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    platform = Platform(environments=(Environment("default", Config(images="locked")),))

    assert commands.run(lambda: platform, ["synth"]) == 1
    assert (
        "images.lock does not exist; run `kubeflow-gitops images --lock`"
        in capsys.readouterr().err
    )


def test_a_lock_is_not_written_through_a_link(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").write_text("other")
    (tmp_path / "images.lock.new").symlink_to("other")
    monkeypatch.setattr(images, "_used_by_tags", lambda platform: {"default": []})
    monkeypatch.setattr(images, "resolve", lambda wanted, **_: LOCK)

    assert commands.run(Platform, ["images", "--lock"]) == 0
    assert ImageLock.read() == LOCK
    assert (tmp_path / "other").read_text() == "other"
