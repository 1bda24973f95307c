"""A DecoratorController's part, played as Metacontroller v2.0.4's pkg/controller/decorator."""

from dataclasses import dataclass
from typing import Final

from .children import Children, Object, ask, listed, merged
from .client import Client

MADE_BY: Final = "metacontroller.k8s.io/decorator-controller"


@dataclass(frozen=True)
class Decorating:
    """One DecoratorController at work: `hook` is where its hook's path is asked."""

    client: Client
    controller: Object
    hook: str

    def sync(self, profile: str) -> list[str]:
        """Ask once about a profile or its policies; return what was done, step by step."""
        (watched,) = self.controller["spec"]["resources"]
        selector = watched.get("annotationSelector", {}).get("matchExpressions", ())
        wanted = {expression["key"] for expression in selector}
        done = []
        for parent in listed(self.client, watched)[1]:
            metadata = parent["metadata"]
            of_profile = profile == metadata.get("namespace", metadata["name"])
            if of_profile and wanted <= metadata.get("annotations", {}).keys():
                done += self._sync(parent)
        return done

    def _sync(self, parent: Object) -> list[str]:
        mark = {MADE_BY: self.controller["metadata"]["name"]}

        def owned(obj: Object) -> bool:
            metadata = obj["metadata"]
            owners = {owner["uid"] for owner in metadata.get("ownerReferences", ())}
            marked = mark.items() <= metadata.get("annotations", {}).items()
            return marked and parent["metadata"]["uid"] in owners

        children = Children(self.client, self.controller["spec"]["attachments"])
        observed = children.observed(parent, owned)
        answer = ask(self.controller, self.hook, {"object": parent, "attachments": observed})
        annotated = {"metadata": {"annotations": mark}}
        wanted = [merged(obj, annotated) for obj in answer["attachments"]]
        return children.manage(parent, observed, wanted)
