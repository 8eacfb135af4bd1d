#!/bin/bash
# Records one session of VS Code: record.sh OUT leaves OUT/params.json and OUT/traffic.jsonl.
# CODE_SERVER: code-server's entry.js. NODE: the Node.js it needs. CHROMIUM, PYTHON: the same, where PATH has others.
set -eu
: "${CODE_SERVER:?the entry.js of code-server}"
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
groups=()
finish() {
  for group in "${groups[@]}"; do kill -- "-$group" 2>/dev/null || true; done
  for group in "${groups[@]}"; do while kill -0 -- "-$group" 2>/dev/null; do sleep 0.1; done; done
  rm -rf "$work"
}
trap finish EXIT

mkdir -p "$work"/{ws,user/User,extensions/local.record-0.0.0}
cp "$here"/{package.json,extension.js} "$work"/extensions/local.record-0.0.0/
(cd "$work"/extensions/local.record-0.0.0 && npm install --ignore-scripts --no-audit --no-fund --no-package-lock)
printf '# Plan\n\n😀 b old\n' >"$work"/ws/plan.md
cat >"$work"/user/User/settings.json <<'JSON'
{
  "workbench.startupEditor": "none",
  "chat.disableAIFeatures": true,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "git.enabled": false
}
JSON
echo 'auth: none' >"$work"/config.yaml

export HOME=$work RECORD_DONE=$work/done EXTENSIONS_GALLERY='{"serviceUrl":""}'
RECORD_SERVER=$(printf '["%s","%s","%s","%s"]' "${PYTHON:-python3}" "$here"/../record.py "$out"/params.json "$out"/traffic.jsonl)
export RECORD_SERVER

set -m # each program below is the head of its own process group
"${NODE:-node}" "$CODE_SERVER" --config "$work"/config.yaml --user-data-dir "$work"/user --extensions-dir "$work"/extensions \
  --auth none --bind-addr 127.0.0.1:0 --disable-telemetry --disable-update-check --disable-workspace-trust \
  --disable-getting-started-override --disable-proxy --ignore-last-opened >"$work"/server.log 2>&1 &
groups+=($!)
await() { # 60 seconds for the condition given
  for _ in $(seq 600); do if "$@"; then return; fi; sleep 0.1; done
  cat "$work"/server.log >&2
  return 1
}
await grep -q 'HTTP server listening' "$work"/server.log
address=$(sed -n 's/.*HTTP server listening on \(http:[^ ]*[0-9]\).*/\1/p' "$work"/server.log)
# The extension host starts when a browser shows the page.
"${CHROMIUM:-chromium}" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
  --remote-debugging-port=0 --user-data-dir="$work"/chromium "$address/?folder=$work/ws" >"$work"/chromium.log 2>&1 &
groups+=($!)
await test -s "$work"/done
cat "$work"/done
