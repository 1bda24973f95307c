"""A reference to a value in a Secret, which never appears in dist/."""

import re
from dataclasses import dataclass
from typing import Final

from .checks import check_label

_KEY: Final = re.compile(r"[-._a-zA-Z0-9]{1,253}")


@dataclass(frozen=True, slots=True)
class SecretKey:
    """One value of a Secret, in the namespace of the pods that read it.

    secret, key: their names.
    Raises ValueError for an invalid name of the Secret, and for an empty key.
    """

    secret: str
    key: str

    def __post_init__(self) -> None:
        check_label(self.secret, "secret")
        if not self.key:
            raise ValueError(f"secret {self.secret!r} has no key; name one such as 'password'")
        if not _KEY.fullmatch(self.key):
            raise ValueError(
                f"key of secret {self.secret!r} must be letters, digits, '-', '_' and '.': "
                f"it is the name of a value, such as 'password', and not the value"
            )
