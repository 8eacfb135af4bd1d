/** The extension's settings, split into those of its own and those that the server is sent. */

/** The section of all settings. */
export const SECTION = "milestone-ls";

/** Keys that the extension reads itself. */
const OWN = new Set(["enable", "server", "trace"]);

/** What the server gets of the section: what somebody set, without the extension's own keys. */
export function forServer(section: unknown): Record<string, unknown> {
  const given = withoutNulls(section);
  if (typeof given !== "object" || given === null) return {};
  return Object.fromEntries(Object.entries(given).filter(([key]) => !OWN.has(key)));
}

/** `value` without the null and empty entries that stand for settings that nobody made. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value)
    .map(([key, entry]) => [key, withoutNulls(entry)] as const)
    .filter(([, entry]) => entry !== null && entry !== undefined);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

/** A setting's text; undefined where it is unset, blank or of another type. */
export function textSetting(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
}
