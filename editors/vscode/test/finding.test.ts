import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type Answer,
  candidates,
  findServer,
  moduleCommand,
  outcome,
  type Search,
  type Sources,
} from "../src/finding.ts";
import { readVersion, type Version } from "../src/versions.ts";

const nothing: Sources = {
  path: undefined,
  interpreter: undefined,
  active: undefined,
  environment: {},
  own: undefined,
};

function version(text: string): Version {
  const read = readVersion(text);
  assert.ok(read !== undefined);
  return read;
}

function answered(text: string): Answer {
  return { kind: "version", version: version(text) };
}

/** The search among `sources`, where programs answer as `answers` say and others are not there. */
async function search(
  sources: Partial<Sources>,
  answers: Record<string, Answer>,
  refused: string[] = [],
): Promise<Search> {
  return await findServer(candidates({ ...nothing, ...sources }, "linux"), {
    exists: (program) => program in answers,
    isAllowed: (program) => !refused.includes(program),
    version: (command) => Promise.resolve(answers[command[0]] ?? { kind: "absent" }),
    minimum: version("0.2"),
    platform: "linux",
  });
}

const everywhere = {
  active: "/env/bin/python",
  environment: { VIRTUAL_ENV: "/v", PATH: "/a:/b" },
  own: "/own/bin/python",
};
const all = ["/env/bin/python", "/v/bin/python", "/a/milestone-ls", "/b/milestone-ls", "/own/bin/python"];

function program(found: Search): string | undefined {
  return found.kind === "found" ? found.candidate.command[0] : undefined;
}

void describe("the server that is started", () => {
  void it("is the first that is there: active environment, VIRTUAL_ENV, PATH, the extension's own", async () => {
    for (const [i, expected] of all.entries()) {
      const answers = Object.fromEntries(all.slice(i).map((each) => [each, answered("0.2")]));
      assert.equal(program(await search(everywhere, answers)), expected);
    }
  });

  void it("is the one in the settings, whatever else there is", async () => {
    const answers = Object.fromEntries([...all, "/mine"].map((each) => [each, answered("0.2")]));
    const found = await search({ ...everywhere, path: "/mine" }, answers);
    assert.ok(found.kind === "found");
    assert.deepEqual(found.candidate.command, ["/mine"]);
    const byPython = await search({ ...everywhere, interpreter: "/mine" }, answers);
    assert.ok(byPython.kind === "found");
    assert.deepEqual(byPython.candidate.command, moduleCommand("/mine"));
  });

  void it("is no other where the one in the settings does not work", async () => {
    const others = Object.fromEntries(all.map((each) => [each, answered("0.2")]));
    for (const [path, answer, reason] of [
      ["/mine", undefined, "there is no /mine"],
      ["mine", undefined, "mine is not an absolute path"],
      ["/mine", { kind: "failed", reason: "ended with 1" }, "/mine ended with 1"],
    ] as const) {
      const found = await search(
        { ...everywhere, path },
        answer === undefined ? others : { ...others, [path]: answer },
      );
      assert.ok(found.kind === "bad-setting");
      assert.equal(found.reason, reason);
    }
    const found = await search({ interpreter: "/py" }, { "/py": { kind: "absent" } });
    assert.ok(found.kind === "bad-setting");
    assert.equal(found.reason, "/py has no milestone-ls");
  });

  void it("is looked for on behind one that is too old, absent or broken", async () => {
    const found = await search(everywhere, {
      "/env/bin/python": { kind: "absent" },
      "/v/bin/python": { kind: "failed", reason: "ended with 1" },
      "/a/milestone-ls": answered("0.1.9"),
      "/b/milestone-ls": answered("0.2.1"),
    });
    assert.equal(program(found), "/b/milestone-ls");
    assert.deepEqual(found.tried.map(outcome), [
      "active environment: /env/bin/python has no milestone-ls",
      "VIRTUAL_ENV: /v/bin/python ended with 1",
      "PATH: /a/milestone-ls is version 0.1.9",
      "PATH: /b/milestone-ls is version 0.2.1",
    ]);
  });

  void it("is told with version and place where it is too old", async () => {
    const found = await search(everywhere, {
      "/a/milestone-ls": answered("0.1"),
      "/b/milestone-ls": answered("0.0.9"),
    });
    assert.ok(found.kind === "too-old");
    assert.equal(found.candidate.command[0], "/a/milestone-ls");
    assert.equal(found.version.text, "0.1");
  });

  void it("is none where nothing is found", async () => {
    assert.equal((await search(everywhere, {})).kind, "none");
    assert.equal((await search({}, {})).kind, "none");
  });

  void it("is never one that is not allowed, which is not even asked for its version", async () => {
    const asked: string[] = [];
    const found = await findServer(candidates({ ...nothing, ...everywhere }, "linux"), {
      exists: () => true,
      isAllowed: (each) => each === "/own/bin/python",
      version: (command) => {
        asked.push(command[0]);
        return Promise.resolve(answered("0.2"));
      },
      minimum: version("0.2"),
      platform: "linux",
    });
    assert.equal(program(found), "/own/bin/python");
    assert.deepEqual(asked, ["/own/bin/python"]);
    const named = await search({ path: "/plans/evil" }, { "/plans/evil": answered("0.2") }, ["/plans/evil"]);
    assert.ok(named.kind === "bad-setting");
    assert.match(named.reason, /not trusted/);
  });

  void it("is asked for its version the way it is started", () => {
    assert.deepEqual(moduleCommand("/py"), ["/py", "-P", "-m", "milestone_ls"]);
  });

  void it("is looked for in the places of Windows, too", () => {
    const found = candidates({ ...nothing, environment: { virtual_env: "C:\\v", Path: "C:\\a;." } }, "win32");
    assert.deepEqual(
      found.map(({ command }) => command[0]),
      ["C:\\v\\Scripts\\python.exe", "C:\\a\\milestone-ls.exe"],
    );
  });

  void it("is not looked for in a VIRTUAL_ENV that is relative", () => {
    assert.deepEqual(candidates({ ...nothing, environment: { VIRTUAL_ENV: ".venv" } }, "linux"), []);
  });
});
