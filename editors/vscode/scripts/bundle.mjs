// Bundles the extension into one file, and writes down whose code is in it.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** The text of every licence of the packages that `inputs`, paths below node_modules, come from. */
function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const [, inside] = input.split(/node_modules\/(?!.*node_modules\/)/);
    if (inside === undefined) continue;
    const parts = inside.split("/");
    const name = parts.slice(0, parts[0].startsWith("@") ? 2 : 1).join("/");
    folders.add(input.slice(0, input.length - inside.length) + name);
  }
  const texts = [...folders].sort().map((folder) => {
    const absolute = path.join(here, folder);
    const about = JSON.parse(readFileSync(path.join(absolute, "package.json"), "utf8"));
    const file = readdirSync(absolute).find((name) => /^licen[cs]e/i.test(name));
    if (file === undefined) throw new Error(`${folder} is bundled and has no licence text`);
    const text = readFileSync(path.join(absolute, file), "utf8").trim();
    return `${about.name} ${about.version} (${about.license})\n\n${text}\n`;
  });
  return ["Code of these packages is part of extension.js.\n", ...texts].join(`\n${"-".repeat(80)}\n\n`);
}

/** Writes extension.js and THIRD-PARTY-NOTICES.txt into `folder`. */
export async function bundle(folder) {
  const { metafile } = await build({
    absWorkingDir: here,
    entryPoints: ["src/extension.ts"],
    outfile: path.join(folder, "extension.js"),
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    mainFields: ["module", "main"],
    metafile: true,
    logLevel: "warning",
  });
  writeFileSync(path.join(folder, "THIRD-PARTY-NOTICES.txt"), notices(Object.keys(metafile.inputs)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle(path.join(here, "dist"));
