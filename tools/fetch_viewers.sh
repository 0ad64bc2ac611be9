#!/bin/sh
# Mirador and Universal Viewer for the tests, into .build/viewers: what is published of them, without what they were
# built from. Each is pinned by its digest.
set -eu
cd "$(dirname "$0")/.."
into=.build/viewers

fetch() { # fetch NAME VERSION INTEGRITY
    test -e "$into/$1-$2" && return
    told=$(npm pack --silent --json --pack-destination "$into" "$1@$2")
    case $told in
        *"$3"*) ;;
        *) echo "$1 $2 is not what it was: its digest differs." >&2; rm -f "$into/$1-$2.tgz"; exit 1 ;;
    esac
    rm -rf "$into/$1"
    mkdir "$into/$1"
    tar -xzf "$into/$1-$2.tgz" -C "$into/$1" --strip-components=2 package/dist
    rm "$into/$1-$2.tgz"
    touch "$into/$1-$2"
}

mkdir -p "$into"
fetch mirador 4.0.0 sha512-uWsE9e2oqSc/lUu+vVwDGhTsycuhGsfZ2KfX6CLfXiT3wgGy6qT9+q5M3V9Zz72hkdIgsJugKesaowmRtYmvrA==
fetch universalviewer 4.4.0 sha512-9OVs6uCzeQYw50jg8k2vEGq6hQFu7kEv9OOAlmqVH9duhrpg1xlIqcMIb2rhNQnAxTQd3R13gxJze9UYkiwdzg==
