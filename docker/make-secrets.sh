#!/bin/sh
# Makes the keys and passwords that compose.yaml mounts, each in a file of its own under docker/secrets. One that exists is never
# touched: what was encrypted with a key can be read with no other.
set -eu
umask 077

folder=$(dirname "$0")/secrets
mkdir -p "$folder"
for name in field-encryption.key blind-index.key media-signing.key audit-signing.key credit-signing.key sms-gateway.key; do
    [ -s "$folder/$name" ] || head -c 32 /dev/urandom | base64 > "$folder/$name"
done
for name in database-root.password database-app.password database-migrate.password redis.password; do
    [ -s "$folder/$name" ] || head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' > "$folder/$name"
done
# Containers read them under accounts of their own; on this machine the folder keeps everybody else out.
chmod 444 "$folder"/*
