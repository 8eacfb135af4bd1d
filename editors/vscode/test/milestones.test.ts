import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entry, figures, iconOf, shortened, withoutIcons } from "../src/entries.ts";
import { grouped, isGrouping } from "../src/grouping.ts";
import { fileName, type Milestone, nameOf, readListing, STATES } from "../src/listing.ts";
import { idProblem, titleProblem } from "../src/naming.ts";
import { isPage, openedFrom, wordPage } from "../src/planPage.ts";

const START = { line: 0, character: 13 };

function milestone(given: Partial<Milestone>): Milestone {
  return {
    id: "M1",
    title: "Well",
    uri: "file:///plan/M1-Well.md",
    range: { start: START, end: START },
    status: "pending",
    state: "ready",
    wave: 1,
    track: null,
    progress: null,
    blockedBy: [],
    upstream: [],
    downstream: [],
    critical: false,
    ...given,
  };
}

const plan = [
  milestone({ id: "M0", state: "done", wave: 1, track: "Water" }),
  milestone({ id: "M1", state: "ready", wave: 2, track: "Light" }),
  milestone({ id: "M2", state: "blocked", wave: 10, track: "Water" }),
  milestone({ id: "M3", state: "unknown", wave: null }),
  milestone({ id: "M4", state: "cancelled", wave: null, track: "Light" }),
  milestone({ id: "M5", state: "done", wave: 2, track: "Water" }),
];

function shape(by: Parameters<typeof grouped>[1]): string[] {
  return grouped(plan, by).map(
    ({ label, description, milestones }) => `${label} ${description}: ${milestones.map(({ id }) => id).join(" ")}`,
  );
}

void describe("groups of milestones", () => {
  void it("are waves in their order, then what has none", () => {
    assert.deepEqual(shape("wave"), [
      "Wave 1 1/1: M0",
      "Wave 2 1/2: M1 M5",
      "Wave 10 0/1: M2",
      "Wave Unknown 0/1: M3",
      "Cancelled : M4",
    ]);
  });

  void it("are tracks in the order of the plan, then what has none", () => {
    assert.deepEqual(shape("track"), ["Water 2/3: M0 M2 M5", "Light 0/1: M1 M4", "No Track 0/1: M3"]);
  });

  void it("are states from what goes on to what is over", () => {
    assert.deepEqual(shape("status"), [
      "Ready 0/1: M1",
      "Blocked 0/1: M2",
      "Unknown 0/1: M3",
      "Completed 2/2: M0 M5",
      "Cancelled : M4",
    ]);
  });

  void it("are over when nothing is left to do in them", () => {
    const over = grouped(plan, "wave").filter(({ isOver }) => isOver);
    assert.deepEqual(
      over.map(({ label }) => label),
      ["Wave 1", "Cancelled"],
    );
  });

  void it("hold each milestone once, however they are made", () => {
    for (const by of ["wave", "track", "status"] as const) {
      const groups = grouped(plan, by);
      assert.equal(groups.flatMap(({ milestones }) => milestones).length, plan.length);
      assert.equal(new Set(groups.map(({ key }) => key)).size, groups.length);
    }
  });

  void it("do not mix a track with what has none, whatever it is called", () => {
    const both = [milestone({ track: "No Track" }), milestone({ track: null })];
    assert.equal(grouped(both, "track").length, 2);
  });

  void it("are remembered by a name that is checked", () => {
    assert.equal(isGrouping("track"), true);
    for (const other of ["", "Track", undefined, null, 1]) assert.equal(isGrouping(other), false);
  });
});

