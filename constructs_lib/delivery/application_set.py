"""Create an ApplicationSet for a hub, with a parent Application for each environment."""

from typing import Final

from cdk8s import ApiObjectMetadata, App, Chart

from ..config import ApplicationSet, Platform
from ..kube import Manifest, Object, objects_of
from .applications import parents_project, source_of_applications
from .argo_application import ArgoApplication
from .layout import PARENTS
from .repository import Files

_FILE: Final = str(PARENTS / "applicationset.yaml")
# The fields of a list element for the template.
_SOURCE: Final = {
    "repoURL": "{{.repository}}",
    "targetRevision": "{{.revision}}",
    "path": "{{.path}}",
    "directory": {"recurse": False, "include": "{{.files}}"},
}


def application_set_files(delivery: ApplicationSet, platform: Platform) -> Files:
    """Return an ApplicationSet over the environments, and the AppProject of the parents.

    A parent equals the one that AppOfApps would write.
    """
    environments = platform.environments
    namespace = environments[0].argo_cd.namespace
    chart = Chart(App(), "applicationset", namespace=namespace)
    repositories = [platform.repository_of(each).url for each in environments]
    project = parents_project(
        chart,
        name=delivery.name,
        description="AppProjects and Applications of Kubeflow in every environment",
        repositories=list(dict.fromkeys(repositories)),
    )
    ArgoApplication(
        chart,
        "parent",
        name=delivery.name,
        project=project,
        source=source_of_applications(platform, environments[0]),
        namespace=namespace,
    )
    written, parent = objects_of(chart)
    template = {
        "metadata": {"name": f"{delivery.name}-{{{{.environment}}}}"},
        "spec": {**parent["spec"], "source": _SOURCE},
    }
    made = Chart(App(), "set", namespace=namespace)
    Manifest(
        made,
        "set",
        api_version="argoproj.io/v1alpha1",
        kind="ApplicationSet",
        metadata=ApiObjectMetadata(name=delivery.name),
        body={
            "spec": {
                "goTemplate": True,
                "goTemplateOptions": ["missingkey=error"],
                "generators": [{"list": {"elements": _elements(platform)}}],
                # No finalizer on parents: their objects stay when one is deleted.
                "syncPolicy": {"preserveResourcesOnDeletion": True},
                "template": template,
            }
        },
    )
    return {_FILE: [written, *objects_of(made)]}


def _elements(platform: Platform) -> list[Object]:
    sources = {
        each.name: source_of_applications(platform, each) for each in platform.environments
    }
    return [
        {
            "environment": name,
            "repository": source.repository,
            "revision": source.revision,
            "path": source.path,
            "files": source.include,
        }
        for name, source in sources.items()
    ]
