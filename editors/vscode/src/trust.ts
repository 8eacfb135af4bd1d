/**
 * Which programs may be started: in a workspace that is not trusted, none that lies in it.
 *
 * Where a program was found plays no part, since a PATH or an active environment may lead into the workspace, too.
 */

import { absoluteEntries, type Environment, isBelow, pathsOf, type Platform } from "./platform.ts";

/** The workspace as far as trust goes; folders are absolute paths. */
export interface Trust {
  readonly trusted: boolean;
  readonly folders: readonly string[];
}

/** The path without symbolic links; throws where there is nothing. */
export type RealPath = (name: string) => string;

/**
 * Whether nothing from the workspace would be used by starting or reading `name`, an absolute path, or it is trusted.
 *
 * A link counts at both its ends: an environment's interpreter links out of it, and reads what lies beside the link.
 */
export function isAllowed(name: string, trust: Trust, platform: Platform, realPath: RealPath): boolean {
  if (trust.trusted) return true;
  const paths = pathsOf(platform);
  const real = (each: string): string => {
    try {
      return realPath(each);
    } catch {
      return each;
    }
  };
  const names = [name, real(name), paths.join(real(paths.dirname(name)), paths.basename(name))];
  const folders = trust.folders.flatMap((folder) => [folder, real(folder)]);
  return !names.some((each) => folders.some((folder) => isBelow(each, folder, platform)));
}

/** Places that Python takes code or settings from, each one path. */
const PYTHON_PLACES = new Set([
  "PYTHONHOME",
  "PYTHONUSERBASE",
  "PYTHONSTARTUP",
  "PYTHONPYCACHEPREFIX",
  "PYTHONEXECUTABLE",
]);

/**
 * The environment for a process of ours: Python does not look into the current folder, nor into the workspace where
 * that is not trusted, and no program is found there. Relative entries of PYTHONPATH go, since they meant another folder
 * than the one we start in.
 */
export function safeEnvironment(
  environment: Environment,
  trust: Trust,
  platform: Platform,
  realPath: RealPath,
): Record<string, string> {
  const allowed = (name: string): boolean => isAllowed(name, trust, platform, realPath);
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const key = platform === "win32" ? name.toUpperCase() : name;
    if (value === undefined || key === "PYTHONSAFEPATH") continue;
    if (key === "PYTHONPATH" || (key === "PATH" && !trust.trusted)) {
      const kept = absoluteEntries(value, platform).filter(allowed);
      if (kept.length > 0) result[name] = kept.join(pathsOf(platform).delimiter);
    } else if (!PYTHON_PLACES.has(key) || (absoluteEntries(value, platform).length > 0 && allowed(value))) {
      result[name] = value;
    }
  }
  result["PYTHONSAFEPATH"] = "1";
  return result;
}
