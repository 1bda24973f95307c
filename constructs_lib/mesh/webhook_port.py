"""Open a port to the API server, which has no identity in the mesh."""

from collections.abc import Mapping, Sequence

from constructs import Construct

from ..config import Mesh, Sidecars
from ..config.checks import check_labels, check_object, check_port, check_selector
from ..kube import one_mesh
from .open_port import OpenPort
from .plain_text import PlainText


class WebhookPort(Construct):
    """Opens one container port of a webhook's pods to anyone, and no other.

    With a default deny in an ambient mesh, the API server would be denied, and with it every
    object that the webhook covers. A mesh of sidecars has other means, which upstream uses:
    nothing is written for it.
    port: the container port. plain_ports: further ports of the same pods that accept plain
    text, from callers that another policy admits.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        selector: Mapping[str, str],
        port: int,
        mesh: Mesh,
        plain_ports: Sequence[int] = (),
        labels: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(scope, id)
        one_mesh(self, mesh, kind_alone=True)
        check_object(name, "policy")
        check_selector(selector, f"selector of policy {name!r}")
        check_labels(labels or {}, f"labels of policy {name!r}")
        check_port(port, f"port of policy {name!r}")
        if isinstance(mesh, Sidecars):
            return
        OpenPort(self, "Anyone", name=name, selector=selector, port=port, labels=labels)
        PlainText(
            self,
            "PlainText",
            name=name,
            selector=selector,
            ports=(port, *plain_ports),
            labels=labels,
        )
