/** The page of a rule, as a document that cannot be changed. */

import * as vscode from "vscode";
import { atCursor, codeOf } from "../documents";
import type { Server } from "../server";

const SCHEME = "citelaw-rule";

/** Has the server write the pages. */
export class RulePages implements vscode.TextDocumentContentProvider {
  constructor(private readonly server: Server) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const code = uri.path.replace(/^\//, "").replace(/\.md$/, "");
    const page = await this.server.ask<string>("citelaw.server.rulePage", code);
    return page ?? vscode.l10n.t("There is no page of {0}.", code);
  }
}

export async function showRule(given: unknown): Promise<void> {
  const code = typeof given === "string" && given !== "" ? given : await choose();
  if (code === undefined) {
    return;
  }
  const page = vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
  try {
    await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
  } catch {
    // the preview is an extension too, and may be off
    await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside });
  }
}

/** Returns the rule of the findings at the cursor, or one that is typed. */
async function choose(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const here = editor === undefined ? [] : atCursor(editor);
  const codes = [...new Set(here.map(codeOf))].filter((code) => code !== "");
  if (codes.length === 1) {
    return codes[0];
  }
  if (codes.length > 1) {
    return await vscode.window.showQuickPick(codes);
  }
  const prompt = vscode.l10n.t("Code or name of a rule, such as CL301");
  const typed = await vscode.window.showInputBox({ prompt, placeHolder: "CL301" });
  return typed?.trim() || undefined;
}
