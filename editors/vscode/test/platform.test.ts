import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  absoluteEntries,
  expandedHome,
  interpreterIn,
  isAbsolute,
  isBelow,
  platformOf,
  programsOnPath,
  shown,
  variable,
} from "../src/platform.ts";

void describe("where programs lie", () => {
  void it("knows the interpreter of an environment on each platform", () => {
    assert.equal(interpreterIn("/home/ada/env", "linux"), "/home/ada/env/bin/python");
    assert.equal(interpreterIn("/Users/ada/my env", "darwin"), "/Users/ada/my env/bin/python");
    assert.equal(interpreterIn("C:\\Users\\ada\\env", "win32"), "C:\\Users\\ada\\env\\Scripts\\python.exe");
  });

  void it("takes unusual systems for what they are most like", () => {
    assert.equal(platformOf("freebsd"), "linux");
    assert.equal(platformOf("darwin"), "darwin");
    assert.equal(platformOf("win32"), "win32");
  });

  void it("searches PATH folder by folder, and each folder once", () => {
    const environment = { PATH: "/usr/local/bin:/usr/bin:/usr/local/bin" };
    assert.deepEqual(programsOnPath(["a", "b"], environment, "linux"), [
      "/usr/local/bin/a",
      "/usr/local/bin/b",
      "/usr/bin/a",
      "/usr/bin/b",
    ]);
  });

  void it("leaves relative and empty entries of PATH out, for they mean the current folder", () => {
    assert.deepEqual(absoluteEntries(":.:bin:/usr/bin:", "linux"), ["/usr/bin"]);
    assert.deepEqual(absoluteEntries(".;bin;\\tools;C:tools;C:\\tools;;", "win32"), ["C:\\tools"]);
  });

  void it("reads quoted entries of a PATH on Windows, whatever the case of its name", () => {
    const environment = { Path: '"C:\\Program Files\\Python";\\\\server\\share\\bin', PATHEXT: ".COM;.EXE;.BAT" };
    assert.deepEqual(programsOnPath(["python"], environment, "win32"), [
      "C:\\Program Files\\Python\\python.com",
      "C:\\Program Files\\Python\\python.exe",
      "\\\\server\\share\\bin\\python.com",
      "\\\\server\\share\\bin\\python.exe",
    ]);
  });

  void it("takes only programs that need no shell on Windows", () => {
    for (const PATHEXT of [".BAT;.CMD", "", undefined]) {
      assert.deepEqual(programsOnPath(["x"], { PATH: "C:\\b", PATHEXT }, "win32"), ["C:\\b\\x.exe"]);
    }
  });

  void it("finds nothing without a PATH", () => {
    assert.deepEqual(programsOnPath(["x"], {}, "linux"), []);
  });

  void it("compares names of variables with their case only where case counts", () => {
    assert.equal(variable({ Virtual_Env: "x" }, "VIRTUAL_ENV", "win32"), "x");
    assert.equal(variable({ Virtual_Env: "x" }, "VIRTUAL_ENV", "linux"), undefined);
  });
});

void describe("paths", () => {
  void it("need a drive or a share on Windows to say where they are", () => {
    for (const name of ["C:\\a", "c:/a", "\\\\server\\share"]) assert.ok(isAbsolute(name, "win32"), name);
    for (const name of ["\\a", "/a", "C:a", "a", ""]) assert.ok(!isAbsolute(name, "win32"), name);
    assert.ok(isAbsolute("/a", "darwin"));
    assert.ok(!isAbsolute("~/a", "linux"));
  });

  void it("lie below a folder, or only begin like it", () => {
    assert.ok(isBelow("/plans/a/b", "/plans", "linux"));
    assert.ok(isBelow("/plans", "/plans/", "linux"));
    assert.ok(isBelow("/plans/../plans/a", "/plans", "linux"));
    assert.ok(isBelow("/plans/..a", "/plans", "linux"));
    assert.ok(isBelow("/a", "/", "linux"));
    assert.ok(!isBelow("/plans-old/a", "/plans", "linux"));
    assert.ok(!isBelow("/plans/../a", "/plans", "linux"));
    assert.ok(!isBelow("/", "/plans", "linux"));
  });

  void it("compare as the usual file system of each platform does", () => {
    assert.ok(!isBelow("/Plans/a", "/plans", "linux"));
    assert.ok(isBelow("/Plans/a", "/plans", "darwin"));
    assert.ok(isBelow("/pla\u0301ns/a", "/pl\u00e1ns", "darwin"));
    assert.ok(isBelow("c:/Plans/a", "C:\\plans", "win32"));
    assert.ok(isBelow("\\\\?\\C:\\plans\\a", "C:\\plans", "win32"));
    assert.ok(!isBelow("D:\\plans\\a", "C:\\plans", "win32"));
    assert.ok(isBelow("\\\\server\\share\\plans\\a", "\\\\Server\\share\\plans", "win32"));
  });

  void it("may begin with the home folder", () => {
    assert.equal(expandedHome("~/env/bin/python", "/home/ada", "linux"), "/home/ada/env/bin/python");
    assert.equal(expandedHome("~\\env", "C:\\Users\\ada", "win32"), "C:\\Users\\ada\\env");
    assert.equal(expandedHome("~", "/home/ada", "linux"), "/home/ada");
    assert.equal(expandedHome("~bob/env", "/home/ada", "linux"), "~bob/env");
    assert.equal(expandedHome("/a/~", "/home/ada", "linux"), "/a/~");
  });
});

void describe("a command that is shown", () => {
  void it("is one that a shell understands", () => {
    assert.equal(
      shown(["/usr/bin/python3", "-m", "venv", "/a b/it's"], "linux"),
      "/usr/bin/python3 -m venv '/a b/it'\\''s'",
    );
    assert.equal(shown(["/p", "", "$HOME", "`x`"], "darwin"), "/p '' '$HOME' '`x`'");
  });

  void it("is one that PowerShell understands", () => {
    assert.equal(
      shown(["C:\\Program Files\\py.exe", "-3", "-m", "venv", "C:\\it's"], "win32"),
      "& 'C:\\Program Files\\py.exe' -3 -m venv 'C:\\it''s'",
    );
    assert.equal(shown(["C:\\py.exe", "-m", "venv"], "win32"), "C:\\py.exe -m venv");
  });
});
