#!/usr/bin/env bash
# Bundles src/main/ts into one module: bundle.sh PACKAGES ESBUILD_VERSION LIT_VERSION TARGET. Called by Maven; where the committed
# bundle differs from what comes out, it is replaced, so that a change of the sources and of the bundle are one commit.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
packages=$1 esbuild=$1/linux-x64/$2/bin/esbuild lit=$1/lit-html/$3 target=$4

chmod +x "$esbuild"
mkdir -p "$(dirname "$target")" "$here/src/main/bundle"
bundle() {
    "$esbuild" "$here/src/main/ts/$1.ts" --bundle --minify --format=esm --target=es2022 --charset=utf8 --legal-comments=eof \
        --alias:lit-html="$lit/lit-html.js" --alias:lit-html/directives="$lit/directives" --log-level=warning --outfile="$2"
    cmp -s "$2" "$here/src/main/bundle/${2##*/}" || cp "$2" "$here/src/main/bundle/${2##*/}"
}

bundle main "$target"
bundle drop "${target%/*}/drop.js"
