// The counter by keyboard. The server computes everything; this only moves the focus and asks for the live parts.
import { on } from "./shortcuts.js";

const form = document.getElementById("tiep-nhan");
const box = document.getElementById("tn-thu_tuc");
const code = form.querySelector("[data-code]");
const list = document.getElementById("tn-goi-y");
const options = () => [...list.querySelectorAll("[role=option]")];
const selected = () => list.querySelector('[aria-selected="true"]');
const ask = (what) => form.dispatchEvent(new CustomEvent(what));

// --- procedure box: a listbox with arrows; Enter takes the marked one
function mark(option) {
  options().forEach((one) => one.setAttribute("aria-selected", String(one === option)));
  option?.scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-expanded", String(Boolean(option)));
  if (option) box.setAttribute("aria-activedescendant", option.id);
  else box.removeAttribute("aria-activedescendant");
}

function close() {
  list.replaceChildren();
  mark(null);
}

function take(option) {
  box.value = option.dataset.name;
  code.value = option.dataset.code;
  waiting = false;
  close();
  ask("xem");
  form.querySelector("#tn-so_dinh_danh").focus();
}

let waiting = false; // Enter came before the answer of the server
let fresh = false; // the list answers what the box says now
box.addEventListener("input", () => { code.value = ""; waiting = fresh = false; });
list.addEventListener("htmx:afterSwap", () => {
  fresh = true;
  mark(options()[0] ?? null);
  if (waiting && options().length) take(options()[0]);
});
list.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[role=option]");
  if (!option) return;
  event.preventDefault();
  take(option);
});
box.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const all = options();
  const at = all.indexOf(selected());
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!all.length) htmx.trigger(box, "tim");
    else mark(all[Math.max(0, Math.min(all.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]);
  } else if (event.key === "Escape" && all.length) {
    event.stopPropagation();
    close();
  } else if (event.key === "Enter" && !event.ctrlKey && !code.value && box.value.trim()) {
    event.preventDefault();
    event.stopPropagation();
    if (all.length && fresh) take(selected() ?? all[0]);
    else { waiting = true; htmx.trigger(box, "tim"); }
  }
});
box.addEventListener("focus", () => { if (!box.value) htmx.trigger(box, "tim"); });
box.addEventListener("blur", () => setTimeout(close, 150));

// --- what else changes the promise, and who else has filed
form.addEventListener("change", (event) => {
  if (["truong_hop", "co_quan", "cach_nop", "nhan_luc"].includes(event.target.name)) ask("xem");
  if (["so_dinh_danh", "chu_so"].includes(event.target.name)) ask("trung");
});
document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt?.id === "tom-tat" || event.detail.target?.id === "tom-tat") {
    const choice = form.querySelector("#tn-lua-chon select");
    if (choice && !choice.value && document.activeElement?.id === "tn-so_dinh_danh" && !document.activeElement.value) choice.focus();
    const button = document.getElementById("nut-nhan").firstElementChild;
    button.textContent = form.querySelector(".now") ? "Tiếp nhận, trả kết quả" : "Tiếp nhận, in giấy hẹn";
  }
  missing();
});

// --- the owner's fields take part only while they are shown
const owner = document.getElementById("chu-ho-so");
function share() {
  owner.querySelectorAll("input, select").forEach((field) => { field.disabled = !owner.open; });
}
owner.addEventListener("toggle", () => {
  share();
  if (owner.open && document.activeElement?.closest("#chu-ho-so summary")) owner.querySelector("select").focus();
});
share();

// --- papers: arrows walk the rows, 1 and 2 tick and go on, 0 ticks what the list asks for, S chooses a file
const rows = () => [...document.querySelectorAll("#giay-to tr[data-paper]")].filter((row) => row.querySelector("input"));
function stand(row) {
  (row?.querySelector("input[type=checkbox]") ?? row?.querySelector("input[type=file]"))?.focus();
}
function tick(row, key) {
  const field = row.querySelector(`[data-tick="${key}"]`);
  if (!field) return;
  field.checked = !field.checked;
  missing();
  if (field.checked) stand(rows()[rows().indexOf(row) + 1] ?? row);
}
document.getElementById("giay-to").parentElement.addEventListener("keydown", (event) => {
  const row = event.target.closest("tr[data-paper]");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const all = rows();
    stand(all[Math.max(0, Math.min(all.length - 1, all.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)))]);
  } else if (on(event) && (event.key === "1" || event.key === "2")) {
    event.preventDefault();
    tick(row, event.key);
  } else if (on(event) && event.key === "0") {
    event.preventDefault();
    rows().forEach((one) => {
      const field = one.matches("[data-required]") && one.querySelector("[data-tick]");
      if (field) field.checked = true;
    });
    missing();
  } else if (on(event) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    row.querySelector("input[type=file]")?.click();
  }
});
function missing() {
  const without = rows().filter((row) => {
    const got = row.querySelector("input:checked, input[name^=tep_]");
    row.classList.toggle("miss", row.matches("[data-required]") && !got && rows().some((one) => one.querySelector("input:checked")));
    return row.matches("[data-required]") && !got;
  });
  const note = document.querySelector("[data-missing]");
  if (!note) return;
  const begun = rows().some((row) => row.querySelector("input:checked, input[name^=tep_]"));
  note.hidden = !without.length || !begun || Boolean(document.getElementById("thieu-giay"));
  note.querySelector("span").textContent = `Còn ${without.length} giấy tờ chưa nhận. Hỏi lại người nộp trước khi tiếp nhận.`;
}
form.addEventListener("change", (event) => event.target.matches("[data-tick]") && missing());
missing();
document.getElementById("thieu-giay")?.focus(); // the dossier is not whole: said before F9 is pressed again

// --- refusal: a dialog over the page; without this script it stands below the form
const refusal = document.getElementById("hop-tu-choi");
document.getElementById("nut-tu-choi").addEventListener("click", (event) => {
  event.preventDefault();
  refusal.showModal();
  refusal.querySelector("select").focus();
});
if (refusal.open) {
  refusal.close();
  refusal.showModal();
}

// --- the paper of the dossier just received prints by itself; the link stays for a second try
const paper = document.querySelector("[data-print]");
if (paper && !sessionStorage.getItem(paper.href)) {
  sessionStorage.setItem(paper.href, "1");
  const frame = document.createElement("iframe");
  frame.className = "sr";
  frame.title = "Giấy đang in";
  frame.tabIndex = -1;
  frame.addEventListener("load", () => { try { frame.contentWindow.print(); } catch { /* the link remains */ } });
  frame.src = paper.href;
  document.body.append(frame);
}
