/** Chooses the Python that runs the server. */

import * as vscode from "vscode";
import { findPythons, tryPython } from "../discovery";
import { machine } from "../machine";
import { chooseInterpreter, wishes } from "../settings";
import { reasonText } from "../words";

export async function selectInterpreter(context: vscode.ExtensionContext): Promise<void> {
  const world = machine(context.extensionPath);
  const browse = vscode.l10n.t("Browse…");
  const found = findPythons(world, wishes()).then((pythons) => [
    ...pythons.map(({ executable, version }) => ({
      label: `Python ${version}`,
      description: executable,
    })),
    { label: browse, description: "" },
  ]);
  const title = vscode.l10n.t("The Python that runs citelaw (3.11 or later)");
  const chosen = await vscode.window.showQuickPick(found, { title, matchOnDescription: true });
  if (chosen === undefined) {
    return;
  }
  const file = chosen.label === browse ? await choose() : chosen.description;
  if (file === undefined) {
    return;
  }
  const answer = await tryPython(world, file);
  if ("kind" in answer) {
    const why = reasonText(answer);
    void vscode.window.showErrorMessage(vscode.l10n.t("{0} cannot run citelaw ({1}).", file, why));
    return;
  }
  await chooseInterpreter(file);
}

async function choose(): Promise<string | undefined> {
  const openLabel = vscode.l10n.t("Choose Python…");
  const files = await vscode.window.showOpenDialog({ canSelectMany: false, openLabel });
  return files?.[0]?.fsPath;
}
