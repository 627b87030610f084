// Installations that go wrong or meet: each installs for real, so this takes about a minute.
import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchOf, repair, sound, unpack, watcher, wish } from "./unpacked.mjs";

let folder, extension, remove;
before(() => ({ folder, extension, remove } = unpack()));
after(() => remove());

test("packages that were damaged are noticed and made again", async () => {
  const places = { extension, storage: join(folder, "damaged") };
  const { watch } = watcher();
  const launch = await launchOf(wish(), places, watch);
  assert.equal(await sound(launch), true);
  rmSync(join(launch.packages, "pygls"), { recursive: true });
  assert.equal(await sound(launch), false);
  assert.equal(await sound(await repair(launch, wish(), places, watch)), true);
});

test("an installation that was cancelled leaves nothing, and two windows make one", async () => {
  const storage = join(folder, "shared");
  const controller = new AbortController();
  const { watch } = watcher(controller.signal);
  watch.log = (line) => line.startsWith("Collecting") && controller.abort();
  watch.progress = (message) => message.startsWith("Fetching") && controller.abort();
  await assert.rejects(launchOf(wish(), { extension, storage }, watch), { name: "AbortError" });
  assert.deepEqual(readdirSync(join(storage, "packages")), []);

  const windows = [watcher(), watcher()].map((each) =>
    launchOf(wish(), { extension, storage }, each.watch),
  );
  const [one, other] = await Promise.all(windows);
  assert.deepEqual(one, other);
  assert.equal(readdirSync(join(storage, "packages")).length, 1);
});
