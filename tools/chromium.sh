#!/bin/sh
# Makes sure there is a Chromium with Chinese letters; says what to do where it may not install one.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Chromium and Noto CJK for the browser tests"
    if apt-get update -qq >/dev/null && \
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null
    then
        exit 0
    fi
fi
echo "no Chromium here: the browser tests are skipped. Install it (Debian: apt install chromium fonts-noto-cjk)" >&2
