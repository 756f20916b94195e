/** A machine that is made up: what is on it, and what each program answers. */

import * as path from "node:path";
import type { Bundle, Ran, Wishes, World } from "../src/discovery";

export const BUNDLE: Bundle = { script: "/extension/bundled/server.py", cache: "/kept" };

/** What a program on the machine is. */
export type Program =
  | { readonly kind: "python"; readonly version: readonly [number, number, number]; readonly lacks?: string[]; readonly server?: boolean; readonly executable?: string; readonly noise?: string }
  | { readonly kind: "citelaw"; readonly hasServer: boolean }
  | { readonly kind: "broken"; readonly ran: Partial<Ran> };

export function python(major: number, minor: number, more: Partial<Program> = {}): Program {
  return { kind: "python", version: [major, minor, 0], ...more } as Program;
}

export interface Machine extends World {
  /** What was run, in order. */
  readonly ran: string[];
}

export interface Made {
  readonly platform?: NodeJS.Platform;
  readonly path?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly home?: string;
}

/** `programs` are the files of the machine. */
export function machine(programs: Readonly<Record<string, Program>>, made: Made = {}): Machine {
  const platform = made.platform ?? "linux";
  const paths = platform === "win32" ? path.win32 : path.posix;
  const ran: string[] = [];
  return {
    platform,
    environment: { PATH: made.path ?? "/usr/bin", ...made.environment },
    home: made.home ?? "/home/wang",
    ran,
    isFile: async (file) => Object.hasOwn(programs, file),
    names: async (folder) => {
      const below = Object.keys(programs).filter((file) => file.startsWith(folder + paths.sep));
      return [...new Set(below.map((file) => paths.relative(folder, file).split(paths.sep)[0]!))];
    },
    run: async (file, args) => {
      ran.push(file);
      return answer(programs[file], file, args);
    },
  };
}

function answer(program: Program | undefined, file: string, args: readonly string[]): Ran {
  const ran = (given: Partial<Ran>): Ran => ({
    status: 0,
    stdout: "",
    stderr: "",
    timedOut: false,
    ...given,
  });
  switch (program?.kind) {
    case undefined:
      return ran({ status: null, stderr: `spawn ${file} ENOENT` });
    case "broken":
      return ran(program.ran);
    case "citelaw":
      return program.hasServer && args[0] === "server"
        ? ran({ stdout: "  --stdio  Speak over standard input and output." })
        : ran({ status: 2, stderr: "no server" });
    case "python": {
      const told = {
        version: program.version,
        executable: program.executable ?? file,
        real: program.executable ?? file,
        lacks: program.lacks ?? [],
        server: program.server ?? false,
      };
      return ran({ stdout: `${program.noise ?? ""}citelaw:${JSON.stringify(told)}\n` });
    }
  }
}

export function wishes(given: Partial<Wishes> = {}): Wishes {
  return {
    trusted: true,
    path: "",
    importStrategy: "useBundled",
    interpreter: [],
    active: async () => undefined,
    folders: [],
    ...given,
  };
}
