"""Find changes of the AuthorizationPolicies of single models: who else calls one."""

from collections.abc import Sequence
from typing import Any, Final

from ...config.mesh import INGRESS_SERVICE_ACCOUNT
from ...config.profile_models import METHODS, NOT_FOR_CALLERS, paths_of, services_of
from ..change import Change
from ..sentences import code, listed
from ..severity import Severity
from .authorization import authorization
from .rule import Found

_PREDICTOR: Final = "-predictor"


def authorized(change: Change) -> Found:
    """Report whom a policy admits, in one line if it is only for the callers of one model.

    Such a policy lists paths and methods for each caller.
    """
    before, after = (_callers(spec) for spec in change.both("spec"))
    if after is None or (change.before is not None and before is None):
        yield from authorization(change)
        return
    model, new = after
    first, old = before or (model, [])
    if first != model:
        yield from authorization(change)
        return
    if more := [each for each in new if each not in old]:
        yield Severity.WARNING, f"model {code(model)} opened for {_told(more)}"
    fewer = [each for each in old if each not in new]
    if fewer and not _everyone(new):
        yield Severity.NOTICE, f"model {code(model)} closed for {_told(fewer)}"


def _callers(spec: Any) -> tuple[str, Sequence[str]] | None:
    """Return a model and its callers by the gateway, of a policy that opens no more."""
    match spec:
        case {
            "action": "ALLOW",
            "targetRefs": [{"name": str(predictor)}, *_] as targets,
            "rules": [
                {
                    "from": [{"source": {"principals": [str(gateway)]}}],
                    "to": [{"operation": operation}],
                    "when": [{"values": callers}],
                }
            ],
        } if gateway.endswith(f"/sa/{INGRESS_SERVICE_ACCOUNT}"):
            model = predictor.removesuffix(_PREDICTOR)
            opened = {
                "methods": [*METHODS],
                "paths": paths_of(model),
                "notPaths": [*NOT_FOR_CALLERS],
            }
            meant = [target["name"] for target in targets] == services_of(model)
            return (model, callers) if meant and operation == opened else None
    return None


def _told(callers: Sequence[str]) -> str:
    """Return callers in words; `*`, with a prefix or without, is any name."""
    return "everyone who is signed in" if _everyone(callers) else listed(callers)


def _everyone(callers: Sequence[str]) -> bool:
    return any(each.endswith("*") for each in callers)
