/** What the user set, read where it is needed so that it is never out of date. */

import * as vscode from "vscode";
import type { Wishes } from "./discovery";
import { activePython } from "./environments";

export const SECTION = "citelaw";

/** Changes of these take a new server. */
export const OF_THE_START = ["path", "importStrategy", "interpreter"];

const OF_THE_SERVER = [
  "run",
  "debounce",
  "most",
  "language",
  "configuration",
  "strikeRepealed",
  "inlayHints",
  "codeLenses",
];

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration(SECTION);
}

/** Returns what the server is told when it starts; it asks for changes itself. */
export function forServer(): Record<string, unknown> {
  return Object.fromEntries(OF_THE_SERVER.map((name) => [name, settings().get(name)]));
}

/** Returns what decides how the server is started. What a folder says that is not trusted, VS Code
 * leaves out (`restrictedConfigurations`). */
export function wishes(): Wishes {
  const given = settings();
  const strategy = given.get<string>("importStrategy");
  return {
    trusted: vscode.workspace.isTrusted,
    path: given.get<string>("path", "").trim(),
    importStrategy: strategy === "fromEnvironment" ? strategy : "useBundled",
    interpreter: given.get<string[]>("interpreter", []).filter((one) => one.trim() !== ""),
    active: activePython,
    folders: (vscode.workspace.workspaceFolders ?? [])
      .filter((folder) => folder.uri.scheme === "file")
      .map((folder) => folder.uri.fsPath),
  };
}

export async function chooseInterpreter(file: string): Promise<void> {
  await settings().update("interpreter", [file], vscode.ConfigurationTarget.Global);
}
