/** What is wrong with the words for a new milestone, as far as it can be told while they are typed. */

import { type Milestone, nameOf } from "./listing.ts";

/** What is wrong with `title`; undefined where nothing is. */
export function titleProblem(title: string): string | undefined {
  return title.trim() === "" ? "A milestone has a title." : undefined;
}

/** What is wrong with `id`; undefined where nothing is, or where it is left to the server. */
export function idProblem(id: string, milestones: readonly Milestone[]): string | undefined {
  const wanted = id.trim();
  if (wanted === "") return undefined;
  if (/\s/.test(wanted)) return "An ID has no spaces.";
  const taken = milestones.find((each) => each.id.toLowerCase() === wanted.toLowerCase());
  return taken === undefined ? undefined : `This ID is taken: ${nameOf(taken)}.`;
}
