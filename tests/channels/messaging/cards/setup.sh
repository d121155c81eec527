#!/bin/sh
# Installs what the reading of cards needs and is not there yet: Node.js 20 with
# Microsoft's library for adaptive cards.
set -eu
cd "$(dirname "$0")"
. ../../../../widget/scripts/installing.sh

install_node_packages
