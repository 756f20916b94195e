/** Checking and correcting, when asked. */

import * as vscode from "vscode";
import { findings } from "../documents";
import type { Server } from "../server";

/** Returns the document that is meant; undefined where none is open. */
export function meant(uri: vscode.Uri | undefined): vscode.Uri | undefined {
  const found = uri ?? vscode.window.activeTextEditor?.document.uri;
  if (found === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t("There is no list open."));
  }
  return found;
}

export async function checkFile(server: Server, uri: vscode.Uri | undefined): Promise<void> {
  const file = meant(uri);
  if (file === undefined) {
    return;
  }
  if (uri !== undefined) {
    await vscode.window.showTextDocument(uri, { preserveFocus: true });
  }
  await server.ask("citelaw.server.check", server.uriText(file));
  const count = findings(file).length;
  const message =
    count === 0
      ? vscode.l10n.t("citelaw: nothing found")
      : vscode.l10n.t("citelaw: {0} found", count);
  vscode.window.setStatusBarMessage(message, 5_000);
}

export async function checkWorkspace(server: Server): Promise<void> {
  const title = vscode.l10n.t("citelaw checks the lists of the workspace");
  const options = { location: vscode.ProgressLocation.Window, title };
  await vscode.window.withProgress(options, () => server.ask("citelaw.server.checkWorkspace"));
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

export async function fixAll(server: Server, uri: vscode.Uri | undefined): Promise<void> {
  const file = meant(uri);
  if (file !== undefined) {
    await server.ask("citelaw.server.fixAll", server.uriText(file));
  }
}
