"use strict";
// The page from top to bottom. Everything is built anew when the language changes; the filters stay.
let list = null;
let counter = null;

function setFilter(change) {
  Object.assign(state.filter, change);
  for (const key of Object.keys(state.filter)) if (state.filter[key] === undefined || state.filter[key] === "") delete state.filter[key];
  showControls();
  const rows = matching(DATA.streams, state.filter);
  counter.textContent = `${t("shown")} ${number(rows.length)} ${t("of")} ${number(DATA.streams.length)}`;
  list.show(rows);
}

function head(summary) {
  const note = [`${t("rulebook")} ${summary.rulebook.version} · ${summary.rulebook.digest.slice(0, 19)}`, summary.as_of && `${t("as_of")} ${summary.as_of}`,
    summary.sample && `${t("sample")} ${summary.sample}`, summary.only_new && t("only_new")].filter(Boolean).join(" · ");
  return el("header", { class: "top" }, el("div", {}, el("h1", {}, t("title")), el("p", { class: "muted" }, note)), el("span", { class: "fill" }),
    el("button", { type: "button", id: "language", click: () => build(state.lang === "zh" ? "en" : "zh") }, t("language")),
    el("button", { type: "button", id: "theme", click: changeTheme }, t("theme")),
    el("button", { type: "button", click: () => window.print() }, t("print")));
}

function tiles(summary) {
  const plain = ["documents", "findings", "characters", "merchants", "mean_nose", "failed", "unreadable"];
  const verdicts = [...DATA.names.verdicts].reverse().map((name) => el("button", {
    type: "button", class: `tile ${name}`, click: () => toStreams({ verdict: DATA.names.verdicts.indexOf(name) }),
  }, figure(`verdicts.${name}`, summary.verdicts[name]), el("small", {}, t(name))));
  return el("section", { class: "tiles" }, verdicts, plain.map((name) => el("div", { class: "tile" }, figure(name, summary[name]), el("small", {}, t(name)))));
}

function toStreams(filter) {
  state.filter = {};
  setFilter(filter);
  document.getElementById("streams").scrollIntoView({ block: "start" });
  list.node.focus({ preventScroll: true });
}

function grid(summary) {
  const families = DATA.names.families.filter((name) => summary.families[name]).sort((a, b) => summary.families[b] - summary.families[a]);
  const cells = new Map(summary.families_by_category.map((cell) => [`${cell.family}|${cell.category}`, cell.findings]));
  const categories = Object.keys(summary.categories).filter((name) => summary.families_by_category.some((cell) => cell.category === name));
  const most = Math.max(1, ...cells.values());
  const cell = (family, category) => {
    const count = cells.get(`${family}|${category}`);
    if (!count) return el("td", {});
    const node = el("td", {}, el("button", { type: "button", click: () => toStreams({ family, category }), title: `${titled("families", family)} · ${titled("categories", category)}` },
      figure(`grid.${family}|${category}`, count)));
    node.style.setProperty("--heat", String(Math.sqrt(count / most)));
    return node;
  };
  return el("div", { class: "scroll" }, el("table", { class: "grid" },
    el("thead", {}, el("tr", {}, el("th", {}), categories.map((name) => el("th", { scope: "col" }, titled("categories", name))), el("th", { scope: "col" }, "Σ"))),
    el("tbody", {}, families.map((family) => el("tr", {}, el("th", { scope: "row" }, titled("families", family)), categories.map((name) => cell(family, name)),
      el("td", {}, figure(`families.${family}`, summary.families[family])))))));
}

function table(heads, rows) {
  return el("div", { class: "scroll tall" }, el("table", {}, el("thead", {}, el("tr", {}, heads.map((name) => el("th", { scope: "col" }, name)))), el("tbody", {}, rows)));
}

function rulesTable(summary) {
  return table([t("rule"), t("family"), t("count"), t("share")], Object.entries(summary.rules).slice(0, 100).map(([rule, count]) => el("tr", {},
    el("th", { scope: "row", title: rule }, titled("rules", rule)), el("td", {}, titled("families", rule.split("/")[0])),
    el("td", {}, figure(`rules.${rule}`, count)), el("td", {}, `${((100 * count) / Math.max(1, summary.findings)).toFixed(1)}%`))));
}

