// Makes dist/milestone-ls.vsix: the bundled extension, the server's wheel, and the locked list of what the wheel needs.
// PYTHON names the interpreter that builds the wheel (3.11 or later, with hatchling or with pip and a network); python3
// if it is not set.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundle, here } from "./bundle.mjs";

const repository = path.resolve(here, "../..");
const python = interpreter();
const server = path.join(here, "server");
const vsix = path.join(here, "dist/milestone-ls.vsix");

/** The interpreter to build with; a relative path counts from where npm was started. */
function interpreter() {
  const given = process.env.PYTHON || "python3";
  return /[\\/]/.test(given) ? path.resolve(process.env.INIT_CWD ?? ".", given) : given;
}

/** What `program` prints; ends the build with its exit code if it fails. */
function run(program, args, options = {}) {
  const { status, stdout, error } = spawnSync(program, args, {
    cwd: repository,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    ...options,
  });
  if (error) throw error;
  if (status !== 0) {
    process.stdout.write(stdout);
    console.error(`${program} ${args.join(" ")} ended with ${status}`);
    process.exit(status ?? 1);
  }
  return stdout;
}

/** Whether the build backend is there already; if not, pip fetches it. */
function hasBackend() {
  return spawnSync(python, ["-c", "import hatchling"], { stdio: "ignore" }).status === 0;
}

rmSync(server, { recursive: true, force: true });
mkdirSync(server);
run(
  python,
  hasBackend()
    ? ["-m", "hatchling", "build", "--target", "wheel", "--directory", server]
    : ["-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-deps", "--wheel-dir", server, "."],
);
writeFileSync(path.join(server, "requirements.txt"), run(python, [path.join(here, "scripts/requirements.py")]));
copyFileSync(path.join(repository, "LICENSE"), path.join(here, "LICENSE.txt"));
await bundle();
const vsce = path.join(here, "node_modules/@vscode/vsce/vsce");
run(process.execPath, [vsce, "package", "--no-dependencies", "--allow-missing-repository", "--out", vsix], {
  cwd: here,
});
const size = Math.ceil(statSync(vsix).size / 1024);
console.log(`${path.relative(process.cwd(), vsix)}: ${size} KB, with ${readdirSync(server).join(" and ")}`);
