#!/bin/sh
# Installs Node and pnpm into /opt/tools, in the versions that the workspace pins. Debian's own npm only fetches them.
# Run in a folder with the package.json and pnpm-workspace.yaml of the workspace.
set -eu

node_version=$(sed -n 's/^  node: \([0-9.]*\)$/\1/p' pnpm-workspace.yaml)
pnpm_version=$(sed -n 's/.*"packageManager": "pnpm@\([0-9.]*\).*/\1/p' package.json)
: "${node_version:?not found in pnpm-workspace.yaml}" "${pnpm_version:?not found in package.json}"

apt-get update
apt-get install -y --no-install-recommends ca-certificates npm
rm -rf /var/lib/apt/lists/*
npm install --prefix /opt/tools --no-audit --no-fund --loglevel=error "node@$node_version" "pnpm@$pnpm_version"
