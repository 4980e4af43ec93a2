#!/usr/bin/env bash
# wan.sh up NAME DELAY_MS LOSS_PERCENT RATE_MBIT QUEUE_MS [SEED] | wan.sh down NAME
# wan.sh stop NAME | wan.sh go NAME: no packet comes through from one to the other.
# Builds wanem.c, makes the namespaces NAME-a (10.9.0.1) and NAME-b (10.9.0.2), and joins them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
what=${1:-} name=${2:-}
[[ $what =~ ^(up|down|stop|go)$ && $name =~ ^[a-z0-9-]+$ ]] || { sed -n 2,4p "$0" >&2; exit 2; }
shift 2
state=${TMPDIR:-/tmp}/sampan-wan-$name
case $what in
  up)
    mkdir -p "$state"
    # Programs may ask for BBR; in a namespace of its own this cannot be set, and root needs no leave.
    sysctl -qw "net.ipv4.tcp_allowed_congestion_control=reno cubic bbr" 2>/dev/null || true
    cc -O2 -pthread -o "$state/wanem" "$here/wanem.c"
    for ns in "$name-a" "$name-b"; do
      ip netns add "$ns"
      ip netns exec "$ns" ip link set lo up
      ip netns exec "$ns" sysctl -qw net.ipv4.tcp_congestion_control=cubic
    done
    "$state/wanem" "$name-a" 10.9.0.1 "$name-b" 10.9.0.2 "$@" >"$state/log" 2>&1 &
    echo $! >"$state/pid"
    for _ in $(seq 50); do grep -q ready "$state/log" && exit 0; sleep 0.1; done
    cat "$state/log" >&2
    exit 1 ;;
  stop) kill -STOP "$(cat "$state/pid")" ;;
  go) kill -CONT "$(cat "$state/pid")" ;;
  down)
    if [ -f "$state/pid" ]; then kill -TERM "$(cat "$state/pid")" 2>/dev/null && kill -CONT "$(cat "$state/pid")" || true; sleep 0.2; tail -n 2 "$state/log" || true; fi
    for ns in "$name-a" "$name-b"; do ip netns del "$ns" 2>/dev/null || true; done
    rm -rf "$state" ;;
esac