function merchantsTable(summary) {
  const names = [...DATA.names.verdicts].reverse();
  return table([t("merchant"), t("findings"), ...names.map(t), t("worst_nose"), t("mean_nose")], summary.merchants_worst.slice(0, 500).map((row, n) => el("tr", {},
    el("th", { scope: "row" }, el("button", { type: "button", class: "plain", click: () => toStreams({ merchant: row.merchant }) }, row.merchant)),
    el("td", {}, figure(`merchants_worst.${n}.findings`, row.findings)), names.map((name) => el("td", {}, number(row[name]))),
    el("td", {}, row.worst_nose), el("td", {}, row.mean_nose))));
}

function picker(id, none, entries, field) {
  const chosen = (event) => setFilter({ [field]: event.target.value === "" ? undefined : field === "verdict" ? Number(event.target.value) : event.target.value });
  return el("select", { id, "aria-label": none, change: chosen }, el("option", { value: "" }, none), entries.map(([value, name]) => el("option", { value }, name)));
}

function controls() {
  const { names, streams } = DATA;
  const families = names.families.filter((name) => DATA.summary.families[name]);
  const categories = [...new Set(streams.map((stream) => stream.category))].sort();
  return el("div", { class: "controls" },
    el("input", { id: "search", type: "search", placeholder: t("search"), "aria-label": t("search"), input: (event) => setFilter({ search: event.target.value }) }),
    picker("verdict", t("any_verdict"), names.verdicts.map((name, n) => [n, t(name)]).reverse(), "verdict"),
    picker("family", t("any_family"), families.map((name) => [name, titled("families", name)]), "family"),
    picker("category", t("any_category"), categories.map((name) => [name, titled("categories", name)]), "category"),
    el("label", {}, t("from"), el("input", { id: "from", type: "date", change: (event) => setFilter({ from: event.target.value }) })),
    el("label", {}, t("to"), el("input", { id: "to", type: "date", change: (event) => setFilter({ to: event.target.value }) })),
    el("button", { type: "button", id: "merchant", hidden: true, click: () => setFilter({ merchant: undefined }) }),
    el("button", { type: "button", id: "clear", click: () => { state.filter = {}; setFilter({}); } }, t("clear")));
}

function showControls() {
  const { filter } = state;
  for (const id of ["search", "family", "category", "from", "to"]) document.getElementById(id).value = filter[id] ?? "";
  document.getElementById("verdict").value = filter.verdict === undefined ? "" : String(filter.verdict);
  const merchant = document.getElementById("merchant");
  merchant.hidden = filter.merchant === undefined;
  merchant.textContent = `${t("merchant")}: ${filter.merchant} ✕`;
}

function build(lang) {
  state.lang = lang;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = t("title");
  const { summary } = DATA;
  list = new StreamList(openDetail);
  counter = el("span", { class: "muted", role: "status" });
  const days = el("div", { class: "chart", id: "days" });
  const part = (key, ...content) => el("section", { class: "part" }, el("h2", {}, t(key)), content);
  const listed = summary.documents > DATA.streams.length ? el("p", { class: "muted" }, t("only_listed")) : null;
  const streams = part("streams", listed, controls(), counter, list.node, el("p", { class: "muted screen" }, t("help")));
  streams.id = "streams";
  document.getElementById("app").replaceChildren(head(summary), tiles(summary), part("verdicts_by_day", days),
    part("grid", grid(summary)), el("div", { class: "pair" }, part("rules", rulesTable(summary)), part("merchants_worst", merchantsTable(summary))),
    streams, el("footer", { class: "muted" }, t("disclaimer")));
  drawDays(days, summary.days);
  setFilter({});
}

function changeTheme() {
  const dark = state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  state.theme = dark ? "light" : "dark";
  document.documentElement.dataset.theme = state.theme;
  build(state.lang);
}

async function begin() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName)) {
      document.getElementById("search").focus();
      event.preventDefault();
    }
  });
  const dialog = el("dialog", { id: "detail" });
  dialog.addEventListener("close", () => { document.body.classList.remove("detail-open"); list.node.focus({ preventScroll: true }); });
  document.body.append(dialog);
  window.addEventListener("beforeprint", () => list.draw(200));
  window.addEventListener("afterprint", () => list.draw());
  try {
    DATA = await unpack("index");
  } catch (error) {
    document.getElementById("app").append(el("p", {}, WORDS.zh.broken), el("p", {}, WORDS.en.broken));
    throw error;
  }
  build(DATA.lang);
}

begin();
