"use strict";
// The list of streams: filtered at once, drawn only where one looks, walked with the keyboard.
const ROW = 44; // pixels, as in page.css

function haystack(stream) {
  stream.words ??= [stream.id, stream.source, stream.merchant, stream.streamer].filter(Boolean).join("\n").toLowerCase();
  return stream.words;
}

function matching(streams, filter) {
  const words = (filter.search || "").toLowerCase().split(/\s+/).filter(Boolean);
  return streams.filter((stream) =>
    (filter.verdict === undefined || stream.verdict === filter.verdict) &&
    (!filter.family || stream.families.includes(filter.family)) &&
    (!filter.category || stream.category === filter.category) &&
    (filter.merchant === undefined || stream.merchant === filter.merchant) &&
    (!filter.from || stream.day >= filter.from) && (!filter.to || (stream.day && stream.day <= filter.to)) &&
    words.every((word) => haystack(stream).includes(word)));
}

class StreamList {
  constructor(open) {
    this.open = open;
    this.rows = [];
    this.chosen = 0;
    this.space = el("div", { class: "space" });
    this.node = el("div", {
      class: "list", role: "listbox", tabindex: "0", "aria-label": t("streams"),
      scroll: () => this.draw(), keydown: (event) => this.key(event),
    }, this.space);
  }

  show(rows) {
    this.rows = rows;
    this.chosen = 0;
    this.node.scrollTop = 0;
    this.draw();
  }

  // All that is drawn: the rows in view and a few around them.
  draw(all = 0) {
    const height = this.node.clientHeight || 480;
    const first = all ? 0 : Math.max(0, Math.floor(this.node.scrollTop / ROW) - 4);
    const last = all ? Math.min(all, this.rows.length) : Math.min(this.rows.length, first + Math.ceil(height / ROW) + 8);
    this.space.style.height = `${(all ? last : Math.max(this.rows.length, 1)) * ROW}px`;
    this.space.replaceChildren();
    if (!this.rows.length) this.space.append(el("p", { class: "muted none" }, t("none")));
    for (let i = first; i < last; i++) this.space.append(this.row(i));
    this.node.setAttribute("aria-activedescendant", this.rows.length ? `row-${this.chosen}` : "");
  }

  row(i) {
    const stream = this.rows[i];
    const verdict = DATA.names.verdicts[stream.verdict];
    const node = el("div", {
      id: `row-${i}`, class: `row${i === this.chosen ? " chosen" : ""}`, role: "option", "aria-selected": String(i === this.chosen),
      "aria-setsize": this.rows.length, "aria-posinset": i + 1, click: () => this.choose(i, true),
    },
      el("span", { class: `badge ${verdict}` }, t(verdict)), noseBar(stream.nose),
      el("span", { class: "name", title: stream.source }, stream.id),
      el("span", { class: "who" }, [stream.merchant, stream.streamer].filter(Boolean).join(" · ")),
      el("span", { class: "goods" }, titled("categories", stream.category)),
      el("span", { class: "day" }, stream.day), el("span", { class: "count" }, number(stream.findings)));
    node.style.top = `${i * ROW}px`;
    return node;
  }

  choose(i, open) {
    this.chosen = Math.max(0, Math.min(i, this.rows.length - 1));
    const top = this.chosen * ROW;
    if (top < this.node.scrollTop) this.node.scrollTop = top;
    else if (top + ROW > this.node.scrollTop + this.node.clientHeight) this.node.scrollTop = top + ROW - this.node.clientHeight;
    this.draw();
    if (open && this.rows.length) this.open(this.rows[this.chosen]);
  }

  key(event) {
    const page = Math.max(1, Math.floor(this.node.clientHeight / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity }[event.key];
    if (step !== undefined) this.choose(step === Infinity ? this.rows.length - 1 : step === -Infinity ? 0 : this.chosen + step, false);
    else if (event.key === "Enter" || event.key === " ") this.choose(this.chosen, true);
    else return;
    event.preventDefault();
  }
}

// The nose: a line that grows.
function noseBar(nose) {
  const line = el("span", { class: "line" });
  line.style.width = `${nose}%`;
  return el("span", { class: "nose", title: `${t("nose")} ${nose}` }, el("b", {}, nose), el("span", { class: "track" }, line));
}
