// Keys, and what is lit up together: every page works without this file.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("scripted");
  const all = (what, within = document) => Array.from(within.querySelectorAll(what));
  const claims = () => all("li.claim").filter((one) => one.offsetParent !== null);
  let current = null;

  const marksOf = (id) =>
    all("mark[data-claims]").filter((one) => one.dataset.claims.split(" ").includes(id));

  const light = (item, { text = true, list = true } = {}) => {
    all(".lit").forEach((one) => one.classList.remove("lit"));
    current = item;
    if (!item) return;
    const closed = item.closest("details:not([open])");
    if (closed) closed.open = true;
    item.classList.add("lit");
    const marks = marksOf(item.dataset.claim);
    marks.forEach((one) => one.classList.add("lit"));
    const smooth = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (list) {
      item.focus({ preventScroll: true });
      item.scrollIntoView({ block: "nearest", behavior: smooth });
    }
    if (text && marks.length) marks[0].scrollIntoView({ block: "center", behavior: smooth });
  };

  const byId = (id) => document.getElementById(`c-${id}`);

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-claims]");
    if (mark && !String(getSelection())) {
      const ids = mark.dataset.claims.split(" ");
      const at = current ? ids.indexOf(current.dataset.claim) : -1;
      light(byId(ids[(at + 1) % ids.length]), { text: false });
      return;
    }
    const tag = event.target.closest("a.tag");
    if (tag && tag.closest(".text")) {
      event.preventDefault();
      light(byId(tag.hash.slice(3)), { text: false });
    } else if (tag && tag.closest("li.claim")) {
      event.preventDefault();
      light(tag.closest("li.claim"));
    }
  });

  document.addEventListener("change", (event) => {
    const kind = event.target.dataset && event.target.dataset.kind;
    if (!kind) return;
    const off = !event.target.checked;
    all(`.text .k-${kind}`).forEach((one) => one.classList.toggle("off", off));
    all(`li.claim.k-${kind}`).forEach((one) => { one.hidden = off; });
  });

  const step = (by) => {
    const list = claims();
    if (!list.length) return;
    const at = list.indexOf(current);
    light(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(Math.max(at + by, 0), list.length - 1)]);
  };

  const press = (key) => {
    const last = current ? all(`[data-key="${key}"]`, current).pop() : null;
    if (last) last.click();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press("a"),
    r: () => press("r"),
    e: () => press("e"),
    u: () => press("u"),
    m: () => press("m"),
    w: () => { const why = current && current.querySelector("details.why"); if (why) why.open = !why.open; },
    "/": () => { const find = document.getElementById("find"); if (find) find.focus(); },
    "?": () => { const help = document.getElementById("keys"); if (help) help.open ? help.close() : help.showModal(); else location.href = "/help"; },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, select, textarea, [contenteditable]")) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Why a claim is believed is asked for when somebody wants to know.
  document.addEventListener("toggle", (event) => {
    const place = event.target.open && event.target.querySelector(":scope > [data-why]");
    if (!place || place.dataset.asked) return;
    place.dataset.asked = "yes";
    place.setAttribute("aria-busy", "true");
    fetch(place.dataset.why, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : ""))
      .then((text) => { if (text) place.innerHTML = text; place.removeAttribute("aria-busy"); })
      .catch(() => { delete place.dataset.asked; });
  }, true);

  // A claim that was judged comes back as it is now; its marks follow.
  document.addEventListener("htmx:after:swap", () => {
    all("li.claim").forEach((item) => {
      const state = item.dataset.state;
      const at = current && current.dataset.claim === item.dataset.claim && !current.isConnected;
      marksOf(item.dataset.claim).forEach((mark) => {
        ["added", "accepted", "rejected", "amended"].forEach((one) => mark.classList.toggle(one, one === state));
      });
      if (at) light(item, { text: false });
    });
  });

  // Files may be dropped anywhere on the form that takes them.
  all("[data-drop]").forEach((form) => {
    const files = form.querySelector("input[type=file]");
    ["dragover", "dragenter"].forEach((what) => form.addEventListener(what, (event) => { event.preventDefault(); form.classList.add("over"); }));
    ["dragleave", "drop"].forEach((what) => form.addEventListener(what, () => form.classList.remove("over")));
    form.addEventListener("drop", (event) => { event.preventDefault(); files.files = event.dataTransfer.files; });
  });

  if (location.hash.startsWith("#c-")) {
    const item = document.getElementById(location.hash.slice(1));
    if (item) light(item);
  }
})();
