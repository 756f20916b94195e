/** What a click on the status item offers. */

import * as vscode from "vscode";
import { isChecked } from "../documents";
import type { Server } from "../server";
import { conditionText } from "../status";

interface Choice extends vscode.QuickPickItem {
  readonly command?: string;
}

export async function showMenu(server: Server): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const isList = editor !== undefined && isChecked(editor.document);
  const choices = server.isRunning ? running(isList) : halted();
  const title = conditionText(server.condition);
  const chosen = await vscode.window.showQuickPick([...choices], { title });
  if (chosen?.command !== undefined) {
    await vscode.commands.executeCommand(chosen.command);
  }
}

function running(isList: boolean): readonly Choice[] {
  const ofList: readonly Choice[] = [
    { label: `$(law) ${vscode.l10n.t("Check this file")}`, command: "citelaw.checkFile" },
    { label: `$(wand) ${vscode.l10n.t("Make all safe corrections")}`, command: "citelaw.fixAll" },
    { label: `$(open-preview) ${vscode.l10n.t("Open the report")}`, command: "citelaw.openReport" },
  ];
  return [
    ...(isList ? ofList : []),
    { label: `$(folder) ${vscode.l10n.t("Check the workspace")}`, command: "citelaw.checkWorkspace" },
    { label: `$(warning) ${vscode.l10n.t("Show problems")}`, command: "citelaw.showProblems" },
    ...common(),
  ];
}

function halted(): readonly Choice[] {
  const choose = vscode.l10n.t("Choose Python…");
  return [{ label: `$(tools) ${choose}`, command: "citelaw.selectInterpreter" }, ...common()];
}

function common(): readonly Choice[] {
  return [
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: `$(debug-restart) ${vscode.l10n.t("Restart")}`, command: "citelaw.restart" },
    { label: `$(gear) ${vscode.l10n.t("Settings")}`, command: "citelaw.openSettings" },
    { label: `$(output) ${vscode.l10n.t("Show Log")}`, command: "citelaw.showLogs" },
    { label: `$(info) ${vscode.l10n.t("Debug information")}`, command: "citelaw.debugInformation" },
    { label: `$(question) ${vscode.l10n.t("Help")}`, command: "citelaw.help" },
  ];
}
