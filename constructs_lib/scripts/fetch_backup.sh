#!/bin/sh
# Brings a backup back: its dumps into a folder, the objects into the store: fetch_backup.sh FOLDER DUMP...
# KEPT, STORE, BUCKETS: as in keep_backup.sh. DUMP..., UNVERIFIED: as in fetch_set.sh.
# BACKUP: which set. OVERWRITE: must be `yes`; what is there now is lost.
set -eu

if [ -z "${BACKUP:-}" ]; then
    echo "BACKUP says which set to restore; complete are:" >&2
    rclone lsf --max-depth 2 --recursive --files-only --include '/*/complete' "$KEPT/sets" | cut -d / -f 1 >&2
    exit 2
fi
if [ "${OVERWRITE:-}" != yes ]; then
    echo "restoring $BACKUP loses what is there now; say OVERWRITE=yes" >&2
    exit 2
fi
folder=$1
shift
sh "$(dirname "$0")/fetch_set.sh" "$folder" "$BACKUP" "$@"
if [ -n "${STORE:-}" ]; then
    rclone copy --ignore-times "$KEPT/artifacts" "$STORE"
fi
if [ -n "${BUCKETS:-}" ]; then
    rclone copy --ignore-times "$KEPT/buckets" store:
fi
echo "fetched $BACKUP"
