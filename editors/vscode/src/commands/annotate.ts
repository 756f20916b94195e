/** A copy of a Word or Excel file with the findings as its comments. */

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
    const message = vscode.l10n.t("This version of citelaw cannot annotate Word or Excel files yet.");
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
  const filters = { "Word, Excel": ["docx", "xlsx"] };
  return (await vscode.window.showOpenDialog({ canSelectMany: true, filters })) ?? [];
}

async function tell(copy: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t("Open");
  const message = vscode.l10n.t("The annotated copy is {0}.", copy.fsPath);
  if ((await vscode.window.showInformationMessage(message, open)) === open) {
    await openOutside(copy);
  }
}
