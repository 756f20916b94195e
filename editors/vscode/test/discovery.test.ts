import assert from "node:assert/strict";
import { test } from "node:test";
import { findPythons, findServer, tryPython, type Found, type Wishes } from "../src/discovery";
import { BUNDLE, machine, python, wishes, type Made, type Program } from "./made_up";

type Programs = Readonly<Record<string, Program>>;

async function found(programs: Programs, wished: Partial<Wishes> = {}, made: Made = {}): Promise<Found> {
  return await findServer(machine(programs, made), wishes(wished), BUNDLE);
}

/** What is started and from where, in short: `bundled /usr/bin/python3`. */
function short(one: Found): string {
  return one.kind === "server" ? `${one.source} ${one.command}` : `none: ${one.fault}`;
}

const BUNDLED = ["-I", "-X", "utf8", "-X", "pycache_prefix=/kept", BUNDLE.script];

test("the bundled server runs isolated, on the first Python that is new enough", async () => {
  const one = await found({ "/usr/bin/python3": python(3, 11) });
  assert.equal(one.kind, "server");
  assert.deepEqual([one.command, one.args], ["/usr/bin/python3", BUNDLED]);
});

const WINDOWS: Made = {
  platform: "win32",
  path: "C:\\Windows;C:\\Users\\Wang\\AppData\\Local\\Microsoft\\WindowsApps",
  environment: {
    LOCALAPPDATA: "C:\\Users\\Wang\\AppData\\Local",
    ProgramFiles: "C:\\Program Files",
    ProgramData: "C:\\ProgramData",
    SystemDrive: "C:",
  },
  home: "C:\\Users\\Wang",
};
const STUB = "C:\\Users\\Wang\\AppData\\Local\\Microsoft\\WindowsApps\\python3.exe";
const STORE: Program = {
  kind: "broken",
  ran: { status: 9009, stderr: "Python was not found; run without arguments to install" },
};
const OF_USER = "C:\\Users\\Wang\\AppData\\Local\\Programs\\Python";
const MAC: Made = { platform: "darwin", path: "/usr/bin:/opt/homebrew/bin" };
const NO_TOOLS: Program = { kind: "broken", ran: { status: 2 } };

const PLACES: readonly [string, Programs, Partial<Wishes>, Made, string][] = [
  [
    "python, where python3 is too old",
    { "/usr/bin/python3": python(3, 9), "/usr/bin/python": python(3, 12) },
    {},
    {},
    "bundled /usr/bin/python",
  ],
  [
    "python3.12, where python3 is too old",
    { "/usr/bin/python3": python(3, 10), "/usr/bin/python3.12": python(3, 12) },
    {},
    {},
    "bundled /usr/bin/python3.12",
  ],
  [
    "/usr/local/bin, where PATH does not name it",
    { "/usr/local/bin/python3": python(3, 13) },
    {},
    { path: "/bin" },
    "bundled /usr/local/bin/python3",
  ],
  [
    "not in a folder that PATH names relatively",
    { "bin/python3": python(3, 13), "./python3": python(3, 13), "/bin/python3": python(3, 11) },
    {},
    { path: ".:bin::/bin" },
    "bundled /bin/python3",
  ],
  [
    "what a version manager's stand-in stands for",
    { "/shims/python3": python(3, 12, { executable: "/versions/3.12/bin/python3" }) },
    {},
    { path: "/shims" },
    "bundled /versions/3.12/bin/python3",
  ],
  [
    "the active Python of another extension, where there is none else",
    { "/conda/bin/python": python(3, 12) },
    { active: async () => "/conda/bin/python" },
    {},
    "bundled /conda/bin/python",
  ],
  [
    "not that Python in a folder that is not trusted",
    { "/conda/bin/python": python(3, 12) },
    { active: async () => "/conda/bin/python", trusted: false },
    {},
    "none: python",
  ],
  [
    "py -3, where the Store's stand-in is all that PATH has",
    { [STUB]: STORE, "C:\\Windows\\py.exe": python(3, 12, { executable: `${OF_USER}\\Python312\\python.exe` }) },
    {},
    WINDOWS,
    `bundled ${OF_USER}\\Python312\\python.exe`,
  ],
  [
    "the newest of the user's own on Windows",
    {
      [STUB]: STORE,
      [`${OF_USER}\\Python39\\python.exe`]: python(3, 9),
      [`${OF_USER}\\Python311\\python.exe`]: python(3, 11),
      [`${OF_USER}\\Python313\\python.exe`]: python(3, 13),
      [`${OF_USER}\\Launcher\\py.exe`]: python(3, 13),
    },
    {},
    WINDOWS,
    `bundled ${OF_USER}\\Python313\\python.exe`,
  ],
  [
    "for all users on Windows",
    { "C:\\Program Files\\Python311\\python.exe": python(3, 11) },
    {},
    WINDOWS,
    "bundled C:\\Program Files\\Python311\\python.exe",
  ],
  [
    "Anaconda on Windows",
    { "C:\\ProgramData\\anaconda3\\python.exe": python(3, 11) },
    {},
    WINDOWS,
    "bundled C:\\ProgramData\\anaconda3\\python.exe",
  ],
  [
    "Homebrew, without waking the offer to install developer tools",
    {
      "/usr/bin/python3": { kind: "broken", ran: { status: 1, stderr: "an offer was shown" } },
      "/usr/bin/xcode-select": NO_TOOLS,
      "/opt/homebrew/bin/python3": python(3, 13),
    },
    {},
    MAC,
    "bundled /opt/homebrew/bin/python3",
  ],
  [
    "python.org's on macOS",
    {
      "/usr/bin/xcode-select": { kind: "broken", ran: { status: 0 } },
      "/usr/bin/python3": python(3, 9),
      "/Library/Frameworks/Python.framework/Versions/3.9/bin/python3": python(3, 9),
      "/Library/Frameworks/Python.framework/Versions/3.12/bin/python3": python(3, 12),
    },
    {},
    MAC,
    "bundled /Library/Frameworks/Python.framework/Versions/3.12/bin/python3",
  ],
];

