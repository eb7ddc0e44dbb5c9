// One send per form: a second press while the first is on its way does nothing. The server holds the key that makes a
// repeated send harmless; this only spares the wait. Also: focus on the list of faults, and after a swap of a region.
const sending = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.dataset.again !== undefined) return;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  sending.add(form);
  form.setAttribute("aria-busy", "true");
  setTimeout(() => free(form), 8000);
});

function free(form) {
  sending.delete(form);
  form.removeAttribute("aria-busy");
}

// The page came back from the browser's memory ("Back"): its forms may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[aria-busy]").forEach(free);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) free(form);
});
document.addEventListener("htmx:beforeRequest", (event) => event.detail.target?.setAttribute("aria-busy", "true"));
document.addEventListener("htmx:afterSwap", (event) => {
  const region = event.detail.target;
  region.removeAttribute("aria-busy");
  focusFault(document);
  if (document.activeElement !== document.body) return;
  const heading = region.querySelector("[data-focus], h1, h2, h3");
  if (heading) {
    heading.tabIndex = -1;
    heading.focus();
  }
});

function focusFault(root) {
  root.querySelector(".err-sum[data-focus]")?.focus();
}
focusFault(document);

// A button with data-needs="id" needs a word in that field; without one the field takes the focus and says so.
document.addEventListener("click", (event) => {
  const field = document.getElementById(event.target.closest("[data-needs]")?.dataset.needs ?? "");
  if (!field) return;
  const empty = !field.value.trim();
  field.setAttribute("aria-invalid", String(empty));
  const said = document.getElementById(field.getAttribute("aria-describedby"));
  if (said) said.hidden = !empty;
  if (!empty) return;
  event.preventDefault();
  field.focus();
});

// Enter in a field of a desk form moves on (data-enter="next" on the form); Ctrl+Enter sends, also when no field has the
// focus and the page has one main button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  const main = event.ctrlKey && !event.target.matches("a, dialog *") ? document.querySelector("form [data-main]") : null;
  const form = event.target.form ?? main?.form;
  if (!form) return;
  if (event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-main]") ?? undefined);
  } else if (form.dataset.enter === "next" && event.target.matches("input:not([type=submit]), select")) {
    event.preventDefault();
    // Neither what is not shown, nor the other buttons of the same choice: arrows walk among those.
    const fields = [...form.elements].filter((field) => field === event.target || (field.tabIndex >= 0 && !field.disabled
      && field.type !== "hidden" && field.checkVisibility() && !(field.type === "radio" && field.name === event.target.name)));
    fields[fields.indexOf(event.target) + 1]?.focus();
  }
});
