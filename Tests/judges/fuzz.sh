#!/bin/bash
# Fuzzes parsers: every one, or those named, each for so many seconds, as many at a time as there are processors.
#
#     Tests/judges/fuzz.sh 600 [PARSER…]
#
# What is found grows in .build/fuzz/PARSER; what breaks a rule is kept in .build/fuzz/broken, and belongs into
# Tests/FuzzTests/Corpus/PARSER, with the mended parser.
set -euo pipefail
seconds=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
view=$("$here/view.sh")
corpus=$here/../FuzzTests/Corpus
found=$view/../fuzz
built=$view/../judged-fuzzer
toolchain=$(dirname "$(readlink -f "$(command -v swiftc)")")/..
VESTIBULE_FUZZER=$(ls "$toolchain"/lib/clang/*/lib/*/libclang_rt.fuzzer_no_main-"$(uname -m)".a | head -n 1)
# A crash is libFuzzer's to report: Swift's own report would take minutes.
export VESTIBULE_FUZZER SWIFT_BACKTRACE=enable=no
swift build --package-path "$view" --scratch-path "$built" --product fuzz
[ "$#" -gt 0 ] || set -- $(ls "$corpus")
mkdir -p "$found/broken"
fuzz() {
    mkdir -p "$found/$1"
    if "$built/debug/fuzz" "$1" -max_total_time="$seconds" -max_len=2048 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$found/broken/$1-" "$found/$1" "$corpus/$1" >"$found/$1.log" 2>&1; then
        echo "· $1: $(sed -n 's/stat::number_of_executed_units: //p' "$found/$1.log") inputs, no rule broken"
    else
        echo "· $1: BROKEN"
        tail -n 20 "$found/$1.log"
        return 1
    fi
}
export -f fuzz
export seconds corpus found built
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -c 'fuzz {}'
