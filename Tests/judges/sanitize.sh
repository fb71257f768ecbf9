#!/bin/sh
# Runs the tests of the view (see view.sh) under a sanitizer.
#
#     Tests/judges/sanitize.sh thread|address
set -eu
sanitizer=$1
view=$("$(dirname "$0")/view.sh")
# Every byte that a test leaves behind is looked for by no one: leaks are not what this is about.
export ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS=halt_on_error=1 SWIFT_BACKTRACE=enable=no
exec swift test --package-path "$view" --scratch-path "$view/../judged-$sanitizer" --sanitize="$sanitizer"
