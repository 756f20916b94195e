/** The server over its lives: found, started, started again, given up. */

import * as vscode from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";
import { Life, type Status } from "./client";
import { Crashes } from "./crashes";
import { findServer, type Attempt, type Found } from "./discovery";
import { machine } from "./machine";
import { wishes } from "./settings";
import { reasonText } from "./words";

/** How the server is, as the status item shows it. */
export type Condition =
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly status: Status | undefined }
  | {
      readonly kind: "missing";
      readonly message: string;
      readonly fault: (Found & { kind: "none" })["fault"];
    }
  | { readonly kind: "down"; readonly message: string };

/** So long is waited before a server that ended by itself is started again, in milliseconds. */
const PAUSE = 500;

export class Server implements vscode.Disposable {
  readonly log = vscode.window.createOutputChannel("citelaw", { log: true });
  private readonly changed = new vscode.EventEmitter<Condition>();
  readonly onDidChange = this.changed.event;
  private readonly crashes = new Crashes();
  private life: Life | undefined;
  private now: Condition = { kind: "starting" };
  private queue: Promise<void> = Promise.resolve();
  private ready: Promise<void> = Promise.resolve();
  private hasSaidCrash = false;
  private hasSaidMissing = false;
  private disposed = false;
  found: Found | undefined;

  /** Where Python keeps what it compiles of this version of the extension. */
  private readonly compiled: vscode.Uri;

  constructor(private readonly context: vscode.ExtensionContext) {
    const { version } = context.extension.packageJSON as { version: string };
    const folder = vscode.Uri.joinPath(context.globalStorageUri, "compiled");
    this.compiled = vscode.Uri.joinPath(folder, version);
    void removeAllBut(folder, version);
  }

  get condition(): Condition {
    return this.now;
  }

  /** Starts the server, anew if it runs; `asked` by somebody, who is then told what fails. */
  start(asked = false): Promise<void> {
    this.crashes.forget();
    if (asked) {
      this.hasSaidMissing = false;
    }
    return this.enqueue(() => this.startNow());
  }

  get isRunning(): boolean {
    return this.life?.isRunning ?? false;
  }

  /** Waits until it is known whether the server runs. */
  async whenReady(): Promise<void> {
    await this.queue;
    await this.ready;
  }

  /** Has the server carry a command out; undefined where it does not run. */
  async ask<T>(command: string, ...args: unknown[]): Promise<T | undefined> {
    await this.whenReady();
    if (!this.life?.isRunning) {
      this.say(this.now);
      return undefined;
    }
    if (!this.knows(command)) {
      throw new Error(vscode.l10n.t("this version of the server cannot yet"));
    }
    const params = { command, arguments: args };
    return (await this.life.client.sendRequest(ExecuteCommandRequest.type, params)) as T;
  }

  /** Returns whether this version of the server knows a command. */
  knows(command: string): boolean {
    const capabilities = this.life?.client.initializeResult?.capabilities;
    return capabilities?.executeCommandProvider?.commands.includes(command) ?? false;
  }

  /** Turns what the server says into what the editor has. */
  get converter(): Life["client"]["protocol2CodeConverter"] | undefined {
    return this.life?.client.protocol2CodeConverter;
  }

  /** Returns a URI as the server knows it. */
  uriText(uri: vscode.Uri): string {
    return this.life?.client.code2ProtocolConverter.asUri(uri) ?? uri.toString();
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    await this.enqueue(() => this.stopNow());
    this.changed.dispose();
    this.log.dispose();
  }

