"""Sign commits with a key of SSH or GPG, and verify the signature before a push."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from ..external import run_external
from .process import GitError, run

_FORMATS: Final = {"ssh": "ssh", "gpg": "openpgp"}
# A long id, or a fingerprint: of a short id or a name several keys can be.
_GPG_KEY: Final = re.compile(r"(0x)?[0-9A-Fa-f]{16,64}!?")
_VALID: Final = ["[GNUPG:]", "VALIDSIG"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Signing:
    """The key that signs commits.

    by: the kind of key. key: the file of an SSH key, private, or public if an agent has the
    private one; or the long id or the fingerprint of a GPG key, 16 hexadecimal digits or more.
    Raises ValueError for a file that is not there, and for what may be several GPG keys.
    """

    by: Literal["ssh", "gpg"]
    key: str

    def __post_init__(self) -> None:
        if self.by not in _FORMATS:
            raise ValueError(f"by must be 'ssh' or 'gpg', got {self.by!r}")
        if self.by == "ssh" and not Path(self.key).is_file():
            raise ValueError(f"the SSH key {self.key!r} that signs commits is not a file")
        if self.by == "gpg" and not _GPG_KEY.fullmatch(self.key):
            raise ValueError(
                f"the GPG key that signs commits must be a long id or a fingerprint, as "
                f"`gpg --list-keys --keyid-format long` shows them, got {self.key!r}"
            )

    @property
    def settings(self) -> tuple[str, ...]:
        """Git's options for this key, whatever the user's configuration says."""
        key = str(Path(self.key).resolve()) if self.by == "ssh" else self.key
        settings = (f"gpg.format={_FORMATS[self.by]}", f"user.signingKey={key}")
        return tuple(part for each in settings for part in ("-c", each))

    def verify(self, commit: str, *, at: tuple[str, str], email: str) -> None:
        """Refuse a commit that this key has not signed.

        email: of the committer, for whom hosts of Git look the key up.
        Raises GitError with the reason.
        """
        if self.by == "gpg":
            # git verifies by gpg's own keyring; which key it was, the answer says.
            done = run("verify-commit", "--raw", commit, at=(*self.settings, *at), errors=True)
            self._check_gpg(done.decode(errors="replace"))
            return
        with tempfile.TemporaryDirectory(prefix="kubeflow-gitops-") as folder:
            allowed = Path(folder) / "allowed_signers"
            allowed.write_text(f'{email} namespaces="git" {self._public()}\n', "utf-8")
            trust = ("-c", f"gpg.ssh.allowedSignersFile={allowed}")
            run("verify-commit", commit, at=(*self.settings, *trust, *at))

    def _public(self) -> str:
        """Return the public half of the SSH key."""
        text = Path(self.key).read_bytes()
        if text.startswith((b"ssh-", b"ecdsa-", b"sk-")):
            return text.decode(errors="replace").strip()
        done = run_external("ssh-keygen", "-y", "-P", "", "-f", self.key, alone=True)
        if done.returncode:
            told = done.stderr.decode(errors="replace").strip().splitlines()
            raise GitError(f"the SSH key {self.key!r} cannot be read: {' '.join(told)}")
        return done.stdout.decode().strip()

    def _check_gpg(self, answer: str) -> None:
        """Refuse a good signature of another key: an id may fit several."""
        lines = [line.split() for line in answer.splitlines()]
        signed = [line for line in lines if line[:2] == _VALID]
        # The key that signed, and the primary key that it belongs to.
        fingerprints = [line[place] for line in signed for place in (2, -1)]
        wanted = self.key.removesuffix("!").removeprefix("0x").upper()
        if not any(each.endswith(wanted) for each in fingerprints):
            raise GitError(f"the commit is not signed by the GPG key {self.key!r}")
