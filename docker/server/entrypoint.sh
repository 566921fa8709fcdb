#!/bin/sh
# Puts the passwords from their secret files into the addresses that the server reads, then runs the command.
# An address that is given as a whole is left as it is.
set -eu

encoded() {
    node -p 'encodeURIComponent(require("node:fs").readFileSync(process.argv[1], "utf8").trim())' "$1"
}

if [ -z "${DATABASE_URL:-}" ]; then
    password=$(encoded "$DATABASE_PASSWORD_FILE")
    export DATABASE_URL="mysql://$DATABASE_USER:$password@$DATABASE_HOST/$DATABASE_NAME"
    if [ -n "${DATABASE_MIGRATION_USER:-}" ]; then
        password=$(encoded "$DATABASE_MIGRATION_PASSWORD_FILE")
        export DATABASE_MIGRATION_URL="mysql://$DATABASE_MIGRATION_USER:$password@$DATABASE_HOST/$DATABASE_NAME"
    fi
fi
if [ -z "${REDIS_URL:-}" ]; then
    password=$(encoded "$REDIS_PASSWORD_FILE")
    export REDIS_URL="redis://:$password@$REDIS_HOST/0"
fi
exec "$@"
