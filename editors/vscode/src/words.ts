/** What several places say alike. */

import * as vscode from "vscode";
import type { Reason } from "./discovery";

export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case "missing":
      return vscode.l10n.t("not there");
    case "old":
      return vscode.l10n.t("Python {0} is too old", reason.version);
    case "incomplete":
      return vscode.l10n.t("lacks {0}", reason.lacks);
    case "slow":
      return vscode.l10n.t("does not answer");
    case "failed":
      return vscode.l10n.t("fails: {0}", reason.said);
  }
}
