// Makes a button beside every text that is there to be copied. Without this script the text can be selected.
"use strict";
for (const text of document.querySelectorAll("textarea[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet";
  button.textContent = text.dataset.copy;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      document.execCommand("copy");
    }
    said.textContent = text.dataset.copied;
  });
  const line = document.createElement("p");
  line.className = "buttons";
  line.append(button, said);
  text.after(line);
}
