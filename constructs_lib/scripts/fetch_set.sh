#!/bin/sh
# Brings the files of a set into a folder, and refuses what is not as it was kept: fetch_set.sh FOLDER SET DUMP...
# KEPT: as in keep_backup.sh. UNVERIFIED: `yes` takes a set without digests, as older ones are.
# DUMP...: which dumps it must have.
set -eu

folder=$1
set=$2
shift 2
refuse() {
    echo "set $set is refused: $1" >&2
    exit 2
}

complete=$(rclone cat "$KEPT/sets/$set/complete") || true
if [ "$(echo "$complete" | sed -n 1p)" != "$set" ]; then
    echo "there is no complete set $set" >&2
    exit 2
fi
expected=$(echo "$complete" | sed -n 2p)
if [ -z "$expected" ] && [ "${UNVERIFIED:-}" != yes ]; then
    refuse "it has no digests, as sets of older versions; to take it unverified, say UNVERIFIED=yes"
fi
rclone copy --include '/*.gz' --include /sha256sums "$KEPT/sets/$set" "$folder"
cd "$folder"
for dump in "$@"; do
    [ -f "$dump.sql.gz" ] || refuse "it has no $dump.sql.gz"
done
if [ -z "$expected" ]; then
    gzip -t ./*.gz || refuse "a file is cut short or altered"
    echo "set $set has no digests: it is whole as far as gzip can tell"
    exit
fi
[ -f sha256sums ] || refuse "its list of digests is missing"
[ "$(sha256sum <sha256sums | cut -d ' ' -f 1)" = "$expected" ] || refuse "its list of digests was altered"
while read -r digest file; do
    [ -f "$file" ] || refuse "$file is missing"
    [ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$digest" ] || refuse "$file is cut short or altered"
done <sha256sums
for dump in "$@"; do
    grep -q " $dump\.sql\.gz\$" sha256sums || refuse "$dump.sql.gz is not in its list of digests"
done
echo "set $set is as it was kept"
