/** The machine that the extension runs on, as `discovery` asks of it. */

import { execFile } from "node:child_process";
import { lstat, readdir, stat } from "node:fs/promises";
import { homedir } from "node:os";
import type { Ran, World } from "./discovery";

/** `cwd` is where programs are started: never a folder that is open. */
export function machine(cwd: string): World {
  return {
    platform: process.platform,
    environment: process.env,
    home: homedir(),
    isFile,
    names: async (folder) => await readdir(folder).catch(() => []),
    run: (file, args, timeout) => run(cwd, file, args, timeout),
  };
}

/** What Windows puts on PATH for programs of its Store can be run but not looked into. */
async function isFile(file: string): Promise<boolean> {
  const known = await stat(file).catch(() => lstat(file).catch(() => undefined));
  return known !== undefined && !known.isDirectory();
}

function run(cwd: string, file: string, args: readonly string[], timeout: number): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, timeout, killSignal: "SIGKILL", windowsHide: true } as const;
    const child = execFile(file, args, options, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === "number" ? error.code : null;
      const said = stderr || (status === null && error !== null ? error.message : "");
      resolve({ status, stdout, stderr: said, timedOut: error?.killed === true });
    });
    child.stdin?.end();
  });
}
