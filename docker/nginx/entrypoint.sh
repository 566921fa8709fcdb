#!/bin/sh
# Fills in the site's configuration and runs nginx.
set -eu

key=${MEDIA_SIGNING_KEY_FILE:-/run/secrets/media-signing.key}
bytes=$(base64 -d "$key" | wc -c)
if [ "$bytes" -ne 32 ]; then
    echo "media-signing.key must be 32 bytes in base64, found $bytes bytes" >&2
    exit 1
fi
# The same bytes in base64url, as the api writes them into the signed text.
MEDIA_SIGNING_SECRET=$(base64 -d "$key" | base64 -w 0 | tr '+/' '-_' | tr -d '=')
# As the api names it.
case ${PUBLIC_URL:?} in
    https://*) SESSION_COOKIE=__Host-session ;;
    *) SESSION_COOKIE=session ;;
esac
export MEDIA_SIGNING_SECRET SESSION_COOKIE

umask 077
envsubst '$API_ADDRESS $MEDIA_SIGNING_SECRET $SESSION_COOKIE' < /etc/nginx/default.conf.template > /tmp/nginx-site.conf
unset MEDIA_SIGNING_SECRET
if [ -z "${MEDIA_ORIGIN:-}" ]; then
    cp /etc/nginx/media-from-folder.conf /tmp/nginx-media.conf
else
    # What the bucket asks for, unless a network keeps everyone else away from it.
    MEDIA_ORIGIN_REFERER=
    if [ -n "${MEDIA_ORIGIN_KEY_FILE:-}" ]; then MEDIA_ORIGIN_REFERER="https://$(cat "$MEDIA_ORIGIN_KEY_FILE").invalid/"; fi
    RESOLVER=$(awk '$1 == "nameserver" { print ($2 ~ /:/ ? "[" $2 "]" : $2); exit }' /etc/resolv.conf)
    MEDIA_ORIGIN=${MEDIA_ORIGIN%/}
    export MEDIA_ORIGIN MEDIA_ORIGIN_REFERER RESOLVER
    envsubst '$MEDIA_ORIGIN $MEDIA_ORIGIN_REFERER $RESOLVER' < /etc/nginx/media-from-bucket.conf.template > /tmp/nginx-media.conf
    unset MEDIA_ORIGIN_REFERER
fi
exec nginx -c /etc/nginx/nginx.conf "$@"
