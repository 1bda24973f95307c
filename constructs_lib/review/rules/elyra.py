"""Find changes that leave files of Elyra's pipelines behind: no object names their buckets."""

import json
from typing import Any, Final

from ..change import Change, at
from ..sentences import code_pair
from ..severity import Severity
from .rule import Found, ReviewRule

# Of the hook of Pipelines, whose settings are in the text of its program.
_PROGRAM: Final = "kubeflow-pipelines-profile-controller-code"


def _elyra(change: Change) -> Found:
    if (change.kind, change.identity.name) != ("ConfigMap", _PROGRAM):
        return
    was, now = (_runtime(text) for text in change.both("data", "sync.py"))
    if was is None or was == now:
        return
    if now is None:
        yield (
            Severity.WARNING,
            "Elyra is removed from the profiles; its buckets and their files stay",
        )
        return
    for field, what in (("cos_bucket", "bucket"), ("cos_endpoint", "object store")):
        if was.get(field) != now.get(field):
            pair = code_pair(was.get(field), now.get(field))
            stays = "files of earlier runs stay there, and existing profiles keep theirs"
            yield Severity.WARNING, f"the {what} of Elyra changes: {pair}; {stays}"


def _runtime(text: Any) -> dict[str, Any] | None:
    """Return the runtime configuration in the hook's settings; None without Elyra."""
    told = str(text).partition('r"""')[2].partition('"""')[0]
    try:
        found = at(json.loads(told), "elyra", "runtime", "metadata")
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


ELYRA: Final = ReviewRule(
    name="elyra",
    levels={
        Severity.WARNING: "Elyra's buckets get other names or another store, or Elyra is "
        "removed from the profiles",
    },
    find=_elyra,
)
