"""Find containers whose image changes."""

from dataclasses import dataclass
from typing import Final

from ..change import Change
from ..sentences import code, code_pair
from ..severity import Severity
from .pods import containers_of, pod_of
from .rule import Found, ReviewRule


@dataclass(frozen=True, slots=True)
class Image:
    """A reference to an image, split into its parts."""

    registry: str
    path: str
    tag: str
    digest: str

    @classmethod
    def of(cls, reference: str) -> "Image":
        """Parse a reference as container runtimes do."""
        name, _, digest = reference.partition("@")
        head, colon, tag = name.rpartition(":")
        if not colon or "/" in tag:
            head, tag = name, ""
        registry, slash, path = head.partition("/")
        if not slash or not ("." in registry or ":" in registry or registry == "localhost"):
            registry, path = "docker.io", head if "/" in head else f"library/{head}"
        return cls(registry, path, tag, digest)

    def is_copy_of(self, other: "Image") -> bool:
        """Return whether it may be a copy in another registry; a mirror may prefix paths."""
        paths = self.path, other.path
        same = any(a == b or a.endswith(f"/{b}") for a, b in (paths, paths[::-1]))
        return same and (self.tag, self.digest) == (other.tag, other.digest)


def _image(change: Change) -> Found:
    kind = (change.identity.group, change.kind)
    was, now = (containers_of(pod_of(*kind, side)) for side in (change.before, change.after))
    for name in sorted(was.keys() & now):
        before, after = was[name].get("image", ""), now[name].get("image", "")
        if before != after:
            level, what = _compared(Image.of(before), Image.of(after))
            yield level, f"{what} in container {code(name)}: {code_pair(before, after)}"


def _compared(old: Image, new: Image) -> tuple[Severity, str]:
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
