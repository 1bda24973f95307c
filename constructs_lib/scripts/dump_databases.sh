#!/bin/sh
# Writes databases of a MySQL to one compressed file: dump_databases.sh FILE DATABASE...
# DATABASE_HOST, DATABASE_PORT, or DATABASE_SOCKET; DATABASE_USER, MYSQL_PWD: where and as whom.
set -eu

file=$1
shift
if [ -n "${DATABASE_SOCKET:-}" ]; then
    at="--protocol=SOCKET --socket=$DATABASE_SOCKET"
else
    at="--host=$DATABASE_HOST --port=$DATABASE_PORT"
fi
# One transaction: what is written meanwhile waits for nobody and is not in the dump.
# The address is two words.
# shellcheck disable=SC2086
mysqldump \
    $at --user="$DATABASE_USER" \
    --single-transaction --routines --triggers --hex-blob --add-drop-database \
    --result-file="$file" --databases "$@"
# The last line says so, and a dump that broke off lacks it.
tail -n 1 "$file" | grep -q '^-- Dump completed'
gzip "$file"
