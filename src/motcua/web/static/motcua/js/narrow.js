// What a narrow screen needs: cells of a table know the words of their column, and the open tab stands in sight.
document.querySelectorAll(".tbl-scroll > .tbl:not([data-list])").forEach((table) => {
  const words = [...table.querySelectorAll("thead th")].map((head) => (head.querySelector(".sr") ? "" : head.textContent.trim()));
  table.querySelectorAll("tbody tr").forEach((row) => {
    if (row.cells.length !== words.length) return;
    [...row.cells].forEach((cell, place) => { if (words[place]) cell.dataset.label = words[place]; });
  });
});
document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
  const strip = tab.closest(".tabs");
  strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
});
