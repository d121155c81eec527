#!/bin/sh
# Installs what the handover's tests need and is not there yet: Node.js 20 with two FHIR
# validators, and Pango for PDF.
set -eu
cd "$(dirname "$0")/validators"

install() {
  if [ "$(id -u)" -eq 0 ]; then root=""; else root="sudo"; fi
  command -v apt-get >/dev/null || {
    echo "Please install $* and start again." >&2
    exit 1
  }
  $root apt-get update -qq
  $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null ||
  install nodejs npm

if [ ! -e node_modules/.package-lock.json ] ||
  [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi

PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep -q libpangoft2 ||
  install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
