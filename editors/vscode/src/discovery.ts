/**
 * Finds what runs the language server. Nothing here knows of VS Code or touches the machine but
 * through `World`, so that every machine can be made up in a test.
 */

import * as path from "node:path";

export const OLDEST: readonly [number, number] = [3, 11];

/** How long a program may take to answer, in milliseconds; virus scanners make first starts slow. */
export const PATIENCE = 15_000;

/** What came of running a program: `status` is null where it was ended or could not be started. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** The machine, as far as it is asked. */
export interface World {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  isFile(file: string): Promise<boolean>;
  /** The names in a folder; none where there is no such folder. */
  names(folder: string): Promise<readonly string[]>;
  run(file: string, args: readonly string[], timeout: number): Promise<Ran>;
}

/** What the user decided, and what the editor knows. */
export interface Wishes {
  readonly trusted: boolean;
  /** `citelaw.path`: an executable; "" for none. */
  readonly path: string;
  readonly importStrategy: "useBundled" | "fromEnvironment";
  /** `citelaw.interpreter`: where it names any, no other Python is tried. */
  readonly interpreter: readonly string[];
  /** Asks for the Python that another extension has active, if there is one. */
  readonly active: () => Promise<string | undefined>;
  readonly folders: readonly string[];
}

/** What the extension brings. */
export interface Bundle {
  readonly script: string;
  /** Where Python keeps what it compiles, since the extension's own folder may be read-only. */
  readonly cache: string;
}

/** One way to call Python: a name or path, and what stands before its own arguments (`py -3`). */
interface Candidate {
  readonly file: string;
  readonly args: readonly string[];
}

/** Why something that was tried does not serve. */
export type Reason =
  | { readonly kind: "missing" }
  | { readonly kind: "old"; readonly version: string }
  | { readonly kind: "incomplete"; readonly lacks: string }
  | { readonly kind: "slow" }
  | { readonly kind: "failed"; readonly said: string };

export interface Attempt {
  readonly what: string;
  readonly reason: Reason;
}

export type Source = "path" | "environment" | "bundled";

export type Found =
  | {
      readonly kind: "server";
      readonly command: string;
      readonly args: readonly string[];
      readonly source: Source;
      /** Of the Python; "" where `citelaw.path` runs by itself. */
      readonly version: string;
      readonly attempts: readonly Attempt[];
    }
  | {
      readonly kind: "none";
      /** The setting that names something of no use; "python" where there is no Python at all. */
      readonly fault: "path" | "interpreter" | "python";
      readonly attempts: readonly Attempt[];
    };

/** Returns how the server is to be started, or why it cannot be. */
export async function findServer(world: World, wishes: Wishes, bundle: Bundle): Promise<Found> {
  const attempts: Attempt[] = [];
  if (wishes.trusted && wishes.path !== "") {
    return await asGiven(world, wishes, attempts);
  }
  if (wishes.trusted && wishes.importStrategy === "fromEnvironment") {
    const found = await fromEnvironment(world, wishes, attempts);
    if (found !== undefined) {
      return found;
    }
  }
  const given = wishes.interpreter.length > 0;
  for await (const candidate of given ? named(wishes) : usual(world, wishes)) {
    const python = await probed(world, candidate, attempts);
    if (python !== undefined) {
      return {
        kind: "server",
        command: python.executable,
        args: [...bundledArguments(bundle)],
        source: "bundled",
        version: python.version,
        attempts,
      };
    }
  }
  return { kind: "none", fault: given ? "interpreter" : "python", attempts };
}

/** Returns every Python of the usual places that can run the server, each once. */
export async function findPythons(world: World, wishes: Wishes): Promise<readonly Python[]> {
  const found = new Map<string, Python>();
  for await (const candidate of usual(world, wishes)) {
    const python = await probed(world, candidate, []);
    if (python !== undefined && !found.has(python.real)) {
      found.set(python.real, python);
    }
  }
  return [...found.values()];
}

/** Returns what a Python says of itself, or why it cannot run the server. */
export function tryPython(world: World, file: string): Promise<Python | Reason> {
  return ask(world, { file, args: [] });
}

/** Isolated, and what is said of failures in UTF-8 also where the system's encoding is another. */
function bundledArguments(bundle: Bundle): readonly string[] {
  return ["-I", "-X", "utf8", "-X", `pycache_prefix=${bundle.cache}`, bundle.script];
}

async function asGiven(world: World, wishes: Wishes, attempts: Attempt[]): Promise<Found> {
  const file = expanded(wishes.path, world, wishes.folders);
  const resolved = await resolve(world, file);
  const reason: Reason | undefined =
    resolved === undefined ? { kind: "missing" } : await refusal(world, resolved);
  if (resolved === undefined || reason !== undefined) {
    attempts.push({ what: file, reason: reason ?? { kind: "missing" } });
    return { kind: "none", fault: "path", attempts };
  }
  return {
    kind: "server",
    command: resolved,
    args: ["server"],
    source: "path",
    version: "",
    attempts,
  };
}

