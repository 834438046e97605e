(() => {
"use strict";
const all = (query, root = document) => Array.from(root.querySelectorAll(query));
const by = id => document.getElementById(id);
const root = document.documentElement, body = document.body;
const patches = all("article.patch").map(panel => panel.dataset.patch);
const workloads = all("article.workload");
const metrics = ["change", "median", "requests", "bytes", "p99", "cpu"];
const themes = ["", "dark", "light"];
const told = all(".verdict a[href^='#p']").map(link => link.hash.slice(2)).find(patch => patches.includes(patch));
const state = { patch: told || patches[0] || "", workload: 0, metric: 0, against: "previous" };
const say = text => { by("status").textContent = text; };

function place() {
  const parts = ["p" + state.patch];
  if (state.workload) parts.push("w" + state.workload);
  if (state.metric) parts.push("m" + metrics[state.metric]);
  if (state.against === "base") parts.push("base");
  return "#" + parts.join(",");
}
function read() {
  const parts = location.hash.slice(1).split(",");
  if (!/^p\d+$/.test(parts[0]) || !patches.includes(parts[0].slice(1))) return false;
  state.patch = parts[0].slice(1);
  state.workload = 0; state.metric = 0; state.against = "previous";
  for (const part of parts.slice(1)) {
    if (/^w\d+$/.test(part)) state.workload = Math.min(+part.slice(1), Math.max(0, workloads.length - 1));
    if (part[0] === "m") state.metric = Math.max(0, metrics.indexOf(part.slice(1)));
    if (part === "base") state.against = "base";
  }
  return true;
}
// Comments, strings, keywords and numbers of the code that is looked at.
const keywords = body.dataset.keywords;
const tokens = new RegExp(String.raw`(\/\*.*?(?:\*\/|$)|\/\/.*|^[-+ ]?[ \t]{0,40}\* .*)|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?)|(#\w+|\b(?:${keywords})\b)|(\b\d\w*)`, "gm");
function paint(panel) {
  for (const pre of all("pre.diff:not(.painted),pre.code:not(.painted)", panel)) {
    pre.classList.add("painted");
    let isCode = pre.classList.contains("code");
    for (const node of Array.from(pre.childNodes)) {
      const name = node.tagName === "I" && /^\+\+\+ .*$/m.exec(node.textContent);
      if (name) isCode = /\.(?:c|h|cc|cpp|hpp|swift)$/.test(name[0]);
      if (!isCode || /^[BIU]$/.test(node.tagName || "")) continue;
      for (const piece of node.nodeType === 3 ? [node] : Array.from(node.childNodes)) tint(piece);
    }
  }
}
function tint(node) {
  const text = node.data, parts = document.createDocumentFragment();
  let end = 0;
  for (const found of text.matchAll(tokens)) {
    const kind = ["comment", "string", "keyword", "number"].find((_, index) => found[index + 1]);
    const span = document.createElement("span");
    span.className = "token-" + kind;
    span.textContent = found[0];
    parts.append(text.slice(end, found.index), span);
    end = found.index + found[0].length;
  }
  parts.append(text.slice(end));
  node.replaceWith(parts);
}
function show() {
  if (by("p" + state.patch)) paint(by("p" + state.patch));
  for (const panel of all("article.patch")) panel.classList.toggle("current", panel.dataset.patch === state.patch);
  workloads.forEach((panel, index) => panel.classList.toggle("current", index === state.workload));
  for (const tab of all("#tabs button")) tab.setAttribute("aria-pressed", String(+tab.dataset.workload === state.workload));
  for (const row of all("tr[data-patch]")) row.classList.toggle("selected", row.dataset.patch === state.patch);
  for (const stage of all("g.stage")) stage.classList.toggle("selected", stage.dataset.stage === state.patch);
  body.dataset.metric = metrics[state.metric];
  body.dataset.against = state.against;
  by("place").textContent = "patch " + state.patch + " of " + patches.length;
  if (by("metric")) by("metric").textContent = "metric: " + metrics[state.metric];
  if (by("against")) by("against").textContent = "against: " + (state.against === "base" ? "base" : "stage before");
}
function keep() { history.replaceState(null, "", place()); show(); }
function choose(patch) {
  if (patch === undefined) return;
  state.patch = patch;
  keep();
  const title = document.querySelector("#p" + patch + " h3");
  say("patch " + patch + ": " + title.textContent.replace(/^\s*\d+\s*/, ""));
}
function step(by) {
  const index = patches.indexOf(state.patch);
  choose(patches[Math.max(0, Math.min(patches.length - 1, index + by))]);
}
function nextWorkload() {
  if (!workloads.length) return;
  state.workload = (state.workload + 1) % workloads.length;
  keep();
  say("workload " + workloads[state.workload].getAttribute("aria-label"));
}
function nextMetric() { state.metric = (state.metric + 1) % metrics.length; keep(); say("metric " + metrics[state.metric]); }
function otherBase() {
  state.against = state.against === "base" ? "previous" : "base";
  keep();
  say(state.against === "base" ? "against base" : "against the stage before");
}
function nextTheme() {
  const theme = themes[(themes.indexOf(root.dataset.theme || "") + 1) % themes.length];
  if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
  say("theme " + (theme || "of the system"));
}
function diffs() {
  const details = all("details.diff"), open = !details.some(one => one.open);
  for (const one of details) one.open = open;
  say(open ? "diffs shown" : "diffs hidden");
}
function filter() {
  const wanted = by("filter").value.toLowerCase();
  let count = 0;
  for (const row of all("table.matrix tbody tr")) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
    if (!row.hidden) count += 1;
  }
  say(wanted ? count + " rows" : "");
}
function help() { by("help").open ? by("help").close() : by("help").showModal(); }
function ofFourDigits(place) {
  const exponent = Math.floor(place / 9000) - 9, digits = place % 9000 + 1000;
  return exponent < 0 ? digits / 10 ** -exponent : digits * 10 ** exponent;
}
async function content() {
  const bytes = Uint8Array.from(atob(by("run").textContent), letter => letter.charCodeAt(0));
  const packed = new Blob([bytes]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream("deflate"))).json();
}
async function markdown() { return (await content()).markdown; }
async function unpacked() {
  const { run, samples } = await content();
  for (const lane of Object.keys(run.lanes).sort())
    for (const workload of run.lanes[lane].workloads)
      for (const stage of workload.stages) {
        const packed = samples.shift();
        if (packed) stage.samples = packed.distances.map((distance, place) =>
          packed.others[place] ?? ofFourDigits(packed.middle + distance));
      }
  return run;
}
async function json() { return JSON.stringify(await unpacked()); }
async function csv() {
  const run = await unpacked(), lines = ["lane,workload,stage,round,metric,value,unit"];
  const quote = text => {
    const told = /^[-=+@]/.test(text) ? "'" + text : text;
    return /[",]/.test(told) ? '"' + told.replace(/"/g, '""') + '"' : told;
  };
  for (const lane of Object.keys(run.lanes).sort())
    for (const workload of run.lanes[lane].workloads)
      for (const stage of workload.stages)
        stage.samples.forEach((value, round) => lines.push([lane, quote(workload.name), stage.patch ?? stage.number, round + 1, "throughput", value, workload.unit].join(",")));
  return lines.join("\n") + "\n";
}
async function copy(making, name) {
  const text = await making;
  const done = () => say(name + " copied"), failed = () => say("copying is not allowed here; save instead");
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, failed); else failed();
}
async function save(making, type, name) {
  const text = await making;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  say(name + " saved");
}

