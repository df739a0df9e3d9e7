/* Search by name in small files that lie beside the pages. Asks no server for anything but those files. */
"use strict";
(() => {
  const form = document.getElementById("search-form");
  const box = document.getElementById("q");
  const list = document.getElementById("search-found");
  const state = document.getElementById("search-state");
  const { shards, found } = window.answerableSearch;
  const folder = document.querySelector('script[src$="search/index.js"]').getAttribute("src").replace(/index\.js$/, "");
  const root = "../";
  const most = 50;
  const waiting = new Map();
  document.documentElement.classList.add("scripted");

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];

  function load(prefix) {
    if (!waiting.has(prefix)) {
      waiting.set(prefix, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = folder + shards[prefix] + ".js";
        script.onload = () => done(found[prefix]);
        script.onerror = failed;
        document.head.append(script);
      }));
    }
    return waiting.get(prefix);
  }

  /* The files that may hold words beginning with this one: shorter prefixes of it, and longer ones. */
  const prefixesFor = (word) =>
    Object.keys(shards).filter((prefix) => word.startsWith(prefix) || prefix.startsWith(word)).slice(0, 24);

  /* What one word finds, and whether some word it stands for is too common to be listed whole. */
  async function entriesFor(word) {
    const files = await Promise.all(prefixesFor(word).map(load));
    const entries = new Map();
    let isCut = false;
    for (const file of files) {
      for (const [known, places] of Object.entries(file.words)) {
        if (known.startsWith(word)) {
          isCut = isCut || file.common.includes(known);
          for (const place of places) {
            const entry = file.entries[place];
            entries.set(entry[2], entry);
          }
        }
      }
    }
    return { entries: [...entries.values()], isCut };
  }

  function holds(entry, words) {
    const own = wordsOf(entry[0] + " " + (entry[3] || ""));
    return words.every((word) => own.some((each) => each.startsWith(word)));
  }

  function show(entries, isCut) {
    list.replaceChildren(...entries.slice(0, most).map(([name, kind, path]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const meta = document.createElement("p");
      link.href = root + path;
      link.textContent = name;
      meta.className = "meta";
      meta.textContent = kind;
      item.append(link, meta);
      return item;
    }));
    const more = entries.length > most || isCut;
    state.textContent = entries.length ? (more ? list.dataset.more : "") : list.dataset.none;
  }

  let latest = 0;
  async function search() {
    const turn = ++latest;
    const words = wordsOf(box.value);
    if (!words.length) {
      list.replaceChildren();
      state.textContent = "";
      return;
    }
    try {
      const each = await Promise.all(words.map(entriesFor));
      if (turn !== latest) return;
      const whole = each.filter((one) => !one.isCut);
      const chosen = (whole.length ? whole : each).reduce((one, other) =>
        one.entries.length <= other.entries.length ? one : other);
      show(chosen.entries.filter((entry) => holds(entry, words)), !whole.length);
    } catch {
      state.textContent = list.dataset.failed;
    }
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  box.addEventListener("input", search);
})();
