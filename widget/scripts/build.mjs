/** Makes dist/: one minified file, and its versioned name and integrity hash for script tags. */

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const FILE = here("../dist/backtalk.js");

/** Style sheets become strings, put together and minified. */
const styles = {
  name: "styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await esbuild.build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        write: false,
        target: "chrome111",
      });
      return { contents: outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

/** The bundle as text. */
export async function bundle() {
  const { version } = JSON.parse(await readFile(here("../package.json"), "utf8"));
  const { outputFiles } = await esbuild.build({
    entryPoints: [here("../src/index.js")],
    bundle: true,
    format: "esm",
    minify: true,
    write: false,
    target: "es2022",
    charset: "utf8",
    banner: { js: `/* Backtalk ${version} | Apache-2.0 */` },
    plugins: [styles],
  });
  return outputFiles[0].text;
}

/** Where the server keeps exactly this version; it may be cached for good. */
export function nameOf(text) {
  const [, version] = text.match(/^\/\* Backtalk (\S+) /);
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return `backtalk-${version}-${hash}.js`;
}

/** The hash for the `integrity` attribute. */
export function integrityOf(text) {
  return `sha384-${createHash("sha384").update(text).digest("base64")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await bundle();
  await writeFile(FILE, text);
  await writeFile(here("../dist/integrity.txt"), `${nameOf(text)} ${integrityOf(text)}\n`);
  console.log(`${FILE}: ${text.length} characters`);
}