for (const [where, programs, wished, made, wanted] of PLACES) {
  test(`Python is found: ${where}`, async () => {
    assert.equal(short(await found(programs, wished, made)), wanted);
  });
}

test("the offer to install developer tools on macOS is never woken", async () => {
  const world = machine({ "/usr/bin/python3": python(3, 9), "/usr/bin/xcode-select": NO_TOOLS }, MAC);
  assert.equal(short(await findServer(world, wishes(), BUNDLE)), "none: python");
  assert.deepEqual([...new Set(world.ran)], ["/usr/bin/xcode-select"]);
});

const USELESS: readonly [string, Program, string][] = [
  ["too old", python(3, 10), "old"],
  ["much too old", { kind: "broken", ran: { status: 2, stderr: "Unknown option: -I" } }, "failed"],
  ["without sqlite3", python(3, 12, { lacks: ["_sqlite3"] }), "incomplete"],
  ["that does not answer", { kind: "broken", ran: { status: null, timedOut: true } }, "slow"],
  ["that answers something else", { kind: "broken", ran: { stdout: "hello" } }, "failed"],
];

for (const [what, program, reason] of USELESS) {
  test(`a Python ${what} is passed over, and the reason is kept`, async () => {
    const one = await found({ "/usr/bin/python3": program, "/usr/bin/python": python(3, 11) });
    assert.equal(short(one), "bundled /usr/bin/python");
    assert.deepEqual(one.attempts.map(({ what: file, reason: why }) => [file, why.kind]), [["python3", reason]]);
  });
}

test("what a start-up file prints does not hide the answer", async () => {
  const one = await found({ "/usr/bin/python3": python(3, 11, { noise: "welcome\r\n" }) });
  assert.equal(short(one), "bundled /usr/bin/python3");
});

// ------------------------------------------------------------ what the user decides

const GIVEN: Programs = {
  "/usr/bin/python3": python(3, 11),
  "/opt/py/python": python(3, 12),
  "/home/wang/py/python": python(3, 13),
  "/opt/old/python": python(3, 8),
  "/opt/citelaw": { kind: "citelaw", hasServer: true },
  "/opt/early/citelaw": { kind: "citelaw", hasServer: false },
  "/bin/true": { kind: "broken", ran: {} },
  "/list/tools/citelaw": { kind: "citelaw", hasServer: true },
};

const DECIDED: readonly [string, Partial<Wishes>, string][] = [
  ["an interpreter before all others", { interpreter: ["/opt/py/python"] }, "bundled /opt/py/python"],
  ["the first interpreter that serves", { interpreter: ["/gone", "/opt/old/python", "/opt/py/python"] }, "bundled /opt/py/python"],
  ["an interpreter below the home folder", { interpreter: ["~/py/python"] }, "bundled /home/wang/py/python"],
  ["no other Python beside interpreters of no use", { interpreter: ["/gone"] }, "none: interpreter"],
  ["an executable before all else", { path: "/opt/citelaw", interpreter: ["/gone"] }, "path /opt/citelaw"],
  ["an executable in the open folder", { path: "${workspaceFolder}/tools/citelaw", folders: ["/list"] }, "path /list/tools/citelaw"],
  ["no executable without a server", { path: "/opt/early/citelaw" }, "none: path"],
  ["no executable that is another program", { path: "/bin/true" }, "none: path"],
  ["no executable that is not there", { path: "/gone" }, "none: path"],
  ["no executable in a folder that is not trusted", { path: "/opt/citelaw", trusted: false }, "bundled /usr/bin/python3"],
];

