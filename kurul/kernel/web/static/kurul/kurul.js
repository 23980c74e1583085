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

// Suggestions below the search field: arrows choose, Enter opens, Escape closes. Without a choice Enter searches.
const searchField = document.querySelector("[data-suggests]");
const suggestions = document.getElementById("search-suggestions");

function chosenSuggestion() {
  return suggestions.querySelector("[aria-selected='true']");
}

function chooseSuggestion(option) {
  chosenSuggestion()?.setAttribute("aria-selected", "false");
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    searchField.setAttribute("aria-activedescendant", option.id);
  } else {
    searchField.removeAttribute("aria-activedescendant");
  }
}

function showSuggestions(shown) {
  suggestions.hidden = !shown;
  searchField.setAttribute("aria-expanded", String(shown));
  if (!shown) chooseSuggestion(null);
}

if (searchField && suggestions) {
  searchField.addEventListener("keydown", (event) => {
    const options = [...suggestions.querySelectorAll("[role='option']")];
    const isOpen = !suggestions.hidden;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      const place = isOpen ? options.indexOf(chosenSuggestion()) : -1;
      showSuggestions(true);
      const next = event.key === "ArrowDown" ? place + 1 : place < 0 ? options.length - 1 : place - 1;
      chooseSuggestion(options[next] || null);
    } else if (event.key === "Enter" && isOpen && chosenSuggestion()) {
      event.preventDefault();
      window.location.assign(chosenSuggestion().dataset.url);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      showSuggestions(false);
    }
  });
  suggestions.addEventListener("htmx:afterSwap", () => {
    showSuggestions(suggestions.childElementCount > 0 && document.activeElement === searchField);
    const said = document.getElementById("search-said");
    said.textContent = suggestions.hidden ? "" : suggestions.dataset.said.replace("0", Math.max(suggestions.childElementCount - 1, 0));
  });
  // The field keeps the focus, so that a click on a suggestion is not taken for leaving.
  suggestions.addEventListener("mousedown", (event) => event.preventDefault());
  suggestions.addEventListener("click", (event) => {
    const option = event.target.closest("[role='option']");
    if (option) window.location.assign(option.dataset.url);
  });
  searchField.addEventListener("blur", () => showSuggestions(false));
}

// After a form came back with errors, the summary is where one goes on.
document.getElementById("error-summary")?.focus();
