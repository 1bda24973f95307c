#!/bin/sh
# Loads a dump into a server of its own, and compares what is then in it: rehearse_restore.sh FILE DATABASE...
# FILE: as dump_databases.sh named it. Prints numbers and names, and no content.
set -eu

file=$1
shift
programs=$(dirname "$0")
server=$file-server
export DATABASE_SOCKET="$server/socket" DATABASE_USER=root MYSQL_PWD=

# What the dump says but for its comments, in which a time is.
said() { gzip -dc "$1" | LC_ALL=C sed '/^-- /d' | sha256sum; }
ask() { mysql --protocol=SOCKET --socket="$DATABASE_SOCKET" --user=root --batch --skip-column-names --execute="$1"; }

mkdir "$server" "$server/tmp"
mysqld --no-defaults --initialize-insecure --datadir="$server/data" \
    --tmpdir="$server/tmp" --secure-file-priv="$server/tmp"
# Nobody else can reach it, and nothing in it must outlive a crash.
mysqld --no-defaults --datadir="$server/data" --tmpdir="$server/tmp" --secure-file-priv="$server/tmp" \
    --socket="$DATABASE_SOCKET" --pid-file="$server/pid" --skip-networking \
    --loose-mysqlx=OFF --loose-skip-log-bin --performance-schema=OFF \
    --innodb-buffer-pool-size=64M --innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0 &
process=$!
trap 'kill "$process" 2>/dev/null && wait "$process" || true' EXIT
tries=120
until mysqladmin --protocol=SOCKET --socket="$DATABASE_SOCKET" --user=root --silent ping; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ] || ! kill -0 "$process"; then
        echo "the server for the rehearsal did not start" >&2
        exit 1
    fi
    sleep 1
done

before=$(said "$file.gz")
sh "$programs/load_databases.sh" "$file"
rm "$file"
sh "$programs/dump_databases.sh" "$file" "$@"
if [ "$(said "$file.gz")" != "$before" ]; then
    echo "what was loaded from $file is not what is in it: dumped again, it differs" >&2
    exit 1
fi
for database in "$@"; do
    tables=$(ask "SELECT table_name FROM information_schema.tables WHERE table_schema = '$database' AND table_type = 'BASE TABLE'")
    rows=0
    for table in $tables; do
        found=$(ask "CHECK TABLE \`$database\`.\`$table\`" | cut -f 4)
        if [ "$(echo "$found" | tail -n 1)" != OK ]; then
            echo "table $database.$table is damaged: $found" >&2
            exit 1
        fi
        rows=$((rows + $(ask "SELECT COUNT(*) FROM \`$database\`.\`$table\`")))
    done
    echo "$database: $(echo "$tables" | grep -c .) tables, $rows rows"
done
mysqladmin --protocol=SOCKET --socket="$DATABASE_SOCKET" --user=root shutdown
wait "$process"
trap - EXIT
rm -r "$server" "$file.gz"
echo "restored and compared: $file"
