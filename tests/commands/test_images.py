import pytest

from constructs_lib import Config, Environment, Platform, commands
from constructs_lib.commands import images
from constructs_lib.platform import Synthesis
from constructs_lib.releases import V1_9_1

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
