"""Objects kept in Python are what cdk8s would have made of them, and stay cdk8s's objects."""

import json
from collections.abc import Callable

import pytest
from cdk8s import ApiObject, App, Chart, Include, JsonPatch, Testing
from cdk8s_plus_27 import k8s

from constructs_lib import bindings as b
from constructs_lib.kube import (
    Resource,
    add_field,
    annotate,
    as_version,
    cluster_scoped,
    declare,
    int_or_string,
    objects_of,
    quantity,
)
from constructs_lib.kube.kinds import KINDS


@pytest.fixture(scope="module", autouse=True)
def in_python() -> None:
    """Let Node make every construct, as it does below an app of one's own."""


def deployment(scope, make=declare, **more):
    return made(
        make,
        k8s.KubeDeployment,
        scope,
        "Deployment",
        metadata=k8s.ObjectMeta(
            name="web",
            labels={"b": "2", "a": "1"},
            annotations={},
            finalizers=["kept"],
            **more,
        ),
        spec=k8s.DeploymentSpec(
            replicas=0,
            selector=k8s.LabelSelector(match_labels={"app": "web"}),
            strategy=k8s.DeploymentStrategy(
                rolling_update=k8s.RollingUpdateDeployment(max_surge=int_or_string("25%"))
            ),
            template=k8s.PodTemplateSpec(
                spec=k8s.PodSpec(
                    host_ipc=False,
                    node_selector={},
                    tolerations=[],
                    host_aliases=[k8s.HostAlias(ip="10.0.0.1", hostnames=["a"])],
                    containers=[
                        k8s.Container(
                            name="web",
                            ports=[k8s.ContainerPort(container_port=80, host_ip="::")],
                            resources=k8s.ResourceRequirements(
                                limits={"memory": quantity("1Gi"), "cpu": quantity(2)}
                            ),
                            liveness_probe=k8s.Probe(
                                http_get=k8s.HttpGetAction(port=int_or_string(80))
                            ),
                        )
                    ],
                )
            ),
        ),
    )


def route(scope, make=declare):
    return made(
        make,
        b.HttpRoute,
        scope,
        "Route",
        metadata={"name": "web"},
        spec=b.HttpRouteSpec(
            rules=[
                b.HttpRouteRule(
                    filters=[
                        b.HttpRouteFilter(
                            type=b.HttpRouteFilterType.REQUEST_REDIRECT,
                            request_redirect=b.HttpRouteRedirect(
                                scheme=b.HttpRouteRedirectScheme.HTTPS,
                                status_code=b.HttpRouteRedirectStatusCode.VALUE_301,
                                path=b.HttpRouteRedirectPath(
                                    type=b.HttpRouteRedirectPathType.REPLACE_FULL_PATH
                                ),
                            ),
                        )
                    ]
                )
            ]
        ),
    )


def made(make: Callable, kind, scope, id, **given):
    return make(kind, scope, id, **given)


def by_cdk8s(kind, scope, id, **given):
    return kind(scope, id, **given)


@pytest.mark.parametrize("example", [deployment, route])
@pytest.mark.parametrize("labels", [{}, {"of": "the-chart"}])
def test_an_object_is_to_the_byte_what_cdk8s_makes_of_it(example, labels):
    charts = [Chart(App(), "chart", namespace="team", labels=labels) for _ in range(2)]
    kept, theirs = example(charts[0]), example(charts[1], by_cdk8s)

    assert isinstance(kept, Resource)
    assert not isinstance(theirs, Resource)
    for found in (kept.plain(), kept.to_json(), *Testing.synth(charts[0])):
        assert json.dumps(found) == json.dumps(theirs.to_json())


def test_a_file_of_cdk8s_is_the_same(tmp_path):
    for folder, make in (("kept", declare), ("theirs", by_cdk8s)):
        app = App(outdir=str(tmp_path / folder))
        deployment(Chart(app, "chart", namespace="team"), make)
        app.synth()

    kept, theirs = (tmp_path / folder / "chart.k8s.yaml" for folder in ("kept", "theirs"))
    assert kept.read_bytes() == theirs.read_bytes()


def test_an_object_is_of_the_class_that_was_asked_for(chart):
    assert isinstance(deployment(chart), k8s.KubeDeployment)
    assert ApiObject.of(chart.node.find_child("Deployment")).kind == "Deployment"


def test_an_object_stands_where_it_was_made(chart):
    assert deployment(chart).node.path == "test/Deployment"
    assert [child.node.id for child in chart.node.children] == ["Deployment"]


