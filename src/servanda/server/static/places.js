// Words selected in a report, and words whose ends are moved: each page works without this file.
"use strict";
(() => {
  const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}'’-]*[\p{L}\p{N}])?/gu;
  const LETTER = /[\p{L}\p{N}]/u;
  const count = (text) => Array.from(text).length; // the record counts characters, scripts count halves

  // -- words selected in the text of a report become the words of a claim --
  const bar = document.getElementById("picked");
  const pieces = () => Array.from(document.querySelectorAll(".text [data-start]"));

  const upTo = (piece, node, offset) => {
    const range = document.createRange();
    range.selectNodeContents(piece);
    if (piece.contains(node)) range.setEnd(node, offset);
    return count(range.toString());
  };

  const selected = () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    const text = document.querySelector(".text");
    if (!text || !text.contains(range.commonAncestorContainer)) return null;
    const inside = pieces().filter((one) => range.intersectsNode(one));
    if (!inside.length) return null;
    const [first, last] = [inside[0], inside[inside.length - 1]];
    const from = first.contains(range.startContainer) ? upTo(first, range.startContainer, range.startOffset) : 0;
    const base = Number(first.dataset.start);
    const letters = Array.from(inside.map((one) => one.textContent).join(""));
    let start = from;
    let end = Number(last.dataset.start) + upTo(last, range.endContainer, range.endOffset) - base;
    const within = (at) => at > 0 && at < letters.length && LETTER.test(letters[at - 1]) && LETTER.test(letters[at]);
    while (within(start)) start -= 1; // a word is selected whole
    while (within(end)) end += 1;
    const words = letters.slice(start, end).join("").trim();
    return end > start && words ? { start: base + start, end: base + end, words } : null;
  };

  let waiting = 0;
  const offer = () => {
    if (bar.contains(document.activeElement)) return;
    const found = selected();
    bar.hidden = !found;
    if (!found) return;
    bar.elements.start.value = found.start;
    bar.elements.end.value = found.end;
    bar.elements.words.value = found.words.length > 2000 ? "" : found.words;
    bar.querySelector("[data-picked]").textContent =
      found.words.length > 90 ? `${found.words.slice(0, 60)} … ${found.words.slice(-25)}` : found.words;
  };

  if (bar) {
    document.addEventListener("selectionchange", () => {
      clearTimeout(waiting);
      waiting = setTimeout(offer, 120);
    });
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (event.key === "Escape" && !bar.hidden) {
        getSelection().removeAllRanges();
        bar.hidden = true;
        return;
      }
      if (event.key !== "n" || event.target.closest("input, select, textarea")) return;
      event.preventDefault();
      if (bar.hidden) location.href = bar.action;
      else bar.elements.kind.focus();
    });
  }

  // -- ends of words that are dragged, or moved by arrow keys --
  const editor = (place) => {
    const text = place.querySelector("[data-range-text]");
    const whole = text.textContent;
    const first = Number(place.dataset.first);
    const fields = place.closest("form").elements;
    const inputs = { start: fields.start, end: fields.end };
    const spans = Array.from(whole.matchAll(WORD), (one) => [one.index, one.index + one[0].length]);
    const edges = { start: spans.map((one) => one[0]), end: spans.map((one) => one[1]) };
    const unit = (offset) => Array.from(whole).slice(0, offset - first).join("").length;
    const at = { start: unit(Number(inputs.start.value)), end: unit(Number(inputs.end.value)) };

    const handle = (which, name) => {
      const made = document.createElement("span");
      made.className = `handle ${which}`;
      made.tabIndex = 0;
      made.setAttribute("role", "slider");
      made.setAttribute("aria-label", name);
      made.dataset.which = which;
      return made;
    };
    const handles = { start: handle("start", "Where the words begin"), end: handle("end", "Where the words end") };
    const mark = document.createElement("mark");
    mark.className = "picked";
    const nodes = [document.createTextNode(""), document.createTextNode(""), document.createTextNode("")];
    mark.append(nodes[1]);
    text.replaceChildren(nodes[0], handles.start, mark, handles.end, nodes[2]);

    const draw = (told = true) => {
      nodes[0].data = whole.slice(0, at.start);
      nodes[1].data = whole.slice(at.start, at.end);
      nodes[2].data = whole.slice(at.end);
      const near = { start: whole.slice(at.start).match(WORD), end: whole.slice(0, at.end).match(WORD) };
      for (const which of ["start", "end"]) {
        const offset = first + count(whole.slice(0, at[which]));
        const word = near[which] ? near[which][which === "start" ? 0 : near[which].length - 1] : "";
        handles[which].setAttribute("aria-valuemin", first);
        handles[which].setAttribute("aria-valuemax", first + count(whole));
        handles[which].setAttribute("aria-valuenow", offset);
        handles[which].setAttribute("aria-valuetext", `${which === "start" ? "before" : "after"} “${word}”, character ${offset}`);
        if (told) inputs[which].value = offset;
        document.querySelectorAll(`[data-follows=${which}]`).forEach((one) => { one.value = offset; });
      }
      document.querySelectorAll("[data-follows=words]").forEach((one) => { one.textContent = nodes[1].data; });
      if (told && fields.words) fields.words.value = "";
    };

    const put = (which, offset) => {
      const low = which === "start" ? 0 : at.start + 1;
      const high = which === "start" ? at.end - 1 : whole.length;
      at[which] = Math.min(Math.max(offset, low), high);
      draw();
    };

    const step = (which, by, letter) => {
      if (letter) {
        const half = by < 0 ? whole.codePointAt(at[which] - 2) : whole.codePointAt(at[which]);
        return put(which, at[which] + by * (half > 0xffff ? 2 : 1));
      }
      const list = edges[which];
      const next = by < 0 ? list.filter((one) => one < at[which]).pop() : list.find((one) => one > at[which]);
      if (next !== undefined) put(which, next);
      return undefined;
    };

    text.addEventListener("keydown", (event) => {
      const which = event.target.dataset && event.target.dataset.which;
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
      if (!which || !by) return;
      event.preventDefault();
      step(which, by, event.shiftKey);
    });

    const under = (event) => {
      let node = null;
      let offset = 0;
      if (document.caretPositionFromPoint) {
        const found = document.caretPositionFromPoint(event.clientX, event.clientY);
        if (found) [node, offset] = [found.offsetNode, found.offset];
      } else if (document.caretRangeFromPoint) {
        const found = document.caretRangeFromPoint(event.clientX, event.clientY);
        if (found) [node, offset] = [found.startContainer, found.startOffset];
      }
      const number = nodes.indexOf(node);
      if (number < 0) return null;
      return nodes.slice(0, number).reduce((sum, one) => sum + one.data.length, 0) + offset;
    };

    text.addEventListener("pointerdown", (event) => {
      const which = event.target.dataset && event.target.dataset.which;
      if (!which) return;
      event.preventDefault();
      const held = handles[which];
      held.focus();
      held.classList.add("held");
      const move = (moved) => {
        const offset = under(moved);
        if (offset === null) return;
        const near = edges[which].reduce((best, one) => (Math.abs(one - offset) < Math.abs(best - offset) ? one : best), edges[which][0]);
        put(which, moved.shiftKey || near === undefined ? offset : near);
      };
      const drop = () => {
        held.classList.remove("held");
        document.removeEventListener("pointermove", move);
      };
      document.addEventListener("pointermove", move);
      document.addEventListener("pointerup", drop, { once: true });
      document.addEventListener("pointercancel", drop, { once: true });
    });

    for (const which of ["start", "end"]) {
      inputs[which].addEventListener("input", () => {
        const offset = Number(inputs[which].value) - first;
        if (!Number.isInteger(offset) || offset < 0 || offset > count(whole)) return;
        const wanted = unit(offset + first);
        if (which === "start" ? wanted >= at.end : wanted <= at.start) return;
        at[which] = wanted;
        draw(false);
      });
    }
    draw(false);
  };

  document.querySelectorAll("[data-range]").forEach(editor);
})();
