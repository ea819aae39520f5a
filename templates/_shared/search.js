// Typing filters the editions by the words that are shown and by those of the index below the list, folded alike
// (src/briefgen/site/words.py). The query stands behind the "#", so that it is there again when one comes back.
(() => {
  const {letters, words} = JSON.parse(document.getElementById("words").textContent);
  const form = document.querySelector("form"), box = form.querySelector("input");
  const told = form.querySelector("[role=status]"), months = document.querySelectorAll("main > section");
  const bare = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase();
  const fold = text => bare(text).replace(/[^\0-\x7f]/gu, sign => letters[sign] ?? sign);
  const wordsOf = text => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  // Where no blank parts words, or small words are written to the next one, a word may begin anywhere.
  const scripts = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Arabic", "Hebrew"];
  const joined = new RegExp("[" + scripts.map(script => `\\p{Script=${script}}`).join("") + "]", "u");
  const has = (text, word) => text.includes(joined.test(word) ? word : " " + word);
  const index = words.split(" ").filter(Boolean).map(entry => entry.split(","));
  const editions = [...document.querySelectorAll(".editions > li")];
  const shown = editions.map(edition => {
    const parts = [...edition.querySelectorAll("h3, .lead, ul")].map(part => part.textContent);
    return " " + wordsOf(parts.join(" ")).join(" ");
  });

  const within = word => {
    const found = new Set();
    for (const [entry, ...steps] of index) {
      if (!has(" " + entry, word)) continue;
      let place = 0;
      for (const step of steps) found.add(place += parseInt(step, 36));
    }
    return found;
  };

  const search = () => {
    // What is typed without a blank stands together: "daily/3", "U.S."
    const query = box.value.split(/\s+/).map(wordsOf).filter(words => words.length)
      .map(words => ({shown: words.join(" "), within: words.map(within)}));
    let count = 0;
    editions.forEach((edition, place) => {
      const missing = query.filter(term => !has(shown[place], term.shown));
      edition.hidden = !missing.every(term => term.within.every(found => found.has(place)));
      edition.classList.toggle("inside", missing.length > 0);
      count += !edition.hidden;
    });
    for (const month of months) month.hidden = !month.querySelector(".editions > li:not([hidden])");
    for (const nav of document.querySelectorAll("nav")) nav.hidden = query.length > 0;
    told.textContent = !query.length ? "" : count ? `${count} of ${editions.length} editions` : "No edition has all these words.";
  };

  const recall = () => {
    const [, query] = location.hash.match(/^#q=(.*)/) ?? [];
    if (query === undefined && !box.value) return;
    try { box.value = decodeURIComponent(query ?? ""); } catch { box.value = ""; }
    search();
  };

  const keep = () => {
    const query = box.value.trim();
    history.replaceState(null, "", query ? "#q=" + encodeURIComponent(query) : location.pathname + location.search);
  };

  let timer;
  box.addEventListener("input", () => {
    search();
    // Browsers refuse an address that changes at every key.
    clearTimeout(timer);
    timer = setTimeout(keep, 250);
  });
  box.addEventListener("change", keep);
  form.addEventListener("submit", event => event.preventDefault());
  addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
})();
