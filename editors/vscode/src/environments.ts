/** The Python extension, where it is installed; nothing depends on it. */

import * as vscode from "vscode";

const PYTHON = "ms-python.python";

interface Environments {
  getActiveEnvironmentPath(): { readonly path: string };
  resolveEnvironment(
    environment: unknown,
  ): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
  readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
}

async function environments(): Promise<Environments | undefined> {
  const extension = vscode.extensions.getExtension<{ environments?: Environments }>(PYTHON);
  if (extension === undefined) {
    return undefined;
  }
  try {
    return (await extension.activate()).environments;
  } catch {
    return undefined; // what is wrong with it, it says itself
  }
}

/** Returns the interpreter that is active there. */
export async function activePython(): Promise<string | undefined> {
  const known = await environments();
  if (known === undefined) {
    return undefined;
  }
  const found = await known.resolveEnvironment(known.getActiveEnvironmentPath());
  return found?.executable.uri?.fsPath;
}

/** Tells when another interpreter becomes active. */
export async function whenActiveChanges(then: () => void): Promise<vscode.Disposable | undefined> {
  return (await environments())?.onDidChangeActiveEnvironmentPath(then);
}
