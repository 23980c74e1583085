// The only script of our own. Every page works without it.
"use strict";

// "/" goes to the search, unless one is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector("[data-focus-key='/']");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Menus close with Escape (the focus goes back to their button) and when one goes elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

function closeOtherMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
}
document.addEventListener("click", closeOtherMenus);
document.addEventListener("focusin", closeOtherMenus);

// After a form came back with errors, the summary is where one goes on.
document.getElementById("error-summary")?.focus();
