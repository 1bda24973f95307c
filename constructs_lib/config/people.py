"""People by other names than e-mail addresses."""

from dataclasses import dataclass

from .checks import is_email
from .machines import NAME_OF_USER


@dataclass(frozen=True, slots=True)
class Username:
    """A person by the name that a provider's tokens give, where that is no e-mail address.

    user: what the tokens have in the claim that `OidcProvider(user_claim=…)` names.
    Raises ValueError for a name that no header would carry, for an e-mail address, which is
    written as a text, and for one of Kubernetes' own.
    """

    user: str

    def __post_init__(self) -> None:
        if not NAME_OF_USER.fullmatch(self.user):
            raise ValueError(
                f"a user's name must be 1 to 182 visible characters of ASCII, no '*' among "
                f"them, such as 'ada', got {self.user!r}"
            )
        if is_email(self.user):
            raise ValueError(
                f"{self.user!r} is an e-mail address; write it as a text, without Username"
            )
        if self.user.startswith("system:"):
            raise ValueError(
                f"{self.user!r} is no person; say Machine({self.user!r}) where a service "
                f"account of the cluster is meant"
            )
