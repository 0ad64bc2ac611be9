#!/bin/sh
# The tests look at pages in Chromium, with the fonts of the archive's texts. Fetched by apt where that may be.
set -eu
wanted=""
command -v chromium >/dev/null 2>&1 || wanted="chromium"
if ! command -v fc-list >/dev/null 2>&1 || ! fc-list | grep -q "Noto Serif CJK"; then
    wanted="$wanted fontconfig fonts-noto-cjk"
fi
[ -z "$wanted" ] && exit 0

root=""
if [ "$(id -u)" -ne 0 ]; then
    root="sudo -n"
    sudo -n true 2>/dev/null || root="none"
fi
if [ "$root" = "none" ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need Chromium and Noto Serif CJK; install them with: apt-get install" $wanted >&2
    exit 1
fi
echo "Installing for the tests:" $wanted
export DEBIAN_FRONTEND=noninteractive
mkdir -p .build
if ! { $root apt-get -q update && $root apt-get -q -y --no-install-recommends install $wanted; } >.build/apt.log 2>&1; then
    tail -5 .build/apt.log >&2
    echo "apt could not install what the tests need:" $wanted >&2
    exit 1
fi
