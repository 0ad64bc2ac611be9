#!/bin/sh
# Lighthouse, as for a telephone, over the pages that readers come by: sh tools/lighthouse.sh URL
# Needs Node and Chromium, a site that runs at URL, and the network once. Prints a row a page; below 95 is a failure.
set -eu
site=${1:-http://127.0.0.1:8000}
out=.build/lighthouse
version=12.8.2
mkdir -p "$out"
CHROME_PATH=${CHROME_PATH:-$(command -v chromium)}
export CHROME_PATH

record=$(curl -fsS "$site/search?q=level:item" | grep -o '/a/[a-z0-9]*' | head -1)
[ -n "$record" ] || { echo "Nothing to measure answers at $site." >&2; exit 1; }
failed=0
for page in "home /" "results /search?q=level:item" "record $record"; do
    name=${page%% *}
    npx --yes "lighthouse@$version" "$site${page#* }" --quiet --chrome-flags="--headless=new --no-sandbox --disable-gpu" \
        --only-categories=performance,accessibility --output=json --output-path="$out/$name.json" >/dev/null
    node -e '
        const [name, file] = process.argv.slice(1), told = require(file);
        const scores = Object.values(told.categories).map((one) => Math.round(one.score * 100));
        const paint = told.audits["largest-contentful-paint"].displayValue, shift = told.audits["cumulative-layout-shift"].displayValue;
        console.log(`${name.padEnd(8)} performance ${scores[0]}  accessibility ${scores[1]}  largest paint ${paint}  shift ${shift}`);
        process.exit(Math.min(...scores) < 95 ? 1 : 0);
    ' "$name" "$PWD/$out/$name.json" || failed=1
done
exit $failed
