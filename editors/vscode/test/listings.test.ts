import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { Listing } from "../src/listing.ts";
import { Listings } from "../src/listings.ts";

function listing(root: string, name = root): Listing {
  return { root, name, complete: true, milestones: [] };
}

interface Request {
  readonly uri: string;
  readonly answer: (found: Listing) => void;
  readonly refuse: () => void;
}

/** A server that answers when the test says so. */
class Server {
  readonly requests: Request[] = [];
  changes = 0;
  failures = 0;

  async list(uri: string): Promise<Listing> {
    return await new Promise((answer, reject) => {
      const refuse = (): void => {
        reject(new Error(`${uri} holds no plan`));
      };
      this.requests.push({ uri, answer, refuse });
    });
  }

  changed(): void {
    this.changes += 1;
  }

  failed(): void {
    this.failures += 1;
  }

  /** The requests that wait, taken off. */
  waiting(): Request[] {
    return this.requests.splice(0);
  }
}

let server = new Server();
let listings = new Listings(server);

function names(): string[] {
  return listings.all.map(({ name }) => name).sort();
}

async function told(...roots: string[]): Promise<void> {
  for (const root of roots) listings.refresh(root);
  for (const { uri, answer } of server.waiting()) answer(listing(uri));
  await setImmediate();
}

beforeEach(() => {
  server = new Server();
  listings = new Listings(server);
});

void describe("the plans of a workspace", () => {
  void it("stay listed when a folder comes to one that holds several", async () => {
    await told("one/a", "one/b");
    listings.foldersChanged(["one", "two"]);
    assert.deepEqual(names(), ["one/a", "one/b"]);
    for (const { uri, answer, refuse } of server.waiting()) {
      if (uri === "one") refuse();
      else answer(listing(uri));
    }
    await setImmediate();
    assert.deepEqual(names(), ["one/a", "one/b", "two"]);
  });

  void it("go with the last folder, which is told", async () => {
    await told("one/a", "one/b");
    const before = server.changes;
    listings.foldersChanged([]);
    for (const { refuse } of server.waiting()) refuse();
    await setImmediate();
    assert.deepEqual(names(), []);
    assert.equal(server.changes, before + 2);
    assert.equal(server.failures, 2);
  });

  void it("are those of the server that runs now", async () => {
    await told("a");
    listings.refresh("a");
    listings.clear();
    assert.deepEqual(names(), []);
    for (const { uri, answer } of server.waiting()) answer(listing(uri));
    await setImmediate();
    assert.deepEqual(names(), []);
  });

  void it("are no longer listed where their root stands for the one below", async () => {
    await told("a");
    listings.refresh("a");
    for (const { answer } of server.waiting()) answer(listing("a/b"));
    await setImmediate();
    assert.deepEqual(names(), ["a/b"]);
  });
});

void describe("an answer that comes late", () => {
  void it("does not take the place of one that was asked for after it", async () => {
    listings.refresh("a");
    const newer = listings.current("a/M1.md");
    const [first, second] = server.waiting();
    second?.answer(listing("a", "new"));
    assert.equal((await newer).name, "new");
    const before = server.changes;
    first?.answer(listing("a", "old"));
    await setImmediate();
    assert.deepEqual(names(), ["new"]);
    assert.equal(server.changes, before);
  });

  void it("takes nothing away that was listed after it was asked for", async () => {
    listings.refresh("a");
    const newer = listings.current("a");
    const [first, second] = server.waiting();
    second?.answer(listing("a"));
    await newer;
    first?.refuse();
    await setImmediate();
    assert.deepEqual(names(), ["a"]);
  });

  void it("is asked for again where the plan changed in the meantime", async () => {
    listings.refresh("a");
    listings.refresh("a");
    listings.refresh("a");
    const [first, ...more] = server.waiting();
    assert.deepEqual(more, []);
    first?.answer(listing("a", "old"));
    await setImmediate();
    const [again, ...others] = server.waiting();
    assert.deepEqual(others, []);
    again?.answer(listing("a", "new"));
    await setImmediate();
    assert.deepEqual(names(), ["new"]);
  });
});
