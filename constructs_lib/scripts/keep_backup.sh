#!/bin/sh
# Takes what was dumped and the object store's bucket to where backups lie: keep_backup.sh FOLDER
# KEPT: that place, as rclone names it. STORE: the bucket, if it is to be copied. BUCKETS: a
# pattern of further ones.
# KEEP: how many sets of dumps; older ones are deleted.
set -eu

set=$(date -u +%Y%m%dT%H%M%SZ)
if [ -n "${STORE:-}" ]; then
    # One copy for all sets. Nothing is deleted from it, so every set finds the objects that it
    # speaks of; what an object held before it changed goes to the set. By the servers' times:
    # others would cost a request for each object.
    rclone copy --update --use-server-modtime \
        --backup-dir "$KEPT/sets/$set/replaced" "$STORE" "$KEPT/artifacts"
    # 3: the folder is not there, because the bucket is empty.
    rclone lsf --recursive --files-only "$KEPT/artifacts" >"$1/objects" || [ $? -eq 3 ]
    gzip "$1/objects"
fi
if [ -n "${BUCKETS:-}" ]; then
    rclone copy --update --use-server-modtime --include "/$BUCKETS/**" \
        --backup-dir "$KEPT/sets/$set/replaced-buckets" store: "$KEPT/buckets"
fi
# `complete` names the set and has the digest of the digests of its files.
digests=$(cd "$1" && sha256sum -- *.gz)
echo "$digests" >"$1/sha256sums"
rclone copy "$1" "$KEPT/sets/$set"
{
    echo "$set"
    sha256sum <"$1/sha256sums" | cut -d ' ' -f 1
} | rclone rcat "$KEPT/sets/$set/complete"

oldest=$(sh "$(dirname "$0")/prune_sets.sh" "$KEPT/sets" "$set")
echo "kept as $set; the oldest is $oldest"
