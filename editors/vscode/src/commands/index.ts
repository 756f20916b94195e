/** The commands of the extension; what each does stands in a module beside this one. */

import * as vscode from "vscode";
import { tellRunning, type Server } from "../server";
import { annotate } from "./annotate";
import { checkFile, checkWorkspace, fixAll, showProblems } from "./check";
import { debugInformation } from "./debugging";
import { ignoreHere } from "./ignore";
import { selectInterpreter } from "./interpreter";
import { showMenu } from "./menu";
import { openReport } from "./report";
import { showRule } from "./rule";
import { openSample } from "./sample";

export function registerCommands(context: vscode.ExtensionContext, server: Server): void {
  const commands: Readonly<Record<string, (...given: never[]) => unknown>> = {
    annotate: (one?: vscode.Uri, all?: vscode.Uri[]) => annotate(server, one, all),
    checkFile: (uri?: vscode.Uri) => checkFile(server, uri),
    checkWorkspace: () => checkWorkspace(server),
    debugInformation: () => debugInformation(context, server),
    fixAll: (uri?: vscode.Uri) => fixAll(server, uri),
    help: () => openWalkthrough(context, server),
    ignoreHere: (given?: unknown) => ignoreHere(server, given),
    menu: () => showMenu(server),
    openReport: (one?: vscode.Uri, all?: vscode.Uri[]) => openReport(server, one, all),
    openSample: () => openSample(),
    openSettings: () => openSettings(),
    restart: () => server.start(true),
    selectInterpreter: () => selectInterpreter(context),
    showLogs: () => server.log.show(),
    showProblems: (uri?: unknown, range?: unknown) => showProblems(server, uri, range),
    showRule: (code?: unknown) => showRule(code),
  };
  for (const [name, run] of Object.entries(commands)) {
    context.subscriptions.push(
      vscode.commands.registerCommand(`citelaw.${name}`, async (...given: never[]) => {
        try {
          return await run(...given);
        } catch (error) {
          server.log.error(`${name}: ${String(error)}`);
          const why = error instanceof Error ? error.message : String(error);
          void vscode.window.showErrorMessage(vscode.l10n.t("citelaw could not do that: {0}", why));
        }
      }),
    );
  }
}

function openSettings(): Thenable<unknown> {
  return vscode.commands.executeCommand("workbench.action.openSettings", "citelaw.");
}

async function openWalkthrough(context: vscode.ExtensionContext, server: Server): Promise<void> {
  const walkthrough = `${context.extension.id}#start`;
  await tellRunning(false); // only what becomes so while it is open ticks a step
  await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough, false);
  await tellRunning(server.isRunning);
}
