import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { install } from "../src/installing.ts";
import { interpreterIn, platformOf } from "../src/platform.ts";
import { plan, type Step } from "../src/setup.ts";
import { readBundle, Storage } from "../src/storage.ts";

const bundle = {
  wheel: "/w.whl",
  requirements: "/r.txt",
  pictures: "/p.txt",
  version: "0.2.0",
  digest: "0123456789abcdef",
};
const platform = platformOf(process.platform);

void describe("the environments of the extension", () => {
  let folder = "";
  let storage: Storage;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "milestone-ls-"));
    storage = new Storage(path.join(folder, "environments"), platform);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function made(): string {
    const environment = storage.fresh(bundle);
    const interpreter = interpreterIn(environment, platform);
    mkdirSync(path.dirname(interpreter), { recursive: true });
    writeFileSync(interpreter, "");
    return environment;
  }

  void it("are none at first", () => {
    assert.equal(storage.current(), undefined);
    storage.tidy();
  });

  void it("count only once they are complete", () => {
    const environment = made();
    assert.equal(storage.current(), undefined);
    storage.use(environment, bundle);
    assert.equal(storage.current()?.interpreter, interpreterIn(environment, platform));
    assert.equal(storage.current()?.digest, bundle.digest);
  });

  void it("do not count once they are gone", () => {
    const environment = made();
    storage.use(environment, bundle);
    rmSync(environment, { recursive: true });
    assert.equal(storage.current(), undefined);
  });

  void it("give way to newer ones, and old and unfinished ones are removed", () => {
    const [old, unfinished, current] = [made(), made(), made()];
    storage.use(old, bundle);
    storage.use(current, bundle);
    storage.tidy();
    assert.deepEqual([old, unfinished, current].map(existsSync), [false, false, true]);
  });

  void it("stay while another window uses them", async () => {
    const [old, current] = [made(), made()];
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    try {
      writeFileSync(path.join(old, `in-use-${String(other.pid)}`), "");
      storage.use(current, bundle);
      storage.tidy();
      assert.ok(existsSync(old));
    } finally {
      other.kill("SIGKILL");
      await once(other, "exit");
    }
    storage.tidy();
    assert.ok(!existsSync(old));
  });

  void it("are marked as in use by this window, and others' files are left alone", () => {
    const environment = made();
    storage.hold(interpreterIn(environment, platform));
    storage.hold(path.join(folder, "elsewhere", "bin", "python"));
    assert.ok(readdirSync(environment).some((name) => name === `in-use-${String(process.pid)}`));
    assert.ok(!existsSync(path.join(folder, "elsewhere")));
  });

  void it("are not there at all when setting up fails half-way", async () => {
    const listener = { signal: new AbortController().signal, onStep: () => undefined, onOutput: () => undefined };
    const steps = plan([process.execPath, "-e", "process.exit(7)", "--"], bundle, storage.fresh(bundle), platform);
    const context = { cwd: folder, env: {}, platform };
    const outcome = await install(steps, bundle, storage, context, listener);
    assert.ok(outcome.kind === "failed");
    assert.equal(outcome.reason, "Making a Python environment failed: ended with 7.");
    assert.deepEqual(readdirSync(storage.root), []);
    assert.equal(storage.current(), undefined);
  });

  void it("are made without a step that is optional where that fails", async () => {
    const titles: string[] = [];
    const listener = {
      signal: new AbortController().signal,
      onStep: (title: string) => titles.push(title),
      onOutput: () => undefined,
    };
    const step = (title: string, code: number, isOptional: boolean): Step => {
      return { title, command: [process.execPath, "-e", `process.exit(${String(code)})`], isOptional };
    };
    const target = storage.fresh(bundle);
    const steps = [step("one", 0, false), step("two", 7, true), step("three", 8, false), step("four", 0, false)];
    const interpreter = interpreterIn(target, platform);
    const outcome = await install(
      { folder: target, interpreter, steps },
      bundle,
      storage,
      { cwd: folder, env: {}, platform },
      listener,
    );
    assert.ok(outcome.kind === "failed");
    assert.equal(outcome.reason, "three failed: ended with 8.");
    assert.deepEqual(titles, ["one", "two", "three"]);
  });

  void it("are not there at all when setting up is cancelled", async () => {
    const stop = new AbortController();
    const listener = {
      signal: stop.signal,
      onStep: () => {
        stop.abort();
      },
      onOutput: () => undefined,
    };
    const steps = plan(
      [process.execPath, "-e", "setInterval(() => {}, 1000)"],
      bundle,
      storage.fresh(bundle),
      platform,
    );
    const outcome = await install(steps, bundle, storage, { cwd: folder, env: {}, platform }, listener);
    assert.deepEqual(outcome, { kind: "cancelled" });
    assert.deepEqual(readdirSync(storage.root), []);
  });

  void it("are filled from what the extension carries, known by its content", () => {
    assert.equal(readBundle(path.join(folder, "server")), undefined);
    const write = (wheel: string): ReturnType<typeof readBundle> => {
      mkdirSync(path.join(folder, "server"), { recursive: true });
      writeFileSync(path.join(folder, "server", "milestone_ls-0.2.0rc1-py3-none-any.whl"), wheel);
      writeFileSync(path.join(folder, "server", "requirements.txt"), "");
      writeFileSync(path.join(folder, "server", "pictures.txt"), "");
      return readBundle(path.join(folder, "server"));
    };
    const [first, same, other] = [write("a"), write("a"), write("b")];
    assert.equal(first?.version, "0.2.0rc1");
    assert.equal(first.digest, same?.digest);
    assert.notEqual(first.digest, other?.digest);
  });
});
