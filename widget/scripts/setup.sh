#!/bin/sh
# Installs what building and testing the widget needs and is not there yet:
# Node.js 20, the packages of package-lock.json, and a Chromium; with --firefox a Firefox, too.
set -eu
cd "$(dirname "$0")/.."
. scripts/installing.sh

install_node_packages

[ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium ] || install chromium

if [ "${1:-}" = --firefox ]; then
  [ -n "${FIREFOX:-}" ] || [ -x /usr/bin/firefox-esr ] || install firefox-esr
fi
