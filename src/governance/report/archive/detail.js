"use strict";
// One stream: how its nose grew, its words with what is wrong in them marked, and each finding in full.
const RANK = ["advisory", "needs-evidence", "violation"];

async function openDetail(stream) {
  const dialog = document.getElementById("detail");
  dialog.replaceChildren(el("p", { class: "muted" }, t("loading")));
  if (!dialog.open) dialog.showModal();
  document.body.classList.add("detail-open");
  const detail = await detailOf(stream);
  const verdict = DATA.names.verdicts[stream.verdict];
  const chart = el("div", { class: "chart" });
  const findings = detail ? detail.findings : [];
  dialog.replaceChildren(
    el("header", {},
      el("h2", { tabindex: "-1" }, stream.id), el("span", { class: `badge ${verdict}` }, t(verdict)), noseBar(stream.nose),
      el("span", { class: "fill" }),
      el("button", { type: "button", click: () => window.print() }, t("print")),
      el("button", { type: "button", class: "close", click: () => dialog.close() }, t("close"))),
    facts(stream, detail),
    findings.length ? el("h3", {}, t("trail")) : null, chart,
    el("div", { class: "columns" },
      el("section", {}, el("h3", {}, t("transcript")), transcript(detail, stream)),
      el("section", {}, el("h3", {}, `${t("findings")} ${number(findings.length)}`), findings.map(card))));
  if (detail) drawTrail(chart, detail.trail, (start) => choose(findings.findIndex((finding) => finding.start === start)));
  dialog.querySelector("h2").focus();
  dialog.scrollTop = 0;
}

function facts(stream, detail) {
  const rows = [
    ["merchant", stream.merchant], ["streamer", stream.streamer], ["provider", detail?.provider],
    ["category", titled("categories", stream.category)], ["day", detail?.occurred_at || stream.day], ["source", stream.source],
    ["as_of", detail?.as_of], ["decided", detail?.reasons.join(", ")],
  ].filter(([, value]) => value);
  return el("dl", { class: "facts" }, rows.map(([key, value]) => el("div", {}, el("dt", {}, t(key)), el("dd", {}, value))));
}

// Offsets count code points; a string with characters beyond the basic plane is taken apart first.
function sliceOf(text) {
  const points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  return { size: points ? points.length : text.length, cut: (a, b) => (points ? points.slice(a, b).join("") : text.slice(a, b)) };
}

function transcript(detail, stream) {
  if (!detail || !detail.pieces.length) return el("p", { class: "muted" }, t("no_text"));
  const box = el("div", { class: "transcript", lang: "zh" });
  const whole = detail.pieces.length === 1 && detail.pieces[0][0] === 0 && sliceOf(detail.pieces[0][1]).size === stream.characters;
  if (!whole) box.append(el("p", { class: "muted" }, t("excerpts")));
  const spoken = detail.utterances;
  for (const [base, text] of detail.pieces) {
    const piece = sliceOf(text);
    const end = base + piece.size;
    const borders = new Set([base, end]);
    const inside = detail.findings.map((finding, i) => ({ ...finding, i })).filter((f) => f.start < end && f.end > base);
    for (const finding of inside) borders.add(Math.max(finding.start, base)).add(Math.min(finding.end, end));
    const starts = new Map();
    for (const [at, start, , speaker] of spoken) {
      if (at >= base && at < end) {
        borders.add(at);
        starts.set(at, [start, speaker]);
      }
    }
    const places = [...borders].sort((a, b) => a - b);
    let line = el("p", {}, base > 0 ? "…" : null);
    for (let n = 0; n + 1 < places.length; n++) {
      const [from, to] = [places[n], places[n + 1]];
      if (starts.has(from)) {
        if (line.childNodes.length) box.append(line);
        const [start, speaker] = starts.get(from);
        line = el("p", {}, el("span", { class: "time" }, [clock(start), speaker].filter(Boolean).join(" ")));
      }
      const part = piece.cut(from - base, to - base);
      const over = inside.filter((f) => f.start < to && f.end > from);
      line.append(over.length ? marked(part, over) : part);
    }
    if (whole === false) line.append("…");
    box.append(line);
  }
  return box;
}

function marked(text, over) {
  const worst = over.reduce((a, b) => (RANK.indexOf(b.status) > RANK.indexOf(a.status) ? b : a));
  return el("mark", {
    class: worst.status, tabindex: "0", role: "button", "data-finding": worst.i,
    title: over.map((f) => `${t(f.status)} · ${titled("rules", f.rule)}`).join("\n"),
    click: () => choose(worst.i), keydown: (event) => event.key === "Enter" && choose(worst.i),
  }, text);
}

function choose(i) {
  if (i < 0) return;
  const cards = document.querySelectorAll("#detail .finding");
  cards.forEach((node, n) => node.classList.toggle("chosen", n === i));
  cards[i]?.scrollIntoView({ block: "center", behavior: "smooth" });
  cards[i]?.focus({ preventScroll: true });
}

function card(finding, i) {
  const row = (key, value, kind) => (value ? el("p", { class: kind || "" }, el("b", {}, `${t(key)} `), value) : null);
  return el("article", { class: `finding ${finding.status}`, tabindex: "0", "data-card": i },
    el("h4", {}, el("span", { class: "time" }, clock(finding.start_ms)), `${t(finding.status)} · ${t(finding.severity)} · `,
      el("span", {}, titled("rules", finding.rule))),
    el("p", { class: "muted" }, `${titled("families", finding.family)} · ${finding.rule} · ${t("confidence")} ${Math.round(finding.confidence * 100)}%`),
    el("blockquote", { lang: "zh" }, finding.quote),
    finding.evasion ? row("meant", `${finding.canonical} (${finding.evasion})`) : null,
    row("reason", finding.reason), finding.law.map(article), row("suggestion", finding.suggestion, "say"));
}

function article(ref) {
  const act = DATA.titles.acts[ref.act];
  const title = act ? act.title[state.lang] || act.title.zh : ref.act;
  const said = act?.articles[ref.article];
  return el("p", {}, el("b", {}, `${t("law")} `), `${title} ${ref.article}`, said ? `：${said[state.lang] || said.zh}` : "",
    ref.penalty ? ` → ${t("penalty")} ${ref.penalty}` : "");
}
