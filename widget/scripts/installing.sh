# What the set-up of browser and validator tests shares; to be sourced.

# Packages of the system, or a word on what to install where that cannot be done from here.
install() {
  if [ "$(id -u)" -eq 0 ]; then root=""; else root="sudo"; fi
  command -v apt-get >/dev/null || {
    echo "Please install $* and start again." >&2
    exit 1
  }
  $root apt-get update -qq
  $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Node.js 20, and what package-lock.json of this folder names.
install_node_packages() {
  node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null ||
    install nodejs npm

  if [ ! -e node_modules/.package-lock.json ] ||
    [ package-lock.json -nt node_modules/.package-lock.json ]; then
    npm ci --no-audit --no-fund --loglevel=error
    touch node_modules/.package-lock.json
  fi
}
