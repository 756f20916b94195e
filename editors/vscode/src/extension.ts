/** The citelaw extension: starts the language server, and offers what needs the editor itself. */

import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { RulePages } from "./commands/rule";
import { whenActiveChanges } from "./environments";
import { Server } from "./server";
import { OF_THE_START, SECTION } from "./settings";
import { StatusItems } from "./status";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const started = new Server(context);
  server = started;
  registerCommands(context, started);
  context.subscriptions.push(
    new StatusItems(started),
    new RulePages(started).register(),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.start()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (OF_THE_START.some((name) => event.affectsConfiguration(`${SECTION}.${name}`))) {
        void started.start(true);
      }
    }),
  );
  void started.start();
  const listening = isFromEnvironment() ? await whenActiveChanges(() => started.start()) : undefined;
  if (listening !== undefined) {
    context.subscriptions.push(listening);
  }
}

function isFromEnvironment(): boolean {
  const strategy = vscode.workspace.getConfiguration(SECTION).get("importStrategy");
  return vscode.workspace.isTrusted && strategy === "fromEnvironment";
}

export async function deactivate(): Promise<void> {
  await server?.dispose();
}
