"""The parts of a reference to an image."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageReference:
    """A reference to an image, split into its parts."""

    registry: str
    path: str
    tag: str
    digest: str

    @classmethod
    def of(cls, reference: str) -> "ImageReference":
        """Parse a reference as container runtimes do."""
        name, _, digest = reference.partition("@")
        head, colon, tag = name.rpartition(":")
        if not colon or "/" in tag:
            head, tag = name, ""
        registry, slash, path = head.partition("/")
        if not slash or not ("." in registry or ":" in registry or registry == "localhost"):
            registry, path = "docker.io", head if "/" in head else f"library/{head}"
        return cls(registry, path, tag, digest)

    @property
    def name(self) -> str:
        """The registry and the path, without a tag and a digest."""
        return f"{self.registry}/{self.path}"

    @property
    def version(self) -> str:
        """The tag and the digest with their separators, as they follow the name."""
        return f"{self.tag and f':{self.tag}'}{self.digest and f'@{self.digest}'}"

    def is_copy_of(self, other: "ImageReference") -> bool:
        """Return whether it may be a copy in another registry; a mirror may prefix paths."""
        paths = self.path, other.path
        same = any(a == b or a.endswith(f"/{b}") for a, b in (paths, paths[::-1]))
        return same and (self.tag, self.digest) == (other.tag, other.digest)