for (const [what, wished, wanted] of DECIDED) {
  test(`settings decide: ${what}`, async () => {
    assert.equal(short(await found(GIVEN, wished)), wanted);
  });
}

// ------------------------------------------------------------ an installed citelaw

const HAS: Program = python(3, 12, { server: true });
const ENVIRONMENT: Partial<Wishes> = {
  importStrategy: "fromEnvironment",
  folders: ["/one", "/two"],
};

const ENVIRONMENTS: readonly [string, Programs, Partial<Wishes>, string][] = [
  [
    "the active environment first",
    { "/active/python": HAS, "/one/.venv/bin/python": HAS },
    { active: async () => "/active/python" },
    "environment /active/python",
  ],
  ["the .venv of any open folder", { "/two/.venv/bin/python": HAS }, {}, "environment /two/.venv/bin/python"],
  [
    "what the setting names, and no other",
    { "/one/.venv/bin/python": HAS, "/set/python": HAS },
    { interpreter: ["/set/python"] },
    "environment /set/python",
  ],
  [
    "the bundled server on the named Python, where citelaw is not in it",
    { "/one/.venv/bin/python": HAS, "/set/python": python(3, 12) },
    { interpreter: ["/set/python"] },
    "bundled /set/python",
  ],
  [
    "citelaw on PATH, where no environment has it",
    { "/one/.venv/bin/python": python(3, 12), "/usr/bin/citelaw": { kind: "citelaw", hasServer: true } },
    {},
    "environment /usr/bin/citelaw",
  ],
  [
    "the bundled server, where citelaw is too old",
    { "/usr/bin/citelaw": { kind: "citelaw", hasServer: false }, "/usr/bin/python3": python(3, 11) },
    {},
    "bundled /usr/bin/python3",
  ],
  [
    "the bundled server in a folder that is not trusted",
    { "/one/.venv/bin/python": HAS, "/usr/bin/python3": python(3, 11) },
    { trusted: false },
    "bundled /usr/bin/python3",
  ],
];

for (const [what, programs, wished, wanted] of ENVIRONMENTS) {
  test(`from the environment: ${what}`, async () => {
    assert.equal(short(await found(programs, { ...ENVIRONMENT, ...wished })), wanted);
  });
}

test("an installed citelaw does not import from where it is started", async () => {
  const one = await found({ "/one/.venv/bin/python": HAS }, ENVIRONMENT);
  assert.deepEqual(one.kind === "server" && one.args, ["-P", "-X", "utf8", "-m", "citelaw", "server"]);
});

test("nothing of an untrusted folder is run", async () => {
  const programs = { "/one/.venv/bin/python": HAS, "/one/citelaw": HAS, "/usr/bin/python3": HAS };
  const world = machine(programs);
  const wished = { ...ENVIRONMENT, trusted: false, path: "/one/citelaw" };
  await findServer(world, wishes(wished), BUNDLE);
  assert.deepEqual(world.ran, ["/usr/bin/python3"]);
});

// ------------------------------------------------------------ choosing

test("every Python that serves is offered once", async () => {
  const same = python(3, 12, { executable: "/usr/bin/python3.12" });
  const world = machine({
    "/usr/bin/python3": same,
    "/usr/bin/python3.12": same,
    "/usr/bin/python3.11": python(3, 11),
    "/usr/local/bin/python3": python(3, 9),
  });
  const offered = (await findPythons(world, wishes())).map((one) => one.executable);
  assert.deepEqual(offered, ["/usr/bin/python3.12", "/usr/bin/python3.11"]);
});

test("a chosen Python is tried", async () => {
  const world = machine({ "/a/python": python(3, 10), "/b/python": python(3, 11) });
  assert.deepEqual(await tryPython(world, "/a/python"), { kind: "old", version: "3.10.0" });
  assert.deepEqual(await tryPython(world, "/c/python"), { kind: "missing" });
  assert.equal("version" in (await tryPython(world, "/b/python")), true);
});
