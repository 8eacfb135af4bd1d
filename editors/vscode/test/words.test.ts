import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Crashes } from "../src/crashes.ts";
import { looksLikeMilestone } from "../src/recognising.ts";
import { forServer, textSetting } from "../src/settings.ts";
import { shownStatus, type State } from "../src/status.ts";

const states: State[] = [
  { kind: "starting" },
  { kind: "setting-up" },
  { kind: "reading", version: "0.2", detail: "3/7 files" },
  { kind: "ready", version: "0.2", program: "/usr/bin/milestone-ls" },
  { kind: "stopped", reason: "It ended." },
  { kind: "too-old", program: "/usr/bin/milestone-ls", version: "0.1", minimum: "0.2" },
  { kind: "not-found", reason: "There is none." },
  { kind: "disabled" },
];

void describe("the status", () => {
  void it("counts findings in signs and in words", () => {
    const ready: State = { kind: "ready", version: "0.2", program: "/p" };
    const { text, label, detail } = shownStatus(ready, { errors: 1, warnings: 2 });
    assert.equal(text, "$(checklist) $(error) 1 $(warning) 2");
    assert.equal(label, "Milestones: 1 error, 2 warnings");
    assert.equal(detail, "Version 0.2, /p");
    assert.equal(shownStatus(ready, { errors: 0, warnings: 0 }).label, "Milestones: no errors, no warnings");
  });

  void it("says in words what each state's icon shows", () => {
    const labels = states.map((state) => shownStatus(state, { errors: 0, warnings: 0 }).label);
    assert.equal(new Set(labels).size, states.length);
    for (const label of labels) assert.match(label, /^Milestones: [a-z0-9/, ]+$/);
  });

  void it("is a problem only where somebody should do something", () => {
    const problems = states.filter((state) => shownStatus(state, { errors: 9, warnings: 0 }).isProblem);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ["stopped", "too-old", "not-found"],
    );
  });

  void it("tells which version was found where and which is needed", () => {
    const { detail } = shownStatus(
      { kind: "too-old", program: "/p", version: "0.1", minimum: "0.2" },
      { errors: 0, warnings: 0 },
    );
    assert.equal(detail, "/p is version 0.1; 0.2 or later is needed.");
  });
});

void describe("the settings that the server gets", () => {
  void it("are those that somebody made, without the extension's own", () => {
    const section = {
      enable: true,
      server: { path: "/p", interpreter: null },
      profile: "strict",
      include: null,
      diagnostics: { closed: null },
      severity: { "dead-link": "off" },
      index: [],
      hoursPerDay: 0,
    };
    assert.deepEqual(forServer(section), {
      profile: "strict",
      severity: { "dead-link": "off" },
      index: [],
      hoursPerDay: 0,
    });
  });

  void it("are none where there is no section", () => {
    for (const section of [null, undefined, "text", {}]) assert.deepEqual(forServer(section), {});
  });

  void it("name a program only where they hold a text", () => {
    assert.equal(textSetting(" /p "), "/p");
    for (const value of [null, undefined, "", "  ", 1, {}]) assert.equal(textSetting(value), undefined);
  });
});

void it("a document is a milestone if its first heading says so", () => {
  for (const text of ["# Milestone: M1 Start", "---\na: b\n---\n\n# milestone M1\n", "text\n\n# Milestone\n"]) {
    assert.ok(looksLikeMilestone(text), text);
  }
  for (const text of ["", "# Milestones", "## Milestone: M1", "# Plan\n\n# Milestone: M1", "#Milestone", "Milestone"]) {
    assert.ok(!looksLikeMilestone(text), text);
  }
});

void it("a server that ends again and again is left alone, one that ends now and then is not", () => {
  const often = new Crashes();
  assert.deepEqual(
    [1, 2, 3, 4, 5].map((time) => often.again(time * 1000)),
    [true, true, true, true, false],
  );
  const seldom = new Crashes();
  assert.ok(Array.from({ length: 20 }, (_, i) => seldom.again(i * 60_000)).every(Boolean));
});
