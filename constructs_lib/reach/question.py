"""Read a question: who wants to reach what, as whom, and how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..config.headers import GROUPS_HEADER
from .hop import AtApi, Caller, Destination, Edge
from .request import AUTHORIZATION, Request
from .site import Site
from .where import Where
from .who import Who, user_header
from .words import METHODS, Question, QuestionError, nearest
from .world import World

_OUTSIDE: Final = ("browser", "owner", "member", "stranger", "machine")
_HEADER: Final = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(.*)")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question as the platform's objects take it.

    assumed: what the question takes for granted that no object says, in sentences.
    """

    world: World
    caller: Caller
    to: Destination
    request: Request
    assumed: tuple[str, ...] = ()


def asked(site: Site, question: Question) -> Asked:
    """Return a question in terms of an environment's objects.

    Raises QuestionError for an unknown source or destination, for what a source cannot do, and
    for a method or header that is not one.
    """
    world = site.world()
    where, who = Where(site, question, world), Who(site, question, world)
    outside = question.source.partition(":")[0] in _OUTSIDE
    to, host, path = where.destination()
    request = Request(
        method=_method(question),
        host=host,
        path=path,
        headers=_headers(site, question, outside=outside),
    )
    caller, request = who.caller(request)
    if isinstance(to, AtApi) and caller.subject is None:
        raise QuestionError(
            f"{question.source} is not a user of the API server; ask from a browser with "
            "--as, a profile's owner or member, or a pod"
        )
    if outside and not isinstance(to, Edge | AtApi):
        raise QuestionError(
            f"{question.source} comes from outside and reaches no Service or pod itself; ask "
            f"about a URL, such as https://{where.hosts()[0]}/"
        )
    return Asked(
        world=site.world(*where.more, *who.more),
        caller=caller,
        to=to,
        request=request,
        assumed=(*who.assumed, *where.assumed),
    )


def _method(question: Question) -> str:
    method = question.method
    if method not in METHODS:
        near = nearest(method.upper(), METHODS)
        raise QuestionError(f"{method!r} is not an HTTP method{near}")
    return method


def _headers(site: Site, question: Question, *, outside: bool) -> Mapping[str, str]:
    headers = dict(map(_header, question.headers))
    identity = {user_header(site), GROUPS_HEADER}
    for name in headers if outside else ():
        if name.replace("_", "-") in identity:
            raise QuestionError(
                f"header {name} in a question from outside has no effect: the edge and the "
                f"ingress proxy remove it, and only a verified token sets it; say who is "
                f"logged in by --as"
            )
        if name == AUTHORIZATION:
            raise QuestionError(
                "a token's own text is not read here; say whose it is by --as, or ask from "
                "machine:ISSUER#SUBJECT"
            )
    return headers


def _header(text: str) -> tuple[str, str]:
    found = _HEADER.fullmatch(text)
    if found is None:
        raise QuestionError(f"a header is 'Name: value', got {text!r}")
    return found[1].lower(), found[2].strip()
