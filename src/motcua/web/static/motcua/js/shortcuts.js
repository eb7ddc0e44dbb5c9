// Shortcuts are written where they act: data-key="F9" data-key-label="Tiếp nhận" on a button, a link or a field.
// "G V" is G, then V. Single letters work only outside fields and can be switched off (WCAG 2.1.4); F keys always work.
// The sheet behind "?" is built from what the page holds.
const STORE = "motcua.keys";
const FIXED = [["J / K", "Xuống, lên một dòng"], ["X", "Chọn dòng"], ["Shift X", "Chọn cả nhóm"], ["Enter", "Mở"]];
let pending = "";
let pendingTimer = 0;

const switchedOn = () => localStorage.getItem(STORE) !== "off";
const inField = (target) => target.matches?.("input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable]");

// True when a single key may act now: switched on, no field, no dialog, no modifier but Shift.
export function on(event) {
  return switchedOn() && !inField(event.target) && !document.querySelector("dialog[open]")
    && !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
}

function pressed(event) {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1] ?? /^Digit(\d)$/.exec(event.code)?.[1];
  const name = event.key === "?" || event.key === "/" || event.key === "[" || event.key === "]" ? event.key : letter ?? event.key;
  return `${event.ctrlKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey && letter ? "Shift+" : ""}${name}`;
}

function run(element) {
  if (element.matches("input:not([type=submit]):not([type=button]):not([type=checkbox]):not([type=radio]), select, textarea")) {
    element.focus();
    element.select?.();
  } else if (element.matches("[data-key-focus]")) {
    element.scrollIntoView({ block: "start" });
    (element.querySelector("input:not([type=hidden]), select, textarea, button, a") ?? element).focus();
  } else element.click();
}

function find(key) {
  const found = [...document.querySelectorAll("[data-key]")].filter((one) => one.dataset.key.split("|").includes(key) && !one.closest("[hidden]"));
  return found.find((one) => one.offsetParent !== null || one.matches("a")) ?? null;
}

document.addEventListener("keydown", (event) => {
  const key = pressed(event);
  const always = /^F\d+$/.test(event.key) || event.ctrlKey || event.altKey;
  if (document.querySelector("dialog[open]") || event.isComposing || event.metaKey || (!always && !on(event))) return;
  if (key === "?") {
    event.preventDefault();
    open();
    return;
  }
  const sequence = pending ? `${pending} ${key}` : "";
  const element = (sequence && find(sequence)) || find(key);
  clearTimeout(pendingTimer);
  pending = "";
  if (element) {
    event.preventDefault();
    run(element);
  } else if (!always && [...document.querySelectorAll("[data-key]")].some((one) => one.dataset.key.startsWith(`${key} `))) {
    pending = key;
    pendingTimer = setTimeout(() => { pending = ""; }, 1500);
  }
});

function line(keys, words) {
  const term = document.createElement("dt");
  const said = document.createElement("dd");
  keys.split(/[ +]/).forEach((key, place) => {
    if (place) term.append(" ");
    term.append(key === "/" && keys.length > 1 ? "/" : Object.assign(document.createElement("kbd"), { textContent: key }));
  });
  said.textContent = words;
  return [term, said];
}

function open() {
  const sheet = document.getElementById("phim-tat");
  if (!sheet) return;
  const list = sheet.querySelector("[data-keys-list]");
  list.replaceChildren();
  const seen = new Set();
  document.querySelectorAll("[data-key][data-key-label]").forEach((one) => {
    const key = one.dataset.key.split("|")[0];
    if (seen.has(key)) return;
    seen.add(key);
    list.append(...line(key, one.dataset.keyLabel));
  });
  if (document.querySelector("[data-list]")) FIXED.forEach(([keys, words]) => list.append(...line(keys, words)));
  list.append(...line("?", "Bảng phím tắt này"), ...line("Esc", "Đóng"));
  sheet.showModal();
}

const toggle = document.querySelector("[data-keys-switch]");
if (toggle) {
  toggle.checked = switchedOn();
  toggle.addEventListener("change", () => localStorage.setItem(STORE, toggle.checked ? "on" : "off"));
}
// The menu's button opens the same sheet, freshly listed.
document.querySelectorAll('[data-open="#phim-tat"]').forEach((button) => {
  button.removeAttribute("data-open");
  button.addEventListener("click", () => { button.closest("details")?.removeAttribute("open"); open(); });
});
