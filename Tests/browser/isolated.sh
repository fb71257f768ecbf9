#!/bin/sh
# Runs a command where nothing can leave the machine: a network namespace with a loopback interface, and one more
# interface that has an address and a default route leading nowhere. WebRTC wants an addressed interface to gather
# candidates on; a page that asks for anything outside fails at once. What it mounts only it sees.
#
#     Tests/browser/isolated.sh .venv/bin/python -m pytest Tests/browser
set -eu

if [ "$#" -eq 0 ]; then
    echo "usage: $0 COMMAND [ARGUMENT...]" >&2
    exit 64
fi

if [ "${VESTIBULE_ISOLATED:-}" = yes ]; then
    ip link set lo up
    ip link add inside type veth peer name outside
    ip address add 10.77.0.1/24 dev inside
    ip link set inside up
    ip link set outside up
    ip route add default via 10.77.0.254
    exec "$@"
fi

if ! unshare --user --map-root-user --net --mount true 2>/dev/null; then
    echo "$0: this machine allows no network namespace to its users; run it as root, or see sysctl" \
        "kernel.unprivileged_userns_clone" >&2
    exit 1
fi
VESTIBULE_ISOLATED=yes exec unshare --user --map-root-user --net --mount "$0" "$@"
