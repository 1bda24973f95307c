"""A CompositeController's part, played as Metacontroller v2.0.4's pkg/controller/composite."""

from dataclasses import dataclass
from typing import Final

from .children import ACCOUNT, Children, Object, ask, merged, path_of, related
from .client import Client

# The label by which a parent's children are known where no selector says more.
OF: Final = "controller-uid"


@dataclass(frozen=True)
class Composing:
    """One CompositeController at work: `hook` is where its hook's path is asked."""

    client: Client
    controller: Object
    hook: str

    def sync(self, name: str) -> list[str]:
        """Call the hook once for a parent; return the operations in order."""
        resource = self.controller["spec"]["parentResource"]
        path = f"{path_of(resource)}/{name}"
        parent = self._send("GET", path)
        uid = parent["metadata"]["uid"]

        def owned(obj: Object) -> bool:
            metadata = obj["metadata"]
            owners = metadata.get("ownerReferences", ())
            controllers = {owner["uid"] for owner in owners if owner.get("controller")}
            return metadata.get("labels", {}).get(OF) == uid and uid in controllers

        children = Children(self.client, self.controller["spec"]["childResources"])
        observed = children.observed(parent, owned)
        told = related(self.client, self.controller, self.hook, parent)
        question = {"parent": parent, "children": observed, "related": told}
        answer = ask(self.controller, self.hook, question)
        labelled = {"metadata": {"labels": {OF: uid}}}
        wanted = [merged(obj, labelled) for obj in answer["children"]]
        done = children.manage(parent, observed, wanted)
        # What a Namespace's status has no field for is dropped by the API server.
        status = answer["status"] | {
            "observedGeneration": parent["metadata"].get("generation", 0)
        }
        self._send("PUT", f"{path}/status", parent | {"status": status})
        return done

    def _send(self, method: str, path: str, body: Object | None = None) -> Object:
        answer = self.client.send(method, path, body, user=ACCOUNT)
        assert answer.accepted, answer.reason
        return answer.body
