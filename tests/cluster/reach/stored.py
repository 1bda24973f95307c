"""Read objects as the API server stored them."""

from typing import Any

from tests.cluster.api_server import ApiServer


def read(server: ApiServer, namespace: str, api: str, plural: str) -> list[dict[str, Any]]:
    """Return the objects of a kind in a namespace."""
    listed = server.read(f"/apis/{api}/namespaces/{namespace}/{plural}")
    kind = listed["kind"].removesuffix("List")
    return [{**each, "apiVersion": api, "kind": kind} for each in listed["items"]]
