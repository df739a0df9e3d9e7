// Makes the ways to send a letter one click each, and does the form's small piece of work. Nothing here is needed:
// without it every button leads to a page. It keeps nothing and asks no other host.
"use strict";
(() => {
  const form = document.getElementById("ways");
  if (!form) return;

  // ---- SHA-256 (FIPS 180-4), for crypto.subtle is not there in every safe setting ----
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    let isPrime = true;
    for (let by = 2; by * by <= candidate; by++) if (candidate % by === 0) { isPrime = false; break; }
    if (!isPrime) continue;
    const fraction = (root) => Math.floor((root - Math.floor(root)) * 4294967296);
    if (found < 8) START[found] = fraction(Math.sqrt(candidate));
    K[found++] = fraction(Math.cbrt(candidate));
  }
  const W = new Uint32Array(64);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  function block(state, bytes, at) {
    for (let i = 0; i < 16; i++) {
      const j = at + i * 4;
      W[i] = (bytes[j] << 24) | (bytes[j + 1] << 16) | (bytes[j + 2] << 8) | bytes[j + 3];
    }
    for (let i = 16; i < 64; i++) {
      const x = W[i - 15], y = W[i - 2];
      W[i] = W[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }
  function firstWords(text) {  // ASCII only, as tokens are
    const length = text.length;
    const bytes = new Uint8Array(((length + 72) >> 6) << 6);
    for (let i = 0; i < length; i++) bytes[i] = text.charCodeAt(i);
    bytes[length] = 0x80;
    new DataView(bytes.buffer).setUint32(bytes.length - 4, length * 8);
    const state = START.slice();
    for (let at = 0; at < bytes.length; at += 64) block(state, bytes, at);
    return state;
  }

  // ---- the work: `token:number` whose hash begins with as many zero bits as the token asks for ----
  const given = form.elements.given.value;
  const bits = Number(given.split(":")[0].split(".").pop());
  let number = 0;
  function work() {
    const until = performance.now() + 12;  // milliseconds: typing and scrolling stay smooth
    while (performance.now() < until) {
      for (let i = 0; i < 64; i++, number++) {
        if (firstWords(`${given}:${number}`)[0] >>> (32 - bits) === 0) {
          form.elements.proof.value = String(number);
          return;
        }
      }
    }
    setTimeout(work, 4);
  }
  if (bits > 0 && bits < 32 && !form.elements.proof.value) work();

  // ---- one click: open the mail program, or copy, and count without leaving the page ----
  const status = document.getElementById("counted-here");
  async function count(channel) {
    const body = new URLSearchParams(new FormData(form));
    body.set("channel", channel);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("#counted, .error-summary li, .notice p");
      status.textContent = said ? said.textContent.trim() : "";
      const counts = page.getElementById("counts");
      if (counts && answer.ok) {
        const before = document.getElementById("counts");
        if (before) before.replaceWith(counts); else status.after(counts);
      }
    } catch {
      return;  // the letter is with its writer in any case; only the counting failed, and can be done again
    }
    status.hidden = false;
    status.scrollIntoView({ block: "nearest" });
  }
  const mail = form.querySelector('button[value="mail-program"]');
  if (mail && form.dataset.mailto) {
    mail.addEventListener("click", (event) => {
      event.preventDefault();
      count("mail-program");
      location.href = form.dataset.mailto;
    });
  }
  const copy = form.querySelector("button[data-copy]");
  const whole = document.getElementById("whole");
  if (copy && whole) {
    copy.textContent = copy.dataset.copy;
    copy.addEventListener("click", async (event) => {
      event.preventDefault();
      try {
        await navigator.clipboard.writeText(whole.value);
      } catch {
        whole.select();
        document.execCommand("copy");
      }
      count("copied");
    });
  }
})();
