"""A value that stands in a Secret, and never in dist/."""

from dataclasses import dataclass

from .checks import check_label


@dataclass(frozen=True, slots=True)
class SecretKey:
    """One value of a Secret in the namespace of whoever reads it, by its names.

    secret, key: their names.
    Raises ValueError for a Secret whose name Kubernetes would refuse, and for no key.
    """

    secret: str
    key: str

    def __post_init__(self) -> None:
        check_label(self.secret, "secret")
        if not self.key:
            raise ValueError(
                f"which value of secret {self.secret!r}? name a key such as 'password'"
            )
