// Says in time that the session is about to end after a pause; "Tiếp tục làm việc" tells the server that somebody is here.
// All open pages of the browser share the moment of the last answer.
const dialog = document.getElementById("sap-dang-xuat");
const KEY = "motcua-seen";
const MINUTE = 60_000;

function seen() {
  localStorage.setItem(KEY, String(Date.now()));
}

function left() {
  const limit = Number(dialog.dataset.minutes) * MINUTE;
  return limit - (Date.now() - Number(localStorage.getItem(KEY)));
}

async function stay() {
  const answer = await fetch(dialog.dataset.url, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return;
  seen();
  dialog.close();
}

function look() {
  const rest = left();
  if (rest > Number(dialog.dataset.warning) * MINUTE) {
    if (dialog.open) dialog.close();
    return;
  }
  const over = rest <= 0;
  dialog.querySelector("[data-soon]").hidden = over;
  dialog.querySelector("[data-over]").hidden = !over;
  dialog.querySelector("[data-minutes-left]").textContent = String(Math.max(1, Math.ceil(rest / MINUTE)));
  if (!dialog.open) dialog.showModal();
}

if (dialog) {
  seen();
  document.body.addEventListener("htmx:afterRequest", seen);
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  setInterval(look, 15_000);
}
