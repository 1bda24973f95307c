"""Security contexts, as releases state them and as the library adds to them."""

from dataclasses import dataclass, fields, replace
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Security:
    """The security context of a container; None leaves a field to the image and the pod.

    user: a numeric user, if the image sets none or a name that the kubelet cannot check.
    group: its primary group, a number.
    seccomp: whether the container, and not its pod alone, has the runtime's default profile.
    """

    user: int | None = None
    group: int | None = None
    non_root: bool | None = None
    read_only_root: bool | None = None
    no_escalation: bool = False
    drop_all: bool = False
    seccomp: bool = False

    def as_user(self, user: int) -> "Security":
        """Return the same context for a numeric user."""
        return replace(self, user=user)

    def with_more(self, more: "Security") -> "Security":
        """Return the same context, and what only `more` sets."""
        nothing = Security()
        unset = (
            field.name
            for field in fields(self)
            if getattr(self, field.name) == getattr(nothing, field.name)
        )
        return replace(self, **{name: getattr(more, name) for name in unset})


@dataclass(frozen=True, kw_only=True, slots=True)
class PodSecurity:
    """The security context of a pod, which its containers share.

    user: a numeric user. group: of volumes, if their root belongs to a different one; of all
    their files at each start without `on_mismatch`, as upstream.
    """

    user: int | None = None
    non_root: bool | None = None
    seccomp: bool = False
    group: int | None = None
    on_mismatch: bool = True


# The fields that the Pod Security Standard `restricted` requires of a container.
RESTRICTED: Final = Security(no_escalation=True, drop_all=True)
# For a program that writes no file, or only in its `writable` folders.
READ_ONLY: Final = replace(RESTRICTED, read_only_root=True)
