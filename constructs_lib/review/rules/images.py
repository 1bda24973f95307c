"""Which images run."""

from dataclasses import dataclass
from typing import Final

from ..change import Change
from ..sentences import code, code_pair
from ..severity import Severity
from .pods import containers_of, pod_of
from .rule import Found, ReviewRule


@dataclass(frozen=True, slots=True)
class Image:
    """A reference to an image, taken apart."""

    registry: str
    path: str
    tag: str
    digest: str

    @classmethod
    def of(cls, reference: str) -> "Image":
        """Take a reference apart as container runtimes do."""
        name, _, digest = reference.partition("@")
        head, colon, tag = name.rpartition(":")
        if not colon or "/" in tag:
            head, tag = name, ""
        registry, slash, path = head.partition("/")
        if not slash or not ("." in registry or ":" in registry or registry == "localhost"):
            registry, path = "docker.io", head if "/" in head else f"library/{head}"
        return cls(registry, path, tag, digest)

    def is_copy_of(self, other: "Image") -> bool:
        """Return whether it may be the same image elsewhere: a mirror puts a path in front."""
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
            yield level, f"{what} of container {code(name)}: {code_pair(before, after)}"


def _compared(old: Image, new: Image) -> tuple[Severity, str]:
    if new.is_copy_of(old):
        return Severity.NOTICE, "another registry for the image"
    if (old.registry, old.path) != (new.registry, new.path):
        return Severity.WARNING, "another image"
    if old.digest and not new.digest:
        return Severity.WARNING, "no digest any more for the image"
    return Severity.NOTICE, "another digest" if old.tag == new.tag else "another tag"


IMAGE: Final = ReviewRule(
    name="image",
    levels={
        Severity.WARNING: "a container runs another image, or one that a digest pinned is not "
        "pinned any more",
        Severity.NOTICE: "another tag or digest, or another registry only",
    },
    find=_image,
)
