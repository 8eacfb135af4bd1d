/** The milestones of a plan, as the server lists them. */

/** What a milestone has come to. */
export const STATES = ["active", "ready", "blocked", "unknown", "done", "cancelled"] as const;
export type MilestoneState = (typeof STATES)[number];

/** As the protocol has it: from 0, characters in UTF-16. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Milestone {
  /** As it is written; the name of the file where nothing else is one. */
  readonly id: string;
  readonly title: string;
  readonly uri: string;
  /** Of the ID, or of the heading. */
  readonly range: { readonly start: Place; readonly end: Place };
  readonly status: string;
  readonly state: MilestoneState;
  readonly wave: number | null;
  readonly track: string | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly blockedBy: readonly string[];
  /** URIs of what it depends on, and of what depends on it. */
  readonly upstream: readonly string[];
  readonly downstream: readonly string[];
  readonly critical: boolean;
}

export interface Listing {
  readonly root: string;
  readonly name: string;
  /** Whether the plan has been read to its end. */
  readonly complete: boolean;
  readonly milestones: readonly Milestone[];
}

/** The server's answer as a listing; undefined where it is none. */
export function readListing(answer: unknown): Listing | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { root, name, milestones } = answer as Record<string, unknown>;
  const isListing = typeof root === "string" && typeof name === "string" && Array.isArray(milestones);
  return isListing ? (answer as Listing) : undefined;
}

/** How a milestone is called: by its ID and its title; a file's name that stands for an ID may say the same twice. */
export function nameOf({ id, title, uri }: Milestone): string {
  const words = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
  const parts = words(id) === words(title) ? [title] : [id, title];
  return parts.filter((part) => part !== "").join(" ") || fileName(uri);
}

/** The name of the file at `uri`, for people. */
export function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
