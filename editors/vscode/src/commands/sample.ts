/** A short list with the usual slips, to see what citelaw does. */

import * as vscode from "vscode";

const SAMPLE = `序号\t事项名称\t实施依据
1\t对以欺诈手段骗取社会保险待遇的处罚\t《中华人民共和国社会保险法》第八十条：“以欺诈、伪造证明材料或者其他手段骗取社会保险待遇的，由社会保险行政部门责令退回骗取的社会保险金”。
2\t合同备案\t《中华人民共和国合同法》第四十四条；《民法通则》第五十五条。
3\t行政许可的撤销\t《行政许可法》第九百条。
4\t公务员考核\t《中华人民共和国公务员法》（2005年4月27日通过）第三十五条。
`;

export async function openSample(): Promise<void> {
  const sample = { language: "plaintext", content: SAMPLE };
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(sample));
}
