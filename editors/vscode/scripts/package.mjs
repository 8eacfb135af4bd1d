// Makes dist/milestone-ls.vsix: the bundled extension, the server's wheel, and the locked lists of what the wheel needs.
// PYTHON names the interpreter that builds the wheel (3.11 or later, with hatchling or with pip and a network); python3
// if it is not set. All is put together in a folder of its own, so that nothing else gets into the file, and two builds
// at once do not disturb each other.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, here } from "./bundle.mjs";

const repository = path.resolve(here, "../..");
const python = interpreter();
const vsix = path.join(here, "dist/milestone-ls.vsix");

/** What goes into the file as it is, beside what is built. */
const KEPT = ["package.json", "README.md", "media/icon.png", "media/milestones.svg", "snippets/milestones.json"];

/** The interpreter to build with; a relative path counts from where npm was started. */
function interpreter() {
  const given = process.env.PYTHON || "python3";
  return /[\\/]/.test(given) ? path.resolve(process.env.INIT_CWD ?? ".", given) : given;
}

/** What `program` prints; throws if it fails. */
function run(program, args, options = {}) {
  const { status, stdout, error } = spawnSync(program, args, {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${stdout}\n${program} ${args.join(" ")} ended with ${status}`);
  return stdout;
}

/** Whether the build backend is there already; if not, pip fetches it. */
function hasBackend() {
  return spawnSync(python, ["-c", "import hatchling"], { cwd: repository, stdio: "ignore" }).status === 0;
}

/** The wheel and the lists of what it needs, and what its pictures need, in `folder`. */
function buildServer(folder) {
  mkdirSync(folder);
  run(
    python,
    hasBackend()
      ? ["-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
      : ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", folder, "."],
  );
  for (const [file, ...extra] of [["requirements.txt"], ["pictures.txt", "pictures"]]) {
    writeFileSync(path.join(folder, file), run(python, [path.join(here, "scripts/requirements.py"), ...extra]));
  }
}

mkdirSync(path.dirname(vsix), { recursive: true });
const staging = mkdtempSync(path.join(path.dirname(vsix), "package-"));
try {
  for (const file of KEPT) cpSync(path.join(here, file), path.join(staging, file));
  cpSync(path.join(repository, "LICENSE"), path.join(staging, "LICENSE.txt"));
  writeFileSync(path.join(staging, ".vscodeignore"), "");
  buildServer(path.join(staging, "server"));
  await bundle(path.join(staging, "dist"));
  const vsce = path.join(here, "node_modules/@vscode/vsce/vsce");
  const out = ["--out", "milestone-ls.vsix"];
  run(process.execPath, [vsce, "package", "--no-dependencies", "--allow-missing-repository", ...out], { cwd: staging });
  renameSync(path.join(staging, "milestone-ls.vsix"), vsix);
  const size = Math.ceil(statSync(vsix).size / 1024);
  console.log(`dist/milestone-ls.vsix: ${size} KB, with ${readdirSync(path.join(staging, "server")).join(" and ")}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(staging, { recursive: true, force: true });
}
