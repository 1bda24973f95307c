"""What the API server decides about a write: roles, and who judges the object."""

from collections.abc import Iterator, Sequence

from ..kube import Object
from .hop import Caller, Hop
from .request import Request
from .rights import Write, granting, judging, perhaps_granting
from .world import World


def steps(world: World, caller: Caller, write: Write, request: Request) -> Iterator[Hop]:
    """Yield the steps of a write."""
    subject = caller.subject
    what = f"{write.verb} {write.resource} in {write.namespace}"
    by = granting(world, subject, write) if subject else ()
    perhaps = perhaps_granting(world, subject, write) if subject and not by else ()
    name = subject.name if subject else caller.name
    yield Hop(
        at="rights",
        where="the API server's RBAC",
        passes=bool(by or perhaps),
        said=f"{name} {'may' if by or perhaps else 'may not'} {what}",
        by=by or perhaps,
        request=request,
        answer="" if by or perhaps else "403 Forbidden",
        doubted=perhaps,
    )
    judges = judging(world, write)
    yield Hop(
        at="admission",
        where="admission policies",
        passes=True,
        said=f"{len(judges)} judge the object: {'; '.join(_messages(judges))}"
        if judges
        else "none judges the object",
        by=judges,
        request=request,
    )


def _messages(policies: Sequence[Object]) -> Iterator[str]:
    for policy in policies:
        for each in policy["spec"].get("validations") or ():
            if message := each.get("message"):
                yield message
