// Builds what the browser gets into the package: `npm run build`; `node build.mjs --watch` while working.
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";

const out = fileURLToPath(new URL("../src/lantai/static/lantai/", import.meta.url));
const watching = process.argv.includes("--watch");

const options = {
  entryPoints: { site: "ts/site.ts", viewer: "ts/viewer.ts", grid: "ts/grid.ts", sampling: "ts/sampling.ts", texts: "ts/texts.ts", authorization: "ts/authorization.ts", "site-style": "css/site.css" },
  outdir: out,
  bundle: true,
  minify: !watching,
  format: "iife",
  // What public offices still run: no nesting, no :has(), no light-dark() reach the browser.
  target: ["chrome90", "edge90", "firefox90", "safari15"],
  legalComments: "linked",
  logLevel: "info",
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (watching) await (await esbuild.context(options)).watch();
else {
  await esbuild.build(options);
  await compress();
}

// What is served beside each file to whoever takes it compressed.
async function compress() {
  for (const name of (await readdir(out)).filter((one) => /\.(js|css)$/.test(one))) {
    const body = await readFile(`${out}/${name}`);
    await writeFile(`${out}/${name}.gz`, gzipSync(body, { level: 9 }));
    await writeFile(`${out}/${name}.br`, brotliCompressSync(body));
  }
}
