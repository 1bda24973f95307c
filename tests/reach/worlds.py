"""The default environment with profiles, as questions of the table need it."""

from functools import cache
from typing import Any, Final

from constructs_lib.reach.hop import Caller
from constructs_lib.reach.profiles import Controllers, notebook, served
from constructs_lib.reach.request import Request, Token
from constructs_lib.reach.world import World
from constructs_lib.reach.ztunnel import principal
from tests.cluster.output import overlay

HOST: Final = "kubeflow.example.com"
DEX: Final = "http://dex.auth.svc.cluster.local:5556/dex"
OWNERS: Final = {"alice": "alice", "bob": "bob", "fresh": "alice"}


def controllers() -> Controllers:
    found = Controllers.of(overlay())
    assert found is not None
    return found


@cache
def world(state: str = "whole") -> World:
    """Return the environment with Alice's, Bob's and a fresh profile.

    state: of Alice's: `whole`, `without_carol`, or `unmirrored`, whose policies have no copies
    for the waypoint yet.
    """
    made: list[Any] = []
    for name, owner in OWNERS.items():
        made += _profile(name, owner, state)
        made += notebook(name, "nb")
        made += served(name, "ml-pipeline-ui-artifact", port=80, target=3000)
        made += served(name, "ml-pipeline-visualizationserver", port=8888, target=8888)
        made += served(name, "exp-random", port=6789, target=6789)
    return World([*overlay(), *made])


def _profile(name: str, owner: str, state: str) -> list[Any]:
    told = controllers()
    access = told.owner_access(name, owner)
    if name == "fresh":
        return [told.namespace(name, owner), access]
    if name == "alice" and state == "unmirrored":
        return [told.namespace(name, owner), access, *told.waypoint(name)]
    made = told.made_of(name, owner)
    if name == "alice" and state == "whole":
        made += told.made_of_member(name, "carol")
    return made


def pod(within: World, account: str | None, *, of: str = "elsewhere") -> Caller:
    """Return a pod of the mesh by `namespace/account`, or one outside of it without."""
    from constructs_lib.reach.network import Pod

    if account is None:
        return Caller(name="plain text", pod=None)
    namespace, name = account.split("/")
    servers = within.by_account(namespace, name)
    seen = (
        servers[0].pod if servers else Pod(namespace, {}, within.namespaces.get(namespace, {}))
    )
    return Caller(name=account, pod=seen, principal=principal(account), captured=True)


def token(email: str, **claims: Any) -> Token:
    return Token(claims={"iss": DEX, "sub": email, "email": email, **claims})


def request(path: str = "/", method: str = "GET", **headers: str) -> Request:
    return Request(method=method, host=HOST, path=path, headers=headers)
