import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Platform } from "../src/platform.ts";
import { isAllowed, safeEnvironment } from "../src/trust.ts";

/** Real paths by name; a folder's holds for what is below it. Other names are their own. */
function links(ends: Record<string, string>): (name: string) => string {
  return (name) => {
    const start = Object.keys(ends).find((each) => name === each || name.startsWith(`${each}/`));
    return start === undefined ? name : `${ends[start] ?? ""}${name.slice(start.length)}`;
  };
}

const nowhere = (name: string): string => {
  throw new Error(`no ${name}`);
};

function allowed(
  name: string,
  options: { folder?: string; trusted?: boolean; real?: typeof nowhere; on?: Platform } = {},
): boolean {
  const trust = { trusted: options.trusted ?? false, folders: [options.folder ?? "/plans"] };
  return isAllowed(name, trust, options.on ?? "linux", options.real ?? nowhere);
}

void describe("in a workspace that is not trusted", () => {
  void it("programs from elsewhere may start, and those in it may not", () => {
    assert.ok(allowed("/usr/bin/python3"));
    assert.ok(!allowed("/plans/.venv/bin/python"));
    assert.ok(!allowed("/plans/../plans/python"));
  });

  void it("an environment in it is not used though its interpreter links out of it", () => {
    assert.ok(
      !allowed("/plans/.venv/bin/python", { real: links({ "/plans/.venv/bin/python": "/usr/bin/python3.11" }) }),
    );
  });

  void it("a link from elsewhere into it is not followed", () => {
    assert.ok(!allowed("/home/ada/bin/milestone-ls", { real: links({ "/home/ada/bin/milestone-ls": "/plans/evil" }) }));
    assert.ok(!allowed("/home/ada/bin/milestone-ls", { real: links({ "/home/ada/bin": "/plans/bin" }) }));
  });

  void it("an environment that a link leads into does not count as elsewhere because its interpreter links on", () => {
    const real = (name: string): string =>
      name === "/env/bin/python" ? "/usr/bin/python3" : name.replace(/^\/env/, "/plans/.venv");
    assert.ok(!allowed("/env/bin/python", { real }));
  });

  void it("a workspace opened through a link is known by both its names", () => {
    const real = links({ "/link": "/data/plans" });
    assert.ok(!allowed("/data/plans/python", { folder: "/link", real }));
    assert.ok(!allowed("/link/python", { folder: "/link", real }));
  });

  void it("case does not help on Windows and macOS", () => {
    assert.ok(!allowed("c:\\PLANS\\python.exe", { folder: "C:\\plans", on: "win32" }));
    assert.ok(!allowed("/PLANS/python", { on: "darwin" }));
  });
});

void it("in a trusted workspace all programs may start", () => {
  assert.ok(allowed("/plans/.venv/bin/python", { trusted: true }));
});

void it("without a folder open there is nothing that is not trusted", () => {
  assert.ok(isAllowed("/usr/bin/python3", { trusted: false, folders: [] }, "linux", nowhere));
});

void describe("the environment of our processes", () => {
  const untrusted = { trusted: false, folders: ["/plans"] };
  const trusted = { trusted: true, folders: ["/plans"] };

  void it("keeps the current folder out of what Python imports", () => {
    assert.deepEqual(safeEnvironment({ PYTHONSAFEPATH: "", HOME: "/home/ada" }, trusted, "linux", nowhere), {
      HOME: "/home/ada",
      PYTHONSAFEPATH: "1",
    });
  });

  void it("keeps of PYTHONPATH what is absolute", () => {
    const { PYTHONPATH } = safeEnvironment({ PYTHONPATH: "lib:/opt/lib:.::/plans/lib" }, trusted, "linux", nowhere);
    assert.equal(PYTHONPATH, "/opt/lib:/plans/lib");
  });

  void it("keeps the workspace out of all that Python reads and all that is found on PATH while it is not trusted", () => {
    const given = {
      PYTHONPATH: "/plans/lib",
      PYTHONUSERBASE: "/plans/user",
      PYTHONHOME: "/opt/python",
      PATH: "/plans/bin:.:/usr/bin",
    };
    assert.deepEqual(safeEnvironment(given, untrusted, "linux", nowhere), {
      PYTHONHOME: "/opt/python",
      PATH: "/usr/bin",
      PYTHONSAFEPATH: "1",
    });
  });

  void it("leaves PATH as it is in a trusted workspace", () => {
    assert.equal(safeEnvironment({ PATH: ".:/plans/bin" }, trusted, "linux", nowhere)["PATH"], ".:/plans/bin");
  });

  void it("knows the names on Windows in any case", () => {
    assert.deepEqual(
      safeEnvironment(
        { PythonPath: "lib;C:\\plans\\x", Path: "C:\\w;C:\\plans" },
        { trusted: false, folders: ["C:\\Plans"] },
        "win32",
        nowhere,
      ),
      { Path: "C:\\w", PYTHONSAFEPATH: "1" },
    );
  });
});
