#!/bin/sh
# Takes the set that keep_objects.py made to where copies lie: keep_objects.sh FOLDER
# KEPT: that place, as rclone names it. KEEP: how many sets; older ones are deleted.
set -eu

ended() {
    echo "no set is kept: $1" >&2
    exit 1
}

set=$(cat "$1/name")
place="$KEPT/recovery/sets"
# It compares what arrived by size and, where the destination has them, hashes.
rclone copy --retries 2 --low-level-retries 3 "$1/set" "$place/$set" ||
    ended "the destination did not take it; the next run makes another"
rclone copy --retries 2 --low-level-retries 3 "$1/complete" "$place/$set" ||
    ended "the destination did not take the word that it is complete"

oldest=$(sh "$(dirname "$0")/prune_sets.sh" "$place" "$set")
echo "kept as recovery/sets/$set; the oldest is $oldest"
