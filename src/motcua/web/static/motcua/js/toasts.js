// Toasts go by themselves after data-toast seconds; the count stops while the pointer or the focus is on one.
const region = document.getElementById("thong-bao");
const SPRITE = document.querySelector(".i use")?.getAttribute("href").split("#")[0] ?? "";

function live(toast) {
  let left = Number(toast.dataset.toast) || 6;
  const close = toast.querySelector("[data-close]");
  close.hidden = false;
  close.addEventListener("click", () => toast.remove());
  const count = toast.querySelector("[data-left]");
  const timer = setInterval(() => {
    if (!toast.isConnected) return clearInterval(timer);
    if (!count && toast.matches(":hover, :focus-within")) return;
    left -= 1;
    if (count) count.textContent = `(${left} giây)`;
    if (left <= 0) toast.remove();
  }, 1000);
}

function node(name, props = {}, ...children) {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children.filter(Boolean));
  return made;
}

function drawn(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${SPRITE}#${name}`);
  svg.append(use);
  return svg;
}

// The server's answer carries HX-Trigger: {"toast": {...}} (web/shared/toasts.py).
document.body.addEventListener("toast", ({ detail }) => {
  const close = node("button", { type: "button", className: "toast__close" }, drawn("x"), node("span", { className: "sr", textContent: "Đóng thông báo" }));
  close.dataset.close = "";
  let act = null;
  if (detail.undo_url) {
    const left = node("span", { textContent: `(${detail.seconds} giây)` });
    left.dataset.left = "";
    const token = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
    const undo = node("button", { className: "btn" }, "Hoàn tác ", left);
    undo.dataset.key = "Alt+U";
    undo.dataset.keyLabel = "Hoàn tác việc vừa làm";
    act = node("form", { method: "post", action: detail.undo_url },
      node("input", { type: "hidden", name: "csrfmiddlewaretoken", value: token }), undo);
  } else if (detail.url) {
    act = node("a", { className: "btn", href: detail.url, textContent: detail.action });
  }
  const toast = node("div", { className: `toast${detail.kind ? ` toast--${detail.kind}` : ""}` },
    drawn(detail.icon), node("span", { className: "grow", textContent: detail.text }), act, close);
  toast.setAttribute("role", "status");
  toast.dataset.toast = detail.seconds;
  region.append(toast);
  live(toast);
});
region?.querySelectorAll("[data-toast]").forEach(live);
