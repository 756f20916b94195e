/** A copy of a file with the findings as its comments, notes or marks. */

import * as vscode from "vscode";
import type { Server } from "../server";
import { openOutside } from "./report";

const COMMAND = "citelaw.server.annotate";

export async function annotate(
  server: Server,
  one: vscode.Uri | undefined,
  all: readonly vscode.Uri[] | undefined,
): Promise<void> {
  await server.whenReady();
  if (server.isRunning && !server.knows(COMMAND)) {
    const message = vscode.l10n.t("The citelaw that runs is too old to annotate files; update it.");
    void vscode.window.showInformationMessage(message);
    return;
  }
  const files = all ?? (one === undefined ? await choose() : [one]);
  for (const file of files) {
    const copy = await server.ask<string>(COMMAND, server.uriText(file));
    if (typeof copy === "string") {
      await tell(vscode.Uri.file(copy));
    }
  }
}

async function choose(): Promise<readonly vscode.Uri[]> {
  const filters = { "Word, Excel, HTML": ["docx", "xlsx", "html", "htm"] };
  return (await vscode.window.showOpenDialog({ canSelectMany: true, filters })) ?? [];
}

async function tell(copy: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open");
  const message = vscode.l10n.t("The annotated copy is {0}.", copy.fsPath);
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await openOutside(copy);
  }
}
