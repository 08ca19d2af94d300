#!/bin/sh
# What only the tests need: R for the examples in R, LibreOffice to open the workbooks. Installed where apt and root
# allow, explained elsewhere; the tests themselves decide whether their absence is an error (in CI) or a loud skip.
missing=
command -v Rscript >/dev/null 2>&1 || missing=r-base-core
command -v soffice >/dev/null 2>&1 || missing="libreoffice-calc-nogui $missing"
[ -n "$missing" ] || exit 0
as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
  echo "installing $missing for the tests (some minutes) …"
  # shellcheck disable=SC2086 # one word a package
  { $as_root apt-get update && $as_root apt-get install --yes --no-install-recommends $missing; } >/dev/null 2>&1 && exit 0
fi
echo "Not installed: $missing. The tests that need it will be skipped. To run them:"
echo "  Debian, Ubuntu: sudo apt-get install r-base-core libreoffice-calc    macOS: brew install --cask r libreoffice"
