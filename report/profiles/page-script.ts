/** What the page of links does by itself: searches, narrows to a person or types, and takes keys. */
export const PAGE_SCRIPT = `
"use strict";
(() => {
  const sets = JSON.parse(document.getElementById("sets").textContent);
  const search = document.getElementById("search");
  const person = document.getElementById("person");
  const buttons = [...document.querySelectorAll(".types button")];
  const count = document.querySelector(".count");
  const none = document.querySelector(".none");
  const groups = [...document.querySelectorAll("section")].map((section) => {
    const heading = section.querySelector("h2").firstChild.data;
    const accounts = [...section.querySelectorAll("li")].map((item) => {
      const words = [heading, item.querySelector("h3").textContent, item.querySelector(".id").textContent];
      const links = [...item.querySelectorAll("a")].map((link) => ({
        link,
        people: sets[Number(link.dataset.set)],
        text: " " + [...words, link.textContent].join(" ").toLowerCase(),
      }));
      return { item, links };
    });
    return { section, accounts, number: section.querySelector("h2 span") };
  });
  const KEY = "landing-zone person";
  const remembered = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const remember = (name) => { try { localStorage.setItem(KEY, name); } catch { /* not allowed here */ } };
  let shown = [];

  const many = (number, noun) => number.toLocaleString("en") + " " + noun + (number === 1 ? "" : "s");

  // Where a word begins, so that "prod" is not nonproduction; digits anywhere, as people know ids by their ends.
  const has = (text, word) => [" ", "-"].some((before) => text.includes(before + word)) || (/^\\d+$/.test(word) && text.includes(word));

  function narrow() {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const who = person && person.value !== "" ? Number(person.value) : null;
    const types = buttons.filter((one) => one.getAttribute("aria-pressed") === "true").map((one) => one.dataset.type);
    for (const one of shown.slice(0, 1)) one.classList.remove("first");
    shown = [];
    let accountsShown = 0;
    for (const { section, accounts, number } of groups) {
      const ofType = types.length === 0 || types.includes(section.dataset.type);
      let here = 0;
      for (const { item, links } of accounts) {
        const before = shown.length;
        for (const { link, people, text } of links) {
          const fits = ofType && (who === null || people.includes(who)) && words.every((word) => has(text, word));
          link.hidden = !fits;
          if (fits) shown.push(link);
        }
        item.hidden = shown.length === before;
        if (!item.hidden) here += 1;
      }
      section.hidden = here === 0;
      number.textContent = here.toLocaleString("en");
      accountsShown += here;
    }
    none.hidden = shown.length > 0;
    count.textContent = many(shown.length, "role") + " in " + many(accountsShown, "account");
    if (words.length > 0 && shown[0]) shown[0].classList.add("first");
  }

  function all() {
    search.value = "";
    for (const one of buttons) one.setAttribute("aria-pressed", "false");
    narrow();
    search.focus();
  }

  function move(step) {
    if (shown.length === 0) return;
    const at = shown.indexOf(document.activeElement);
    if (at < 0) shown[0].focus();
    else if (at + step < 0) search.focus();
    else shown[Math.min(at + step, shown.length - 1)].focus();
  }

  search.addEventListener("input", narrow);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && shown[0]) shown[0].click();
  });
  for (const one of buttons) {
    one.addEventListener("click", () => {
      one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") !== "true"));
      narrow();
    });
  }
  document.getElementById("clear").addEventListener("click", () => {
    if (person) person.value = "";
    all();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = document.activeElement === search;
    const choosing = document.activeElement === person;
    if (event.key === "/" && !typing && !choosing) { event.preventDefault(); search.focus(); search.select(); }
    else if (event.key === "Escape" && !choosing) { event.preventDefault(); all(); }
    else if (event.key === "ArrowDown" && !choosing) { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp" && !choosing && !typing) { event.preventDefault(); move(-1); }
  });
  if (person) {
    const options = [...person.options];
    const name = remembered();
    const found = name === null ? undefined : options.find((one) => one.value !== "" && one.text === name);
    if (found) person.value = found.value;
    person.addEventListener("change", () => {
      remember(person.value === "" ? "" : person.selectedOptions[0].text);
      narrow();
    });
  }
  narrow();
})();
`;
