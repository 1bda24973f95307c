from typing import Any

import pytest

from constructs_lib.config import (
    Config,
    Dashboard,
    IngressRule,
    Link,
    NeededSecret,
    OwnComponent,
    Pods,
    Random,
    Resources,
)

RULE = IngressRule(name="hello", pods={"app": "hello"}, callers=("gateway",))


def own(**fields: Any) -> OwnComponent:
    return OwnComponent(**{"name": "hello", "build": lambda _scope, _context: None, **fields})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "Hello!"}, "own component 'Hello!' must be"),
        ({"name": "katib"}, "Kubeflow has a component 'katib'; give your own another name"),
        ({"namespace": "No!"}, "namespace of 'hello' 'No!' must be"),
        ({"reached_by": (RULE, RULE)}, "rule of 'hello' 'hello' comes twice"),
        ({"images": ("hello",)}, "image of 'hello' must be an image with a tag"),
        (
            {"secrets": (NeededSecret(name="a", namespace="b", keys={"c": Random()}),)},
            "its pods are in 'kubeflow'; say NeededSecret",
        ),
    ],
)
def test_fails_for_a_component_that_cannot_be(fields, message):
    with pytest.raises(ValueError, match=message):
        own(**fields)


def test_fails_for_two_of_one_name():
    with pytest.raises(ValueError, match="own component 'hello' comes twice"):
        Config(own=(own(), own()))


def test_fails_without_what_it_needs():
    with pytest.raises(ValueError, match="'hello' needs 'katib'; install both or neither"):
        Config(own=(own(needs=("katib",)),), components=("profiles",))


def test_has_settings_as_kubeflows_components_have():
    row = Resources(cpu="1", memory="1Gi", cpu_limit="1", memory_limit="1Gi")
    config = Config(
        own=(own(),), workloads={"hello": Pods(replicas=2)}, resources={"hello": row}
    )
    runtime = config.runtime("hello")

    assert (runtime.pods.replicas, runtime.resources) == (2, row)


def test_links_may_lead_to_it():
    link = Link("Hello", "/hello/", "hello")

    assert (
        Config(own=(own(),), dashboard=Dashboard(menu=(link,))).installed[-1].name == "hello"
    )


def test_its_images_are_among_the_environments():
    image = "registry.example.com/hello:1"

    assert image in Config(own=(own(images=(image,)),)).image_references()
