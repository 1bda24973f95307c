"""A DecoratorController's part, played as Metacontroller's pkg/controller/decorator."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from .children import ACCOUNT, Children, Object, ask, listed, merged, related
from .client import Client

CONTROLLERS: Final = "/apis/metacontroller.k8s.io/v1alpha1/decoratorcontrollers"
MADE_BY: Final = "metacontroller.k8s.io/decorator-controller"


@dataclass(frozen=True)
class Decorating:
    """A DecoratorController at work, if the API server has it.

    name: the controller's. hook: where its hook's path is asked.
    """

    client: Client
    name: str
    hook: str

    def sync(self, profile: str) -> list[str]:
        """Call the hook once for a profile, its namespace or its policies.

        Returns the operations in order.
        """
        found = self.client.send("GET", f"{CONTROLLERS}/{self.name}", user=ACCOUNT)
        if found.status == HTTPStatus.NOT_FOUND:
            return []
        assert found.accepted, found.reason
        (watched,) = found.body["spec"]["resources"]
        selector = watched.get("annotationSelector", {}).get("matchExpressions", ())
        wanted = {expression["key"] for expression in selector}
        labels = watched.get("labelSelector", {}).get("matchLabels", {})
        done = []
        for parent in listed(self.client, watched)[1]:
            metadata = parent["metadata"]
            of_profile = profile == metadata.get("namespace", metadata["name"])
            chosen = labels.items() <= metadata.get("labels", {}).items()
            if of_profile and chosen and wanted <= metadata.get("annotations", {}).keys():
                done += self._sync(found.body, parent)
        return done

    def _sync(self, controller: Object, parent: Object) -> list[str]:
        mark = {MADE_BY: self.name}

        def owned(obj: Object) -> bool:
            metadata = obj["metadata"]
            owners = {owner["uid"] for owner in metadata.get("ownerReferences", ())}
            marked = mark.items() <= metadata.get("annotations", {}).items()
            return marked and parent["metadata"]["uid"] in owners

        children = Children(self.client, controller["spec"]["attachments"])
        observed = children.observed(parent, owned)
        told = related(self.client, controller, self.hook, parent)
        question = {"object": parent, "attachments": observed, "related": told}
        answer = ask(controller, self.hook, question)
        annotated = {"metadata": {"annotations": mark}}
        wanted = [merged(obj, annotated) for obj in answer["attachments"]]
        return children.manage(parent, observed, wanted)
