// Runs the unit tests, bundled first, since Node 20 does not read TypeScript. Arguments go to node --test.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { here } from "./bundle.mjs";

const outdir = path.join(here, "dist/test");
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: here,
  entryPoints: readdirSync(path.join(here, "test"))
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `test/${name}`),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  // The parts under test do without the editor; one that asks for it fails here.
  packages: "external",
  logLevel: "warning",
});
const files = readdirSync(outdir).map((name) => path.join(outdir, name));
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...process.argv.slice(2), ...files], {
  stdio: "inherit",
});
process.exit(status ?? 1);
