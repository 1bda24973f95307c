"""`python -m constructs_lib` is `kubeflow-gitops`, where that is not on the PATH."""

from .commands import main

if __name__ == "__main__":
    raise SystemExit(main())
