// Suggestions under the search box: arrows walk the links, Esc closes. Without this script Enter searches as always.
const box = document.querySelector("[data-suggest]");
const list = box && document.getElementById(box.dataset.suggest);
const links = () => [...list.querySelectorAll("a")];

function clear() {
  list.replaceChildren();
}

if (box) {
  box.closest(".suggest").addEventListener("keydown", (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
      clear();
      box.focus();
    } else if (event.key === "ArrowDown" && all.length) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at === 0 ? box : all[at - 1]).focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".suggest")) clear();
  });
  // A short word asks nothing and shows nothing.
  box.addEventListener("htmx:configRequest", (event) => {
    if (box.value.trim().length < 2) {
      event.preventDefault();
      clear();
    }
  });
}
