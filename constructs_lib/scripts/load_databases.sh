#!/bin/sh
# Puts databases back as they were in a dump of dump_databases.sh: load_databases.sh FILE
# Environment: as there. A database of the dump is dropped first; others stay.
set -eu

if [ -n "${DATABASE_SOCKET:-}" ]; then
    at="--protocol=SOCKET --socket=$DATABASE_SOCKET"
else
    at="--host=$DATABASE_HOST --port=$DATABASE_PORT"
fi
gzip --decompress "$1.gz"
# The address is two words.
# shellcheck disable=SC2086
mysql $at --user="$DATABASE_USER" <"$1"
echo "loaded $1"
