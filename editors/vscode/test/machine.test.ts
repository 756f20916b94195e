import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { machine } from "../src/machine";

const here = machine(tmpdir());
const node = process.execPath;

test("what a program says and how it ends is told", async () => {
  const ran = await here.run(node, ["-e", "console.log('a'); process.exit(3)"], 10_000);
  assert.deepEqual([ran.status, ran.stdout.trim(), ran.timedOut], [3, "a", false]);
});

test("a program that does not end is ended", async () => {
  const ran = await here.run(node, ["-e", "setInterval(() => {}, 1000)"], 200);
  assert.deepEqual([ran.status, ran.timedOut], [null, true]);
});

test("a program that waits for input does not wait", async () => {
  const ran = await here.run(node, ["-e", "process.stdin.resume().on('end', () => {})"], 10_000);
  assert.equal(ran.status, 0);
});

test("a program that is not there is no fault of the caller", async () => {
  const ran = await here.run("/nowhere/python3", [], 1_000);
  assert.equal(ran.status, null);
  assert.match(ran.stderr, /ENOENT/);
});

test("files and folders that are not there are none", async () => {
  assert.equal(await here.isFile("/nowhere"), false);
  assert.equal(await here.isFile(tmpdir()), false);
  assert.deepEqual(await here.names("/nowhere"), []);
});
