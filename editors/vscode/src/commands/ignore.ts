/** Leaves a finding as it is, with the reason why. */

import * as vscode from "vscode";
import { codeOf, findings } from "../documents";
import type { Server } from "../server";

/** `given` is what the server's own action passes; from the palette it is nothing. */
export async function ignoreHere(server: Server, given: readonly unknown[]): Promise<void> {
  const which = given.length > 0 && !(given[0] instanceof vscode.Uri) ? given : await atCursor(server);
  if (which === undefined) {
    return;
  }
  const reason = await askReason();
  if (reason !== undefined) {
    await server.ask("citelaw.server.ignore", ...which, reason);
  }
}

async function askReason(): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    title: vscode.l10n.t("Ignore here"),
    prompt: vscode.l10n.t("Why it is to stay as it is; the reason is written into the list"),
    validateInput: (text) =>
      text.trim() === "" ? vscode.l10n.t("A reason is needed") : undefined,
  });
}

async function atCursor(server: Server): Promise<readonly unknown[] | undefined> {
  const editor = vscode.window.activeTextEditor;
  const here =
    editor === undefined
      ? []
      : findings(editor.document.uri).filter((one) => one.range.contains(editor.selection.active));
  if (editor === undefined || here.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t("citelaw finds nothing at the cursor."));
    return undefined;
  }
  const finding = here.length === 1 ? here[0] : await choose(here);
  if (finding === undefined) {
    return undefined;
  }
  const { start, end } = finding.range;
  const place = (at: vscode.Position) => ({ line: at.line, character: at.character });
  const range = { start: place(start), end: place(end) };
  return [server.uriText(editor.document.uri), range, codeOf(finding)];
}

async function choose(here: readonly vscode.Diagnostic[]): Promise<vscode.Diagnostic | undefined> {
  const items = here.map((finding) => ({
    label: codeOf(finding),
    detail: finding.message,
    finding,
  }));
  return (await vscode.window.showQuickPick(items))?.finding;
}
