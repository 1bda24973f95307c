from typing import Any

import pytest

from constructs_lib.config import (
    COMPONENTS,
    Ambient,
    ArgoCd,
    Config,
    Dashboard,
    Environment,
    IngressRule,
    Link,
    NeededSecret,
    OwnComponent,
    Platform,
    Pods,
    Profile,
    ProfileAccess,
    Random,
    Resources,
    Sidecars,
)
from constructs_lib.releases import V1_11_0

ACCESS = ProfileAccess(
    name="hello", callers=("cluster.local/ns/kubeflow/sa/hello",), ports=(8080,)
)
RULE = IngressRule(name="hello", pods={"app": "hello"}, callers=("gateway",))


def own(**fields: Any) -> OwnComponent:
    return OwnComponent(**{"name": "hello", "build": lambda _scope, _context: None, **fields})


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "Hello!"}, "own component 'Hello!' must be"),
        ({"name": "katib"}, "Kubeflow; choose another name"),
        ({"name": "namespace"}, "Kubeflow; choose another name"),
        (
            {"namespace": "kube-system"},
            ("would take it over and close it; choose a namespace of its own"),
        ),
        ({"namespace": "No!"}, "namespace of 'hello' 'No!' must be"),
        ({"reached_by": (RULE, RULE)}, "rule of 'hello' 'hello' is given twice"),
        ({"images": ("hello",)}, "image of 'hello' must be an image with a tag"),
        (
            {"secrets": (NeededSecret(name="a", namespace="b", keys={"c": Random()}),)},
            "its pods are in 'kubeflow'; use NeededSecret",
        ),
    ],
)
def test_fails_for_a_component_that_cannot_be(fields, message):
    with pytest.raises(ValueError, match=message):
        own(**fields)


def test_fails_for_two_of_one_name():
    with pytest.raises(ValueError, match="own component 'hello' is given twice"):
        Config(own=(own(), own()))


def test_fails_without_what_it_needs():
    with pytest.raises(ValueError, match="'hello' needs 'katib'; install both or neither"):
        Config(own=(own(needs=("katib",)),), components=("profiles",))


def test_has_settings_as_kubeflows_components_have():
    row = Resources(cpu="1", memory="1Gi", cpu_limit="1", memory_limit="1Gi")
    config = Config(
        own=(own(),), workloads={"hello": Pods(replicas=2)}, resources={"hello": row}
    )
    defaults = config.workload_defaults("hello")

    assert (defaults.pods.replicas, defaults.resources) == (2, row)


def test_links_may_lead_to_it():
    link = Link("Hello", "/hello/", "hello")

    assert (
        Config(own=(own(),), dashboard=Dashboard(menu=(link,))).installed[-1].name == "hello"
    )


def test_its_images_are_among_the_environments():
    image = "registry.example.com/hello:1"

    assert image in Config(own=(own(images=(image,)),)).image_references()


def test_may_need_what_is_always_there():
    assert Config(own=(own(needs=("dex", "metacontroller")),)).own


@pytest.mark.parametrize(
    ("component", "config", "message"),
    [
        (
            own(namespace="mesh-root"),
            {"mesh": Ambient(root_namespace="mesh-root")},
            "namespace 'mesh-root' of 'hello' belongs to the mesh; give",
        ),
        (
            own(profile_access=(ACCESS,)),
            {"mesh": Sidecars()},
            "install 'profiles' with mesh=Ambient(), or leave out profile_access",
        ),
        (
            own(
                reached_by=(
                    IngressRule(
                        name="hello",
                        pods={"app": "hello"},
                        callers=("other.example/ns/a/sa/b",),
                    ),
                )
            ),
            {},
            "the mesh's is 'cluster.local'; write 'cluster.local/ns/a/sa/b'",
        ),
    ],
)
def test_fails_for_what_would_take_over_or_have_no_effect(component, config, message):
    with pytest.raises(ValueError) as failure:  # noqa: PT011 - parentheses in the text
        Config(own=(component,), **config)

    assert message in str(failure.value)


TRAINING = {"release": V1_11_0, "components": (*COMPONENTS, "trainer")}


def test_fails_in_the_namespace_of_another_component():
    message = "namespace 'kubeflow-system' of 'hello' is that of component 'trainer'"
    with pytest.raises(ValueError, match=message):
        Config(own=(own(namespace="kubeflow-system"),), **TRAINING)


def test_fails_for_a_profile_with_the_name_of_a_components_namespace():
    environment = Environment("one", Config(**TRAINING))
    profiles = (Profile(name="kubeflow-system", owner="a@example.com"),)
    message = "profile 'kubeflow-system' has the name of the namespace of component 'trainer'"
    with pytest.raises(ValueError, match=message):
        Platform(environments=(environment,), profiles=profiles)


@pytest.mark.parametrize("namespace", ["team", "gitops"])
def test_fails_in_a_namespace_of_a_profile_or_of_argo_cd(namespace):
    environment = Environment(
        "one", Config(own=(own(namespace=namespace),)), argo_cd=ArgoCd(namespace="gitops")
    )
    profiles = (Profile(name="team", owner="a@example.com"),)
    message = f"namespace '{namespace}' of component 'hello' belongs to a profile or Argo CD"
    with pytest.raises(ValueError, match=message):
        Platform(environments=(environment,), profiles=profiles)


@pytest.mark.parametrize(
    "key",
    ["istio.io/rev", "pod-security.kubernetes.io/enforce", "argocd.argoproj.io/sync-wave"],
)
@pytest.mark.parametrize("field", ["labels", "annotations"])
def test_fails_for_a_key_on_every_object_that_means_something(field, key):
    with pytest.raises(ValueError, match=f"'{key}' on every object would change"):
        Config(**{field: {key: "x"}})
