#!/bin/sh
# Chromium for the browser tests: installed where apt and root allow, explained elsewhere.
# The tests themselves decide whether its absence is an error (in CI) or a loud skip.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "installing Chromium for the browser tests …"
  { apt-get update && apt-get install --yes --no-install-recommends chromium; } >/dev/null 2>&1 && exit 0
fi
echo "No Chromium here: the browser tests will be skipped. To run them, install it:"
echo "  Debian, Ubuntu: sudo apt-get install chromium    macOS: brew install --cask chromium"
