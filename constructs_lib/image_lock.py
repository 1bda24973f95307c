"""The digests of images, as images.lock has them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import yaml

from ._program import command
from .arguments import ArgumentError

FILE: Final = "images.lock"

_FORMAT: Final = 1
_DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")
# Perhaps a host, with a port; a path, and perhaps a tag and a digest.
_REFERENCE: Final = re.compile(
    r"[a-z0-9][a-z0-9._-]*(:[0-9]+(?=/))?(/[a-z0-9][a-z0-9._-]*)*"
    r"(:\w[\w.-]*)?(@sha256:[0-9a-f]{64})?"
)
_PLATFORM: Final = re.compile(r"[a-z0-9]+/[a-z0-9]+(/[a-z0-9.]+)?")
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
_HEADER: Final = """\
# The digests that Config(images="locked") names. `kubeflow-gitops images --lock` writes this
# file: review its diff, and do not edit it.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class LockedImage:
    """An image as a registry had it.

    reference: as its publisher names it. digest: of the index where there is one, else of the
    manifest. platforms: what it runs on, such as `linux/amd64`. size: in bytes,
    compressed, of all platforms together. found: when a registry first gave this digest, in
    UTC.
    Raises ValueError for what no registry could have given.
    """

    reference: str
    digest: str
    platforms: tuple[str, ...]
    size: int
    found: datetime

    def __post_init__(self) -> None:
        if not _REFERENCE.fullmatch(self.reference):
            raise ValueError(
                f"reference must be an image such as 'docker.io/library/busybox:1.37.0', got "
                f"{self.reference!r}"
            )
        if not _DIGEST.fullmatch(self.digest):
            raise ValueError(
                f"digest of {self.reference!r} must be 'sha256:' and 64 hexadecimal digits, "
                f"got {self.digest!r}"
            )
        named = self.reference.partition("@")[2]
        if named and named != self.digest:
            raise ValueError(f"{self.reference!r} names another digest than {self.digest!r}")
        if not self.platforms or not all(map(_PLATFORM.fullmatch, self.platforms)):
            raise ValueError(
                f"platforms of {self.reference!r} must be such as 'linux/amd64', got "
                f"{list(self.platforms)!r}"
            )
        if self.size <= 0:
            raise ValueError(
                f"size of {self.reference!r} must be a number of bytes, got {self.size!r}"
            )

    def runs_on(self, architecture: str) -> bool:
        """Return whether nodes of an architecture can run it."""
        return any(each.split("/")[:2] == ["linux", architecture] for each in self.platforms)


@dataclass(frozen=True, kw_only=True, slots=True)
class ImageLock:
    """The digests of a platform's images, as `kubeflow-gitops images --lock` found them.

    images: by their publishers' names. asked: the registries that gave the digests.
    catalogue: the version of the library whose images these are.
    """

    images: tuple[LockedImage, ...]
    asked: tuple[str, ...]
    catalogue: str
    _by_reference: Mapping[str, LockedImage] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.images, key=lambda each: each.reference))
        object.__setattr__(self, "images", ordered)
        object.__setattr__(self, "asked", tuple(sorted(self.asked)))
        known = {each.reference: each for each in ordered}
        object.__setattr__(self, "_by_reference", known)
        if len(known) != len(ordered):
            names = [each.reference for each in ordered]
            twice = next(each for each in names if names.count(each) > 1)
            raise ValueError(f"{twice!r} is in the lock twice")

    def __hash__(self) -> int:
        return hash((self.images, self.asked, self.catalogue))

    def get(self, reference: str) -> LockedImage | None:
        """Return an image by its publisher's name; None if the lock does not have it."""
        return self._by_reference.get(reference)

    @classmethod
    def read(cls, file: Path = Path(FILE)) -> "ImageLock":
        """Return the lock that a file holds.

        Raises ValueError for a file that is not there, that has another format or that was
        edited by hand.
        """
        try:
            text = file.read_text("utf-8")
        except FileNotFoundError:
            raise ValueError(
                f"{file} does not exist; run `{_renewal()}` and commit the file"
            ) from None
        except UnicodeDecodeError:
            raise _no_lock(file, "it is not text") from None
        return _parsed(text, str(file))

    def text(self) -> str:
        """Return the lock as images.lock holds it: the same images give the same text."""
        content = _content(self)
        return _HEADER + yaml.safe_dump(
            {"format": _FORMAT, "checksum": _checksum(content), **content},
            sort_keys=False,
            allow_unicode=True,
            width=100,
        )


def _renewal() -> str:
    return command("images", "--lock", make="LOCK=1")


def _content(lock: ImageLock) -> dict[str, Any]:
    return {
        "catalogue": lock.catalogue,
        "asked": list(lock.asked),
        "images": [
            {
                "reference": each.reference,
                "digest": each.digest,
                "platforms": list(each.platforms),
                "size": each.size,
                "found": each.found.astimezone(UTC).strftime(_MOMENT),
            }
            for each in lock.images
        ],
    }


def _checksum(content: Mapping[str, Any]) -> str:
    text = yaml.safe_dump(dict(content), sort_keys=True, width=100)
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _no_lock(file: object, why: str) -> ValueError:
    return ValueError(
        f"{file} is not a lock of images: {why}; restore it, or run `{_renewal()}`"
    )


@cache
def _parsed(text: str, file: str) -> ImageLock:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise _no_lock(file, f"it is no YAML{where}") from None
    if not isinstance(found, dict):
        raise _no_lock(file, f"it must be a mapping, and is {type(found).__name__}")
    if found.get("format") != _FORMAT:
        raise _no_lock(file, f"its format must be {_FORMAT}, and is {found.get('format')!r}")
    try:
        lock = ImageLock(
            images=tuple(_image(each) for each in found["images"]),
            asked=tuple(found["asked"]),
            catalogue=found["catalogue"],
        )
        content = _content(lock)
    except KeyError as error:
        raise _no_lock(file, f"it has no {error.args[0]!r}") from None
    except (ArgumentError, TypeError, AttributeError) as error:
        raise _no_lock(file, f"a value has another type ({error})") from None
    except ValueError as error:
        raise _no_lock(file, str(error)) from None
    if found.get("checksum") != _checksum(content):
        raise _no_lock(file, "it was edited by hand, since its checksum is of other images")
    return lock


def _image(value: Mapping[str, Any]) -> LockedImage:
    found = datetime.strptime(value["found"], _MOMENT).replace(tzinfo=UTC)
    return LockedImage(
        reference=value["reference"],
        digest=value["digest"],
        platforms=tuple(value["platforms"]),
        size=value["size"],
        found=found,
    )


def changes_between(old: ImageLock | None, new: ImageLock) -> Iterable[str]:
    """Yield a line for each image that a renewal adds, moves or removes."""
    before = {each.reference: each for each in old.images} if old else {}
    after = {each.reference: each for each in new.images}
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        if not was and now:
            yield f"  + {name} {now.digest}"
        elif was and not now:
            yield f"  - {name} {was.digest}"
        elif was and now and was.digest != now.digest:
            yield f"  ~ {name} moved from {was.digest} to {now.digest}"
            if gone := [each for each in was.platforms if each not in now.platforms]:
                yield f"      no longer for {', '.join(gone)}"