/** Returns why an executable is no citelaw with a language server. */
async function refusal(world: World, file: string): Promise<Reason | undefined> {
  const ran = await world.run(file, ["server", "--help"], PATIENCE);
  if (ran.status !== 0) {
    return failure(ran);
  }
  return ran.stdout.includes("--stdio") ? undefined : { kind: "incomplete", lacks: "server" };
}

async function fromEnvironment(
  world: World,
  wishes: Wishes,
  attempts: Attempt[],
): Promise<Found | undefined> {
  for (const candidate of await environments(world, wishes)) {
    const python = await probed(world, candidate, attempts);
    if (python?.hasServer) {
      return {
        kind: "server",
        command: python.executable,
        args: ["-P", "-X", "utf8", "-m", "citelaw", "server"],
        source: "environment",
        version: python.version,
        attempts,
      };
    }
    if (python !== undefined) {
      attempts.push({ what: shown(candidate), reason: { kind: "incomplete", lacks: "citelaw" } });
    }
  }
  const command = await resolve(world, "citelaw");
  if (command === undefined) {
    return undefined;
  }
  const reason = await refusal(world, command);
  if (reason !== undefined) {
    attempts.push({ what: command, reason });
    return undefined;
  }
  return {
    kind: "server",
    command,
    args: ["server"],
    source: "environment",
    version: "",
    attempts,
  };
}

// ------------------------------------------------------------ where Python may be

function named(wishes: Wishes): readonly Candidate[] {
  return wishes.interpreter.map((file) => ({ file, args: [] }));
}

async function environments(world: World, wishes: Wishes): Promise<readonly Candidate[]> {
  if (wishes.interpreter.length > 0) {
    return named(wishes);
  }
  const folders = wishes.folders.flatMap((folder) =>
    [".venv", "venv"].map((name) => inEnvironment(world, folder, name)),
  );
  const active = await wishes.active();
  return [...(active === undefined ? [] : [active]), ...folders].map((file) => ({ file, args: [] }));
}

function inEnvironment(world: World, folder: string, name: string): string {
  const paths = pathsOf(world);
  return world.platform === "win32"
    ? paths.join(folder, name, "Scripts", "python.exe")
    : paths.join(folder, name, "bin", "python");
}

/** Where Python stands as a rule, the likeliest first; folders are listed only when it comes to it. */
async function* usual(world: World, wishes: Wishes): AsyncGenerator<Candidate> {
  yield { file: "python3", args: [] };
  yield { file: "python", args: [] };
  if (world.platform === "win32") {
    yield { file: "py", args: ["-3"] };
  } else {
    // beside a python3 that is too old there may be one that is not
    for (const minor of [14, 13, 12, 11]) {
      yield { file: `python3.${minor}`, args: [] };
    }
  }
  for (const place of places(world)) {
    yield* (await within(world, place)).map((file) => ({ file, args: [] }));
  }
  const active = wishes.trusted ? await wishes.active() : undefined;
  if (active !== undefined) {
    yield { file: active, args: [] };
  }
}

/** A folder in whose sub-folders of a certain name, or ("") in which itself, Python stands. */
interface Place {
  readonly folder: string;
  readonly versions: RegExp | undefined;
  readonly python: string;
}

function places(world: World): readonly Place[] {
  const { environment: of, home } = world;
  const paths = pathsOf(world);
  const itself = (folder: string, python: string): Place => ({
    folder,
    versions: undefined,
    python,
  });
  if (world.platform === "win32") {
    const local = of["LOCALAPPDATA"] ?? paths.join(home, "AppData", "Local");
    const programs = [of["ProgramFiles"], of["ProgramFiles(x86)"], `${of["SystemDrive"] ?? "C:"}\\`];
    return [
      paths.join(local, "Programs", "Python"),
      ...programs.filter((folder) => folder !== undefined),
    ]
      .map((folder): Place => ({ folder, versions: /^Python3\d+(-\w+)?$/i, python: "python.exe" }))
      .concat(
        [home, of["ProgramData"] ?? "C:\\ProgramData"].flatMap((folder) =>
          ["anaconda3", "miniconda3", "miniforge3"].map((name) =>
            itself(paths.join(folder, name), "python.exe"),
          ),
        ),
      );
  }
  const usualOnes = ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin"].map((folder) =>
    itself(folder, "python3"),
  );
  if (world.platform === "darwin") {
    usualOnes.push({
      folder: "/Library/Frameworks/Python.framework/Versions",
      versions: /^3\.\d+$/,
      python: "bin/python3",
    });
  }
  return usualOnes;
}

async function within(world: World, place: Place): Promise<readonly string[]> {
  const paths = pathsOf(world);
  if (place.versions === undefined) {
    return [paths.join(place.folder, place.python)];
  }
  const { versions } = place;
  const names = (await world.names(place.folder)).filter((name) => versions.test(name));
  return names
    .sort((one, other) => minor(other) - minor(one))
    .map((name) => paths.join(place.folder, name, place.python));
}

/** The number behind the 3 in `Python312` and `3.12`. */
function minor(name: string): number {
  return Number(/3\.?(\d+)/.exec(name)?.[1] ?? 0);
}

