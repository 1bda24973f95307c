#!/bin/sh
# Writes databases of a MySQL to one compressed file: dump_databases.sh FILE DATABASE...
# DATABASE_HOST, DATABASE_PORT, DATABASE_USER, MYSQL_PWD: where and as whom.
set -eu

file=$1
shift
# One transaction: what is written meanwhile waits for nobody and is not in the dump.
mysqldump \
    --host="$DATABASE_HOST" --port="$DATABASE_PORT" --user="$DATABASE_USER" \
    --single-transaction --routines --triggers --hex-blob --add-drop-database \
    --result-file="$file" --databases "$@"
# The last line says so, and a dump that broke off lacks it.
tail -n 1 "$file" | grep -q '^-- Dump completed'
gzip "$file"
