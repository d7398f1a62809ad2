/* A colleague chosen in a select with data-mention is named at the cursor of the field it points to. */
for (const choice of document.querySelectorAll("select[data-mention]")) {
  const field = document.getElementById(choice.dataset.mention);
  choice.addEventListener("change", () => {
    if (!choice.value) return;
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(`${gap}@${choice.value} `, field.selectionStart, field.selectionEnd, "end");
    choice.value = "";
    field.focus();
  });
}
