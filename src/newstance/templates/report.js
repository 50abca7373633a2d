"use strict";
// Filters, and the panel that tells a sentence's probabilities and opinions. Without it the page still reads.
(() => {
  const { stances: STANCES, claims: CLAIMS, marks: MARKS } = JSON.parse(document.body.dataset.labels);
  document.documentElement.classList.add("js");

  const form = document.getElementById("filters");
  const panel = document.getElementById("panel");
  const hint = [...panel.childNodes];
  const sentences = [...document.querySelectorAll(".sen")].map((node, order) => ({
    node,
    order,
    article: node.closest("article"),
    stance: node.dataset.stance,
    claim: node.dataset.claim,
    unsure: "unsure" in node.dataset,
    text: node.querySelector(".t").textContent.toLowerCase(),
    details: JSON.parse(node.dataset.d),
  }));
  const byId = new Map(sentences.map((sentence) => [sentence.node.id, sentence]));
  let matches = sentences;
  let pinned = null;
  let told = "";

  // ---- the panel -------------------------------------------------------------------------------------------
  function make(tag, css, text) {
    const node = document.createElement(tag);
    if (css) node.className = css;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function percent(probability) {
    return probability > 0 && probability < 0.005 ? "<1%" : `${Math.round(100 * probability)}%`;
  }

  function probabilities(title, labels, values, chosen, coloured) {
    const table = make("table", "probs");
    table.append(make("caption", "", title));
    const rows = labels.map((label, at) => [label, values[at]]).filter(([, value]) => value !== null);
    if (!rows.length) return make("p", "", `${title}: ${chosen} (no probabilities in the file)`);
    for (const [label, value] of rows) {
      const row = make("tr", label === chosen ? "chosen" : "");
      const name = make("th", "", label);
      name.scope = "row";
      const track = make("td", "track");
      const fill = make("i", coloured ? `c-${label}` : "plain");
      fill.style.width = `${100 * value}%`;
      track.append(fill);
      row.append(name, track, make("td", "value", percent(value)));
      table.append(row);
    }
    return table;
  }

  function side(opinion, key) {
    const node = make("span", key === "s" ? "speaker" : "target", opinion[key] || "not named");
    if (!opinion[key]) node.className = "dim";
    const words = opinion[`${key}w`];
    const said = words && words !== opinion[key] ? [` “${words}”`] : [];
    if (opinion[`${key}e`]) said.push(" (named elsewhere in the article)");
    return said.length ? [node, make("span", "dim", said.join(""))] : [node];
  }

  function opinionItem(opinion) {
    const item = make("li");
    item.append(make("b", `badge c-${opinion.l}`, MARKS[opinion.l]), " ", ...side(opinion, "s"));
    item.append(make("span", "arrow", " → "), ...side(opinion, "t"), " ");
    item.append(make("span", "dim", `${opinion.l} ${percent(opinion.p)}`));
    return item;
  }

  function show({ node, article, stance, claim, unsure, details }) {
    const head = make("p", "panel-head");
    head.append(make("b", `badge c-${stance}`, MARKS[stance]), " ", make("strong", "", stance), ` · ${claim}`);
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", "Close the details");
    close.addEventListener("click", unpin);
    head.append(close);
    const parts = [head];
    if (unsure) parts.push(make("p", "unsure-note", "? The model was unsure here: read before you use it."));
    parts.push(make("h4", "", details.o.length ? "Speaker → target" : "No opinion found"));
    const list = make("ul", "opinions");
    list.append(...details.o.map(opinionItem));
    parts.push(list, probabilities("Stance", STANCES, details.s, stance, true));
    parts.push(probabilities("Claim", CLAIMS, details.c, claim, false));
    const where = `Article ${article.dataset.id}, sentence ${details.i}, characters ${details.at[0]}–${details.at[1]}`;
    const place = make("p", "dim place", where + (details.q ? ", within a quotation. " : ". "));
    const link = make("a", "", "Link to this sentence");
    link.href = `#${node.id}`;
    place.append(link);
    panel.replaceChildren(...parts, place);
  }

  function pin(sentence) {
    if (pinned) pinned.node.classList.remove("pinned");
    pinned = sentence;
    sentence.node.classList.add("pinned");
    panel.classList.add("open");
    history.replaceState(null, "", `#${sentence.node.id}`);
    show(sentence);
  }

  function unpin() {
    if (!pinned) return;
    const mark = pinned.node.querySelector(".mark");
    pinned.node.classList.remove("pinned");
    pinned = null;
    panel.classList.remove("open");
    panel.replaceChildren(...hint);
    mark.focus({ preventScroll: true });
  }

  function sentenceAt(event) {
    const node = event.target.closest ? event.target.closest(".sen") : null;
    return node ? byId.get(node.id) : undefined;
  }

  const texts = document.querySelector(".texts");
  texts.addEventListener("click", (event) => {
    const sentence = sentenceAt(event);
    if (!sentence || String(getSelection())) return; // marking words to copy is no click
    if (event.target.closest(".mark")) event.preventDefault();
    pin(sentence);
    if (event.detail === 0) panel.focus(); // chosen by keyboard: Escape leads back
  });
  texts.addEventListener("mouseover", (event) => {
    const sentence = sentenceAt(event);
    if (sentence && !pinned) show(sentence);
  });
  texts.addEventListener("focusin", (event) => {
    const sentence = sentenceAt(event);
    if (sentence && !pinned) show(sentence);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") unpin();
  });

  // ---- the filters -----------------------------------------------------------------------------------------
  function names(key) {
    const counts = new Map();
    for (const { details } of sentences)
      for (const opinion of details.o) if (opinion[key]) counts.set(opinion[key], (counts.get(opinion[key]) || 0) + 1);
    return counts;
  }

  const known = { s: names("s"), t: names("t") };
  for (const [id, key] of [["speaker-names", "s"], ["target-names", "t"]]) {
    const ranked = [...known[key]].sort((a, b) => b[1] - a[1]).slice(0, 500);
    document.getElementById(id).append(...ranked.map(([name]) => Object.assign(make("option"), { value: name })));
  }

  // A name as it stands in the list is meant exactly ("Iran" is not "Iranian government"); else any part of a name.
  function nameTest(value, key) {
    if (!value) return () => true;
    if (known[key].has(value)) return (opinion) => opinion[key] === value;
    const part = value.toLowerCase();
    return (opinion) => (opinion[key] || "").toLowerCase().includes(part);
  }

  function currentTest() {
    const data = new FormData(form);
    const stances = new Set(data.getAll("stance"));
    const [claim, speaker, target] = ["claim", "speaker", "target"].map((field) => data.get(field).trim());
    const words = data.get("words").trim().toLowerCase();
    const unsure = data.has("uncertain");
    const [bySpeaker, byTarget] = [nameTest(speaker, "s"), nameTest(target, "t")];
    const named = speaker || target;
    const active = stances.size < STANCES.length || claim || named || words || unsure;
    const test = (sentence) =>
      stances.has(sentence.stance) &&
      (!claim || sentence.claim === claim) &&
      (!unsure || sentence.unsure) &&
      (!words || sentence.text.includes(words)) &&
      (!named || sentence.details.o.some((opinion) => bySpeaker(opinion) && byTarget(opinion)));
    return { active: Boolean(active), test };
  }

  function apply() {
    const { active, test } = currentTest();
    matches = sentences.filter(test);
    const kept = new Set(matches);
    const keptArticles = new Set(matches.map((sentence) => sentence.article));
    for (const sentence of sentences) sentence.node.classList.toggle("out", !kept.has(sentence));
    for (const article of document.querySelectorAll("article")) {
      article.classList.toggle("out", active && !keptArticles.has(article));
    }
    texts.classList.toggle("filtered", active);
    texts.classList.toggle("only", active && form.elements.only.checked);
    told = active
      ? `${matches.length} of ${sentences.length} sentences match, in ${keptArticles.size} ${keptArticles.size === 1 ? "article" : "articles"}.`
      : `All ${sentences.length} sentences shown.`;
    document.getElementById("found").textContent = told;
  }

  function step(by) {
    if (!matches.length) return;
    const from = pinned ? pinned.order : by > 0 ? -1 : sentences.length;
    const ahead = by > 0 ? matches.find((m) => m.order > from) : matches.findLast((m) => m.order < from);
    const sentence = ahead || (by > 0 ? matches[0] : matches[matches.length - 1]);
    document.getElementById("found").textContent = `${told} This is match ${matches.indexOf(sentence) + 1}.`;
    pin(sentence);
    sentence.node.scrollIntoView({ block: "center" });
  }

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  document.querySelector("main").addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-set-speaker], [data-set-target], [data-set-claim]");
    if (!chosen) return;
    form.reset();
    for (const field of ["speaker", "target", "claim"]) {
      const value = chosen.getAttribute(`data-set-${field}`);
      form.elements[field].value = value === null ? "" : value;
    }
    setTimeout(() => {
      apply();
      document.getElementById("articles").scrollIntoView();
      form.elements[chosen.hasAttribute("data-set-speaker") ? "speaker" : "target"].focus({ preventScroll: true });
    });
  });

  function followAnchor() {
    const sentence = byId.get(decodeURIComponent(location.hash.slice(1)));
    if (!sentence) return;
    pin(sentence);
    sentence.node.scrollIntoView({ block: "center" });
  }

  apply();
  followAnchor();
  window.addEventListener("hashchange", followAnchor);
})();
