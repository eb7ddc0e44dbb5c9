// Lists of work: J and K move, X chooses, Shift+X chooses the group, Enter opens. The bar of bulk acts follows.
//   <table data-list="ID"> or <ul> with rows that hold <input data-pick name="…" form="ID"> and <a data-row>; a row of
//   class "g" starts a group; <input data-pick-all> chooses all; the bar is {% bulk "ID" acts %}.
import { on as keysOn } from "./shortcuts.js";

const rows = (list) => [...list.querySelectorAll(":is(tr, li):has([data-row])")];
const here = (list) => list.querySelector(".cur") ?? list.querySelector("li[aria-current]");
const picks = (list) => [...list.querySelectorAll("[data-pick]")];

function tell(list) {
  const bar = document.querySelector(`[data-bulk="${list.dataset.list}"]`);
  const all = picks(list);
  const chosen = all.filter((box) => box.checked);
  const whole = list.querySelector("[data-pick-all]");
  if (whole) {
    whole.checked = all.length > 0 && chosen.length === all.length;
    whole.indeterminate = chosen.length > 0 && chosen.length < all.length;
  }
  if (!bar) return;
  bar.hidden = chosen.length === 0;
  const count = bar.querySelector("[data-bulk-count]");
  count.textContent = count.textContent.replace(/\d+/, String(chosen.length));
}

function group(row) {
  const members = [];
  let first = row;
  while (first.previousElementSibling && !first.matches(".g")) first = first.previousElementSibling;
  for (let one = first.matches(".g") ? first.nextElementSibling : first; one && !one.matches(".g"); one = one.nextElementSibling) members.push(one);
  return members.map((one) => one.querySelector("[data-pick]")).filter(Boolean);
}

function move(list, by) {
  const all = rows(list);
  const now = all.indexOf(here(list));
  const next = all[Math.min(all.length - 1, Math.max(0, now + by))];
  if (!next) return;
  all[now]?.classList.remove("cur");
  next.classList.add("cur");
  next.querySelector("[data-row]").focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function act(list, event) {
  const current = here(list) ?? rows(list)[0];
  const box = current?.querySelector("[data-pick]");
  if (event.code === "KeyJ") move(list, here(list) ? 1 : 0);
  else if (event.code === "KeyK") move(list, -1);
  else if (event.code === "KeyX" && event.shiftKey && current) {
    const boxes = group(current);
    const choose = !boxes.every((one) => one.checked);
    boxes.forEach((one) => { one.checked = choose; });
  } else if (event.code === "KeyX" && box) box.checked = !box.checked;
  else return false;
  tell(list);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!keysOn(event)) return;
  const list = document.querySelector("[data-list]");
  if (list && act(list, event)) event.preventDefault();
});
document.addEventListener("change", (event) => {
  const list = event.target.closest("[data-list]");
  if (!list) return;
  if (event.target.matches("[data-pick-all]")) picks(list).forEach((box) => { box.checked = event.target.checked; });
  tell(list);
});
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-bulk-clear]")) return;
  const list = document.querySelector(`[data-list="${event.target.closest("[data-bulk]").dataset.bulk}"]`);
  picks(list).forEach((box) => { box.checked = false; });
  tell(list);
});
document.addEventListener("htmx:afterSwap", () => document.querySelectorAll("[data-list]").forEach(tell));
document.querySelectorAll("[data-list]").forEach(tell);
document.querySelector("[data-list] > li[aria-current]")?.scrollIntoView({ block: "nearest" });
