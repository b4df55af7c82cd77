#!/bin/sh
# Install what the tests of the look need, on Debian 12 as root: LibreOffice Writer, poppler,
# fontconfig, node, Chromium, Neovim, Java, the Fandol and Liberation fonts; from npm Microsoft's validator, axe,
# the Nu validator and what drives Chromium.
#
#     tests/look/setup.sh            # cache in .cache/look
#     NIANBAO_LOOK=/dir tests/look/setup.sh
#
# What was downloaded stays in the cache; a second run does nothing, and a fresh machine with an
# old cache downloads nothing but what its own packages lack.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${NIANBAO_LOOK:-$here/../../.cache/look}
mkdir -p "$cache/debs/partial" "$cache/fonts"
cache=$(cd "$cache" && pwd)

updated=
apt() {
    if [ -z "$updated" ]; then
        apt-get update -qq
        updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends \
        -o APT::Sandbox::User=root -o Dir::Cache::archives="$cache/debs" \
        -o APT::Keep-Downloaded-Packages=true "$@"
}

# Commands: LibreOffice takes most of the time and all of the space.
wanted=
command -v soffice > /dev/null || wanted="$wanted libreoffice-writer-nogui"
command -v pdftotext > /dev/null || wanted="$wanted poppler-utils"
command -v fc-list > /dev/null || wanted="$wanted fontconfig"
command -v node > /dev/null || wanted="$wanted nodejs"
command -v chromium > /dev/null || wanted="$wanted chromium"
command -v nvim > /dev/null || wanted="$wanted neovim"  # an editor for the language server
command -v java > /dev/null || wanted="$wanted default-jre-headless"  # of the Nu validator
command -v npm > /dev/null || wanted="$wanted npm"  # for these packages, and those of the one-file edition
# shellcheck disable=SC2086  # a list of packages
[ -z "$wanted" ] || apt install $wanted

# Fonts: unpacked beside the tests, not installed, so that no other document changes its look.
if [ ! -f "$cache/fonts/FandolSong-Regular.otf" ] || [ ! -f "$cache/fonts/LiberationSerif-Regular.ttf" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    (cd "$work" && apt download texlive-lang-chinese fonts-liberation)
    for deb in "$work"/*.deb; do
        dpkg-deb -x "$deb" "$work/x"
    done
    find "$work/x" \( -name 'FandolSong-*.otf' -o -name 'FandolFang-*.otf' -o -name 'FandolKai-*.otf' \
        -o -name 'FandolHei-Regular.otf' -o -name 'LiberationSerif-Regular.ttf' \) \
        -exec cp {} "$cache/fonts/" \;
fi

# The packages of npm, as the lock file pins them. Debian's node 18 runs it, though npm says that it wants 20.
if ! cmp -s "$here/package-lock.json" "$cache/package-lock.json" ||
    [ ! -d "$cache/node_modules/@ooxml-tools/validate" ]; then
    cp "$here/package.json" "$cache/"
    (cd "$cache" && rm -rf node_modules && cp "$here/package-lock.json" . &&
        npm ci --no-audit --no-fund --loglevel=error)
fi

echo "ready: $cache"
