#!/bin/sh
# The journeys need Debian's chromium and a Chinese typeface: install them when we may, else say how.
set -eu
if command -v chromium >/dev/null 2>&1 && fc-list :lang=zh 2>/dev/null | grep -q .; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-noto-cjk fontconfig
else
    echo "The journeys need the packages chromium, fonts-noto-cjk and fontconfig." >&2
    echo "请先运行 / please run first:  sudo apt-get install chromium fonts-noto-cjk fontconfig" >&2
    exit 1
fi
