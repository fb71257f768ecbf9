#!/bin/sh
# Makes .build/judged: the project as a package that has only what needs neither Hummingbird nor GRDB (see Package.swift beside
# this). The folders are the project's own.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
view=$root/.build/judged
mkdir -p "$view"
for folder in Sources Tests web .venv; do ln -sfn "$root/$folder" "$view/$folder"; done
ln -sf "$root/Tests/judges/Package.swift" "$view/Package.swift"
if [ -e "$root/Package.resolved" ] && [ ! -e "$view/Package.resolved" ]; then cp "$root/Package.resolved" "$view/"; fi
echo "$view"
