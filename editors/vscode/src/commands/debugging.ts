/** What whoever helps needs to know, as a document that can be read before it is sent. */

import * as vscode from "vscode";
import { CLIENT_COMMANDS } from "../client";
import type { Server } from "../server";
import { forServer, wishes } from "../settings";
import { conditionText } from "../status";

export async function debugInformation(
  context: vscode.ExtensionContext,
  server: Server,
): Promise<void> {
  const told = {
    extension: (context.extension.packageJSON as { version: string }).version,
    editor: `${vscode.env.appName} ${vscode.version} (${process.platform} ${process.arch})`,
    language: vscode.env.language,
    remote: vscode.env.remoteName ?? null,
    trusted: vscode.workspace.isTrusted,
    condition: conditionText(server.condition),
    found: server.found ?? null,
    server: await statusOf(server),
    settings: { ...forServer(), ...(wishes()) },
    commands: CLIENT_COMMANDS,
  };
  const content = `${JSON.stringify(told, null, 2)}\n`;
  const document = await vscode.workspace.openTextDocument({ language: "json", content });
  await vscode.window.showTextDocument(document);
}

async function statusOf(server: Server): Promise<unknown> {
  try {
    return server.isRunning ? ((await server.ask("citelaw.server.status")) ?? null) : null;
  } catch (error) {
    return String(error);
  }
}
