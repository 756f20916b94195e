/** Which documents are checked. */

import * as vscode from "vscode";

/** Those on disk, new ones, and those of folders that are elsewhere; no output, settings or git. */
const SCHEMES = ["file", "untitled", "vscode-remote", "vscode-vfs"];

/** Extensions for tables name their languages in many ways; files are known by their names too. */
const LANGUAGES = [
  "plaintext",
  "markdown",
  "html",
  "csv",
  "tsv",
  "dynamic csv",
  "csv (semicolon)",
  "csv (pipe)",
];
const FILES = "**/*.{csv,tsv}";

type Filter = { scheme: string; language: string } | { scheme: string; pattern: string };

export const SELECTOR: Filter[] = SCHEMES.flatMap((scheme) => [
  ...LANGUAGES.map((language) => ({ scheme, language })),
  { scheme, pattern: FILES },
]);

export function isChecked(document: vscode.TextDocument): boolean {
  return vscode.languages.match(SELECTOR, document) > 0;
}

/** Returns the findings of citelaw that are shown in a document. */
export function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((one) => one.source === "citelaw");
}

/** Returns those in or right before which the cursor stands. */
export function atCursor(editor: vscode.TextEditor): readonly vscode.Diagnostic[] {
  const { active } = editor.selection;
  return findings(editor.document.uri).filter((one) => one.range.contains(active));
}

/** Returns the code of a finding (CL301); "" where it has none. */
export function codeOf(finding: vscode.Diagnostic): string {
  const { code } = finding;
  return String(typeof code === "object" ? code.value : (code ?? ""));
}
