/** The side of the protocol that the editor has: one client for one life of the server. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type DocumentSelector,
  type LanguageClientOptions,
} from "vscode-languageclient/node";
import type { Found } from "./discovery";
import { SELECTOR } from "./documents";
import { SECTION, forServer } from "./settings";

/** What the server may name in actions, lenses and cards, since this side carries it out. */
export const CLIENT_COMMANDS = ["citelaw.ignoreHere", "citelaw.showRule", "citelaw.showProblems"];

/** What the server says of itself (`citelaw/status`). */
export interface Status {
  readonly state: "ready" | "checking" | "failed";
  readonly dataDate?: string | null;
  readonly version?: string | null;
  readonly findings?: number | null;
  readonly message?: string | null;
}

export interface Listener {
  status(status: Status): void;
  /** The server ended without being asked to, having run. */
  crashed(): void;
}

/** Says in the log only what goes wrong: what people are to know, `Server` says once. */
class Client extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** One process of the server and the client that talks to it. */
export class Life {
  readonly client: LanguageClient;
  private process: ChildProcess | undefined;

  constructor(
    private readonly found: Found & { kind: "server" },
    private readonly cwd: string,
    log: vscode.LogOutputChannel,
    listener: Listener,
  ) {
    const options = clientOptions(log, () => {
      if (this.isRunning) {
        listener.crashed();
      }
    });
    this.client = new Client(SECTION, "citelaw", () => this.spawn(), options);
    this.client.onNotification("citelaw/status", (status: Status) => listener.status(status));
  }

  get isRunning(): boolean {
    return this.client.state === State.Running;
  }

  /** Ends the server, by force where it does not end by itself. */
  async end(): Promise<void> {
    try {
      await this.client.dispose();
    } finally {
      this.process?.kill("SIGKILL");
    }
  }

  private async spawn(): Promise<ChildProcess> {
    const { command, args } = this.found;
    const started = spawn(command, args, { cwd: this.cwd, windowsHide: true });
    this.process = started;
    await once(started, "spawn"); // rejects where it cannot be started
    started.on("error", () => undefined); // that it cannot be killed is no news
    return started;
  }
}

function clientOptions(log: vscode.LogOutputChannel, closed: () => void): LanguageClientOptions {
  return {
    documentSelector: SELECTOR as DocumentSelector,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => ({ settings: forServer(), commands: CLIENT_COMMANDS }),
    initializationFailedHandler: () => false,
    markdown: { isTrusted: { enabledCommands: CLIENT_COMMANDS }, supportThemeIcons: true },
    errorHandler: {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => {
        closed();
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    },
  };
}
