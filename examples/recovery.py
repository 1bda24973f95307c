"""What a lost cluster is recovered from: databases, artifacts, and what people made."""

from datetime import timedelta

from constructs_lib import Backup, BackupBucket, Config, Environment, Platform, run
from constructs_lib.recovery import Recovery


def platform() -> Platform:
    """Return a platform that loses an hour of people's work at most, and a day of runs."""
    bucket = BackupBucket(
        bucket="kubeflow-copies",
        region="eu-central-1",
        endpoint="s3.eu-central-1.amazonaws.com",
        secret="kubeflow-copies",  # noqa: S106 - the name of a Secret
    )
    config = Config(
        host="kubeflow.example.com",
        backup=Backup(destination=bucket, keep=14),
        recovery=Recovery(
            destination=bucket,
            # Readable in the copies: only those that nobody could issue again.
            secrets=("git-credentials",),
            schedule="0 * * * *",
            keep=7 * 24,
            deadline=timedelta(minutes=15),
        ),
    )
    return Platform(environments=(Environment("default", config),))


if __name__ == "__main__":
    raise SystemExit(run(platform))
