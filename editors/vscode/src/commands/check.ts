/** Checking and correcting, when asked. */

import * as vscode from "vscode";
import type { Range } from "vscode-languageclient/node";
import type { Server } from "../server";

/** What was checked, and how much was found. */
interface Told {
  readonly files: number;
  readonly findings: number;
}

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
  const told = await server.ask<Told>("citelaw.server.check", server.uriText(file));
  if (!told) {
    return; // the server has said why
  }
  const count = told.findings;
  const message =
    count === 0
      ? vscode.l10n.t("citelaw: nothing found")
      : vscode.l10n.t("citelaw: {0} found", count);
  vscode.window.setStatusBarMessage(message, 5_000);
}

export async function checkWorkspace(server: Server): Promise<void> {
  const told = await server.ask<Told>("citelaw.server.checkWorkspace");
  if (!told) {
    return;
  }
  const { files, findings } = told;
  void vscode.window.showInformationMessage(
    vscode.l10n.t("citelaw: {0} lists checked, {1} found", files, findings),
  );
  await showProblems(server, undefined, undefined);
}

/** Shows what was found; `uri` and `range` are of the item whose lens was pressed. */
export async function showProblems(server: Server, uri: unknown, range: unknown): Promise<void> {
  const converter = server.converter;
  if (typeof uri === "string" && converter !== undefined) {
    const { start } = converter.asRange(range as Range);
    const selection = new vscode.Range(start, start);
    await vscode.window.showTextDocument(converter.asUri(uri), { selection });
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

export async function fixAll(server: Server, uri: vscode.Uri | undefined): Promise<void> {
  const file = meant(uri);
  if (file !== undefined) {
    await server.ask("citelaw.server.fixAll", server.uriText(file));
  }
}