void describe("a milestone in the view", () => {
  void it("says how far it is and what holds it up", () => {
    const waiting = milestone({ state: "blocked", blockedBy: ["M2", "M0"], progress: { done: 1, total: 4 } });
    assert.deepEqual(entry(waiting), {
      label: "M1 Well",
      description: "1/4 · blocked by M2 → M0",
      spoken: "M1 Well, Blocked, 1 of 4 tasks done, blocked by M2 → M0",
    });
    assert.equal(entry(milestone({})).description, "ready");
    assert.equal(entry(milestone({ state: "blocked" })).description, "blocked");
    assert.equal(entry(milestone({ state: "done" })).description, "");
  });

  void it("has an icon of its own for each state", () => {
    const names = STATES.map((state) => iconOf(milestone({ state })).name);
    assert.equal(new Set(names).size, STATES.length);
  });

  void it("is called by its title alone where the file's name says the same", () => {
    assert.equal(
      nameOf(milestone({ id: "Winter_Opening_Hours", title: "Winter Opening Hours" })),
      "Winter Opening Hours",
    );
    assert.equal(nameOf(milestone({ id: "M1", title: "" })), "M1");
    assert.equal(nameOf(milestone({ id: "", title: "", uri: "file:///plan/a%20b.md" })), "a b.md");
  });

  void it("tells its figures, and none that it has not", () => {
    const told = milestone({
      status: "in_progress",
      state: "active",
      track: "Water",
      progress: { done: 1, total: 2 },
      upstream: ["file:///plan/M0.md"],
      critical: true,
    });
    assert.deepEqual(
      figures(told, (uri) => fileName(uri)),
      [
        ["Status", "in progress"],
        ["Tasks", "1 of 2 done"],
        ["Wave", "1"],
        ["Track", "Water"],
        ["Depends on", "M0.md"],
        ["Critical", "yes: a delay delays the end"],
      ],
    );
    assert.deepEqual(figures(milestone({ wave: null }), fileName), [["Status", "pending, ready"]]);
  });
});

void describe("words of the author", () => {
  void it("are no icons in a list", () => {
    assert.equal(withoutIcons("$(trash) $(sync~spin) $() $(5 €) $5"), "\\$(trash) \\$(sync~spin) $() $(5 €) $5");
  });

  void it("keep both ends where there is little room", () => {
    assert.equal(shortened("Version 0.1, /a/b", 60), "Version 0.1, /a/b");
    const short = shortened(`Version 0.1.0, /home/${"long/".repeat(20)}bin/milestone-ls`, 60);
    assert.equal(short.length, 60);
    assert.match(short, /^Version 0\.1\.0, .*….*bin\/milestone-ls$/);
  });
});

void describe("a new milestone", () => {
  void it("has a title", () => {
    assert.notEqual(titleProblem("  "), undefined);
    assert.equal(titleProblem("Well"), undefined);
  });

  void it("has an ID that is free, or leaves it to the server", () => {
    assert.equal(idProblem("", plan), undefined);
    assert.equal(idProblem("M9", plan), undefined);
    assert.equal(idProblem(" m1 ", plan), "This ID is taken: M1 Well.");
    assert.notEqual(idProblem("M 9", plan), undefined);
  });
});

void describe("the server's answers", () => {
  void it("are listings only where they have what one has", () => {
    const listing = { root: "file:///plan", name: "plan", complete: true, milestones: [] };
    assert.equal(readListing(listing), listing);
    for (const other of [null, undefined, "", {}, { ...listing, milestones: null }, { ...listing, root: 1 }]) {
      assert.equal(readListing(other), undefined);
    }
  });

  void it("are pages only where they shut out what is not their own", () => {
    const page = (policy: string): string =>
      `<!DOCTYPE html><head><meta http-equiv="Content-Security-Policy" content="${policy}"></head>`;
    const own = "style-src 'sha256-aB+/='; script-src 'sha256-cD='; base-uri 'none'; form-action 'none'";
    assert.equal(isPage(page(`default-src 'none'; ${own}`)), true);
    for (const policy of [
      own,
      `default-src 'none'; ${own}; img-src https:`,
      "default-src 'none'; script-src 'unsafe-inline'",
      "default-src 'none'; script-src 'sha256-cD=' https://example.org",
    ]) {
      assert.equal(isPage(page(policy)), false, policy);
    }
    for (const other of [null, undefined, "", "<p>"]) assert.equal(isPage(other), false);
  });

  void it("stay text where they are errors", () => {
    const shown = wordPage('<img src="https://example.org/x"> & more');
    assert.match(shown, /&lt;img src="https:\/\/example.org\/x"&gt; &amp; more/);
    assert.match(shown, /content="default-src 'none'"/);
  });
});

void describe("what a page asks to open", () => {
  void it("is a document of its plan", () => {
    const uri = "file:///plan/milestones/M1.md";
    assert.equal(openedFrom({ open: uri }, "file:///plan"), uri);
    assert.equal(openedFrom({ open: uri }, "file:///plan/"), uri);
  });

  void it("is nothing else", () => {
    const messages = ["file:///planned/M1.md", "file:///plan/../x", "file:///plan/%2e%2e/x", "command:x", 1].map(
      (open) => ({ open }),
    );
    for (const message of [...messages, null, undefined, "file:///plan/M1.md", {}]) {
      assert.equal(openedFrom(message, "file:///plan"), undefined);
    }
  });
});
