"""Let Checkov judge an environment's overlay; `make scan` runs it.

It exits with 1 for a finding that docs/scan.yaml does not explain, and for an explanation of
what is no longer found.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests import kustomize

from .findings import judge, known, scan

OVERLAY = Path(__file__).parents[2] / "dist/kubeflow/overlays/default"


def main() -> int:
    """Print the scanner's figures and what is not explained, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.scan", description=__doc__)
    parser.add_argument("--checkov", required=True, help="the program")
    checkov = parser.parse_args().checkov
    with tempfile.TemporaryDirectory() as folder:
        rendered = Path(folder, "rendered.yaml")
        rendered.write_text(kustomize.rendered(OVERLAY), encoding="utf-8")
        found, figures = scan(checkov, rendered)
    verdict = judge(found, known())
    print(f"{figures}, {len(found) - len(verdict.unexplained)} explained in docs/scan.yaml")
    for finding in verdict.unexplained:
        print(f"not explained: {finding.check} {finding.obj}")
    for check, pattern in verdict.stale:
        print(f"explained, but not found: {check} {pattern}")
    return 1 if verdict.unexplained or verdict.stale else 0


if __name__ == "__main__":
    sys.exit(main())
