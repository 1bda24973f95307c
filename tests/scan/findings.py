"""What a scanner finds in rendered YAML, beside what docs/scan.yaml says of it."""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

KNOWN = Path(__file__).parents[2] / "docs" / "scan.yaml"


@dataclass(frozen=True, order=True)
class Finding:
    """A check that an object fails; the object as `Kind/namespace/name`."""

    check: str
    obj: str


@dataclass(frozen=True)
class Known:
    """Findings that stay. objects: patterns, of which each finds something."""

    check: str
    says: str
    objects: tuple[str, ...]
    reason: str

    def explains(self, finding: Finding) -> bool:
        """Return whether a finding is one of these."""
        return finding.check == self.check and any(
            fnmatchcase(finding.obj, pattern) for pattern in self.objects
        )


@dataclass(frozen=True)
class Verdict:
    """What nothing explains, and what explains nothing."""

    unexplained: tuple[Finding, ...]
    stale: tuple[tuple[str, str], ...]


def known(path: Path = KNOWN) -> tuple[Known, ...]:
    """Return the findings that a file explains."""
    return tuple(
        Known(
            check=entry["check"],
            says=entry["says"],
            objects=tuple(entry["objects"]),
            reason=entry["reason"],
        )
        for entry in yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    )


def judge(findings: Iterable[Finding], entries: Iterable[Known]) -> Verdict:
    """Compare what was found with what is known."""
    findings, entries = sorted(findings), tuple(entries)
    explained = {found for found in findings if any(each.explains(found) for each in entries)}
    return Verdict(
        unexplained=tuple(found for found in findings if found not in explained),
        stale=tuple(
            (entry.check, pattern)
            for entry in entries
            for pattern in entry.objects
            if not any(
                finding.check == entry.check and fnmatchcase(finding.obj, pattern)
                for finding in findings
            )
        ),
    )


def scan(checkov: str, rendered: Path) -> tuple[set[Finding], str]:
    """Return what Checkov finds in a file of YAML, and a line of its figures."""
    command = [checkov, "--file", str(rendered), "--framework", "kubernetes"]
    done = subprocess.run(
        [*command, "--compact", "--quiet", "--skip-download", "--output", "json"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        said = json.loads(done.stdout)
    except json.JSONDecodeError:
        raise SystemExit(f"{checkov} gave no answer:\n{done.stderr}") from None
    failed, passed = (said["summary"][which] for which in ("failed", "passed"))
    found = {
        Finding(each["check_id"], each["resource"].replace(".", "/", 2))
        for each in said["results"]["failed_checks"]
    }
    version = said["summary"]["checkov_version"]
    return found, f"Checkov {version}: {failed} failed checks of {failed + passed}"
