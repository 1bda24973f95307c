#!/bin/sh
# Brings the newest complete set into a folder, and finds the objects that it lists: fetch_newest.sh FOLDER DUMP...
# KEPT: as in keep_backup.sh. OLDEST: of how many seconds a set may be at most.
set -eu

folder=$1
shift
complete=$(rclone lsf --max-depth 2 --recursive --files-only --include '/*/complete' "$KEPT/sets") || {
    # 3: the folder is not there yet.
    [ $? -eq 3 ] || {
        echo "the sets cannot be listed" >&2
        exit 1
    }
}
set=$(echo "$complete" | sort | tail -n 1 | cut -d / -f 1)
if [ -z "$set" ]; then
    echo "there is no complete set" >&2
    exit 1
fi
since=$(date -u -d "@$(($(date +%s) - OLDEST))" +%Y%m%dT%H%M%SZ)
if [ "$(printf '%s\n' "$set" "$since" | sort | head -n 1)" = "$set" ]; then
    echo "the newest complete set is $set, and there should be one since $since" >&2
    exit 1
fi
# Else it would be the newest for ever, and hide that no others are made.
until=$(date -u -d "@$(($(date +%s) + 3600))" +%Y%m%dT%H%M%SZ)
if [ "$(printf '%s\n' "$set" "$until" | sort | head -n 1)" = "$until" ]; then
    echo "the newest complete set is $set, which is to come: a clock was wrong; delete it" >&2
    exit 1
fi
sh "$(dirname "$0")/fetch_set.sh" "$folder" "$set" "$@"
if [ -f "$folder/objects.gz" ]; then
    rclone lsf --recursive --files-only "$KEPT/artifacts" >"$folder/there" || [ $? -eq 3 ]
    gzip -dc "$folder/objects.gz" >"$folder/listed"
    # What is there is here twice or more: the rest is listed alone.
    lost=$(sort "$folder/there" "$folder/there" "$folder/listed" | uniq -u)
    if [ -n "$lost" ]; then
        echo "objects of set $set are gone from the copy: $(echo "$lost" | wc -l), such as" >&2
        echo "$lost" | head -n 5 >&2
        exit 1
    fi
    echo "all objects of set $set are in the copy: $(wc -l <"$folder/listed")"
fi
