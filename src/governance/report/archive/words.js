"use strict";
// What the page says, in both languages; a missing word stands for itself.
const WORDS = {
  zh: {
    title: "匹诺曹 · 归档审计报告", documents: "文稿", findings: "问题", characters: "字数", mean_nose: "平均鼻长", failed: "未能扫描", unreadable: "无法读取",
    merchants: "商家", pass: "通过", notice: "提醒", review: "需人工复核", block: "拦截", violation: "违规", "needs-evidence": "需举证", advisory: "提示",
    low: "轻", medium: "中", high: "重", critical: "特重", verdicts_by_day: "每日结论", undated: "份文稿没有日期，未计入图中",
    grid: "问题类别 × 商品品类", rules: "触发最多的规则", merchants_worst: "商家（按问题数）", merchant: "商家", worst_nose: "最长鼻子", streams: "直播与文案（鼻子最长的在前）",
    shown: "显示", of: "共", only_listed: "报告只列出鼻子最长的，其余见 verdicts.parquet", search: "搜索编号、来源、商家、主播", any_verdict: "所有结论", any_family: "所有类别",
    any_category: "所有品类", from: "从", to: "到", clear: "清除筛选", nose: "鼻子", stream: "文稿", streamer: "主播", provider: "服务商", category: "品类", day: "日期", none: "没有符合条件的文稿",
    transcript: "文稿原文", excerpts: "文稿较多，这里只摘录问题前后的话", no_text: "没有问题的文稿未附原文", reason: "原因", law: "依据", penalty: "罚则", suggestion: "建议改说", meant: "原话",
    confidence: "把握", close: "关闭", theme: "明暗", print: "打印", language: "English", rulebook: "规则库", as_of: "适用法律日期", source: "来源", decided: "定性规则", trail: "鼻子是怎样变长的",
    loading: "正在读取…", help: "↑ ↓ 选择，回车打开，Esc 关闭，/ 搜索", only_new: "只含比对基线之后新出现的问题", sample: "抽样比例", share: "占比", count: "次数", rule: "规则", family: "类别", general: "未分类", time: "时间", place: "位置",
    disclaimer: "本报告提示风险、依据与所需证据，不构成法律意见。", no_days: "文稿没有日期，无法按日统计。", broken: "报告数据无法读取：需要较新的浏览器（Chromium 80、Firefox 113、Safari 16.4 以上）。",
  },
  en: {
    title: "Pinocchio · archive audit", documents: "documents", findings: "findings", characters: "characters", mean_nose: "mean nose", failed: "not scanned", unreadable: "unreadable",
    merchants: "merchants", pass: "pass", notice: "notice", review: "needs review", block: "block", violation: "violation", "needs-evidence": "needs evidence", advisory: "advice",
    low: "low", medium: "medium", high: "high", critical: "critical", verdicts_by_day: "Verdicts by day", undated: "documents without a date are not drawn",
    grid: "Families × categories of goods", rules: "Rules that spoke most", merchants_worst: "Merchants by findings", merchant: "merchant", worst_nose: "longest nose", streams: "Streams, longest noses first",
    shown: "shown", of: "of", only_listed: "only the longest noses are listed; verdicts.parquet has all", search: "search id, source, merchant, streamer", any_verdict: "any verdict", any_family: "any family",
    any_category: "any goods", from: "from", to: "to", clear: "clear filters", nose: "nose", stream: "stream", streamer: "streamer", provider: "provider", category: "goods", day: "day", none: "no stream matches",
    transcript: "Transcript", excerpts: "a large archive: only the words around the findings are here", no_text: "a stream without findings: its text is not included", reason: "why", law: "law", penalty: "penalty", suggestion: "say instead", meant: "meant",
    confidence: "confidence", close: "close", theme: "light / dark", print: "print", language: "中文", rulebook: "rulebook", as_of: "law as of", source: "source", decided: "decided by", trail: "How the nose grew",
    loading: "reading…", help: "↑ ↓ choose, Enter opens, Esc closes, / searches", only_new: "only what is new against the baseline", sample: "sample", share: "share", count: "count", rule: "rule", family: "family", general: "Other", time: "time", place: "place",
    disclaimer: "Names risk, basis and evidence needed. Not legal advice.", no_days: "No document has a date.", broken: "The data of this page cannot be read: it needs a newer browser (Chromium 80, Firefox 113, Safari 16.4).",
  },
};

const state = { lang: "zh", theme: "", filter: {} };

function t(key) {
  return WORDS[state.lang][key] ?? key;
}

function titled(kind, key) {
  const title = DATA.titles[kind]?.[key];
  return title ? title[state.lang] || title.zh : t(key);
}

function number(value) {
  return Number(value).toLocaleString("en-US");
}

function clock(ms) {
  if (ms === null || ms === undefined) return "";
  const seconds = Math.floor(ms / 1000);
  const pad = (n) => String(n).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h ? `${h}:${pad(m)}:${pad(s)}` : `${pad(m)}:${pad(s)}`;
}
