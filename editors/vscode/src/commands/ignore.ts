/** Suppresses a finding, with the reason why. */

import * as vscode from "vscode";
import { atCursor } from "../documents";
import type { Server } from "../server";

const OWN = "citelaw.ignoreHere";

/** Which finding is meant and where the reason is to stand, as the server's own action says. */
type Which = Readonly<Record<string, unknown>>;

/** `given` is what the server's action passes; from a menu or the palette it is nothing. */
export async function ignoreHere(server: Server, given: unknown): Promise<void> {
  const which = isWhich(given) ? given : await choose();
  if (which === undefined) {
    return;
  }
  const reason = await vscode.window.showInputBox({
    title: vscode.l10n.t("Suppress the finding here"),
    prompt: vscode.l10n.t("The reason, which is written down beside it"),
    validateInput: (text) => (text.trim() === "" ? vscode.l10n.t("A reason is needed") : undefined),
  });
  if (reason !== undefined) {
    await server.ask("citelaw.server.ignore", { ...which, reason: reason.trim() });
  }
}

function isWhich(given: unknown): given is Which {
  return typeof given === "object" && given !== null && "id" in given;
}

/** Asks the server what it offers at the cursor, and which of that is meant. */
async function choose(): Promise<Which | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || atCursor(editor).length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t("citelaw finds nothing at the cursor."),
    );
    return undefined;
  }
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    editor.document.uri,
    editor.selection,
    vscode.CodeActionKind.QuickFix.value,
  );
  const items = offered.flatMap(({ title, command }) => {
    const which: unknown = command?.command === OWN ? command.arguments?.[0] : undefined;
    return isWhich(which) ? [{ label: title, which }] : [];
  });
  const chosen = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items);
  return chosen?.which;
}
