#!/bin/sh
# Installs PostgreSQL where it is missing, and prints the folder of its programs.
set -eu

programs() {
  if command -v initdb >/dev/null && command -v pg_ctl >/dev/null; then
    dirname "$(readlink -f "$(command -v initdb)")"
    return
  fi
  for folder in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ] && { echo "$folder"; return; }
  done
  return 1
}

programs && exit 0
command -v apt-get >/dev/null || {
  echo "Please install PostgreSQL (its initdb and pg_ctl) and start again." >&2
  exit 1
}
if [ "$(id -u)" -eq 0 ]; then root=""; else root="sudo"; fi
{
  $root apt-get update -qq
  # The package would start a server of its own; ours are made and gone with the tests.
  $root mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" |
      $root tee /etc/postgresql-common/createcluster.conf
  $root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends \
    -o Dpkg::Options::=--force-confold postgresql
} >/dev/null
programs