  // ------------------------------------------------------------ one start after the other

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(step, step);
    return this.queue;
  }

  private async startNow(): Promise<void> {
    await this.stopNow();
    if (this.disposed) {
      return;
    }
    this.become({ kind: "starting" });
    this.found = await this.find();
    if (this.found.kind === "none") {
      const { fault } = this.found;
      this.become({ kind: "missing", message: missing(this.found), fault });
      this.say(this.now);
      return;
    }
    const { command, args, version, source } = this.found;
    this.log.info(`${source}${version && `, Python ${version}`}: ${[command, ...args].join(" ")}`);
    this.ready = this.run(this.found);
  }

  private async find(): Promise<Found> {
    const found = await findServer(machine(this.context.extensionPath), wishes(), {
      script: this.context.asAbsolutePath("bundled/server.py"),
      cache: this.compiled.fsPath,
    });
    for (const { what, reason } of found.attempts) {
      this.log.info(`${what}: ${reasonText(reason)}`);
    }
    return found;
  }

  /** Starts one; not part of the queue, so that one that hangs can be started again. */
  private async run(found: Found & { kind: "server" }): Promise<void> {
    const life = new Life(found, this.context.extensionPath, this.log, {
      status: (status) => {
        if (this.life === life) {
          this.become({ kind: "running", status });
        }
      },
      crashed: () => {
        if (this.life === life) {
          this.crashed();
        }
      },
    });
    this.life = life;
    try {
      await life.client.start();
      if (this.life === life && this.now.kind !== "running") {
        this.become({ kind: "running", status: undefined });
      }
    } catch {
      if (this.life === life) {
        this.fall(vscode.l10n.t("The server of citelaw cannot be started; the log says why."));
      }
    }
  }

  private crashed(): void {
    this.log.error("the server ended unexpectedly");
    if (!this.crashes.another()) {
      this.fall(
        vscode.l10n.t(
          "The server of citelaw ended unexpectedly five times within three minutes and is not started again.",
        ),
      );
      return;
    }
    this.become({ kind: "starting" });
    if (!this.hasSaidCrash) {
      this.hasSaidCrash = true;
      const message = vscode.l10n.t(
        "The server of citelaw ended unexpectedly and is started again.",
      );
      void offer(vscode.window.showWarningMessage, message, ["citelaw.showLogs"]);
    }
    void this.enqueue(async () => {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      await this.startNow();
    });
  }

  private async stopNow(): Promise<void> {
    const { life } = this;
    this.life = undefined;
    try {
      await life?.end();
    } catch (error) {
      this.log.warn(`stopping: ${String(error)}`);
    }
  }

  // ------------------------------------------------------------ what is said of it

  private become(condition: Condition): void {
    this.now = condition;
    void tellRunning(condition.kind === "running");
    this.changed.fire(condition);
  }

  private fall(message: string): void {
    this.log.error(message);
    this.become({ kind: "down", message });
    this.say(this.now);
  }

  /** Says what keeps the server from running; that there is no Python only once. */
  private say(condition: Condition): void {
    if (condition.kind === "down") {
      const offers = ["citelaw.showLogs", "citelaw.restart"];
      void offer(vscode.window.showErrorMessage, condition.message, offers);
    } else if (condition.kind === "missing" && !this.hasSaidMissing) {
      this.hasSaidMissing = true;
      const way = condition.fault === "path" ? "citelaw.openSettings" : "citelaw.selectInterpreter";
      const offers = [way, "citelaw.help"];
      void offer(vscode.window.showErrorMessage, condition.message, offers);
    }
  }
}

/** Removes what earlier versions left. */
async function removeAllBut(folder: vscode.Uri, name: string): Promise<void> {
  const { fs } = vscode.workspace;
  const there = await fs.readDirectory(folder).then(
    (entries) => entries,
    () => [],
  );
  const left = there.filter(([one]) => one !== name);
  const removed = left.map(([one]) =>
    fs.delete(vscode.Uri.joinPath(folder, one), { recursive: true }),
  );
  await Promise.allSettled(removed);
}

/** Lets the editor know, where what it shows depends on that, whether the server runs. */
export function tellRunning(is: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand("setContext", "citelaw.running", is);
}

function missing(found: Found & { kind: "none" }): string {
  const first: Attempt | undefined = found.attempts[0];
  const why = first === undefined ? "" : reasonText(first.reason);
  switch (found.fault) {
    case "path":
      return vscode.l10n.t("citelaw cannot use what citelaw.path names ({0}).", why);
    case "interpreter":
      return vscode.l10n.t("citelaw cannot use what citelaw.interpreter names ({0}).", why);
    case "python":
      return vscode.l10n.t(
        "citelaw needs Python 3.11 or later, which was not found; install it, or choose where it is.",
      );
  }
}

/** Shows a message with commands as its buttons. */
async function offer(
  show: (message: string, ...buttons: string[]) => Thenable<string | undefined>,
  message: string,
  commands: readonly string[],
): Promise<void> {
  const titles = new Map(commands.map((command) => [buttonOf(command), command]));
  const chosen = await show(message, ...titles.keys());
  const command = chosen === undefined ? undefined : titles.get(chosen);
  if (command !== undefined) {
    await vscode.commands.executeCommand(command);
  }
}

function buttonOf(command: string): string {
  switch (command) {
    case "citelaw.showLogs":
      return vscode.l10n.t("Show Log");
    case "citelaw.restart":
      return vscode.l10n.t("Restart");
    case "citelaw.openSettings":
      return vscode.l10n.t("Settings");
    case "citelaw.selectInterpreter":
      return vscode.l10n.t("Choose Python…");
    default:
      return vscode.l10n.t("Help");
  }
}