// ------------------------------------------------------------ asking one Python

export interface Python {
  readonly executable: string;
  /** The same without links: one Python may have many names. */
  readonly real: string;
  readonly version: string;
  readonly hasServer: boolean;
}

/** What a Python says of itself; old ones must be able to read it. */
const PROGRAM = [
  "import json, os, sys",
  "def has(name):",
  "    try:",
  "        import importlib.util",
  "        return importlib.util.find_spec(name) is not None",
  "    except Exception:",
  "        return False",
  "lacks = [name for name in ('sqlite3', '_sqlite3') if not has(name)]",
  "server = has('pygls') and has('citelaw.integrations.lsp.server')",
  "print('citelaw:' + json.dumps({'version': list(sys.version_info[:3]),",
  "    'executable': sys.executable, 'real': os.path.realpath(sys.executable),",
  "    'lacks': lacks, 'server': server}))",
].join("\n");

async function probed(
  world: World,
  candidate: Candidate,
  attempts: Attempt[],
): Promise<Python | undefined> {
  const what = shown(candidate);
  const answer = await ask(world, candidate);
  if ("kind" in answer) {
    // the same may stand in several places, and what is nowhere need be said once only
    if (!attempts.some((one) => one.what === what)) {
      attempts.push({ what, reason: answer });
    }
    return undefined;
  }
  return answer;
}

async function ask(world: World, candidate: Candidate): Promise<Python | Reason> {
  const file = await resolve(world, expanded(candidate.file, world, []));
  if (file === undefined || (await isMacStub(world, file))) {
    return { kind: "missing" };
  }
  const ran = await world.run(file, [...candidate.args, "-I", "-c", PROGRAM], PATIENCE);
  const line = /^citelaw:(\{.*\})\s*$/m.exec(ran.stdout)?.[1];
  if (ran.status !== 0 || line === undefined) {
    return failure(ran);
  }
  return judged(JSON.parse(line) as Answer, file);
}

interface Answer {
  readonly version: readonly [number, number, number];
  readonly executable: string | null;
  readonly real: string;
  readonly lacks: readonly string[];
  readonly server: boolean;
}

function judged(answer: Answer, file: string): Python | Reason {
  const version = answer.version.join(".");
  const [major, minorNumber] = answer.version;
  if (major < OLDEST[0] || (major === OLDEST[0] && minorNumber < OLDEST[1])) {
    return { kind: "old", version };
  }
  if (answer.lacks.length > 0) {
    return { kind: "incomplete", lacks: "sqlite3" };
  }
  const executable = answer.executable || file;
  return { executable, real: answer.real, version, hasServer: answer.server };
}

function failure(ran: Ran): Reason {
  if (ran.timedOut) {
    return { kind: "slow" };
  }
  const said = (ran.stderr.trim() || ran.stdout.trim()).split(/\r?\n/).at(-1) ?? "";
  return { kind: "failed", said: said.slice(0, 300) || `exit status ${ran.status}` };
}

/** Returns whether macOS would offer to install its developer tools instead of running `file`. */
async function isMacStub(world: World, file: string): Promise<boolean> {
  if (world.platform !== "darwin" || !/^\/usr\/bin\/python3?$/.test(file)) {
    return false;
  }
  return (await world.run("/usr/bin/xcode-select", ["-p"], PATIENCE)).status !== 0;
}

// ------------------------------------------------------------ names and paths

function pathsOf(world: World): path.PlatformPath {
  return world.platform === "win32" ? path.win32 : path.posix;
}

function shown(candidate: Candidate): string {
  return [candidate.file, ...candidate.args].join(" ");
}

/** Returns the file that a name or path stands for; undefined where there is none. */
async function resolve(world: World, name: string): Promise<string | undefined> {
  const paths = pathsOf(world);
  const endings = world.platform === "win32" && paths.extname(name) === "" ? [".exe", ""] : [""];
  for (const folder of /[\\/]/.test(name) ? [""] : searched(world)) {
    for (const ending of endings) {
      const file = paths.join(folder, name + ending);
      if (paths.isAbsolute(file) && (await world.isFile(file))) {
        return file;
      }
    }
  }
  return undefined;
}

/**
 * The folders of PATH, without relative ones: those would be folders of whatever is open. For the
 * same reason a program is never started by its name alone, which Windows looks for there first.
 */
function searched(world: World): readonly string[] {
  const paths = pathsOf(world);
  const listed = world.environment["PATH"] ?? world.environment["Path"] ?? "";
  return listed
    .split(paths.delimiter)
    .map((folder) => folder.replace(/^"(.*)"$/, "$1"))
    .filter((folder) => paths.isAbsolute(folder));
}

function expanded(given: string, world: World, folders: readonly string[]): string {
  return given
    .trim()
    .replace(/^~(?=$|[\\/])/, world.home)
    .replace(/\$\{userHome\}/g, world.home)
    .replace(/\$\{workspaceFolder\}/g, folders[0] ?? "${workspaceFolder}");
}