def test_others_patch_an_object(chart, find):
    kept = deployment(chart)
    kept.add_json_patch(JsonPatch.replace("/spec/replicas", 3))
    kept.add_json_patch(JsonPatch.remove("/metadata/finalizers"))

    assert find("Deployment", "web")["spec"]["replicas"] == 3
    assert objects_of(chart) == chart.to_json()


def test_others_label_an_object(chart, find):
    deployment(chart)
    for child in chart.node.find_all():
        if isinstance(child, ApiObject):
            child.metadata.add_label("team", "ml")

    assert find("Deployment", "web")["metadata"]["labels"]["team"] == "ml"
    assert objects_of(chart) == chart.to_json()


def test_an_object_without_a_name_gets_cdk8s_own(chart):
    kept = declare(k8s.KubeConfigMap, chart, "Settings", data={"a": "b"})

    assert isinstance(kept, Resource)
    assert kept.plain()["metadata"]["name"] == kept.name
    assert kept.name.startswith("test-settings-")


def test_what_cdk8s_has_no_type_for_can_be_added(chart, find):
    add_field(deployment(chart), "spec", "paused", value=True)

    assert find("Deployment", "web")["spec"]["paused"] is True


def config_map(scope):
    return declare(k8s.KubeConfigMap, scope, "Settings", metadata=k8s.ObjectMeta(name="a"))


def left_to_cdk8s(scope):
    return declare(k8s.KubeLimitRange, scope, "Range", metadata=k8s.ObjectMeta(name="a"))


def test_an_object_may_be_of_another_version(chart, find):
    as_version(config_map(chart), "v1beta1")

    assert find("ConfigMap", "a")["apiVersion"] == "v1beta1"


def test_fails_for_another_version_of_what_is_left_to_cdk8s(chart):
    with pytest.raises(TypeError, match="KubeLimitRange has the version that cdk8s gives it"):
        as_version(left_to_cdk8s(chart), "v1beta1")


@pytest.mark.parametrize("make", [config_map, left_to_cdk8s])
def test_annotations_are_added_to_those_of_others(chart, make):
    made = make(chart)
    made.metadata.add_annotation("theirs", "1")
    annotate(made, "ours", "2")

    assert made.to_json()["metadata"]["annotations"] == {"theirs": "1", "ours": "2"}


def test_metadata_that_cdk8s_does_not_know_is_kept(chart, find):
    deployment(chart, generate_name="web-")

    assert find("Deployment", "web")["metadata"]["generateName"] == "web-"


def test_included_files_stand_beside(chart, tmp_path):
    deployment(chart)
    file = tmp_path / "included.yaml"
    file.write_text("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: included\n")
    Include(chart, "Included", url=str(file))

    assert [obj["kind"] for obj in objects_of(chart)] == ["Deployment", "ConfigMap"]
    assert objects_of(chart) == chart.to_json()


def test_a_kind_that_is_not_known_here_is_left_to_cdk8s(chart):
    left = declare(k8s.KubeLimitRange, chart, "Range", metadata=k8s.ObjectMeta(name="range"))

    assert not isinstance(left, Resource)
    assert left.to_json()["kind"] == "LimitRange"


def test_a_value_that_is_not_known_here_is_left_to_cdk8s(chart, find):
    left = declare(
        k8s.KubeCustomResourceDefinition,
        chart,
        "Definition",
        metadata=k8s.ObjectMeta(name="things.example.com"),
        spec=k8s.CustomResourceDefinitionSpec(
            group="example.com",
            names=k8s.CustomResourceDefinitionNames(kind="Thing", plural="things"),
            scope="Namespaced",
            versions=[
                k8s.CustomResourceDefinitionVersion(
                    name="v1",
                    served=True,
                    storage=True,
                    schema=k8s.CustomResourceValidation(
                        open_apiv3_schema=k8s.JsonSchemaProps(type="object")
                    ),
                )
            ],
        ),
    )
    cluster_scoped(left)
    [version] = find("CustomResourceDefinition", "things.example.com")["spec"]["versions"]

    assert not isinstance(left, Resource)
    assert version["schema"] == {"openAPIV3Schema": {"type": "object"}}


@pytest.mark.parametrize(("package", "name"), KINDS, ids=lambda part: part)
def test_kinds_are_known_by_cdk8s_own_versions_and_names(package, name):
    classes = {(cls.__jsii_type__.partition(".")[0], cls.__name__): cls for cls in kinds()}
    found = classes[package, name].GVK

    assert (found.api_version, found.kind) == KINDS[package, name]


def kinds():
    values = (*vars(k8s).values(), *vars(b).values())
    return [v for v in values if isinstance(v, type) and issubclass(v, ApiObject)]
