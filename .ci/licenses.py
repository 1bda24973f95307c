"""List what a bill of materials of CycloneDX holds, with its licenses: `make materials`."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def main() -> None:
    """Print a line for each component of the file that the command line names."""
    told = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    for each in sorted(told["components"], key=lambda component: component["name"].lower()):
        print(f"{each['name']} {each.get('version', '')}: {licenses(each)}")


def licenses(component: Mapping[str, Any]) -> str:
    """Return a component's licenses; where it declares none, that."""
    told = component.get("licenses", ())
    known = [each.get("expression") or each["license"].get("id") for each in told]
    named = [each["license"]["name"] for each in told if "name" in each.get("license", {})]
    # A name repeats in other words what an identifier of SPDX says.
    found = list(filter(None, known)) or named
    return ", ".join(dict.fromkeys(found)) or "none declared"


if __name__ == "__main__":
    main()
