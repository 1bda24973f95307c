import pytest

from constructs_lib import Config
from constructs_lib.releases import V1_9_1
from constructs_lib.supply import used_images

TENSORFLOW = V1_9_1.images["tensorflow"]


def pod(image, name):
    return {
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "team"},
        "spec": {"containers": [{"image": image}]},
    }


def test_every_user_of_an_image_is_known():
    [found] = used_images(Config(), [pod("a:1", "one"), pod("a:1", "two")])

    assert found.users == ("Pod team/one", "Pod team/two")


def test_many_users_are_counted():
    [found] = used_images(Config(), [pod("a:1", f"pod-{n}") for n in range(4)])

    assert found.by_whom == "Pod team/pod-0, Pod team/pod-1 and 2 more"


def test_an_image_of_a_mirror_is_known_by_its_publishers_name():
    config = Config(registry="mirror.example.com")
    [found] = used_images(config, [pod("mirror.example.com/tensorflow/tensorflow:2.5.1", "a")])

    assert found.published == TENSORFLOW


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"--image={TENSORFLOW}", True),
        (f'{{"image": "{TENSORFLOW}"}}', True),
        (f"Run {TENSORFLOW}.", True),
        (f"{TENSORFLOW}.1", False),
        (f"{TENSORFLOW}-gpu", False),
        (f"mirror.example.com/{TENSORFLOW}", False),
        (f"own-{TENSORFLOW}", False),
        (f"{TENSORFLOW}@sha256:{'a' * 64}", False),
    ],
)
def test_another_image_whose_name_goes_on_is_another(text, named):
    settings = {"kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"settings": text}}
    found = used_images(Config(), [settings])

    assert [each.reference for each in found] == ([TENSORFLOW] if named else [])
