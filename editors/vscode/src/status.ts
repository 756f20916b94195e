/** How citelaw is, in the status bar and among what is said of the language. */

import * as vscode from "vscode";
import { SELECTOR, atCursor, findings, isChecked } from "./documents";
import type { Condition, Server } from "./server";

export class StatusItems implements vscode.Disposable {
  private readonly language = vscode.languages.createLanguageStatusItem("citelaw", SELECTOR);
  private readonly bar = vscode.window.createStatusBarItem(
    "citelaw",
    vscode.StatusBarAlignment.Right,
    90,
  );
  private readonly isList = new Context("citelaw.checks");
  private readonly isAtFinding = new Context("citelaw.atFinding");
  private readonly listening: readonly vscode.Disposable[];

  constructor(private readonly server: Server) {
    const name = vscode.l10n.t("citelaw: citations of statutes");
    this.language.name = this.bar.name = name;
    this.language.command = { command: "citelaw.menu", title: vscode.l10n.t("Menu") };
    this.bar.command = "citelaw.menu";
    const show = () => this.show();
    this.listening = [
      server.onDidChange(show),
      vscode.languages.onDidChangeDiagnostics(show),
      vscode.window.onDidChangeActiveTextEditor(show),
      vscode.window.onDidChangeTextEditorSelection(show),
    ];
    this.show();
  }

  dispose(): void {
    vscode.Disposable.from(...this.listening, this.language, this.bar).dispose();
  }

  private show(): void {
    const { condition } = this.server;
    const editor = vscode.window.activeTextEditor;
    const list = editor !== undefined && isChecked(editor.document) ? editor : undefined;
    this.isList.tell(list !== undefined);
    this.isAtFinding.tell(list !== undefined && atCursor(list).length > 0);
    this.showLanguage(condition);
    this.showBar(condition, list === undefined ? 0 : findings(list.document.uri).length);
    if (list !== undefined || isBad(condition)) {
      this.bar.show();
    } else {
      this.bar.hide();
    }
  }

  private showLanguage(condition: Condition): void {
    this.language.text = headline(condition);
    this.language.detail = "citelaw";
    this.language.busy = isBusy(condition);
    this.language.severity = isBad(condition)
      ? vscode.LanguageStatusSeverity.Error
      : vscode.LanguageStatusSeverity.Information;
  }

  private showBar(condition: Condition, count: number): void {
    const icon = isBad(condition) ? "$(warning)" : isBusy(condition) ? "$(sync~spin)" : "$(law)";
    this.bar.text = condition.kind === "running" ? `${icon} ${count}` : `${icon} citelaw`;
    this.bar.backgroundColor = isBad(condition)
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    const counted = vscode.l10n.t("{0} found in this list", count);
    const lines = [conditionText(condition), ...(condition.kind === "running" ? [counted] : [])];
    this.bar.tooltip = lines.join("\n");
    this.bar.accessibilityInformation = { label: lines.join(", ") };
  }
}

/** What menus depend on; told only when it changes, since the cursor moves often. */
class Context {
  private told: boolean | undefined;

  constructor(private readonly name: string) {}

  tell(is: boolean): void {
    if (is !== this.told) {
      this.told = is;
      void vscode.commands.executeCommand("setContext", this.name, is);
    }
  }
}

function isBad(condition: Condition): boolean {
  return (
    condition.kind === "missing" ||
    condition.kind === "down" ||
    (condition.kind === "running" && condition.status?.state === "failed")
  );
}

function isBusy(condition: Condition): boolean {
  return (
    condition.kind === "starting" ||
    (condition.kind === "running" && condition.status?.state === "checking")
  );
}

/** Returns how citelaw is, in one line. */
export function conditionText(condition: Condition): string {
  return `citelaw: ${headline(condition)}`;
}

function headline(condition: Condition): string {
  if (condition.kind === "starting") {
    return vscode.l10n.t("starting");
  }
  if (condition.kind !== "running") {
    return condition.message;
  }
  const { status } = condition;
  if (status?.state === "failed") {
    return status.message || vscode.l10n.t("cannot check this list");
  }
  return status?.dataDate ? vscode.l10n.t("data up to {0}", status.dataDate) : vscode.l10n.t("running");
}
