// A click on a citation opens its report and brings the sentence into view.
addEventListener("click", event => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const report = target && target.closest("details");
  if (report) report.open = true;
});
