#!/bin/sh
# Puts databases back as they were in a dump of dump_databases.sh: load_databases.sh FILE
# Environment: as there. A database of the dump is dropped first; others stay.
set -eu

gzip --decompress "$1.gz"
mysql --host="$DATABASE_HOST" --port="$DATABASE_PORT" --user="$DATABASE_USER" <"$1"
echo "loaded $1"
