#!/bin/sh
# Installs what building and testing the widget needs and is not there yet:
# Node.js 20, the packages of package-lock.json, and a Chromium; with --firefox a Firefox, too.
set -eu
cd "$(dirname "$0")/.."

install() {
  if [ "$(id -u)" -eq 0 ]; then root=""; else root="sudo"; fi
  command -v apt-get >/dev/null || {
    echo "Please install $1 and start again." >&2
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

[ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] || install chromium

if [ "${1:-}" = --firefox ]; then
  [ -n "${FIREFOX:-}" ] || [ -x /usr/bin/firefox-esr ] || install firefox-esr
fi
