import assert from "node:assert/strict";
import { test } from "node:test";
import { Crashes, PERIOD } from "../src/crashes";

test("the fifth crash within three minutes is the last", () => {
  const crashes = new Crashes(() => 0);
  assert.deepEqual([1, 2, 3, 4, 5].map(() => crashes.another()), [true, true, true, true, false]);
});

test("crashes that are long past do not count", () => {
  let now = 0;
  const crashes = new Crashes(() => now);
  for (let nth = 0; nth < 20; nth += 1) {
    now += PERIOD / 3;
    assert.equal(crashes.another(), true);
  }
});

test("a start that somebody asked for begins anew", () => {
  const crashes = new Crashes(() => 0);
  for (let nth = 0; nth < 4; nth += 1) {
    crashes.another();
  }
  crashes.forget();
  assert.equal(crashes.another(), true);
});
