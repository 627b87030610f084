import assert from "node:assert/strict";
import { test } from "node:test";
import type { StreamParams } from "../protocol";
import { named, oneLine, Streams, summary } from "../streams";

const URI = "file:///a.py";
const EDIT = { documentChanges: [] };
const INSERT = { purpose: "insert" } as const;

function note(state: StreamParams["state"], more: Partial<StreamParams> = {}): StreamParams {
  const range = { start: { line: 3, character: 0 }, end: { line: 4, character: 9 } };
  const base = { token: "t", uri: URI, version: 1, qualname: "f", range, text: "", problems: [], purpose: "preview" as const };
  return { ...base, state, ...more };
}

function kinds(streams: Streams, params: StreamParams): string[] {
  return streams.take(params).map((effect) => effect.kind);
}

test("text grows at the end of the header, then the edit is written and nothing stays", () => {
  const streams = new Streams();
  assert.deepEqual(kinds(streams, note("streaming", { ...INSERT, text: '"""One' })), ["show"]);
  assert.equal(streams.all(URI)[0]?.line, 4);
  assert.deepEqual(kinds(streams, note("done", { ...INSERT, edit: EDIT })), ["clear", "write"]);
  assert.deepEqual(streams.all(), []);
});

test("an answer from the store, without any streaming before, is written too", () => {
  const streams = new Streams();
  assert.deepEqual(kinds(streams, note("done", { ...INSERT, edit: EDIT })), ["clear", "write"]);
});

test("what is only to be shown is kept", () => {
  const streams = new Streams();
  assert.deepEqual(kinds(streams, note("done", { edit: EDIT })), ["clear", "keep"]);
  assert.equal(streams.all(URI)[0]?.kept, true);
});

test("a preview is kept until it is dropped, and a newer one takes its place", () => {
  const streams = new Streams();
  streams.take(note("done", { edit: EDIT }));
  streams.take(note("done", { edit: EDIT, token: "u" }));
  assert.deepEqual(streams.all().map((entry) => entry.token), ["u"]);
  streams.drop("u");
  assert.deepEqual(streams.all(), []);
});

test("done without an edit changes nothing: the docstring is already true", () => {
  const streams = new Streams();
  assert.deepEqual(kinds(streams, note("done", INSERT)), ["clear"]);
});

test("withdrawn text disappears, and another attempt under the same token is written", () => {
  const streams = new Streams();
  streams.take(note("streaming", { ...INSERT, text: '"""Wrong' }));
  assert.deepEqual(kinds(streams, note("withdrawn", INSERT)), ["clear"]);
  assert.deepEqual(streams.all(), []);
  streams.take(note("streaming", { ...INSERT, text: '"""Right' }));
  assert.deepEqual(kinds(streams, note("done", { ...INSERT, edit: EDIT })), ["clear", "write"]);
});

test("failed clears", () => {
  const streams = new Streams();
  streams.take(note("streaming"));
  assert.deepEqual(kinds(streams, note("failed")), ["clear"]);
  assert.deepEqual(streams.all(), []);
});

const shifts: [string, number, number, string, number][] = [
  ["a line typed above", 0, 0, "x = 1\n", 5],
  ["lines deleted above", 0, 2, "", 2],
  ["typing on the line itself", 4, 4, "x", 4],
  ["a line typed below", 6, 6, "\n\n", 4],
  ["CRLF counts once", 1, 1, "a\r\nb\r\n", 6],
];

for (const [what, start, end, text, line] of shifts) {
  test(`the place is followed: ${what}`, () => {
    const streams = new Streams();
    streams.take(note("streaming"));
    streams.shift(URI, [{ range: { start: { line: start }, end: { line: end } }, text }]);
    streams.take(note("streaming", { text: "more" }));
    assert.equal(streams.all(URI)[0]?.line, line);
  });
}

test("closing a document forgets its docstrings only", () => {
  const streams = new Streams();
  streams.take(note("streaming"));
  streams.take(note("streaming", { uri: "file:///b.py", token: "b" }));
  streams.forget(URI);
  assert.deepEqual(streams.all().map((entry) => entry.uri), ["file:///b.py"]);
});

test("Discard without a name means what is being written, here first, then what is proposed", () => {
  const streams = new Streams();
  streams.take(note("done", { edit: EDIT, token: "kept" }));
  assert.deepEqual(streams.unwanted(URI), ["kept"]);
  assert.deepEqual(streams.unwanted("file:///b.py"), []);
  streams.take(note("streaming", { token: "elsewhere", uri: "file:///b.py" }));
  assert.deepEqual(streams.unwanted(URI), ["elsewhere"]);
  streams.take(note("streaming", { token: "here", qualname: "g" }));
  assert.deepEqual(streams.unwanted(URI), ["here"]);
});

test("one line shows the summary and what is being written now", () => {
  assert.equal(oneLine('"""Return the area."""', 80), "Return the area.");
  assert.equal(oneLine('r"""Return the area.\n\n    Args:\n        w: Wid\n    """', 80), "Return the area. · w: Wid");
  assert.equal(oneLine('"""', 80), "");
  assert.equal(oneLine(`"""${"😀".repeat(99)}`, 10), `${"😀".repeat(9)}…`);
});

test("a summary is the first line", () => {
  assert.equal(summary('"""\n    Return the area.\n\n    More.\n    """', 80), "Return the area.");
});

test("command arguments: token, symbol, or what a menu passes", () => {
  assert.deepEqual(named("t"), { token: "t" });
  assert.deepEqual(named({ token: "t" }), { token: "t" });
  const action = { uri: URI, version: 1, qualname: "f", line: 3, character: 4, mode: "generate" };
  assert.deepEqual(named(action), action);
  assert.equal(named({ scheme: "file", fsPath: "/a.py" }), undefined);
  assert.equal(named(undefined), undefined);
});
