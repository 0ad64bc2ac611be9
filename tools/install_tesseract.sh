#!/bin/sh
# Some tests read with Tesseract. Fetched by apt where that may be; without it those tests are skipped.
set -eu
wanted=""
command -v tesseract >/dev/null 2>&1 || wanted="tesseract-ocr"
for language in chi_tra chi_tra_vert; do
    if [ -n "$wanted" ] || ! tesseract --list-langs 2>&1 | grep -qx "$language"; then
        wanted="$wanted tesseract-ocr-$(echo "$language" | tr _ -)"
    fi
done
[ -z "$wanted" ] && exit 0

root=""
if [ "$(id -u)" -ne 0 ]; then
    root="sudo -n"
    sudo -n true 2>/dev/null || root="none"
fi
if [ "$root" = "none" ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests of Tesseract are skipped; they need: apt-get install" $wanted >&2
    exit 0
fi
echo "Installing for the tests:" $wanted
export DEBIAN_FRONTEND=noninteractive
mkdir -p .build
if ! { $root apt-get -q update && $root apt-get -q -y --no-install-recommends install $wanted; } >.build/apt-tesseract.log 2>&1; then
    echo "The tests of Tesseract are skipped; apt could not install" $wanted >&2
fi
