"""Find changes of admission webhooks: their scope and their failure policy."""

from typing import Any, Final

from ...kube import Object
from ..change import Change, at
from ..sentences import code, code_pair
from ..severity import Severity
from .rule import Found, ReviewRule

_KINDS: Final = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
_SCOPE: Final = (
    "rules",
    "namespaceSelector",
    "objectSelector",
    "matchConditions",
    "matchPolicy",
)


def _webhook(change: Change) -> Found:
    if change.kind not in _KINDS or change.after is None:
        return
    was, now = _hooks(change.before), _hooks(change.after)
    for name in sorted(now.keys() - was):
        policy = _failure(now[name])
        yield Severity.NOTICE, f"{code(name)} is new, with failurePolicy {code(policy)}"
    for name in sorted(was.keys() - now):
        yield Severity.WARNING, f"{code(name)} is removed: the API server no longer calls it"
    for name in sorted(was.keys() & now):
        old, new = was[name], now[name]
        if _failure(old) != _failure(new):
            pair = code_pair(_failure(old), _failure(new))
            meaning = "denies" if _failure(new) == "Fail" else "admits"
            yield (
                Severity.WARNING,
                f"{code(name)} {pair}: {meaning} requests while it is unavailable",
            )
        if any(old.get(field) != new.get(field) for field in _SCOPE):
            yield Severity.WARNING, f"{code(name)} applies to different objects"


def _hooks(obj: Object | None) -> dict[str, dict[str, Any]]:
    return {hook["name"]: hook for hook in at(obj, "webhooks") or []}


def _failure(hook: dict[str, Any]) -> str:
    return str(hook.get("failurePolicy", "Fail"))


WEBHOOK: Final = ReviewRule(
    name="webhook",
    levels={
        Severity.WARNING: "the failure policy or the scope of a webhook changes, or a webhook "
        "is removed from its configuration",
        Severity.NOTICE: "a webhook is new",
    },
    find=_webhook,
)
