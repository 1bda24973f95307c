"""What `python main.py` does: synthesize without a word more, or the command that is named."""

import argparse
import gc
import sys
from collections.abc import Callable, Sequence
from typing import Final

from jsii.errors import JSIIError

from ..config import Platform
from . import check_tenants, diff, graph, images, plan_migration, promote, publish, synth

# A command is a module: HELP in a line, add_arguments(parser), and run(platform, options).
_COMMANDS: Final = {
    "synth": synth,
    "diff": diff,
    "graph": graph,
    "images": images,
    "check-tenants": check_tenants,
    "plan-migration": plan_migration,
    "promote": promote,
    "publish": publish,
}


def run(platform: Callable[[], Platform], arguments: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name, `synth` if none; return the exit code.

    platform: a function, so that a wrong decision in it is told as one sentence.
    """
    parser = argparse.ArgumentParser(description="Kubeflow for GitOps.")
    parser.set_defaults(run=synth.run)
    subparsers = parser.add_subparsers(metavar="command")
    for name, module in _COMMANDS.items():
        subparser = subparsers.add_parser(name, help=module.HELP, description=module.HELP)
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    options = parser.parse_args(arguments)
    # What is imported stays: looking for garbage in it takes a tenth of the time.
    gc.freeze()
    try:
        code: int = options.run(platform(), options)
    except (ValueError, OSError, JSIIError, RuntimeError) as error:
        # jsii's errors go on with a trace of their JavaScript.
        message, _, _ = str(error).partition("\n")
        print(f"error: {message}", file=sys.stderr)
        return 1
    return code
