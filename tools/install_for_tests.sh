#!/bin/sh
# What the tests need of the machine, fetched by apt where that may be: Chromium, with the fonts of the archive's texts,
# Tesseract, and the viewers Mirador and Universal Viewer. Without the first nothing is tested; without the others their
# tests are skipped.
set -eu

root=""
if [ "$(id -u)" -ne 0 ]; then
    root="sudo -n"
    sudo -n true 2>/dev/null || root="none"
fi

fetch() { # fetch PACKAGE...
    if [ "$root" = "none" ] || ! command -v apt-get >/dev/null 2>&1; then
        return 1
    fi
    echo "Installing for the tests:" "$@"
    mkdir -p .build
    { $root apt-get -q update && DEBIAN_FRONTEND=noninteractive $root apt-get -q -y --no-install-recommends install "$@"; } \
        >.build/apt.log 2>&1 || { tail -5 .build/apt.log >&2; return 1; }
}

browser=""
command -v chromium >/dev/null 2>&1 || browser="chromium"
if ! command -v fc-list >/dev/null 2>&1 || ! fc-list | grep -q "Noto Serif CJK"; then
    browser="$browser fontconfig fonts-noto-cjk"
fi
if [ -n "$browser" ] && ! fetch $browser; then
    echo "The tests need Chromium and Noto Serif CJK; install them with: apt-get install" $browser >&2
    exit 1
fi

reader=""
command -v tesseract >/dev/null 2>&1 || reader="tesseract-ocr"
for language in chi_tra chi_tra_vert; do
    if [ -n "$reader" ] || ! tesseract --list-langs 2>&1 | grep -qx "$language"; then
        reader="$reader tesseract-ocr-$(echo "$language" | tr _ -)"
    fi
done
if [ -n "$reader" ] && ! fetch $reader; then
    echo "The tests of Tesseract are skipped; they need: apt-get install" $reader >&2
fi

PATH="$PWD/.build/node:$PATH" sh tools/fetch_viewers.sh ||
    echo "The tests of IIIF viewers are skipped; they need: sh tools/fetch_viewers.sh" >&2
