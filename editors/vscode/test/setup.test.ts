import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { explained, folderName, plan, pythonCommands, readInstalled, remedy } from "../src/setup.ts";
import { readVersion } from "../src/versions.ts";

const bundle = {
  wheel: "/ext/server/milestone_ls-0.2.0-py3-none-any.whl",
  requirements: "/ext/server/requirements.txt",
  pictures: "/ext/server/pictures.txt",
  version: "0.2.0",
  digest: "0123456789abcdef",
};

void describe("the plan of a set-up", () => {
  void it("installs nothing whose content is not known, and the server without a network", () => {
    const { steps, interpreter } = plan(["/usr/bin/python3"], bundle, "/data/env", "linux");
    assert.equal(interpreter, "/data/env/bin/python");
    assert.deepEqual(
      steps.map(({ command }) => command.join(" ")),
      [
        "/usr/bin/python3 -m venv /data/env",
        "/data/env/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes --only-binary :all: --requirement /ext/server/requirements.txt",
        "/data/env/bin/python -m pip install --disable-pip-version-check --no-input --require-hashes --only-binary :all: --requirement /ext/server/pictures.txt",
        "/data/env/bin/python -m pip install --disable-pip-version-check --no-input --no-deps --no-index /ext/server/milestone_ls-0.2.0-py3-none-any.whl",
      ],
    );
  });

  void it("can do without what only draws, and without nothing else", () => {
    const { steps } = plan(["/usr/bin/python3"], bundle, "/data/env", "linux");
    const optional = steps.filter(({ isOptional }) => isOptional === true);
    assert.deepEqual(
      optional.map(({ command }) => command.at(-1)),
      [bundle.pictures],
    );
  });

  void it("knows where things lie on Windows", () => {
    const { steps } = plan(["C:\\Windows\\py.exe", "-3"], bundle, "C:\\data\\env", "win32");
    assert.deepEqual(steps[0]?.command, ["C:\\Windows\\py.exe", "-3", "-m", "venv", "C:\\data\\env"]);
    assert.equal(steps[1]?.command[0], "C:\\data\\env\\Scripts\\python.exe");
  });

  void it("is shown with each command as it will be run", () => {
    const { steps } = plan(["/usr/bin/python3"], bundle, "/my data/env", "linux");
    const python = readVersion("3.12.1");
    assert.ok(python !== undefined);
    const text = explained(steps, python, "linux");
    assert.match(text, /Python 3\.12\.1/);
    assert.match(text, /^\/usr\/bin\/python3 -m venv '\/my data\/env'$/m);
    assert.equal(text.split("\n\n").length, 1 + steps.length);
  });

  void it("gives each environment a folder of its own", () => {
    assert.equal(folderName(bundle, "abc123"), "0.2.0-01234567-abc123");
    assert.notEqual(folderName(bundle, "a"), folderName({ ...bundle, digest: "f".repeat(64) }, "a"));
  });
});

void describe("the Python for a set-up", () => {
  void it("is one that is active before those on PATH, and python3 before python", () => {
    const commands = pythonCommands(["/env/bin/python"], { PATH: "/a:/b" }, "linux").map(([program]) => program);
    assert.deepEqual(commands.slice(0, 5), ["/env/bin/python", "/a/python3", "/b/python3", "/a/python", "/b/python"]);
    assert.ok(commands.includes("/b/python3.11"));
  });

  void it("is the launcher's on Windows where there is no other", () => {
    const commands = pythonCommands([], { Path: "C:\\w" }, "win32");
    assert.deepEqual(commands, [["C:\\w\\python.exe"], ["C:\\w\\python3.exe"], ["C:\\w\\py.exe", "-3"]]);
  });
});

void describe("the note of what is set up", () => {
  void it("is read as it was written", () => {
    const installed = { folder: "0.2.0-01234567-abc123", version: "0.2.0", digest: "0f" };
    assert.deepEqual(readInstalled(JSON.stringify(installed)), installed);
  });

  void it("is none where it is broken, or leads elsewhere", () => {
    const note = (folder: unknown): string => JSON.stringify({ folder, version: "1", digest: "0f" });
    for (const text of ["", "{", "null", "[]", "{}", note(1), note(".."), note("../x"), note("/x"), note("a\\b")]) {
      assert.equal(readInstalled(text), undefined, text);
    }
  });
});

void describe("what to do about a failure", () => {
  void it("is told by what was printed", () => {
    for (const [printed, advice] of [
      ["The virtual environment was not created successfully because ensurepip is not available.", /python3-venv/],
      ["/usr/bin/python3: No module named venv", /python3-venv/],
      ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", /not what was expected/],
      ["NameResolutionError: x\nERROR: No matching distribution found for pygls==2.1.1", /network/],
      ["ERROR: No matching distribution found for watchfiles==1.3.0", /nothing that fits/],
      ["SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", /certificate/],
      ["OSError: [Errno 28] No space left on device", /disk is full/],
      ["what nobody expected", /log/],
    ] as const) {
      assert.match(remedy(printed, "linux"), advice, printed);
    }
    assert.doesNotMatch(remedy("No module named venv", "win32"), /apt/);
  });
});
