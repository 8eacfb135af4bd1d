/**
 * What differs between systems: where programs lie, how paths compare, how a command is written.
 *
 * Everything takes the platform as an argument, so that each is tested on all of them. Nothing is read from the disk.
 */

import path from "node:path";

export type Platform = "linux" | "darwin" | "win32";

/** Names and values of a process's environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A program with its arguments. */
export type Command = readonly [program: string, ...args: string[]];

/** The platform by Node's name for it; whatever is neither Windows nor macOS works as Linux does. */
export function platformOf(name: NodeJS.Platform): Platform {
  return name === "win32" || name === "darwin" ? name : "linux";
}

/** Node's path functions for `platform`. */
export function pathsOf(platform: Platform): path.PlatformPath {
  return platform === "win32" ? path.win32 : path.posix;
}

/** The interpreter of a Python environment, by the environment's folder. */
export function interpreterIn(environment: string, platform: Platform): string {
  return platform === "win32"
    ? path.win32.join(environment, "Scripts", "python.exe")
    : path.posix.join(environment, "bin", "python");
}

/** The value of an environment variable; on Windows case does not count. */
export function variable(environment: Environment, name: string, platform: Platform): string | undefined {
  if (platform !== "win32") return environment[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(environment).find((each) => each.toLowerCase() === wanted);
  return key === undefined ? undefined : environment[key];
}

/** The folders of a search path such as PATH, in order; relative ones are left out, whatever they would stand for. */
export function absoluteEntries(searchPath: string, platform: Platform): string[] {
  const paths = pathsOf(platform);
  return searchPath
    .split(paths.delimiter)
    .map((entry) => (platform === "win32" ? entry.replaceAll('"', "").trim() : entry))
    .filter((entry) => isAbsolute(entry, platform));
}

/** Whether `name` says where it is by itself: on Windows it needs a drive or a share for that. */
export function isAbsolute(name: string, platform: Platform): boolean {
  return platform === "win32" ? /^(?:[A-Za-z]:[\\/]|[\\/]{2}[^\\/])/.test(name) : name.startsWith("/");
}

/**
 * Where programs called one of `names` may lie, in the order in which the system looks: folder by folder of PATH.
 *
 * On Windows only what runs without a shell counts, `.exe` and `.com`, in the order of PATHEXT.
 */
export function programsOnPath(names: readonly string[], environment: Environment, platform: Platform): string[] {
  const folders = absoluteEntries(variable(environment, "PATH", platform) ?? "", platform);
  const endings = platform === "win32" ? executableEndings(variable(environment, "PATHEXT", platform)) : [""];
  const paths = pathsOf(platform);
  const found = folders.flatMap((folder) =>
    names.flatMap((name) => endings.map((ending) => paths.join(folder, `${name}${ending}`))),
  );
  return [...new Set(found)];
}

function executableEndings(pathExt: string | undefined): string[] {
  const listed = (pathExt ?? "").split(";").map((ending) => ending.trim().toLowerCase());
  const runnable = listed.filter((ending) => ending === ".exe" || ending === ".com");
  return runnable.length > 0 ? runnable : [".exe"];
}

/** Whether `name` is `folder` or lies below it, both absolute, going by their names alone. */
export function isBelow(name: string, folder: string, platform: Platform): boolean {
  const paths = pathsOf(platform);
  const between = paths.relative(comparable(folder, platform), comparable(name, platform));
  return between === "" || !(between === ".." || between.startsWith(`..${paths.sep}`) || paths.isAbsolute(between));
}

/** A name as the usual file system of `platform` compares it. */
function comparable(name: string, platform: Platform): string {
  const normal = pathsOf(platform).normalize(
    platform === "win32" ? name.replace(/^[\\/]{2}\?[\\/](?=[A-Za-z]:)/, "") : name,
  );
  return platform === "linux" ? normal : normal.normalize("NFC").toLowerCase();
}

/** `name` with a leading `~` as the home folder. */
export function expandedHome(name: string, home: string, platform: Platform): string {
  const rest = /^~(?:$|[\\/])/.exec(name) === null ? undefined : name.slice(2);
  return rest === undefined ? name : pathsOf(platform).join(home, rest);
}

/** `command` as one may paste it into a shell of `platform`; PowerShell on Windows. */
export function shown(command: readonly string[], platform: Platform): string {
  const quote = platform === "win32" ? quotedForPowerShell : quotedForPosix;
  const [program = "", ...args] = command.map(quote);
  const call = platform === "win32" && program.startsWith("'") ? "& " : "";
  return call + [program, ...args].join(" ");
}

function quotedForPosix(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function quotedForPowerShell(word: string): string {
  return /^[\w+=:./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`;
}