const keys = {
  j: () => step(1), k: () => step(-1), ArrowRight: () => step(1), ArrowLeft: () => step(-1),
  Home: () => choose(patches[0]), End: () => choose(patches[patches.length - 1]),
  w: nextWorkload, m: nextMetric, b: otherBase, d: diffs, t: nextTheme, "?": help,
  "/": () => by("filter") && by("filter").focus()
};
document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.tagName === "INPUT") { if (event.key === "Escape") event.target.blur(); return; }
  if (event.target.tagName === "PRE" && event.key.startsWith("Arrow")) return;
  if (by("help").open && event.key !== "?") return;
  const action = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (action) { event.preventDefault(); action(); }
});
document.addEventListener("click", event => {
  const link = event.target.closest("a[href^='#p']");
  if (link && patches.includes(link.hash.slice(2))) {
    event.preventDefault();
    choose(link.hash.slice(2));
    const panel = by("p" + state.patch);
    panel.scrollIntoView();
    panel.focus({ preventScroll: true });
    return;
  }
  const stage = event.target.closest("g.stage, table.matrix tbody tr");
  const number = stage && (stage.dataset.stage || stage.dataset.patch);
  if (patches.includes(number)) choose(number);
});
const press = (id, action) => { if (by(id)) by(id).addEventListener("click", action); };
press("theme", nextTheme); press("keys", help); press("close", help); press("metric", nextMetric); press("against", otherBase);
press("previous", () => step(-1)); press("next", () => step(1));
press("copy-json", () => copy(json(), "JSON")); press("save-json", () => save(json(), "application/json", "run.json"));
press("copy-csv", () => copy(csv(), "CSV")); press("save-csv", () => save(csv(), "text/csv", "run.csv"));
press("copy-markdown", () => copy(markdown(), "Markdown"));
for (const tab of all("#tabs button")) tab.addEventListener("click", () => { state.workload = +tab.dataset.workload; keep(); });
if (by("filter")) by("filter").addEventListener("input", filter);
addEventListener("hashchange", () => { if (read()) show(); });
addEventListener("beforeprint", () => { paint(document); for (const one of all("details")) one.open = true; });
const named = read();
root.classList.add("js");
show();
if (named) by("p" + state.patch).scrollIntoView();
})();
