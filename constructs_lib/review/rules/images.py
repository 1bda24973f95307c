"""Find containers whose image changes."""

from typing import Final

from ...image_reference import ImageReference
from ..change import Change
from ..sentences import code, code_pair
from ..severity import Severity
from .pods import containers_of, pod_of
from .rule import Found, ReviewRule


def _image(change: Change) -> Found:
    kind = (change.identity.group, change.kind)
    was, now = (containers_of(pod_of(*kind, side)) for side in (change.before, change.after))
    for name in sorted(was.keys() & now):
        before, after = was[name].get("image", ""), now[name].get("image", "")
        if before != after:
            level, what = _compared(ImageReference.of(before), ImageReference.of(after))
            yield level, f"{what} in container {code(name)}: {code_pair(before, after)}"


def _compared(old: ImageReference, new: ImageReference) -> tuple[Severity, str]:
    if new.is_copy_of(old):
        return Severity.NOTICE, "the registry changes"
    if (old.registry, old.path) != (new.registry, new.path):
        return Severity.WARNING, "the image changes"
    if old.digest and not new.digest:
        return Severity.WARNING, "the image is no longer pinned by digest"
    return Severity.NOTICE, "the digest changes" if old.tag == new.tag else "the tag changes"


IMAGE: Final = ReviewRule(
    name="image",
    levels={
        Severity.WARNING: "a container's image changes, or is no longer pinned by digest",
        Severity.NOTICE: "only the tag, the digest or the registry changes",
    },
    find=_image,
)
