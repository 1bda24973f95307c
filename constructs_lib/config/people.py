"""Users, and those identified by something other than an e-mail address."""

from dataclasses import dataclass

from .checks import check_email, is_email
from .machines import NAME_OF_USER, Machine


@dataclass(frozen=True, slots=True)
class Username:
    """A user by the name in the provider's tokens, where that is no e-mail address.

    user: the value of the claim that `OidcProvider(user_claim=…)` names.
    Raises ValueError for a name that no header can carry, for an e-mail address, which is
    written as a plain string, and for a name reserved by Kubernetes.
    """

    user: str

    def __post_init__(self) -> None:
        if not NAME_OF_USER.fullmatch(self.user):
            raise ValueError(
                "a user's name must be 1 to 182 visible ASCII characters without '*', such "
                f"as 'ada', got {self.user!r}"
            )
        if is_email(self.user):
            raise ValueError(
                f"{self.user!r} is an e-mail address; write it as a plain string, without "
                "Username"
            )
        if self.user.startswith("system:"):
            raise ValueError(
                f"{self.user!r} is not a person; use Machine({self.user!r}) for a service "
                "account of the cluster"
            )


def user_of(who: str | Username | Machine) -> str:
    """Return the user name, as in the user's header and in Kubernetes."""
    return who if isinstance(who, str) else who.user


def check_user(value: str | Username | Machine, what: str, *, instead: str) -> None:
    """Refuse a string that is no e-mail address, such as a group's or an account's name.

    instead: what to do in place of naming a group.
    """
    if not isinstance(value, str):
        return
    if value.startswith("system:"):
        raise ValueError(
            f"{what} {value!r} is not a person; use Machine({value!r}) for a service account "
            "of the cluster"
        )
    try:
        check_email(value, what)
    except ValueError as error:
        raise ValueError(
            f"{error}. {instead}; or use Username({value!r}) for a person's name"
        ) from None
