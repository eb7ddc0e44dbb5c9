// Says in time that the session is about to end after a pause; any key or "Tiếp tục làm việc" tells the server that somebody
// is here. When it has ended, nothing typed is lost: whoever signs in again in another window comes back to this page as
// it stands. All open pages of the browser share the moment of the last answer.
const dialog = document.getElementById("sap-dang-xuat");
const KEY = "motcua-seen";
const MINUTE = 60_000; // the server notes who is here once a minute, so a page counts one minute less
const title = document.title;

function seen() {
  localStorage.setItem(KEY, String(Date.now()));
}

function left() {
  const limit = (Number(dialog.dataset.minutes) - 1) * MINUTE;
  return limit - (Date.now() - Number(localStorage.getItem(KEY)));
}

// A new sign-in has a new token against forged forms; the forms of this page go on with it.
function renew(token) {
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
}

async function stay() {
  const answer = await fetch(dialog.dataset.url, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
  if (!answer) return;
  if (!answer.ok) {
    show(true);
    return;
  }
  const { who, token } = await answer.json();
  if (who !== dialog.dataset.who) {
    location.reload(); // somebody else sits here now, or in another posting
    return;
  }
  renew(token);
  seen();
  close();
}

function close() {
  if (dialog.open) dialog.close();
  document.title = title;
}

function show(over) {
  const [soon, ended] = [dialog.querySelector("[data-soon]"), dialog.querySelector("[data-over]")];
  const changed = !dialog.open || ended.hidden === over;
  soon.hidden = over;
  ended.hidden = !over;
  if (!changed) return;
  const part = over ? ended : soon;
  const heading = part.querySelector("h2");
  dialog.setAttribute("aria-labelledby", heading.id);
  if (!dialog.open) dialog.showModal();
  part.querySelector("a, button").focus();
  document.title = `${heading.textContent} · ${title}`;
}

function look() {
  const rest = left();
  if (rest > Number(dialog.dataset.warning) * MINUTE) {
    if (dialog.open) stay();
    return;
  }
  dialog.querySelector("[data-minutes-left]").textContent = String(Math.max(1, Math.ceil(rest / MINUTE)));
  show(rest <= 0);
}

if (dialog) {
  seen();
  document.body.addEventListener("htmx:afterRequest", seen);
  dialog.querySelector("[data-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });
  window.addEventListener("storage", (event) => { if (event.key === KEY && dialog.open) look(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  setInterval(look, 15_000);
}
