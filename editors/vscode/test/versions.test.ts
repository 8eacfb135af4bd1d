import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isAtLeast, readPythonVersion, readServerVersion, readVersion } from "../src/versions.ts";

void describe("a version", () => {
  void it("is read from what the programs print, and from nothing else", () => {
    assert.equal(readServerVersion("milestone-ls 0.12.3\n")?.text, "0.12.3");
    assert.equal(readServerVersion("milestone-ls 1.0rc1\r\n")?.text, "1.0rc1");
    for (const other of ["", "0.12.3", "milestone-lsp 1.0", "milestone-ls 1.0\nmore", "milestone-ls one"]) {
      assert.equal(readServerVersion(other), undefined, other);
    }
    assert.deepEqual(readPythonVersion("Python 3.11.2+\n")?.release, [3, 11, 2]);
    assert.deepEqual(readPythonVersion("Python 3.14.0b1\n")?.release, [3, 14, 0]);
    assert.equal(readPythonVersion("Python was not found; run without arguments to install\n"), undefined);
  });

  void it("is compared number by number", () => {
    const order = ["0.1.0.dev1", "0.1.0", "0.1.1", "0.2rc1", "0.2", "0.10", "1.0"];
    for (const [i, earlier] of order.entries()) {
      for (const later of order.slice(i + 1)) {
        assert.ok(atLeast(later, earlier), `${later} is at least ${earlier}`);
        assert.ok(!atLeast(earlier, later), `${earlier} is not at least ${later}`);
      }
      assert.ok(atLeast(earlier, earlier));
    }
    assert.ok(atLeast("1.0.post1", "1.0"));
    assert.ok(atLeast("1.0", "1.0.0"));
  });
});

function atLeast(version: string, minimum: string): boolean {
  const [a, b] = [readVersion(version), readVersion(minimum)];
  assert.ok(a !== undefined && b !== undefined);
  return isAtLeast(a, b);
}
