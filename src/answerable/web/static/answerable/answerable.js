/* What a page gains when scripts run; without them every page does the same by link and form.
   Four things: a day slider, claims opened in place, text selected to cite, the class "scripted".
   Nothing is kept in the browser: no storage, no cookie, no request to another host. */
"use strict";

(() => {
  const root = document.documentElement;
  root.classList.add("scripted");

  const DAY_MS = 86400000;

  /* ---- Day slider ---- */

  function joinDaySlider(form) {
    const range = form.querySelector("input[type=range]");
    const field = form.elements.namedItem("day");
    const shown = form.querySelector("output");
    if (!range || !field || !range.dataset.first) return;
    const first = Date.parse(range.dataset.first + "T00:00:00Z");
    // Days are written day first, as on the server ("9 January 2023").
    const words = new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : root.lang || undefined, { dateStyle: "long", timeZone: "UTC" });
    const chosen = () => new Date(first + Number(range.value) * DAY_MS);
    const show = () => {
      const text = words.format(chosen());
      range.setAttribute("aria-valuetext", text);
      if (shown) shown.textContent = text;
    };
    let waiting = 0;
    const send = () => {
      field.value = chosen().toISOString().slice(0, 10);
      form.requestSubmit();
    };
    range.addEventListener("input", show);
    // With the arrow keys every step is a change: wait until the reader stops.
    let byKey = false;
    range.addEventListener("keydown", () => { byKey = true; });
    range.addEventListener("pointerdown", () => { byKey = false; });
    range.addEventListener("change", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(send, byKey ? 900 : 0);
    });
    show();
  }

  /* ---- Claims in place ---- */

  let opened = null; // { link, close }

  function closeClaims({ focus = false } = {}) {
    if (!opened) return;
    const { link, close } = opened;
    opened = null;
    close();
    link.setAttribute("aria-expanded", "false");
    if (focus) link.focus();
  }

  /* The answer may be a fragment or a whole page; either way its scripts do not run. */
  function readAnswer(text) {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const part = answer.querySelector("#evidence") || answer.querySelector("main") || answer.body;
    return Array.from(part.childNodes, (node) => document.importNode(node, true));
  }

  /* Where the claims go: the evidence column if it stands beside the text, else right below what they support. */
  function makeRoom(link) {
    const column = document.getElementById("evidence");
    if (column && window.matchMedia("(min-width: 62rem)").matches && !column.contains(link)) {
      const before = Array.from(column.childNodes);
      column.replaceChildren();
      return { box: column, close: () => column.replaceChildren(...before) };
    }
    const box = document.createElement("div");
    box.className = "evidence-here";
    const row = link.closest("tr");
    if (row) {
      const line = document.createElement("tr");
      const cell = document.createElement("td");
      cell.colSpan = row.cells.length;
      cell.append(box);
      line.append(cell);
      row.after(line);
      return { box, close: () => line.remove() };
    }
    const block = link.closest("li, dd, p, h1, h2, h3, figure") || link;
    if (block.matches("li, dd, figure")) block.append(box);
    else block.after(box);
    return { box, close: () => box.remove() };
  }

  function closeButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain close";
    button.textContent = document.body.dataset.close || "Close";
    button.addEventListener("click", () => closeClaims({ focus: true }));
    return button;
  }

  async function openClaims(link) {
    closeClaims();
    let nodes;
    link.setAttribute("aria-busy", "true");
    try {
      const reply = await fetch(link.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!reply.ok) throw new Error(String(reply.status));
      nodes = readAnswer(await reply.text());
    } catch {
      window.location.assign(link.href); // the plain way says what is wrong
      return;
    } finally {
      link.removeAttribute("aria-busy");
    }
    closeClaims(); // another may have been opened meanwhile
    const { box, close } = makeRoom(link);
    box.replaceChildren(closeButton(), ...nodes);
    box.tabIndex = -1;
    opened = { link, close };
    link.setAttribute("aria-expanded", "true");
    box.focus({ preventScroll: box.id === "evidence" });
    if (window.htmx) window.htmx.process(box);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-claims]");
    if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (opened && opened.link === link) closeClaims({ focus: true });
    else openClaims(link);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeClaims({ focus: true });
  });

  /* ---- Text selected to cite ---- */

  function citeSelection(article) {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!article.contains(range.commonAncestorContainer)) return;
    const form = document.querySelector(article.dataset.cite);
    if (!form) return;
    const copy = range.cloneContents();
    copy.querySelectorAll(".n").forEach((number) => number.remove());
    const quote = copy.textContent.replace(/\s+/g, " ").trim();
    if (!quote) return;
    const start = range.startContainer;
    const paragraph = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement)?.closest("[data-paragraph]");
    fill(form.elements.namedItem("quote"), quote);
    if (paragraph) fill(form.elements.namedItem("paragraph"), paragraph.dataset.paragraph);
  }

  function fill(field, value) {
    if (!field) return;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function joinDocument(article) {
    let waiting = 0;
    document.addEventListener("selectionchange", () => {
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => citeSelection(article), 250);
    });
  }

  function join(part) {
    part.querySelectorAll("form[data-day-slider]").forEach(joinDaySlider);
    part.querySelectorAll("[data-cite]").forEach(joinDocument);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => join(document));
  else join(document);
})();
