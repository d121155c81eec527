#!/bin/sh
# Installs what the handover's tests need and is not there yet: Node.js 20 with two FHIR
# validators, and Pango for PDF.
set -eu
cd "$(dirname "$0")/validators"
. ../../../widget/scripts/installing.sh

install_node_packages

PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep -q libpangoft2 ||
  install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
