"""Lets a decorator call the hook of Pipelines, which answers a composite.

Ships below the text of pipelines_hook.py, without these first lines, and only with a release
whose controller of profiles is a decorator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .pipelines_hook import MalformedRequestError, optional

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


# From here on it ships.
def decorating(
    asked: Callable[[dict[str, Any], Mapping[str, str], dict[str, Any]], dict[str, Any]],
) -> Callable[[dict[str, Any], Mapping[str, str], dict[str, Any]], dict[str, Any]]:
    """Return a function that answers a decorator as `asked` answers a composite.

    A question of a composite is refused, so that both can be there while one follows the
    other. The answer has no status: Metacontroller would write it over the namespace's.
    """

    def answer(
        settings: dict[str, Any], environment: Mapping[str, str], request: dict[str, Any]
    ) -> dict[str, Any]:
        if optional(request, "finalizing", False) is not False:
            raise MalformedRequestError("finalizing must be false: there is no finalize hook")
        told = {
            "parent": request.get("object"),
            "children": request.get("attachments"),
            "related": request.get("related"),
        }
        return {"attachments": asked(settings, environment, told)["children"]}

    return answer
