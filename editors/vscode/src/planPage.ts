/** The page that a panel shows: which are let in, which are made here, and what comes back from them. */

/** That a page loads nothing, and runs and styles itself by nothing but what it names by its hash. */
const POLICY = /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; ([^"<>]*)"/;
const ALLOWED = /^(?:(?:style|script)-src '(?:sha256-[\w+/=]+|none)'|(?:base-uri|form-action) 'none')$/;

/** Whether `answer` is a page that shuts out all that is not its own. */
export function isPage(answer: unknown): answer is string {
  if (typeof answer !== "string") return false;
  const policy = POLICY.exec(answer)?.[1];
  return policy?.split(";").every((part) => ALLOWED.test(part.trim())) ?? false;
}

/** A page that says `words` and no more. */
export function wordPage(words: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Plan</title>
</head>
<body><p role="status">${escaped(words)}</p></body>
</html>`;
}

/** The document below `root` that a page's `message` asks to open; undefined where it asks for nothing of the kind. */
export function openedFrom(message: unknown, root: string): string | undefined {
  if (typeof message !== "object" || message === null || !("open" in message)) return undefined;
  const { open } = message;
  const folder = root.endsWith("/") ? root : `${root}/`;
  if (typeof open !== "string" || !open.startsWith(folder)) return undefined;
  return /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(open) ? undefined : open;
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
