/** What shows that somebody works with milestones, before a server says so: names of files, and the heading of a text. */

/** Files whose presence makes a folder a plan. */
export const CONFIGURATIONS = "{milestone-ls.toml,.milestone-ls.toml}";

/** Whether a document is a milestone, by its first heading in the form that the template gives it. */
export function looksLikeMilestone(text: string): boolean {
  const heading = /^ {0,3}#{1,6}[ \t].*$/m.exec(text.slice(0, 20_000));
  return heading !== null && /^ {0,3}#[ \t]+Milestone\b/i.test(heading[0]);
}
