#!/bin/sh
# Deletes the sets before the newest complete ones, and prints the oldest that stays: prune_sets.sh PLACE SET
# PLACE: where sets lie, as rclone names it. SET: the one just made. KEEP: how many stay.
set -eu

complete=$(rclone lsf --max-depth 2 --recursive --files-only --include '/*/complete' "$1")
oldest=$(echo "$complete" | sort -r | head -n "$KEEP" | tail -n 1 | cut -d / -f 1)
# Without one to stop at, all would be deleted.
[ -n "$oldest" ]
for old in $(rclone lsf --dirs-only "$1" | tr -d / | sort); do
    # A set of the future, by a clock that was wrong, must not cost the one just made.
    case $old in "$oldest" | "$2") break ;; esac
    rclone purge "$1/$old" >&2
done
echo "$oldest"
