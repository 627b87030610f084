import assert from "node:assert/strict";
import { test } from "node:test";
import { Coalesced } from "../restart";

function gate() {
  const opens: (() => void)[] = [];
  const runs = new Coalesced(() => new Promise<void>((resolve) => opens.push(resolve)));
  const open = async (index: number) => {
    opens[index]?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { runs, opens, open };
}

test("ten requests while one runs make one more run", async () => {
  const { runs, opens, open } = gate();
  const first = runs.request();
  const others = Array.from({ length: 10 }, () => runs.request());
  assert.equal(opens.length, 1);
  await open(0);
  await first;
  assert.equal(opens.length, 2);
  await open(1);
  await Promise.all(others);
  await runs.settled();
  assert.equal(opens.length, 2);
});

test("a request during the queued run queues another", async () => {
  const { runs, opens, open } = gate();
  void runs.request();
  void runs.request();
  await open(0);
  const third = runs.request();
  await open(1);
  assert.equal(opens.length, 3);
  await open(2);
  await third;
});

test("a run that fails does not stop the next one", async () => {
  let count = 0;
  const runs = new Coalesced(async () => {
    count += 1;
    throw new Error("no");
  });
  await runs.request();
  await runs.request();
  assert.equal(count, 2);
});
