/** The report as a page: in the browser, or within the editor where there is no other. */

import { readFile } from "node:fs/promises";
import * as vscode from "vscode";
import type { Server } from "../server";
import { meant } from "./check";

export async function openReport(
  server: Server,
  one: vscode.Uri | undefined,
  all: readonly vscode.Uri[] | undefined,
): Promise<void> {
  const file = one ?? meant(undefined);
  if (file === undefined) {
    return;
  }
  if (file.scheme === "untitled") {
    const message = vscode.l10n.t("The report is made of files; save the list first.");
    void vscode.window.showInformationMessage(message);
    return;
  }
  const files = (all ?? [file]).map((uri) => server.uriText(uri));
  const written = await server.ask<string>("citelaw.server.htmlReport", files);
  if (typeof written === "string") {
    await show(vscode.Uri.file(written));
  }
}

async function show(page: vscode.Uri): Promise<void> {
  if (isElsewhere()) {
    await showInside(page);
  } else {
    await openOutside(page);
  }
}

/** A browser on another machine cannot read the file. */
function isElsewhere(): boolean {
  return vscode.env.remoteName !== undefined || vscode.env.uiKind === vscode.UIKind.Web;
}

export async function openOutside(file: vscode.Uri): Promise<void> {
  await vscode.env.openExternal(file);
}

/** The page allows by itself only its own style and script (its Content-Security-Policy). */
async function showInside(page: vscode.Uri): Promise<void> {
  const title = vscode.l10n.t("citelaw: report");
  const options = { enableScripts: true, enableFindWidget: true, localResourceRoots: [] };
  const panel = vscode.window.createWebviewPanel(
    "citelaw.report",
    title,
    vscode.ViewColumn.Beside,
    options,
  );
  panel.webview.html = await readFile(page.fsPath, "utf8");
}
